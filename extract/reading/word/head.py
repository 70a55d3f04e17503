"""A head of two columns that is set with tabs or blanks instead of a table.

Nghị định 30/2020/NĐ-CP puts the issuing body beside the national name; a paragraph then holds
a line of either column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.letters import fold
from extract.reading.lines import Line

_SEARCHED = 20  # lines at the top
_LONGEST = 300  # characters of a line with both columns
_BLANKS = re.compile(r"[ \u00a0]{4,}")
_NATION = ("cong hoa xa hoi chu nghia", "doc lap", "dang cong san")
_DATED = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")


def split_columns(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with such a head taken apart, left column first; other tabs become blanks."""
    parts = {place: found for place in range(min(_SEARCHED, len(lines)))
             if (found := _parts(lines[place]))}  # fmt: skip
    right = [place for place, (_, text) in parts.items() if _is_right(text)]
    if not any(fold(parts[place][1]).startswith(_NATION) for place in right):
        return [_plain(line) for line in lines]
    first, last = right[0], right[-1]
    head = lines[first : last + 1]
    if any(line.cells for line in head):
        return [_plain(line) for line in lines]
    left = [
        replace(line, text=parts[place][0] if place in parts else line.text, marks=())
        for place, line in enumerate(head, first)
    ]
    beside = [
        replace(lines[place], text=parts[place][1], marks=())
        for place in range(first, last + 1)
        if place in parts
    ]
    above, below = lines[:first], lines[last + 1 :]
    return [_plain(line) for line in (*above, *left, *beside, *below)]


def _parts(line: Line) -> tuple[str, str] | None:
    """What stands left and right of the one gap in a line."""
    if line.cells or len(line.text) > _LONGEST:
        return None
    text = line.text.strip()
    # Beside a tab, a run of blanks is a number or a day left open.
    pieces = text.split("\t") if "\t" in text else _BLANKS.split(text)
    found = [piece.strip() for piece in pieces if piece.strip()]
    return (found[0], found[1]) if len(found) == 2 else None


def _is_right(text: str) -> bool:
    folded = fold(text)
    return folded.startswith(_NATION) or bool(_DATED.search(folded))


def _plain(line: Line) -> Line:
    return replace(line, text=line.text.replace("\t", " ")) if "\t" in line.text else line
