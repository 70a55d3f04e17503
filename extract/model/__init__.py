"""The frozen values that pass between the rooms.

Offsets are code points into ``Document.text``, end exclusive. Dates are EDTF strings
(ISO 8601-2:2019): ``2023-09-14``, ``2023-09``, ``2022-09-05/2023-05-31``, ``../2025``.
``None`` means *chưa xác định* (not known); it is shown as such and never filled by a guess.
"""

from __future__ import annotations

from extract.model.annotations import (
    Body,
    Bound,
    Deadline,
    Finding,
    Instrument,
    Passage,
    PassageKind,
    Reference,
    ReferenceKind,
    Relation,
    Target,
    Time,
    TimeKind,
)
from extract.model.document import (
    Document,
    Outcome,
    Reading,
    Source,
)
from extract.model.header import (
    NOT_STATED,
    DigitalSignature,
    Header,
    Stated,
)
from extract.model.layout import (
    Block,
    BlockKind,
    Box,
    Cell,
    Page,
)

__all__ = [
    "NOT_STATED",
    "Block",
    "BlockKind",
    "Body",
    "Bound",
    "Box",
    "Cell",
    "Deadline",
    "DigitalSignature",
    "Document",
    "Finding",
    "Header",
    "Instrument",
    "Outcome",
    "Page",
    "Passage",
    "PassageKind",
    "Reading",
    "Reference",
    "ReferenceKind",
    "Relation",
    "Source",
    "Stated",
    "Target",
    "Time",
    "TimeKind",
]
