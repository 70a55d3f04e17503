"""Months, quarters, halves, years, school years and terms, periods, tenures."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.data_files import read_yaml
from extract.model import TimeKind
from extract.times import words as w
from extract.times.core import (
    AND,
    MONTH_NAME,
    SHIFT,
    WHEN,
    YEARS,
    Core,
    Form,
    Place,
    made,
    offset_of,
    relative,
    year_of,
)
from extract.times.moments import Moment
from extract.times.words import DASH, END, MONTH, YEAR

_MONTH_LIST = w.pattern(
    rf"(?:các )?tháng (?P<list>{MONTH}(?!\d)(?:{AND}(?:tháng )?{MONTH}(?!\d"
    rf"|~{DASH}~\d)){{1,11}}){WHEN}"
)

_MONTH_ONE = w.pattern(rf"tháng~(?P<m>{MONTH_NAME}){WHEN}")

_LUNAR_BEFORE = w.pattern(r"rằm $")

# "T9/2023", "tháng 9/23"
_MONTH_SHORT = w.pattern(rf"(?:t|tháng~)(?P<m>{MONTH})/(?P<y>{YEAR}|\d\d)(?![\d/])")

_MONTH_REL = w.pattern(rf"tháng (?P<rel>{SHIFT})")

_MONTH_BARE = w.pattern(rf"(?P<m>{MONTH})~/~(?P<y>{YEAR})(?![\d/])")

_QUARTER_NUMBER = rf"(?:iv|iii|ii|i|[1-4]|một|hai|ba|bốn|tư){END}"

_QUARTER = w.pattern(
    rf"(?:các )?(?:(?:quý|quí)(?: thứ)? |q\.?~)(?P<list>{_QUARTER_NUMBER}(?:{AND}(?:(?:quý|quí) "
    rf")?{_QUARTER_NUMBER}){{0,3}}){WHEN}"
)

# Without a year "quý II, quý III" are two.
_UNIT_AGAIN = w.pattern(r"~(?:,|&|\+| và) (?:quý|quí) ")

# "quý đầu năm 2026", "quý cuối của năm"
_QUARTER_AT_END = w.pattern(
    rf"(?:quý|quí) (?P<side>đầu|cuối)(?: (?:tiên|cùng))? (?:của )?năm(?: (?P<y>{YEAR})(?!\d)"
    rf"| (?P<rel>{w.words(w.RELATIVE)}){END})?(?! học)"
)

_QUARTER_REL = w.pattern(rf"(?:quý|quí) (?P<rel>{SHIFT})")

_MONTHS_OF_YEAR = w.pattern(
    rf"(?P<n>0?[1-9]|1[01]|{w.words(w.NUMBERS)}) (?P<unit>tháng|quý|quí) "
    rf"(?P<side>đầu|cuối)(?: (?:của )?năm(?: (?P<y>{YEAR})(?!\d)"
    rf"| (?P<rel>{w.words(w.RELATIVE)}){END})?|~/~(?P<ys>{YEAR})(?!\d)"
    rf"| (?P<y3>{YEAR})(?!\d))(?! học)"
)

_HALF_YEAR = w.pattern(
    rf"nửa (?P<side>đầu|cuối) (?:của )?năm(?: (?P<y>{YEAR})(?!\d)| "
    rf"(?P<rel>{w.words(w.RELATIVE)}){END})?(?! học)"
)

_YEAR_LIST = w.pattern(
    rf"(?:(?:các|những|hai|ba) )?năm (?P<list>{YEAR}(?!\d)(?:{AND}(?:năm )?{YEAR}(?!\d)){{1,8}})"
    r"(?![/\w])"
)

_YEAR_ONE = w.pattern(rf"năm (?:(?:tài chính|ngân sách|kế hoạch) )?(?P<y>{YEAR})(?!\d|/\w)")

_YEAR_BARE = w.pattern(
    rf"(?P<y>{YEAR})(?![\d/:\w]|[.,]\d|~%| (?:người|học|em|trường|đồng|triệu|tỷ|giáo))"
)

_YEAR_REL = w.pattern(rf"năm (?P<rel>{SHIFT})")

_SCHOOL_YEAR_WORD = r"(?:năm học(?: mới)?|niên (?:khóa|khoá|học)|nh)"

_SCHOOL_YEAR = w.pattern(rf"(?:(?:các|hai) )?{_SCHOOL_YEAR_WORD}~:?~{YEARS}")

_SCHOOL_YEAR_REL = w.pattern(rf"năm học (?P<rel>{SHIFT})")

_SCHOOL_YEAR_SHORT = w.pattern(rf"{_SCHOOL_YEAR_WORD} (?P<a>\d\d)~{DASH}~(?P<b>\d\d)(?![\d/])")

_NEW_SCHOOL_YEAR = w.pattern(rf"năm học mới{END}")

_ROW = 60  # letters of a row of school years
_SCHOOL_YEARS_BEFORE = w.pattern(r"năm học [\d\s,;/\-–và]{6,50}(?:,|;|và)~$")

_PERIOD = w.pattern(
    rf"(?:giai đoạn|thời k[ỳì](?: ổn định ngân sách)?|nhiệm k[ỳì]|\d{{1,2}} năm)"
    rf"(?: (?:[1-9]|i{{1,3}}){END})?~\(?(?: )?(?:từ )?(?:năm )?{YEARS}"
)

_PERIOD_BARE = w.pattern(rf"(?P<a>{YEAR})~{DASH}~(?P<b>{YEAR})(?![\d/])(?!~{DASH})")

_TENURE = w.pattern(rf"(?:nhiệm k[ỳì]|khóa|khoá) (?:thứ )?(?P<roman>[ivx]{{1,6}}){END}")

_TERM_WORD = r"(?:học k[ỳì]|hk|k[ỳì])"

_TERM = w.pattern(
    rf"{_TERM_WORD}~(?P<n>(?:ii|i|1|2|một|hai|nhất|hè)){END}"
    rf"(?:~[,/(]?~(?:của )?(?:(?:{_SCHOOL_YEAR_WORD} )?(?:{YEARS}|"
    rf"(?P<rel>{w.words(w.RELATIVE)}){END})))?"
)

_TERM_REL = w.pattern(rf"học k[ỳì] (?P<rel>{SHIFT})")

_WEEK_REL = w.pattern(rf"tuần (?P<rel>{SHIFT})")


_SURE_ROW = 3  # "tháng 4, 5, 6" needs no year to be a row of months


def _apart(numbers: list[int], *, joined: bool) -> tuple[int, ...]:
    """``numbers`` if they leave some out between them, so that no stretch says the same."""
    follow = joined or numbers[-1] - numbers[0] == len(numbers) - 1
    return () if follow else tuple(numbers)


def _month_list(match: re.Match[str], place: Place) -> Core | None:
    months = [int(month) for month in re.findall(r"\d+", match["list"])]
    joined = re.search(rf"{DASH}|đến|tới", match["list"]) is not None
    dated = year_of(match) is not None
    sure = joined or dated or "tháng" in match["list"] or len(months) >= _SURE_ROW
    in_turn = months == sorted(set(months))
    if not sure or not in_turn or (joined and len(months) != 2):
        return None
    moment = Moment(
        TimeKind.PERIOD if joined else TimeKind.MONTH,
        "month",
        year_of(match),
        months[0],
        last=months[-1],
        listed=_apart(months, joined=joined),
        offset=offset_of(match),
    )
    return made(match, "month", moment)


def _month_one(match: re.Match[str], place: Place) -> Core | None:
    if _LUNAR_BEFORE.search(place.text[max(0, place.start - 8) : place.start]):
        return None  # "Rằm tháng Tám"
    moment = Moment(TimeKind.MONTH, "month", year_of(match), w.month_number(match["m"]))
    return made(match, "month", moment)


def _month_bare(match: re.Match[str], place: Place) -> Core | None:
    before = place.text[max(0, place.start - 1) : place.start]
    if not (place.cued or before in ("\t", "(", "")):
        return None
    moment = Moment(TimeKind.MONTH, "month", int(match["y"]), int(match["m"]))
    return made(match, "month", moment)


def _quarter(match: re.Match[str], place: Place) -> Core | None:
    again = _UNIT_AGAIN.search(match["list"])
    if again is not None and year_of(match) is None and offset_of(match) is None:
        place = replace(place, end=match.start("list") + again.start())
        match = _QUARTER.match(place.text, place.start, place.end) or match
    names = re.findall(
        r"iv|iii|ii|i|[1-4]|một|hai|ba|bốn|tư", match["list"].replace("quý", "").replace("quí", "")
    )
    numbers = [w.number(name) for name in names]
    if numbers != sorted(set(numbers)):
        return None
    joined = re.search(rf"{DASH}|đến|tới", match["list"]) is not None
    kind = TimeKind.PERIOD if joined else TimeKind.QUARTER
    moment = Moment(
        kind,
        "quarter",
        year_of(match),
        number=numbers[0],
        last=numbers[-1],
        listed=_apart(numbers, joined=joined),
        offset=offset_of(match),
    )
    return made(match, "quarter", moment)


def _quarter_at_end(match: re.Match[str], place: Place) -> Core:
    number = 1 if match["side"] == "đầu" else 4
    moment = Moment(
        TimeKind.QUARTER, "quarter", year_of(match), number=number, offset=offset_of(match)
    )
    return made(match, "quarter", moment)


def _months_of_year(match: re.Match[str], place: Place) -> Core | None:
    try:
        count = w.number(match["n"]) * (1 if match["unit"] == "tháng" else 3)
    except KeyError:
        return None
    if not 1 <= count <= 11:
        return None
    first, last = (1, count) if match["side"] == "đầu" else (13 - count, 12)
    return _stretch_of_year(match, first, last)


def _half_year(match: re.Match[str], place: Place) -> Core:
    first, last = (1, 6) if match["side"] == "đầu" else (7, 12)
    return _stretch_of_year(match, first, last)


def _stretch_of_year(match: re.Match[str], first: int, last: int) -> Core:
    moment = Moment(
        TimeKind.HALF_YEAR, "half", year_of(match), first, last=last, offset=offset_of(match)
    )
    return made(match, "half_year", moment)


def _year_list(match: re.Match[str], place: Place) -> Core | None:
    years = [int(year) for year in re.findall(r"\d{4}", match["list"])]
    joined = re.search(rf"{DASH}|đến|tới", match["list"]) is not None
    if years != sorted(set(years)) or (joined and len(years) != 2):
        return None
    kind = TimeKind.PERIOD if joined else TimeKind.YEAR
    listed = _apart(years, joined=joined)
    return made(match, "year", Moment(kind, "year", years[0], last=years[-1], listed=listed))


def _year_one(match: re.Match[str], place: Place) -> Core:
    return made(match, "year", Moment(TimeKind.YEAR, "year", int(match["y"])))


def _year_bare(match: re.Match[str], place: Place) -> Core | None:
    return _year_one(match, place) if place.cued else None


def _years(match: re.Match[str]) -> tuple[int, int] | None:
    first, second = match["a"], match["b"]
    if len(first) == 2:
        first = f"20{first}"
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    return (int(first), last) if int(first) < last <= int(first) + 60 else None


def _school_year(match: re.Match[str], place: Place) -> Core | None:
    years = _years(match)
    if years is None:
        return None
    last = None if years[1] == years[0] + 1 else years[1] - 1
    moment = Moment(TimeKind.SCHOOL_YEAR, "school_year", years[0], last=last)
    return made(match, "school_year", moment)


def _years_bare(match: re.Match[str], place: Place) -> Core | None:
    """Two years alone: a school year in a row of them, else a period."""
    before = place.text[max(0, place.start - _ROW) : place.start]
    in_row = _SCHOOL_YEARS_BEFORE.search(before) is not None
    return _school_year(match, place) if in_row else _period(match, place)


def _period(match: re.Match[str], place: Place) -> Core | None:
    years = _years(match)
    if years is None:
        return None
    kind = TimeKind.TENURE if match.group().startswith("nhiệm") else TimeKind.PERIOD
    period = made(match, kind.value, Moment(kind, "year", years[0], last=years[1]))
    closed = "(" in match.group() and place.text.startswith(")", match.end())
    return replace(period, end=period.end + 1) if closed else period


def _tenure(match: re.Match[str], place: Place) -> Core:
    before = place.text[max(0, match.start() - 60) : match.start()]
    value, nearest = None, -1
    for row in read_yaml("extract.times", "data/tenures.yaml")["tenures"]:
        for holder in row["of"]:
            at = before.rfind(holder)
            if at > nearest and "nhân dân" not in before[at:]:
                value, nearest = row["terms"].get(match["roman"].upper()), at
    return made(match, "tenure", Moment(TimeKind.TENURE, "text", text=value))


_TERMS = {"i": 1, "1": 1, "một": 1, "nhất": 1, "ii": 2, "2": 2, "hai": 2, "hè": 3}


def _term(match: re.Match[str], place: Place) -> Core | None:
    years = _years(match) if match["a"] else None
    if match.group()[:1] == "k" and years is None:  # "kỳ II" alone may be a session
        return None
    moment = Moment(
        TimeKind.TERM,
        "term",
        years[0] if years else None,
        number=_TERMS[match["n"]],
        offset=offset_of(match),
    )
    return made(match, "term", moment)


MONTH_FORMS: tuple[Form, ...] = (
    (_MONTH_LIST, _month_list),
    (_MONTH_SHORT, _month_one),
    (_MONTH_ONE, _month_one),
    (_MONTH_REL, relative("month", "month")),
)
QUARTER_FORMS: tuple[Form, ...] = (
    (_QUARTER, _quarter),
    (_QUARTER_AT_END, _quarter_at_end),
    (_QUARTER_REL, relative("quarter", "quarter")),
)
YEAR_FORMS: tuple[Form, ...] = (
    (_SCHOOL_YEAR, _school_year),
    (_SCHOOL_YEAR_SHORT, _school_year),
    (_SCHOOL_YEAR_REL, relative("school_year", "school_year")),
    (_NEW_SCHOOL_YEAR, relative("new_school_year", "school_year")),
    (_YEAR_LIST, _year_list),
    (_YEAR_ONE, _year_one),
    (_YEAR_REL, relative("year", "year")),
)
HALF_FORMS: tuple[Form, ...] = ((_HALF_YEAR, _half_year), (_MONTHS_OF_YEAR, _months_of_year))
TERM_FORMS: tuple[Form, ...] = ((_TERM, _term), (_TERM_REL, relative("term", "term")))
PERIOD_FORMS: tuple[Form, ...] = (
    (_PERIOD, _period),
    (_TENURE, _tenure),
    (_SCHOOL_YEAR, _school_year),
)
WEEK_FORMS: tuple[Form, ...] = ((_WEEK_REL, relative("week", "week")),)
# Forms that begin with a figure.
FIGURE_FORMS: tuple[Form, ...] = (
    (_MONTHS_OF_YEAR, _months_of_year),
    (_PERIOD, _period),
    (_MONTH_BARE, _month_bare),
    (_PERIOD_BARE, _years_bare),
)
BARE_YEAR_FORM: Form = (_YEAR_BARE, _year_bare)
