"""What else texts say where a query says something: other ways of writing it, related words.

The words are data: ``data/synonyms.yaml`` and ``data/related.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.data_files import read_yaml
from index.analysis import words

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words of a query, by position, and what other texts say for them."""

    start: int
    end: int
    others: tuple[Syllables, ...]

    def has(self, at: int) -> bool:
        """Whether the word at this position is one of them."""
        return self.start <= at < self.end


@cache
def _others() -> dict[Syllables, tuple[Syllables, ...]]:
    others: dict[Syllables, tuple[Syllables, ...]] = {}
    for group in read_yaml("index", "data/synonyms.yaml")["groups"]:
        ways = tuple(map(_syllables, group))
        for way in ways:
            others[way] = tuple(other for other in ways if other != way)
    return others


@cache
def _longest() -> int:
    return max(len(way) for way in _others())


def synonyms(syllables: Sequence[str]) -> tuple[Synonym, ...]:
    """The known names among ``syllables``, the longest that fits first, none twice."""
    found: list[Synonym] = []
    at = 0
    while at < len(syllables):
        for size in range(min(_longest(), len(syllables) - at), 0, -1):
            others = _others().get(tuple(syllables[at : at + size]))
            if others is not None:
                found.append(Synonym(at, at + size, others))
                at += size
                break
        else:
            at += 1
    return tuple(found)


@cache
def _related() -> dict[Syllables, tuple[Syllables, ...]]:
    given = read_yaml("index", "data/related.yaml")["related"]
    return {_syllables(said): tuple(map(_syllables, others)) for said, others in given.items()}


def related(syllables: Sequence[str]) -> tuple[Synonym, ...]:
    """What provisions say where a query says something; what it says itself is left out."""
    longest = max(map(len, _related()))
    found: list[Synonym] = []
    for start in range(len(syllables)):
        for end in range(start + 1, min(start + longest, len(syllables)) + 1):
            others = _related().get(tuple(syllables[start:end]), ())
            new = tuple(other for other in others if not _contains(syllables, other))
            if new:
                found.append(Synonym(start, end, new))
    return tuple(found)


def _syllables(text: str) -> Syllables:
    return tuple(word.exact for word in words(text))


def _contains(syllables: Sequence[str], run: Syllables) -> bool:
    starts = range(len(syllables) - len(run) + 1)
    return any(tuple(syllables[at : at + len(run)]) == run for at in starts)
