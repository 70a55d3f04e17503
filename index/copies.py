"""Telling copies of one text: press reprints of a directive, the same page on two portals.

A signature is a bottom-k sketch (Broder 1997): the smallest hashes of the text's runs of words.
Two sketches share about as large a part of their smallest members as the texts share runs.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain

_RUN = 4  # words hashed together, so that the order counts
_SIZE = 24  # hashes kept
_SHARED = 0.7  # part of the sketch that copies share
_SHORTEST = 40  # words; shorter texts have too few runs to tell

Signature = tuple[int, ...]


def signature(words: str) -> Signature:
    """The signature of a text given as analysed words; empty when it is too short to have one."""
    parts = words.encode().split(b" ")
    if len(parts) < _SHORTEST:
        return ()
    runs = map(b" ".join, zip(*(parts[i:] for i in range(_RUN)), strict=False))
    return tuple(sorted(set(map(zlib.crc32, runs)))[:_SIZE])


def are_copies(first: Signature, second: Signature) -> bool:
    """Whether two signatures belong to copies of one text."""
    smallest = set(nsmallest(_SIZE, {*first, *second}))
    shared = smallest.intersection(first).intersection(second)
    return bool(shared) and len(shared) >= _SHARED * len(smallest)


def groups(signatures: Sequence[Signature]) -> list[list[int]]:
    """Positions of ``signatures`` grouped by text; the first of each group stands for it."""
    found: list[list[int]] = []
    holding: dict[int, list[int]] = defaultdict(list)  # groups by the hashes of their first text
    for position, value in enumerate(signatures):
        shared = Counter(chain.from_iterable(holding[part] for part in value if part in holding))
        for group in sorted(shared):
            first = signatures[found[group][0]]
            least = _SHARED * min(len(first), len(value), _SIZE)  # what copies have, at any rate
            if shared[group] >= least and are_copies(first, value):
                found[group].append(position)
                break
        else:
            for part in value:
                holding[part].append(len(found))
            found.append([position])
    return found
