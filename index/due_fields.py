"""When something is due, as fields of its row: how clear that is, in which month, which duty it is.

``duty`` is one number for a duty in however many copies its text is held (PDF, DOCX, a reprint),
and stands in the order of time: what has a day or period by the month it ends in, then what only
words tell, then rhythms.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import date

from extract.model import Deadline, Document, Target, TimeKind
from index.answers import Card
from index.copies import Signature
from index.engine import Value
from index.fields import day_number
from index.query import Clearness

NOBODY = "-"
"""Stands in the field ``lead`` where the text names nobody."""

_NO_DAY = 99_999_999  # sorts behind every day
_FIRST_YEAR = 1900
_MONTHS = 0xFFF  # months that can be told apart, from the first year on
_DAY, _MONTH = len("2023-12-31"), len("2023-12")
_IN_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d(?:T.*)?)?")

# Bits of a duty's number, 53 in all, so that engines that count in floating point keep them:
# rank 2, month 12, longer than its month 1, day or period 6, document 6, what is said 26.
_RANK, _IN_TIME, _PLACE, _SAID = 51, 39, 32, 26  # bits behind rank, month, day and document
_SAID_BITS = (1 << _SAID) - 1
_RANKS = {Clearness.DAY: 0, Clearness.PERIOD: 0, Clearness.WORDS: 1, Clearness.RHYTHM: 2}

# An expression of these kinds names a calendar day, month or year; others only bound one.
_CALENDAR = frozenset(
    {TimeKind.DATE, TimeKind.MONTH, TimeKind.QUARTER, TimeKind.HALF_YEAR, TimeKind.YEAR}
)


def source_of(card: Card, sketch: Signature) -> str:
    """What tells a document from all but its copies: its instrument, else its text.

    Copies that share nine tenths of their text have this in common three times in four.
    """
    return card.instrument or (str(sketch[:3]) if sketch else card.id)


Numbers = dict[int, str]
"""The numbers that duties or aims of one document have so far, with what is said under each."""


def aim_number(target: Target, issued: int, source: str, words: str, taken: Numbers) -> int:
    """One number for a target in however many copies: by year of issue, newest first, and document.

    ``issued`` is the day of issue as a number, 0 when unknown; a reprint is of another day. Of its
    53 bits 14 are the year, 13 the document and 26 what is said; no two targets of a document have
    the same, ``taken`` being those before it.
    """
    what = (source, words, target.value, target.unit, target.comparator, target.indicator)
    said = "\n".join(map(str, what))
    of_document = (9999 - issued // 10_000) << 13 | _digest(source) & 0x1FFF
    return _told_apart(of_document << _SAID | _digest(said) & _SAID_BITS, said, taken)


def document_of_aim(number: int) -> int:
    """The part of a target's number that the targets of one document have in common."""
    return number >> _SAID


def due_fields(
    document: Document, due: Deadline | Target, source: str, words: str, taken: Numbers
) -> dict[str, Value]:
    """The fields of a duty, or of an aim that is to be reached by some time; else none.

    ``source`` tells the document from all but its copies; ``words`` are the sentence, analysed;
    ``taken`` are the numbers of the duties before it in the document.
    """
    if isinstance(due, Deadline):
        value, clearness = due.value or "", deadline_clearness(due)
        what: tuple[object, ...] = (due.recurrence, *due.lead)
    elif due.due_on is not None:
        value = due.by or ""
        in_words = time_in_words(document, due) is not None
        clearness = Clearness.WORDS if in_words else value_clearness(value)
        what = (due.value, due.unit, due.comparator, due.indicator)
    else:
        return {}
    month = _month_number(due.due_on)
    duty = _RANKS[clearness] << _RANK | month << _IN_TIME
    if due.due_on is not None:
        period = period_of(value, due.due_on)
        longer = period != due.due_on.isoformat()[:_MONTH]
        duty |= (0x40 | _digest(period) & 0x3F if longer else due.due_on.day) << _PLACE
    said = "\n".join(map(str, (source, words, value, due.due_on, *what)))
    duty |= (_digest(source) & 0x3F) << _SAID | _digest(said) & _SAID_BITS
    return {
        "due": day_number(due.due_on) or _NO_DAY,
        "clearness": clearness.value,
        "stretch": Stretch(clearness, month).key,
        "duty": _told_apart(duty, said, taken),
        "lead": tuple(dict.fromkeys(leads_of(due))) or (NOBODY,),
    }


def leads_of(due: Deadline | Target) -> tuple[str, ...]:
    """The bodies that must act; empty where the text names none."""
    if isinstance(due, Deadline):
        return due.lead
    return (due.body,) if due.body else ()


def deadline_clearness(due: Deadline) -> Clearness:
    """How clear the time of a duty is."""
    if due.recurrence:
        return Clearness.RHYTHM
    if due.due_on is None or due.vague:
        return Clearness.WORDS
    return value_clearness(due.value)


def value_clearness(value: str | None) -> Clearness:
    """Whether an EDTF value is a day, perhaps with an hour, or anything longer."""
    return Clearness.DAY if len((value or "").partition("T")[0]) == _DAY else Clearness.PERIOD


def _told_apart(number: int, said: str, taken: Numbers) -> int:
    """The number, or the next that is free where it stands for something else said already."""
    while taken.setdefault(number, said) != said:
        number = number & ~_SAID_BITS | number + 1 & _SAID_BITS
    return number


def _digest(text: str) -> int:
    return zlib.crc32(text.encode())


def _month_number(day: date | None) -> int:
    if day is None:
        return _MONTHS
    return min(max((day.year - _FIRST_YEAR) * 12 + day.month - 1, 0), _MONTHS - 1)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Duties of one clearness due in one month, counted from the first year's first on."""

    clearness: Clearness
    month: int

    @property
    def key(self) -> str:
        """How it stands in the index."""
        return f"{self.clearness.value} {self.month}"

    @staticmethod
    def of(key: str) -> Stretch:
        """The stretch that has a key."""
        clearness, _, month = key.partition(" ")
        return Stretch(Clearness(clearness), int(month))

    @property
    def year(self) -> int | None:
        """The year its duties are due in; None where no day is known."""
        return None if self.month == _MONTHS else _FIRST_YEAR + self.month // 12

    @property
    def duties(self) -> tuple[int, int]:
        """The least and the greatest number a duty of its month and rank can have."""
        first = _RANKS[self.clearness] << _RANK | self.month << _IN_TIME
        return first, first | (1 << _IN_TIME) - 1


def period_of(value: str, due_on: date) -> str:
    """The month in which a time lies whole, else the time itself, in EDTF."""
    if _IN_MONTH.fullmatch(value):
        return value[:_MONTH]
    first, _, last = value.partition("/")
    if _IN_MONTH.fullmatch(first) and _IN_MONTH.fullmatch(last) and first[:_MONTH] == last[:_MONTH]:
        return first[:_MONTH]
    return value or due_on.isoformat()[:_MONTH]


def time_in_words(document: Document, target: Target) -> str | None:
    """The words of a target's time when they name no calendar day, month or year."""
    if target.due_on is None:
        return None
    said = [
        item
        for item in document.times
        if item.latest == target.due_on
        and target.sentence[0] <= item.start
        and item.end <= target.sentence[1]
    ]
    if any(item.kind in _CALENDAR for item in said):
        return None
    return said[0].text if said else target.by
