"""Dates of a head: place and date, dates of a portal's table, EDTF as far as they are given."""

from __future__ import annotations

import re
from datetime import date

from extract.model import Stated

_WORDS = re.compile(
    r"(?:ng[àa]y[\s.…_]{0,12}(?P<day>\d ?\d?)?[\s.…_]{0,12}|,\s{0,6})th[áa]ng"
    r"[\s.…_]{0,12}(?P<month>\d ?\d?)?[\s.…_]{0,12}n[ăa]m[\s.…_]{0,12}(?P<year>\d{4})?(?!\d)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})\s?[-/.]\s?(?P<month2>\d{1,2})\s?[-/.]\s?(?P<year2>\d{4}))(?!\d)"
)
_BARE = re.compile(  # in a portal's table: "22 tháng 4 năm 2024", "15 Tháng 10, 2024"
    r"(?<!\d)(?P<day>\d{1,2}) th[áa]ng (?P<month>\d{1,2})(?:,? n[ăa]m)?,? (?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = 1930, 2100


def day_in_words(text: str, start: int, end: int, source: str = "text") -> Stated | None:
    """The date of "…, ngày 14 tháng 9 năm 2023"; a blank day leaves month and year."""
    match = _WORDS.search(text, start, end)
    if match is None:
        return None
    span = match.span()
    year = match["year"]
    month, day = (part and part.replace(" ", "") for part in match.group("month", "day"))
    if year is None or not _EARLIEST <= int(year) <= _LATEST:
        return Stated(None, *span, source, "left_blank")
    if month is None:
        return Stated(year, *span, source, "left_blank")
    if not 1 <= int(month) <= 12:
        return Stated(None, *span, source, "unclear")
    if day is None:
        return Stated(f"{year}-{int(month):02}", *span, source, "left_blank")
    value = _iso(year, month, day)
    return Stated(value, *span, source, None if value else "unclear")


def day_in_figures(text: str, start: int, end: int, source: str = "text") -> Stated | None:
    """The date of "14/09/2023", "21-9-2022", "2022-09-21"; day before month."""
    match = _FIGURES.search(text, start, end)
    if match is None:
        return None
    year = match["year"] or match["year2"]
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"]
    value = _iso(year, month, day)
    return Stated(value, *match.span(), source) if value else None


def any_day(text: str, start: int, end: int, source: str = "text") -> Stated | None:
    """A date in words or figures, in the form of a head or that of a portal's table."""
    stated = day_in_words(text, start, end, source) or day_in_figures(text, start, end, source)
    match = _BARE.search(text, start, end)
    if stated is not None or match is None:
        return stated
    value = _iso(match["year"], match["month"], match["day"])
    return Stated(value, *match.span(), source) if value else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if _EARLIEST <= value.year <= _LATEST else None


def as_date(edtf: str | None) -> date | None:
    """The first day that an EDTF date of a month or day means; None for a year alone."""
    match = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", edtf or "")
    return date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
