"""The words of time (``data/words.yaml``) and the pieces of pattern made of them.

All patterns match lower-case text. A blank is any white space but the tab, which parts the cells
of a table row; every run of blanks is bounded, so that no pattern can backtrack without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from extract.data_files import read_yaml
from extract.model import Bound

_WORDS: dict[str, Any] = read_yaml("extract.times", "data/words.yaml")

SPACE = r"[^\S\t]{1,3}"
GAP = r"[^\S\t]{0,3}"
DASH = r"[-–—‐‑−]"
END = r"(?![\w])"

DAY = r"(?:3[01]|[12]\d|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"
YEAR = r"(?:19|20)\d\d"


def words(phrases: Iterable[str]) -> str:
    """Source of a pattern for any of ``phrases``, the longest first.

    Common beginnings are shared, so that a text is not compared with every phrase in turn.
    """
    branches: dict[str, list[str]] = {}
    for phrase in phrases:
        branches.setdefault(phrase[:1], []).append(phrase[1:])
    ends = branches.pop("", None) is not None
    sources = [
        re.escape(letter).replace("\\ ", " ") + _group(words(rest))
        for letter, rest in branches.items()
    ]
    return "|".join([*sources, ""] if ends else sources)


def _group(source: str) -> str:
    return f"(?:{source})" if "|" in source else source


def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern in which a space stands for a run of blanks and ``~`` for a gap."""
    return re.compile(source.replace(" ", SPACE).replace("~", GAP))


def _spelled() -> dict[str, int]:
    """The numbers 1 to 99 in words, with the shortened forms of the data."""
    units: dict[int, str] = dict(enumerate(_WORDS["digits"], 1))
    spelled: dict[str, int] = {word: value for value, word in units.items()} | _WORDS["numbers"]
    for value in range(11, 100):
        tens, unit = divmod(value, 10)
        words_of_ten = "mười" if tens == 1 else f"{units[tens]} mươi"
        forms = {5: ("lăm", "năm"), 1: ("một", "mốt"), 4: ("bốn", "tư"), 0: ("",)}
        for word in forms.get(unit, (units.get(unit, ""),)):
            spelled[f"{words_of_ten} {word}".strip()] = value
    return spelled


def one_space(text: str) -> str:
    """``text`` with every run of blanks made one space, as the words of the data are written."""
    return " ".join(text.split())


NUMBERS: dict[str, int] = _spelled()
MONTHS: dict[str, int] = _WORDS["months"]
WEEKDAYS: dict[str, str] = _WORDS["weekdays"]
PARTS: dict[str, str] = _WORDS["parts"]
GENERAL: frozenset[str] = frozenset(_WORDS["general"])
MISSPELLED: dict[str, str] = _WORDS["misspelled"]
HEADS: tuple[str, ...] = tuple(_WORDS["heads"])
OCCASIONS: tuple[str, ...] = tuple(_WORDS["occasions"])
EVERY: tuple[str, ...] = tuple(_WORDS["every"])
LUNAR_YEARS: dict[str, int] = {  # of the round that began in 1984
    f"{_WORDS['stems'][turn % 10]} {_WORDS['branches'][turn % 12]}": 1984 + turn
    for turn in range(60)
}
OTHER_TET: tuple[str, ...] = tuple(_WORDS["other_tet"])
NAMED_DAYS: tuple[str, ...] = tuple(_WORDS["named_days"])
GOODS: tuple[str, ...] = tuple(_WORDS["goods"])
RELATIVE: dict[str, int] = _WORDS["relative"]
OPEN: dict[str, int] = _WORDS["open"]
ANY_YEAR: tuple[str, ...] = tuple(_WORDS["any_year"])
DOCUMENTS: tuple[str, ...] = tuple(_WORDS["documents"])
NOT_THIS: tuple[str, ...] = tuple(_WORDS["not_this"])
DAYS: dict[str, int] = _WORDS["days"]
DURATION_UNITS: dict[str, str] = _WORDS["duration_units"]
BOUNDS: dict[str, Bound] = {
    word: Bound(row["bound"]) for row in _WORDS["bounds"] for word in row["words"]
}
ORDER: tuple[Bound, ...] = tuple(Bound(row["bound"]) for row in _WORDS["bounds"])
CUE_WORDS: tuple[str, ...] = (*BOUNDS, *_WORDS["fillers"])

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def number(text: str) -> int:
    """The value of an Arabic, Roman (I to IV) or spelled number.

    Raises KeyError for a word that names none.
    """
    text = one_space(text)
    if text.isdigit():
        return int(text)
    return _ROMAN[text] if text in _ROMAN else NUMBERS[text]


def month_number(text: str) -> int:
    """The month of "9", "09" or "chín"."""
    return int(text) if text.isdigit() else MONTHS[one_space(text)]


def full_year(text: str) -> int:
    """The year of four digits, or of two as offices shorten it ("21/3/97")."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year > 60 else 2000)
