"""Dividing the lines of a table row among its columns, by what the cells of each look like.

Of all ways to cut the lines into cells, in the order of the columns, the one with the best score
is taken: a time, a figure or a body stands where its column asks for one; a cell begins with a
capital, not after a comma or "và"; a line that ends early ends its cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.cell_shapes import fits, is_figure, is_joint, is_time, names_body
from extract.reading.column_labels import Cells
from extract.reading.flat_pieces import Gap, Piece

_TYPED = (Cells.TIME, Cells.FIGURE, Cells.UNIT)
_MOST_TYPED = 6  # pieces of a cell that is wholly a time or a figure
_EARLY = 0.85  # of the width of a column: a line ends early where the next word would have fitted

# What speaks for and against a cell that begins with a piece.
_SMALL, _AFTER_JOINT, _AFTER_STOP, _AFTER_EARLY, _AFTER_FULL = -5.0, -4.0, 2.0, 1.5, -0.5
_FIT, _MISFIT = 5.0, -5.0  # a time, a figure or a unit, or none
_NAMED, _UNNAMED, _COUNTED_ON = 2.0, -3.0, -6.0  # a body; something else; "2. Bộ …" after "1. Bộ …"
_EMPTY = {
    Cells.TEXT: -2.5,
    Cells.BODY: -2.0,
    Cells.UNIT: -2.0,
    Cells.TIME: -4.0,
    Cells.FIGURE: -4.0,
}
_EMPTY_FIRST = -6.0  # the first text of a row
_BLANK_FOR_EMPTY = 1.0
_GOES_ON_AFTER_EARLY, _GOES_ON_AFTER_BLANK, _TYPED_IN_WORDS = -1.0, -1.5, -1.5
_GOES_ON_AFTER_STOP = -1.0  # in a cell of bodies, unless by a number
_NEW_ROW, _NEW_ROW_TOO_SOON = -3.0, -5.0  # after the last column; after another one
_NEVER = float("-inf")
_COUNTED = re.compile(r"\(?(?:[2-9]|1\d)[.)]")
_BEFORE = {Gap.LINE: 0.0, Gap.BLANK: 1.5, Gap.WIDE: 2.0, Gap.INSIDE: -2.5}


@dataclass(frozen=True, slots=True)
class Division:
    """Pieces divided among columns: for each row the first piece of each cell and the end of it."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    score: float


def divide(
    pieces: Sequence[Piece],
    columns: Sequence[Cells],
    widths: Sequence[int | None],
    open_end: bool = False,
) -> Division | None:
    """The best way to divide ``pieces`` among ``columns`` (without that of the ordinals).

    They may make several rows, when ordinals are missing. ``widths``: how long a full line of
    each column is, where known. ``open_end``: what stands last may belong to the table no more.
    """
    if not pieces:
        return None
    states = [_Cell(_NEVER, 0, 0, False) for _ in columns]
    reached: list[list[_Cell]] = [states]
    ended: tuple[float, int, int] = (_NEVER, 0, 0)  # score, where the table ends, last column
    for end in range(1, len(pieces) + 1):
        row = [
            _best_cell(pieces, columns, widths, reached, end, column)
            for column in range(len(columns))
        ]
        reached.append(row)
        closed = max(
            (row[column].score + _empties(columns, column + 1, len(columns), pieces, end), column)
            for column in range(len(columns))
        )
        if end == len(pieces):
            leaving = 0.0
        elif open_end and pieces[end].gap is not Gap.INSIDE:
            leaving = _beginning(pieces, end, None)
        else:
            continue
        if closed[0] + leaving > ended[0]:
            ended = (closed[0] + leaving, end, closed[1])
    if ended[0] == _NEVER:
        return None
    return Division(tuple(_trace(reached, columns, ended[1], ended[2])), ended[0])


@dataclass(frozen=True, slots=True)
class _Cell:
    """The best way to let a cell of some column end with some piece."""

    score: float
    start: int  # the first piece of the cell
    before: int  # the column of the cell before it; -1 for none
    new_row: bool


def _best_cell(
    pieces: Sequence[Piece],
    columns: Sequence[Cells],
    widths: Sequence[int | None],
    reached: Sequence[Sequence[_Cell]],
    end: int,
    column: int,
) -> _Cell:
    """The best cell of ``column`` that ends before piece ``end``."""
    cells, width = columns[column], widths[column]
    if cells in _TYPED:
        ways = [
            _begun(pieces, columns, widths, reached, first, column)
            for first in range(end - 1, max(-1, end - 1 - _MOST_TYPED), -1)
        ]
        scored = [
            _replaced(way, way.score + _typed(cells, pieces[way.start : end])) for way in ways
        ]
        return max(scored, key=lambda cell: cell.score)
    start = end - 1
    best = _begun(pieces, columns, widths, reached, start, column)
    best = _replaced(best, best.score + _opening(cells, pieces[start]))
    above = reached[start][column]
    if start and above.score + _going_on(cells, pieces, start, width) > best.score:
        best = _replaced(above, above.score + _going_on(cells, pieces, start, width))
    return _replaced(best, best.score + _within(pieces[start]))


def _typed(cells: Cells, pieces: Sequence[Piece]) -> float:
    if fits(cells, " ".join(piece.text for piece in pieces)):
        return _FIT
    return _MISFIT - len(pieces)


def _begun(
    pieces: Sequence[Piece],
    columns: Sequence[Cells],
    widths: Sequence[int | None],
    reached: Sequence[Sequence[_Cell]],
    start: int,
    column: int,
) -> _Cell:
    """The best way to begin a cell of ``column`` with piece ``start``."""
    entered = _entered(pieces, columns, reached, start, column)
    if start == 0:
        return entered
    score = entered.score + _beginning(pieces, start, widths[entered.before])
    if columns[column] in (Cells.FIGURE, Cells.UNIT) and pieces[start].text[0].islower():
        score -= _SMALL  # units are written small
    return _replaced(entered, score)


def _replaced(cell: _Cell, score: float) -> _Cell:
    return _Cell(score, cell.start, cell.before, cell.new_row)


def _entered(
    pieces: Sequence[Piece],
    columns: Sequence[Cells],
    reached: Sequence[Sequence[_Cell]],
    start: int,
    column: int,
) -> _Cell:
    """The best way to come to a cell of ``column`` that begins with piece ``start``."""
    if start == 0:
        return _Cell(_empties(columns, 0, column, pieces, 0), 0, -1, False)
    best = _Cell(_NEVER, start, -1, False)
    for before, cell in enumerate(reached[start]):
        if cell.score == _NEVER:
            continue
        if before < column:
            score = cell.score + _empties(columns, before + 1, column, pieces, start)
            new_row = False
        elif pieces[start].gap in (Gap.LINE, Gap.BLANK):
            score = cell.score
            score += _NEW_ROW if before == len(columns) - 1 else _NEW_ROW_TOO_SOON
            score += _empties(columns, before + 1, len(columns), pieces, start)
            score += _empties(columns, 0, column, pieces, start)
            new_row = True
        else:
            continue
        if score > best.score:
            best = _Cell(score, start, before, new_row)
    return best


def _empties(
    columns: Sequence[Cells], first: int, end: int, pieces: Sequence[Piece], at: int
) -> float:
    """What it costs to leave the columns from ``first`` to ``end`` empty before piece ``at``."""
    if first >= end:
        return 0.0
    blank = pieces[at].gap is Gap.BLANK if at < len(pieces) else pieces[-1].last
    cost = _BLANK_FOR_EMPTY if blank else 0.0
    texts = [number for number, cells in enumerate(columns) if cells is Cells.TEXT]
    for column in range(first, end):
        cost += _EMPTY_FIRST if texts and column == texts[0] else _EMPTY[columns[column]]
    return cost


def _beginning(pieces: Sequence[Piece], at: int, width: int | None) -> float:
    """What speaks for a new cell at a piece that is not the first."""
    piece, before = pieces[at], pieces[at - 1].text
    score = _BEFORE[piece.gap]
    if piece.text[0].islower():
        score += _SMALL
    if is_joint(before):
        score += _AFTER_JOINT
    elif before.endswith((".", ";")):
        score += _AFTER_STOP
    early = None if before.endswith(".") else _ends_early(pieces, at, width)
    if early is not None:
        score += _AFTER_EARLY if early else _AFTER_FULL
    return score


def _ends_early(pieces: Sequence[Piece], at: int, width: int | None) -> bool | None:
    """Whether the word after a line would still have fitted on it; None when nobody knows."""
    if width is None or pieces[at].gap is not Gap.LINE:
        return None
    word = pieces[at].text.split(None, 1)[0]
    return len(pieces[at - 1].text) + 1 + len(word) <= _EARLY * width


def _going_on(cells: Cells, pieces: Sequence[Piece], at: int, width: int | None) -> float:
    """What speaks for a piece that goes on with the cell before it."""
    piece, before = pieces[at], pieces[at - 1].text
    score = _GOES_ON_AFTER_BLANK if piece.gap in (Gap.BLANK, Gap.WIDE) else 0.0
    if (
        not piece.text[0].islower()
        and not before.endswith((".", ";", ":"))
        and _ends_early(pieces, at, width)
    ):
        score += _GOES_ON_AFTER_EARLY
    if cells is Cells.BODY and before.endswith(".") and not _COUNTED.match(piece.text):
        score += _GOES_ON_AFTER_STOP
    return score


def _opening(cells: Cells, piece: Piece) -> float:
    """What speaks for a piece as the first of a cell."""
    if _COUNTED.match(piece.text):
        return _COUNTED_ON
    if cells is not Cells.BODY:
        return 0.0
    return _NAMED if names_body(piece.text) else _UNNAMED


def _within(piece: Piece) -> float:
    """What speaks for a piece anywhere in a cell of words."""
    return _TYPED_IN_WORDS if is_figure(piece.text) or is_time(piece.text) else 0.0


def _trace(
    reached: Sequence[Sequence[_Cell]], columns: Sequence[Cells], end: int, column: int
) -> list[tuple[tuple[int, int], ...]]:
    rows: list[tuple[tuple[int, int], ...]] = []
    spans: dict[int, tuple[int, int]] = {}
    while column >= 0:
        cell = reached[end][column]
        spans[column] = (cell.start, end)
        if cell.new_row or cell.before < 0:
            rows.append(_spans(spans, len(columns)))
            spans = {}
        end, column = cell.start, cell.before
    rows.reverse()
    return rows


def _spans(cells: dict[int, tuple[int, int]], width: int) -> tuple[tuple[int, int], ...]:
    """The cells of a row in order; an empty one ends where it begins."""
    spans: list[tuple[int, int]] = []
    reached = min(start for start, _ in cells.values())
    for column in range(width):
        span = cells.get(column, (reached, reached))
        spans.append(span)
        reached = span[1]
    return tuple(spans)
