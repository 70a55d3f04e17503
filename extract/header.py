"""The fields by which a document is known, from its head, its portal's table and its foot."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Block, Header, Source


def read_header(text: str, blocks: Sequence[Block], source: Source) -> Header:
    """The header of a document; a field that nothing states stays empty with its reason."""
    return Header()
