"""Other ways of writing what a query names (``data/synonyms.yaml``)."""

from __future__ import annotations

from collections.abc import Sequence
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
    others: dict[Syllables, tuple[Syllables, ...]] = {}
    for group in read_yaml("index", "data/synonyms.yaml")["groups"]:
        ways = tuple(tuple(word.exact for word in words(way)) for way in group)
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
