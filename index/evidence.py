"""Where in a document something stands: its block, its sentence, the anchor of its footnote.

A document has thousands of annotations and sentences: each block is split once, the words of each
sentence are analysed once, and whatever stands at a position is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from extract.model import Block, BlockKind, Document, PassageKind, Reference
from extract.sentences import sentences
from index.analysis import Analysed, analyse, joined
from index.answers import Excerpt
from index.fields import is_citation
from index.numbering import numbered

UNSEARCHED = frozenset({BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES})
"""Blocks that are in no row: page furniture, and the portal's own table of attributes."""

_NO_SENTENCES = UNSEARCHED | {BlockKind.HEADER, BlockKind.SIGNATURE, BlockKind.RECIPIENTS}

Span = tuple[int, int]


class Evidence:
    """Finds what stands around, or inside, any span of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._blocks = document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(document.text)),)
        self._starts = [block.start for block in self._blocks]
        self._items = tuple(numbered(self._text, self._blocks))
        self._split: dict[int, list[Span]] = {}  # sentences by the start of their block
        self._words: dict[Span, Analysed] = {}
        self._cited = sorted(filter(is_citation, document.references), key=lambda one: one.start)
        self._cited_starts = [reference.start for reference in self._cited]
        self._shortcomings = [
            (passage.start, passage.end)
            for passage in document.passages
            if passage.kind is PassageKind.SHORTCOMING
        ]

    def sentences(self) -> Iterator[Span]:
        """All sentences by which a document can be quoted."""
        for block in self._blocks:
            if block.kind not in _NO_SENTENCES:
                yield from self._sentences(block)

    def words(self, where: Span) -> Analysed:
        """The words of a stretch of the text; a stretch is analysed once."""
        found = self._words.get(where)
        if found is None:
            found = self._words[where] = analyse(self._text[where[0] : where[1]])
        return found

    def all_words(self) -> Analysed:
        """The words by which the document can be found: all but those of page furniture."""
        stretches: list[Span] = []
        for block in self._blocks:
            if block.kind in _NO_SENTENCES - UNSEARCHED:
                stretches.append((block.start, block.end))
            elif block.kind not in UNSEARCHED:
                stretches += self._sentences(block)
        return joined(map(self.words, stretches))

    def block(self, position: int) -> Block | None:
        """The block at a position."""
        at = self._at(position)
        return None if at is None else self._blocks[at]

    def _at(self, position: int) -> int | None:
        at = bisect_right(self._starts, position) - 1
        return at if at >= 0 and position < self._blocks[at].end else None

    def furniture(self, position: int) -> bool:
        """Whether what stands there is page furniture."""
        block = self.block(position)
        return block is not None and block.kind in UNSEARCHED

    def sentence(self, span: Span, known: Span) -> Span:
        """The sentence or sentences of a span; ``known`` is what the annotation itself says."""
        if known[1] > known[0]:
            return known
        block = self.block(span[0])
        if block is None:
            return 0, len(self._text)
        found = [each for each in self._sentences(block) if each[0] < span[1] and span[0] < each[1]]
        return (found[0][0], found[-1][1]) if found else (block.start, block.end)

    def references(self, where: Span) -> tuple[Reference, ...]:
        """The citations inside a span, in order."""
        first = bisect_left(self._cited_starts, where[0])
        behind = bisect_left(self._cited_starts, where[1])
        return tuple(item for item in self._cited[first:behind] if item.end <= where[1])

    def section(self, where: Span) -> str | None:
        """The kind of the passage that a span belongs to, if any."""
        if any(start < where[1] and where[0] < end for start, end in self._shortcomings):
            return PassageKind.SHORTCOMING.value
        return None

    def excerpt(self, span: Span, mark: Span | None = None) -> Excerpt:
        """A stretch of the text with one part marked."""
        start, end = span
        marks: tuple[Span, ...] = ()
        if mark is not None and mark[0] < end and mark[1] > start:
            marks = ((max(mark[0], start) - start, min(mark[1], end) - start),)
        at = self._at(start)
        page, item = (None, None) if at is None else (self._blocks[at].page, self._items[at])
        return Excerpt(start, end, self._text[start:end], marks, page, item)

    def anchor(self, position: int) -> Excerpt | None:
        """Of a footnote's text: the body sentence that carries its mark."""
        block = self.block(position)
        if block is None or block.kind is not BlockKind.FOOTNOTE or not block.anchors:
            return None
        mark = block.anchors[0]
        return self.excerpt(self.sentence(mark, (0, 0)), mark)

    def _sentences(self, block: Block) -> list[Span]:
        if block.start not in self._split:
            self._split[block.start] = sentences(self._text, block.start, block.end)
        return self._split[block.start]
