"""Blanks settled: one between two words, none at either end of a line, none of no width.

The text of a document keeps the blanks and line ends of its file, so that offsets hold. Rules read
a copy in which they are settled, and what they find is set back to its place: no rule need know
how a text was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from extract.letters import CAPITALS, SMALLS
from extract.model import (
    Block,
    BlockKind,
    Body,
    Deadline,
    Document,
    Finding,
    Header,
    Passage,
    Reference,
    Stated,
    Target,
    Time,
)

_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_BLANK = rf"[ \r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_NO_WIDTH}]"
# Between words more than one, at a line's end or beginning any, and any without width.
_UNSETTLED = re.compile(rf"{_BLANK}(?:{_BLANK}+|(?=\n)|(?<=\n.)|(?<=[{_NO_WIDTH}]))")

# Blocks that may run over several printed lines; the lines of others stand by themselves.
_RUNNING = (
    BlockKind.TITLE,
    BlockKind.BASIS,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.FOOTNOTE,
)

# A line that goes on below: in small letters or with a figure, or after a word that joins. A
# figure alone, or in front of a capital, begins a row of a table, unless the word above needs it.
_JOINS = ("và", "hoặc", "của", "theo", "tại", "bởi", "các", "số", "với")
_NEEDS_FIGURE = (
    *("khoản", "điểm", "Điều", "mục", "lục", "ngày", "tháng", "năm", "quý", "từ", "đến", "thứ"),
    *("có", "đạt", "hơn", "trên", "dưới", "khoảng", "thiểu", "đa", "nhất", "trước", "sau", "là"),
)
_GOES_ON = re.compile(
    rf"\n(?:(?=[{SMALLS}]|\d{{1,4}}(?![.)\d]| ?\n| [{CAPITALS}]))|(?<=,\n)|"
    + "|".join(rf"(?<= {word}\n)" for word in _JOINS)
    + "|(?:"
    + "|".join(rf"(?<= {word}\n)" for word in _NEEDS_FIGURE)
    + r")(?=\d{1,4}(?![.)\d])))"
)

Found = TypeVar("Found", Reference, Time, Body, Deadline, Target, Passage, Finding)


def _unfolded(text: str, blocks: tuple[Block, ...]) -> str:
    """``text`` with a blank for each line end within a paragraph's sentence."""
    parts: list[str] = []
    reached = 0
    for block in blocks:
        if block.kind in _RUNNING and text.find("\n", block.start, block.end) >= 0:
            parts += text[reached : block.start], _GOES_ON.sub(" ", text[block.start : block.end])
            reached = block.end
    return "".join([*parts, text[reached:]])


def _is_edge(text: str, start: int, end: int) -> bool:
    """Whether blanks stand at the beginning or the end of a line."""
    return text.startswith("\n", end) or text.endswith("\n", 0, start)


def _with(text: str, runs: Sequence[tuple[int, int]], kept: Sequence[str]) -> str:
    """``text`` with what is ``kept`` in the place of each of its ``runs``."""
    parts: list[str] = []
    reached = 0
    for (start, end), blank in zip(runs, kept, strict=True):
        parts += text[reached:start], blank
        reached = end
    return "".join([*parts, text[reached:]])


class Blanks:
    """The blanks of one document's text, and where settling them moves everything else."""

    def __init__(self, text: str) -> None:
        """Find the blanks of ``text`` that are to be settled."""
        self._printed = text
        runs = [run.span() for run in _UNSETTLED.finditer(text)]
        self._starts = [start for start, _ in runs]
        self._ends = [end for _, end in runs]
        kept = ["" if _is_edge(text, *run) else " " for run in runs]
        self._settled = _with(text, runs, kept)
        dropped = [end - start - len(blank) for (start, end), blank in zip(runs, kept, strict=True)]
        self._lost = [0, *accumulate(dropped)]  # before each run, and after the last
        self._settled_ends = [
            end - lost for end, lost in zip(self._ends, self._lost[1:], strict=True)
        ]

    def settled(self, document: Document) -> Document:
        """``document`` with its blanks settled; its annotations stay where they were printed."""
        if not self._ends:
            return replace(document, text=_unfolded(document.text, document.blocks))
        blocks = tuple(map(self._block, document.blocks))
        text = _unfolded(self._settled, blocks)
        return replace(document, text=text, blocks=blocks, header=self._header(document.header))

    def printed(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """What was found in the settled text, at its place in the text as printed."""
        return tuple(map(self._set_back, found))

    def _set_back(self, found: Found) -> Found:
        start, end = self._span_back((found.start, found.end))
        if isinstance(found, Finding):
            return replace(found, start=start, end=end)
        text = self._printed[start:end]
        if isinstance(found, Time | Body):
            same = start == found.start and text == found.text
            return found if same else replace(found, start=start, end=end, text=text)
        sentence = self._span_back(found.sentence)
        return replace(found, start=start, end=end, text=text, sentence=sentence)

    def _span_back(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        first = start + self._lost[bisect_right(self._settled_ends, start)]
        if end <= start:
            return first, first
        return first, end + self._lost[bisect_right(self._settled_ends, end - 1)]

    def _moved(self, place: int) -> int:
        """Where a place stands in the settled text; within blanks it is where they begin."""
        before = bisect_right(self._ends, place)
        if before < len(self._starts):
            place = min(place, self._starts[before])
        return place - self._lost[before]

    def _end(self, start: int, end: int) -> int:
        """Where a stretch that ends with a letter ends in the settled text."""
        return self._moved(end - 1) + 1 if end > start else self._moved(start)

    def _block(self, block: Block) -> Block:
        cells = block.cells and tuple(
            replace(cell, start=self._moved(cell.start), end=self._end(cell.start, cell.end))
            for cell in block.cells
        )
        anchors = block.anchors and tuple(
            (self._moved(a), self._end(a, b)) for a, b in block.anchors
        )
        start, end = self._moved(block.start), self._end(block.start, block.end)
        return block.moved(start, end, cells, anchors)

    def _header(self, header: Header) -> Header:
        fields = {name: getattr(header, name) for name in Header.__dataclass_fields__}
        return Header(**{name: self._stated(field) for name, field in fields.items()})

    def _stated(self, field: Stated) -> Stated:
        if field.start is None or field.end is None:
            return field
        start = self._moved(field.start)
        return replace(field, start=start, end=self._end(field.start, field.end))
