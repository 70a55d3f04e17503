"""Figures with what they count and the words that compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.data_files import read_yaml
from extract.deadlines.names import spelled

FACTS: dict[str, Any] = read_yaml("extract.targets", "data/targets.yaml")
_COMPARATORS = {word: row["comparator"] for row in FACTS["comparators"] for word in row["words"]}
_NUMERALS: dict[str, int] = FACTS["numerals"]
_BLANK = r"[ \xa0]{0,2}"
_FIGURE = r"\d{1,3}(?:[.\xa0]\d{3})+(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?"
_SYMBOLS = "".join(word for word in _COMPARATORS if not word.isalpha() and len(word) == 1)
_BEFORE = re.compile(
    rf"(?:{spelled([word for word in _COMPARATORS if len(word) > 1])}|[{re.escape(_SYMBOLS)}])"
    rf"(?:\s+(?:là|đạt|khoảng|có|đến)|:)?{_BLANK}$"
)
_GAP = r"[ \xa0]{1,3}"
_MULTIPLES = spelled(FACTS["multiples"])
_UNITS = rf"(?:{_MULTIPLES}{_GAP}){{0,2}}{spelled(FACTS['units'])}"
_PER = rf"(?:/(?:{spelled(FACTS['units'] + FACTS['per'])})){{0,2}}"
_RANKS = spelled(FACTS["ranks"]["units"])
_WORD = rf"(?!{spelled(FACTS['no_units'])})[^\W\d_]{{2,12}}(?!\w)"
_QUANTITY = re.compile(
    # "120", "10 - 15", "9/9", "03 (ba)"; "hai", "năm (05)"
    rf"(?<![\w.,/:)-])(?:(?P<figure>{_FIGURE})"
    rf"(?:{_BLANK}%?{_BLANK}(?:-|–|đến){_BLANK}(?P<upper>{_FIGURE})|/\d{{1,4}}(?={_GAP}))?"
    rf"(?:{_GAP}\([^\W\d_ ]{{2,6}}\))?"
    rf"|(?P<numeral>{'|'.join(_NUMERALS)})(?:{_GAP}\((?P<digits>\d{{1,3}})\))?(?={_GAP}))"
    rf"(?:{_BLANK}(?P<percent>[%‰])|{_GAP}(?:(?P<known>{_UNITS}{_PER}"
    rf"|(?:{_MULTIPLES}(?:{_GAP}(?={_WORD}))?){{1,2}}(?:{_WORD})?{_PER})"
    rf"|(?P<rank>{_RANKS})|(?P<open>{_WORD}(?:{_GAP}{_WORD})?{_PER}))"
    rf"|(?=[,;.)](?!\d)|$|{_GAP}(?:vào|trong|điểm)(?!\w)))"
    rf"(?![\w/]*\d)"
)
# What any figure with a unit has; looked for first, since most stretches lack one of them.
_COUNTS = re.compile(rf"\d|{'|'.join(_NUMERALS)}")
_MEASURES = re.compile(r"[^\W\d_]|[%‰]")
_FIRST = re.compile(rf"\s(?:[^\s,;.]{{1,15}}\s+){{0,2}}?{spelled(FACTS['ranks']['behind'])}")
_AFTER = re.compile(
    rf"\s*(?P<between>(?:[^\s,;.()]{{1,15}}\s+){{0,5}}?)(?P<word>{spelled(list(FACTS['after']))})"
)
_LABEL = re.compile(rf"{spelled(FACTS['labels'])}{_BLANK}$")
_DAY = re.compile(r"(?<!\w)(?:ngày|tháng)\s$")
_LEVELLED = re.compile(rf"{spelled(FACTS['levels'])}\s+$")  # "còn 120 Chi cục"
_BEFORE_NUMERAL = re.compile(rf"(?:^[\W\d]*|{spelled(FACTS['before_numerals'])}\s+)$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.;:]\s|\n)[\s\-–+*•(]*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit; ``start`` is where its comparing word begins."""

    start: int
    figure: int
    end: int
    value: float
    unit: str  # empty where none is written
    comparator: str
    word: str | None = None  # that compares
    ranked: bool = False  # a place among others: "nhóm 50 nước dẫn đầu"


def number_of(figure: str) -> float:
    """The value of a figure as Vietnamese writes it: "1.200", "99,5"; "99.5" is read as well."""
    figure = figure.replace("\xa0", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        figure = figure.replace(".", "")
    return float(figure.replace(",", "."))


def quantities(text: str, low: str) -> Iterator[Quantity]:
    """The figures with their units, in order; ``low`` is ``text`` in lower case, as long."""
    if _MEASURES.search(low) is None or _COUNTS.search(low) is None:
        return
    for match in _QUANTITY.finditer(low):
        if _is_label(text, low, match):
            continue
        comparator, begin, word = "=", match.start(), None
        before = _BEFORE.search(low[max(0, match.start() - 30) : match.start()])
        if before is not None:
            word = re.sub(r"(?:\s+(?:là|đạt|khoảng|có|đến)|:)\s*$", "", before.group().strip())
            word = " ".join(word.split())
            comparator = _COMPARATORS.get(word, "=")
            begin = max(0, match.start() - 30) + before.start()
        stop = match.end()
        ranked = match["percent"] is None and _FIRST.match(low, stop) is not None
        after = _AFTER.match(low, stop)
        if after is not None:
            comparator = FACTS["after"][" ".join(after["word"].split())]
            stop = stop if after["between"] else after.end()
        elif match["upper"] is not None and comparator == "=":
            comparator = ">="
        if ranked:
            comparator = "<="
        yield Quantity(
            start=begin,
            figure=match.start(),
            end=stop,
            value=_value(match),
            unit=" ".join(_unit(match).split()),
            comparator=comparator,
            word=word,
            ranked=ranked,
        )


def _value(match: re.Match[str]) -> float:
    if match["numeral"] is None:
        return number_of(match["figure"])
    return float(match["digits"] or _NUMERALS[match["numeral"]])


def _unit(match: re.Match[str]) -> str:
    return match["percent"] or match["known"] or match["rank"] or match["open"] or ""


def _is_label(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether a figure numbers something ("lớp 9 …", "1.1 Người học …") or is a mere word."""
    before = low[max(0, match.start() - 30) : match.start()]
    if match["percent"] is not None:
        return _DAY.search(before) is not None  # "ngày 0%": a scan misread
    if _unit(match) == "giờ" and "/" in match.group():
        return True  # "trực 24/24 giờ"
    if not _unit(match) and "/" in match.group():
        return True
    if _LABEL.search(before) is not None:
        return True
    unit = text[match.end() - len(_unit(match)) : match.end()]
    if unit[:1].isupper() and not unit.isupper() and _LEVELLED.search(before) is None:
        numbered = "." in match.group() and _SENTENCE_OPENS.search(before) is not None
        return match["open"] is not None or numbered
    bare_word = match["numeral"] is not None and match["digits"] is None
    return bare_word and (match["known"] is None or _BEFORE_NUMERAL.search(before) is None)
