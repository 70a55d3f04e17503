"""What else texts say where a query says something: other ways of writing it, related words.

The words are data: ``data/synonyms.yaml`` and ``data/related.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.data_files import read_yaml
from index.analysis import words

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words of a query, by position, and the other ways of writing them."""

    start: int
    end: int
    others: tuple[Syllables, ...]


@cache
def _others() -> dict[Syllables, tuple[Syllables, ...]]:
    given = read_yaml("index", "data/synonyms.yaml")
    others = {
        _syllables(said): tuple(map(_syllables, ways)) for said, ways in given["formal"].items()
    }
    for group in given["groups"]:
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


def related(syllables: Sequence[str]) -> tuple[Syllables, ...]:
    """What provisions say where a query says this; what the query says itself is left out."""
    longest = max(map(len, _related()))
    found = dict.fromkeys(
        other
        for size in range(1, longest + 1)
        for run in _runs(syllables, size)
        for other in _related().get(run, ())
    )
    return tuple(other for other in found if other not in _runs(syllables, len(other)))


def _syllables(text: str) -> Syllables:
    return tuple(word.exact for word in words(text))


def _runs(syllables: Sequence[str], size: int) -> Iterator[Syllables]:
    return (tuple(syllables[at : at + size]) for at in range(len(syllables) - size + 1))
