"""Bytes by their hash: where they stand whole in the archive, in however many records."""

from __future__ import annotations

from index.archive import Archive, ArchiveDamaged, Location
from index.ledger import Ledger


def held(archive: Archive, ledger: Ledger, sha256: str) -> tuple[Location, bytes] | None:
    """The bytes with this hash and a record that has them; None when no record is whole."""
    for capture in ledger.same_bytes(sha256):
        place = Location(capture.archive_file, capture.archive_offset)
        try:
            return place, archive.read(place).body
        except ArchiveDamaged:
            continue
    return None
