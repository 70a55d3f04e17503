"""The page number of a scan, which OCR loses where it stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.reading.pdf.components import Component, Neighbourhood, letter_height
from extract.reading.pdf.words import Word

_EDGE = 0.1  # of the page: a number stands so near to its top or foot
_MIDDLE = 0.1  # of the page's width: so far off its middle at most
_HEIGHT = (1.1, 2.0)  # letter heights of a figure
_WIDTH = (0.2, 1.2)  # letter heights
_GAP = 0.6  # letter heights between figures
_MOST = 3  # figures
_LETTER = 1.9  # times as high as letters without ascender is the size as letters are measured
_CLEAR = 0.5  # letter heights above and below without ink


def find_folio(components: Sequence[Component], width: int, height: int) -> tuple[Component, ...]:
    """The figures that stand alone in the middle of a row at the top or the foot of a page."""
    letters = letter_height(components)
    if not letters:
        return ()
    around = Neighbourhood(components)
    for part in components:
        edge = part.bottom <= _EDGE * height or part.top >= (1 - _EDGE) * height
        if not edge or not _is_figure(part, letters):
            continue
        row = sorted(
            other
            for other in around.within(
                0, part.top - _CLEAR * letters, width, part.bottom + _CLEAR * letters
            )
            if other.height > letters / 2
        )
        gaps = [after.left - before.right for before, after in pairwise(row)]
        middle = (row[0].left + row[-1].right) / 2
        if (
            len(row) <= _MOST
            and all(_is_figure(other, letters) for other in row)
            and all(gap <= _GAP * letters for gap in gaps)
            and abs(middle - width / 2) <= _MIDDLE * width
        ):
            return tuple(row)
    return ()


def folio_word(figures: Sequence[Component], number: str, letters: int, scale: float) -> Word:
    """The page number as a word of the page; ``scale`` is points a pixel."""
    bottom = max(part.bottom for part in figures) * scale
    return Word(
        text=number,
        left=figures[0].left * scale,
        top=min(part.top for part in figures) * scale,
        right=figures[-1].right * scale,
        bottom=bottom,
        baseline=bottom,
        size=_LETTER * letters * scale,
    )


def _is_figure(part: Component, letters: int) -> bool:
    high, wide = part.height / letters, part.width / letters
    return _HEIGHT[0] <= high <= _HEIGHT[1] and _WIDTH[0] <= wide <= _WIDTH[1]
