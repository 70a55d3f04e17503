"""Which unknown header fields a reader is told of."""

from __future__ import annotations

from extract.model import Header, Stated
from index.central import is_central

WORTH_KNOWING = ("place", "number", "issued_on", "issuer", "title", "type", "signer", "status")
"""Header fields whose absence a reader wants to hear of, most wanted first."""


def unknown_fields(header: Header) -> list[tuple[str, Stated]]:
    """The fields worth knowing that are *chưa xác định*, each with its reason."""
    stated = [(field, getattr(header, field)) for field in WORTH_KNOWING]
    return [
        (field, one)
        for field, one in stated
        if one.value is None and not (field == "place" and is_central(header.issuer.value))
    ]
