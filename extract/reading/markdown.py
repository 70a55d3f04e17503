"""Markdown: a plain text whose marks say what is a heading, bold, or a cell of a table.

The text stays the file's own; blocks point at what stands between the marks. Converters write a
document's two-column head as a table of one or two rows; its cells are lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.letters import CAPITALS, SMALLS
from extract.reading.lines import Line, LineCell
from extract.reading.unfold import is_layout

_RULER = frozenset("|-: \t\r")  # what the line under a table's head is made of
_ROW = re.compile(r"\s*\|.*\|\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_STRONG = re.compile(r"\s*(?:\*{1,3}|_{1,3})(?=[^\s*_])(?P<inner>.*[^\s*_])(?:\*{1,3}|_{1,3})\s*")
_CELL = re.compile(r"[^|]+")
_DRAWN = re.compile(r"[-_–—=*]{3,}")
_LISTED = re.compile(r"(?<=[:;.]) (?=[-–+] )| (?=V/v)")
_NAME = rf"(?:[{CAPITALS}][{SMALLS}]{{1,7}} ?){{2,5}}"
_SIGNED = re.compile(rf"(?P<position>[{CAPITALS}. ,]{{6,120}}) (?P<name>{_NAME})")
_SIGNATURE_ROWS = 4  # the most rows of a table that lays out a signature
_SIGNS = 3  # lines with marks that make a text Markdown

Span = tuple[int, int]


def is_markdown(printed: Sequence[str]) -> bool:
    """Whether the lines of a text carry the marks of Markdown."""
    signs = 0
    for line in printed:
        if _is_ruler(line):
            return True
        if _HEADING.match(line) or (line.lstrip().startswith("**") and _STRONG.fullmatch(line)):
            signs += 1
    return signs >= _SIGNS


def _is_ruler(line: str) -> bool:
    return "---" in line and "|" in line and _RULER.issuperset(line)


def markdown_lines(printed: Sequence[str]) -> Iterator[Line]:
    """The lines of a Markdown text; tables become rows, marks are left outside the blocks."""
    tables = 0
    position = 0
    while position < len(printed):
        end = position
        while end < len(printed) and _ROW.fullmatch(printed[end]):
            end += 1
        if end > position:
            yield from _table(printed[position:end], tables)
            tables += 1
            position = end
        else:
            yield _line(printed[position])
            position += 1


def _line(text: str) -> Line:
    heading = _HEADING.match(text)
    start = heading.end() if heading else 0
    strong = _STRONG.fullmatch(text, start)
    level = len(heading[1]) if heading else None
    if strong:
        return Line(text, bold=True, heading_level=level, pieces=(strong.span("inner"),))
    if heading:
        return Line(text, heading_level=level, pieces=((start, len(text.rstrip())),))
    return Line(text)


def _table(rows: Sequence[str], table: int) -> Iterator[Line]:
    cells = [[_trimmed(row, *match.span()) for match in _CELL.finditer(row)] for row in rows]
    texts = [row[start:end] for row, found in zip(rows, cells, strict=True) for start, end in found]
    layout = is_layout([text for text in texts if not _DRAWN.fullmatch(text)], len(rows)) or (
        len(rows) <= _SIGNATURE_ROWS and any(_SIGNED.fullmatch(text) for text in texts)
    )
    for row, found in zip(rows, cells, strict=True):
        if _is_ruler(row):
            yield Line(row, pieces=((0, 0),))
        elif layout:
            yield Line(row, pieces=tuple(part for span in found for part in _parts(row, span)))
        else:
            yield Line(
                row,
                table=table,
                cells=tuple(
                    LineCell(row[start:end], column) for column, (start, end) in enumerate(found)
                ),
            )


def _parts(row: str, cell: Span) -> Iterator[Span]:
    """The lines that were put together in one cell of a head or foot."""
    start, end = cell
    cuts = [start]
    signed = _SIGNED.fullmatch(row, start, end)
    if signed:
        cuts += [signed.end("position"), signed.start("name")]
    else:
        for match in sorted(
            (*_DRAWN.finditer(row, start, end), *_LISTED.finditer(row, start, end)),
            key=lambda match: match.start(),
        ):
            cuts += list(match.span())
    cuts.append(end)
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        span = _trimmed(row, first, last)
        if span[0] < span[1]:
            yield span


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the blanks and marks of emphasis around it."""
    while start < end and text[start] in " \t*\r":
        start += 1
    while end > start and text[end - 1] in " \t*\r":
        end -= 1
    return start, end
