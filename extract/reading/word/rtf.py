"""RTF, which old portals publish under the name .doc."""

from __future__ import annotations

from extract.model import Outcome, Reading, Source
from extract.reading.structure import assemble
from extract.reading.word.flow import lines
from extract.reading.word.rtf_body import RtfBody, RtfTooDeep

MEDIA = "application/rtf"


def read_rtf(data: bytes, source: Source) -> Reading:
    """Read an RTF."""
    try:
        parts = RtfBody(data).parts()
    except RtfTooDeep:
        return Reading(Outcome.UNREADABLE, reason="word_broken", detail="RTF")
    made = lines(parts)
    if not any(line.text.strip() or any(c.text for c in line.cells) for line in made):
        return Reading(Outcome.UNREADABLE, reason="word_no_text")
    return Reading(Outcome.READ, assemble(made, source, MEDIA))
