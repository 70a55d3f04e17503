"""Going through a text once: heads, the cues before them, stretches "từ … đến …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Bound, TimeKind
from extract.times import calendar
from extract.times import words as w
from extract.times.core import Core, Place
from extract.times.cores import read_core
from extract.times.durations import Duration, read_count_after, read_duration
from extract.times.recurrences import read_days_between, read_more, read_recurrence
from extract.times.vague import (
    read_counted_part,
    read_occasion,
    read_part,
    read_week_of_month,
    read_whole,
)
from extract.times.words import DASH, END, MONTH


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with its cues: ``start`` is where the cues begin."""

    start: int
    end: int
    bound: Bound | None
    core: Core | None = None
    until: Core | None = None  # end of a stretch "từ … đến …"
    duration: Duration | None = None
    lunar: bool = False  # "(âm lịch)" stands after it


_A_DATE = rf"(?:ngày )?{w.DAY}(?:/|-|\.| tháng )"
# The name of a weekday before its date ("hạn cuối thứ Sáu, ngày 26/9").
_WEEKDAY = rf"(?:{w.words(w.WEEKDAYS)})(?=~,?~{_A_DATE})"
# "như sau: Trước ngày …" bounds nothing by "sau".
_CUE = rf"(?:(?!sau~[:,])(?:{w.words(w.CUE_WORDS)})|{_WEEKDAY})"
_BRACKETED = rf"(?:{w.words(w.WEEKDAYS)}) \((?={_A_DATE})"  # "thứ Hai (15/9)"
_CUES = rf"(?:{_BRACKETED}|{_CUE}(?:~[:,])? ){{0,5}}"
_DIGIT = (
    rf"\d(?=\d{{0,3}}(?:~[/.\-–—‐‑−]~\d|:\d|[hg](?:\d|{END})|(?: \([^)\n\t]{{1,16}}\))? (?:tháng"
    rf"|năm|giờ|lần|ngày|tuần|quý|phút|h){END}|~giờ|~tháng~\d| (?:{w.words(w.EVERY)}) (?:tháng|năm)"
    r"| (?:đến hết|đến|tới) (?:ngày )?\d{1,2}(?:~/~\d| tháng \d"
    rf"| (?:{w.words(w.EVERY)}) tháng)"
    r"|(?:~,~\d{1,2}(?!\d)){0,6}(?:~(?:,|&)~| và )\d{1,2}(?:~/~\d| tháng \d)))"
)
_COUNTED = rf"(?:{w.words(w.NUMBERS)})(?= (?:ngày|tuần|tháng|quý|năm|giờ|lần){END})"
_OCCASION = rf"(?:(?:khi|lễ|ngày|kỳ|nghỉ|tổ chức) ){{0,3}}(?:{w.words(calendar.occasions())}){END}"
# The first words of all heads and cues; looked at before the patterns proper, for speed.
_FIRST = w.words(
    {
        word.split()[0]
        for word in (*w.CUE_WORDS, *w.NUMBERS, *w.PARTS, *w.EVERY, *w.OCCASIONS, *w.HEADS)
    }
)
_HEADS = w.pattern(
    rf"(?<![\w/])(?<!\d[.,])(?=\d|[tq]\.?~[\di]|hk|(?:{_FIRST})(?![^\W\d]))(?P<cues>{_CUES})"
    r"(?:"
    rf"(?P<digit>{_DIGIT})"
    rf"|(?P<occasion>{_OCCASION})"
    rf"|(?P<cued_year>(?:19|20)\d\d(?!\d))"
    rf"|(?P<day>(?:(?:các|những|hai) )?(?:(?:ngày|mùng|mồng|hôm)~(?=\d)"
    rf"|(?:ngày|mùng|mồng|hôm) (?={w.words(w.NUMBERS)}|mùng|mồng|nay|mai|qua|đầu|cuối|làm|thứ|ký"
    r"|kí|ban)))"
    rf"|(?P<month>(?:các )?tháng(?:~(?=\d)| (?=\w)))"
    rf"|(?P<short_month>t(?={MONTH}/\d))"
    rf"|(?P<quarter>(?:các )?(?:(?:quý|quí) |q\.?~(?=[1-4]|i)))"
    rf"|(?P<year>(?:(?:các|những|hai|ba) )?(?:năm (?=\d|học|{w.words([*w.RELATIVE, *w.OPEN])}|tài"
    r"|ngân|kế)|nh~:?~(?=\d)))"
    rf"|(?P<period>(?:giai đoạn|thời k[ỳì]|nhiệm k[ỳì]|khóa|khoá|niên kh[óo][aá]|niên học)"
    r" (?=[\divxtổ(]))"
    rf"|(?P<term>(?:học k[ỳì]|hk|k[ỳì])~(?=[i12mhntqs]))"
    rf"|(?P<week>tuần )"
    rf"|(?P<part>(?:{w.words(w.PARTS)}) (?=(?:(?:của|các) )?(?:năm|niên|nh|tháng|quý|quí|học k|hk"
    r"|k[ỳì]|nhiệm k|tuần|hằng|hàng|mỗi|(?:19|20)\d\d)))"
    rf"|(?P<every>(?:định k[ỳì]|cứ|một|{w.words(w.EVERY)}) (?=\w))"
    rf"|(?P<weekday>thứ \w|chủ nhật)"
    rf"|(?P<half>nửa (?:đầu|cuối) (?:của )?năm)"
    rf"|(?P<today>hôm (?:nay|qua))"
    rf"|(?P<counted>{_COUNTED})"
    r")"
)
_UNTIL = w.pattern(
    rf"~\)?,?~(?:(?:cho )?(?P<word>đến|tới)(?: hết| trước)? |{DASH}~)"
    rf"(?:(?:{w.words(w.WEEKDAYS)})~[,(]?~)?(?P<head>"
    r"(?P<digit>\d)|(?P<day>(?:ngày|mùng) \d)|(?P<month>tháng \d)|(?P<quarter>(?:quý|quí) )|"
    r"(?P<year>năm \w|nh \d)|(?P<term>học k[ỳì]|hk)"
    rf"|(?P<part>(?:{w.words(w.PARTS)}) ))"
)
_LUNAR = w.pattern(rf"~\(?~(?:âm lịch|al){END}\)?")
_WHOLE = w.pattern(r"hết $")
_BOUNDED = w.pattern(
    r"~(?:trước|vào|chậm nhất|muộn nhất|trong|từ|là|:)?(?: (?:là|vào|trước))?~"
    r"(?:ngày|tháng|\d{1,2}/)~?(?=\d|\()"
)
_JOINT = w.pattern(r"~(?:,|và|hoặc)~(?=(?:ngày )?\d{1,2}(?:/\d| tháng \d))")
_BEGIN = (None, Bound.FROM, Bound.AFTER, Bound.WITHIN)  # a stretch
_SEVERAL = w.pattern(r"(?:các|những) $")
_STRETCHES = ("date", "month", "quarter", "year", "period")
_SPLIT_CUES = w.pattern(_CUE)


def scan(text: str, start: int, end: int, *, cued: bool = False) -> Iterator[Found]:
    """The expressions of lower-case ``text`` between two positions, in order, not overlapping.

    ``cued``: read every expression as if a word like "trước" stood before it.
    """
    position = start
    while True:
        match = _HEADS.search(text, position, end)
        if match is None:
            return
        found = _read(text, match, end, cued)
        if found is None:
            # Not past the cues: one of them may be part of an expression ("tháng" of "từ tháng").
            position = max(match.end("cues") + 1, position + 1)
            continue
        yield found
        position = found.end
        for following in _row(text, found, end):
            yield following
            position = following.end


def _row(text: str, found: Found, end: int) -> Iterator[Found]:
    """What goes on in a row after ``found``: "trước 05/6 và 05/12", "hằng quý, 6 tháng, năm"."""
    several = _SEVERAL.search(text, max(0, found.start - 8), found.start) is not None
    while found.until is None:
        last = found.core
        if last is None:
            return
        if last.recurrence is not None and found.bound is None:
            more = read_more(Place(text, found.end, end, True))
            if more is None:
                return
            found = Found(more.start, more.end, None, more)
        elif (found.bound is not None or several) and last.moment.unit in ("day", "unknown"):
            joint = _JOINT.match(text, found.end, end)
            if joint is None:
                return
            place = Place(text, joint.end(), end, True)
            head = "digit" if text[joint.end()].isdigit() else "day"
            core = read_recurrence(place) or read_core(head, place)
            if core is None or (core.recurrence is None and core.moment.unit != "day"):
                return
            found = Found(core.start, core.end, found.bound, core)
        else:
            return
        yield found


def _read(text: str, match: re.Match[str], end: int, cued: bool) -> Found | None:
    head, cues = str(match.lastgroup), match["cues"]
    place = Place(text, match.end("cues"), end, cued or bool(cues.strip()))
    bound = _bound(cues)
    recurrence = read_recurrence(place)
    if recurrence is not None:
        between = read_days_between(recurrence, place) if bound is Bound.FROM else None
        if between is not None:
            return Found(_cue_start(match), between.end, None, between)
        return Found(_cue_start(match), recurrence.end, bound, recurrence)
    core = _core(head, place)
    if head == "occasion" and bound is None and "dịp" not in cues and core is not None:
        core = core if core.moment.year is not None else None  # "thời gian tựu trường: …"
    if core is None and bound is Bound.UNTIL and _WHOLE.search(cues):
        core = read_whole(place)  # "đến hết năm học"
    if core is None:
        if head in ("digit", "counted", "every"):
            return _duration(place, match, bound)
        return None
    until = _until(text, core, end)
    if until is not None and bound is None and core.moment.unit == "year" != until.moment.unit:
        until = None  # "kế hoạch năm 2026 đến ngày 15/5": two times
    if core.moment.part in ("start", "end") and _BOUNDED.match(text, core.end, end):
        return None  # "kết thúc năm học trước ngày 31/5": what is to be done by then
    if until is not None and (bound in _BEGIN or _dash(text, core)):
        keeps = None if bound in (Bound.FROM, Bound.AFTER) else bound
        return Found(_cue_start(match), until.end, keeps, core, until)
    if bound in (Bound.BEFORE, Bound.AFTER):
        counted = read_count_after(core, place, backwards=bound is Bound.BEFORE)
        if counted is not None:
            return Found(_cue_start(match), counted.end, bound, duration=counted)
    if bound is Bound.FROM and core.moment.kind is TimeKind.PERIOD and core.rule in _STRETCHES:
        bound = None  # "từ tháng 9 đến tháng 12/2023", read as one
    lunar = _LUNAR.match(text, core.end, end)
    stop = core.end if lunar is None else lunar.end()
    return Found(_cue_start(match), stop, bound, core, lunar=lunar is not None)


def _core(head: str, place: Place) -> Core | None:
    if head == "part":
        half = place.text.startswith("nửa", place.start) and read_core("half", place)
        return half or read_part(place)
    if head == "week":
        return read_week_of_month(place) or read_core("week", place)
    if head == "occasion":
        return read_occasion(place)
    if head == "every":
        return None
    if head == "day":
        return read_core(head, place) or read_part(place)  # "ngày cuối cùng của quý III"
    head = {"cued_year": "digit", "short_month": "month"}.get(head, head)
    if head == "counted":
        return read_core("half", place) or read_core("period", place) or read_counted_part(place)
    core = read_core(head, place)
    return read_counted_part(place) if core is None and head == "digit" else core


def _duration(place: Place, match: re.Match[str], bound: Bound | None) -> Found | None:
    if place.cued and bound in (Bound.FROM, Bound.UNTIL):
        return None
    duration = read_duration(place)
    counted = duration is not None and (
        duration.event or duration.start or duration.from_signing or duration.from_effect
    )
    if duration is None or (bound is None and place.cued and not counted):
        return None
    if not counted and duration.unit in ("hour", "minute"):
        return None  # "mỗi buổi không quá 120 phút" is an amount
    start = _cue_start(match) if place.cued else place.start
    return Found(start, duration.end, bound or Bound.WITHIN, duration=duration)


def _until(text: str, core: Core, end: int) -> Core | None:
    match = _UNTIL.match(text, core.end, end)
    if match is None:
        return None
    groups = ("digit", "day", "month", "quarter", "year", "term", "part")
    head = next(name for name in groups if match[name])
    place = Place(text, match.start("head"), end, True)
    until = read_part(place) if head == "part" else read_core(head, place)
    if until is None or until.moment.unit == "unknown":
        return None
    of_hours = until.moment.unit == "clock" or until.moment.clock is not None
    hours = core.moment.unit == "clock" and of_hours
    if core.moment.unit == "clock" and not hours:
        return None
    if match["word"] is None and until.moment.unit != core.moment.unit and not hours:
        return None
    return until


def _dash(text: str, core: Core) -> bool:
    match = _UNTIL.match(text, core.end)
    return match is not None and match["word"] is None


def _cue_start(match: re.Match[str]) -> int:
    """Where the words that bound begin: at the first cue that is one, else at the head."""
    for cue in _SPLIT_CUES.finditer(match["cues"]):
        if w.one_space(cue.group()) in w.BOUNDS:
            return match.start() + cue.start()
    return match.end("cues")


def _bound(cues: str) -> Bound | None:
    """The bound of a row of cues: of several, the one that comes first in the data decides."""
    if not cues:
        return None
    found = {w.BOUNDS.get(w.one_space(cue)) for cue in _SPLIT_CUES.findall(cues)}
    if found >= {Bound.FROM, Bound.AFTER}:
        return Bound.AFTER  # "từ sau ngày 15/9"
    if found >= {Bound.FROM, Bound.AT_LATEST}:
        return Bound.FROM  # "chậm nhất từ năm học 2020-2021" begins then
    for bound in w.ORDER:
        if bound in found:
            return bound
    return None
