"""Tables of targets saved as plain text: an indicator, then a line that holds only its figure.

The heading begins with "TT" or "STT" and names indicators and an aim with its years; the figure
of each row stands alone on its line, behind the lines that say what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.deadlines.flat_lines import NUMBER, Line, goes_on, printed_lines
from extract.deadlines.names import spelled
from extract.letters import is_upper
from extract.model import Document
from extract.targets.quantities import FACTS, number_of

_COLUMNS: dict[str, list[str]] = FACTS["columns"]
_INDICATOR = re.compile(spelled([*_COLUMNS["indicator"], "ngành, lĩnh vực"]))
_AIM = re.compile(spelled([*_COLUMNS["aim"], "tốc độ bình quân"]))
_REACHED = re.compile(spelled(FACTS["results"]))
_ORDINAL = re.compile(r"s?tt", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_BY_YEAR = re.compile(r"đến (?:hết )?năm\s+(20\d\d)(?!\d)")
_UNIT = re.compile(r"\(\s*(?:%[^()]{0,12}|[^()\d*]{2,20})\s*\)\s*$")
_SIGN = rf"(?:{spelled(list(FACTS['signs']))}|[≥≤<>])"
_SIGN_LINE = re.compile(rf"\s*{_SIGN}\s*", re.IGNORECASE)
_NUMERAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE_LINE = re.compile(
    rf"\s*(?P<sign>{_SIGN})?\s*(?P<step>tăng|giảm)?\s*(?P<figure>{_NUMERAL})"
    rf"(?:\s*[-–]\s*(?P<upper>{_NUMERAL}))?\s*(?P<percent>%)?\s*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40
_MOST_HEADINGS = 14
_LONGEST_INDICATOR = 8  # lines


@dataclass(frozen=True, slots=True)
class FlatFigure:
    """One figure with the span from the words that say what it measures to its end."""

    block: int
    start: int
    end: int
    indicator: str
    value: float
    comparator: str
    unit: str | None
    year: int | None
    change: bool

    @property
    def due_on(self) -> date | None:
        """The last day of its year."""
        return None if self.year is None else date(self.year, 12, 31)


def flat_figures(document: Document, original: str) -> Iterator[FlatFigure]:
    """The figures of all flattened tables of targets; ``original`` has its line ends."""
    text = document.text
    lines = list(printed_lines(document, original))
    position = 0
    while position < len(lines):
        begin = _heading_end(text, lines, position)
        if begin is None:
            position += 1
            continue
        heading = " ".join(text[line.start : line.end] for line in lines[position:begin])
        end = begin
        while end < len(lines) and not _is_heading(text, lines[end]):
            end += 1
        yield from _rows(text, lines[begin:end], heading)
        position = end


def _is_heading(text: str, line: Line) -> bool:
    return _ORDINAL.fullmatch(text[line.start : line.end].strip()) is not None


def _heading_end(text: str, lines: list[Line], position: int) -> int | None:
    """Where the rows begin below the heading at ``position``; None if none of targets is here."""
    if not _is_heading(text, lines[position]):
        return None
    end = position + 1
    capitals = end < len(lines) and is_upper(text[lines[end].start : lines[end].end])
    while end < len(lines) and end - position <= _MOST_HEADINGS:
        words = text[lines[end].start : lines[end].end].strip()
        ended = NUMBER.fullmatch(words) or len(words) > _LONGEST_HEADING
        if ended or (capitals and any(map(str.isalpha, words)) and not is_upper(words)):
            break
        end += 1
    heading = " ".join(text[line.start : line.end] for line in lines[position:end]).lower()
    found = _INDICATOR.search(heading) and _AIM.search(heading) and _YEAR.search(heading)
    return end if found and not _REACHED.search(heading) else None


def _rows(text: str, lines: list[Line], heading: str) -> Iterator[FlatFigure]:
    first = 0  # the line behind the row before
    expected: int | None = None  # number of the next row
    section = False  # a section has begun, in which rows may be numbered anew
    for position, line in enumerate(lines):
        words = text[line.start : line.end]
        number = words.strip()
        if NUMBER.fullmatch(number) and not number.isdigit():
            section, first = True, position + 1
            continue
        if number.isdigit() and (expected in (None, int(number)) or (section and number == "1")):
            expected, section, first = int(number) + 1, False, position + 1
            continue
        match = _FIGURE_LINE.fullmatch(words)
        if match is None:
            continue
        begin = _indicator_start(text, lines, first, position)
        if begin is not None:
            yield _figure(text, lines, begin, position, match, heading)
        first = position + 1


def _indicator_start(text: str, lines: list[Line], first: int, position: int) -> int | None:
    """The first line of the words that say what the figure at ``position`` measures."""
    begin = position - 1
    while begin > first and _SIGN_LINE.fullmatch(text[lines[begin].start : lines[begin].end]):
        begin -= 1
    while begin > first and goes_on(text, lines[begin], lines[begin - 1]):
        begin -= 1
    whole = first <= begin < position and position - begin <= _LONGEST_INDICATOR
    return begin if whole and re.search(r"[^\W\d_]{2}", text[lines[begin].start :][:40]) else None


def _figure(
    text: str,
    lines: list[Line],
    begin: int,
    position: int,
    match: re.Match[str],
    heading: str,
) -> FlatFigure:
    before = [text[line.start : line.end] for line in lines[begin:position]]
    signs = [words.strip() for words in before if _SIGN_LINE.fullmatch(words)]
    named = " ".join(" ".join(w for w in before if not _SIGN_LINE.fullmatch(w)).split())
    sign = (match["sign"] or (signs[-1] if signs else "")).lower()
    comparator = FACTS["signs"].get(sign, ">=" if match["upper"] else "=")
    year = _BY_YEAR.search(named.lower()) or list(_YEAR.finditer(heading))[-1]
    unit = _UNIT.search(named)
    percent = match["percent"] or (unit and "%" in unit.group()) or (not unit and "%" in heading)
    words = unit.group().strip("() ") if unit is not None else None
    stop = lines[position].start + match.end(
        "percent" if match["percent"] else "upper" if match["upper"] else "figure"
    )
    return FlatFigure(
        block=lines[position].block,
        start=lines[begin].start,
        end=stop,
        indicator=_UNIT.sub("", named).strip(),
        value=number_of(match["figure"]),
        comparator=comparator,
        unit="%" if percent else words,
        year=int(year[1]),
        change=bool(match["step"]) or named.lower().startswith(("giảm", "tăng")),
    )
