"""The walk through a DOC: from its characters to paragraphs, rows, notes and boxes."""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extract.reading.legacy import CAPITAL_FONT
from extract.reading.word import doc_formats
from extract.reading.word.doc_file import DocBroken, DocFile, Place, Story
from extract.reading.word.doc_formats import Properties, font_names, properties
from extract.reading.word.doc_lists import read_lists
from extract.reading.word.doc_notes import note_marks
from extract.reading.word.flow import Paragraph, Part, Piece, in_cell
from extract.reading.word.grid import Draft, rows
from extract.reading.word.lists import LEVELS, Counter
from extract.reading.word.symbols import plain, symbol

# Modifiers that are read.
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_ROW_END = 0x244C
_LIST_LEVEL, _LIST, _OUTLINE, _ALIGN, _ALIGN_OLD = 0x260A, 0x460B, 0x2640, 0x2461, 0x2403
_DELETED, _BOLD, _CAPS, _HIDDEN = 0x0800, 0x0835, 0x083B, 0x083C
_FONT, _SYMBOL = 0x4A4F, 0x6A09
_TABLE_DEFINITION, _TABLE_HEADER = 0xD608, 0x3404
_CENTRE, _BODY_TEXT = 1, 9
_ENDS = re.compile("[\r\x07\x0c]")
_PLAIN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "\u00ad"}
_UNSEEN = frozenset(map(chr, range(32))) - frozenset(_PLAIN) - {"\t"}
_FIRST_HEADERS = 6  # stories of PlcfHdd that are separators of notes
_VERTICAL, _RESTARTS = 0x20, 0x40  # of a cell's flags: merged downwards; the first one


@dataclass(slots=True)
class _Look:
    """How a stretch of characters looks."""

    bold: bool = False
    capitals: bool = False
    gone: bool = False  # hidden or deleted
    font: str | None = None
    symbol: bytes | None = None


class DocBody:
    """The content of one document."""

    def __init__(self, file: DocFile) -> None:
        self._file = file
        self._paragraph_runs = doc_formats.Runs(file, paragraphs=True)
        self._character_runs = doc_formats.Runs(file, paragraphs=False)
        self._styles = doc_formats.Styles(file)
        self._counter = Counter(read_lists(file))
        self._fonts = font_names(file)
        self._marks, self._notes = note_marks(file)
        self._boxes = _boxes(file)
        self._anchors = sorted(self._boxes)
        self._looks_seen: dict[tuple[int, bytes], _Look] = {}
        self._tables = 0
        self._unread = len(file.text)  # characters; stories that overlap would use up more

    def parts(self) -> list[Part]:
        """Headers, body with its boxes, notes, footers."""
        head, foot = self._headers()
        main = self._story(self._file.body)
        for shown, start, end in self._notes:
            first = True
            for part in self._story(Story(start, end - start)):
                if isinstance(part, Paragraph):
                    part.footnote = shown
                    if first:
                        part.label = shown
                    first = False
                    main.append(part)
        return [*head, *main, *foot]

    def _story(self, story: Story) -> list[Part]:
        self._unread -= story.length
        if self._unread < 0:
            raise DocBroken("overlapping stories")
        parts: list[Part] = []
        table: list[Draft] = []
        cells: list[list[Paragraph]] = []
        cell: list[Paragraph] = []
        carried: list[Piece] = []
        for start, end in self._spans(story):
            style, grpprl = self._paragraph_at(end - 1)
            found = {**self._styles.paragraph(style), **dict(properties(grpprl))}
            paragraph, gone = self._paragraph(start, end, style, found)
            closing = self._file.text[end - 1]
            inner = _number(found.get(_DEPTH)) > 1
            if not (found.get(_IN_TABLE) or _number(found.get(_DEPTH))):
                if table or cells:
                    parts.extend(self._table(table, cells))
                    table, cells, cell = [], [], []
                if gone and closing == "\r":
                    carried += paragraph.pieces
                    continue
                paragraph.pieces[:0], carried = carried, []
                if paragraph.label or paragraph.written.strip():
                    parts.append(paragraph)
                parts.extend(self._boxes_in(start, end))
                continue
            if found.get(_ROW_END) and not inner:
                edges, continued = _definition(found)
                table.append(Draft(cells, edges, continued, bool(found.get(_TABLE_HEADER))))
                cells, cell = [], []
                continue
            if not found.get(_INNER_ROW_END):
                cell.append(paragraph)
                cell.extend(in_cell(self._boxes_in(start, end)))
            if closing == "\x07" and not inner:
                cells.append(cell)
                cell = []
        if table or cells:
            parts.extend(self._table(table, cells))
        if carried:
            parts.append(Paragraph(carried))
        return parts

    def _table(self, drafts: list[Draft], left: list[list[Paragraph]]) -> list[Part]:
        """The rows of a table; ``left`` are cells whose row was never ended."""
        table = self._tables
        self._tables += 1
        return rows(table, [*drafts, Draft(left)] if left else drafts)

    def _spans(self, story: Story) -> Iterator[tuple[int, int]]:
        """First and last-but-one position of each paragraph of a story."""
        text, start, last = self._file.text, story.start, story.start + story.length
        while start < last:
            match = _ENDS.search(text, start, last)
            end = match.end() if match else last
            yield start, end
            start = end

    def _paragraph_at(self, position: int) -> tuple[int, bytes]:
        style, _, grpprl = self._paragraph_runs.at(self._file.offset(position))
        return style, grpprl

    def _paragraph(
        self, start: int, end: int, style: int, found: Properties
    ) -> tuple[Paragraph, bool]:
        """The paragraph at the positions, and whether its end was deleted."""
        paragraph = Paragraph(path=f"cp[{start}:{end}]")
        weights: list[bool] = []
        gone = False
        depth = 0  # open fields whose result has not begun
        for first, last, look in self._looks(start, end, style):
            gone = look.gone
            text = self._file.text[first:last]
            if look.gone:
                continue
            if look.symbol is not None and not text.strip("("):  # the letter that stands for it
                font, code = struct.unpack("<HH", look.symbol)
                paragraph.pieces.append(Piece(symbol(code, self._font(font)) * len(text)))
                continue
            depth = self._add(text, first, look, paragraph, weights, depth)
        paragraph.bold = bool(weights) and all(weights)
        align = found.get(_ALIGN) or found.get(_ALIGN_OLD)
        paragraph.centered = _number(align) == _CENTRE
        if _OUTLINE in found and _number(found[_OUTLINE]) < _BODY_TEXT:
            paragraph.heading_level = _number(found[_OUTLINE]) + 1
        if _LIST in found and 0 < _number(found[_LIST]) < 0x7FF:
            level = min(_number(found.get(_LIST_LEVEL)), LEVELS - 1)
            paragraph.label = self._counter.label(_number(found[_LIST]), level)
        return paragraph, gone

    def _add(
        self, text: str, first: int, look: _Look, into: Paragraph, weights: list[bool], depth: int
    ) -> int:
        """Add the printed characters of ``text``; the number of open field instructions."""
        run: list[str] = []

        def close() -> None:
            if run:
                into.pieces.append(Piece(plain("".join(run), look.font), look.capitals, look.font))
                if "".join(run).strip():
                    weights.append(look.bold)
                run.clear()

        for place, letter in enumerate(text):
            mark = self._marks.get(first + place)
            if mark is not None:
                close()
                into.pieces.append(Piece(mark, mark=mark))
            elif letter == "\x13":
                depth += 1
            elif letter in "\x14\x15":
                depth = max(depth - 1, 0) if letter == "\x14" or depth else depth
            elif depth or letter in _UNSEEN:
                continue
            else:
                run.append(_PLAIN.get(letter, letter))
        close()
        return depth

    def _looks(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, _Look]]:
        """Stretches of one look; ``style`` is the paragraph's."""
        base = self._styles.characters(style)
        position = start
        while position < end:
            offset = self._file.offset(position)
            _, after, grpprl = self._character_runs.at(offset)
            width = max(self._file.offset(position + 1) - offset, 1) if position + 1 < end else 1
            count = max((after - offset) // width, 1) if width <= 2 else 1
            last = min(self._same_piece(position, position + count), end)
            key = (style, grpprl)
            if key not in self._looks_seen:
                self._looks_seen[key] = self._look(base, grpprl)
            yield position, last, self._looks_seen[key]
            position = last

    def _same_piece(self, position: int, last: int) -> int:
        """``last``, or the end of the piece that holds ``position``."""
        return min(last, self._file.piece_end(position))

    def _look(self, base: Properties, grpprl: bytes) -> _Look:
        own = dict(properties(grpprl))
        font = own.get(_FONT) or base.get(_FONT)
        name = self._font(_number(font)) if font is not None else None
        capitals = _toggle(_CAPS, base, own) or bool(name and CAPITAL_FONT.match(name))
        return _Look(
            bold=_toggle(_BOLD, base, own),
            capitals=capitals,
            gone=_toggle(_DELETED, base, own) or _toggle(_HIDDEN, base, own),
            font=name,
            symbol=own.get(_SYMBOL),
        )

    def _font(self, index: int) -> str | None:
        return self._fonts[index] if index < len(self._fonts) else None

    def _boxes_in(self, start: int, end: int) -> list[Part]:
        parts: list[Part] = []
        first = bisect_left(self._anchors, start)
        for anchor in self._anchors[first:]:
            if anchor >= end:
                break
            for story in self._boxes[anchor]:
                parts.extend(self._story(story))
        return parts

    def _headers(self) -> tuple[list[Part], list[Part]]:
        positions, _ = self._file.positions(Place.HEADERS, 0)
        head: list[Part] = []
        foot: list[Part] = []
        for index in range(_FIRST_HEADERS, len(positions) - 2):
            kind = (index - _FIRST_HEADERS) % 6  # even, odd header; even, odd footer; first ones
            start, end = positions[index], positions[index + 1]
            if not 0 <= start < end <= self._file.headers.length:
                continue
            story = Story(self._file.headers.start + start, end - start)
            own = self._story(story)
            for part in own:
                part.furniture = True
            (foot if kind in (2, 3, 5) else head).extend(own)
        return head, foot


def _definition(found: Properties) -> tuple[list[int], list[bool]]:
    """The edges of a row's cells (twentieths of a point); which cells go on from above."""
    operand = found.get(_TABLE_DEFINITION, b"")
    if len(operand) < 3:
        return [], []
    count = operand[2]
    if 3 + 2 * (count + 1) > len(operand):
        return [], []
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3))
    base = 3 + 2 * (count + 1)
    flags = (
        int.from_bytes(operand[base + 20 * n : base + 20 * n + 2], "little") for n in range(count)
    )
    return edges, [bool(flag & _VERTICAL) and not flag & _RESTARTS for flag in flags]


def _boxes(file: DocFile) -> dict[int, list[Story]]:
    """The stories of text boxes by the position in the body where their shape hangs."""
    if not file.boxes.length:
        return {}
    anchors, shapes = file.positions(Place.SHAPES, 26)
    by_shape = {
        int.from_bytes(shape[:4], "little"): anchor
        for anchor, shape in zip(anchors, shapes, strict=False)
    }
    starts, entries = file.positions(Place.BOXES, 22)
    boxes: dict[int, list[Story]] = {}
    last = max(file.body.length - 1, 0)
    for index, entry in enumerate(entries):
        start, end = starts[index], starts[index + 1]
        if not 0 <= start < end <= file.boxes.length:
            continue
        anchor = min(by_shape.get(int.from_bytes(entry[14:18], "little"), last), last)
        boxes.setdefault(anchor, []).append(Story(file.boxes.start + start, end - start))
    return boxes


def _number(operand: bytes | None) -> int:
    return int.from_bytes(operand, "little") if operand else 0


def _toggle(code: int, base: Properties, own: Properties) -> bool:
    """A property that a run may take over from its style (0x80) or turn around (0x81)."""
    below = _number(base.get(code)) == 1
    value = own.get(code)
    if value is None or value[:1] == b"\x80":
        return below
    return not below if value[:1] == b"\x81" else value[:1] == b"\x01"
