"""DOC (Word 97 to 2003), read from its piece table.

Nothing has to be installed for it: automatic numbers, notes, tables and deleted text are read
from the file's own structures ([MS-DOC]).
"""

from __future__ import annotations

import struct

from extract.model import Outcome, Reading, Source
from extract.reading.structure import assemble
from extract.reading.word.doc_body import DocBody
from extract.reading.word.doc_file import DocBroken, DocEncrypted, DocFile, DocTooOld
from extract.reading.word.flow import lines

MEDIA = "application/msword"
_OFFICE = ("Excel", "PowerPoint")


def read_doc(data: bytes, source: Source) -> Reading:
    """Read a DOC."""
    try:
        parts = DocBody(DocFile(data)).parts()
    except DocEncrypted:
        return Reading(Outcome.UNREADABLE, reason="word_encrypted")
    except DocTooOld:
        return Reading(Outcome.UNREADABLE, reason="word_too_old")
    except DocBroken as error:
        reason = "word_other_office" if str(error) in _OFFICE else "word_broken"
        return Reading(Outcome.UNREADABLE, reason=reason, detail=str(error))
    except (struct.error, IndexError, KeyError, ValueError, OSError, OverflowError):
        return Reading(Outcome.UNREADABLE, reason="word_broken", detail="DOC")
    made = lines(parts)
    if not any(line.text.strip() or any(c.text for c in line.cells) for line in made):
        return Reading(Outcome.UNREADABLE, reason="word_no_text")
    return Reading(Outcome.READ, assemble(made, source, MEDIA))
