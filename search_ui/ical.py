"""Duties as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration

from extract.catalogue import Language, say
from extract.model import Deadline, Target
from extract.time_zone import VIETNAM
from index.answers import Fact
from search_ui.addresses import document_address
from search_ui.duties import leads
from search_ui.phrasing import edtf

_YEAR = 366
_DAILY = vDuration(timedelta(days=1))


def calendar(
    facts: Iterable[Fact], language: Language, base: str, name: str, now: datetime
) -> bytes:
    """An iCalendar file: an event on the latest day of each duty, at its hour where one is stated.

    A duty that recurs on days of the month begins with the first of them since its document was
    issued; one that recurs without any ("hằng năm") has no day and is left out. A vague time says
    so in the summary; the description ends with the address of the sentence, which some calendars
    show only there. The UID is that of the duty, in whatever copy it is held, so that an event
    fetched again replaces itself; ``now`` is its DTSTAMP. Calendars are asked to come back daily.
    """
    whole = Calendar()
    whole.add("prodid", "-//Dẫn Chiếu//VI")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", " ".join(name.split()))  # this one must stand on one line
    whole.add("refresh-interval", _DAILY, {"VALUE": "DURATION"})
    whole.add("x-published-ttl", _DAILY)
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
    event.add("uid", f"{fact.duty}@danchieu")
    event.add("dtstamp", stamp)
    hour = _hour(due)
    if hour is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:  # in UTC, which needs no time zone told
        event.add("dtstart", datetime.combine(day, hour, VIETNAM).astimezone(UTC))
    event.add("transp", "TRANSPARENT")  # what is due on a day does not fill it
    event.add("summary", f"{lead}: {summary}" if lead else summary)
    event.add("description", f"{fact.sentence.text}\n{fact.document.title or ''}\n{where}")
    event.add("url", where)
    if isinstance(due, Deadline) and due.recurrence:
        event.add("rrule", _rule(due.recurrence))
    return event


def _hour(due: Deadline | Target) -> time | None:
    """The hour of a duty, "2026-09-30T17:00"; None where only a day or less is stated."""
    value = due.value if isinstance(due, Deadline) else None
    at = (value or "").rpartition("/")[2].partition("T")[2]
    return time.fromisoformat(at) if at else None


def _rule(recurrence: str) -> dict[str, list[str]]:
    pairs = (part.split("=", 1) for part in recurrence.split(";") if "=" in part)
    return {name.lower(): value.split(",") for name, value in pairs}
