"""Where in a document something stands: its block, its sentence, the anchor of its footnote."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Block, BlockKind, Document
from extract.sentences import sentence_at, sentences
from index.answers import Excerpt

UNSEARCHED = frozenset({BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES})
"""Blocks that are in no row: page furniture, and the portal's own table of attributes."""

_NO_SENTENCES = UNSEARCHED | {BlockKind.HEADER, BlockKind.SIGNATURE, BlockKind.RECIPIENTS}


class Evidence:
    """Finds the sentence, the block and the anchor of any span of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks = document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(document.text)),)

    def sentences(self) -> Iterator[tuple[Block, tuple[int, int]]]:
        """All sentences by which a document can be quoted."""
        for block in self._blocks:
            if block.kind not in _NO_SENTENCES:
                for span in sentences(self.document.text, block.start, block.end):
                    yield block, span

    def block(self, position: int) -> Block | None:
        """The block at a position."""
        low, high = 0, len(self._blocks)
        while low < high:
            middle = (low + high) // 2
            if self._blocks[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        if low < len(self._blocks) and self._blocks[low].start <= position:
            return self._blocks[low]
        return None

    def furniture(self, position: int) -> bool:
        """Whether what stands there is page furniture."""
        block = self.block(position)
        return block is not None and block.kind in UNSEARCHED

    def sentence(self, span: tuple[int, int], known: tuple[int, int]) -> tuple[int, int]:
        """The sentence of a span; ``known`` is what the annotation itself says."""
        if known[1] > known[0]:
            return known
        block = self.block(span[0])
        bounds = (block.start, block.end) if block else (0, len(self.document.text))
        return sentence_at(self.document.text, span[0], span[1], bounds)

    def excerpt(self, span: tuple[int, int], mark: tuple[int, int] | None = None) -> Excerpt:
        """A stretch of the text with one part marked."""
        start, end = span
        marks: tuple[tuple[int, int], ...] = ()
        if mark is not None and mark[0] < end and mark[1] > start:
            marks = ((max(mark[0], start) - start, min(mark[1], end) - start),)
        block = self.block(start)
        page = block.page if block else None
        return Excerpt(start, end, self.document.text[start:end], marks, page)

    def anchor(self, position: int) -> Excerpt | None:
        """Of a footnote's text: the body sentence that carries its mark."""
        block = self.block(position)
        if block is None or block.kind is not BlockKind.FOOTNOTE or not block.anchors:
            return None
        mark = block.anchors[0]
        return self.excerpt(self.sentence(mark, (0, 0)), mark)
