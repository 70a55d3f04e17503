"""Where a stretch of a document's text is printed on its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.model import Block, Box, Document


def printed_at(document: Document, span: tuple[int, int]) -> tuple[Box, ...]:
    """The parts of printed rows that hold ``span``, in text order.

    A part of a row is measured by its share of the row's characters. Empty for what has no
    pages, and for text that stands in no block.
    """
    start, end = span
    blocks = document.blocks
    first = max(bisect_right(blocks, start, key=lambda block: block.start) - 1, 0)
    found: list[Box] = []
    for block in blocks[first:]:
        if block.start >= end:
            break
        if block.end > start:
            found.extend(_in_block(block, start, end))
    return tuple(found)


def _in_block(block: Block, start: int, end: int) -> Iterator[Box]:
    if not block.cells:
        yield from _in_rows(block.boxes, block.end, start, end)
        return
    for cell in block.cells:
        if start < cell.end and cell.start < end:
            # A cell without rows of its own stands somewhere in the row of the table.
            yield from _in_rows(cell.boxes, cell.end, start, end) if cell.boxes else block.boxes


def _in_rows(boxes: Sequence[Box], last: int, start: int, end: int) -> Iterator[Box]:
    """The parts of ``boxes``, whose text ends at ``last``, that hold the span."""
    borders = [*(box.start for box in boxes), last]
    for box, (begins, ends) in zip(boxes, pairwise(borders), strict=True):
        if begins < end and start < ends:
            yield _part(box, begins, ends, start, end)


def _part(box: Box, begins: int, ends: int, start: int, end: int) -> Box:
    """The part of a printed row, holding ``begins`` to ``ends``, that shows the span."""
    wide = (box.right - box.left) / (ends - begins)
    left = box.left + wide * max(start - begins, 0)
    right = box.right - wide * max(ends - end, 0)
    return replace(box, left=round(left, 1), right=round(right, 1), start=max(begins, start))
