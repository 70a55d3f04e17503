"""The values of reading a time: what the words say, what the document knows, the days meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.model import TimeKind
from extract.times import calendar


@dataclass(frozen=True, slots=True)
class Basis:
    """What relative expressions of a document are resolved by."""

    day: date | None = None
    source: str | None = None  # "issued_on", "published_on" or "signing_line"
    exact: bool = False  # the day itself is known, not its month alone
    school_year: int | None = None  # first calendar year of the year the title names
    year: int | None = None  # the calendar year the title names
    stated: calendar.StatedYear | None = None  # the days of a school year the text itself gives
    general: bool = False  # a law or circular: its "năm sau" is any year's next
    in_force: date | None = None  # the day from which the text says that it is in force


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of time as the words give it; None is "not said"."""

    kind: TimeKind
    unit: str  # day, days, month, months, quarter, half, year, years, school_year, term, week, …
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None  # last year, month or quarter of a stretch
    listed: tuple[int, ...] = ()  # the days of one month, the months of one year, the years named
    number: int | None = None  # of a quarter or term
    clock: tuple[int, int] | None = None
    offset: int | None = None  # "this" is 0, "next" 1, "last" -1
    part: str | None = None  # first, middle, last
    count: int | None = None  # days of the part, where the words count them
    occasion: str | None = None
    text: str | None = None  # a value the words carry ready-made


@dataclass(frozen=True, slots=True)
class Days:
    """The days a moment means. ``value`` is EDTF; without days ``reason`` says why."""

    value: str | None
    first: date | None = None
    last: date | None = None
    basis: str | None = None
    reason: str | None = None


REFERENCE_POINT = "time.reference_point"
UNRESOLVED_YEAR = "time.year_unknown"


def interval(first: date, last: date) -> str:
    """The EDTF interval between two days."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
