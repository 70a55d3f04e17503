"""Vague expressions: a part of a stretch ("cuối năm học"), a time named by an occasion ("Tết")."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import TimeKind
from extract.times import calendar
from extract.times import words as w
from extract.times.core import Core, Place
from extract.times.cores import read_core
from extract.times.moments import Moment
from extract.times.words import DASH, END, YEAR

_PART = w.pattern(
    rf"(?P<part>{w.words(w.PARTS)}) (?:(?:của|các) )?"
    r"(?P<inner>(?P<year>năm|niên|nh )|(?P<month>tháng)|(?P<quarter>quý|quí)|(?P<term>học k[ỳì]"
    rf"|hk|k[ỳì])|(?P<period>nhiệm k[ỳì])|(?P<week>tuần)|(?P<digit>{YEAR}(?!\d|[/.-]\d)))"
)
_BARE_UNIT = w.pattern(
    r"(?P<school_year>năm học)|(?P<term>học k[ỳì])|(?P<year>năm(?: (?:tài chính|ngân sách))?)"
    r"|(?P<month>tháng)|(?P<quarter>quý|quí)|(?P<tenure>nhiệm k[ỳì])|(?P<week>tuần)"
)
# "cuối năm học sinh", "đầu năm 2 tháng" name no part of a year.
_NO_UNIT_BEFORE = w.pattern(r" (?:sinh|viên|vị|tập|thứ|tuổi)")
_COUNTED_PART = w.pattern(
    rf"(?P<n>0?[1-9]|[12]\d|{w.words(w.NUMBERS)}) ngày (?P<side>(?:đầu|cuối) )"
    r"(?=(?:của )?(?:tháng|quý|năm))"
)
_WEEK_OF_MONTH = w.pattern(
    r"tuần (?:lễ )?"
    r"(?P<n>đầu(?: tiên)?|cuối(?: cùng)?|thứ (?:[1-5]|nhất|hai|ba|tư|năm|i{1,3}|iv)|[1-5]) "
    r"(?:của )?(?=tháng)"
)
_OCCASION = w.pattern(
    rf"(?:(?:khi|lễ|ngày|kỳ|nghỉ|dịp|tổ chức) ){{0,3}}"
    rf"(?P<name>{w.words(calendar.occasions())}){END}(?<!tết(?= (?:{w.words(w.OTHER_TET)}){END}))"
    rf"(?: (?:năm )?(?P<ly>{w.words(w.LUNAR_YEARS)}){END})?"
    rf"(?:~[,-]?~(?:(?:năm học )?(?P<sy>{YEAR})~{DASH}~{YEAR}"
    rf"|(?:năm )?(?P<y>{YEAR})(?!\d|~{DASH})))?"
)

_ITS_DAY = w.pattern(r"~\(?\d{1,2}[/.-]\d{1,2}(?!\d)")


def read_part(place: Place) -> Core | None:
    """A part of a stretch: "cuối năm học 2022 - 2023", "đầu tháng 10", "kết thúc học kỳ I"."""
    match = _PART.match(place.text, place.start, place.end)
    if match is None:
        return None
    part = w.PARTS[w.one_space(match["part"])]
    inner = match.start("inner")
    head = next(
        name
        for name in ("year", "month", "quarter", "term", "period", "week", "digit")
        if match[name]
    )
    if head == "year" and place.text.startswith("niên", inner):
        head = "period"
    core = read_core(head, replace(place, start=inner, cued=place.cued or head == "digit"))
    if core is not None and core.moment.unit in ("unknown", "days", "today"):
        return None
    if core is None:
        core = _bare(replace(place, start=inner), part)
    if core is None:
        return None
    kind = core.moment.kind if part in ("start", "end") else TimeKind.VAGUE
    if match["part"].startswith("ngày"):
        kind = TimeKind.DATE  # "ngày cuối cùng của tháng 9"
    return Core(place.start, core.end, replace(core.moment, kind=kind, part=part), "vague")


def _bare(place: Place, part: str) -> Core | None:
    match = _BARE_UNIT.match(place.text, place.start, place.end)
    if match is None or _NO_UNIT_BEFORE.match(place.text, match.end()):
        return None
    unit = str(match.lastgroup)
    if unit == "tenure":
        moment = Moment(TimeKind.TENURE, "text")  # of nobody knows which body
        return Core(place.start, match.end(), moment, "vague")
    if unit == "week" and part not in ("first", "last"):
        return None
    if not place.cued and unit in ("month", "quarter", "week"):
        return None
    following = place.text[match.end() : match.end() + 1]
    if following.isalnum():
        return None
    moment = Moment(TimeKind.VAGUE, unit, offset=0 if unit != "year" else None)
    return Core(place.start, match.end(), moment, "vague")


def read_whole(place: Place) -> Core | None:
    """A whole stretch named by its unit alone, for "đến hết năm học": its end is meant."""
    core = _bare(place, "end")
    return None if core is None else replace(core, moment=replace(core.moment, part="end"))


def read_counted_part(place: Place) -> Core | None:
    """So many days at an end of a stretch: "10 ngày đầu tháng 9"."""
    match = _COUNTED_PART.match(place.text, place.start, place.end)
    if match is None:
        return None
    whole = read_part(replace(place, start=match.start("side")))
    if whole is None:
        return None
    moment = replace(whole.moment, count=w.number(match["n"]))
    return Core(place.start, whole.end, moment, "vague")


def read_week_of_month(place: Place) -> Core | None:
    """A week of a month: "tuần cuối tháng 10/2023"."""
    match = _WEEK_OF_MONTH.match(place.text, place.start, place.end)
    if match is None:
        return None
    month = read_core("month", replace(place, start=match.end()))
    if month is None or month.moment.unit != "month" or month.moment.last is not None:
        return None
    word = w.one_space(match["n"])
    if word.startswith("cuối"):
        number = -1
    elif word.startswith("đầu"):
        number = 1
    else:
        last_word = word.split()[-1]
        number = 1 if last_word == "nhất" else w.number(last_word)
    moment = replace(month.moment, kind=TimeKind.VAGUE, unit="week_of_month", number=number)
    return Core(place.start, month.end, moment, "vague")


def read_occasion(place: Place) -> Core | None:
    """A time named by an occasion; after a cue, since "Tết" alone is seldom a time."""
    match = _OCCASION.match(place.text, place.start, place.end)
    if match is None or not (place.cued or (match["y"] and "hè" in match["name"])):
        return None
    if _ITS_DAY.match(place.text, match.end(), place.end):
        return None  # "Ngày Nhà giáo Việt Nam 20/11": the day itself follows
    moment = Moment(
        TimeKind.VAGUE,
        "occasion",
        year=_year(match),
        last=int(match["sy"]) if match["sy"] else None,
        occasion=w.one_space(match["name"]),
    )
    return Core(place.start, match.end(), moment, "occasion")


def _year(match: re.Match[str]) -> int | None:
    """The year of an occasion, by the sun ("2026") or the moon ("Bính Ngọ")."""
    if match["y"]:
        return int(match["y"])
    return w.LUNAR_YEARS[w.one_space(match["ly"])] if match["ly"] else None
