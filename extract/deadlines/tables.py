"""Task tables: rows of who does what by when, columns in any order and wording."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.deadlines.columns import Columns, columns_of, is_mark, text_of
from extract.deadlines.merged_rows import rows_of_names
from extract.deadlines.names import BEGINNING, Names
from extract.model import Block, BlockKind, Cell, Document

_NUMBER = re.compile(
    r"\W*(?:(?P<letter>[A-HĐ])|(?P<roman>[IVX]{1,5})|(?P<digits>\d{1,2}(?:\.\d{1,2}){0,3}))"
    r"(?:[.):/]\s*|\s+)"
)
# "Nhiệm vụ do Sở Nội vụ chủ trì", "Trách nhiệm của Sở Nội vụ"
_CHARGED = re.compile(
    r"(?<!\w)(?:giao|trách nhiệm của|nhiệm vụ của|do (?=.{2,120}(?<!\w)"
    r"(?:chủ trì|thực hiện|phụ trách|tham mưu|triển khai)(?!\w)))\s*(?P<who>.)"
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a task table: the cells by what their columns hold."""

    block: int
    time: Cell
    period: str | None = None  # of a column to be marked: the time it stands for, in words
    task: Cell | None = None
    lead: Cell | None = None
    cooperating: Cell | None = None
    product: Cell | None = None
    addressee: Cell | None = None
    both: bool = False  # the cell of who leads holds also who co-operates
    section: Cell | None = None  # a row of one cell above, when it names a body


def task_rows(document: Document, names: Names) -> Iterator[TaskRow]:
    """The rows of every task table, also where a table goes on after a page break."""
    blocks = document.blocks
    position = 0
    carried: tuple[Columns, int] | None = None  # columns of the table before, and its width
    while position < len(blocks):
        block = blocks[position]
        if block.kind is not BlockKind.TABLE_ROW or not block.cells:
            if block.kind not in (BlockKind.BOILERPLATE, BlockKind.FOOTNOTE):
                carried = None
            position += 1
            continue
        rows = _rows_of_table(blocks, position)
        end = rows[-1] + 1
        header, columns = columns_of(document, [blocks[row] for row in rows])
        width = _width(blocks[rows[-1]])
        if not header and carried is not None and carried[1] == width:
            columns = carried[0]
        if columns.of_tasks:
            carried = (columns, width)
            yield from _with_merged_leads(
                document, list(_rows(document, rows[header:], columns)), names
            )
        else:
            carried = None
        position = end


def _rows_of_table(blocks: Sequence[Block], first: int) -> list[int]:
    """The rows of the table that begins at a block, also where page furniture stands between."""
    rows = []
    for number in range(first, len(blocks)):
        if _same_table(blocks[number], blocks[first]):
            rows.append(number)
        elif blocks[number].kind is not BlockKind.BOILERPLATE:
            break
    return rows


def _same_table(block: Block, first: Block) -> bool:
    return block.kind is BlockKind.TABLE_ROW and block.table == first.table and bool(block.cells)


def _width(block: Block) -> int:
    return max(cell.column + cell.columns for cell in block.cells)


def _rows(document: Document, rows: list[int], columns: Columns) -> Iterator[TaskRow]:
    sections: list[tuple[int, Cell | None]] = []
    for number in rows:
        block = document.blocks[number]
        cells: dict[str, Cell] = {}
        for cell in block.cells:
            for column in range(cell.column, cell.column + cell.columns):
                role = columns.roles.get(column)
                if role is not None and role not in cells and cell.columns <= 2:
                    cells[role] = cell
        written = [cell for cell in block.cells if text_of(document, cell)]
        timed = "time" in cells and bool(text_of(document, cells["time"]))
        marked = _marked(document, block, columns)
        if len(written) <= 2 and not timed and not marked:
            rank = _rank(" ".join(text_of(document, cell) for cell in written))
            while sections and sections[-1][0] >= rank:
                sections.pop()
            sections.append((rank, _charging(document, written)))
            continue
        if columns.repeated_in(document, block):
            continue  # the headings again, after a page break
        section = next((cell for _, cell in reversed(sections) if cell is not None), None)
        for cell, period in marked or ([(cells["time"], None)] if "time" in cells else []):
            yield TaskRow(
                block=number,
                time=cell,
                period=period,
                task=cells.get("task"),
                lead=cells.get("lead", cells.get("both")),
                both="lead" not in cells,
                cooperating=cells.get("with"),
                product=cells.get("product"),
                addressee=cells.get("addressee"),
                section=section,
            )


def _marked(document: Document, block: Block, columns: Columns) -> list[tuple[Cell, str | None]]:
    """The last cell of each run of marked columns, and its time; all marked say no time."""
    order = sorted(columns.periods)
    at = {
        column: cell
        for cell in block.cells
        if is_mark(text_of(document, cell))
        for column in range(cell.column, cell.column + cell.columns)
    }
    if all(column in at for column in order):
        return []
    return [
        (at[column], columns.periods[column])
        for column, following in pairwise([*order, -1])
        if column in at and following not in at
    ]


def _rank(words: str) -> int:
    """How deep a row of one cell stands by its number: "A", then "I", "1", "1.1"; 0 without one."""
    number = _NUMBER.match(words)
    if number is None or number["letter"]:
        return 0
    return 1 if number["roman"] else 2 + number["digits"].rstrip(".").count(".")


def _charging(document: Document, written: list[Cell]) -> Cell | None:
    """The part of a row of one cell that names who is charged with those below it."""
    widest = max(written, key=lambda cell: cell.end - cell.start, default=None)
    if widest is None:
        return None
    words = document.text[widest.start : widest.end].lower()
    number = _NUMBER.match(words.upper())
    begin = number.end() if number is not None else 0
    charged = _CHARGED.search(words, begin)
    if charged is not None and BEGINNING.match(words, charged.start("who")):
        begin = charged.start("who")
    return replace(widest, start=widest.start + begin) if BEGINNING.match(words, begin) else None


def _with_merged_leads(document: Document, rows: list[TaskRow], names: Names) -> Iterator[TaskRow]:
    """The rows; those without number and lead take that of the merged cell they belong to.

    Plain text has a cell merged over several rows once: at the first of them, or, where rows
    stand above the first name, half way down.
    """
    own = [row for row in rows if row.section is None]
    named = [at for at, row in enumerate(own) if not _is_merged(document, row)]
    shared: list[int | None] = list(range(len(own)))
    if named and named[0] == 0:
        shared = [named[bisect_right(named, number) - 1] for number in range(len(own))]
    elif named:
        leads = [set(_bodies(row.lead, names)) for row in own]
        partners = [set(_bodies(row.cooperating, names)) for row in own]
        heights = [_height(document, row) for row in own]
        shared = rows_of_names(heights, named, lambda row, name: bool(partners[row] & leads[name]))
    of = dict(zip((row.block for row in own), shared, strict=True))
    for row in rows:
        at = of.get(row.block)
        yield row if row.section is not None else _with_lead(row, None if at is None else own[at])


def _with_lead(row: TaskRow, named: TaskRow | None) -> TaskRow:
    return row if row is named else replace(row, lead=None if named is None else named.lead)


def _bodies(cell: Cell | None, names: Names) -> tuple[str, ...]:
    return names.within(cell.start, cell.end) if cell is not None else ()


def _height(document: Document, row: TaskRow) -> int:
    """How many printed lines a row takes."""
    cells = document.blocks[row.block].cells
    return max(text_of(document, cell).count("\n") + 1 for cell in cells)


def _is_merged(document: Document, row: TaskRow) -> bool:
    number = min(document.blocks[row.block].cells, key=lambda cell: cell.column)
    words = text_of(document, row.lead).lower() if row.lead is not None else ""
    named = BEGINNING.match(words) is not None or words.startswith("chủ trì")
    return number.column == 0 and not named and not text_of(document, number)
