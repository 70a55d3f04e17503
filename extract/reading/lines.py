"""What every reader hands over: lines with the hints of their layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.letters import fold
from extract.model import Box
from extract.reading.legacy import unify

_TELLING = 500  # characters: what a longer line is, its beginning tells

Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class LineCell:
    """One cell of a table row, in reading order."""

    text: str  # may hold line breaks; they become spaces unless the table is mere layout
    column: int  # counted from 0
    columns: int = 1  # how many columns it spans
    heading: bool = False
    continued: bool = False  # merged downwards: the text stands in a row above, here it is ""
    marks: tuple[Mark, ...] = ()  # footnote marks inside ``text``: start, end, number
    boxes: tuple[Box, ...] = ()  # its printed rows; they start inside ``text``


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a line of a heading or a table row, as the file lays it out.

    ``text`` may hold line breaks when one paragraph runs over several printed lines. A table
    row gives ``table`` and ``cells``; its ``text`` is then made from the cells.
    """

    text: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = ()  # its printed rows; they start inside ``text``
    path: str | None = None  # element path in the source
    bold: bool = False
    centered: bool = False
    ruled: bool = False  # a short rule is drawn above it, as under a title
    furniture: bool = False  # known to be page furniture (page number, menu)
    title: bool = False  # known to be the headline of the page
    heading_level: int | None = None
    number: str | None = None  # automatic number, not part of the text
    table: int | None = None
    cells: tuple[LineCell, ...] = ()  # made into ``text``, or found in it when it is given
    pieces: tuple[tuple[int, int], ...] = ()  # of ``text``, that are lines of their own
    footnote: str | None = None  # number, if this line is the text of a footnote
    marks: tuple[Mark, ...] = ()  # footnote marks inside ``text``: start, end, number


@dataclass(frozen=True, slots=True)
class Placed:
    """A line that is not empty, at its place in the document's text."""

    line: Line
    start: int  # of the first visible character
    end: int
    text: str  # without surrounding space
    folded: str  # the first letters of ``text`` without marks, enough to tell what it is
    cells: tuple[tuple[int, int, LineCell], ...] = ()  # start, end and the cell


def place(lines: Sequence[Line]) -> tuple[str, list[Placed]]:
    """Join ``lines`` with line feeds to the NFC text and say where each one stands."""
    parts: list[str] = []
    placed: list[Placed] = []
    offset = 0
    above: dict[int, tuple[int, int]] = {}
    table: int | None = None
    for line in lines:
        cells: list[tuple[int, int, LineCell]] = []
        if line.cells:
            if line.table != table:
                above, table = {}, line.table
            if line.text:
                line = _normal(line)
                cells.extend(_cells_inside(line, offset, above))
            else:
                text, marks = _row(line, offset, above, cells)
                line = replace(line, text=text, marks=marks)
        else:
            line = _normal(line)
        if line.marks:
            line_marks = tuple((offset + a, offset + b, n) for a, b, n in line.marks)
            line = replace(line, marks=line_marks)
        if line.boxes:
            line = replace(line, boxes=_moved(line.boxes, offset))
        for start, end in line.pieces or ((0, len(line.text)),):
            placed.extend(_placed(line, start, end, offset, tuple(cells)))
        parts.append(line.text)
        offset += len(line.text) + 1
    return "\n".join(parts), placed


def _placed(
    line: Line, start: int, end: int, offset: int, cells: tuple[tuple[int, int, LineCell], ...]
) -> Iterator[Placed]:
    """A piece of a line at its place, if there is anything to see in it."""
    visible = line.text[start:end].strip()
    if visible:
        start = offset + line.text.index(visible[0], start)
        folded = fold(visible[:_TELLING])
        yield Placed(line, start, start + len(visible), visible, folded, cells)


def _cells_inside(
    line: Line, offset: int, above: dict[int, tuple[int, int]]
) -> Iterator[tuple[int, int, LineCell]]:
    """The cells of a row whose text is given, at their places in it."""
    reached = 0
    for cell in line.cells:
        if not cell.continued:
            text = _nfc(cell.text, (), ())[0]
            start = line.text.index(text, reached)
            reached = start + len(text)
            above[cell.column] = (offset + start, offset + reached)
        yield *above.get(cell.column, (offset, offset)), cell


def _row(
    line: Line,
    offset: int,
    above: dict[int, tuple[int, int]],
    cells: list[tuple[int, int, LineCell]],
) -> tuple[str, tuple[Mark, ...]]:
    """The text of a table row; fills ``cells`` with their places in the document."""
    text = ""
    marks: list[Mark] = []
    first = True
    for cell in line.cells:
        if cell.continued:
            start, end = above.get(cell.column, (offset, offset))
            cells.append((start, end, cell))
            continue
        if not first:
            text += "\t"
        first = False
        content, own, boxes = _nfc(cell.text, cell.marks, cell.boxes)
        content = content.replace("\n", " ").replace("\t", " ")
        base = len(text)
        marks.extend((base + a, base + b, n) for a, b, n in own)
        inner = content.strip()
        start = offset + base + (content.index(inner[0]) if inner else 0)
        text += content
        span = (start, start + len(inner))
        above[cell.column] = span
        if boxes:
            cell = replace(cell, boxes=_moved(boxes, offset + base))
        cells.append((*span, cell))
    return text, tuple(marks)


def _moved(boxes: tuple[Box, ...], offset: int) -> tuple[Box, ...]:
    return tuple(
        Box(box.page, box.left, box.top, box.right, box.bottom, box.start + offset) for box in boxes
    )


def _normal(line: Line) -> Line:
    text, marks, boxes = _nfc(line.text, line.marks, line.boxes)
    return line if text is line.text else replace(line, text=text, marks=marks, boxes=boxes)


def _nfc(
    text: str, marks: tuple[Mark, ...], boxes: tuple[Box, ...]
) -> tuple[str, tuple[Mark, ...], tuple[Box, ...]]:
    if unicodedata.is_normalized("NFC", text):
        return unify(text), marks, boxes

    def moved(offset: int) -> int:
        return len(unicodedata.normalize("NFC", text[:offset]))

    return (
        unify(unicodedata.normalize("NFC", text)),
        tuple((moved(start), moved(end), number) for start, end, number in marks),
        tuple(replace(box, start=moved(box.start)) for box in boxes),
    )
