"""Figures with their units and the words that compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.data_files import read_yaml
from extract.deadlines.names import spelled

FACTS: dict[str, Any] = read_yaml("extract.targets", "data/targets.yaml")
_COMPARATORS = {word: row["comparator"] for row in FACTS["comparators"] for word in row["words"]}
_BLANK = r"[ \xa0]{0,2}"
_FIGURE = r"\d{1,3}(?:[.\xa0]\d{3})+(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?"
_SYMBOLS = "".join(word for word in _COMPARATORS if not word.isalpha() and len(word) == 1)
_BEFORE = re.compile(
    rf"(?:{spelled([word for word in _COMPARATORS if len(word) > 1])}|[{re.escape(_SYMBOLS)}])"
    rf"(?:\s+(?:là|đạt|khoảng|có|đến)|:)?{_BLANK}$"
)
_MULTIPLES = spelled(FACTS["multiples"])
_UNITS = rf"(?:{_MULTIPLES}[ \xa0]){{0,2}}{spelled(FACTS['units'])}"
_PER = rf"(?:/(?:{spelled(FACTS['units'] + FACTS['per'])})){{0,2}}"
_RANKS = spelled(FACTS["ranks"]["units"])
_QUANTITY = re.compile(
    rf"(?<![\w.,/:-])(?P<figure>{_FIGURE})"
    rf"(?:{_BLANK}%?{_BLANK}(?:-|–|đến){_BLANK}(?P<upper>{_FIGURE}))?"
    rf"(?:{_BLANK}(?P<percent>%)|[ \xa0](?:(?P<unit>{_UNITS}{_PER})|(?P<rank>{_RANKS})))"
    rf"(?![\w/]*\d)",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"\s(?:[^\s,;.]{{1,15}}\s+){{0,2}}?{spelled(FACTS['ranks']['behind'])}")
_AFTER = re.compile(
    rf"\s*(?P<between>(?:[^\s,;.()]{{1,15}}\s+){{0,5}}?)(?P<word>{spelled(list(FACTS['after']))})"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit; ``start`` is where its comparing word begins."""

    start: int
    figure: int
    end: int
    value: float
    unit: str
    comparator: str
    word: str | None = None  # that compares
    ranked: bool = False  # a place among others: "nhóm 50 nước dẫn đầu"


def number_of(figure: str) -> float:
    """The value of a figure as Vietnamese writes it: "1.200", "99,5"; "99.5" is read as well."""
    figure = figure.replace("\xa0", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        figure = figure.replace(".", "")
    return float(figure.replace(",", "."))


def quantities(low: str, start: int, end: int) -> Iterator[Quantity]:
    """The figures with a percent sign or a known unit in lower-case ``low``."""
    for match in _QUANTITY.finditer(low, start, end):
        comparator, begin, word = "=", match.start(), None
        before = _BEFORE.search(low[max(start, match.start() - 30) : match.start()])
        if before is not None:
            word = re.sub(r"(?:\s+(?:là|đạt|khoảng|có|đến)|:)\s*$", "", before.group().strip())
            word = " ".join(word.split())
            comparator = _COMPARATORS.get(word, "=")
            begin = max(start, match.start() - 30) + before.start()
        stop = match.end()
        ranked = match["percent"] is None and _FIRST.match(low, stop, end) is not None
        if match["rank"] is not None and not ranked:
            continue
        after = _AFTER.match(low, stop, end)
        if after is not None:
            comparator = FACTS["after"][" ".join(after["word"].split())]
            stop = stop if after["between"] else after.end()
        elif match["upper"] is not None and comparator == "=":
            comparator = ">="
        if ranked:
            comparator = "<="
        unit = "%" if match["percent"] else match["unit"] or match["rank"]
        yield Quantity(
            start=begin,
            figure=match.start(),
            end=stop,
            value=number_of(match["figure"]),
            unit=" ".join(str(unit).split()),
            comparator=comparator,
            word=word,
            ranked=ranked,
        )
