"""Ruled lines in the image of a page, for the tables of scans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image

from extract.reading.pdf.words import Edge

_PIECE = 32  # pixels that must be dark together
_RUN = re.compile(rb"[\x00-\x58]{2,}")  # at least two pieces, each two thirds dark
_MOST = 3000  # lines; more is a picture


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
    pieces = image.reduce((_PIECE, 1))
    width = pieces.width
    data = pieces.tobytes()
    open_runs: list[list[int]] = []  # first row, last row, start, end
    for row in range(pieces.height):
        runs = [
            (match.start() * _PIECE, match.end() * _PIECE)
            for match in _RUN.finditer(data, row * width, row * width + width)
        ]
        base = row * width * _PIECE
        for start, end in ((a - base, b - base) for a, b in runs):
            for run in open_runs:
                if run[1] >= row - 2 and start < run[3] and end > run[2]:
                    run[1], run[2], run[3] = row, min(run[2], start), max(run[3], end)
                    break
            else:
                open_runs.append([row, row, start, end])
        closed = [run for run in open_runs if run[1] < row - 2]
        open_runs = [run for run in open_runs if run[1] >= row - 2]
        yield from _thin(closed)
    yield from _thin(open_runs)


def _thin(runs: list[list[int]]) -> Iterator[tuple[float, int, int]]:
    for first, last, start, end in runs:
        if last - first <= 14:
            yield (first + last) / 2, start, end
