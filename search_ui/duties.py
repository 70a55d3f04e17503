"""Duties by how clear their time is, in the order of their days, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.model import Deadline, Target
from index.answers import Fact
from index.due_fields import NOBODY, leads_of, period_of
from index.duties import CALENDAR, clearness_of
from index.query import Clearness
from index.slug import slug
from search_ui.phrasing import dictionary_order

CLEARNESS = {
    "ngay": Clearness.DAY,
    "ky": Clearness.PERIOD,
    "mo-ho": Clearness.WORDS,
    "lap": Clearness.RHYTHM,
}
"""How clear a time is, by the value of ``do-ro`` in addresses."""

_MONTH = len("2023-12")


@dataclass(frozen=True, slots=True)
class Heading:
    """What duties of a page stand under: ``period`` in EDTF, or a clearness that has no day."""

    period: str
    clearness: Clearness | None
    facts: tuple[Fact, ...]


def under_headings(facts: Sequence[Fact]) -> list[Heading]:
    """The duties of a page under the months and periods they are due in.

    A period longer than a month is its own heading behind the month it ends in: it is not put into
    that month.
    """
    ordered = sorted(facts, key=_place)
    return [
        Heading(period, clearness, tuple(group))
        for (clearness, period), group in groupby(ordered, key=_named)
    ]


def _named(fact: Fact) -> tuple[Clearness | None, str]:
    clearness = clearness_of(fact)
    return (None, _period(fact)) if clearness in CALENDAR else (clearness, "")


def _place(fact: Fact) -> tuple[int, str, bool, str, str, str, int]:
    """Where a duty stands: what is longer than the month it ends in comes behind that month."""
    rank = {Clearness.WORDS: 1, Clearness.RHYTHM: 2}.get(clearness_of(fact), 0)
    day, period = _day(fact), _period(fact)
    longer = period != day[:_MONTH]
    written = fact.document.id, fact.sentence.start
    return rank, day[:_MONTH] or "9999", longer, period if longer else "", day, *written


def _period(fact: Fact) -> str:
    """The month a time lies in, else the time itself; empty where no day is known."""
    due = fact.annotation
    if not isinstance(due, Deadline | Target) or due.due_on is None:
        return ""
    return period_of((due.value if isinstance(due, Deadline) else due.by) or "", due.due_on)


def _day(fact: Fact) -> str:
    due = fact.annotation
    day = due.due_on if isinstance(due, Deadline | Target) else None
    return day.isoformat() if day else ""


def leads(fact: Fact) -> tuple[str, ...]:
    """The bodies that must act; empty where the text names none."""
    due = fact.annotation
    return leads_of(due) if isinstance(due, Deadline | Target) else ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A body that leads ``duties`` duties; ``name`` is empty for those that name nobody."""

    name: str
    duties: int
    written: tuple[str, ...]  # its name in whatever letters

    def leads(self, fact: Fact) -> bool:
        """Whether it must do this."""
        return bool(set(leads(fact) or (NOBODY,)) & set(self.written))


def in_dictionary_order(counted: Mapping[str, int]) -> list[Lead]:
    """Bodies counted as they are written, each once, nobody last.

    A body is one in whatever letters it is written, and named in those that are not all capitals.
    """
    written: dict[str, list[str]] = {}
    for name in counted:
        written.setdefault(slug(name), []).append(name)
    found = []
    for spellings in written.values():
        name = min(spellings, key=lambda one: (one.isupper(), one))
        duties = sum(counted[one] for one in spellings)
        found.append(Lead("" if name == NOBODY else name, duties, tuple(spellings)))
    return sorted(found, key=lambda lead: (not lead.name, dictionary_order(lead.name)))


@dataclass(frozen=True, slots=True)
class Part:
    """The duties of some bodies that a page shows: ``limit`` behind the first ``offset``."""

    leads: tuple[Lead, ...]
    offset: int
    limit: int


def parts(found: Sequence[Lead], first: int, most: int) -> list[Part]:
    """What a page of ``most`` duties, body after body, shows behind the ``first`` ones.

    Bodies that are shown whole make one part together.
    """
    whole: list[Lead] = []
    cut: list[Part] = []
    passed = 0
    for lead in found:
        start = max(first - passed, 0)
        end = min(first + most - passed, lead.duties)
        if start == 0 and end == lead.duties:
            whole.append(lead)
        elif start < end:
            cut.append(Part((lead,), start, end - start))
        passed += lead.duties
    together = [Part(tuple(whole), 0, sum(lead.duties for lead in whole))] if whole else []
    return sorted([*cut, *together], key=lambda part: found.index(part.leads[0]))
