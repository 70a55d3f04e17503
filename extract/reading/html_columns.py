"""Columns of a web page that stand beside the one with its text: known by their widths.

Style sheets with a grid say the widths in class names, old pages in the cells of a table that lays
out the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from extract.reading.html_tree import Element

_GRID = re.compile(  # of the usual style sheets: "col-md-9", "span9", "large-9"
    r"(?:^|\s)(?:col(?:-(?:xs|sm|md|lg|xl|xxl))?-|span|large-|grid_)(\d{1,2})(?=\s|$)"
)
_WIDTH = re.compile(r"\s*(\d{1,4})\s*(px|%)?\s*")
_STYLED = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,4})\s*(px|%)", re.IGNORECASE)
_COLUMN = 60  # characters: a column with less may be the label of a value
_MOST = 2  # times the unlinked text of the wide column: what shows a table of values is short
_SIDE = {"px": 300, "%": 30}  # as wide a column may be beside a text whose width is not said


def narrow_columns(found: Sequence[Element]) -> list[int]:
    """The columns that are at most half as wide as the one with the text."""
    return [*_of_grids(found), *_of_tables(found)]


def _of_grids(found: Sequence[Element]) -> Iterator[int]:
    rows: dict[int, list[tuple[int, int]]] = {}  # width and place of columns by their row
    for place, element in enumerate(found):
        widths = [int(width) for width in _GRID.findall(element.names())] if element.names() else []
        if widths:
            rows.setdefault(element.parent, []).append((max(widths), place))
    for columns in rows.values():
        widest, text = max(columns, key=lambda column: (column[0], found[column[1]].length))
        yield from (
            place
            for width, place in columns
            if 2 * width <= widest and _is_beside(found[place], found[text])
        )


def _of_tables(found: Sequence[Element]) -> Iterator[int]:
    cells: dict[int, list[int]] = {}  # of the rows of tables that hold tables
    for table, element in enumerate(found):
        if element.tag == "table" and any(
            inner.tag == "table" for inner in found[table + 1 : element.end]
        ):
            for place in range(table + 1, element.end):
                if found[place].tag == "td" and _table_of(found, place) == table:
                    cells.setdefault(found[place].parent, []).append(place)
    for row in cells.values():
        text = max(row, key=lambda place: (_breadth(found[place]), found[place].length))
        for place in row:
            if _is_narrow(_width(found[place]), _width(found[text])) and _is_beside(
                found[place], found[text]
            ):
                yield place


def _table_of(found: Sequence[Element], place: int) -> int:
    while place >= 0 and found[place].tag != "table":
        place = found[place].parent
    return place


def _width(cell: Element) -> tuple[int, str] | None:
    """The width of a cell and its unit, "px" or "%"."""
    match = _WIDTH.fullmatch(cell.attributes.get("width") or "") or _STYLED.search(
        cell.attributes.get("style") or ""
    )
    return (int(match[1]), (match[2] or "px").lower()) if match else None


def _breadth(cell: Element) -> float:
    """The width of a cell; one that says none takes what the others leave."""
    width = _width(cell)
    return width[0] if width else inf


def _is_narrow(column: tuple[int, str] | None, text: tuple[int, str] | None) -> bool:
    if column is None:
        return False
    if text is None or text[1] != column[1]:
        return column[0] <= _SIDE[column[1]]
    return 2 * column[0] <= text[0]


def _is_beside(column: Element, text: Element) -> bool:
    """Whether a column is no label and does not hold most of what both say."""
    unlinked = column.length - column.linked
    return column.length >= _COLUMN and unlinked < _MOST * (text.length - text.linked)
