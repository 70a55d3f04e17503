"""Readable addresses: a name for a document from its number, place and date, else its title."""

from __future__ import annotations

import re

from extract.letters import fold
from extract.model import Header

_WORDS_OF_TITLE = 10
_LETTERS_AND_DIGITS = re.compile(r"[a-z0-9]+")


def slug(text: str, words: int | None = None) -> str:
    """The folded words of ``text`` joined by hyphens, at most ``words`` of them."""
    return "-".join(_LETTERS_AND_DIGITS.findall(fold(text).replace("&", ""))[:words])


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
