"""Programmes, schemes and projects called by name (chương trình, đề án, dự án).

They are a kind of their own: a programme is approved by an instrument, it is none itself.
"""

from __future__ import annotations

import re
from functools import cache

from extract.letters import fold
from extract.model import ReferenceKind
from extract.references.codes import longest_first
from extract.references.letters import spaced
from extract.references.mention import Mention
from extract.references.titled import titled_data

_PERIOD = (
    r"(?:,? (?:giai đoạn )?\d{4}\s?-\s?\d{4}"
    r"|,? đến năm \d{4}(?:, (?:tầm nhìn|định hướng) đến (?:năm )?\d{4})?)?"
)
# One literal each, so that the engine can skip to it.
_NAMES = tuple(
    re.compile(spaced(word))
    for word in ("Chương trình ", "chương trình ", "Chiến lược ", "Kế hoạch ph", "Đề án 0")
)
_OPENINGS = (re.compile("“"), re.compile('"'))
_TITLE = re.compile(r"[“\"](?P<title>[^“”\"\n]{4,300})[”\"]")


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in titled_data()["programmes"]:
        for spelling in (entry["name"], *entry.get("also", ())):
            names[_key(spelling)] = entry["name"]
    return names


def _key(name: str) -> str:
    return fold(" ".join(name.split()))


@cache
def _known() -> re.Pattern[str]:
    words = longest_first(
        spelling
        for entry in titled_data()["programmes"]
        for spelling in (entry["name"], *entry.get("also", ()))
    )
    names = "|".join(
        re.escape(word)
        .replace(r"\ \-\ ", r"\s?-\s?")
        .replace(r"\ ", " ")
        .replace("giáo", "[Gg]iáo")
        for word in words
    )
    return re.compile(spaced(rf"(?P<name>{names})(?!\w){_PERIOD}"))


@cache
def _kind() -> re.Pattern[str]:
    kinds = "|".join(longest_first(titled_data()["kinds"]))
    return re.compile(spaced(rf"(?<!\w)(?P<kind>{kinds}) \Z"))


def programme_mentions(text: str) -> list[Mention]:
    """Programmes in plain ``text``: quoted titles behind their kind, and names of the table."""
    found: list[Mention] = []
    for opening in (quote for pattern in _OPENINGS for quote in pattern.finditer(text)):
        kind = _kind().search(text, max(0, opening.start() - 34), opening.start())
        title = None if kind is None else _TITLE.match(text, opening.start())
        if kind is None or title is None:
            continue
        mention = Mention(kind.start(), title.end(), ReferenceKind.PROGRAMME, "quoted_programme")
        word = " ".join(kind["kind"].split())
        mention.type = word[0].upper() + word[1:]
        mention.name = " ".join(title["title"].split())
        found.append(mention)
    for anchor in (anchor for pattern in _NAMES for anchor in pattern.finditer(text)):
        match = _known().match(text, anchor.start())
        if match is None:
            continue
        mention = Mention(match.start(), match.end(), ReferenceKind.PROGRAMME, "known_programme")
        mention.name = _by_name()[_key(match["name"])]
        mention.type = " ".join(mention.name.split()[:2])
        found.append(mention)
    return found


@cache
def instrument_of_programme() -> dict[str, str]:
    """Number of the instrument that issued a programme, by the programme's name."""
    return {
        entry["name"]: entry["instrument"]
        for entry in titled_data()["programmes"]
        if "instrument" in entry
    }
