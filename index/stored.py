"""What the rows of the collections carry and give back."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from extract.model import Body, Deadline, Finding, Passage, PassageKind, Reference, Target
from index.answers import Annotation, Card, Excerpt, Unknown
from index.copies import Signature
from index.encoding import from_json, to_json
from index.engine import Found

KINDS: dict[str, type[Annotation]] = {
    "reference": Reference,
    "deadline": Deadline,
    "target": Target,
    PassageKind.SHORTCOMING.value: Passage,
    PassageKind.GRADES.value: Passage,
    "finding": Finding,
    "body": Body,
    "unknown": Unknown,
}
"""Kinds of facts and the value each carries; "sentence" carries none."""


@dataclass(frozen=True, slots=True)
class StoredFact:
    """What a facts row gives back."""

    kind: str
    sentence: Excerpt
    annotation: Annotation | None = None
    anchor: Excerpt | None = None
    references: tuple[Reference, ...] = ()
    section: str | None = None
    phrase: str | None = None
    document: str = ""  # known of the row, so that it need not be in what the row carries


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What a documents row gives back."""

    card: Card
    signature: Signature = ()  # see ``index.copies``


def write_document(value: StoredDocument) -> str:
    """What a documents row carries."""
    return orjson.dumps(to_json(value)).decode()


def write_fact(value: StoredFact) -> str:
    """What a facts row carries."""
    return orjson.dumps(to_json(value)).decode()


def read_document(payload: bytes) -> StoredDocument:
    """What a documents row carries."""
    return from_json(StoredDocument, orjson.loads(payload))


def read_fact(row: Found) -> StoredFact:
    """What a facts row carries, with its document."""
    stored = orjson.loads(row.payload)
    annotation = stored.pop("annotation", None)
    if annotation is not None:
        stored["annotation"] = from_json(KINDS[stored["kind"]], annotation)
    for name in ("sentence", "anchor"):
        if stored.get(name) is not None:
            stored[name] = from_json(Excerpt, stored[name])
    stored["references"] = tuple(
        from_json(Reference, item) for item in stored.get("references", ())
    )
    return StoredFact(**stored, document=row.document)
