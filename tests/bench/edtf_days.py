"""The days an EDTF value covers, so that two spellings of one stretch compare equal."""

from __future__ import annotations

import re
from datetime import date, timedelta

_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


def days_of(value: str | None) -> tuple[date | None, date | None] | str | None:
    """First and last day of ``value``; the value itself where it has none ("XXXX-10-15")."""
    if value is None:
        return None
    if value.startswith("{"):
        value = value.strip("{}").replace("..", ",")
        parts = value.split(",")
        return _point(parts[0])[0], _point(parts[-1])[1]
    try:
        if "/" in value:
            first, last = value.split("/")
            return _end(first, 0), _end(last, 1)
        return _point(value)
    except ValueError:
        return value


def _end(value: str, side: int) -> date | None:
    return None if value in ("", "..") else _point(value)[side]


def _point(value: str) -> tuple[date, date]:
    value = value.split("T")[0].rstrip("~?%")
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if re.fullmatch(r"\d{4}-\d{2}", value):
        year, number = int(value[:4]), int(value[5:])
        first, last = _QUARTERS.get(number, (number, number))
        return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    day = date.fromisoformat(value)
    return day, day
