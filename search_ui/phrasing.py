"""Dates and numbers as readers write them: "14/9/2023", "quý I/2023", "1.809", "99,5".

Values come in as EDTF (ISO 8601-2:2019); a form that is not known here is shown as it is, so that
nothing is hidden.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from extract.catalogue import Language, say
from extract.time_zone import VIETNAM

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEARLESS = re.compile(r"XXXX-(\d{2})-(\d{2})$")
_ENGLISH_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
# EDTF level 2 codes that stand in the place of a month.
_FIRST_QUARTER = 33
_FIRST_HALF = 40


def _day(year: int, month: int, day: int, language: Language) -> str:
    if language == "en" and 1 <= month <= 12:
        return f"{day} {_ENGLISH_MONTHS[month - 1]} {year}"
    return f"{day}/{month}/{year}"


def _one(value: str, language: Language) -> str:
    stated = value.rstrip("?~%")
    doubt = "?" if stated != value else ""
    if match := _DAY.match(stated):
        return _day(int(match[1]), int(match[2]), int(match[3]), language) + doubt
    if match := _HOUR.match(stated):
        return f"{_one(match[1], language)} {match[2]}{doubt}"
    if match := _YEARLESS.match(stated):
        return say("date.yearless", language, day=int(match[2]), month=int(match[1])) + doubt
    if match := _MONTH.match(stated):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return say("date.month", language, month=month, year=year) + doubt
        if _FIRST_QUARTER <= month < _FIRST_QUARTER + 4:
            quarter = _ROMAN[month - _FIRST_QUARTER]
            return say("date.quarter", language, quarter=quarter, year=year) + doubt
        if _FIRST_HALF <= month <= _FIRST_HALF + 1:
            half = _ROMAN[month - _FIRST_HALF]
            return say("date.half", language, half=half, year=year) + doubt
    return stated + doubt


def edtf(value: str | None, language: Language) -> str:
    """An EDTF value in words; the empty string for None."""
    if not value:
        return ""
    if "/" not in value:
        return _one(value, language)
    first, last = value.split("/", 1)
    if first in ("", ".."):
        return say("date.until", language, last=_one(last, language))
    if last in ("", ".."):
        return say("date.since", language, first=_one(first, language))
    return f"{_one(first, language)} – {_one(last, language)}"


def day(value: date | None, language: Language) -> str:
    """A calendar day in figures; the empty string for None."""
    return _day(value.year, value.month, value.day, language) if value else ""


def moment(value: datetime | None, language: Language) -> str:
    """A moment with its hour in Viet Nam; the empty string for None."""
    if value is None:
        return ""
    there = value.astimezone(VIETNAM)
    return f"{day(there, language)} {there:%H:%M %Z}"


def number(value: float | int | None, language: Language) -> str:
    """A number with the separators of the language: 41.362 and 99,9 in Vietnamese."""
    if value is None:
        return ""
    text = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    if isinstance(value, float) and value.is_integer():
        text = f"{int(value):,}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


# Letters in the order of Vietnamese dictionaries; tones come after letters.
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def dictionary_order(words: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The key that sorts words as a Vietnamese dictionary does (a ă â b c d đ e ê …)."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", words.lower()):
        base, tone = character, 0
        parts = unicodedata.normalize("NFD", character)
        marks = [mark for mark in parts if mark in _TONES]
        if marks:
            tone = _TONES[marks[0]]
            base = unicodedata.normalize("NFC", parts.replace(marks[0], ""))
        letters.append(_ALPHABET.get(base, ord(base[0]) - 1000 if base < "a" else 500))
        tones.append(tone)
    return tuple(letters), tuple(tones)
