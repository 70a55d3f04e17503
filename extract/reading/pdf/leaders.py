"""Rows of dots that lead to what is to be filled in or to a page number, on scans.

OCR makes letters of them and loses the words beside, so they are looked for first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.reading.pdf.components import Component, Neighbourhood, letter_height
from extract.reading.pdf.words import Edge, Word

_FEWEST = 4  # dots; three are an ellipsis, which OCR reads
_MANY = 6  # dots that need no letter beside them
_BESIDE = 2.0  # letter heights: so near is a letter
_DOT = 0.45  # letter heights: a dot is no larger
_LEAST = 2  # pixels: what is smaller is a speck
_LEVEL = 0.12  # letter heights: feet nearer than this are on one line
_PITCH = 1.0  # letter heights between two dots at most
_UNEVEN = 0.35  # of the usual step from dot to dot: so far is one off
_REGULAR = 0.7  # the share of steps that are usual
_WIDER = 1.7  # times the usual step parts two leaders
_ALONE = 0.9  # letter heights above and below a dot without ink
_RULED = 3.0  # points: nearer to a ruled line dots are part of it
_ROUND = 2.0  # times as wide as high, or as high as wide, at most
_LETTER = 1.9  # times as high as letters without ascender is the size as letters are measured


@dataclass(frozen=True, slots=True)
class Leader:
    """Dots on one line, from left to right."""

    dots: tuple[Component, ...]

    def word(self, letters: int, scale: float) -> Word:
        """The leader as a word of the page; ``scale`` is points a pixel."""
        bottom = max(dot.bottom for dot in self.dots)
        return Word(
            text="." * len(self.dots),
            left=self.dots[0].left * scale,
            top=min(dot.top for dot in self.dots) * scale,
            right=self.dots[-1].right * scale,
            bottom=bottom * scale,
            baseline=bottom * scale,
            size=_LETTER * letters * scale,
        )

    def is_ruled(self, edges: Iterable[Edge], scale: float) -> bool:
        """Whether it is a piece of a ruled line that the scan broke into dots."""
        return any(
            edge.left <= self.dots[-1].right * scale
            and edge.right >= self.dots[0].left * scale
            and abs(edge.top - self.dots[0].bottom * scale) <= _RULED
            for edge in edges
            if not edge.upright
        )


def find_leaders(components: Sequence[Component]) -> list[Leader]:
    """The leaders of a page."""
    letters = letter_height(components)
    around = Neighbourhood(components)
    chains: list[list[Component]] = []
    reached: list[list[Component]] = []  # the chains that the next dot may go on
    for dot in sorted(part for part in components if _is_dot(part, letters)):
        reached = [chain for chain in reached if dot.left - chain[-1].right <= _PITCH * letters]
        for chain in reached:
            if abs(dot.bottom - chain[-1].bottom) <= _LEVEL * letters + 1:
                chain.append(dot)
                break
        else:
            chains.append([dot])
            reached.append(chains[-1])
    return [
        Leader(tuple(dots))
        for chain in chains
        if len(chain) >= _FEWEST
        for dots in _even([dot for dot in chain if _is_alone(dot, around, letters)])
        if len(dots) >= _MANY or (len(dots) >= _FEWEST and _is_in_row(dots, around, letters))
    ]


def _even(dots: Sequence[Component]) -> list[list[Component]]:
    """``dots`` parted where a gap is wider than most; none where the gaps differ as in dirt."""
    steps = sorted(b.left - a.left for a, b in pairwise(dots))
    if not steps:
        return []
    usual = steps[len(steps) // 2]
    regular = sum(abs(step - usual) <= _UNEVEN * usual + 1 for step in steps)
    if regular < _REGULAR * len(steps):
        return []
    parts = [[dots[0]]]
    for before, dot in pairwise(dots):
        if dot.left - before.left > _WIDER * usual:
            parts.append([])
        parts[-1].append(dot)
    return parts


def _is_in_row(dots: Sequence[Component], around: Neighbourhood, letters: int) -> bool:
    """Whether a letter stands on the line of ``dots`` close to their beginning or end."""
    first, last = dots[0], dots[-1]
    return any(
        abs(other.bottom - first.bottom) <= _LEVEL * letters + 1
        for other in around.within(
            first.left - _BESIDE * letters,
            first.bottom - letters,
            last.right + _BESIDE * letters,
            first.bottom,
        )
        if other.height > letters / 2
    )


def _is_alone(dot: Component, around: Neighbourhood, letters: int) -> bool:
    """Whether nothing stands close above, as in a colon, or below, as in an i."""
    above, below = dot.top - _ALONE * letters, dot.bottom + _ALONE * letters
    return not any(
        other is not dot and other.width >= dot.width / 2
        for other in around.within(dot.left, above, dot.right, below)
    )


def _is_dot(part: Component, letters: int) -> bool:
    small, large = sorted((part.width, part.height))
    return small >= _LEAST and large <= min(_DOT * letters, _ROUND * small)
