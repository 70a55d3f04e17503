"""The word that names a document's type, left of its number: "Nghị định số", "QĐ", "TT"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.letters import fold
from extract.references.codes import longest_first, types_data
from extract.references.letters import by_first_word

# "Thông tư liên tịch số: " is 24 characters; blanks and line breaks may widen it.
_REACH = 36
_MANNER = r"(?:[ \n]{1,2}(?:h(?:ỏa|oả) tốc|khẩn|mật|liên ngành|số))?"
_SO = r"(?:s[ốoôổ0]|no)?[ \n]{0,2}[:.]?[ \n]{0,3}"


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type word found left of a number; ``type`` is None for a generic one ("Văn bản")."""

    start: int
    type: str | None


def _both_ways(words: Iterable[str]) -> list[str]:
    """Words in lower case, with their marks and without."""
    return [spelling for word in words for spelling in (word.lower(), fold(word))]


@cache
def type_names() -> dict[str, str | None]:
    """Types by the lower-case words that name them, with and without marks; generic words: None."""
    names: dict[str, str | None] = {}
    for entry in types_data()["types"]:
        for spelling in _both_ways([entry["name"], *entry.get("short", ())]):
            names.setdefault(spelling, entry["name"])
    for spelling in _both_ways(types_data()["generic"]):
        names[spelling] = None
    return names


@cache
def _left() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<type>{by_first_word(type_names())}){_MANNER}[ \n]{{0,3}}:?[ \n]{{0,2}}{_SO}\Z"
    )


@cache
def _decoy() -> re.Pattern[str]:
    words = "|".join(map(re.escape, longest_first(_both_ways(types_data()["decoys"]))))
    return re.compile(rf"(?:{words})[ \n]{{0,2}}[:.]?[ \n]{{0,3}}\Z")


_NUMBER_WORD = re.compile(r"s[ốoôổ0][ \n]{0,2}[:.]?[ \n]{0,3}\Z")


def type_word(text: str, position: int) -> TypeWord | None:
    """The type word that ends at ``position`` of plain ``text``, or None.

    "số" alone is a type word without a type.
    """
    begin = max(0, position - _REACH)
    window = text[begin:position].lower()
    match = _left().search(window)
    while match is not None:
        start = match.start()
        before = text[begin + start - 1] if begin + start else " "
        if not before.isalpha() and not _heads_line(text, begin + match.end("type"), position):
            name = " ".join(match["type"].split())
            return TypeWord(begin + start, type_names()[name])
        match = _left().search(window, start + 1)
    match = _NUMBER_WORD.search(window)
    if match is not None and not (
        begin + match.start() and text[begin + match.start() - 1].isalpha()
    ):
        return TypeWord(begin + match.start(), None)
    return None


def _heads_line(text: str, begin: int, end: int) -> bool:
    """Whether the number stands on a line of its own below the type: "NGHỊ ĐỊNH\\nSố: …"."""
    between = text[begin:end]
    return "\n" in between and between.lstrip(" \n").startswith(("Số:", "SỐ:", "Số :"))


def is_decoy(text: str, position: int) -> bool:
    """Whether the words before ``position`` announce a form, a standard, an account or a page."""
    window = text[max(0, position - 20) : position].lower()
    match = _decoy().search(window)
    if match is None:
        return False
    start = match.start()
    return start == 0 or not window[start - 1].isalpha()
