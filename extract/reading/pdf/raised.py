"""Raised marks of footnotes on scans, "(7)" or "1", found by where their ink stands.

OCR reads a page by its lines and takes the small raised figures for dirt, or worse, into the
word before. So they are looked for first: pieces of ink as small as such figures that stand
clear above the feet of what is printed beside them, with nothing below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from extract.reading.pdf.components import Component, Neighbourhood, letter_height
from extract.reading.pdf.words import Word

_FEWEST = 20  # components: with less there is no text
_HEIGHT = (0.5, 1.65)  # of the letters' height: so high is a raised figure or bracket
_WIDTH = (0.1, 1.1)  # so wide, a figure that touches its bracket too
_BESIDE = 10.0  # letter heights: what stands so near is on the same row
_LIFT = (0.2, 1.2)  # letter heights that a mark's foot stands above the row's
_HIGH = (0.5, 1.2)  # the same, of bare figures
_TALL = 0.6  # letter heights: bare figures are no smaller
_TALLEST = 1.15  # letter heights: nor larger
_WIDE = 0.85  # letter heights: nor wider
_LEVEL = 0.15  # letter heights: feet nearer than this are on one line
_CLEAR = 0.9  # letter heights below a mark without ink
_FAR = 1.8  # letter heights: so far off no figure of the same mark stands
_GAP = 0.5  # letter heights between the figures of a mark
_OFF = 0.3  # letter heights: so far off each other may their middles be
_MOST = 4  # pieces of a mark: two figures in brackets
_DOT = 0.45  # letter heights: a dot of a leader is no larger
_DOT_LIFT = 0.8  # letter heights above dots at most: lower stand accents of the next row
_DOT_NEAR = 3.0  # letter heights: a leader begins so close
_DOTS = 3  # dots of a leader that say so
_FEET = 3  # neighbours at least that say where the row stands
_NOTE = 2.0  # letter heights: so near behind its mark a note begins
_GLUED = 0.5  # letter heights: nearer to a word stands its mark
_ROOM = 0.25  # letter heights that are free behind bare figures
_WIDEST = 10_000  # pixels: beyond every page
_LETTER = 1.1  # times as high as a mark is its size as letters are measured
_TALLER = 1.02  # times as high as the figures in them are brackets
_TOUCHING = 0.75  # as wide as high is a figure with its bracket at least
_SLIM = 0.5  # as wide as high are brackets at most


@dataclass(frozen=True, slots=True)
class RaisedMark:
    """Figures that stand raised, perhaps in brackets; pixels."""

    parts: tuple[Component, ...]
    figures: tuple[Component, ...]  # without brackets
    foot: int  # of the row it stands in
    before: float  # letter heights to what stands left of it in its row; infinite at its beginning
    after: float  # the same, right of it; infinite at its end

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return (
            min(part.left for part in self.parts),
            min(part.top for part in self.parts),
            max(part.right for part in self.parts),
            max(part.bottom for part in self.parts),
        )

    @property
    def bracketed(self) -> bool:
        """Whether it stands in brackets."""
        return len(self.parts) > len(self.figures)

    def word(self, number: str, scale: float) -> Word:
        """The mark with its ``number`` as a word of the page; ``scale`` is points a pixel."""
        left, top, right, bottom = (edge * scale for edge in self.box)
        size = _LETTER * (bottom - top)
        text = f"({number})" if self.bracketed else number
        return Word(text, left, top, right, bottom, self.foot * scale, size, raised=True)


def find_raised(components: Sequence[Component]) -> list[RaisedMark]:
    """What may be raised marks on a page, from top to bottom."""
    letters = letter_height(components)
    if letters == 0 or len(components) < _FEWEST:
        return []
    around = Neighbourhood(components)
    marks: list[RaisedMark] = []
    taken: set[Component] = set()
    for part in sorted(components):
        if part in taken or not _is_small(part, letters):
            continue
        foot = _foot_below(part, around, letters)
        if foot is None:
            continue
        parts = tuple(_beside(part, around, letters))
        figures = _figures(parts)
        if figures is None or max(p.bottom for p in parts) > foot - _LIFT[0] * letters:
            continue
        bare = len(figures) == len(parts)
        if not (bare and _is_low(figures, foot, letters)):
            before, after = _spaces(parts, foot, around)
            if not bare or after >= _ROOM * letters:
                marks.append(RaisedMark(parts, figures, foot, before / letters, after / letters))
            taken.update(parts)
    return sorted(marks, key=lambda mark: (mark.foot, mark.box))


def _is_small(part: Component, letters: int) -> bool:
    high, wide = part.height / letters, part.width / letters
    return _HEIGHT[0] <= high <= _HEIGHT[1] and _WIDTH[0] <= wide <= _WIDTH[1]


def _foot_below(part: Component, around: Neighbourhood, letters: int) -> int | None:
    """The foot of the row in which ``part`` stands raised; None if it does not."""
    left, top, right, bottom = part[:4]
    below = around.within(left + 1, bottom, right - 1, bottom + _CLEAR * letters)
    if any(other.top >= bottom - 1 for other in below):
        return None
    feet: list[int] = []
    dots: list[int] = []
    level = 0
    reach = _BESIDE * letters
    for other in around.within(
        left - reach, top - 0.5 * letters, right + reach, bottom + (_LIFT[1] + 0.1) * letters
    ):
        lift = (other.bottom - bottom) / letters
        tall = other.height >= _TALL * letters
        if _LIFT[0] <= lift <= _LIFT[1]:
            if tall and other.top <= bottom:
                feet.append(other.bottom)
            elif (
                max(other.height, other.width) <= _DOT * letters
                and lift <= _DOT_LIFT
                and max(left - other.right, other.left - right) <= _DOT_NEAR * letters
            ):
                dots.append(other.bottom)
        elif abs(lift) <= _LEVEL and tall:
            beside = other.right < left - _FAR * letters or other.left > right + _FAR * letters
            level += beside
    found = [_line_of(feet, _FEET, _LEVEL * letters + 1), _line_of(dots, _DOTS, 1)]
    return next((foot for foot, near in found if near >= max(1, 3 * level)), None)


def _line_of(feet: list[int], least: int, off: float) -> tuple[int, int]:
    """Where most of ``feet`` stand, give or take ``off``, and how many; 0 for too few."""
    if len(feet) < least:
        return 0, 0
    foot = sorted(feet)[len(feet) // 2]
    near = sum(abs(other - foot) <= off for other in feet)
    return (foot, near) if near >= least else (0, 0)


def _beside(part: Component, around: Neighbourhood, letters: int) -> list[Component]:
    """``part`` and the pieces as small that stand close beside it, from left to right."""
    group = [part]
    middle = part.top + part.bottom
    for step in (-1, 1):
        while len(group) <= _MOST:
            last = group[0 if step < 0 else -1]
            edge = last.left if step < 0 else last.right
            ahead = [
                other
                for other in around.within(
                    edge - _GAP * letters, last.top, edge + _GAP * letters, last.bottom
                )
                if other not in group
                and step * (other.left + other.right - last.left - last.right) > 0
                and _is_small(other, letters)
                and abs(other.top + other.bottom - middle) < 2 * _OFF * letters
            ]
            if not ahead:
                break
            nearest = min(ahead, key=lambda other: step * other.left)
            group.insert(0 if step < 0 else len(group), nearest)
    return group


def _figures(parts: Sequence[Component]) -> tuple[Component, ...] | None:
    """The pieces that are figures: those between brackets, else one or two alone.

    None of them is apart where a figure touches its bracket; None if this is no mark.
    """
    if 3 <= len(parts) <= _MOST:
        high = _TALLER * max(part.height for part in parts[1:-1])
        if all(
            part.height >= high and part.width <= _SLIM * part.height
            for part in (parts[0], parts[-1])
        ):
            return tuple(parts[1:-1])
    if len(parts) == 2 and _touches(*parts):
        return ()
    return tuple(parts) if len(parts) <= 2 else None


def _touches(bracket: Component, rest: Component) -> bool:
    """Whether ``rest`` is a figure together with the bracket that closes ``bracket``."""
    return (
        bracket.width <= _SLIM * bracket.height
        and abs(bracket.height - rest.height) <= 1
        and rest.width >= _TOUCHING * bracket.height
    )


def _is_low(figures: Sequence[Component], foot: int, letters: int) -> bool:
    """Whether bare ink stands too low for a figure, as quotation marks do, or is too small."""
    return any(
        not _HIGH[0] * letters <= foot - part.bottom <= _HIGH[1] * letters
        or not _TALL * letters <= part.height <= _TALLEST * letters
        or part.width > _WIDE * letters
        for part in figures
    )


def _spaces(parts: Sequence[Component], foot: int, around: Neighbourhood) -> tuple[float, float]:
    """Pixels to what stands left and right of a mark on its row; infinite where nothing does."""
    top = min(part.top for part in parts)
    low, high = top, (top + foot) // 2  # what ends higher is an accent or a speck
    left, right = parts[0].left, parts[-1].right
    row = [other for other in around.within(0, low, _WIDEST, foot) if other.bottom >= high]
    before = max((other.right for other in row if other.left < left), default=-inf)
    after = min((other.left for other in row if other.right > right), default=inf)
    return max(left - before, 0), max(after - right, 0)


def counted(marks: Sequence[tuple[RaisedMark, str]]) -> list[tuple[RaisedMark, str]]:
    """``marks``, with the number of one that was not read where those around it count over it.

    So it is only in a list, where each begins a row.
    """
    known = list(marks)
    begins = [i for i, (mark, _) in enumerate(known) if mark.bracketed and mark.before == inf]
    begins.sort(key=lambda index: known[index][0].foot)
    for above, index, below in zip(begins, begins[1:], begins[2:], strict=False):
        (_, before), (mark, number), (_, after) = known[above], known[index], known[below]
        if not number and before and after and int(after) == int(before) + 2:
            known[index] = mark, str(int(before) + 1)
    return known


def confirmed(marks: Sequence[tuple[RaisedMark, str]]) -> list[tuple[RaisedMark, str]]:
    """The marks, each with its number as read, that are surely marks.

    One in brackets is. Of bare figures, which may as well be an exponent or a speck: those with
    which notes at the foot begin that count on, and those above with one of their numbers behind
    a word, if there are any.
    """
    notes: list[tuple[RaisedMark, str]] = []
    bare = [item for item in marks if not item[0].bracketed and item[1]]
    for mark, number in bare:
        begins = mark.before == inf and mark.after <= _NOTE
        if begins and (not notes or int(number) == int(notes[-1][1]) + 1):
            notes.append((mark, number))
    numbers = {number for _, number in notes}
    above = [
        (mark, number)
        for mark, number in bare
        if mark.before <= _GLUED and number in numbers and mark.foot < notes[0][0].foot
    ]
    sure = [item for item in marks if item[0].bracketed and item[1]]
    return [*sure, *above, *notes] if above else sure
