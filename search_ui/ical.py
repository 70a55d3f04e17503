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


def calendar(
    facts: Iterable[Fact], language: Language, base: str, name: str, now: datetime
) -> bytes:
    """An iCalendar file: a whole-day event on the latest day of each duty.

    A vague time says so in the summary; the description ends with the address of the sentence,
    which some calendars show only there. The UID is the document's id and the place of the
    expression, so that an event fetched again replaces itself; ``now`` is its DTSTAMP.
    """
    whole = Calendar()
    whole.add("prodid", "-//Dẫn Chiếu//VI")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", " ".join(name.split()))  # this one must stand on one line
    for fact in facts:
        due = fact.annotation
        if isinstance(due, Deadline | Target) and due.due_on is not None:
            whole.add_component(_event(fact, due, due.due_on, language, base, now))
    return bytes(whole.to_ical())


def _event(
    fact: Fact, due: Deadline | Target, day: date, language: Language, base: str, stamp: datetime
) -> Event:
    event = Event()
    lead = ", ".join(leads(fact))
    if isinstance(due, Deadline):
        summary, vague = due.task or fact.sentence.text, due.text if due.vague else ""
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
