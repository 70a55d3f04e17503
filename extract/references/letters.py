"""One alphabet for reading: look-alike letters, dashes and blanks replaced one for one.

Offsets stay valid, since each character is replaced by exactly one other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from extract.letters import fold

_CYRILLIC = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
# Eth and African D stand in for Đ in files typed on foreign keyboards; Ƣ is a common font error.
_LETTERS = {"Ð": "Đ", "Ɖ": "Đ", "Ƣ": "Ư", "ƣ": "ư"}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufffe\u0002"
_BLANKS = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u200b\u200c\u200d\u2060\ufeff\r"
_REPLACED: tuple[tuple[str, str], ...] = (
    *_LETTERS.items(),
    *((chr(code), chr(latin)) for code, latin in _CYRILLIC.items()),
    *((dash, "-") for dash in _DASHES),
    *((blank, " ") for blank in _BLANKS),
    ("\t", "|"),
)


def plain(text: str) -> str:
    """``text`` with look-alikes, dashes and blanks as the patterns of this package expect them.

    Every character keeps its place; most texts need only a few of the replacements, and looking
    for a character that is not there costs almost nothing.
    """
    for odd, usual in _REPLACED:
        if odd in text:
            text = text.replace(odd, usual)
    return text


def spaced(pattern: str) -> str:
    """A pattern whose blanks stand for one to three blanks or line breaks of plain text."""
    return pattern.replace(" ", r"[ \n]{1,3}")


def by_first_word(phrases: Iterable[str]) -> str:
    """An alternation of phrases, the longest first, that tries each first word once."""
    tails: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        first, _, rest = phrase.partition(" ")
        tails.setdefault(first, []).append(rest)
    branches = []
    for first, rests in tails.items():
        parts = [spaced("".join(f" {re.escape(word)}" for word in rest.split())) for rest in rests]
        word = re.escape(first)
        branches.append(f"{word}(?:{'|'.join(parts)})" if any(parts) else word)
    return "|".join(branches)


def lettered(word: str) -> tuple[str, ...]:
    """The letters and marks of a word without their places: "hoá" and "hóa" are the same."""
    return tuple(sorted(unicodedata.normalize("NFD", word.lower())))


def unmarked(text: str) -> str:
    """``text`` without its marks, in the case it has: "Thủ tướng" -> "Thu tuong"."""
    plain_d = text.replace("đ", "d").replace("Đ", "D")
    letters = unicodedata.normalize("NFD", plain_d)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """``text`` in lower-case ASCII words joined by hyphens: "Chính phủ" -> "chinh-phu"."""
    words = "".join(letter if letter.isalnum() else " " for letter in fold(text).replace("&", ""))
    return "-".join(words.split())
