"""DOC."""

from extract.model import Outcome, Reading, Source


def read_doc(data: bytes, source: Source) -> Reading:
    """Read."""
    return Reading(Outcome.UNREADABLE, reason="word_broken")
