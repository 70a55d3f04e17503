"""Duties by how clear their time is, in the order of their days, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.model import Deadline, Target
from index.answers import DeadlinesAnswer, Fact
from index.slug import slug
from search_ui.phrasing import dictionary_order

DAY, PERIOD, WORDS, RHYTHM = CLEARNESS = ("ngay", "ky", "mo-ho", "lap")
"""How clear a time is: a day; a month or longer; words alone; a recurrence."""

_DAY, _MONTH = len("2023-12-31"), len("2023-12")
_IN_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d(?:T.*)?)?")


def time_of(fact: Fact) -> str:
    """When a duty is due or an aim to be reached, as EDTF; empty where no value is known."""
    due = fact.annotation
    value = due.value if isinstance(due, Deadline) else due.by if isinstance(due, Target) else None
    return value or ""


def by_clearness(answer: DeadlinesAnswer) -> Mapping[str, tuple[Fact, ...]]:
    """The duties of an answer by ``CLEARNESS``, each in the order given."""
    exact = [len(time_of(fact).partition("T")[0]) == _DAY for fact in answer.calendar]
    pairs = tuple(zip(answer.calendar, exact, strict=True))
    return {
        DAY: tuple(fact for fact, is_day in pairs if is_day),
        PERIOD: tuple(fact for fact, is_day in pairs if not is_day),
        WORDS: answer.relative,
        RHYTHM: answer.recurring,
    }


@dataclass(frozen=True, slots=True)
class Stretch:
    """Duties under one heading: ``period`` in EDTF, or the clearness that has no day."""

    period: str
    clearness: str | None
    facts: tuple[Fact, ...]


def stretches(answer: DeadlinesAnswer, first: int, most: int) -> list[Stretch]:
    """The ``most`` duties behind the ``first`` ones, under the months and periods they are due in.

    A period longer than a month is its own heading behind the month it ends in: it is not put into
    that month.
    """
    placed: list[tuple[str, str | None, Fact]] = []
    placed += [(_period(fact), None, fact) for fact in sorted(answer.calendar, key=_place)]
    placed += [("", WORDS, fact) for fact in answer.relative]
    placed += [("", RHYTHM, fact) for fact in answer.recurring]
    shown = placed[first : first + most]
    return [
        Stretch(period, clearness, tuple(fact for _, _, fact in group))
        for (period, clearness), group in groupby(shown, key=lambda item: item[:2])
    ]


def _place(fact: Fact) -> tuple[str, bool, str, str]:
    """Where a duty stands among those of its month: what is longer than the month comes last."""
    day, period = _day(fact), _period(fact)
    longer = period != day[:_MONTH]
    return day[:_MONTH], longer, period if longer else "", day


def _period(fact: Fact) -> str:
    """The month a time lies in, else the time itself."""
    value = time_of(fact)
    if _IN_MONTH.fullmatch(value):
        return value[:_MONTH]
    first, _, last = value.partition("/")
    if _IN_MONTH.fullmatch(first) and _IN_MONTH.fullmatch(last) and first[:_MONTH] == last[:_MONTH]:
        return first[:_MONTH]
    return value or _day(fact)[:_MONTH]


def _day(fact: Fact) -> str:
    due = fact.annotation
    day = due.due_on if isinstance(due, Deadline | Target) else None
    return day.isoformat() if day else ""


def of_years(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """The years in which duties are due, with how many, in order."""
    due = [fact.annotation for fact in facts]
    years = [one.due_on.year for one in due if isinstance(one, Deadline | Target) and one.due_on]
    return [(year, len(list(group))) for year, group in groupby(sorted(years))]


def leads(fact: Fact) -> tuple[str, ...]:
    """The bodies that must act; empty where the text names none."""
    match fact.annotation:
        case Deadline(lead=lead):
            return lead
        case Target(body=str(body)):
            return (body,)
        case _:
            return ()


def by_lead(facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    """Duties by the body that leads, in the order of dictionaries; "" for nobody named, last.

    A body is one in whatever letters it is written; a duty with two leads stands under both.
    """
    names: dict[str, str] = {}
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for lead in leads(fact) or ("",):
            key = slug(lead)
            if names.get(key, lead).isupper() or key not in names:
                names[key] = lead
            found.setdefault(key, []).append(fact)
    named = [(names[key], duties) for key, duties in found.items()]
    return sorted(named, key=lambda item: (not item[0], dictionary_order(item[0])))
