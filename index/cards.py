"""Documents' cards for facts, which carry only their document's id."""

from __future__ import annotations

from collections.abc import Iterable

from index.answers import Card
from index.engine import Engine
from index.plan import Everything, OneOf, Plan
from index.schema import Collection
from index.stored import StoredDocument, read_document


def cards(engine: Engine, documents: Iterable[str]) -> dict[str, Card]:
    """The cards of documents by id; an id the engine does not have is left out."""
    return {name: item.card for name, item in stored_documents(engine, documents).items()}


def stored_documents(engine: Engine, documents: Iterable[str]) -> dict[str, StoredDocument]:
    """What the rows of documents carry, by id in the order given; unknown ids are left out."""
    wanted = tuple(dict.fromkeys(documents))
    if not wanted:
        return {}
    plan = Plan(Collection.DOCUMENTS, Everything(), (OneOf("document", wanted),), limit=len(wanted))
    rows = [read_document(row.payload) for row in engine.search(plan).rows]
    found = {item.card.id: item for item in rows}
    return {name: found[name] for name in wanted if name in found}
