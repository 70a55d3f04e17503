"""Readable addresses: a name for a document from its number, place and date, else its title."""

from __future__ import annotations

import re
import unicodedata

from extract.model import Header

_WORDS_OF_TITLE = 10
_LETTERS_AND_DIGITS = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not decompose: đ, and the eth and African d that stand in its place.
_STRUCK_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D"})


def fold(text: str) -> str:
    """``text`` without Vietnamese marks, in lower case: "Đề án" becomes "de an"."""
    parts = unicodedata.normalize("NFD", text.translate(_STRUCK_D))
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def slug(text: str, words: int | None = None) -> str:
    """The folded words of ``text`` joined by hyphens, at most ``words`` of them."""
    return "-".join(_LETTERS_AND_DIGITS.findall(fold(text))[:words])


def place_words(place: str) -> str:
    """A place's slug without its rank: "tỉnh Bình Thuận" becomes "binh-thuan"."""
    name = slug(place)
    for rank in ("thanh-pho-", "tinh-", "thi-xa-", "huyen-", "quan-"):
        if name.startswith(rank):
            return name.removeprefix(rank)
    return name


def document_slug(header: Header) -> str:
    """The slug of a document: number, place and year; without a number its title and date.

    Empty when the header states neither number nor title.
    """
    date = header.issued_on.value or header.published_on.value or ""
    if header.number.value:
        place = header.place.value or ""
        parts = [slug(header.number.value), place_words(place), date[:4]]
    elif header.title.value:
        parts = [slug(header.title.value, _WORDS_OF_TITLE), slug(date)]
    else:
        return ""
    # A number that carries its year says it once: 24-2021-nd-cp, not 24-2021-nd-cp-2021.
    if parts[-1] and f"-{parts[-1]}-" in f"-{parts[0]}-":
        parts.pop()
    return "-".join(part for part in parts if part)[:150].strip("-")
