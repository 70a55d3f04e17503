"""Documents' cards for facts, which carry only their document's id."""

from __future__ import annotations

from collections.abc import Iterable

from index.answers import Card
from index.engine import Engine
from index.plan import Everything, OneOf, Plan
from index.schema import Collection
from index.stored import read_document


def cards(engine: Engine, documents: Iterable[str]) -> dict[str, Card]:
    """The cards of documents by id; an id the engine does not have is left out."""
    wanted = tuple(dict.fromkeys(documents))
    if not wanted:
        return {}
    plan = Plan(Collection.DOCUMENTS, Everything(), (OneOf("document", wanted),), limit=len(wanted))
    found = (read_document(row.payload).card for row in engine.search(plan).rows)
    return {card.id: card for card in found}
