"""The documents that cite an instrument, each once in however many copies it is held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.answers import Card, Citation


@dataclass(frozen=True, slots=True)
class Citing:
    """A document with its citing sentences, and its other copies, which say the same."""

    document: Card
    citations: tuple[Citation, ...]
    copies: tuple[Card, ...]


def citing_documents(citations: Iterable[Citation]) -> list[Citing]:
    """The documents of ``citations``, in the order they come.

    Documents that are one instrument are copies; the first stands for them.
    """
    of_document: dict[str, list[Citation]] = {}
    for one in citations:
        of_document.setdefault(one.document.id, []).append(one)
    copies: dict[str, list[list[Citation]]] = {}
    for name, said in of_document.items():
        copies.setdefault(said[0].document.instrument or name, []).append(said)
    return [
        Citing(first[0].document, tuple(first), tuple(one[0].document for one in others))
        for first, *others in copies.values()
    ]
