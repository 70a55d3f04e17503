"""Which unknown header fields a reader is told of."""

from __future__ import annotations

from functools import lru_cache

from extract.bodies import find_bodies
from extract.model import Block, BlockKind, Document, Header, Stated

WORTH_KNOWING = ("place", "number", "issued_on", "issuer", "title", "type", "signer", "status")
"""Header fields whose absence a reader wants to hear of, most wanted first."""


@lru_cache(maxsize=4096)
def is_central(issuer: str | None) -> bool:
    """Whether a body acts for the whole country, so that a province is not missing but absent."""
    if not issuer:
        return False
    whole = Block(BlockKind.PARAGRAPH, 0, len(issuer))
    bodies = find_bodies(Document("issuer", issuer, (whole,)))
    return bool(bodies) and all(one.level == "trung ương" for one in bodies)


def unknown_fields(header: Header) -> list[tuple[str, Stated]]:
    """The fields worth knowing that are *chưa xác định*, each with its reason."""
    stated = [(field, getattr(header, field)) for field in WORTH_KNOWING]
    return [
        (field, one)
        for field, one in stated
        if one.value is None and not (field == "place" and is_central(header.issuer.value))
    ]
