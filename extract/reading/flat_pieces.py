"""The pieces of the lines of a table row: a cell may begin with each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from extract.reading.cell_shapes import is_joint, is_time, names_body

_INSIDE = re.compile(r"(?<=[^\W\d_)]) (?=[^\W\d_]|20\d\d)")
_WIDE = re.compile(r"[ \t\xa0]{3,}|\t|  (?=\S)")


class Gap(IntEnum):
    """What parts a piece from the one before it."""

    LINE = 0
    BLANK = 1  # an empty line
    WIDE = 2  # several blanks
    INSIDE = 3  # one blank, where a cell may begin all the same


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a row, or a part of one; ``start`` and ``end`` in the row's text."""

    text: str
    start: int
    end: int
    gap: Gap
    last: bool = False  # an empty line follows


def pieces_of(text: str, start: int = 0) -> list[Piece]:
    """The pieces of a row's text from ``start`` on."""
    found: list[Piece] = []
    blank = False
    position = start
    for line in text[start:].split("\n"):
        cuts = [(position, Gap.BLANK if blank else Gap.LINE)]
        visible_end = position + len(line.rstrip())
        if not line.strip():
            if found:
                found[-1] = _before_blank(found[-1])
            blank = True
            position += len(line) + 1
            continue
        first = position + len(line) - len(line.lstrip())
        cuts = [(first, cuts[0][1])]
        cuts += [(match.end(), Gap.WIDE) for match in _WIDE.finditer(text, first, visible_end)]
        cuts += [
            (match.end(), Gap.INSIDE)
            for match in _INSIDE.finditer(text, first, visible_end)
            if _may_begin(text[first : match.start()], text[match.end() : visible_end])
        ]
        cuts.sort()
        ends = [cut for cut, _ in cuts[1:]] + [visible_end]
        for (at, gap), end in zip(cuts, ends, strict=True):
            words = text[at:end].rstrip()
            if words:
                found.append(Piece(words, at, at + len(words), gap))
        blank = False
        position += len(line) + 1
    return found


def _before_blank(piece: Piece) -> Piece:
    return Piece(piece.text, piece.start, piece.end, piece.gap, last=True)


def _may_begin(before: str, after: str) -> bool:
    """Whether a cell may begin within a printed line: a body, or a time that fills the rest."""
    if not (after[0].isupper() or after[0].isdigit()) or is_joint(before):
        return False
    return (after[0].isupper() and names_body(after)) or is_time(after)
