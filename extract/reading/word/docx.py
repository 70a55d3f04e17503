"""DOCX, read from its XML: numbers, footnotes, tables, text boxes and the accepted text.

WordprocessingML as ECMA-376, Part 1, 17 describes it. Of tracked changes the text is read as if
all were accepted: insertions stand, deletions do not.
"""

from __future__ import annotations

from extract.model import Outcome, Reading, Source
from extract.reading.structure import assemble
from extract.reading.word.body import Body
from extract.reading.word.flow import lines
from extract.reading.word.package import Package, PartBroken, PartTooLarge

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, source: Source) -> Reading:
    """Read a DOCX. A damaged lesser part (footnotes, numbering) gives a partial reading."""
    try:
        package = Package(data)
    except PartTooLarge as error:
        return Reading(Outcome.REFUSED, reason="word_too_large", detail=str(error))
    except PartBroken as error:
        return Reading(Outcome.UNREADABLE, reason="word_broken", detail=str(error))
    try:
        body = Body(package)
        parts = body.parts()
    except PartTooLarge as error:
        return Reading(Outcome.REFUSED, reason="word_too_large", detail=str(error))
    except PartBroken as error:
        return Reading(Outcome.UNREADABLE, reason="word_broken", detail=str(error))
    finally:
        package.close()
    made = lines(parts)
    if not any(line.text.strip() or any(c.text for c in line.cells) for line in made):
        return Reading(Outcome.UNREADABLE, reason="word_no_text")
    document = assemble(made, source, MEDIA)
    if package.broken:
        return Reading(
            Outcome.PARTLY, document, "word_part_broken", ", ".join(sorted(set(package.broken)))
        )
    return Reading(Outcome.READ, document)
