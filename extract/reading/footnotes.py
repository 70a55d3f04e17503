"""Footnotes joined to the places of their marks.

Readers that know a mark (a superscript, a link) say so. In a saved text the mark is a digit
glued to the word before it ("ngành1"); it is accepted only where a footnote of that number
stands below and the marks come in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.head import cues
from extract.letters import fold
from extract.model import Block, BlockKind

_GLUED = re.compile(
    r"(?<=[^\W\d_]|[)”\"»’%,;.])(?:(\d{1,3})|\[(\d{1,3})\]|\((\d{1,3})\))(?![\w/%])"
)
_BRACKETED = re.compile(r"\((\d{1,2})\)")
_NOT_BODY = (BlockKind.FOOTNOTE, BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
_LONGEST = 200  # letters that tell whether a line opens an annex
_CODE_BEFORE = re.compile(r"(?:^|[\W_])[A-ZĐ]{1,4}-?$")  # "HK1", "CO2": part of a code


def join_footnotes(
    text: str, blocks: Sequence[Block], marks: Sequence[tuple[int, int, str]]
) -> list[Block]:
    """``blocks`` with the anchors of each footnote filled in."""
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE and block.number]
    if not notes:
        return list(blocks)
    of_forms = [note for note in notes if text[note.start] == "("]
    others = [note for note in notes if text[note.start] != "("]
    places = list(marks) if marks else _glued_marks(text, blocks, others)
    anchors = _anchors(others, places)
    anchors.update(_form_anchors(text, blocks, of_forms))
    return [
        replace(block, anchors=anchors.get(block.start, ()))
        if block.kind is BlockKind.FOOTNOTE
        else block
        for block in blocks
    ]


def _anchors(
    notes: Sequence[Block], marks: Sequence[tuple[int, int, str]]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Marks by the start of their footnote: of those with the number, the next one below."""
    anchors: dict[int, tuple[tuple[int, int], ...]] = {}
    by_number: dict[str, list[Block]] = {}
    for note in notes:
        by_number.setdefault(note.number or "", []).append(note)
    for start, end, number in marks:
        fitting = by_number.get(number, [])
        below = next((note for note in fitting if note.start > start), None)
        if below is None and not fitting:
            continue
        note = below or fitting[-1]
        anchors[note.start] = (*anchors.get(note.start, ()), (start, end))
    return anchors


def _form_anchors(
    text: str, blocks: Sequence[Block], notes: Sequence[Block]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """The marks (1), (2) … in a form by the start of their note, which stands below the form.

    A form begins with its annex, or after the notes of the one before; a mark may come again.
    """
    anchors: dict[int, tuple[tuple[int, int], ...]] = {}
    begins = 0
    for run in _runs(notes):
        form = [block for block in blocks if begins <= block.start < run[0].start]
        named = [at for at, block in enumerate(form) if _is_annex(text, block)]
        by_number = {note.number: note.start for note in run}
        for block in form[named[-1] if named else 0 :]:
            if block.kind in _NOT_BODY:
                continue
            for match in _BRACKETED.finditer(text, block.start, block.end):
                note = by_number.get(match[1])
                if note is not None and not _counts(block, match):
                    anchors[note] = (*anchors.get(note, ()), match.span())
        begins = run[-1].end
    return anchors


def _runs(notes: Sequence[Block]) -> list[list[Block]]:
    """Notes that count up from 1 together."""
    runs: list[list[Block]] = []
    for note in notes:
        if note.number == "1" or not runs:
            runs.append([])
        runs[-1].append(note)
    return runs


def _is_annex(text: str, block: Block) -> bool:
    return block.kind is not BlockKind.TABLE_ROW and cues.is_annex(
        fold(text[block.start : min(block.end, block.start + _LONGEST)])
    )


def _counts(block: Block, match: re.Match[str]) -> bool:
    """Whether a number in brackets counts points or columns: a cell or line begins with it."""
    if any((cell.start, cell.end) == match.span() for cell in block.cells):
        return True
    return not block.cells and match.start() == block.start


def _glued_marks(
    text: str, blocks: Sequence[Block], notes: Sequence[Block]
) -> list[tuple[int, int, str]]:
    """Digits glued to words that count up together with the footnotes, page after page."""
    marks: list[tuple[int, int, str]] = []
    wanted = [note.number or "" for note in notes]
    position = 0
    for block in blocks:
        if block.kind in _NOT_BODY:
            continue
        for match in _GLUED.finditer(text, block.start, block.end):
            number = match[1] or match[2] or match[3]
            if position == len(wanted):
                return marks
            before = text[max(block.start, match.start() - 6) : match.start()]
            if number == wanted[position] and not (match[1] and _CODE_BEFORE.search(before)):
                marks.append((match.start(), match.end(), number))
                position += 1
    return marks
