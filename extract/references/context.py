"""What a document tells about itself that its citations leave out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.model import Document
from extract.places import place_named
from extract.references.numbers import Number, parse_number


@dataclass(frozen=True, slots=True)
class Context:
    """The document's own number, place and issuer, as far as its header states them."""

    number: Number | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    place: str | None = None  # with its rank, "tỉnh Bình Thuận"
    district: str | None = None


def context_of(document: Document) -> Context:
    """The context that ``document.header`` gives."""
    header = document.header
    number = None if header.number.value is None else parse_number(header.number.value)
    day = _day(header.issued_on.value or header.published_on.value)
    place = None if header.place.value is None else place_named(header.place.value)
    return Context(
        number=number,
        type=header.type.value,
        date=header.issued_on.value,
        issuer=header.issuer.value,
        place=None if place is None else place.at(day),
        district=header.district.value,
    )


def _day(value: str | None) -> date | None:
    if value is None or len(value) != 10:
        return None
    return date.fromisoformat(value)
