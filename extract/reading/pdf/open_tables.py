"""Tables that are ruled by level lines alone: no upright line parts their columns.

Lines of one length, one below the other, with words between each two of them; where no word of any
row stands, a column ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.reading.pdf.ruling import Grid, merged
from extract.reading.pdf.words import Edge, Word

_SAME = 4.0  # points by which the ends of the lines of a table may differ
_WIDE = 0.4  # of the page's width, at least
_LINES = 3  # at least: a line above and below the heads, and one at the end
_GAP = 0.7  # letter sizes between columns: wider than the blanks of a filled row
_FILLED = 0.6  # share of the rows that have words in more than one column


def open_grids(edges: Sequence[Edge], words: Sequence[Word], width: float) -> list[Grid]:
    """The tables without upright lines on a page that is ``width`` points wide."""
    level = merged([edge for edge in edges if not edge.upright])
    wide = [edge for edge in level if edge.right - edge.left >= _WIDE * width]
    wide.sort(key=lambda edge: edge.top)
    grids = (_grid(run, words) for run in _runs(wide, words))
    return [grid for grid in grids if grid is not None]


def _runs(lines: Sequence[Edge], words: Sequence[Word]) -> Iterator[list[Edge]]:
    """Lines of one length with words between each two of them."""
    run: list[Edge] = []
    for line in lines:
        if run and not (_is_alike(run[-1], line) and _between(words, run[-1], line)):
            if len(run) >= _LINES:
                yield run
            run = []
        run.append(line)
    if len(run) >= _LINES:
        yield run


def _is_alike(above: Edge, below: Edge) -> bool:
    return abs(above.left - below.left) <= _SAME and abs(above.right - below.right) <= _SAME


def _between(words: Sequence[Word], above: Edge, below: Edge) -> list[Word]:
    return [
        word
        for word in words
        if above.top < (word.top + word.bottom) / 2 < below.top
        and above.left - _SAME <= word.middle <= above.right + _SAME
    ]


def _grid(lines: Sequence[Edge], words: Sequence[Word]) -> Grid | None:
    bands = [_between(words, one, other) for one, other in pairwise(lines)]
    columns = _columns(lines[0], [word for band in bands for word in band])
    if len(columns) < 3:
        return None
    filled = sum(_reaches(band, columns) > 1 for band in bands)
    if filled < _FILLED * len(bands):
        return None
    rows = tuple(line.top for line in lines)
    cells = tuple(
        (left, top, right, bottom)
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
    )
    return Grid(columns[0], rows[0], columns[-1], rows[-1], rows, columns, cells)


def _columns(line: Edge, words: Sequence[Word]) -> tuple[float, ...]:
    """The edges of the columns: the middles of the gaps that no word stands in."""
    edges = [line.left]
    reached = line.left
    for word in sorted(words, key=lambda word: word.left):
        if word.left - reached >= _GAP * word.size and reached > line.left:
            edges.append((reached + word.left) / 2)
        reached = max(reached, word.right)
    return (*edges, line.right)


def _reaches(band: Sequence[Word], columns: Sequence[float]) -> int:
    """In how many columns a row has words."""
    return sum(
        any(left <= word.middle < right for word in band) for left, right in pairwise(columns)
    )
