"""Page furniture: page numbers, running heads, and the stamps of digital signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.head import cues
from extract.letters import fold
from extract.reading.pdf.rows import Row

_EDGE_ROWS = 3  # rows at the top and the bottom of a page that may repeat
_SHARE = 0.4  # of the pages (or of the odd, or the even ones) that carry a running head
_LEAST = 3  # pages that must carry it
_LONG = 150  # characters: a longer row is no running head
_NUMBER = re.compile(r"^[-–—|\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*$")
_STAMP = re.compile(
    r"^\W{0,3}(?:nguoi ky|ky boi|thoi gian ky|ngay ky)\s*:|\b(?:digitally signed|signed by)\b"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}:\d{2}"
)
_STAMP_LINE = re.compile(r"^(?:email|co quan|to chuc|nguoi ky|ky boi|[+-]\d\d:\d\d)\b|@|^[+-]\d\d:")
_COUNTER = re.compile(r"^\d{1,4}\s+|\s+(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?$")
_RULE = re.compile(r"^[_\-–—=~*.·…\s]{3,}$")  # a line drawn with letters
_FINE = 11.0  # points: letters as small as a stamp's
_STAMP_REACH = 30.0  # points: rows of one stamp stand nearer


def find_furniture(pages: Sequence[Sequence[Row]]) -> list[set[int]]:
    """For each page the positions of its rows that are furniture.

    ``pages`` holds the rows of every page outside of tables, from top to bottom.
    """
    found = [_stamps(rows) for rows in pages]
    repeated = _repeated(pages, found)
    for rows, marked in zip(pages, found, strict=True):
        for position in _edges(rows, marked):
            if _key(rows[position]) in repeated:
                marked.add(position)
        marked |= _page_number(rows, marked, len(pages))
        marked.update(i for i, row in enumerate(rows) if _RULE.match(row.text))
    return found


def _edges(rows: Sequence[Row], marked: set[int]) -> list[int]:
    """The positions of the first and the last rows that are not marked."""
    free = [position for position in range(len(rows)) if position not in marked]
    return sorted({*free[:_EDGE_ROWS], *free[-_EDGE_ROWS:]})


def _key(row: Row) -> tuple[str, int]:
    return _COUNTER.sub("", fold(row.text)), round(row.baseline / 12)


def _repeated(pages: Sequence[Sequence[Row]], stamps: Sequence[set[int]]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for rows, stamped in zip(pages, stamps, strict=True):
        keys: set[tuple[str, int]] = set()
        for position in _edges(rows, stamped):
            text, place = _key(rows[position])
            # What opens each annex stands at the top of its page and is no running head.
            if len(text) <= _LONG and not cues.is_annex(text):
                keys.update((text, place + shift) for shift in (-1, 0, 1))
        counts.update(keys)
    least = max(_LEAST, _SHARE * len(pages) / 2)
    return {key for key, count in counts.items() if count >= least and key[0].strip()}


def _page_number(rows: Sequence[Row], marked: set[int], pages: int) -> set[int]:
    """A bare number that is the first or the last row left, apart from the text."""
    rest = [position for position in range(len(rows)) if position not in marked]
    found: set[int] = set()
    if not rest:
        return found
    for position, neighbour in ((rest[0], rest[1:2]), (rest[-1], rest[-2:-1])):
        row = rows[position]
        match = _NUMBER.match(fold(row.text))
        if not match or int(match.group(1)) > pages + 2000:
            continue
        if neighbour:
            other = rows[neighbour[0]]
            apart = abs(other.baseline - row.baseline)
            if apart < 1.25 * other.size:
                continue
        found.add(position)
    return found


def _stamps(rows: Sequence[Row]) -> set[int]:
    """Rows printed by a digital signature: who signed and when."""
    found = {index for index, row in enumerate(rows) if _STAMP.search(fold(row.text))}
    if not found:
        return found
    grown = True
    while grown:
        grown = False
        for index, row in enumerate(rows):
            if index in found:
                continue
            near = any(
                abs(rows[other].baseline - row.baseline) <= _STAMP_REACH
                and abs(rows[other].left - row.left) <= 4
                and row.size <= rows[other].size * 1.1
                for other in found
            )
            if near and (_STAMP_LINE.search(fold(row.text)) or row.size < _FINE):
                found.add(index)
                grown = True
    return found
