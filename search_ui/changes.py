"""What changed between two versions of a document, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from extract.model import BlockKind, Document
from index.answers import DocumentAnswer
from index.library import Library

SHOWN = 100
"""Paragraphs of one change that are shown, those taken out and those put in each."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version has not from the one before, and what it has more; each in text order."""

    captured_at: datetime
    taken_out: tuple[str, ...]
    put_in: tuple[str, ...]


def changes(library: Library, answer: DocumentAnswer) -> list[Change]:
    """The changes of a document from version to version, newest first."""
    found: list[Change] = []
    before: Document | None = None
    for version in answer.versions:
        now = library.version(version)
        if before is not None and now is not None:
            taken_out, put_in = _only(before, now), _only(now, before)
            if taken_out or put_in:
                found.append(Change(version.captured_at, taken_out, put_in))
        before = now or before
    return found[::-1]


def _only(one: Document, other: Document) -> tuple[str, ...]:
    """The paragraphs of one document that the other has not, or not as often."""
    left = Counter(_paragraphs(other))
    only = []
    for paragraph in _paragraphs(one):
        if left[paragraph]:
            left[paragraph] -= 1
        else:
            only.append(paragraph)
    return tuple(only)


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is not BlockKind.BOILERPLATE:
            yield " ".join(document.quote((block.start, block.end)).split())
