"""Recurring times, as RFC 5545 recurrence rules."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.model import TimeKind
from extract.times import words as w
from extract.times.core import Core, Place
from extract.times.days import CLOCK, WEEK
from extract.times.moments import REFERENCE_POINT, Moment
from extract.times.words import DAY, END, MONTH

_EVERY = rf"(?:(?:định k[ỳì] )?(?:{w.words(w.EVERY)})|định k[ỳì])"
_UNIT = r"(?:ngày(?! \d)|tuần|tháng|quý|quí|năm học|năm|học k[ỳì]|kỳ|nửa năm)"
_COUNT = rf"(?:0?[1-9]|1\d|2\d|30|{w.words(w.NUMBERS)})"
_TIMES = rf"(?P<times>0?\d|{w.words(w.NUMBERS)})(?: \([^)\n\t]{{1,12}}\))? lần"

_SIMPLE = {
    "ngày": "FREQ=DAILY",
    "tuần": "FREQ=WEEKLY",
    "tháng": "FREQ=MONTHLY",
    "quý": "FREQ=MONTHLY;INTERVAL=3",
    "quí": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
    "năm học": "FREQ=YEARLY",
    "nửa năm": "FREQ=MONTHLY;INTERVAL=6",
    # Terms end in January and in May.
    "học kỳ": "FREQ=YEARLY;BYMONTH=1,5",
}
_MONTHS_OF = {"đầu": "1,4,7,10", "giữa": "2,5,8,11", "cuối": "3,6,9,12"}
_LAST_WEEK = "BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1"

_DAY_OF_QUARTER = w.pattern(
    rf"ngày (?:thứ )?(?P<d>{DAY}) (?:của )?tháng (?P<side>đầu(?: tiên)?|cuối(?: cùng)?|giữa) "
    rf"(?:của |thuộc )?(?:(?:{w.words(w.EVERY)}) )?(?:quý|quí|(?P<period>kỳ báo cáo))"
    rf"(?: (?:báo cáo|thuộc kỳ báo cáo|sau|tiếp theo|kế tiếp|liền kề|trước(?= (?:đến|tới) )))?{END}"
)
# Which period of report a rule speaks of is said before: "báo cáo 6 tháng … tháng cuối kỳ báo cáo".
_SAME_RULE = 300
_HALF_YEARLY = w.pattern(rf"(?:0?6|sáu) tháng{END}")
_QUARTERLY = w.pattern(rf"quý{END}")
_DAY_OF_YEAR = w.pattern(
    rf"(?:ngày )?(?P<d>{DAY})(?:~[/.-]~|~,? tháng )(?P<m>{MONTH})~,? \(?(?:của )?"
    rf"(?:(?:{w.words(w.EVERY)}) năm|năm (?:{w.words(w.ANY_YEAR)})|kỳ báo cáo){END}\)?"
)
# "ngày 25 của tháng, quý, 6 tháng và năm báo cáo" comes at the end of some month each time.
_OR_LONGER = r"(?:~(?:,|/|và|hoặc)~(?:cuối )?(?:quý|quí|(?:0?6|sáu) tháng|năm)){0,4}"
_DAY_OF_MONTH = w.pattern(
    rf"(?:các )?(?:ngày )?(?P<days>{DAY}(?!\d)(?:(?:~,~| và )(?:ngày )?{DAY}(?!\d)){{0,4}})"
    r"(?: \([^)\n\t]{1,16}\))? (?:của )?"
    rf"(?:(?:{w.words(w.EVERY)}) tháng|tháng{_OR_LONGER} báo cáo){END}"
)
_DAY_OF_LAST_MONTH = w.pattern(
    rf"ngày (?P<d>{DAY}) (?:của )?tháng cuối(?: cùng)? (?:của )?năm{END}(?! \d)"
)
# "từ ngày 01 đến ngày 10 hằng tháng"
_DAYS_OF_MONTH = w.pattern(
    rf"(?:ngày )?(?P<first>{DAY}) (?:đến hết|đến|tới) (?:ngày )?(?P<last>{DAY}) (?:của )?"
    rf"(?:{w.words(w.EVERY)}) tháng{END}"
)
_LAST_DAY = w.pattern(
    rf"ngày (?P<working>làm việc )?cuối(?: cùng)? (?:của |trong )?(?:(?:{w.words(w.EVERY)}) )?"
    rf"(?P<unit>tháng|quý|quí|năm){END}(?! (?:\d|[iv]{{1,3}}{END}|thứ|trước|sau|này|nay|báo|học))"
)
_LAST_DAY_YEARLY = w.pattern(
    rf"ngày cuối(?: cùng)? (?:của )?(?:(?:quý|quí) (?P<q>iv|iii|ii|i|[1-4])|tháng (?P<m>{MONTH})) "
    rf"(?:{w.words(w.EVERY)}) năm{END}"
)
_WEEK_OF = w.pattern(
    rf"tuần (?:(?P<n>đầu|cuối)(?: (?:tiên|cùng))?|thứ (?P<nth>[1-4]|nhất|hai|ba|tư)"
    rf"(?= (?:của )?(?:{w.words(w.EVERY)}) )) (?:của )?(?:(?:{w.words(w.EVERY)}) )?tháng{END}"
    r"(?! (?:\d|này|tới|sau))"
)
_MONTH_OF_YEAR = w.pattern(
    rf"(?:định k[ỳì] (?:vào )?)?tháng (?P<m>{MONTH}) (?:{w.words(w.EVERY)}) năm{END}"
)
# "ít nhất một lần trong 06 tháng"
_ONCE_IN = w.pattern(
    rf"(?:định k[ỳì] )?(?:(?:ít nhất|tối thiểu) )?(?:một|0?1) lần (?:trong|mỗi) (?P<n>{_COUNT})"
    rf" (?P<unit>tuần|tháng|quý|năm){END}"
)
_MONTHS = rf"{MONTH}(?!\d)(?:(?:~,~| và )(?:tháng )?{MONTH}(?!\d)){{1,11}}"
_MONTHS_OF_YEAR = w.pattern(rf"(?:các )?tháng (?P<list>{_MONTHS}) (?:{w.words(w.EVERY)}) năm{END}")
_DAY_OF_MONTHS = w.pattern(
    rf"ngày (?P<d>{DAY}) (?:của )?các tháng (?P<list>{_MONTHS})"
    rf"(?: (?:{w.words(w.EVERY)}) năm{END})?"
)
_QUARTER_OF_YEAR = w.pattern(
    rf"(?:quý|quí) (?P<q>iv|iii|ii|i|[1-4]) (?:{w.words(w.EVERY)}) năm{END}"
)
_PART_OF_YEAR = w.pattern(
    rf"(?P<part>đầu|cuối|kết thúc) (?:(?:{w.words(w.EVERY)}) (?P<unit>năm học|học k[ỳì]|năm|quý"
    rf"|tháng)|(?P<unit2>năm học|năm) (?:{w.words(w.EVERY)}) năm){END}"
)
_WEEKDAYS = (
    rf"(?P<first>{w.words(w.WEEKDAYS)})(?: (?:đến|tới) (?P<last>{w.words(w.WEEKDAYS)})"
    rf"|(?:~,~| và )(?:{w.words(w.WEEKDAYS)}|[2-7](?!\d))){{0,5}}"
)
_WEEKDAY = w.pattern(
    rf"(?:(?:các )?ngày )?(?P<days>{_WEEKDAYS}) "
    rf"(?:(?:của )?(?:{w.words(w.EVERY)})|đầu|cuối) tuần{END}"
)
_EVERY_COUNT = w.pattern(
    rf"(?:định k[ỳì]|cứ|mỗi)(?: (?:theo|từng|tối thiểu|ít nhất))? (?P<n>{_COUNT})"
    r"(?: \([^)\n\t]{1,12}\))? "
    rf"(?P<unit>{_UNIT}){END}(?: (?:một|1|01) lần|~/~(?:(?:một|1|01) )?lần)?"
)
_COUNT_ONCE = w.pattern(
    rf"(?P<n>{_COUNT})(?: \([^)\n\t]{{1,12}}\))? (?P<unit>tuần|tháng|năm|ngày|quý)~(?:/~| )(?:một"
    rf"|1|01) lần{END}"
)
_TIMES_A_UNIT = w.pattern(
    rf"(?:(?:định k[ỳì] )?(?:(?:mỗi|một|01|1) (?P<unit>{_UNIT}) "
    rf"(?:(?:ít nhất|tối thiểu|không quá) )?{_TIMES}"
    rf"|{_TIMES.replace('<times>', '<times2>')}~/~(?:1 |01 )?(?P<unit2>{_UNIT})"
    rf"|{_TIMES.replace('<times>', '<times3>')} (?:mỗi|trong một|một) (?P<unit3>{_UNIT}))){END}"
)
_COUNT_SLASH = w.pattern(rf"(?P<n>{_COUNT}) (?P<unit>tuần|tháng|năm|ngày|quý)~/~lần{END}")
_WEEKDAY_OF_MONTH = w.pattern(
    rf"(?:ngày )?(?P<day>{w.words(w.WEEKDAYS)}) (?:(?P<nth>đầu(?: tiên)?|cuối(?: cùng)?)"
    r"|(?:của )?tuần (?P<week>đầu(?: tiên)?|cuối(?: cùng)?|thứ (?:[1-4]|nhất|hai|ba|tư)))"
    rf" (?:của |trong )?(?:(?:{w.words(w.EVERY)}) )?tháng{END}(?! \d)"
)
_MORE = w.pattern(
    rf"~(?:,|và|hoặc)~(?:(?P<every>{w.words(w.EVERY)}) )?(?:(?P<n>{_COUNT}) )?"
    rf"(?P<unit>tuần|tháng|quý|quí|năm học|năm|học k[ỳì]){END}(?=~(?:[,;.)]|và|hoặc|$))"
)
_MORE_PART = w.pattern(
    rf"~(?:,|và|hoặc)~(?P<part>đầu|cuối|kết thúc) (?P<unit>năm học|học k[ỳì]|năm){END}"
    r"(?=~(?:[,;.)]|và|hoặc|$))"
)
_EVERY_UNIT = w.pattern(rf"{_EVERY} (?P<unit>{_UNIT}){END}(?! (?:sinh|tập|kế hoạch))")

_UP_TO = w.pattern(r" (?:đến|tới) (?:hết )?")
# "trước 16 giờ thứ Sáu hằng tuần": the hour of a rhythm.
_HOUR = w.pattern(rf"{CLOCK}~,?~(?=ngày|thứ|chủ nhật|{w.words(w.EVERY)})")

# A word of these stands in every form, so that most places need not be tried with each.
_MAY_RECUR = w.pattern(
    w.words(
        (
            *w.EVERY,
            "định",
            "cứ",
            "lần",
            "báo cáo",
            *(f"năm {word}" for word in w.ANY_YEAR),
            "đầu",
            "giữa",
            "cuối",
            "các tháng",
        )
    )
)
_LONGEST = 160  # letters of an expression

_GOODS = tuple(f"{word} " for word in w.GOODS)


def _once_every(count: int, unit: str) -> str | None:
    base = {
        "ngày": "DAILY",
        "tuần": "WEEKLY",
        "tháng": "MONTHLY",
        "quý": "MONTHLY",
        "năm": "YEARLY",
    }
    if unit not in base:
        return _SIMPLE.get(unit) if count == 1 else None
    every = count * (3 if unit == "quý" else 1)
    return f"FREQ={base[unit]}" + (f";INTERVAL={every}" if every > 1 else "")


def _unit(text: str) -> str:
    return w.one_space(text).replace("kì", "kỳ").replace("quí", "quý").replace("nửa năm", "nửa năm")


def _day_of_quarter(match: re.Match[str]) -> str:
    months = _MONTHS_OF[match["side"].split()[0]]
    if match["period"] and match["side"].startswith("cuối"):
        before = match.string[max(0, match.start() - _SAME_RULE) : match.start()]
        if _HALF_YEARLY.search(before) and not _QUARTERLY.search(before):
            months = "6,12"
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={int(match['d'])}"


def _day_of_year(match: re.Match[str]) -> str:
    return f"FREQ=YEARLY;BYMONTH={int(match['m'])};BYMONTHDAY={int(match['d'])}"


def _day_of_last_month(match: re.Match[str]) -> str:
    return f"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY={int(match['d'])}"


def _day_of_month(match: re.Match[str]) -> str:
    days = ",".join(str(int(day)) for day in re.findall(r"\d+", match["days"]))
    return f"FREQ=MONTHLY;BYMONTHDAY={days}"


def _days_of_month(match: re.Match[str]) -> str | None:
    days = range(int(match["first"]), int(match["last"]) + 1)
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}" if days else None


def _last_day(match: re.Match[str]) -> str:
    months = {"quý": ";BYMONTH=3,6,9,12", "năm": ";BYMONTH=12", "tháng": ""}[_unit(match["unit"])]
    base = "FREQ=YEARLY" if months else "FREQ=MONTHLY"
    if match["working"]:
        return f"{base.replace('YEARLY', 'MONTHLY')}{months};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    return f"{base}{months};BYMONTHDAY=-1"


def _last_day_yearly(match: re.Match[str]) -> str:
    month = w.number(match["q"]) * 3 if match["q"] else int(match["m"])
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1"


def _week_of(match: re.Match[str]) -> str:
    if match["n"] == "cuối":
        return f"FREQ=MONTHLY;{_LAST_WEEK}"
    nth = match["nth"] or "nhất"
    first = 7 * (1 if nth == "nhất" else w.number(nth)) - 6
    return "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(map(str, range(first, first + 7)))


def _month_of_year(match: re.Match[str]) -> str:
    return f"FREQ=YEARLY;BYMONTH={int(match['m'])}"


def _months_of_year(match: re.Match[str]) -> str:
    months = ",".join(str(int(month)) for month in re.findall(r"\d+", match["list"]))
    day = match.groupdict().get("d")
    return f"FREQ=YEARLY;BYMONTH={months}" + (f";BYMONTHDAY={int(day)}" if day else "")


def _quarter_of_year(match: re.Match[str]) -> str:
    first = w.number(match["q"]) * 3 - 2
    return f"FREQ=YEARLY;BYMONTH={first},{first + 1},{first + 2}"


def _part_of_year(match: re.Match[str]) -> str:
    return _part_of(match["part"], _unit(match["unit"] or match["unit2"]))


def _part_of(part: str, unit: str) -> str:
    first = part == "đầu"
    if unit == "tháng":
        return "FREQ=MONTHLY"
    months = {
        "năm": ("1", "12"),
        "năm học": ("9", "5"),
        "học kỳ": ("9,1", "1,5"),
        "quý": (_MONTHS_OF["đầu"], _MONTHS_OF["cuối"]),
    }[unit]
    return f"FREQ=YEARLY;BYMONTH={months[0] if first else months[1]}"


def _weekday(match: re.Match[str]) -> str | None:
    if match["last"]:
        first, last = (WEEK.index(w.WEEKDAYS[w.one_space(match[end])]) for end in ("first", "last"))
        return f"FREQ=WEEKLY;BYDAY={','.join(WEEK[first : last + 1])}" if first < last else None
    names = [w.one_space(name) for name in re.split(r",|và", match["days"])]
    days = [w.WEEKDAYS[f"thứ {name}" if name.isdigit() else name] for name in names]
    return f"FREQ=WEEKLY;BYDAY={','.join(days)}"


def _weekday_of_month(match: re.Match[str]) -> str:
    word = w.one_space(match["nth"] or match["week"]).split()[-1]
    nth = {"đầu": 1, "tiên": 1, "nhất": 1, "cuối": -1, "cùng": -1}.get(word) or w.number(word)
    return f"FREQ=MONTHLY;BYDAY={nth}{w.WEEKDAYS[w.one_space(match['day'])]}"


def _every_count(match: re.Match[str]) -> str | None:
    return _once_every(w.number(match["n"]), _unit(match["unit"]))


def _times_a_unit(match: re.Match[str]) -> str | None:
    times = w.number(match["times"] or match["times2"] or match["times3"])
    unit = _unit(match["unit"] or match["unit2"] or match["unit3"])
    if times == 1:
        return _SIMPLE.get(unit)
    months = {"năm": 12, "năm học": 12, "quý": 3}.get(unit)
    if months is None or times < 1 or months % times:
        return None
    return _once_every(months // times, "tháng")


def _every_unit(match: re.Match[str]) -> str | None:
    return _SIMPLE.get(_unit(match["unit"]))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_DAY_OF_QUARTER, _day_of_quarter),
    (_DAY_OF_LAST_MONTH, _day_of_last_month),
    (_DAY_OF_YEAR, _day_of_year),
    (_DAY_OF_MONTH, _day_of_month),
    (_DAYS_OF_MONTH, _days_of_month),
    (_LAST_DAY, _last_day),
    (_LAST_DAY_YEARLY, _last_day_yearly),
    (_WEEK_OF, _week_of),
    (_DAY_OF_MONTHS, _months_of_year),
    (_MONTHS_OF_YEAR, _months_of_year),
    (_MONTH_OF_YEAR, _month_of_year),
    (_ONCE_IN, _every_count),
    (_QUARTER_OF_YEAR, _quarter_of_year),
    (_PART_OF_YEAR, _part_of_year),
    (_WEEKDAY, _weekday),
    (_WEEKDAY_OF_MONTH, _weekday_of_month),
    (_EVERY_COUNT, _every_count),
    (_COUNT_ONCE, _every_count),
    (_COUNT_SLASH, _every_count),
    (_TIMES_A_UNIT, _times_a_unit),
    (_EVERY_UNIT, _every_unit),
)


def read_more(place: Place) -> Core | None:
    """A further rhythm in a row: ", 6 tháng" after "định kỳ hằng quý", "và cuối năm học"."""
    match = _MORE_PART.match(place.text, place.start, place.end)
    if match is not None:
        part = _part_of(match["part"], _unit(match["unit"]))
        return _rhythm(match.start("part"), match.end(), part)
    match = _MORE.match(place.text, place.start, place.end)
    if match is None:
        return None
    unit = _unit(match["unit"])
    rule = _once_every(w.number(match["n"]), unit) if match["n"] else _SIMPLE.get(unit)
    if rule is None:
        return None
    start = match.start("n") if match["n"] else match.start("unit")
    start = match.start("every") if match["every"] else start
    return _rhythm(start, match.end(), rule)


def _rhythm(start: int, end: int, rule: str) -> Core:
    return Core(start, end, Moment(TimeKind.RECURRENCE, "unknown"), "recurrence", rule)


def read_days_between(recurrence: Core, place: Place) -> Core | None:
    """ "từ ngày 15 của tháng cuối quý trước đến ngày 14 của tháng cuối quý": the days between."""
    match = _UP_TO.match(place.text, recurrence.end, place.end)
    until = None
    if match is not None:
        until = read_recurrence(Place(place.text, match.end(), place.end, True))
    if until is None:
        return None
    moment = Moment(TimeKind.PERIOD, "unknown", text=REFERENCE_POINT)
    return Core(recurrence.start, until.end, moment, "recurrence")


def read_recurrence(place: Place) -> Core | None:
    """The recurring time that begins at ``place``, if there is one."""
    if _MAY_RECUR.search(place.text, place.start, min(place.end, place.start + _LONGEST)) is None:
        return None
    before = place.text[max(0, place.start - 7) : place.start]
    if place.text.startswith("hàng", place.start) and before.endswith(_GOODS):
        return None
    hour = _HOUR.match(place.text, place.start, place.end)
    start = place.start if hour is None else hour.end()
    for pattern, rule in _FORMS:
        match = pattern.match(place.text, start, place.end)
        if match is not None:
            found = rule(match)
            moment = Moment(
                TimeKind.RECURRENCE, "unknown", text=None if found else "time.frequency_unknown"
            )
            return Core(place.start, match.end(), moment, "recurrence", found)
    return None
