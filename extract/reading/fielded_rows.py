"""Tables whose rows are lines of fields, parted by tabs or by three blanks and more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.reading.column_labels import Cells, cells_below
from extract.reading.lines import Line, LineCell

_BLANKS = re.compile(r" {3,}")
_FEWEST = 3  # columns


def fielded_rows(printed: Sequence[str], start: int, table: int) -> list[Line]:
    """The rows of a table whose labels stand on line ``start``; [] when there is none.

    Only rows with as many fields as there are labels belong to it, with no line between them:
    where a cell is broken over lines, nobody could tell its column.
    """
    if "\t" not in printed[start] and "   " not in printed[start]:
        return []
    labels = _fields(printed[start])
    kinds = [cells_below(label) for label in labels]
    whole = len(labels) >= _FEWEST and kinds[0] is Cells.ORDINAL and None not in kinds
    if not whole or not {Cells.TIME, Cells.FIGURE} & set(kinds):
        return []
    rows = [_row(printed[start], labels, table, heading=True)]
    for line in printed[start + 1 :]:
        fields = _fields(line)
        if len(fields) != len(labels):
            break
        rows.append(_row(line, fields, table, heading=False))
    return rows if len(rows) > 1 else []


def _fields(line: str) -> list[str]:
    if "\t" in line.strip():
        return [field.strip() for field in line.strip("\n\r").split("\t")]
    return [field.strip() for field in _BLANKS.split(line.strip())]


def _row(line: str, fields: Sequence[str], table: int, heading: bool) -> Line:
    cells = tuple(LineCell(field, column, heading=heading) for column, field in enumerate(fields))
    return Line(line, table=table, cells=cells)
