"""Whose rows are those of a merged cell that a plain text prints once, half way down its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

_MARGIN = 2.0  # lines by which the middle of a cell is not known
_LONGEST_GAP = 40  # rows between two named ones; more say nothing
_NEVER = float("inf")


def rows_of_names(
    heights: Sequence[int], named: Sequence[int], excluded: Callable[[int, int], bool]
) -> list[int | None]:
    """For each row the named row whose merged cell it shares; None where that is not certain.

    ``heights``: the printed lines of each row. ``named``: the rows with a name, in order, at least
    one. ``excluded(row, name)``: whether a row cannot be of a named one (a body is not its own
    partner). Of all ways to part the rows those count by which each name stands in the middle of
    its rows, as nearly as in the best way; where they differ nobody knows.
    """
    top = [0, *accumulate(heights)]
    starts = _starts(named, excluded)
    ways = [_ways(named, starts, number, len(heights)) for number in range(len(named))]

    def off(number: int, start: int, end: int) -> float:
        """How many lines the middle of the rows lies outside the row with the name."""
        if any(excluded(row, named[number]) for row in range(named[number] + 1, end)):
            return _NEVER
        middle = (top[start] + top[end]) / 2
        return max(top[named[number]] - middle, middle - top[named[number] + 1], 0.0)

    forward: list[dict[int, float]] = [dict.fromkeys(starts[0], 0.0)]
    for number in range(len(named)):
        reached: dict[int, float] = {}
        for start, end in ways[number]:
            cost = forward[number].get(start, _NEVER) + off(number, start, end)
            reached[end] = min(reached.get(end, _NEVER), cost)
        forward.append(reached)
    backward: dict[int, float] = {len(heights): 0.0}
    shared: list[int | None] = [None] * len(heights)
    best = forward[-1].get(len(heights), _NEVER)
    for number in range(len(named) - 1, -1, -1):
        following, backward = backward, {}
        for start, end in ways[number]:
            cost = off(number, start, end) + following.get(end, _NEVER)
            backward[start] = min(backward.get(start, _NEVER), cost)
        likely = [
            start
            for start, cost in backward.items()
            if cost + forward[number].get(start, _NEVER) <= best + _MARGIN < _NEVER
        ]
        shared[named[number]] = named[number]
        if likely:
            first = named[number - 1] + 1 if number else 0
            for row in range(first, min(likely)):
                shared[row] = named[number - 1] if number else None
            for row in range(max(likely), named[number]):
                shared[row] = named[number]
            last = number == len(named) - 1
            for row in range(named[number] + 1, len(heights) if last else 0):
                shared[row] = named[number]
    return shared


def _starts(named: Sequence[int], excluded: Callable[[int, int], bool]) -> list[list[int]]:
    """The rows with which the rows of each name may begin."""
    found = []
    for above, name in pairwise([-1, *named]):
        first = max(above + 1, name - _LONGEST_GAP)
        barred = [row for row in range(first, name) if excluded(row, name)]
        found.append(list(range(barred[-1] + 1 if barred else first, name + 1)))
    found[0] = found[0][:1]
    return found


def _ways(
    named: Sequence[int], starts: list[list[int]], number: int, rows: int
) -> list[tuple[int, int]]:
    """The first row and the end of the rows that may be those of a name."""
    ends = starts[number + 1] if number + 1 < len(named) else [rows]
    return [(start, end) for start in starts[number] for end in ends]
