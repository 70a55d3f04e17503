"""Days in every written form, and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import TimeKind
from extract.times import words as w
from extract.times.core import (
    AND,
    MONTH_NAME,
    SHIFT,
    WHEN,
    YEAR_WORD,
    Core,
    Form,
    Place,
    made,
    offset_of,
    year_of,
)
from extract.times.moments import REFERENCE_POINT, Moment
from extract.times.words import DASH, DAY, END, MONTH, YEAR

_DATED = r"(?:ngày (?:mùng|mồng)|ngày|mùng|mồng|hôm)"

CLOCK = (
    rf"(?:(?P<h>[01]?\d|2[0-4])~(?:giờ{END}(?:~(?P<n>[0-5]?\d)(?!\d)(?:~(?:phút|['’])|{END})?)?"
    rf"|[hg](?P<ng>[0-5]\d)?(?:['’]|phút|ph|p)?{END})|(?P<hc>[01]?\d|2[0-4]):(?P<nc>[0-5]\d)"
    r"(?![\d:]))"
)

_NUMERIC_DATE = (
    rf"(?P<d>{DAY})~(?P<sep>[/.\-–‐‑])~(?P<m>{MONTH})"
    rf"(?:~(?P=sep)~(?P<y>{YEAR}|\d\d))?(?!\d|/\w|\.\d|[-–]\d(?!\d?/\d))"
)

# Named so without a year, the month of the lunar calendar that begins at Tết.
_FIRST_LUNAR_MONTH = "giêng"
_FIRST_HOUR_OF_NOON = 10

_SPELLED = r"(?: \([^)\n\t\d]{1,16}\))?"  # "25 (hai mươi lăm)"

_DAY_NUMERIC = w.pattern(rf"(?P<mark>{_DATED}~)?(?:là )?{_NUMERIC_DATE}")

# Words behind which "30.9" and "30-9" are a day, unless so many of something follow.
_SAYS_A_DAY = w.pattern(
    r"(?:sáng|chiều|trưa|tối|đêm|trước|chậm nhất|muộn nhất|hạn chót|hạn cuối)(?: là)? $"
)
_SO_MANY = w.pattern(rf"~(?:%|(?:{w.words(w.DURATION_UNITS)}|tuổi|lần|người|điểm){END})")

# "không quá 1/4 chiều rộng": a share.
_SHARE = w.pattern(r"(?:không quá|tối đa)(?: là)? $")

_NAME = 80  # letters of the longest name of a day
_DAY_NAME = w.pattern(
    rf"(?<!\w)(?:(?:{w.words(w.WEEKDAYS)})~,?~|(?:ngày|lễ|dịp) [^\d,.;:()\n\t]{{0,40}}(?<!\w)"
    rf"(?:{w.words(w.NAMED_DAYS)})(?!\w)[^\d,.;:()\n\t]{{0,24}})\(?$"
)

_DAY_NUMERIC_REL = w.pattern(YEAR_WORD)

_DAY_WORDS = w.pattern(
    rf"(?P<mark>{_DATED}~)?(?P<d>{DAY}|{w.words(w.NUMBERS)}){_SPELLED}~,?~(?:của )?"
    rf"tháng~(?P<m>{MONTH_NAME}){WHEN}"
)

_DAY_OF_MONTH_WORD = w.pattern(rf"{_DATED} (?P<d>{DAY}) (?:của )?tháng (?P<rel>{SHIFT})")

_DAY_LIST = w.pattern(
    rf"(?P<mark>(?:(?:các|những|hai) )?{_DATED} )?(?P<list>{DAY}(?!\d)(?:{AND}(?:{_DATED} )?{DAY}"
    rf"(?!\d)){{1,8}})"
    rf"(?:~[/.]~(?P<m>{MONTH})(?!\d)(?:~[/.]~(?P<y>{YEAR})(?!\d))?"
    rf"|~-~(?P<m2>{MONTH})~-~(?P<y2>{YEAR})(?!\d)"
    rf"|~,? tháng (?P<m3>{MONTH_NAME})(?:~,? năm (?P<y3>{YEAR})|~/~(?P<y4>{YEAR}))?(?!\d))"
)

_LIST_OF_DAYS = w.pattern(r"(?:ngày~,|:)~$")  # "trong 02 ngày, 20 và 21/9/2025"

# "từ 25 đến 29/9", "25-29/9/2023": a stretch, after a cue or with its year.
_DAY_STRETCH = w.pattern(
    rf"(?P<list>{DAY}(?!\d)(?:~{DASH}~| (?:đến hết|đến|tới) (?:ngày )?){DAY}(?!\d))"
    rf"(?:~/~(?P<m>{MONTH})(?!\d)(?:~/~(?P<y>{YEAR})(?!\d))?"
    rf"|~,? tháng (?P<m3>{MONTH}(?! lần))(?!\d)(?:~,? năm (?P<y3>{YEAR})|~/~(?P<y4>{YEAR}))?)"
)

_ISO = w.pattern(rf"(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")

_CLOCK_DATE = w.pattern(
    rf"{CLOCK}~(?:,|;)?~(?:(?P<half>sáng|chiều|trưa|tối){END}~,?~)?(?:(?:vào|của"
    rf"|(?:ngày )?(?:thứ \w+|chủ nhật)){END}~,?~\(?){{0,2}}(?=\d|{_DATED})"
)

_CLOCK_ONLY = w.pattern(CLOCK)

_OTHER_CLOCK = w.pattern(rf"~(?:{DASH}|đến|tới)~\d{{1,2}}(?::|h|g| giờ)")

SIGNING_DAY = w.pattern(
    rf"ngày (?:k[ýí](?: (?:ban hành|quyết định|văn bản))?|ban hành)"
    rf"(?: (?:{w.words(w.DOCUMENTS)}) này)?{END}(?! (?:{w.words(w.NOT_THIS)}))"
)

_DAY_BARE = w.pattern(rf"ngày (?P<d>{DAY})(?!\d|~[/.\-–‐‑]~\d|~,?~tháng| ngày)")

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = w.pattern(rf"(?:ngày )?(?P<day>{w.words(w.WEEKDAYS)})~,? (?:của )?tuần (?P<rel>{SHIFT})")

_TODAY = w.pattern(rf"(?:{w.words(w.DAYS)}){END}")


def _is_named_day(place: Place) -> bool:
    """Whether a weekday or the name of a day stands before: "thứ Sáu, 22/9", "Nhà giáo 20/11"."""
    before = place.text[max(0, place.start - _NAME) : place.start]
    return _DAY_NAME.search(before) is not None


def _is_said(match: re.Match[str]) -> bool:
    """Whether two numbers alone are a day by the word before them: "trước 30.9"."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    return _SAYS_A_DAY.search(before) is not None and (
        _SO_MANY.match(match.string, match.end()) is None
    )


def _day_numeric(match: re.Match[str], place: Place) -> Core | None:
    year, separator = match["y"], match["sep"]
    if match["mark"] is None and not _is_named_day(place):
        if year is None and not (place.cued and (separator == "/" or _is_said(match))):
            return None
        before = place.text[max(0, match.start() - 16) : match.start()]
        if year is None and _SHARE.search(before):
            return None
        if year is not None and len(year) == 2:
            return None
    elif year is None and separator == "." and match.end() < place.end:
        following = place.text[match.end() : match.end() + 2].strip()
        if following[:1].isdigit():
            return None
    moment = Moment(TimeKind.DATE, "day", month=int(match["m"]), day=int(match["d"]))
    if year is not None:
        return made(match, "date", replace(moment, year=w.full_year(year)))
    tail = _DAY_NUMERIC_REL.match(place.text, match.end(), place.end)
    if tail is None:
        return made(match, "date", moment)
    shifted = made(tail, "date", replace(moment, offset=offset_of(tail)))
    return replace(shifted, start=match.start())


def _day_words(match: re.Match[str], place: Place) -> Core | None:
    year = year_of(match)
    if match["mark"] is None and year is None and not place.cued:
        return None
    try:
        day = w.number(match["d"])
    except KeyError:
        return None
    moment = Moment(
        TimeKind.DATE, "day", year, w.month_number(match["m"]), day, offset=offset_of(match)
    )
    if match["m"] == _FIRST_LUNAR_MONTH and year is None:
        moment = replace(moment, unit="lunar_day")
    return made(match, "date", moment)


def _day_of_month_word(match: re.Match[str], place: Place) -> Core:
    moment = Moment(TimeKind.DATE, "day", day=int(match["d"]), offset=offset_of(match))
    return made(match, "date", moment)


def _day_list(match: re.Match[str], place: Place) -> Core | None:
    groups = match.groupdict()
    if "mark" in groups and match["mark"] is None:
        before = place.text[max(0, match.start() - 8) : match.start()]
        if not year_of(match) or not (groups["m3"] or _LIST_OF_DAYS.search(before)):
            return None  # without "ngày" only "24, 25 và 26 tháng 8 năm 2026"
    days = tuple(int(day) for day in re.findall(r"\d+", match["list"]))
    joined = re.search(rf"{DASH}|đến|tới", match["list"]) is not None
    month = groups["m"] or groups.get("m2") or groups.get("m3")
    if joined and (len(days) != 2 or days[0] >= days[1]):
        return None
    moment = Moment(
        TimeKind.PERIOD if joined else TimeKind.DATE,
        "days",
        year_of(match),
        w.month_number(str(month)),
        days[-1],
        listed=days,
    )
    return made(match, "date", moment)


def _day_stretch(match: re.Match[str], place: Place) -> Core | None:
    return _day_list(match, place) if place.cued or year_of(match) is not None else None


def _iso(match: re.Match[str], place: Place) -> Core:
    moment = Moment(TimeKind.DATE, "day", int(match["y"]), int(match["m"]), int(match["d"]))
    return made(match, "date", moment)


def _signing_day(match: re.Match[str], place: Place) -> Core | None:
    if not place.cued:
        return None
    return made(match, "signing_day", Moment(TimeKind.RELATIVE, "signing_day"))


def _day_bare(match: re.Match[str], place: Place) -> Core | None:
    """ "trước ngày 25" of a report that comes every month; else of a month not named."""
    if not place.cued:
        return None
    moment = Moment(TimeKind.DATE, "day", day=int(match["d"]), text=REFERENCE_POINT)
    return Core(match.start(), match.end(), moment, "date")


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    hour = int(match["h"] or match["hc"])
    half = match.groupdict().get("half")
    if half in ("chiều", "tối", "trưa") and hour < (_FIRST_HOUR_OF_NOON if half == "trưa" else 12):
        hour += 12  # "2 giờ chiều", "1 giờ trưa"
    minute = match["n"] or match["ng"] or match["nc"] or "0"
    return None if hour > 23 else (hour, int(minute))


def _clock_date(match: re.Match[str], place: Place) -> Core | None:
    clock = _clock(match)
    for pattern, build in (*DATES, (_TODAY, _today)):
        found = pattern.match(place.text, match.end(), place.end)
        core = build(found, replace(place, start=match.end(), cued=True)) if found else None
        if core is not None and core.moment.unit in ("day", "today"):
            moment = replace(core.moment, kind=TimeKind.TIME_OF_DAY, clock=clock)
            return Core(match.start(), core.end, moment, "time_of_day")
    return None


def _clock_only(match: re.Match[str], place: Place) -> Core | None:
    clock = _clock(match)
    if clock is None:
        return None
    if match["hc"]:
        # "7:30" alone may be a ratio; before another hour it is one end of a stretch.
        if _OTHER_CLOCK.match(place.text, match.end(), place.end) is None:
            return None
    elif not (match["n"] or match["ng"]):
        return None
    value = f"T{clock[0]:02}:{clock[1]:02}:00"
    return made(match, "time_of_day", Moment(TimeKind.TIME_OF_DAY, "clock", text=value))


def _today(match: re.Match[str], place: Place) -> Core:
    offset = w.DAYS[w.one_space(match.group())]
    return made(match, "relative", Moment(TimeKind.RELATIVE, "today", offset=offset))


def _weekday(match: re.Match[str], place: Place) -> Core:
    day = WEEK.index(w.WEEKDAYS[w.one_space(match["day"])])
    moment = Moment(TimeKind.RELATIVE, "weekday", day=day, offset=offset_of(match))
    return made(match, "relative", moment)


DATES: tuple[Form, ...] = (
    (_DAY_LIST, _day_list),
    (_DAY_STRETCH, _day_stretch),
    (_ISO, _iso),
    (_DAY_NUMERIC, _day_numeric),
    (_DAY_WORDS, _day_words),
    (_DAY_OF_MONTH_WORD, _day_of_month_word),
)

DAY_FORMS: tuple[Form, ...] = (
    *DATES,
    (_TODAY, _today),
    (SIGNING_DAY, _signing_day),
    (_DAY_BARE, _day_bare),
)
CLOCK_DATE_FORM: Form = (_CLOCK_DATE, _clock_date)
WEEKDAY_FORMS: tuple[Form, ...] = ((_WEEKDAY, _weekday),)
CLOCK_FORM: Form = (_CLOCK_ONLY, _clock_only)
