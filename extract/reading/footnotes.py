"""Footnotes joined to the places of their marks.

Readers that know a mark (a superscript, a link) say so. In a saved text the mark is a digit
glued to the word before it ("ngành1"); it is accepted only where a footnote of that number
stands below and the marks come in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Block, BlockKind

_GLUED = re.compile(
    r"(?<=[^\W\d_]|[)”\"»’%,;.])(?:(\d{1,3})|\[(\d{1,3})\]|\((\d{1,3})\))(?![\w/%])"
)
_NOT_BODY = (BlockKind.FOOTNOTE, BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
_CODE_BEFORE = re.compile(r"(?:^|[\W_])[A-ZĐ]{1,4}-?$")  # "HK1", "CO2": part of a code


def join_footnotes(
    text: str, blocks: Sequence[Block], marks: Sequence[tuple[int, int, str]]
) -> list[Block]:
    """``blocks`` with the anchors of each footnote filled in."""
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE and block.number]
    if not notes:
        return list(blocks)
    places = list(marks) if marks else _glued_marks(text, blocks, notes)
    anchors = _anchors(notes, places)
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
