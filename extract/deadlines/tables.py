"""Task tables: rows of who does what by when, columns in any order and wording."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.deadlines.merged_rows import rows_of_names
from extract.deadlines.names import BEGINNING, Names
from extract.model import Block, BlockKind, Cell, Document

_HEADER_ROWS = 3
_FEWEST_HEADINGS = 2
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a task table: the cells by what their columns hold."""

    block: int
    time: Cell
    task: Cell | None = None
    lead: Cell | None = None
    cooperating: Cell | None = None
    product: Cell | None = None
    addressee: Cell | None = None
    section: Cell | None = None  # a row of one cell above, when it names a body
    both: bool = False  # one column holds who leads and who co-operates


@cache
def _columns() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_yaml("extract.deadlines", "data/columns.yaml")["columns"]
    return rows


def column_role(heading: str) -> str | None:
    """What a column holds by its heading: task, lead, with, time, product, …; None if unknown."""
    low = " ".join(heading.lower().split()).strip(" .:*")
    if not low or len(low) > _LONGEST_HEADING:
        return None
    for row in _columns():
        if low in row.get("exactly", ()):
            return str(row["role"])
        if any(word in low for word in row.get("words", ())) and not any(
            word in low for word in row.get("unless", ())
        ):
            return str(row["role"])
    return None


def task_rows(document: Document, names: Names) -> Iterator[TaskRow]:
    """The rows of every task table, also where a table goes on after a page break."""
    blocks = document.blocks
    position = 0
    carried: tuple[dict[int, str], int] | None = None  # columns of the table before, and its width
    while position < len(blocks):
        block = blocks[position]
        if block.kind is not BlockKind.TABLE_ROW or not block.cells:
            if block.kind not in (BlockKind.BOILERPLATE, BlockKind.FOOTNOTE):
                carried = None
            position += 1
            continue
        rows = _rows_of_table(blocks, position)
        end = rows[-1] + 1
        header, roles = _header(document, [blocks[row] for row in rows])
        width = _width(blocks[rows[-1]])
        if not header and carried is not None and carried[1] == width:
            roles = carried[0]
        if "time" in roles.values() and {"task", "lead"} & set(roles.values()):
            carried = (roles, width)
            yield from _with_merged_leads(
                document, list(_rows(document, rows[header:], roles)), names
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


def _text(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end]


def _header(document: Document, rows: list[Block]) -> tuple[int, dict[int, str]]:
    """How many rows are headings, and the role of each column.

    A heading over several columns is read with those below it ("Phân công": "Chủ trì", …).
    """
    headings: dict[int, list[str]] = {}
    count = 0
    for row in rows[:_HEADER_ROWS]:
        known = [column_role(_text(document, cell)) for cell in row.cells]
        filled = [_text(document, cell).strip() for cell in row.cells]
        numbers = all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled if text)
        heads = all(cell.heading for cell in row.cells)
        if not (
            heads
            or sum(role is not None for role in known) >= _FEWEST_HEADINGS
            or (numbers and count)
        ):
            break
        count += 1
        if numbers:
            continue
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.columns):
                headings.setdefault(column, []).append(_text(document, cell))
    roles: dict[int, str] = {}
    for column, texts in headings.items():
        role = next((found for text in reversed(texts) if (found := column_role(text))), None)
        if role is not None and (role not in roles.values() or role == "task"):
            roles[column] = role
    return count, roles


def _rows(document: Document, rows: list[int], roles: dict[int, str]) -> Iterator[TaskRow]:
    section: Cell | None = None
    for number in rows:
        block = document.blocks[number]
        cells: dict[str, Cell] = {}
        for cell in block.cells:
            for column in range(cell.column, cell.column + cell.columns):
                role = roles.get(column)
                if role is not None and role not in cells and cell.columns <= 2:
                    cells[role] = cell
        written = [cell for cell in block.cells if _text(document, cell).strip()]
        if "time" not in cells or (len(written) <= 2 and "time" not in _filled(document, cells)):
            widest = max(written, key=lambda cell: cell.end - cell.start, default=None)
            named = widest is not None and BEGINNING.match(
                re.sub(r"^[\W\d]*(?:[ivx]+\.)?\s*", "", _text(document, widest).lower())
            )
            section = widest if named else None
            continue
        again = [column_role(_text(document, cell)) == role for role, cell in cells.items()]
        if sum(again) >= _FEWEST_HEADINGS:
            continue  # the headings again, after a page break
        yield TaskRow(
            block=number,
            time=cells["time"],
            task=cells.get("task"),
            lead=cells.get("lead") or cells.get("both"),
            cooperating=cells.get("with"),
            product=cells.get("product"),
            addressee=cells.get("addressee"),
            section=section,
            both="both" in cells and "lead" not in cells,
        )


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
    return max(_text(document, cell).strip().count("\n") + 1 for cell in cells)


def _is_merged(document: Document, row: TaskRow) -> bool:
    number = min(document.blocks[row.block].cells, key=lambda cell: cell.column)
    words = _text(document, row.lead).strip().lower() if row.lead is not None else ""
    named = row.both or BEGINNING.match(words) is not None
    return number.column == 0 and not named and not _text(document, number).strip()


def _filled(document: Document, cells: dict[str, Cell]) -> set[str]:
    return {role for role, cell in cells.items() if _text(document, cell).strip()}
