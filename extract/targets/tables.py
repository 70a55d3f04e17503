"""Tables of targets: a row for each indicator, with its unit and the figures planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.deadlines.names import spelled
from extract.model import Block, BlockKind, Cell, Document
from extract.targets.quantities import FACTS, number_of

_COLUMNS: dict[str, list[str]] = FACTS["columns"]
_HAS = {role: re.compile(spelled(phrases)) for role, phrases in _COLUMNS.items()}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d|\s?[-–]\s?20\d\d)")
_BY_YEAR = re.compile(r"đến (?:hết )?năm\s+(20\d\d)(?!\d)")
_NUMERAL = r"\d{1,3}(?:[.\xa0 ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
# In brackets behind what is measured.
UNIT = re.compile(r"\(\s*(?:đvt\s*:\s*)?(%[^()]{0,12}|[^()\d*]{2,20}?)\s*\)\s*$", re.IGNORECASE)
_SIGN = rf"{spelled(list(FACTS['signs']))}|[<>]=|[≥≤<>]"
_FIGURE = re.compile(
    rf"\s*(?P<step>tăng|giảm)?\s*(?P<sign>{_SIGN})?\s*(?P<figure>{_NUMERAL})"
    rf"(?:\s*(?:[-–]|đến)\s*(?P<upper>{_NUMERAL}))?\s*(?P<unit>%|điểm\s?%|[^\W\d]{{2,12}})?"
    r"(?:\s*/\s*năm)?(?P<more>\s*trở lên)?(?:\s*\([^()]*\))?\s*$"
)
_HEADED_UNIT = re.compile(r"\(\s*(%|[^\W\d][^()\d]{0,14}?)\s*\)")
_PER_YEAR = re.compile(r"\s*/\s*năm$", re.IGNORECASE)
_STEP = re.compile(r"(?:[-+•]\s*)?(?:giảm|tăng)\s")
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """One figure of a table of targets. ``year``: the one its column names."""

    block: int
    cell: Cell
    indicator: Cell
    value: float
    comparator: str
    unit: str | None
    year: int | None
    change: bool = False

    @property
    def due_on(self) -> date | None:
        """The last day of the year its column names."""
        return None if self.year is None else date(self.year, 12, 31)


def planned_figures(document: Document) -> Iterator[PlannedFigure]:
    """The figures in the aim columns of every table that has a column of indicators."""
    tables: dict[int, list[int]] = {}
    for position, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE_ROW and block.cells and block.table is not None:
            tables.setdefault(block.table, []).append(position)
    for rows in tables.values():
        yield from _table(document, rows)


def _words(document: Document, cell: Cell) -> str:
    return " ".join(document.text[cell.start : cell.end].lower().split())


def _table(document: Document, rows: list[int]) -> Iterator[PlannedFigure]:
    headings: dict[int, str] = {}
    count = 0
    for number in rows[:_HEADER_ROWS]:
        block = document.blocks[number]
        if any(_FIGURE.match(_words(document, cell)) for cell in block.cells) and count:
            break
        count += 1
        for cell in block.cells:
            for column in range(cell.column, cell.column + cell.columns):
                headings[column] = f"{headings.get(column, '')} {_words(document, cell)}".strip()
    indicator = _first(headings, "indicator")
    unit = _first(headings, "unit")
    if indicator is None:
        return
    aims = [
        column
        for column, words in headings.items()
        if column not in (indicator, unit)
        and _HAS["aim"].search(words)
        and not _HAS["reached"].search(words)
    ]
    issued = (document.header.issued_on.value or "")[:4]
    first_year = int(issued) if issued.isdigit() else 0
    for number in rows[count:]:
        yield from _row(document, number, headings, indicator, unit, aims, first_year)


def _first(headings: dict[int, str], role: str) -> int | None:
    """The column of a role, by the first of its words that heads one."""
    for phrase in _COLUMNS[role]:
        for column, words in headings.items():
            if re.search(spelled([phrase]), words):
                return column
    return None


def _unit_of(heading: str) -> str:
    """The unit of a column, in brackets in its heading; empty for none."""
    headed = _HEADED_UNIT.search(heading)
    if headed is not None:
        return headed[1]
    return "%" if "%" in heading else ""


def _row(
    document: Document,
    number: int,
    headings: dict[int, str],
    indicator: int,
    unit: int | None,
    aims: list[int],
    first_year: int,
) -> Iterator[PlannedFigure]:
    block: Block = document.blocks[number]
    cells = {
        column: cell
        for cell in block.cells
        for column in range(cell.column, cell.column + cell.columns)
    }
    if indicator not in cells or not any(c.isalpha() for c in _words(document, cells[indicator])):
        return
    named = _words(document, cells[unit]) if unit is not None and unit in cells else ""
    measured = " ".join(document.quote((cells[indicator].start, cells[indicator].end)).split())
    said = UNIT.search(measured)
    said_by = _BY_YEAR.search(measured.lower())
    read: set[int] = set()
    for column in aims:
        match = _FIGURE.match(_words(document, cells[column])) if column in cells else None
        if match is None or cells[column].start in read:
            continue  # a merged cell counts once
        read.add(cells[column].start)
        years = _YEAR.findall(headings[column])
        if years and int(years[-1]) < first_year:
            continue  # a past year is a result
        counted = match["unit"] or named or (said.group(1) if said is not None else "")
        if not counted:
            counted = _unit_of(headings[column])
        if not counted and not (years and _HAS["planned"].search(headings[column])):
            continue  # a bare number is a count of something else
        comparator = FACTS["signs"].get(match["sign"] or "", ">=" if match["upper"] else "=")
        year = said_by[1] if said_by is not None else years[-1] if years else None
        yield PlannedFigure(
            block=number,
            cell=cells[column],
            indicator=cells[indicator],
            value=number_of(match["figure"].replace(" ", ".")),
            comparator=">=" if match["more"] else comparator,
            unit=" ".join(_PER_YEAR.sub("", counted).split()) or None,
            year=int(year) if year is not None else None,
            change=match["step"] is not None or _STEP.match(measured.lower()) is not None,
        )
