"""Which documents are copies of one another (PDF, DOCX, a reprint)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.cards import stored_documents
from index.copies import groups
from index.engine import Engine


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
