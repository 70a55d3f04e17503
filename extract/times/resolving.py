"""The days a ``Moment`` means before its bound is applied.

What the words leave open the document gives (its date, its school year); ``Days.basis`` says which
of these was used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from extract.model import TimeKind
from extract.times import calendar
from extract.times.moments import REFERENCE_POINT, UNRESOLVED_YEAR, Basis, Days, Moment, interval

_PARTED = ("month", "quarter", "half", "year", "school_year", "new_school_year", "term")


def _can_shift(moment: Moment, basis: Basis) -> bool:
    """Whether "năm sau", "tháng sau" follow the document's own day: never in a general rule."""
    ahead = moment.offset is not None and moment.offset > 0
    return ahead and basis.day is not None and not basis.general


def resolve(moment: Moment, basis: Basis, *, forward: bool) -> Days:
    """The days of ``moment``; ``forward``: a date without its year lies after the basis."""
    if moment.text == REFERENCE_POINT and _can_shift(moment, basis):
        return resolve(replace(moment, text=None), basis, forward=forward)
    if moment.text == REFERENCE_POINT:  # "năm sau" of a time the text names elsewhere
        day = moment.unit == "day" and moment.month is not None
        value = f"XXXX-{moment.month:02}-{moment.day:02}" if day else None
        return Days(value, reason=REFERENCE_POINT)
    parted = moment.part is not None and moment.unit in _PARTED
    if parted and basis.general and moment.year is None and moment.month is None:
        return Days(None, reason=REFERENCE_POINT)  # "cuối năm học" of a rule is any year's
    try:
        found = _RESOLVERS[moment.unit](moment, basis, forward)
    except (ValueError, OverflowError):  # 31/4, or a year beyond the calendar
        return Days(None, reason="time.no_such_day")
    if not parted or found.first is None or found.last is None:
        return found
    unit = "school_year" if moment.unit == "new_school_year" else moment.unit
    if moment.part in ("start", "end"):
        first = last = found.first if moment.part == "start" else found.last
    elif moment.count is not None:
        first, last = _counted(found.first, found.last, moment.count, str(moment.part))
    else:
        first, last = calendar.part_of(found.first, found.last, unit, str(moment.part))
    return replace(found, value=interval(first, last), first=first, last=last)


def _counted(first: date, last: date, count: int, part: str) -> tuple[date, date]:
    """The first or last ``count`` days of a stretch."""
    if part == "first":
        return first, min(last, first + timedelta(days=count - 1))
    return max(first, last - timedelta(days=count - 1)), last


def _by(basis: Basis, name: str | None = None) -> str | None:
    if name is not None:
        return name
    return None if basis.day is None else f"{basis.source}:{basis.day.isoformat()}"


def _year_of(month: int, day: int, basis: Basis, forward: bool) -> tuple[int | None, str | None]:
    """The year in which a day or month without one lies, and what says so.

    None in a general rule: it speaks of every year's.
    """
    if basis.general:
        return None, None
    guesses: list[tuple[int, str]] = []
    if basis.school_year is not None:
        year = basis.school_year if month >= 8 else basis.school_year + 1
        guesses.append((year, f"school_year:{basis.school_year}-{basis.school_year + 1}"))
    if basis.year is not None:
        guesses.append((basis.year, f"year:{basis.year}"))
    if basis.day is None:
        return guesses[0] if guesses else (None, None)
    if forward and basis.school_year is not None and basis.day < date(basis.school_year, 8, 1):
        # A plan signed in spring for the coming school year first speaks of the days before it.
        near_day = _day(basis.day.year, month, day)
        if basis.day <= near_day < date(basis.school_year, 8, 1):
            return basis.day.year, _by(basis)
    for year, source in guesses:
        if not forward or date(year, month, min(day, 28)) >= basis.day.replace(day=1):
            return year, source
    near = [basis.day.year - 1, basis.day.year, basis.day.year + 1]
    if forward:
        later = [year for year in near if _day(year, month, day) >= basis.day]
        return later[0], _by(basis)
    here = basis.day
    return min(near, key=lambda year: abs((_day(year, month, day) - here).days)), _by(basis)


def _day(year: int, month: int, day: int) -> date:
    return min(date(year, month, 1) + timedelta(days=day - 1), calendar.month_end(year, month))


def _resolve_day(moment: Moment, basis: Basis, forward: bool) -> Days:
    month, day = moment.month, moment.day
    source = None
    year = moment.year
    if month is None:  # "ngày 15 tháng này"
        if basis.day is None:
            return Days(None, reason="time.day_of_document_unknown")
        year, month = calendar.later_month(basis.day.year, basis.day.month, moment.offset or 0)
        source = _by(basis)
    assert day is not None
    if year is None and moment.offset is not None and basis.day is not None:
        year, source = basis.day.year + moment.offset, _by(basis)
    if year is None:
        date(2024, month, day)  # 31/4 is no day in any year
        year, source = _year_of(month, day, basis, forward)
    if year is None:
        return Days(f"XXXX-{month:02}-{day:02}{_hour(moment)}", reason=UNRESOLVED_YEAR)
    found = date(year, month, day)
    value = found.isoformat() + _hour(moment)
    return Days(value, found, found, source)


def _resolve_lunar_day(moment: Moment, basis: Basis, forward: bool) -> Days:
    """A day of tháng Giêng, counted from Tết."""
    assert moment.day is not None
    if basis.day is None or basis.general:
        return Days(None, reason="time.lunar")
    year = basis.day.year
    tet = calendar.lunar_day(year, "first_day_of_tet")
    if tet is not None and tet + timedelta(days=moment.day - 1) < basis.day:
        tet = calendar.lunar_day(year + 1, "first_day_of_tet")
    if tet is None:
        return Days(None, reason="time.calendar_unknown")
    day = tet + timedelta(days=moment.day - 1)
    return Days(day.isoformat() + _hour(moment), day, day, _by(basis))


def _hour(moment: Moment) -> str:
    return "" if moment.clock is None else f"T{moment.clock[0]:02}:{moment.clock[1]:02}:00"


def _resolve_days(moment: Moment, basis: Basis, forward: bool) -> Days:
    last = _resolve_day(replace(moment, day=moment.listed[-1], clock=None), basis, forward)
    if last.last is None:
        return last
    days = [last.last.replace(day=day) for day in moment.listed]
    if moment.kind is TimeKind.PERIOD or len(days) == (days[-1] - days[0]).days + 1:
        return replace(last, value=interval(days[0], days[-1]), first=days[0])
    value = _set(day.isoformat() for day in days)
    return replace(last, value=value, first=min(days), last=max(days))


def _set(values: Iterable[str]) -> str:
    """The EDTF set of several times that do not follow each other."""
    return "{" + ",".join(values) + "}"


def _resolve_month(moment: Moment, basis: Basis, forward: bool) -> Days:
    source = None
    year, month = moment.year, moment.month
    if month is None:  # "tháng này", "tháng tới"
        if basis.day is None:
            return Days(None, reason="time.day_of_document_unknown")
        year, month = calendar.later_month(basis.day.year, basis.day.month, moment.offset or 0)
        source = _by(basis)
    elif year is None:
        last_month = moment.last or month
        length = calendar.month_end(2023, last_month).day
        year, source = _year_of(last_month, length, basis, forward)
        if year is None:
            return Days(f"XXXX-{month:02}", reason=UNRESOLVED_YEAR)
    assert year is not None
    last_month = moment.last or month
    first, last = date(year, month, 1), calendar.month_end(year, last_month)
    value = f"{year}-{month:02}"
    if moment.listed:
        value = _set(f"{year}-{listed:02}" for listed in moment.listed)
    elif last_month != month:
        value += f"/{year}-{last_month:02}"
    return Days(value, first, last, source)


def _resolve_quarter(moment: Moment, basis: Basis, forward: bool) -> Days:
    source = None
    year, number = moment.year, moment.number
    if number is None:
        if basis.day is None:
            return Days(None, reason="time.day_of_document_unknown")
        months = (basis.day.month - 1) // 3 * 3 + 1
        year, month = calendar.later_month(basis.day.year, months, 3 * (moment.offset or 0))
        number, source = (month - 1) // 3 + 1, _by(basis)
    elif year is None:
        year, source = _year_of(number * 3, 28, basis, forward)
        if year is None:
            unknown = None if moment.last not in (None, number) else f"XXXX-{32 + number}"
            return Days(unknown, reason=UNRESOLVED_YEAR)
    assert year is not None
    last_number = moment.last or number
    first = date(year, number * 3 - 2, 1)
    # ISO 8601-2:2019 writes quarters as 33 to 36 in the place of the month.
    value = f"{year}-{32 + number}"
    if moment.listed:
        value = _set(f"{year}-{32 + listed}" for listed in moment.listed)
    elif last_number != number:
        value += f"/{year}-{32 + last_number}"
    return Days(value, first, calendar.month_end(year, last_number * 3), source)


def _resolve_half(moment: Moment, basis: Basis, forward: bool) -> Days:
    assert moment.month is not None
    assert moment.last is not None
    year, source = moment.year, None
    if year is None and moment.offset is not None and basis.day is not None:
        year, source = basis.day.year + moment.offset, _by(basis)
    if year is None:
        year, source = _year_of(moment.last, 28, basis, forward)
    # ISO 8601-2:2019: 40 and 41 are the halves of a year.
    half = {(1, 6): 40, (7, 12): 41}.get((moment.month, moment.last))
    if year is None:
        return Days(f"XXXX-{half}" if half else None, reason=UNRESOLVED_YEAR)
    first, last = date(year, moment.month, 1), calendar.month_end(year, moment.last)
    if half is not None:
        return Days(f"{year}-{half}", first, last, source)
    return Days(f"{year}-{moment.month:02}/{year}-{moment.last:02}", first, last, source)


def _resolve_year(moment: Moment, basis: Basis, forward: bool) -> Days:
    year, source = moment.year, None
    if year is None:
        if moment.offset in (None, 0) and basis.year is not None:
            year, source = basis.year, f"year:{basis.year}"
        elif basis.day is not None:
            year, source = basis.day.year + (moment.offset or 0), _by(basis)
        else:
            return Days(None, reason="time.day_of_document_unknown")
    last = moment.last or year
    value = f"{year:04}" if last == year else f"{year:04}/{last:04}"
    if moment.listed:
        value = _set(f"{listed:04}" for listed in moment.listed)
    return Days(value, date(year, 1, 1), date(last, 12, 31), source)


def _school_year(moment: Moment, basis: Basis) -> tuple[int | None, str | None]:
    if moment.year is not None:
        return moment.year, None
    shift = moment.offset or 0
    if basis.school_year is not None:
        named = f"school_year:{basis.school_year}-{basis.school_year + 1}"
        return basis.school_year + shift, named
    if basis.day is None:
        return None, None
    return calendar.school_year_of(basis.day) + shift, _by(basis)


def _resolve_new_school_year(moment: Moment, basis: Basis, forward: bool) -> Days:
    """ "năm học mới": the one the title names, or the one that opens in the year of the day."""
    if basis.school_year is None and basis.day is not None:
        first, last = calendar.school_year(basis.day.year, basis.stated)
        return Days(interval(first, last), first, last, _by(basis))
    return _resolve_school_year(replace(moment, offset=0), basis, forward)


def _resolve_signing_day(moment: Moment, basis: Basis, forward: bool) -> Days:
    if basis.day is None or not basis.exact or basis.source != "issued_on":
        return Days(None, reason="time.day_of_document_unknown")
    return Days(basis.day.isoformat(), basis.day, basis.day, _by(basis))


def _resolve_school_year(moment: Moment, basis: Basis, forward: bool) -> Days:
    year, source = _school_year(moment, basis)
    if year is None:
        return Days(None, reason="time.school_year_unknown")
    first = calendar.school_year(year, basis.stated)[0]
    last = calendar.school_year(moment.last or year, basis.stated)[1]
    return Days(interval(first, last), first, last, source)


def _resolve_term(moment: Moment, basis: Basis, forward: bool) -> Days:
    year, source = _school_year(moment, basis)
    if year is None:
        return Days(None, reason="time.school_year_unknown")
    number = moment.number
    if number is None:  # "học kỳ này", "cuối học kỳ"
        if basis.day is None:
            return Days(None, reason="time.day_of_document_unknown")
        middle = calendar.school_term(year, 1, basis.stated)[1]
        number = 1 if basis.day <= middle else 2
    first, last = calendar.school_term(year, number, basis.stated)
    return Days(interval(first, last), first, last, source)


def _resolve_week(moment: Moment, basis: Basis, forward: bool) -> Days:
    if basis.day is None or not basis.exact:
        return Days(None, reason="time.day_of_document_unknown")
    monday = basis.day - timedelta(days=basis.day.weekday()) + timedelta(weeks=moment.offset or 0)
    if moment.part in ("last", "end"):
        first, last = monday + timedelta(days=5), monday + timedelta(days=6)
    elif moment.part == "first":
        first, last = monday, monday + timedelta(days=1)
    else:
        first, last = monday, monday + timedelta(days=6)
    return Days(interval(first, last), first, last, _by(basis))


def _resolve_weekday(moment: Moment, basis: Basis, forward: bool) -> Days:
    week = _resolve_week(replace(moment, part=None), basis, forward)
    if week.first is None:
        return week
    day = week.first + timedelta(days=moment.day or 0)
    return replace(week, value=day.isoformat(), first=day, last=day)


def _resolve_today(moment: Moment, basis: Basis, forward: bool) -> Days:
    if basis.day is None or not basis.exact:
        return Days(None, reason="time.day_of_document_unknown")
    day = basis.day + timedelta(days=moment.offset or 0)
    return Days(day.isoformat() + _hour(moment), day, day, _by(basis))


def _resolve_week_of_month(moment: Moment, basis: Basis, forward: bool) -> Days:
    month = _resolve_month(replace(moment, part=None), basis, forward)
    if month.first is None or month.last is None:
        return month
    if moment.number == -1:
        first, last = month.last - timedelta(days=6), month.last
    else:
        first = month.first + timedelta(days=7 * ((moment.number or 1) - 1))
        last = min(first + timedelta(days=6), month.last)
    return replace(month, value=interval(first, last), first=first, last=last)


def _resolve_occasion(moment: Moment, basis: Basis, forward: bool) -> Days:
    assert moment.occasion is not None
    year, source = moment.year, None
    if moment.year is None and moment.last is not None:  # "khai giảng năm học 2023-2024"
        row = calendar.occasions()[moment.occasion]
        year = moment.last if row.get("school") == "opening" else moment.last + 1
    if year is None:
        about = basis.day.year if basis.day is not None else basis.school_year or basis.year
        if about is None:
            return Days(None, reason=UNRESOLVED_YEAR)
        around = calendar.occasion_days(moment.occasion, about)
        if around is None:
            return Days(None, reason="time.calendar_unknown")
        year, source = _year_of(around[0].month, around[0].day, basis, forward)
    if year is None:
        return Days(None, reason=UNRESOLVED_YEAR)
    days = calendar.occasion_days(moment.occasion, year)
    if days is None:
        return Days(None, reason="time.calendar_unknown")
    return Days(interval(*days), *days, source)


def _resolve_text(moment: Moment, basis: Basis, forward: bool) -> Days:
    if moment.text is None:
        return Days(None, reason="time.tenure_unknown")
    first, _, last = moment.text.partition("/")
    return Days(moment.text, date(int(first), 1, 1), date(int(last or first), 12, 31))


def _resolve_clock(moment: Moment, basis: Basis, forward: bool) -> Days:
    return Days(None, reason="time.day_not_said")


def _resolve_unknown(moment: Moment, basis: Basis, forward: bool) -> Days:
    return Days(None, reason=moment.text)


_RESOLVERS: dict[str, Callable[[Moment, Basis, bool], Days]] = {
    "day": _resolve_day,
    "days": _resolve_days,
    "lunar_day": _resolve_lunar_day,
    "month": _resolve_month,
    "quarter": _resolve_quarter,
    "half": _resolve_half,
    "year": _resolve_year,
    "school_year": _resolve_school_year,
    "term": _resolve_term,
    "new_school_year": _resolve_new_school_year,
    "signing_day": _resolve_signing_day,
    "week": _resolve_week,
    "week_of_month": _resolve_week_of_month,
    "today": _resolve_today,
    "weekday": _resolve_weekday,
    "occasion": _resolve_occasion,
    "text": _resolve_text,
    "clock": _resolve_clock,
    "unknown": _resolve_unknown,
}
