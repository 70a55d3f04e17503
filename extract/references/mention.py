"""A mention of an instrument while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Finding, ReferenceKind, Relation
from extract.references.numbers import Number


@dataclass(slots=True)
class Mention:
    """What the readers of this package have found out about one mention so far.

    It stays inside ``extract.references``; a finished one becomes a ``Reference``.
    """

    start: int
    end: int
    kind: ReferenceKind
    rule: str
    type: str | None = None
    number: Number | None = None
    number_start: int = 0
    date: str | None = None
    issuer: str | None = None
    name: str | None = None
    pinpoint: str | None = None
    pinpoint_start: int = -1  # where the pinpoint before the mention begins
    relation: Relation = Relation.REFERS_TO
    weight: int = 0
    target: Mention | None = None  # of "Quyết định nêu trên": the mention it repeats
    furniture: bool = False
    described: bool = False  # it stands in the title or the history of a mention before it
    findings: tuple[Finding, ...] = ()
