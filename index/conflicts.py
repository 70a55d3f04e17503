"""Duties for which two documents that belong together give different days.

Two duties are one when the same body leads, their words are nearly the same and less than half a
year lies between their days (further apart they are duties of two years). Documents belong
together when they are one instrument or one text, when one cites the other, or when both come
from one place and let the duty rest on one instrument. Without such a tie nothing is said: every
province has its own days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from extract.model import Deadline
from index.analysis import function_words, words
from index.answers import Card, Conflict, Fact
from index.cards import cards
from index.due_fields import deadline_clearness
from index.engine import Engine, Found
from index.fields import body_keys, day_number
from index.folding import first_copies
from index.instruments import Instruments
from index.plan import All, AnyOf, Between, Clause, OneOf, Plan, Term
from index.query import Clearness
from index.schema import Collection
from index.searching import Searching

_ALIKE = 0.6  # share of their words that two wordings of one task have in common
_FEWEST = 3  # words of a task; "gửi báo cáo" is any task
_HALF_A_YEAR = timedelta(days=183)
_MOST = 1000
_AT_ONCE = 50  # duties that are asked about in one search


class _Duty:
    """A duty with a stated day and a named lead, ready to be compared."""

    def __init__(self, fact: Fact, due: Deadline, due_on: date) -> None:
        self.fact = fact
        self.due_on = due_on
        self.leads = frozenset(body_keys(*due.lead))
        self._task = due.task or fact.sentence.text

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the task without its lead's, numbers and words that only bind."""
        of_leads = {part for lead in self.leads for part in lead.split("-")}
        return frozenset(
            word.exact
            for word in words(self._task)
            if word.exact.isalpha()
            and word.exact not in function_words()
            and word.folded not in of_leads
        )


def conflicts(
    engine: Engine, searching: Searching, instruments: Instruments, facts: Iterable[Fact]
) -> tuple[Conflict, ...]:
    """For each of ``facts`` the duties, numbered, that set another day for it elsewhere."""
    own = _duties(facts)
    rows: dict[tuple[str, bytes], Found] = {}
    for at in range(0, len(own), _AT_ONCE):
        found = engine.search(_near(engine, own[at : at + _AT_ONCE]))
        rows |= {(row.document, row.payload): row for row in found.rows}
    documents = cards(engine, (row.document for row in rows.values()))
    others = _duties(
        replace(fact, duty=row.order)
        for row in rows.values()
        for fact in searching.shown((row,), documents=documents)
    )
    ties = _Ties(engine, instruments)
    return tuple(
        Conflict(duty.fact, other.fact)
        for duty, other in _alike(own, others)
        if ties.hold(duty.fact, other.fact)
    )


def _duties(facts: Iterable[Fact]) -> list[_Duty]:
    found = []
    for fact in facts:
        due = fact.annotation
        if isinstance(due, Deadline) and due.due_on and due.lead:
            duty = _Duty(fact, due, due.due_on)
            exact = deadline_clearness(due) is Clearness.DAY
            found += [duty] if exact and len(duty.words) >= _FEWEST else []
    return found


def _near(engine: Engine, own: Sequence[_Duty]) -> Plan:
    """The duties of the same leads, due half a year before or after, that can be one of ``own``.

    Wordings so alike share one of the rarest words of either (prefix filtering).
    """
    names = sorted({word for duty in own for word in duty.words})
    common = Counter(engine.frequencies({"exact": names}).get("exact", {}))
    by_day: dict[date, list[Clause]] = defaultdict(list)
    for duty in own:
        words = tuple(Term("exact", word) for word in _rarest(duty, common))
        leads = OneOf("body", tuple(sorted(duty.leads)))
        by_day[duty.due_on].append(All((leads, AnyOf(words))))
    return Plan(
        Collection.FACTS,
        AnyOf(tuple(All((_about(day), AnyOf(tuple(said)))) for day, said in by_day.items())),
        (Term("kind", "deadline"), Term("clearness", Clearness.DAY.value)),
        order="duty",
        ascending=True,
        limit=_MOST,
    )


def _about(day: date) -> Clause:
    """Due half a year before or after a day, but not on it."""
    one = timedelta(days=1)
    before = Between("due", day_number(day - _HALF_A_YEAR), day_number(day - one))
    after = Between("due", day_number(day + one), day_number(day + _HALF_A_YEAR))
    return AnyOf((before, after))


def _alike(own: Sequence[_Duty], others: Sequence[_Duty]) -> Iterator[tuple[_Duty, _Duty]]:
    """Pairs that say one task with two days, each document against another."""
    common = Counter(word for duty in others for word in duty.words)
    by_word: dict[str, list[_Duty]] = defaultdict(list)
    for duty in others:
        for word in _rarest(duty, common):
            by_word[word].append(duty)
    for duty in own:
        near = {id(other): other for word in _rarest(duty, common) for other in by_word[word]}
        for other in near.values():
            if _is_one_task(duty, other):
                yield duty, other


def _rarest(duty: _Duty, common: Counter[str]) -> list[str]:
    ordered = sorted(duty.words, key=lambda word: (common[word], word))
    return ordered[: len(ordered) - math.ceil(_ALIKE * len(ordered)) + 1]


def _is_one_task(duty: _Duty, other: _Duty) -> bool:
    if duty.fact.document.id == other.fact.document.id or not duty.leads & other.leads:
        return False
    if duty.due_on == other.due_on:
        return False
    if abs(duty.due_on - other.due_on) > _HALF_A_YEAR:
        return False
    shared = len(duty.words & other.words)
    return shared >= _ALIKE * len(duty.words | other.words)


class _Ties:
    """Whether documents belong together; each document is looked up once."""

    def __init__(self, engine: Engine, instruments: Instruments) -> None:
        self._engine = engine
        self._instruments = instruments
        self._cited: dict[str, frozenset[str]] = {}
        self._own: dict[str, str | None] = {}

    def hold(self, duty: Fact, other: Fact) -> bool:
        """Whether the documents of two duties belong together."""
        first, second = duty.document, other.document
        if self._cites(first, second) or self._cites(second, first):
            return True
        if first.place is not None and first.place == second.place:
            resting = _basis(duty)
            if resting is not None and resting == _basis(other):
                return True
        copies = first_copies(self._engine, (first.id, second.id))
        return copies.get(first.id, first.id) == copies.get(second.id, second.id)

    def _cites(self, citing: Card, cited: Card) -> bool:
        key = self._key(cited)
        if key is None:
            return False
        if citing.id not in self._cited:
            found = self._instruments.cited_in(citing.id)
            self._cited[citing.id] = frozenset(
                item.instrument.key for item in found if item.instrument is not None
            )
        return key in self._cited[citing.id]

    def _key(self, card: Card) -> str | None:
        if card.id not in self._own:
            own = self._instruments.of_document(card)
            self._own[card.id] = own.key if own is not None else None
        return self._own[card.id]


def _basis(fact: Fact) -> str | None:
    return fact.annotation.basis if isinstance(fact.annotation, Deadline) else None
