"""Programmes, schemes and projects called by name (chương trình, đề án, dự án).

They are a kind of their own: a programme is approved by an instrument, it is none itself.
"""

from __future__ import annotations

import re
from functools import cache

from extract.letters import fold
from extract.model import ReferenceKind
from extract.references.codes import longest_first
from extract.references.mention import Mention
from extract.references.titled import titled_data

_S = r"[ \n]{1,3}"
_PERIOD = rf"(?:,?{_S}(?:giai{_S}đoạn{_S}\d{{4}}[ ]?-[ ]?\d{{4}}|đến{_S}năm{_S}\d{{4}}))?"


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
        re.escape(word).replace(r"\ \-\ ", r" ?- ?").replace(r"\ ", _S).replace("giáo", "[Gg]iáo")
        for word in words
    )
    return re.compile(rf"(?P<name>{names})(?!\w){_PERIOD}")


@cache
def _quoted() -> re.Pattern[str]:
    kinds = "|".join(word.replace(" ", _S) for word in longest_first(titled_data()["kinds"]))
    return re.compile(rf"(?P<kind>{kinds}){_S}[“\"](?P<title>[^“”\"\n]{{4,300}})[”\"]")


def programme_mentions(text: str) -> list[Mention]:
    """Programmes in plain ``text``: quoted titles behind their kind, and names of the table."""
    found: list[Mention] = []
    for match in _quoted().finditer(text):
        mention = Mention(match.start(), match.end(), ReferenceKind.PROGRAMME, "quoted_programme")
        kind = " ".join(match["kind"].split())
        mention.type = kind[0].upper() + kind[1:]
        mention.name = " ".join(match["title"].split())
        found.append(mention)
    for match in _known().finditer(text):
        mention = Mention(match.start(), match.end(), ReferenceKind.PROGRAMME, "known_programme")
        mention.type = "Chương trình"
        mention.name = _by_name()[_key(match["name"])]
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
