"""From what a person calls an instrument to the one that is meant, or to the choice."""

from __future__ import annotations

from extract.model import Reference
from index.answers import Candidate
from index.library import Library


def choice(library: Library, name: str) -> tuple[Candidate, ...]:
    """The instruments between which ``name`` does not decide; empty when it is clear.

    A key names one instrument, whatever else its number may fit.
    """
    candidates = library.resolve(name).candidates
    if len(candidates) < 2 or name in {one.instrument.key for one in candidates}:
        return ()
    return candidates


def path_of(reference: Reference) -> str | None:
    """The path of the page about what a reference names; None for a serial left blank ("/KH-UBND")
    and for what has no number."""
    number = reference.number
    return f"/so-hieu/{number}" if number and number[0].isalnum() else None
