"""Which bodies act for the whole country."""

from __future__ import annotations

from functools import lru_cache

from extract.bodies import find_bodies
from extract.model import Block, BlockKind, Document


@lru_cache(maxsize=4096)
def is_central(issuer: str | None) -> bool:
    """Whether a body acts for the whole country, so that a province is not missing but absent."""
    if not issuer:
        return False
    whole = Block(BlockKind.PARAGRAPH, 0, len(issuer))
    bodies = find_bodies(Document("issuer", issuer, (whole,)))
    return bool(bodies) and all(one.level == "trung ương" for one in bodies)
