"""Time limits counted from a day: "trong thời hạn 05 ngày làm việc kể từ ngày ký"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.model import TimeKind
from extract.times import calendar
from extract.times import words as w
from extract.times.core import Core, Place
from extract.times.cores import read_core
from extract.times.days import SIGNING_DAY
from extract.times.moments import Basis, Days
from extract.times.resolving import resolve
from extract.times.vague import read_occasion, read_part
from extract.times.words import DASH, DAY, END

_LENGTH = w.pattern(
    rf"(?P<n>\d{{1,3}}|{w.words(w.NUMBERS)})(?: \([^)\n\t]{{1,16}}\))? "
    rf"(?P<unit>{w.words(w.DURATION_UNITS)}){END}"
    rf"(?! (?:tuổi|học{END}|đầu|cuối|kinh|công tác|\d))"
)
# "trong 02 ngày, 15-16/9/2023": the days themselves follow.
_THESE_DAYS = w.pattern(
    rf"~[,:]?~\(?(?:từ )?(?:các )?(?:ngày )?{DAY}(?!\d)"
    rf"(?:(?:~{DASH}~|~,~| (?:và|đến) )(?:ngày )?{DAY}(?!\d)){{1,6}}(?:~/~| tháng )\d"
)
# "sau khai giảng 10 ngày": the count comes after what it is counted from.
_COUNT_AFTER = w.pattern(
    rf" (?:ít nhất |chậm nhất )?(?P<n>\d{{1,3}}) (?P<unit>{w.words(w.DURATION_UNITS)}){END}"
)
# What the count starts from; "trước" counts backwards.
_FROM = w.pattern(
    r"~,? (?:(?:làm việc )?)(?P<way>kể từ|tính từ|từ|sau|trước) (?:(?:khi|lúc|thời điểm) )?"
)
_EFFECT_DAY = w.pattern(
    rf"ngày (?:(?:{w.words(w.DOCUMENTS)}) này )?(?:bắt đầu )?có hiệu lực(?: thi hành)?"
    rf"(?: của (?:{w.words(w.DOCUMENTS)}) này)?{END}"
)
_ON_TO = w.pattern(r"~(?:đến|tới) (?:hết )?(?:ngày|tháng|năm|quý|\d)")
_PART_AFTER = w.pattern(r"ngày (?=kết thúc|bắt đầu)")
_DAY_AHEAD = w.pattern(r"ngày \d")
_EVENT = re.compile(r"[^,;.:()\n\t]{1,80}(?!\w)")  # whole words
_COME_AGAIN = ("term", "school_year", "year", "quarter", "month")
_AT_LEAST = w.pattern(r"(?:ít nhất|tối thiểu) $")
_HEAD = w.pattern(
    r"(?P<digit>\d|thứ )|(?P<day>(?:ngày|mùng|mồng) \d|hôm)|(?P<month>tháng \d)|(?P<year>năm "
    r"(?:\d|học \d))"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A counted stretch; ``start``: what it is counted from, a moment, the signing, or unknown."""

    begin: int
    end: int
    count: int
    unit: str  # working, day, week, month, quarter, year, hour, minute
    start: Core | None = None
    from_signing: bool = False
    from_effect: bool = False  # "ngày Nghị định này có hiệu lực"
    named: bool = False  # "ngày ký Quyết định này", not merely "ngày ký"
    backwards: bool = False
    event: bool = False  # counted from an event whose day the text does not give


def read_duration(place: Place) -> Duration | None:
    """The counted stretch at ``place``; without a cue before it must say what it counts from."""
    match = _LENGTH.match(place.text, place.start, place.end)
    if match is None:
        return None
    unit = w.DURATION_UNITS[w.one_space(match["unit"])]
    if unit == "day" and _THESE_DAYS.match(place.text, match.end(), place.end):
        return None
    found = Duration(place.start, match.end(), w.number(match["n"]), unit)
    way = _FROM.match(place.text, match.end(), place.end)
    loose = way is not None and w.one_space(way["way"]) in ("từ", "trước", "sau")
    if way is None or (loose and not place.cued and not _dated(place, way, unit)):
        return found if place.cued else None
    found = replace(found, backwards=way["way"] == "trước")
    signing = SIGNING_DAY.match(place.text, way.end(), place.end)
    if signing is not None:
        named = signing[0].endswith("này")
        return replace(found, end=signing.end(), from_signing=True, named=named)
    effect = _EFFECT_DAY.match(place.text, way.end(), place.end)
    if effect is not None:
        return replace(found, end=effect.end(), from_effect=True)
    head = _HEAD.match(place.text, way.end(), place.end)
    if head is not None and head.lastgroup is not None:
        start = read_core(head.lastgroup, Place(place.text, way.end(), place.end, True))
        whole = start is not None and start.moment.kind is TimeKind.PERIOD
        if whole or (start is not None and _ON_TO.match(place.text, start.end, place.end)):
            return None  # "trong 10 năm, từ năm 2001 đến năm 2010" is that stretch
        if start is not None and _is_report(found, start, place):
            return None
        if start is not None:
            return replace(found, end=start.end, start=start)
    word = _PART_AFTER.match(place.text, way.end(), place.end)
    begin = way.end() if word is None else word.end()
    part = read_part(Place(place.text, begin, place.end, True))
    if part is not None and part.moment.part in ("start", "end"):
        return replace(found, end=part.end, start=part)  # "sau khi kết thúc học kỳ I"
    occasion = read_occasion(Place(place.text, way.end(), place.end, True))
    if occasion is not None:
        return replace(found, end=occasion.end, start=occasion)
    event = _EVENT.match(place.text, way.end(), place.end)
    end = event.end() if event is not None else way.end()
    return replace(found, end=end, event=True)


def _is_report(found: Duration, start: Core, place: Place) -> bool:
    """Whether the count is of a report, not of a limit: "sơ kết 03 năm trước ngày 31/7/2025"."""
    if not found.backwards or place.cued or start.moment.unit != "day":
        return False
    before = place.text[max(0, place.start - 12) : place.start]
    return found.unit in ("month", "quarter", "year") and _AT_LEAST.search(before) is None


def read_count_after(core: Core, place: Place, *, backwards: bool) -> Duration | None:
    """A count behind the point it is counted from: "sau khi kết thúc năm học 10 ngày"."""
    moment = core.moment
    if moment.unit not in ("day", "occasion") and moment.part not in ("start", "end"):
        return None
    match = _COUNT_AFTER.match(place.text, core.end, place.end)
    if match is None:
        return None
    unit = w.DURATION_UNITS[w.one_space(match["unit"])]
    return Duration(core.start, match.end(), int(match["n"]), unit, core, backwards=backwards)


def _dated(place: Place, way: re.Match[str], unit: str) -> bool:
    """Whether a day or an event follows, so that "10 ngày trước ngày thi" needs no cue."""
    if way["way"] == "từ" or "," in way.group():
        return False  # "báo cáo sáu tháng, trước ngày 20 tháng 12"
    if unit in ("month", "year") and _DAY_AHEAD.match(place.text, way.end()):
        return False  # "báo cáo 6 tháng trước ngày 10/6" too tells which report is due then
    return way.group().endswith(("khi ", "điểm ")) or place.text.startswith("ngày ", way.end())


def days_of(found: Duration, basis: Basis, *, forward: bool) -> Days:
    """The last day of ``found`` (its first when counted backwards), and from which day it runs.

    The day the count starts from is not counted itself (Bộ luật Dân sự 2015, Điều 147).
    """
    source: str | None = None
    if found.start is not None:
        moment = found.start.moment
        loose = moment.year is None and moment.number is None and moment.part is not None
        if basis.general and loose and moment.unit in _COME_AGAIN:
            return Days(None, reason="time.event_unknown")  # the end of each term, of each year
        start = resolve(found.start.moment, basis, forward=forward)
        if start.last is None:
            return Days(None, reason=start.reason)
        day, source = start.last, start.basis
    elif found.from_signing:
        if basis.general and not found.named:
            return Days(None, reason="time.event_unknown")  # some decision the rule speaks of
        if basis.day is None or not basis.exact or basis.source == "published_on":
            return Days(None, reason="time.day_of_document_unknown")
        day, source = basis.day, f"{basis.source}:{basis.day.isoformat()}"
    elif found.from_effect and basis.in_force is not None:
        day, source = basis.in_force, f"in_force:{basis.in_force.isoformat()}"
    elif found.from_effect:
        return Days(None, reason="time.event_unknown")
    else:
        return Days(None, reason="time.event_unknown" if found.event else "time.start_not_said")
    try:
        end = _shifted(day, -found.count if found.backwards else found.count, found.unit)
    except OverflowError:
        return Days(None, reason="time.no_such_day")
    if end is None:
        return Days(None, reason="time.calendar_unknown")
    first, last = (end, end) if found.backwards else (day, end)
    return Days(end.isoformat(), first, last, source)


def _shifted(day: date, count: int, unit: str) -> date | None:
    if unit == "working":
        return calendar.add_working_days(day, count)
    if unit in ("hour", "minute"):
        hours = count if unit == "hour" else count // 60
        return day + timedelta(hours=hours) if hours % 24 == 0 and hours else None
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return calendar.add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])
