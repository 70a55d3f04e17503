"""Compound words in a query: "giáo dục" is one word of two syllables.

The word list is the one that underthesea carries; it is read without importing that package, which
takes a second. The longest word that fits is taken, from left to right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from index.analysis import canonical

_LIST = Path("corpus") / "data" / "Viet74K.txt"
_LONGEST = 5  # syllables

Pair = tuple[int, int]


@cache
def _compounds() -> frozenset[str]:
    found = find_spec("underthesea")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise FileNotFoundError("underthesea is not installed; its word list is needed")
    text = (Path(folders[0]) / _LIST).read_text(encoding="utf-8")
    lines = canonical(unicodedata.normalize("NFC", text)).splitlines()
    return frozenset(line for line in lines if " " in line)


def compound_pairs(syllables: Sequence[str]) -> frozenset[Pair]:
    """Positions of neighbouring ``syllables`` that belong to one compound word."""
    known = _compounds()
    pairs: set[Pair] = set()
    at = 0
    while at < len(syllables):
        for size in range(min(_LONGEST, len(syllables) - at), 1, -1):
            if " ".join(syllables[at : at + size]) in known:
                pairs.update(pairwise(range(at, at + size)))
                at += size
                break
        else:
            at += 1
    return frozenset(pairs)
