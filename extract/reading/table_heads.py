"""Which rows at the top of a table are the headings of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.letters import fold
from extract.reading.lines import Line

_COUNTER = re.compile(r"^\(?[0-9a-z]{1,2}\)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:so )?(?:s?tt|thu tu)")  # what stands above the numbers of the rows
_SPANNED = 3  # columns: in a narrower table a row of few cells is no name of a group


@dataclass(frozen=True, slots=True)
class TopRow:
    """A row as far as it tells whether it is a heading."""

    texts: tuple[str, ...]  # of the cells that begin in it and hold words
    bold: bool  # all its words are
    beside: bool  # it stands beside a cell merged down from the row above


def count_heads(rows: Sequence[TopRow], columns: int) -> int:
    """How many ``rows`` at the top of a table of ``columns`` are headings.

    A heading row is bold or begins with "TT", or lies beside a heading cell merged downwards,
    or counts the columns: (1), (2), (3). Headings alone are no table.
    """
    for index, row in enumerate(rows):
        few = 1 if index == 0 else 2  # so few cells name a group of rows
        grouped = len(row.texts) <= few and columns >= _SPANNED
        named = index == 0 and row.texts and _ORDINAL.fullmatch(_plain(row.texts[0]))
        bold = row.bold and row.texts and not grouped
        counts = index > 0 and len(row.texts) >= _SPANNED and all(map(_COUNTER.match, row.texts))
        if not (named or bold or counts or (index > 0 and row.beside)):
            return index
    return 0


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def with_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """``lines`` with the headings of tables marked whose file does not mark any."""
    for table, group in groupby(lines, lambda line: line.table if line.cells else None):
        rows = list(group)
        if table is not None and not any(cell.heading for row in rows for cell in row.cells):
            columns = max(cell.column + cell.columns for row in rows for cell in row.cells)
            heads = count_heads([_top(row) for row in rows], columns)
            rows[:heads] = [
                replace(row, cells=tuple(replace(cell, heading=True) for cell in row.cells))
                for row in rows[:heads]
            ]
        yield from rows


def _top(row: Line) -> TopRow:
    texts = tuple(cell.text.strip() for cell in row.cells if cell.text.strip())
    return TopRow(texts, row.bold, any(cell.continued for cell in row.cells))
