"""Ruled lines of a page and the table cells they make."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from extract.reading.pdf.textlayer import placement
from extract.reading.pdf.words import Edge

_THIN = 3.0  # points: a rectangle no thicker than this is a line
_SHORT = 5.0  # points: a shorter line rules nothing
_CLOSE = 3.0  # points: lines nearer than this are one
_MOST_EDGES = 4000  # of a page; more is a drawing
_MOST_OBJECTS = 60_000  # of a page that are looked at
_SIMPLE = 6  # segments of a path that is one line or one rectangle
_MOST_DEPTH = 4  # of forms within forms

_NOTHING = (0.0, 0.0, 0.0, 0.0)  # stands for a drawing without level or upright lines

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page besides its letters."""

    edges: list[Edge]  # upright and level lines; none when there are too many
    image_share: float  # of the page, that its largest image covers, 0 to 1
    pieces: int  # images, lines and rectangles: scanners also write a page as hundreds of them


def find_drawings(page: pdfium.PdfPage) -> Drawings:
    """The ruled lines and the images of ``page``."""
    place = placement(page)
    edges: list[Edge] = []
    largest, pieces = 0.0, 0
    for kind, (left, bottom, right, top) in _drawn(page):
        pieces += 1
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            largest = max(largest, (right - left) * (top - bottom))
        elif len(edges) <= _MOST_EDGES:
            x0, y0 = place(left, top)
            x1, y1 = place(right, bottom)
            edges.extend(_sides(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    if len(edges) > _MOST_EDGES:
        edges = []
    width, height = page.get_size()
    return Drawings(edges, min(largest / max(width * height, 1.0), 1.0), pieces)


def _drawn(page: pdfium.PdfPage) -> Iterator[tuple[int, Rectangle]]:
    """Kind and left, bottom, right, top of each line, rectangle and image, in user space."""
    budget = [_MOST_OBJECTS]
    kind_of, object_at = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = object_at(page, index)
        kind = kind_of(item)
        if kind in _KINDS:
            yield from _one(item, kind, _PLAIN, budget, 1)


_Matrix = tuple[float, float, float, float, float, float]


_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_KINDS = {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}


def _one(
    item: object, kind: int, matrix: _Matrix, budget: list[int], depth: int
) -> Iterator[tuple[int, Rectangle]]:
    if kind == raw.FPDF_PAGEOBJ_FORM:
        if depth <= _MOST_DEPTH:
            yield from _within(item, matrix, budget, depth)
        return
    if kind == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_CountSegments(item) > _SIMPLE:
        for stroke in _strokes(item, matrix, budget) or [_NOTHING]:
            yield kind, stroke
        return
    box = tuple(ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, box)):
        return
    x0, y0 = _apply(matrix, box[0].value, box[1].value)
    x1, y1 = _apply(matrix, box[2].value, box[3].value)
    if kind == raw.FPDF_PAGEOBJ_IMAGE or _is_ruled(item, abs(x1 - x0), abs(y1 - y0)):
        yield kind, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _strokes(path: object, outer: _Matrix, budget: list[int]) -> list[Rectangle]:
    """The level and upright strokes of a path that draws a whole grid; none of a drawing."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(own))
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[Rectangle] = []
    last = start = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        budget[0] -= 1
        if budget[0] < 0:
            return []
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _apply(matrix, x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found.append(_spanned(last, point))
        else:
            return []
        if raw.FPDFPathSegment_GetClose(segment):
            found.append(_spanned(point, start))
        last = point
    return [
        stroke
        for stroke in found
        if stroke[2] - stroke[0] <= _THIN or stroke[3] - stroke[1] <= _THIN
    ]


def _spanned(one: tuple[float, float], two: tuple[float, float]) -> Rectangle:
    (x0, y0), (x1, y1) = one, two
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _within(
    form: object, outer: _Matrix, budget: list[int], depth: int
) -> Iterator[tuple[int, Rectangle]]:
    """What a form draws; ``budget`` counts down the objects that may be looked at."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, ctypes.byref(own))
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        budget[0] -= 1
        if budget[0] < 0:
            return
        item = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in _KINDS:
            yield from _one(item, kind, matrix, budget, depth + 1)


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _is_ruled(path: object, wide: float, high: float) -> bool:
    """Whether a path is a line, or a rectangle whose sides are drawn (not a shaded ground)."""
    if wide <= _THIN or high <= _THIN:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value)


def _sides(left: float, top: float, right: float, bottom: float) -> Iterator[Edge]:
    wide, high = right - left, bottom - top
    if high <= _THIN:
        if wide >= _SHORT:
            middle = (top + bottom) / 2
            yield Edge(False, left, middle, right, middle)
    elif wide <= _THIN:
        if high >= _SHORT:
            middle = (left + right) / 2
            yield Edge(True, middle, top, middle, bottom)
    else:
        yield Edge(False, left, top, right, top)
        yield Edge(False, left, bottom, right, bottom)
        yield Edge(True, left, top, left, bottom)
        yield Edge(True, right, top, right, bottom)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page: its rectangle, row and column lines, and cells."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[float, ...]  # tops of the rows and the bottom of the last
    columns: tuple[float, ...]  # lefts of the columns and the right of the last
    cells: tuple[Rectangle, ...]


def find_grids(edges: list[Edge]) -> list[Grid]:
    """The ruled tables that ``edges`` make, from top to bottom of the page.

    A frame of a single cell or of one column of cells is no table.
    """
    level = merged([edge for edge in edges if not edge.upright])
    upright = merged([edge for edge in edges if edge.upright])
    if len(upright) < 3:
        return []
    level = merged([*level, *_open_ends(level, upright)])
    if len(level) < 2:
        return []
    crossings = edges_to_intersections(
        [_as_dict(edge) for edge in (*level, *upright)], _CLOSE, _CLOSE
    )
    grids = []
    for cells in cells_to_tables(intersections_to_cells(crossings)):
        rows = _lines(value for cell in cells for value in (cell[1], cell[3]))
        columns = _lines(value for cell in cells for value in (cell[0], cell[2]))
        if len(columns) < 3 or len(cells) < 2:
            continue
        grids.append(Grid(columns[0], rows[0], columns[-1], rows[-1], rows, columns, tuple(cells)))
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _open_ends(level: list[Edge], upright: list[Edge]) -> Iterator[Edge]:
    """Level lines that are not drawn, where a row goes on over the edge of the page.

    At least three upright lines end there together, beyond every level line between them.
    """
    for end in ("top", "bottom"):
        ordered = sorted(upright, key=lambda edge: getattr(edge, end))
        group: list[Edge] = []
        for edge in [*ordered, None]:
            at = getattr(group[-1], end) if group else 0.0
            if edge is not None and group and getattr(edge, end) - at <= _CLOSE:
                group.append(edge)
                continue
            if len(group) >= 3:
                left, right = min(e.left for e in group), max(e.right for e in group)
                drawn = any(
                    abs(line.top - at) <= 2 * _CLOSE and line.left < right and line.right > left
                    for line in level
                )
                if not drawn:
                    yield Edge(False, left, at, right, at)
            group = [edge] if edge is not None else []


def _as_dict(edge: Edge) -> dict[str, object]:
    return {
        "orientation": "v" if edge.upright else "h",
        "x0": edge.left,
        "x1": edge.right,
        "top": edge.top,
        "bottom": edge.bottom,
    }


def merged(edges: list[Edge]) -> list[Edge]:
    """Edges of one direction, with those on one line snapped together and joined."""
    across = [(e.left if e.upright else e.top, e) for e in edges]
    across.sort(key=lambda item: item[0])
    merged: list[Edge] = []
    group: list[Edge] = []
    last = None
    for position, edge in across:
        if last is not None and position - last > _CLOSE:
            merged.extend(_joined(group))
            group = []
        group.append(edge)
        last = position
    merged.extend(_joined(group))
    return merged


def _joined(group: list[Edge]) -> Iterator[Edge]:
    if not group:
        return
    upright = group[0].upright
    spans = sorted((e.top, e.bottom) if upright else (e.left, e.right) for e in group)
    at = sum(e.left if upright else e.top for e in group) / len(group)
    start, end = spans[0]
    for first, last in spans[1:]:
        if first > end + _CLOSE:
            yield _edge(upright, at, start, end)
            start, end = first, last
        else:
            end = max(end, last)
    yield _edge(upright, at, start, end)


def _edge(upright: bool, at: float, start: float, end: float) -> Edge:
    return Edge(True, at, start, at, end) if upright else Edge(False, start, at, end, at)


def _lines(values: Iterator[float]) -> tuple[float, ...]:
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > _CLOSE:
            lines.append(value)
    return tuple(lines)
