"""Ruled tables: words to cells, cells to rows, and rows stitched over the pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from extract.letters import fold
from extract.model import Box
from extract.reading.lines import Line, LineCell
from extract.reading.pdf.paragraphs import Margins, paragraphs
from extract.reading.pdf.rows import Joined, Mark, gather_rows
from extract.reading.pdf.ruling import Grid
from extract.reading.pdf.words import Word
from extract.reading.table_heads import TopRow, count_heads

_CLOSE = 4.0  # points: column lines nearer than this on two pages are the same
_SCANNED = 0.013  # of a table's width: so far off may they be on two scanned pages
_WIDTHS = 0.04  # of its width: by so much may a table be wider on one of them
_LIKE = 0.8  # likeness of a heading that is repeated, as OCR reads it
_MOST_HEADS = 4  # rows of a heading that is known by being repeated


@dataclass(slots=True)
class TableCell:
    """A cell of a table on one page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    text: str = ""
    marks: tuple[Mark, ...] = ()
    boxes: tuple[Box, ...] = ()  # of its printed rows
    bold: bool = False


@dataclass(slots=True)
class Table:
    """A table on one page, its cells by row and column."""

    page: int
    grid: Grid
    cells: list[TableCell]
    size: float  # of most letters
    heads: int = 0  # how many rows at its top are headings
    lines: list[list[TableCell]] = field(default_factory=list)  # cells that begin in each row


def make_table(grid: Grid, words: Sequence[Word], page: int) -> Table:
    """The table of ``grid`` filled with the ``words`` that stand inside it."""
    cells = []
    for left, top, right, bottom in sorted(grid.cells, key=lambda cell: (cell[1], cell[0])):
        row = max(bisect_right(grid.rows, top + _CLOSE) - 1, 0)
        column = max(bisect_right(grid.columns, left + _CLOSE) - 1, 0)
        last_row = max(bisect_right(grid.rows, bottom - _CLOSE), row + 1)
        last_column = max(bisect_right(grid.columns, right - _CLOSE), column + 1)
        box = Box(page, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
        cells.append(TableCell(row, column, last_row - row, last_column - column, box))
    inside: dict[int, list[Word]] = {}
    for word in words:
        owner = _owner(cells, word)
        if owner is None:  # the lines of its cell do not meet
            owner = len(cells)
            cells.append(_open_cell(grid, word, page))
        inside.setdefault(owner, []).append(word)
    weights: dict[float, int] = {}
    for index, held in inside.items():
        _fill(cells[index], held, page)
        for word in held:
            weights[round(word.size, 1)] = weights.get(round(word.size, 1), 0) + len(word.text)
    size = max(weights, key=lambda key: weights[key]) if weights else 0.0
    table = Table(page, grid, cells, size)
    table.lines = [[] for _ in range(len(grid.rows) - 1)]
    for cell in cells:
        if cell.row < len(table.lines):
            table.lines[cell.row].append(cell)
    table.heads = _heads(table)
    return table


def _owner(cells: Sequence[TableCell], word: Word) -> int | None:
    across, down = word.middle, (word.top + word.bottom) / 2
    for index, cell in enumerate(cells):
        box = cell.box
        if box.left <= across <= box.right and box.top <= down <= box.bottom:
            return index
    return None


def _open_cell(grid: Grid, word: Word, page: int) -> TableCell:
    """The place of ``word`` among the rows and columns of ``grid``, as a cell."""
    row = _place(grid.rows, (word.top + word.bottom) / 2)
    column = _place(grid.columns, word.middle)
    left, right = grid.columns[column : column + 2]
    top, bottom = grid.rows[row : row + 2]
    box = Box(page, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
    return TableCell(row, column, 1, 1, box)


def _place(lines: Sequence[float], at: float) -> int:
    return min(max(bisect_right(lines, at) - 1, 0), len(lines) - 2)


def _fill(cell: TableCell, words: Sequence[Word], page: int) -> None:
    margins = Margins(cell.box.left + 3, cell.box.right - 3)
    found = paragraphs(gather_rows(words, page), margins)
    text = ""
    marks: list[Mark] = []
    boxes: list[Box] = []
    for paragraph in found:
        if text:
            text += "\n"
        joined = paragraph.joined().moved(len(text))
        text += joined.text
        marks.extend(joined.marks)
        boxes.extend(joined.boxes)
    cell.text, cell.marks, cell.boxes = text, tuple(marks), tuple(boxes)
    cell.bold = all(row.bold for paragraph in found for row in paragraph.rows)


def _heads(table: Table) -> int:
    """How many rows at the top are column headings."""
    rows = []
    for index, cells in enumerate(table.lines):
        filled = [cell for cell in cells if cell.text.strip()]
        beside = any(
            cell.row < index < cell.row + cell.rows and cell.text.strip() for cell in table.cells
        )
        texts = tuple(cell.text.strip() for cell in filled)
        rows.append(TopRow(texts, all(cell.bold for cell in filled), beside))
    return count_heads(rows, len(table.grid.columns) - 1)


def continues(table: Table, before: Table) -> bool:
    """Whether ``table`` goes on with ``before``, which ends the page before."""
    one, two = _widths(before.grid), _widths(table.grid)
    if len(one) != len(two):
        return False
    if all(abs(a - b) <= _CLOSE for a, b in zip(one, two, strict=True)):
        return True
    return abs(one[-1] - two[-1]) <= _WIDTHS * one[-1] and all(
        abs(a / one[-1] - b / two[-1]) <= _SCANNED for a, b in zip(one, two, strict=True)
    )


def _widths(grid: Grid) -> list[float]:
    return [column - grid.columns[0] for column in grid.columns]


def table_lines(tables: Sequence[Table], number: int) -> list[Line]:
    """The rows of one table, over all the pages it stands on.

    Headings repeated on a new page are furniture; a row broken by the page is joined.
    """
    lines: list[Line] = []
    first = tables[0]
    heads = first.heads
    if not heads:  # of a scan no letter is known to be bold
        top = [_plain(first, index) for index in range(min(_MOST_HEADS, len(first.lines) - 1))]
        heads = max((_repeated(table, top) for table in tables[1:]), default=0)
    headings = [_plain(first, index) for index in range(heads)]
    for index in range(len(first.lines)):
        lines.append(_line(first, index, number, furniture=False, heads=heads))
    for table in tables[1:]:
        position = _repeated(table, headings)
        for index in range(position):
            lines.append(_line(table, index, number, furniture=True, heads=position))
        rest = position < len(table.lines) and _is_rest(table, position)
        heads = position
        if rest and _continue_row(lines, table, position):
            position += 1
        for index in range(position, len(table.lines)):
            lines.append(_line(table, index, number, furniture=False, heads=heads))
    return lines


def _repeated(table: Table, headings: Sequence[str]) -> int:
    """How many rows at the top of ``table`` repeat ``headings``."""
    count = 0
    while count < min(len(headings), len(table.lines)) and _alike(
        _plain(table, count), headings[count]
    ):
        count += 1
    return count


def _alike(one: str, two: str) -> bool:
    """Whether two rows say the same, misread letters apart; rows with figures must be equal."""
    if one == two or any(map(str.isdigit, one + two)):
        return one == two
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _LIKE


def _plain(table: Table, index: int) -> str:
    return " ".join(fold(" ".join(cell.text for cell in table.lines[index])).split())


def _is_rest(table: Table, index: int) -> bool:
    """Whether a row only finishes the last row of the page before: it has no first cell."""
    cells = table.lines[index]
    filled = [cell for cell in cells if cell.text.strip()]
    first = next((cell for cell in cells if cell.column == 0), None)
    if not filled or first is None or first.text.strip():
        return False
    numbered = sum(
        1
        for others in table.lines[index + 1 :]
        for cell in others
        if cell.column == 0 and cell.text.strip()
    )
    return all(cell.text.strip()[:1].islower() or not cell.text.strip() for cell in cells) or (
        numbered > 0 and len(filled) <= 2 and filled[0].text.strip()[:1] not in "-+•"
    )


def _continue_row(lines: list[Line], table: Table, index: int) -> bool:
    """Add the cells of row ``index`` to the last line; false if its columns differ."""
    last = max((i for i, line in enumerate(lines) if not line.furniture), default=None)
    if last is None:
        return False
    held = {cell.column: cell for cell in lines[last].cells}
    rest = [cell for cell in table.lines[index] if cell.text.strip()]
    if any(cell.column not in held or held[cell.column].continued for cell in rest):
        return False
    for cell in rest:
        before = held[cell.column]
        text = f"{before.text} {cell.text}" if before.text else cell.text
        more = Joined(cell.text, cell.marks, cell.boxes).moved(len(text) - len(cell.text))
        held[cell.column] = replace(
            before, text=text, marks=before.marks + more.marks, boxes=before.boxes + more.boxes
        )
    line = lines[last]
    lines[last] = replace(
        line,
        cells=tuple(held[column] for column in sorted(held)),
        boxes=(*line.boxes, _row_box(table, index)),
    )
    return True


def _row_box(table: Table, index: int) -> Box:
    grid = table.grid
    return Box(
        table.page,
        round(grid.left, 1),
        round(grid.rows[index], 1),
        round(grid.right, 1),
        round(grid.rows[index + 1], 1),
    )


def _line(table: Table, index: int, number: int, *, furniture: bool, heads: int) -> Line:
    cells: dict[int, LineCell] = {}
    for cell in table.cells:
        if cell.row == index:
            cells[cell.column] = LineCell(
                cell.text,
                cell.column,
                cell.columns,
                heading=index < heads,
                marks=cell.marks,
                boxes=cell.boxes,
            )
        elif cell.row < index < cell.row + cell.rows and cell.text:
            cells[cell.column] = LineCell(
                "", cell.column, cell.columns, heading=index < heads, continued=True
            )
    return Line(
        page=table.page,
        boxes=(_row_box(table, index),),
        bold=index < heads,
        furniture=furniture,
        table=number,
        cells=tuple(cells[column] for column in sorted(cells)),
    )
