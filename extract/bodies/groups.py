"""Groups of bodies, put together from kinds: "các sở, ban, ngành có liên quan".

The kinds are in ``data/grammar.yaml``. Several kinds under one "các" are one group; a second "các"
begins another. What the group is part of ("trực thuộc Sở") is read by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.bodies.names import grammar
from extract.bodies.phrases import BLANK, any_of, phrase
from extract.letters import CAPITALS, fold

_JOINT = rf"(?:,{BLANK}(?:và{BLANK})?|{BLANK}(?:và|&){BLANK})"
_SEVERAL = rf"(?:(?:[Tt]oàn{BLANK}bộ|[Tt]ất{BLANK}cả|[Mm]ột{BLANK}số){BLANK})?[Cc]ác{BLANK}"
_OWNED = rf"(?:trực{BLANK}thuộc|thuộc)"
_BELONGS = rf",?{BLANK}{_OWNED}(?:(?:,|{BLANK}và){BLANK}{_OWNED})?"
_NO_NAME = rf"(?!{BLANK}(?-i:[{CAPITALS}])\w+{BLANK}(?-i:[{CAPITALS}]))"  # "thuộc tỉnh Lào Cai"


@dataclass(frozen=True, slots=True)
class Group:
    """A group as the text has it, without what it belongs to."""

    end: int
    belongs: int  # where the body begins that it is part of, if one follows "thuộc"; else ``end``
    level: str | None  # "unit", "office", "part": that of what is inside the issuer
    stands: bool  # a group also where no body follows "thuộc"


@cache
def _kinds() -> list[tuple[str, dict[str, Any]]]:
    """The words for kinds with their entries, the longest first."""
    kinds = [(word, entry) for entry in grammar()["groups"]["kinds"] for word in entry["words"]]
    return sorted(kinds, key=lambda kind: -len(kind[0]))


def _kind(text: str, position: int, end: int) -> re.Match[str] | None:
    """The kind named at ``position``; the last group's name tells the number of its word."""
    pattern = _kinds_by_letter().get(fold(text[position : position + 1]))
    return None if pattern is None else pattern.match(text, position, end)


@cache
def _kinds_by_letter() -> dict[str, re.Pattern[str]]:
    """Patterns for the kinds that begin with a letter, its marks aside: few to try at a place."""
    of_school = rf"(?:{any_of(grammar()['groups']['of_schools'])})(?!\w)"
    again = rf"(?:(?:{_JOINT}|{BLANK})(?:(?-i:trường){BLANK})?{of_school})"
    learning = rf"(?:{BLANK}{of_school}{again}{{0,8}}(?!{BLANK}(?-i:[{CAPITALS}])))"
    patterns: dict[str, list[str]] = {}
    for number, (word, entry) in enumerate(_kinds()):
        pattern = rf"{phrase(word)}(?!\w)".replace("ủy", "(?:ủy|uỷ)")
        unless = entry.get("not_before")
        if unless:
            pattern += rf"(?!{BLANK}(?:{any_of(unless)})(?!\w))"
        if before := entry.get("before"):
            pattern += rf"(?=,{BLANK}(?:{any_of(before)})(?!\w))"
        if entry["level"] == "trường":
            pattern += rf"(?:{learning})?"
        patterns.setdefault(fold(word[0]), []).append(rf"(?P<k{number}>{pattern})")
    return {letter: re.compile("|".join(ways), re.IGNORECASE) for letter, ways in patterns.items()}


@cache
def _which() -> re.Pattern[str]:
    which = any_of(grammar()["groups"]["which"])
    return re.compile(rf"{BLANK}(?:{which})(?!\w){_NO_NAME}", re.IGNORECASE)


_START = re.compile(_SEVERAL)
_MORE = re.compile(_JOINT)
_NAMED_ON = re.compile(rf"{BLANK}(?!(?:Thành{BLANK}phố|Tỉnh|Huyện)(?!\w))[{CAPITALS}]")
_PART = re.compile(_BELONGS + r"(?!\w)")


def match_group(text: str, position: int, end: int, led: bool = False) -> Group | None:
    """The group that begins at ``position``, ``led`` by a position before it or not; else None."""
    several = _START.match(text, position, end)
    first = match = _kind(text, several.end() if several else position, end)
    if first is None or _entry(first).get("last"):
        return None
    if several is None and _entry(first).get("several"):
        return None
    kinds = [_entry(first)]
    stop = first.end()
    while match is not None:
        joint = _MORE.match(text, stop, end)
        match = _kind(text, joint.end(), end) if joint else None
        if match is None or _entry(match).get("first") or _NAMED_ON.match(text, match.end(), end):
            break  # "…, Hội Nông dân" is a body of its own
        if several is None and _entry(match).get("several"):
            break
        kinds.append(_entry(match))
        stop = match.end()
    said = list(_said(text, stop, end))
    words = {" ".join(match.group().split()).lower() for match in said}
    part = _PART.match(text, said[-1].end() if said else stop, end)
    related = any("liên quan" in word for word in words)
    if several is not None:
        told = bool(said) or len(kinds) > 1 or _of_schools(first)
        stands = told or kinds[0].get("alone") is not False
    else:
        stands = _stands_bare(kinds, first, related, led)
    if kinds[-1].get("last") and not related:
        stands = stands and (several is not None and not kinds[0].get("anybody"))
    if not stands and part is None:
        return None
    stop = said[-1].end() if said else stop
    return Group(stop, part.end() if part else stop, _level(kinds, words), stands)


def _entry(match: re.Match[str]) -> dict[str, Any]:
    return _word(match)[1]


def _word(match: re.Match[str]) -> tuple[str, dict[str, Any]]:
    return _kinds()[int(str(match.lastgroup)[1:])]


def _stands_bare(
    kinds: list[dict[str, Any]], first: re.Match[str], related: bool, led: bool
) -> bool:
    """Whether kinds make a group without "các": "sở, ban, ngành", "đơn vị liên quan".

    With a capital, at the head of a sentence, or behind a position they do more easily.
    """
    kind = kinds[0]
    leading = led or first.group()[0].isupper()
    if kind.get("bare") or (led and kind["level"] == "xã"):
        return True
    if kind["level"] in ("beside", "xã", "part"):
        return False
    if kind["level"] == "trường":
        if led and len(kinds) > 1:
            return True  # "Giám đốc đại học, học viện"
        several = len(kinds) > 1 or _MORE.search(first.group()) is not None or leading
        return _of_schools(first) and (several or not first.group().lower().startswith("trường"))
    return related or (len(kinds) > 1 and (leading or kind["level"] is not None))


def _of_schools(match: re.Match[str]) -> bool:
    """Whether a kind of school says which schools: "các trường mầm non"."""
    word, entry = _word(match)
    return entry["level"] == "trường" and len(match.group().split()) > len(word.split())


def _said(text: str, position: int, end: int) -> Iterator[re.Match[str]]:
    match = _which().match(text, position, end)
    while match is not None:
        yield match
        match = _which().match(text, match.end(), end)


_RANK_SAID = {
    "tỉnh": "tỉnh", "thuộc tỉnh": "tỉnh", "của tỉnh": "tỉnh", "cấp tỉnh": "tỉnh",
    "huyện": "huyện", "thuộc huyện": "huyện", "của huyện": "huyện", "cấp huyện": "huyện",
    "cấp xã": "xã", "trung ương": "trung ương", "ở trung ương": "trung ương",
    "khác ở trung ương": "trung ương",
}  # fmt: skip
_OF_THE_STATE = {"tỉnh", "huyện", "trung ương", "unit", "office", None}


def _level(kinds: list[dict[str, Any]], words: set[str]) -> str | None:
    """The level that all kinds share, or that the words behind them give."""
    levels: set[str | None] = {kind["level"] for kind in kinds if kind["level"] != "beside"} or {
        None
    }
    said = next((_RANK_SAID[word] for word in words if word in _RANK_SAID), None)
    if said is not None and levels <= _OF_THE_STATE:
        return said
    if levels in ({"unit", None}, {"office", None}):
        return max(level for level in levels if level)
    return levels.pop() if len(levels) == 1 else None
