"""Stamps of receipt on scans ("ĐẾN: giờ …, ngày …") and initials: no part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.letters import fold
from extract.reading.pdf.rows import gather_rows
from extract.reading.pdf.ruling import Rectangle
from extract.reading.pdf.words import Edge, Word

_WIDTH = (80.0, 210.0)  # points
_HEIGHT = (24.0, 75.0)  # points
_SHARE = 0.36  # of the page's width: a wider frame is a table
_CLOSE = 14.0  # points: ends of lines nearer than this are one side of a frame
_SLANT = 4.0  # points: how far the pieces of a slanted line are off each other
_NEXT = 1.2  # letter sizes: a word nearer to one outside belongs to that row
_FEW = 12  # words of a stamp at most, where none of its signs can be read
_SCRIBBLE = 8  # letters and figures in what OCR makes of initials, at most
_DOUBTFUL = 40.0  # per cent: how sure it is of them, at most
_SIGNS = ("den", "gio", "ngay", "chuyen", "cong thong tin", "cong van", "so:")


def split_stamps(
    words: Sequence[Word], edges: Sequence[Edge], width: float, head: float = 0.0
) -> tuple[list[Word], list[Word]]:
    """The words of a page ``width`` points wide without those of stamps, and those of stamps.

    Down to ``head`` points the page is a document's head, where every small frame is a stamp.
    """
    text, stamped = list(words), []
    for frame in _frames(edges, width):
        inside = [word for word in text if _is_inside(word, frame)]
        content = fold(" ".join(word.text for word in inside))
        stands_in_head = frame[3] <= head and len(inside) <= _FEW
        if not stands_in_head and not any(sign in content for sign in _SIGNS):
            continue
        taken = _alone(inside, text)
        ids = set(map(id, taken))
        text = [word for word in text if id(word) not in ids]
        stamped.extend(taken)
    return text, stamped


def _frames(edges: Sequence[Edge], width: float) -> list[Rectangle]:
    """Rectangles with at least three level lines of the same ends, close below each other.

    Two are enough where an upright line joins their ends.
    """
    most = min(_WIDTH[1], _SHARE * width)
    level = [edge for edge in _joined(edges) if _WIDTH[0] <= edge.right - edge.left <= most]
    frames: list[Rectangle] = []
    used: set[int] = set()
    for position, first in enumerate(level):
        if position in used:
            continue
        group = [position]
        for other in range(position + 1, len(level)):
            edge = level[other]
            if edge.top - first.top > _HEIGHT[1]:
                break
            if abs(edge.left - first.left) <= _CLOSE and abs(edge.right - first.right) <= _CLOSE:
                group.append(other)
        last = level[group[-1]]
        left = min(level[i].left for i in group)
        right = max(level[i].right for i in group)
        sides = [
            edge
            for edge in edges
            if edge.upright
            and min(abs(edge.left - left), abs(edge.left - right)) <= _CLOSE
            and edge.top <= first.top + _CLOSE
            and edge.bottom >= last.top - _CLOSE
            and edge.bottom - edge.top <= _HEIGHT[1]
        ]
        if len(group) + bool(sides) >= 3 and last.top - first.top >= _HEIGHT[0]:
            used.update(group)
            top = min([first.top, *(edge.top for edge in sides)])
            bottom = max([last.top, *(edge.bottom for edge in sides)])
            frames.append((left - 8, top - 4, right + 8, bottom + 4))
    return frames


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """The level lines from top to bottom, the pieces of a slightly slanted one put together."""
    lines: list[Edge] = []
    for edge in sorted((edge for edge in edges if not edge.upright), key=lambda edge: edge.left):
        for position, line in enumerate(lines):
            if abs(line.top - edge.top) <= _SLANT and abs(line.right - edge.left) <= _SLANT:
                lines[position] = replace(line, right=edge.right)
                break
        else:
            lines.append(edge)
    return sorted(lines, key=lambda line: line.top)


def _is_inside(word: Word, frame: Rectangle) -> bool:
    left, top, right, bottom = frame
    return left <= word.middle <= right and top <= (word.top + word.bottom) / 2 <= bottom


def _alone(inside: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """The words of ``inside`` that do not continue a row from outside the frame."""
    ids = set(map(id, inside))
    kept = [word for word in words if id(word) not in ids]
    left = list(inside)
    found = True
    while found:
        found = False
        for word in left:
            if any(_are_next(word, other) for other in kept):
                kept.append(word)
                left.remove(word)
                found = True
                break
    return left


def _are_next(word: Word, other: Word) -> bool:
    size = min(word.size, other.size)
    if abs(word.baseline - other.baseline) > 0.25 * size:
        return False
    high, low = sorted((word.bottom - word.top, other.bottom - other.top), reverse=True)
    gap = max(word.left - other.right, other.left - word.right)
    return gap < _NEXT * size and low >= 0.6 * high


def split_scribbles(words: Sequence[Word], page: int) -> tuple[list[Word], list[Word]]:
    """The words of a page without rows that are traces of a pen, and those rows."""
    text: list[Word] = []
    scribbled: list[Word] = []
    for row in gather_rows(words, page):
        letters = sum(letter.isalnum() for letter in row.text)
        written = sum(len(word.text) for word in row.words)
        sure = sum(word.sure * len(word.text) for word in row.words) / written
        doubtful = letters <= _SCRIBBLE and sure < _DOUBTFUL
        (scribbled if doubtful else text).extend(row.words)
    return text, scribbled
