"""Footnotes at the bottom of a page, told from the text by size, rule and mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.pdf.rows import Row
from extract.reading.pdf.words import Edge

_SMALL = 0.93  # of the body's letter size
_OWN_MARK = re.compile(r"^[(\[]?(\d{1,3}|\*{1,3})[)\]]?$")
_RULE = (60.0, 260.0)  # points: the length of the line above footnotes


@dataclass(slots=True)
class Note:
    """One footnote: its number and its rows; ``number`` is None for the rest of an earlier one."""

    number: str | None
    rows: list[Row]


def split_footnotes(
    rows: Sequence[Row], edges: Sequence[Edge], body_size: float
) -> tuple[list[Row], list[Note]]:
    """The rows of a page without furniture, parted into text and footnotes."""
    start = len(rows)
    while start > 0 and rows[start - 1].size <= _SMALL * body_size:
        start -= 1
    rule = _rule_above(rows, edges, start)
    if rule is not None:
        start = rule
    tail = rows[start:]
    first = next((i for i, row in enumerate(tail) if _mark(row) is not None), None)
    if first is None or (first > 0 and rule is None):
        if first is None:
            return list(rows), []
        start, tail = start + first, tail[first:]
    notes: list[Note] = []
    for row in tail:
        number = _mark(row)
        if number is not None:
            notes.append(Note(number, [_without_mark(row)]))
        elif notes:
            notes[-1].rows.append(row)
        else:
            notes.append(Note(None, [row]))
    return list(rows[:start]), notes


def _mark(row: Row) -> str | None:
    """The number with which a footnote begins: a raised figure, or [3], *."""
    word = row.words[0]
    match = _OWN_MARK.match(word.text)
    if not match or len(row.words) < 2:
        return None
    if word.raised or word.text[0] in "[*(":
        return match.group(1)
    lifted = row.baseline - word.baseline
    if lifted >= 0.12 * row.size and word.size < row.size:
        return match.group(1)
    return None


def _without_mark(row: Row) -> Row:
    """``row`` after its own number."""
    first = row.words[0].text
    text = row.text[len(first) :]
    cut = len(row.text) - len(text.lstrip())
    marks = [(a - cut, b - cut, n) for a, b, n in row.marks if a >= cut]
    return Row(
        row.page, row.words[1:], row.left, row.top, row.right, row.bottom, row.baseline,
        row.size, row.bold, row.text[cut:], marks,
    )  # fmt: skip


def _rule_above(rows: Sequence[Row], edges: Sequence[Edge], start: int) -> int | None:
    """The first row below a short rule at the left margin, where the letters turn small."""
    for index in (start, start + 1):
        if not 0 < index < len(rows):
            continue
        above, below = rows[index - 1], rows[index]
        for edge in edges:
            long = edge.right - edge.left
            if (
                not edge.upright
                and _RULE[0] <= long <= _RULE[1]
                and above.baseline - 2 <= edge.top <= below.top + 3
                and edge.left <= below.left + 12
            ):
                return index
    return None
