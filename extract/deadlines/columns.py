"""What the columns of a task table hold, by their headings: any order and wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.model import Block, Cell, Document

_HEADER_ROWS = 3
_FEWEST_HEADINGS = 2
_FEWEST_PERIODS = 2
_LONGEST_HEADING = 60
_NUMBER = r"(?P<number>\d{1,2}|20\d\d|[IVX]{1,4})"
_YEAR = re.compile(r"năm (?:20\d\d)(?!\s*[-–]\s*20\d\d)", re.IGNORECASE)
_YEAR_DIGITS = 4
_COUNTED = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns, and the time each column to be marked stands for."""

    roles: dict[int, str] = field(default_factory=dict)
    periods: dict[int, str] = field(default_factory=dict)  # "tháng 3 năm 2025"

    @property
    def of_tasks(self) -> bool:
        """Whether these are the columns of a task table: who or what, and when."""
        found = set(self.roles.values())
        return bool(found & {"task", "lead", "both"}) and ("time" in found or bool(self.periods))

    def repeated_in(self, document: Document, block: Block) -> bool:
        """Whether a row has these headings again, as after a page break."""
        again = [
            column_role(text_of(document, cell)) == self.roles.get(cell.column)
            for cell in block.cells
            if cell.column in self.roles
        ]
        return sum(again) >= _FEWEST_HEADINGS


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("extract.deadlines", "data/columns.yaml")
    return data


@cache
def _periods() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (unit, re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*{_NUMBER}", re.IGNORECASE))
        for unit, words in _data()["periods"].items()
    ]


def text_of(document: Document, cell: Cell) -> str:
    """The words of a cell."""
    return document.text[cell.start : cell.end].strip()


def column_role(heading: str) -> str | None:
    """What a column holds by its heading: task, lead, with, time, product, …; None if unknown."""
    low = " ".join(heading.lower().split()).strip(" .:*").replace("/ ", "/")
    if not low or len(low) > _LONGEST_HEADING:
        return None
    for row in _data()["columns"]:
        if low in row.get("exactly", ()):
            return str(row["role"])
        begins = low.startswith(tuple(row.get("begins", ())))
        if (begins or any(word in low for word in row.get("words", ()))) and not any(
            word in low for word in row.get("unless", ())
        ):
            return str(row["role"])
    return None


def is_mark(text: str) -> bool:
    """Whether the words of a cell only mark it ("x")."""
    return text.strip().lower() in _data()["marks"]


def columns_of(document: Document, rows: Sequence[Block]) -> tuple[int, Columns]:
    """How many of a table's ``rows`` are headings, and what its columns hold by them.

    A heading over several columns is read with those below it ("Phân công": "Chủ trì", …).
    """
    headings: dict[int, list[str]] = {}
    count = 0
    for row in rows[:_HEADER_ROWS]:
        texts = [text_of(document, cell) for cell in row.cells]
        known = sum(column_role(text) is not None for text in texts)
        counted = all(_COUNTED.fullmatch(text) for text in texts if text)  # "(1) (2) (3)"
        heads = all(cell.heading for cell in row.cells)
        if not (heads or known >= _FEWEST_HEADINGS or (counted and count)):
            break
        count += 1
        if counted and row.cells[0].column == 0:
            continue
        for cell, text in zip(row.cells, texts, strict=True):
            for column in range(cell.column, cell.column + cell.columns):
                headings.setdefault(column, []).append(text)
    periods = {
        column: period
        for column, texts in headings.items()
        if (period := _period(texts)) is not None
    }
    if len(periods) < _FEWEST_PERIODS:
        periods = {}
    roles: dict[int, str] = {}
    for column, texts in headings.items():
        role = next((found for text in reversed(texts) if (found := column_role(text))), None)
        free = role is not None and (role not in roles.values() or role == "task")
        if role is not None and free and column not in periods:
            roles[column] = role
    return count, Columns(roles, periods)


def _period(headings: Sequence[str]) -> str | None:
    """The time a column stands for by its own heading and those above it, in words."""
    own, above = headings[-1], " ".join(headings[:-1])
    for unit, pattern in _periods():
        found = pattern.fullmatch(own)
        if found is None and (
            unit in above.lower() or (unit == "năm" and len(own) == _YEAR_DIGITS)
        ):
            found = re.fullmatch(_NUMBER, own)
        if found is not None:
            year = _YEAR.search(above)
            return f"{unit} {found['number']} {year.group() if year else ''}".strip()
    return None
