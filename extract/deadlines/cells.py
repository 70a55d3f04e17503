"""Who is named in a cell of a task table, which may say at length what each of them does."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.deadlines.names import VERB, Names, region

_ENUMERATED = re.compile(r"(?<!\S)(?:\(\d{1,2}\)|\d{1,2}[.)])\s")
_HEAD_WORD = re.compile(r"(?:Các|Các \w+|\w+)\s*:\s*(?=[A-ZĐ])")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")


def named_in_cell(text: str, names: Names, start: int, end: int) -> tuple[str, ...]:
    """The bodies named in a cell; of "1. Bộ A chủ trì … 2. Bộ B …" those each point begins with."""
    found: list[str] = []
    points = [start, *(match.start() for match in _ENUMERATED.finditer(text, start, end)), end]
    for first, last in pairwise(points):
        number = _ENUMERATED.match(text, first, last)
        found.extend(_named_in_point(text, names, number.end() if number else first, last))
    return tuple(dict.fromkeys(found))


def _named_in_point(text: str, names: Names, start: int, end: int) -> tuple[str, ...]:
    plain = _BRACKETS.sub(lambda match: " " * len(match.group()), text[start:end])
    if VERB.search(plain) is None:
        return names.within(start, end)
    listed = _HEAD_WORD.match(plain)  # "Các Bộ: Tài chính, Nội vụ"
    span = region(plain, listed.end() if listed is not None else 0, len(plain))
    if span is None:
        return ()
    return names.within(start if listed is not None else start + span[0], start + span[1])
