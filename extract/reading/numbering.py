"""Numbers that open a paragraph: "Chương I", "Điều 5.", "II.", "1.2.", "a)", "-".

The order of depth is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, tiểu mục,
điều, khoản, điểm; in plans I, 1, a. A level counts only the depths that the document uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.letters import CAPITALS

_NAMED = re.compile(
    r"(?P<name>Phần|PHẦN|Chương|CHƯƠNG|Tiểu mục|TIỂU MỤC|Mục|MỤC|Điều|ĐIỀU)[ \u00a0]{1,3}"
    r"(?P<number>thứ \w{2,5}|THỨ \w{2,5}|[IVXLC]{1,7}|\d{1,4}[a-zđ]?|[A-ZĐ])(?![\w/])[.:]?"
)
_NAMED_RANK = {"phần": 1, "chương": 2, "mục": 3, "tiểu mục": 4, "điều": 5}
_ROMAN = re.compile(rf"(?P<number>[IVX]{{1,6}})[ \u00a0]?[.)/-](?=[ \u00a0\t]|[{CAPITALS}])")
_CAPITAL = re.compile(r"(?P<number>[A-HĐ])[.)](?=[ \u00a0\t]*\w)")
_ARABIC = re.compile(
    r"(?P<number>\d{1,3}(?:\.[ \u00a0]?\d{1,2}){0,4})[ \u00a0]?[.)](?=[ \u00a0\t\n]|[^\W\d])"
)
_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?=[ \u00a0\t]+[^\W\d_])")
_LETTER = re.compile(r"(?P<number>[a-zđ]{1,2}\d?(?:\.\d{1,2})?)[ \u00a0]?[).](?=[ \u00a0\t]*\S)")
_DASH = re.compile(r"[-–—•*](?=[ \u00a0\t]*[^\W_])|[●▪■◦·✓➢❖○□♦◆‣►➤✔](?=[ \u00a0\t]*\S)")
_PLUS = re.compile(r"[+](?=[ \u00a0\t]*[^\W\d_])")

_CAPITAL_RANK, _ROMAN_RANK, _ARABIC_RANK, _LETTER_RANK, _DASH_RANK, _PLUS_RANK = 6, 7, 8, 20, 30, 31


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph opens: its number as printed, how deep such numbers stand, its length."""

    number: str | None
    rank: int
    length: int

    @property
    def is_dash(self) -> bool:
        """Whether it is a mark without a number."""
        return self.rank >= _DASH_RANK

    @property
    def is_named(self) -> bool:
        """Whether it is "Phần", "Chương", "Mục" or "Điều"."""
        return self.rank <= _NAMED_RANK["điều"]

    @property
    def is_roman(self) -> bool:
        """Whether it is a part of a plan: "A." or "II."."""
        return self.rank in (_CAPITAL_RANK, _ROMAN_RANK)


def opening(text: str) -> Opening | None:
    """The number that opens ``text`` (without leading space), or None."""
    if match := _NAMED.match(text):
        rank = _NAMED_RANK[match["name"].lower()]
        return Opening(match["number"], rank, match.end())
    if match := _ROMAN.match(text):
        return Opening(match["number"], _ROMAN_RANK, match.end())
    if match := _CAPITAL.match(text):
        return Opening(match["number"], _CAPITAL_RANK, match.end())
    if match := _ARABIC.match(text) or _DECIMAL.match(text):
        number = match["number"]
        return Opening(number, _ARABIC_RANK + number.count("."), match.end())
    if match := _LETTER.match(text):
        return Opening(match["number"], _LETTER_RANK + match["number"].count("."), match.end())
    if match := _DASH.match(text):
        return Opening(None, _DASH_RANK, match.end())
    if match := _PLUS.match(text):
        return Opening(None, _PLUS_RANK, match.end())
    return None


def automatic(number: str) -> Opening:
    """The opening that a word processor's automatic ``number`` ("II.", "a)", "-") stands for."""
    found = opening(number.strip() + " x")
    if found is None:
        return Opening(number.strip().rstrip(".)") or None, _ARABIC_RANK, 0)
    return Opening(found.number, found.rank, 0)


@dataclass(slots=True)
class Depths:
    """The open numbers above the present line; tells the level of the next one."""

    open: list[int] = field(default_factory=list)

    def level(self, rank: int) -> int:
        """The level of an opening of ``rank`` coming next, 1 outermost."""
        while self.open and self.open[-1] >= rank:
            self.open.pop()
        self.open.append(rank)
        return len(self.open)

    def start_again(self) -> None:
        """Forget what is open: an annex begins."""
        self.open.clear()
