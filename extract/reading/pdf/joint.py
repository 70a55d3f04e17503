"""Signatures side by side: of several bodies, of who writes and who approves.

Each stands in a column of its own, from the capacity in capitals down to the name.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.head import cues
from extract.letters import fold, is_upper
from extract.reading.pdf.bands import Band
from extract.reading.pdf.rows import Row, gather_rows
from extract.reading.pdf.words import Word

_GAP = 1.4  # letter sizes between two columns at least
_ROOM = 14.0  # letter sizes: the most room for stamp and hand between two rows
_MOST = 4  # columns
_NAME_WORDS = (2, 7)


def find_signatures(rows: Sequence[Row]) -> list[Band]:
    """The places among ``rows`` of a page where signatures stand side by side, in order."""
    found: list[Band] = []
    index = 0
    while index < len(rows):
        band = _signatures(rows, index) if _opens(rows[index]) else None
        if band is not None:
            found.append(band)
        index = band.last if band is not None else index + 1
    return found


def _opens(row: Row) -> bool:
    """Whether a row holds the capacities of several: pieces in capitals, far apart."""
    pieces = [_text(piece) for piece in _pieces(row)]
    return (
        2 <= len(pieces) <= _MOST
        and all(map(is_upper, pieces))
        and any(cues.is_position(piece, fold(piece)) for piece in pieces)
    )


def _signatures(rows: Sequence[Row], first: int) -> Band | None:
    axes = [_middle(piece) for piece in _pieces(rows[first])]
    columns: list[list[Word]] = [[] for _ in axes]
    named: set[int] = set()
    last = first
    while last < len(rows) and len(named) < len(axes):
        row = rows[last]
        if last > first and (
            row.top - rows[last - 1].bottom > _ROOM * row.size
            or fold(row.text).startswith("noi nhan")
            or (named and _opens(row))
        ):
            break
        places = [(_column(piece, axes), piece) for piece in _pieces(row)]
        if any(column is None for column, _ in places):
            break
        for column, piece in places:
            if column is not None:
                columns[column].extend(piece)
                if _is_name(_text(piece)):
                    named.add(column)
        last += 1
    if not named:
        return None
    page = rows[first].page
    under = [row for words in columns for row in gather_rows(words, page)]
    return Band(first, last, [], under, head=False)


def _pieces(row: Row) -> list[list[Word]]:
    """The words of ``row``, parted where a column may end."""
    pieces = [[row.words[0]]]
    for before, word in zip(row.words, row.words[1:], strict=False):
        if word.left - before.right > _GAP * row.size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _column(piece: Sequence[Word], axes: Sequence[float]) -> int | None:
    """The column in which a piece stands; None if it reaches over several."""
    left, right = piece[0].left, piece[-1].right
    if sum(left <= axis <= right for axis in axes) > 1:
        return None
    return min(range(len(axes)), key=lambda index: abs(axes[index] - _middle(piece)))


def _middle(piece: Sequence[Word]) -> float:
    return (piece[0].left + piece[-1].right) / 2


def _text(piece: Sequence[Word]) -> str:
    return " ".join(word.text for word in piece)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1]
        and not is_upper(text)
        and all(word[0].isupper() for word in words)
    )
