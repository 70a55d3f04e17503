"""Automatic numbers: how a list counts and what it prints (ECMA-376, Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 26 * 5


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is printed."""

    start: int = 1
    form: str = "decimal"  # w:numFmt
    shape: str = ""  # w:lvlText: "%1.%2"
    legal: bool = False  # all numbers in it in Arabic
    restart: int | None = None  # the level after which it starts again, 0 never; None any above
    style: str | None = None  # the paragraph style that takes this level


@dataclass(frozen=True, slots=True)
class List:
    """A list: the definition that it counts with, and what it changes in it."""

    definition: int
    levels: Mapping[int, Level]
    restarts: Mapping[int, int] = field(default_factory=dict)  # level → start, on first use


class Counter:
    """Counts the paragraphs of all lists of one document."""

    def __init__(self, lists: Mapping[int, List]) -> None:
        self._lists = lists
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of(self, list_id: int, styles: Sequence[str]) -> int:
        """The level that the first of ``styles`` which has one takes in the list."""
        found = self._lists.get(list_id)
        own = {} if found is None else {level.style: at for at, level in found.levels.items()}
        return next((own[style] for style in styles if style in own), 0)

    def label(self, list_id: int, level: int) -> str:
        """The number of the next paragraph of the list at ``level``; "" if it prints none."""
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        self._count(list_id, found, level, counts)
        return self._print(found, level, counts)

    def _count(self, list_id: int, found: List, level: int, counts: list[int | None]) -> None:
        value = counts[level]
        if level in found.restarts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            value = None
            counts[level] = found.restarts[level]
        else:
            counts[level] = found.levels[level].start if value is None else value + 1
        for below in range(level + 1, LEVELS):
            lower = found.levels.get(below)
            if lower is None or lower.restart is None or level < lower.restart:
                counts[below] = None

    @staticmethod
    def _print(found: List, level: int, counts: list[int | None]) -> str:
        own = found.levels[level]
        if own.form == "none" and not _PLACE.search(own.shape):
            return own.shape.strip()
        if own.form == "bullet":
            return own.shape

        def put(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = found.levels.get(place, Level())
            value = counts[place]
            form = "decimal" if own.legal else other.form
            return printed(other.start if value is None else value, form)

        return _PLACE.sub(put, own.shape).strip()


def printed(value: int, form: str) -> str:
    """``value`` in the form ``w:numFmt`` names; unknown forms are Arabic."""
    if form in ("upperRoman", "lowerRoman") and 0 < value <= _MOST_ROMAN:
        text = ""
        for size, letters in _ROMAN:
            count, value = divmod(value, size)
            text += letters * count
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter") and 0 < value <= _MOST_LETTERS:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "none":
        return ""
    return str(value)
