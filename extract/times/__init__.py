"""Expressions of time: what they mean by the calendar, how they bound, what they are said of.

Values are EDTF (ISO 8601-2:2019), recurrences RFC 5545 rules. What cannot be resolved keeps
``value`` None, or unspecified digits ("XXXX-09-15"), with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from extract.model import Block, BlockKind, Bound, Document, Time, TimeKind
from extract.times import calendar
from extract.times import words as w
from extract.times.basis import basis_of
from extract.times.context import recurring
from extract.times.core import Core
from extract.times.durations import days_of
from extract.times.moments import Basis, Days
from extract.times.resolving import resolve
from extract.times.roles import Roles
from extract.times.scan import Found, scan

__all__ = ["find_times", "lines_of", "times_in"]

_UNREAD = (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES, BlockKind.RECIPIENTS)
_ONE_DAY = timedelta(days=1)
_FORWARD = (Bound.BEFORE, Bound.AT_LATEST, Bound.UNTIL, Bound.WITHIN)
_PLANNED = w.pattern(r"(?:vào|dự kiến) $")  # "tổ chức vào tháng 5" is the next May
_BESIDE = 12  # letters
_UNEVEN = re.compile("[İẞ]")  # the letters whose lower case is not one letter


def find_times(document: Document) -> tuple[Time, ...]:
    """Every expression of time in ``document``, in text order, with its role.

    Dates of citations, signing, effect, titles and past events are listed too, so that nothing
    is lost; only those without a role are free to set a deadline. Page furniture, portal
    attributes and recipients are not read; of the header only the date of signing is.
    """
    text = _lowered(document)
    basis = basis_of(document, text)
    roles = Roles(document, text, basis)
    times: list[Time] = []
    for block in document.blocks or lines_of(document):
        if block.kind in _UNREAD:
            continue
        roles.enter(block, block.start, block.end)
        found = _times(document, text, (block.start, block.end), basis, roles)
        if block.kind is BlockKind.HEADER:
            times.extend(time for time in found if time.role == "signing")
        else:
            times.extend(found)
    return tuple(times)


def lines_of(document: Document) -> tuple[Block, ...]:
    """The lines of a document without blocks, as paragraphs."""
    blocks, position = [], 0
    for line in document.text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, position, position + len(line)))
        position += len(line) + 1
    return tuple(blocks)


def _lowered(document: Document) -> str:
    """The text in lower case; a line end within a block is a blank like any other."""
    text = _UNEVEN.sub("i", document.text).lower().replace("\n", " ")
    for wrong, right in w.MISSPELLED.items():
        text = text.replace(wrong, right)
    return text


def times_in(document: Document, spans: Iterable[tuple[int, int]]) -> list[tuple[Time, ...]]:
    """The times of each stretch that holds nothing else, such as a cell of a column of times.

    There "15/9" and "2024" are times without any word to say so.
    """
    text = _lowered(document)
    basis = basis_of(document, text)
    roles = Roles(document, text, basis)
    read = []
    for start, end in spans:
        roles.enter(None, start, end)
        found = scan(text, start, end, cued=True)
        read.append(tuple(_time(document, text, item, basis, roles) for item in found))
    return read


def _times(
    document: Document, text: str, span: tuple[int, int], basis: Basis, roles: Roles
) -> Iterator[Time]:
    for found in scan(text, *span):
        core = found.core
        if core is not None and core.recurrence is None and found.until is None:
            rule = recurring(text, found, core, span, basis)
            if rule is not None:
                found = replace(found, core=replace(core, recurrence=rule))
        yield _time(document, text, found, basis, roles)


def _time(document: Document, text: str, found: Found, basis: Basis, roles: Roles) -> Time:
    planned = _PLANNED.search(text, max(0, found.start - _BESIDE), found.start) is not None
    kind, rule, days = _meaning(found, basis, forward=planned or found.bound in _FORWARD)
    if found.lunar:
        days = Days(None, reason="time.lunar")
    earliest, latest = _limits(found, days)
    recurrence = found.core.recurrence if found.core else None
    if recurrence is not None:
        kind, days, earliest, latest = TimeKind.RECURRENCE, Days(None), None, None
    return Time(
        start=found.start,
        end=found.end,
        text=document.text[found.start : found.end],
        kind=kind,
        rule=rule,
        value=days.value,
        bound=found.bound,
        earliest=earliest,
        latest=latest,
        recurrence=recurrence,
        basis=days.basis,
        reason=days.reason,
        role=roles.of(found, kind, latest),
    )


def _meaning(found: Found, basis: Basis, *, forward: bool) -> tuple[TimeKind, str, Days]:
    if found.duration is not None:
        return TimeKind.DURATION, "duration", days_of(found.duration, basis, forward=forward)
    core = found.core
    assert core is not None
    if found.until is not None:
        return _stretch(core, found.until, basis)
    return core.moment.kind, core.rule, resolve(core.moment, basis, forward=forward)


def _stretch(core: Core, until: Core, basis: Basis) -> tuple[TimeKind, str, Days]:
    """ "từ … đến …": a year said once holds for both ends."""
    if core.moment.unit == until.moment.unit == "clock":
        return TimeKind.TIME_OF_DAY, "stretch", Days(None, reason="time.day_not_said")
    last = resolve(until.moment, basis, forward=True)
    if last.last is None or last.first is None:
        return TimeKind.PERIOD, "stretch", replace(last, value=None)
    moment = core.moment
    if moment.unit == "day" and moment.month is None and moment.offset is None:
        # "từ ngày 01 đến 17 giờ ngày 10/5"
        moment = replace(moment, text=None, month=last.last.month)
    if moment.unit == "clock" and last.value is not None and moment.text is not None:
        value = f"{last.first.isoformat()}{moment.text}/{last.value}"
        return TimeKind.TIME_OF_DAY, "stretch", replace(last, value=value)
    if moment.year is None and moment.offset is None and moment.unit in ("day", "month", "quarter"):
        first = resolve(replace(moment, year=last.last.year), basis, forward=False)
        if first.first is not None and first.first > last.last:
            first = resolve(replace(moment, year=last.last.year - 1), basis, forward=False)
    else:
        first = resolve(moment, basis, forward=False)
    if first.first is None or first.first > last.last:
        return TimeKind.PERIOD, "stretch", Days(None, reason=first.reason or "time.no_such_day")
    value = f"{_end(first, 0)}/{_end(last, -1)}"
    basis_used = last.basis or first.basis
    return TimeKind.PERIOD, "stretch", Days(value, first.first, last.last, basis_used)


def _end(days: Days, side: int) -> str:
    """The value of one end of a stretch: its own, or its day where it is an interval itself."""
    assert days.value is not None
    if "/" in days.value or days.value.startswith("{"):
        day = days.first if side == 0 else days.last
        assert day is not None
        return day.isoformat()
    return days.value


def _limits(found: Found, days: Days) -> tuple[date | None, date | None]:
    """The first and last day an expression allows, its bound applied.

    "trước ngày 15/9" is used as "no later than 15/9"; "trước" a longer stretch or an occasion
    ends on the day before it.
    """
    first, last = days.first, days.last
    if first is None or last is None or found.until is not None:
        return first, last
    if found.duration is not None:
        if found.duration.backwards:
            return None, last  # "03 ngày trước ngày 05/10": no later than 02/10
        return (last, None) if found.bound is Bound.AFTER else (first, last)
    assert found.core is not None
    moment = found.core.moment
    vague = moment.part is not None
    if moment.unit == "occasion":
        return _around_occasion(found.bound, str(moment.occasion), first, last)
    if found.bound is Bound.BEFORE:
        exact = moment.unit in ("day", "days", "lunar_day", "today", "weekday")
        if moment.part == "start":
            return None, first - _ONE_DAY
        return None, last if exact or vague else first - _ONE_DAY
    if found.bound in (Bound.AT_LATEST, Bound.UNTIL):
        return (first if vague else None), last
    if found.bound is Bound.FROM:
        return first, None
    if found.bound is Bound.AFTER:
        return last + _ONE_DAY, None
    return first, last


def _around_occasion(
    bound: Bound | None, name: str, first: date, last: date
) -> tuple[date | None, date | None]:
    row = calendar.occasions()[name]
    if bound in (Bound.BEFORE, Bound.AT_LATEST):
        return first - timedelta(days=row["before"]), first - _ONE_DAY
    if bound is Bound.AFTER:
        return last + _ONE_DAY, last + timedelta(days=row["after"])
    if bound is Bound.FROM:
        return first, None
    return first, last
