"""Reading one expression of calendar time, without its bound."""

from __future__ import annotations

from extract.times import days, stretches
from extract.times.core import Core, Form, Place

# Which forms to try, by the word the expression begins with.
_FORMS: dict[str, tuple[Form, ...]] = {
    "digit": (
        days.CLOCK_DATE_FORM,
        *days.DATES,
        *stretches.FIGURE_FORMS,
        days.CLOCK_FORM,
        stretches.BARE_YEAR_FORM,
    ),
    "day": days.DAY_FORMS,
    "today": days.DAY_FORMS,
    "month": stretches.MONTH_FORMS,
    "quarter": stretches.QUARTER_FORMS,
    "year": stretches.YEAR_FORMS,
    "half": stretches.HALF_FORMS,
    "term": stretches.TERM_FORMS,
    "period": stretches.PERIOD_FORMS,
    "week": stretches.WEEK_FORMS,
    "weekday": days.WEEKDAY_FORMS,
}


def read_core(head: str, place: Place) -> Core | None:
    """The expression that begins at ``place`` with a word of the kind ``head``, if there is one."""
    for pattern, build in _FORMS[head]:
        match = pattern.match(place.text, place.start, place.end)
        if match is not None:
            core = build(match, place)
            if core is not None:
                return core
    return None
