"""Numbers without a symbol behind a type word: "Nghị quyết 29", "TT22", "Thông tư 26, 27/2020".

What the number stands for is completed from a full mention in the same document, where one fits.
"""

from __future__ import annotations

import re
from functools import cache

from extract.model import ReferenceKind
from extract.references.codes import longest_first, types_data
from extract.references.letters import spaced
from extract.references.mention import Mention
from extract.references.numbers import Number, sole_symbol
from extract.references.type_words import type_names, type_word

_SERIAL = (
    r"(?P<serial>\d{1,5}[a-z]?)(?:/(?P<year>\d{4}))?(?![\w/]|\s?[-/]\s?[A-ZĐ\d]|[.:,]\d|…|\.\.)"
)
# Lower-case types, one literal each so that the engine can skip to it; "quyết định 3" is a verb.
_LOWER = tuple(
    re.compile(spaced(rf"{word}\x20{{1,2}}(?={_SERIAL})"))
    for word in ("thông tư", "nghị (?:định|quyết)", "chỉ thị")
)
_NUMBER_WORD = re.compile(rf"số[ \n]{{1,2}}(?={_SERIAL})")
_ITEM = re.compile(spaced(rf"(?:,|;| và|, và| hoặc|&) (?:số )?(?:{_SERIAL})"))
# "Nghị quyết 5 năm" is no number 5: without "số" only some words may follow.
_FOLLOWS = re.compile(
    spaced(
        r"\s*(?:[.,;:)\]”\"]|\Z|\n| (?:của|ngày|về|và|hoặc|quy định|hướng dẫn|được|đã|có|thì|là"
        r"|này|nêu|năm \d{4}|ban hành|sửa đổi|hết hiệu lực|còn|do|tại|trong|để|vào|cũng|theo|nhằm"
        r"|cho phép)(?!\w))"
    )
)
_FIGURES = re.compile(spaced(r" (?:năm|tháng|ngày|quý|điểm|nội dung|nhiệm vụ|%|triệu|tỷ)(?! \d)"))


@cache
def _typed() -> re.Pattern[str]:
    data = types_data()["bare"]
    words = "|".join(longest_first([*data["names"], *data["short"]]))
    # One flat alternation and no look-behind: the engine then skips to the words' first letters.
    return re.compile(spaced(rf"(?P<word>{words})(?P<gap>\s{{0,2}})(?P<so>(?:số|so):? )?{_SERIAL}"))


def bare_mentions(text: str) -> list[Mention]:
    """Mentions by type and serial alone in plain ``text``."""
    found: list[Mention] = []
    for match in _typed().finditer(text):
        if _stands_alone(text, match):
            name = type_names()[" ".join(match["word"].split()).lower()]
            found.extend(_list(text, match.start(), match.start("serial"), name))
    for match in (match for pattern in _LOWER for match in pattern.finditer(text)):
        if _may_follow(text, match.end("serial")) or match["year"]:
            name = type_names()[" ".join(match.group().split())]
            found.extend(_list(text, match.start(), match.end(), name))
    for match in _NUMBER_WORD.finditer(text):
        word = type_word(text, match.end())
        if word is None or word.type not in _names() or not text[word.start].islower():
            continue
        if not text[max(0, word.start - 4) : word.start].lower().startswith("mẫu"):
            found.extend(_list(text, word.start, match.end(), word.type))
    return found


@cache
def _names() -> frozenset[str]:
    return frozenset(types_data()["bare"]["names"])


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether type and serial are a mention, not a heading, a point on a map or a count."""
    start = match.start()
    if start and (text[start - 1].isalnum() or text[start - 1] in "/-"):
        return False
    if text[max(0, start - 5) : start].lower().endswith(("mẫu ", "điểm ")):
        return False
    if "\n\n" in match.group():
        return False  # the mark of a note behind the end of a page
    if match["so"] is not None or match["year"] is not None:
        return True
    if "\n" in match["gap"]:
        return False
    if match["word"].isupper():
        if len(match["serial"]) < 2:
            return False
        if match["gap"] == "":
            glued = match["word"] in types_data()["bare"]["glued"]
            return glued or _GLUED.match(match["serial"]) is not None
    return match["gap"] != "" and _may_follow(text, match.end())


_GLUED = re.compile(r"(?!19|20)\d{3,5}\Z")  # CV5512, but not KH2023 or a point CV3 on a map


def _may_follow(text: str, end: int) -> bool:
    return _FIGURES.match(text, end) is None and _FOLLOWS.match(text, end) is not None


_FIRST = re.compile(_SERIAL)


def _list(text: str, start: int, serial: int, name: str | None) -> list[Mention]:
    """The number at ``serial`` and those that follow it in a list; a later year holds for all."""
    item = _FIRST.match(text, serial)
    if item is None or name is None:
        return []
    items = [item]
    while len(items) < 30:
        item = _ITEM.match(text, items[-1].end())
        if item is None:
            break
        items.append(item)
    if all(item["year"] is None for item in items):
        # "Nghị quyết 29, 5 trường": what follows may count something else
        while len(items) > 1 and not _may_follow(text, items[-1].end()):
            items.pop()
    years = [item["year"] for item in items]
    found = []
    for index, item in enumerate(items):
        year = next((y for y in years[index:] if y is not None), years[index])
        number = Number(
            item["serial"], None if year is None else int(year), sole_symbol(name, year is not None)
        )
        end = item.end("serial") if item["year"] is None else item.end("year")
        begin = start if index == 0 else item.start("serial")
        found.append(
            Mention(
                begin,
                end,
                ReferenceKind.NUMBERED,
                "bare_number",
                name,
                number,
                item.start("serial"),
            )
        )
    return found


def fill_in(mentions: list[Mention]) -> None:
    """Give bare numbers the symbol of the one full number of the document that they can mean."""
    full: dict[tuple[str | None, int], set[Number]] = {}
    for mention in mentions:
        number = mention.number
        if number is not None and number.symbol.text and number.serial.isdigit():
            full.setdefault((mention.type, int(number.serial)), set()).add(number)
    for mention in mentions:
        number = mention.number
        if number is None or number.symbol.text or not number.serial.isdigit():
            continue
        fitting = {
            other
            for other in full.get((mention.type, int(number.serial)), ())
            if number.year is None or other.year == number.year
        }
        if len(fitting) == 1:
            mention.number = fitting.pop()
