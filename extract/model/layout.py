"""How a text stands on its pages: blocks, cells, printed rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is, by the layout of Nghị định 30/2020/NĐ-CP."""

    HEADER = "header"  # quốc hiệu, tên cơ quan, số và ký hiệu, địa danh và thời gian
    TITLE = "title"  # tên loại và trích yếu nội dung, or the headline of a news page
    BASIS = "basis"  # a "Căn cứ …" line of the preamble
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a numbered, lettered or dashed point
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    SIGNATURE = "signature"  # chức vụ, họ tên của người có thẩm quyền
    RECIPIENTS = "recipients"  # nơi nhận
    ATTRIBUTES = "attributes"  # a portal's table of attributes (Số hiệu, Ngày ban hành, …)
    BOILERPLATE = "boilerplate"  # page furniture: menus, counters, "tin khác", page numbers


@dataclass(frozen=True, slots=True)
class Box:
    """A printed row on a page: PDF points from the top left corner, pages counted from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    start: int = 0  # where in ``Document.text`` the words of the row begin


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; a cell merged downwards points at the same text in each row."""

    start: int
    end: int
    column: int
    columns: int = 1  # how many columns it spans
    heading: bool = False
    boxes: tuple[Box, ...] = ()  # its printed rows (PDF, scan)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of ``Document.text`` with one role. Blocks are in text order, never overlap."""

    kind: BlockKind
    start: int
    end: int
    level: int | None = None  # depth of a heading or item, 1 outermost; 1 of an annex's head
    number: str | None = None  # as printed, without closing mark: "II", "1", "a", "4"
    page: int | None = None
    boxes: tuple[Box, ...] = ()  # its printed rows (PDF, scan); of a table row the ruled ones
    path: str | None = None  # element path in the source (HTML, DOCX)
    table: int | None = None  # rows of one table share this number, counted from 0
    cells: tuple[Cell, ...] = ()
    anchors: tuple[tuple[int, int], ...] = ()  # of a footnote: spans of its marks in the body

    def moved(
        self,
        start: int,
        end: int,
        cells: tuple[Cell, ...],
        anchors: tuple[tuple[int, int], ...],
    ) -> Block:
        """The same block at another place; all blocks of a text move at once, so this is quick."""
        return Block(
            self.kind,
            start,
            end,
            self.level,
            self.number,
            self.page,
            self.boxes,
            self.path,
            self.table,
            cells,
            anchors,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """How one page of a PDF was read."""

    number: int
    way: str  # "text", "layout", "ocr", "none"
    width: float
    height: float
    syllables: float | None = None  # share of valid Vietnamese syllables, 0 to 1
    turned: int = 0  # quarter turns, clockwise, after which the writing stands upright
