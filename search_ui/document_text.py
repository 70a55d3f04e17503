"""A document's text as a page shows it: paragraphs, tables, footnotes in place, contents list.

Nothing of the text is lost: what lies outside every block is shown as a paragraph, and page
furniture is counted where it is not shown. Long documents are cut into parts between blocks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from markupsafe import Markup, escape

from extract.model import Block, BlockKind, Document, Reference
from extract.sentences import sentences
from search_ui.marking import Mark, mark, weave

# A part of this many characters stays under 60 kB compressed with all its marks.
PART_CHARACTERS = 60_000

# Layers of marks, outermost first.
_SENTENCE, _FACT, _HERE, _REFERENCE, _FOOTNOTE = range(5)

Span = tuple[int, int]
_Place = tuple[int, int, int]  # start, end and column of a table cell


@dataclass(frozen=True, slots=True)
class Labels:
    """The words put into the text for those who hear it or point at it."""

    sentence: str
    deadline: str
    target: str
    footnote: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as it is drawn."""

    html: Markup
    columns: int
    rows: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing on the page: a paragraph, a table (``rows``) or a run of page furniture."""

    kind: BlockKind
    start: int
    end: int
    html: Markup
    level: int | None = None
    number: str | None = None
    page: int | None = None
    rows: tuple[tuple[TableCell, ...], ...] = ()
    footnotes: tuple[Piece, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment by which a heading or footnote is reached."""
        prefix = "chu" if self.kind is BlockKind.FOOTNOTE else "muc"
        return f"{prefix}-{self.start}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    anchor: str
    level: int
    text: str
    part: int


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a document: what is drawn, and what stands elsewhere."""

    number: int
    count: int
    pieces: tuple[Piece, ...]
    contents: tuple[Entry, ...]
    furniture: int  # characters of page furniture in the whole document


@dataclass(slots=True)
class _Cut:
    """Blocks of one part."""

    blocks: list[Block] = field(default_factory=list)
    size: int = 0


def _with_gaps(document: Document) -> Iterator[Block]:
    """The blocks, and a paragraph for each stretch of text that no block covers."""
    at = 0
    for block in document.blocks:
        yield from _gap(document.text, at, block.start)
        yield block
        at = max(at, block.end)
    yield from _gap(document.text, at, len(document.text))


def _gap(text: str, start: int, end: int) -> Iterator[Block]:
    words = text[start:end]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield Block(BlockKind.PARAGRAPH, first, start + len(words.rstrip()))


def _parts(blocks: Iterable[Block]) -> list[_Cut]:
    cuts = [_Cut()]
    for block in blocks:
        size = block.end - block.start
        if cuts[-1].blocks and cuts[-1].size + size > PART_CHARACTERS:
            cuts.append(_Cut())
        cuts[-1].blocks.append(block)
        cuts[-1].size += size
    return cuts


def _outer(references: Iterable[Reference]) -> Iterator[Reference]:
    """References that do not lie in an earlier one: links cannot nest."""
    at = 0
    for one in sorted(references, key=lambda one: (one.start, -one.end)):
        if one.start >= at:
            yield one
            at = one.end


def _body_marks(
    document: Document, here: Span | None, address: Callable[[Reference], str | None], words: Labels
) -> list[Mark]:
    marks: list[Mark] = []
    for reference in _outer(document.references):
        target = address(reference)
        if target is not None:
            kind = f"ref {reference.kind.value}"
            marks.append(
                mark(reference.start, reference.end, _REFERENCE, "a", href=target, class_=kind)
            )
    for deadline in document.deadlines:
        marks.append(_fact(deadline.start, deadline.end, "deadline", words.deadline))
    for one in document.targets:
        marks.append(_fact(one.start, one.end, "target", words.target))
    for finding in document.findings:
        marks.append(_fact(finding.start, finding.end, "finding", finding.message))
    if here is not None:
        marks.append(mark(*here, _HERE, "mark", class_="here", id="doan"))
    return marks


def _fact(start: int, end: int, kind: str, label: str) -> Mark:
    return mark(start, end, _FACT, "span", class_=kind, title=label)


def _sentence_marks(
    text: str, blocks: Iterable[Block], permalink: str, words: Labels
) -> Iterator[Mark]:
    # Written without formatting: a long text has thousands of sentences.
    again = Markup('<span class="s">')
    link = f'<a class="permalink" href="{escape(permalink)}'
    rest = f'" tabindex="-1" aria-hidden="true" title="{escape(words.sentence)}"></a></span>'
    for block in blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        for start, end in sentences(text, block.start, block.end):
            name = f"{start}-{end}"
            opening = Markup(f'<span class="s" id="c-{name}">')
            closing = Markup(f"{link}{name}#c-{name}{rest}")
            yield Mark(start, end, _SENTENCE, opening, again, closing)


def _footnote_marks(blocks: Iterable[Block], words: Labels) -> Iterator[Mark]:
    for block in blocks:
        if block.kind is not BlockKind.FOOTNOTE:
            continue
        for order, (start, end) in enumerate(block.anchors):
            back = f' id="neo-{block.start}"' if order == 0 else ""
            label = f"{words.footnote} {block.number or ''}".strip()
            opening = Markup(
                f'<sup><a class="note"{back} href="#chu-{block.start}" aria-label="{{}}">'
            ).format(label)
            again = Markup('<sup><a class="note">')
            yield Mark(start, end, _FOOTNOTE, opening, again, Markup("</a></sup>"))


def part_holding(document: Document, position: int) -> int:
    """The number of the part, from 1, that shows the text at ``position``."""
    cuts = _parts(_with_gaps(document))
    for number, cut in enumerate(cuts, 1):
        if cut.blocks and position < cut.blocks[-1].end:
            return number
    return len(cuts)


def lay_out(
    document: Document,
    *,
    part: int,
    words: Labels,
    address: Callable[[Reference], str | None],
    permalink: str,
    here: Span | None = None,
    furniture: bool = False,
) -> Part:
    """The ``part``-th part of the document, ready to be drawn.

    ``address`` gives the link of a reference; ``permalink`` is the link to a sentence up to its
    span. ``here`` is the span to be highlighted, ``furniture`` asks for page furniture to be
    shown. A part that does not exist is the nearest.
    """
    cuts = _parts(_with_gaps(document))
    part = min(max(part, 1), len(cuts))
    blocks = cuts[part - 1].blocks
    marks = _body_marks(document, here, address, words)
    marks.extend(_footnote_marks(document.blocks, words))
    notes = [one for found in _homed_notes(document.blocks, blocks).values() for one in found]
    marks.extend(_sentence_marks(document.text, {*blocks, *notes}, permalink, words))
    drawn = _Drawing(document, blocks, marks)
    contents = tuple(
        Entry(f"muc-{block.start}", block.level or 1, document.quote((block.start, block.end)), n)
        for n, cut in enumerate(cuts, 1)
        for block in cut.blocks
        if block.kind is BlockKind.HEADING
    )
    hidden = sum(
        block.end - block.start for block in document.blocks if block.kind is BlockKind.BOILERPLATE
    )
    return Part(part, len(cuts), tuple(drawn.pieces(furniture)), contents, hidden)


class _Drawing:
    """Turns the blocks of one part into pieces."""

    def __init__(self, document: Document, blocks: list[Block], marks: list[Mark]) -> None:
        self._text = document.text
        self._blocks = blocks
        self._marks = sorted(marks, key=lambda one: one.start)
        self._starts = [one.start for one in self._marks]
        # The furthest end of all marks up to each: where a search for crossing marks may begin.
        self._reach = list(accumulate((one.end for one in self._marks), max))
        self._notes = _homed_notes(document.blocks, blocks)

    def _woven(self, start: int, end: int) -> Markup:
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return weave(self._text, start, end, self._marks[first:last])

    def pieces(self, furniture: bool) -> Iterator[Piece]:
        """The pieces in reading order; footnotes follow the paragraph that carries their mark."""
        placed = {note.start for notes in self._notes.values() for note in notes}
        for _, group in groupby(self._blocks, key=_drawn_together):
            run = list(group)
            first, end = run[0], run[-1].end
            if first.kind is BlockKind.BOILERPLATE:
                html = self._woven(first.start, end) if furniture else Markup("")
                yield Piece(first.kind, first.start, end, html)
            elif first.table is not None:
                notes = tuple(note for row in run for note in self._footnotes(row))
                rows = tuple(self._rows(run))
                yield Piece(first.kind, first.start, end, Markup(""), rows=rows, footnotes=notes)
            elif first.start not in placed:
                yield self._paragraph(first)

    def _paragraph(self, block: Block) -> Piece:
        html = self._woven(block.start, block.end)
        notes = tuple(self._footnotes(block))
        return Piece(
            block.kind,
            block.start,
            block.end,
            html,
            block.level,
            block.number,
            block.page,
            footnotes=notes,
        )

    def _footnotes(self, block: Block) -> Iterator[Piece]:
        for note in self._notes.get(block.start, ()):
            html = self._woven(note.start, note.end)
            yield Piece(note.kind, note.start, note.end, html, number=note.number, page=note.page)

    def _rows(self, run: list[Block]) -> Iterator[tuple[TableCell, ...]]:
        spans = _row_spans(run)
        for at, row in enumerate(run):
            cells: list[TableCell] = []
            for cell in row.cells:
                place = (cell.start, cell.end, cell.column)
                if at and place in spans[at - 1]:
                    continue  # merged with the cell above, which spans this row
                html = self._woven(cell.start, cell.end)
                depth = spans[at].get(place, 1)
                cells.append(TableCell(html, cell.columns, depth, cell.heading))
            yield tuple(cells) or (TableCell(self._woven(row.start, row.end), 1, 1, False),)


def _row_spans(run: list[Block]) -> list[dict[_Place, int]]:
    """For each row, how many rows each of its filled cells spans from there on."""
    spans: list[dict[_Place, int]] = []
    below: dict[_Place, int] = {}
    for row in reversed(run):
        places = [(cell.start, cell.end, cell.column) for cell in row.cells]
        below = {place: 1 + below.get(place, 0) for place in places if place[0] < place[1]}
        spans.append(below)
    return spans[::-1]


def _drawn_together(block: Block) -> tuple[int, int | None]:
    """Runs of furniture and rows of one table are drawn as one; all else stands alone."""
    if block.kind is BlockKind.BOILERPLATE:
        return (-1, None)
    return (-1, block.table) if block.table is not None else (block.start, None)


def _homed_notes(all_blocks: Iterable[Block], shown: list[Block]) -> dict[int, list[Block]]:
    """The footnotes whose first mark stands in a shown block, by that block's start."""
    body = [block for block in shown if block.kind is not BlockKind.FOOTNOTE]
    starts = [block.start for block in body]
    homes: dict[int, list[Block]] = {}
    for note in all_blocks:
        if note.kind is BlockKind.FOOTNOTE and note.anchors:
            at = bisect_right(starts, note.anchors[0][0]) - 1
            if at >= 0 and note.anchors[0][0] < body[at].end:
                homes.setdefault(body[at].start, []).append(note)
    return homes
