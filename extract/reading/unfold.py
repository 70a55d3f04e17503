"""Tables that only lay out the page: the two-column head and foot of an official document.

Nghị định 30/2020/NĐ-CP puts the issuing body beside the national name and the recipients
beside the signature; word processors and pages do it with a table without borders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extract.head.cues import is_position, is_sign_here
from extract.letters import fold
from extract.reading.lines import Line, LineCell

_SIGNS = (
    "cong hoa xa hoi chu nghia",
    "dang cong san viet nam",
    "noi nhan",
    "kinh gui",
    "doc lap - tu do",
)
_MOST_ROWS = 8  # of a layout table; real tables with such words inside are longer
_MOST_COLUMNS = 3
_MOST_SIGNATURE_ROWS = 4


def unfold_layout_tables(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with layout tables taken apart, column after column, line after line."""
    unfolded: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.table):
        rows = list(group)
        if table is not None and _is_layout(rows):
            unfolded.extend(_columns(rows))
        else:
            unfolded.extend(rows)
    return unfolded


def _is_layout(rows: list[Line]) -> bool:
    if any(line.text for line in rows) or any(len(row.cells) > _MOST_COLUMNS for row in rows):
        return False
    return is_layout([cell.text for row in rows for cell in row.cells], len(rows))


def is_layout(cells: Sequence[str], rows: int) -> bool:
    """Whether cells hold the head or foot of an official document."""
    if rows > _MOST_ROWS:
        return False
    content = fold("\n".join(cells))
    return any(sign in content for sign in _SIGNS) or (
        rows <= _MOST_SIGNATURE_ROWS and any(_signs(text) for text in cells)
    )


def _signs(text: str) -> bool:
    """Whether a cell opens with one who signs and goes on below with name or place to sign."""
    first, _, below = text.strip().partition("\n")
    return (bool(below.strip()) and is_position(first.strip(), fold(first.strip()))) or any(
        is_sign_here(fold(line.strip())) for line in below.split("\n")
    )


def _columns(rows: list[Line]) -> Iterator[Line]:
    # A row of few cells may still stand far right: its cells span columns of the grid.
    for column in sorted({cell.column for row in rows for cell in row.cells}):
        for row in rows:
            for cell in row.cells:
                if cell.column == column and not cell.continued:
                    yield from _cell_lines(row, cell)


def _cell_lines(row: Line, cell: LineCell) -> Iterator[Line]:
    offset = 0
    for text in cell.text.split("\n"):
        end = offset + len(text)
        marks = tuple(
            (first - offset, last - offset, number)
            for first, last, number in cell.marks
            if offset <= first and last <= end
        )
        boxes = tuple(
            replace(box, start=box.start - offset)
            for box in cell.boxes
            if offset <= box.start < end
        )
        yield replace(row, text=text, table=None, cells=(), marks=marks, boxes=boxes or row.boxes)
        offset = end + 1
