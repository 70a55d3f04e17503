"""Ruled lines in the image of a page, for the tables of scans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageChops

from extract.reading.pdf.words import Edge

_PIECE = 16  # pixels that must be dark together
_RUN = re.compile(rb"[\x00-\x30]{3,}")  # at least three pieces, each four fifths dark
_DARKER = 40  # than the paper around it: thin lines are drawn in grey
_STEPS = (1, 2, 4, 8)  # pixels up and down, 16 together: what is thicker is no line
_THICK = 16  # pixels: what is thicker is a picture or a shaded ground
_GAP = 2  # pixels a line may skip
_MOST = 3000  # lines; more is a picture


@dataclass(slots=True)
class _Stroke:
    """Runs of dark pieces that touch, row by row."""

    first: int  # row
    last: int
    start: int  # piece
    end: int
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)  # rows by piece

    def add(self, row: int, start: int, end: int) -> None:
        self.last = row
        self.start, self.end = min(self.start, start), max(self.end, end)
        for piece in range(start, end):
            self.spans[piece] = (self.spans.get(piece, (row, row))[0], row)

    @property
    def is_line(self) -> bool:
        """Whether it is thin; it may lie a little aslant."""
        heights = sorted(last - first for first, last in self.spans.values())
        return heights[(len(heights) - 1) // 2] <= _THICK

    def row_at(self, piece: int) -> int:
        first, last = self.spans[piece]
        return (first + last) // 2


def drawn_lines(image: Image.Image, scale: float) -> list[Edge]:
    """Level and upright lines of ``image`` (mode L), in points; ``scale`` is points a pixel."""
    edges = [
        Edge(False, left * scale, at * scale, right * scale, at * scale)
        for at, left, right in _level(image)
    ]
    turned = image.transpose(Image.Transpose.TRANSPOSE)
    edges.extend(
        Edge(True, at * scale, top * scale, at * scale, bottom * scale)
        for at, top, bottom in _level(turned)
    )
    return edges if len(edges) <= _MOST else []


def _level(image: Image.Image) -> Iterator[tuple[float, int, int]]:
    """Position, start and end of level lines, in pixels; neighbouring rows are one line."""
    ink = _inked(image)
    pieces = ink.reduce((_PIECE, 1))
    width = pieces.width
    data = pieces.tobytes()
    strokes: list[_Stroke] = []
    for row in range(pieces.height):
        base = row * width
        for match in _RUN.finditer(data, base, base + width):
            start, end = match.start() - base, match.end() - base
            for stroke in strokes:
                if start < stroke.end and end > stroke.start:
                    stroke.add(row, start, end)
                    break
            else:
                stroke = _Stroke(row, row, start, end)
                stroke.add(row, start, end)
                strokes.append(stroke)
        closed = [stroke for stroke in strokes if stroke.last < row - 2]
        strokes = [stroke for stroke in strokes if stroke.last >= row - 2]
        yield from _lines(closed, ink)
    yield from _lines(strokes, ink)


def _inked(image: Image.Image) -> Image.Image:
    """Black where something thin stands out from the paper above and below it, else white.

    A pixel more is black above and below, since lines are rough and lie a little aslant.
    """
    paper = image
    for step in _STEPS:
        paper = ImageChops.lighter(paper, ImageChops.offset(paper, 0, step))
    for step in _STEPS:
        paper = ImageChops.darker(paper, ImageChops.offset(paper, 0, -step))
    darker = ImageChops.subtract(paper, image)
    most = ImageChops.lighter(darker, ImageChops.offset(darker, 0, 1))
    most = ImageChops.lighter(most, ImageChops.offset(darker, 0, -1))
    return most.point(lambda value: 0 if value >= _DARKER else 255)


def _lines(strokes: list[_Stroke], ink: Image.Image) -> Iterator[tuple[float, int, int]]:
    for stroke in strokes:
        if stroke.is_line:
            left = _reach(ink, stroke.start * _PIECE, stroke.row_at(stroke.start), -1)
            last = stroke.end - 1
            right = _reach(ink, stroke.end * _PIECE - 1, stroke.row_at(last), 1)
            yield (stroke.first + stroke.last) / 2, left, right


def _reach(ink: Image.Image, column: int, row: int, step: int) -> int:
    """Where a line ends that is dark up to about ``column``: pieces are too coarse for it."""
    pixels = ink.load()
    assert pixels is not None
    column = min(max(column, 0), ink.width - 1)
    while pixels[column, row] and 0 < column < ink.width - 1:  # the piece was not all dark
        column -= step
    gap, end = 0, column
    for ahead in range(column, column + step * _PIECE, step):
        if not 0 <= ahead < ink.width or gap > _GAP:
            break
        gap = gap + 1 if pixels[ahead, row] else 0
        end = end if gap else ahead
    return end
