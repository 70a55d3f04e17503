"""Footnotes and endnotes of a DOC: positions of their marks, stretches of their texts."""

from __future__ import annotations

from extract.reading.word.doc_file import DocFile, Place, Story
from extract.reading.word.lists import printed

Note = tuple[str, int, int]  # number as printed, first and last-but-one position of the text


def note_marks(file: DocFile) -> tuple[dict[int, str], list[Note]]:
    """Marks in the body by position, and the notes in order."""
    marks: dict[int, str] = {}
    notes: list[Note] = []
    kinds = (
        (Place.FOOTNOTE_MARKS, Place.FOOTNOTE_TEXTS, file.footnotes, "decimal"),
        (Place.ENDNOTE_MARKS, Place.ENDNOTE_TEXTS, file.endnotes, "lowerRoman"),
    )
    for at, texts, story, form in kinds:
        if story.length:
            notes += _notes(file, at, texts, story, form, marks)
    return marks, notes


def _notes(
    file: DocFile, at: Place, texts: Place, story: Story, form: str, marks: dict[int, str]
) -> list[Note]:
    positions, entries = file.positions(at, 2)
    limits, _ = file.positions(texts, 0)
    notes: list[Note] = []
    count = 0
    for index, entry in enumerate(entries):
        if index + 1 >= len(limits) or positions[index] >= file.body.length:
            break
        if any(entry):  # numbered by Word; else the mark was typed
            count += 1
            shown = printed(count, form)
        else:
            shown = file.text[positions[index]]
        marks[positions[index]] = shown
        start, end = limits[index], limits[index + 1]
        if 0 <= start < end <= story.length:
            notes.append((shown, story.start + start, story.start + end))
    return notes
