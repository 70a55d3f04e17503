"""Duties as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from extract.catalogue import Language, say
from extract.model import Deadline, Target
from index.answers import Fact
from search_ui.addresses import document_address
from search_ui.duties import leads
from search_ui.phrasing import edtf

_YEAR = 366


def calendar(
    facts: Iterable[Fact], language: Language, base: str, name: str, now: datetime
) -> bytes:
    """An iCalendar file: a whole-day event on the latest day of each duty.

    A duty that recurs on days of the month begins with the first of them since its document was
    issued; one that recurs without any ("hằng năm") has no day and is left out. A vague time says
    so in the summary; the description ends with the address of the sentence, which some calendars
    show only there. The UID is the document's id and the place of the expression, so that an event
    fetched again replaces itself; ``now`` is its DTSTAMP.
    """
    whole = Calendar()
    whole.add("prodid", "-//Dẫn Chiếu//VI")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", " ".join(name.split()))  # this one must stand on one line
    for fact in facts:
        due = fact.annotation
        if isinstance(due, Deadline | Target) and (day := due.due_on or _first_day(fact)):
            whole.add_component(_event(fact, due, day, language, base, now))
    return bytes(whole.to_ical())


def _first_day(fact: Fact) -> date | None:
    """The first day of a recurrence since its document was issued; None where one is not known."""
    due, issued = fact.annotation, fact.document.issued_on or ""
    if not isinstance(due, Deadline) or not due.recurrence or len(issued) != len("2023-09-14"):
        return None
    rule = _rule(due.recurrence)
    months, days = rule.get("bymonth", ()), rule.get("bymonthday", ())
    if not days:
        return None
    for ahead in range(_YEAR):
        day = date.fromisoformat(issued) + timedelta(days=ahead)
        last = (day + timedelta(days=1)).day == 1
        if (not months or f"{day.month}" in months) and (
            f"{day.day}" in days or (last and "-1" in days)
        ):
            return day
    return None


def _event(
    fact: Fact, due: Deadline | Target, day: date, language: Language, base: str, stamp: datetime
) -> Event:
    event = Event()
    lead = ", ".join(leads(fact))
    if isinstance(due, Deadline):
        summary, vague = (
            due.task or fact.sentence.text,
            due.text if due.vague or due.recurrence else "",
        )
    else:
        summary, vague = due.text, edtf(due.by, language)
    if vague:
        summary = say("page.calendar.vague_summary", language, task=summary, phrase=vague)
    span = (fact.sentence.start, fact.sentence.end)
    where = base + document_address(fact.document, span)
    event.add("uid", f"{fact.document.id}-{due.start}-{due.end}@danchieu")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{lead}: {summary}" if lead else summary)
    event.add("description", f"{fact.sentence.text}\n{fact.document.title or ''}\n{where}")
    event.add("url", where)
    if isinstance(due, Deadline) and due.recurrence:
        event.add("rrule", _rule(due.recurrence))
    return event


def _rule(recurrence: str) -> dict[str, list[str]]:
    pairs = (part.split("=", 1) for part in recurrence.split(";") if "=" in part)
    return {name.lower(): value.split(",") for name, value in pairs}
