"""Tables of a web page as rows of cells; tables that only lay out the page are not rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.reading.html_notes import Notes
from extract.reading.html_tree import Element, path_of
from extract.reading.structure import Line, LineCell

_LONGEST_CELL = 3_000  # characters: a longer cell holds the page, not a value
_MOST_COLUMNS = 100  # of a table; merged cells beyond them are cut
_MOST_ROWS = 1_000  # that one cell may cover
_BREAKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_BLANKS = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")


def is_data_table(found: Sequence[Element], place: int) -> bool:
    """Whether the table at ``place`` holds values, not the page's layout."""
    table = found[place]
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    widest = 0
    cells: dict[int, int] = {}
    for element in found[place + 1 : table.end]:
        if element.tag == "table":
            return False
        if element.tag in ("td", "th"):
            if element.length > _LONGEST_CELL:
                return False
            cells[element.parent] = cells.get(element.parent, 0) + 1
            widest = max(widest, cells[element.parent])
    return widest >= 2


class Grid:
    """The rows of one table, with the cells that are merged over columns and rows."""

    def __init__(self, found: Sequence[Element], place: int, notes: Notes) -> None:
        self._found = found
        self._place = place
        self._notes = notes

    def lines(self, table: int) -> Iterator[Line]:
        """The rows as lines that share the number ``table``."""
        below: dict[int, int] = {}  # rows that a cell above still covers, by column
        for row in self._rows():
            cells: list[LineCell] = []
            column = 0
            covered = dict(below)
            for cell in self._cells(row):
                column = self._pass_covered(covered, column, cells)
                if column >= _MOST_COLUMNS:
                    break
                columns = min(self._span(cell, "colspan"), _MOST_COLUMNS - column)
                rows = min(self._span(cell, "rowspan"), _MOST_ROWS)
                heading = self._found[cell].tag == "th"
                text, marks = self._text(cell)
                cells.append(LineCell(text, column, columns, heading, marks=marks))
                for spanned in range(column, column + columns):
                    if rows > 1:
                        below[spanned] = rows
                column += columns
            self._pass_covered(covered, column, cells)
            below = {spanned: left - 1 for spanned, left in below.items() if left > 1}
            if cells:
                path = path_of(self._found, row)
                yield Line(path=path, table=table, cells=tuple(cells))

    def _pass_covered(self, covered: dict[int, int], column: int, cells: list[LineCell]) -> int:
        while column in covered:
            cells.append(LineCell("", column, continued=True))
            column += 1
        return column

    def _rows(self) -> list[int]:
        table = self._found[self._place]
        return [p for p in range(self._place + 1, table.end) if self._found[p].tag == "tr"]

    def _cells(self, row: int) -> list[int]:
        return [
            place
            for place in range(row + 1, self._found[row].end)
            if self._found[place].tag in ("td", "th") and self._found[place].parent == row
        ]

    def _span(self, cell: int, name: str) -> int:
        value = self._found[cell].attributes.get(name) or "1"
        return max(1, int(value[:6])) if value.isascii() and value.isdigit() else 1

    def _text(self, cell: int) -> tuple[str, tuple[tuple[int, int, str], ...]]:
        text = ""
        marks: list[tuple[int, int, str]] = []
        for place in range(cell + 1, self._found[cell].end):
            element = self._found[place]
            if element.text is None:
                if element.tag in _BREAKS and text.strip() and not text.endswith("\n"):
                    text = text.rstrip(" ") + "\n"
                continue
            piece = _BLANKS.sub(" ", element.text)
            if not text or text[-1] in " \n":
                piece = piece.lstrip(" ")
            mark = self._notes.mark_of(place)
            if mark is not None and text.strip():
                marks.append((len(text), len(text) + len(piece.rstrip(" ")), mark))
            text += piece
        return text.rstrip(" \n"), tuple(marks)
