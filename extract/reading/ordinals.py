"""Numbers that open the rows of a table and count on: 1, 2, 3; 1.1; groups I, II or A, B."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINAL = re.compile(
    r"(?:(?P<arabic>\d{1,3}(?:\.\d{1,2}){0,2})|(?P<roman>[IVX]{1,6})"
    r"|(?P<capital>[ABCDĐEGH])|(?P<small>[abcdđegh]))(?P<mark>[.)]?)(?P<gap>\s{1,20}|$)"
)
_CAPITALS = "ABCDĐEGH"
_SMALLS = "abcdđegh"
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number at the head of a row; ``end``: where what it numbers begins in the line."""

    kind: str  # arabic, roman, capital, small
    value: tuple[int, ...]
    mark: str  # what follows it: a full stop, a bracket or nothing
    end: int

    @property
    def groups(self) -> bool:
        """Whether it may number a group of rows."""
        return self.kind in ("roman", "capital")


def ordinal_of(line: str) -> Ordinal | None:
    """The ordinal that a line (without surrounding space) opens with, if it may open a row."""
    match = _ORDINAL.match(line)
    if match is None:
        return None
    kind = next(name for name in ("arabic", "roman", "capital", "small") if match[name])
    below = line[match.end() :]
    if below and not below[0].isupper():
        return None
    if below and kind in ("capital", "small"):
        return None
    number = match[kind]
    if kind == "arabic":
        value = tuple(map(int, number.split(".")))
    elif kind == "roman":
        value = (_roman(number),)
    else:
        value = ((_CAPITALS if kind == "capital" else _SMALLS).index(number) + 1,)
    return Ordinal(kind, value, match["mark"], match.end())


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


class Count:
    """How far the rows of a table have been counted."""

    def __init__(self) -> None:
        self._numbered: tuple[int, ...] = ()
        self._last: dict[str, int] = {}
        self._marks: dict[str, str] = {}
        self._fresh = True  # nothing is numbered yet, or a group has just begun

    def goes_on(self, line: str) -> Ordinal | None:
        """The ordinal that opens ``line``, if it counts on."""
        ordinal = ordinal_of(line)
        if ordinal is None:
            return None
        if self._marks.get(ordinal.kind, ordinal.mark) != ordinal.mark:
            return None
        if ordinal.kind == "arabic":
            return ordinal if self._follows(ordinal.value) else None
        expected = self._last.get(ordinal.kind, 0) + 1
        return ordinal if ordinal.value == (expected,) else None

    def _follows(self, value: tuple[int, ...]) -> bool:
        above, last = value[:-1], value[-1]
        if self._fresh and last == 1:
            return True
        if len(value) > len(self._numbered):
            return last == 1 and above == self._numbered
        return above == self._numbered[: len(above)] and last == self._numbered[len(above)] + 1

    def take(self, ordinal: Ordinal) -> None:
        """Count ``ordinal``; those of its kind are marked as it is."""
        self._marks.setdefault(ordinal.kind, ordinal.mark)
        if ordinal.kind == "arabic":
            self._numbered = ordinal.value
            self._last.pop("small", None)
        else:
            self._last[ordinal.kind] = ordinal.value[0]
            if ordinal.kind == "capital":
                self._last.pop("roman", None)
        self._fresh = ordinal.groups
