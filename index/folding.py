"""Each duty and aim once, in however many copies (PDF, DOCX, a reprint) its text is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.model import Deadline, Target
from index.analysis import analyse
from index.answers import Fact
from index.cards import stored_documents
from index.copies import groups
from index.engine import Engine


def once(engine: Engine, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """``facts`` without those that the copy of a document seen before says in the same words."""
    facts = tuple(facts)
    first = first_copies(engine, (fact.document.id for fact in facts))
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        copied = first.get(fact.document.id, fact.document.id)
        seen.setdefault((copied, analyse(fact.sentence.text).folded, *_said(fact)), fact)
    return tuple(seen.values())


def first_copies(engine: Engine, documents: Iterable[str]) -> Mapping[str, str]:
    """For each document the first of those that are the same instrument or hold the same text.

    Documents are ids; one that the engine does not have is left out.
    """
    stored = stored_documents(engine, documents)
    ids = list(stored)
    found: dict[str, str] = {}
    for group in groups([item.signature for item in stored.values()]):
        for position in group:
            found[ids[position]] = ids[group[0]]
    of_instrument: dict[str, str] = {}
    for name, item in stored.items():
        if item.card.instrument is not None:
            found[name] = of_instrument.setdefault(item.card.instrument, found[name])
    return found


def _said(fact: Fact) -> tuple[object, ...]:
    said = fact.annotation
    if isinstance(said, Deadline):
        return fact.kind, said.due_on, said.recurrence
    if isinstance(said, Target):
        return fact.kind, said.value, said.unit, said.comparator, said.indicator
    return (fact.kind,)
