"""The fields of the two collections, the same in every engine."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cache
from types import MappingProxyType


class Collection(StrEnum):
    """What can be searched."""

    DOCUMENTS = "documents"  # one row per document, its current version
    FACTS = "facts"  # one row per annotation or sentence


class FieldKind(StrEnum):
    """How a field is indexed."""

    WORDS = "words"  # analysed words with positions: scored, phrases
    PAIRS = "pairs"  # analysed words without positions: scored
    KEY = "key"  # whole values: filtered
    COUNTED = "counted"  # whole values: filtered, and counted
    WHOLE = "whole"  # integers of up to 63 bits: ranges, order
    NUMBER = "number"  # floating point: ranges
    PAYLOAD = "payload"  # JSON, given back as it came


UNSCORED = frozenset({FieldKind.KEY, FieldKind.COUNTED})
"""Kinds of fields that a row has the value of or has not."""

_COMMON = {
    "document": FieldKind.COUNTED,  # id of the document; a document's row has it too
    "place": FieldKind.KEY,  # every slug and code the place can be asked by
    "province": FieldKind.COUNTED,  # label, at the document's date
    "province_today": FieldKind.COUNTED,
    "district": FieldKind.COUNTED,
    "type": FieldKind.COUNTED,
    "type_key": FieldKind.KEY,
    "issuer": FieldKind.COUNTED,
    "issuer_key": FieldKind.KEY,
    "year": FieldKind.COUNTED,
    "school_year": FieldKind.COUNTED,
    "portal": FieldKind.COUNTED,
    "relation": FieldKind.COUNTED,
    "section": FieldKind.COUNTED,
    "issued": FieldKind.WHOLE,  # 20230914; 0 when not known
    "newest": FieldKind.WHOLE,  # sorting keys, both descending, so that undated stand last
    "oldest": FieldKind.WHOLE,
    "number": FieldKind.KEY,  # keys of the numbers cited; of a document, of its own
    "exact": FieldKind.WORDS,
    "folded": FieldKind.WORDS,
    "pairs": FieldKind.PAIRS,
    "payload": FieldKind.PAYLOAD,
}

FIELDS = MappingProxyType(
    {
        Collection.DOCUMENTS: MappingProxyType(
            _COMMON
            | {
                "slug": FieldKind.KEY,
                "cites": FieldKind.KEY,  # keys of the numbers and instruments cited
                "title_exact": FieldKind.WORDS,
                "title_folded": FieldKind.WORDS,
                "title_pairs": FieldKind.PAIRS,
            }
        ),
        Collection.FACTS: MappingProxyType(
            _COMMON
            | {
                "kind": FieldKind.COUNTED,
                "instrument": FieldKind.KEY,  # URIs
                "identity": FieldKind.COUNTED,  # what a mention says, see ``index.identity``
                "written": FieldKind.COUNTED,  # how it is written
                "value": FieldKind.NUMBER,
                "unit": FieldKind.KEY,
                "item": FieldKind.KEY,  # grades of a list, kind of a finding, header fields unknown
                "body": FieldKind.KEY,  # slugs of the bodies that must act
                "due": FieldKind.WHOLE,  # 20231231; 99999999 where no day is known
                "clearness": FieldKind.KEY,  # of what is due, see ``index.due_fields``
                "stretch": FieldKind.COUNTED,  # clearness and month
                "duty": FieldKind.WHOLE,  # the same for copies of one duty, in order of time
                "lead": FieldKind.COUNTED,  # bodies that lead, as written
                "aim": FieldKind.WHOLE,  # the same for copies of one target, newest year first
            }
        ),
    }
)
"""Field names and kinds of each collection; a row may not have any other field."""


_LAYOUT = 4  # grows when an engine lays the same fields out otherwise, or a payload is written so


@cache
def fields_digest() -> str:
    """Stands in the name of every index, so that one with other fields is never opened."""
    fields = repr([_LAYOUT, *((name, sorted(FIELDS[name].items())) for name in Collection)])
    return hashlib.sha256(fields.encode()).hexdigest()[:6]


FACETS = MappingProxyType(
    {
        "place": "province",
        "place_today": "province_today",
        "district": "district",
        "type": "type",
        "issuer": "issuer",
        "year": "year",
        "school_year": "school_year",
        "portal": "portal",
        "relation": "relation",
        "section": "section",
    }
)
"""What can be counted, by the name users give it, and the field that is counted."""
