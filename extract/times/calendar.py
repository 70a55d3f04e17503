"""The calendars directives reckon by: school years, working days, holidays, occasions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from extract.data_files import read_yaml

_ONE_DAY = timedelta(days=1)
_LONGEST = 366 * 3  # a longer count of working days is no administrative time limit


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - _ONE_DAY


def later_month(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month ``count`` months after the given one."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months later, or that month's last day."""
    year, month = later_month(day.year, day.month, count)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(year, month))


@cache
def _school() -> dict[str, Any]:
    calendar: dict[str, Any] = read_yaml("extract.times", "data/school_calendar.yaml")
    return calendar


def _school_day(first_year: int, name: str) -> date:
    known = _school()["years"].get(first_year, {}).get(name)
    if known is not None:
        return date.fromisoformat(known)
    year = first_year if name == "opening" else first_year + 1
    return date.fromisoformat(f"{year}-{_school()['general'][name]}")


@dataclass(frozen=True, slots=True)
class StatedYear:
    """What a document itself says of one school year; None where it says nothing."""

    first_year: int
    opening: date | None = None
    term_1_start: date | None = None
    term_1_end: date | None = None
    end: date | None = None

    def day(self, first_year: int, name: str) -> date | None:
        """The stated day, for its own year alone."""
        found: date | None = getattr(self, name) if first_year == self.first_year else None
        return found


@cache
def school_year(first_year: int, stated: StatedYear | None = None) -> tuple[date, date]:
    """First and last day of năm học ``first_year``-``first_year + 1``.

    ``stated``: a province's or school's own plan goes before the national framework.
    """
    return _stated_day(first_year, "opening", stated), _stated_day(first_year, "end", stated)


def _stated_day(first_year: int, name: str, stated: StatedYear | None) -> date:
    own = stated.day(first_year, name) if stated is not None else None
    return own or _school_day(first_year, name)


@cache
def school_term(first_year: int, term: int, stated: StatedYear | None = None) -> tuple[date, date]:
    """First and last day of học kỳ I (1), II (2) or the summer (3) of a school year."""
    opening, end = school_year(first_year, stated)
    middle = _stated_day(first_year, "term_1_end", stated)
    if term == 1:
        own = stated.day(first_year, "term_1_start") if stated is not None else None
        return own or opening, middle
    if term == 2:
        return middle + _ONE_DAY, end
    return end + _ONE_DAY, date(first_year + 1, 8, 31)


def school_year_of(day: date) -> int:
    """First calendar year of the school year a day belongs to."""
    return day.year if day.month >= _school()["this_year_from_month"] else day.year - 1


@cache
def _holidays() -> dict[str, Any]:
    holidays: dict[str, Any] = read_yaml("extract.times", "data/public_holidays.yaml")
    return holidays


def lunar_day(year: int, name: str) -> date | None:
    """The day of a lunar holiday in a calendar year; None outside the table."""
    day = _holidays()["lunar"].get(year, {}).get(name)
    return None if day is None else date.fromisoformat(day)


@cache
def _days_off(year: int) -> frozenset[date] | None:
    tet, kings = lunar_day(year, "first_day_of_tet"), lunar_day(year, "hung_kings")
    if tet is None or kings is None:
        return None
    fixed = [row["day"] for row in _holidays()["fixed"] if row.get("since", year) <= year]
    days = {date.fromisoformat(f"{year}-{day}") for day in fixed} | {kings}
    announced = _holidays()["announced"].get(year)
    if announced is None:
        told = {tet + timedelta(days=shift) for shift in range(-1, 4)}
    else:
        told = {date.fromisoformat(day) for day in announced["days"]}
    days |= told
    for day in sorted(days):  # a holiday on a weekend is made up on the next working day
        if day.month == 9 and any(other.month == 9 for other in told):
            continue  # the announcement already holds the made-up day
        if day.weekday() >= 5:
            made_up = day
            while made_up.weekday() >= 5 or made_up in days:
                made_up += _ONE_DAY
            days.add(made_up)
    return frozenset(days | {day for day in _exchanged("free") if day.year == year})


@cache
def _exchanged(side: str) -> frozenset[date]:
    """The days "free" for, or "worked" in, an exchange of working days."""
    return frozenset(date.fromisoformat(row[side]) for row in _holidays()["exchanged"])


def add_working_days(start: date, count: int) -> date | None:
    """The day ``count`` working days after ``start`` (before it, when negative).

    The first day is not counted (Bộ luật Dân sự 2015, Điều 147). None where the table of
    holidays does not reach, or the count is no time limit (more than three years).
    """
    if abs(count) > _LONGEST:
        return None
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    day = start
    left = abs(count)
    while left:
        day += step
        off = _days_off(day.year)
        if off is None:
            return None
        if (day.weekday() < 5 and day not in off) or day in _exchanged("worked"):
            left -= 1
    return day


@cache
def occasions() -> dict[str, dict[str, Any]]:
    """The occasions of ``data/occasions.yaml`` by each word that names them."""
    rows = read_yaml("extract.times", "data/occasions.yaml")["occasions"]
    return {word: row for row in rows for word in row["words"]}


def occasion_days(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of an occasion in a calendar year; None outside the tables."""
    row = occasions()[name]
    day: date | None
    if "day" in row:
        day = date.fromisoformat(f"{year}-{row['day']}")
    elif "lunar" in row:
        day = lunar_day(year, row["lunar"])
    elif row["school"] == "opening":
        day = school_year(year)[0]
    elif row["school"] == "summer":
        day = school_term(year - 1, 3)[0]
    else:
        day = school_year(year - 1)[1]
    if day is None:
        return None
    first = day - timedelta(days=row.get("lead", 0))
    return first, first + timedelta(days=row["days"] - 1)


def part_of(first: date, last: date, unit: str, part: str) -> tuple[date, date]:
    """The days of ``first`` to ``last`` that "đầu", "giữa" or "cuối" of a ``unit`` can mean."""
    begin, end = read_yaml("extract.times", "data/occasions.yaml")["parts"][unit][part]
    if unit == "month":
        stop = last if end < 0 else first + timedelta(days=end - 1)
        return first + timedelta(days=begin - 1), stop
    return max(first, _nth_month(first, last, begin)[0]), min(last, _nth_month(first, last, end)[1])


def _nth_month(first: date, last: date, position: int) -> tuple[date, date]:
    anchor, count = (first, position - 1) if position > 0 else (last, position + 1)
    year, month = later_month(anchor.year, anchor.month, count)
    return date(year, month, 1), month_end(year, month)
