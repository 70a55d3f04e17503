"""From lines with layout hints to a document of blocks: where every reader ends."""

from __future__ import annotations

from collections.abc import Sequence

from extract.header import read_header
from extract.model import Block, Cell, Document, Page, Source
from extract.reading.footnotes import join_footnotes
from extract.reading.lines import Line, LineCell, Placed, place
from extract.reading.roles import Role, classify
from extract.reading.table_heads import with_heads
from extract.reading.unfold import unfold_layout_tables

__all__ = ["Line", "LineCell", "assemble"]

# A word processor's file has no menus; a form in it may well ask for a telephone number.
_FRAMELESS = frozenset(
    (
        "application/msword",
        "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
)


def assemble(
    lines: Sequence[Line], source: Source, media: str, pages: Sequence[Page] = ()
) -> Document:
    """The document that ``lines`` make: text, blocks, footnotes at their anchors, header.

    Lines are joined with a line feed (a table row is one line, its cells parted by tabs) and
    brought to NFC. Nothing is dropped: page furniture stays in the text, marked as such.
    """
    text, placed = place(list(with_heads(unfold_layout_tables(lines))))
    roles = classify(placed, framed=media not in _FRAMELESS)
    blocks = [_block(item, role) for item, role in zip(placed, roles, strict=True)]
    marks = [mark for item in placed for mark in item.line.marks]
    joined = tuple(join_footnotes(text, blocks, marks))
    return Document(
        source=source.url or source.name,
        text=text,
        blocks=joined,
        header=read_header(text, joined, source, media),
        pages=tuple(pages),
        media=media,
    )


def _block(item: Placed, role: Role) -> Block:
    line = item.line
    return Block(
        kind=role.kind,
        start=item.start,
        end=item.end,
        level=role.level,
        number=role.number,
        page=line.page,
        boxes=line.boxes,
        path=line.path,
        table=line.table,
        cells=tuple(
            Cell(start, end, cell.column, cell.columns, cell.heading, cell.boxes)
            for start, end, cell in item.cells
        ),
    )
