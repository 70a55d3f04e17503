"""Rows whose cells are known by their edges, brought to the columns of one grid (DOC, RTF)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.reading.word.flow import FlowCell, Paragraph, Part, Row

MOST_COLUMNS = 63  # of a table in Word
_NEAR = 120  # twentieths of a point between edges that are meant to be one


@dataclass(slots=True)
class Draft:
    """A row as the file has it."""

    cells: list[list[Paragraph]]
    edges: list[int] = field(default_factory=list)  # one more than cells, twentieths of a point
    continued: list[bool] = field(default_factory=list)  # of each cell: merged with the one above
    heading: bool = False


def rows(table: int, drafts: Sequence[Draft]) -> list[Part]:
    """The rows of a table; columns are counted by the edges that all rows have together.

    A table of one column is a frame around paragraphs and gives these.
    """
    edges = _grid(edge for draft in drafts for edge in draft.edges)
    made: list[Row] = []
    for draft in drafts:
        row = Row(table, [], draft.heading)
        own = draft.edges
        for place, paragraphs in enumerate(draft.cells[:MOST_COLUMNS]):
            column, columns = place, 1
            if place + 1 < len(own):
                column = bisect_right(edges, own[place]) - 1
                columns = max(bisect_right(edges, own[place + 1]) - 1 - column, 1)
            continued = place < len(draft.continued) and draft.continued[place]
            row.cells.append(FlowCell(column, columns, paragraphs, continued))
        if row.cells:
            made.append(row)
    if all(len(row.cells) == 1 for row in made):
        return [paragraph for row in made for paragraph in row.cells[0].paragraphs]
    return list(made)


def _grid(edges: Iterable[int]) -> list[int]:
    """The edges of columns; those that nearly meet are one."""
    grid: list[int] = []
    for edge in sorted(set(edges)):
        if not grid or edge - grid[-1] > _NEAR:
            grid.append(edge)
    return grid
