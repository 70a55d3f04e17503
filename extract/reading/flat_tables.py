"""Tables whose cells stand as bare lines, one below the other, as in saved texts of a gazette.

A run of column labels opens such a table (``column_labels``); its rows are numbered and count on
(``ordinals``); what the columns hold divides the lines of a row into cells (``flat_cells``). What
cannot be divided stays one cell over all columns, and a run of lines in which most rows cannot be
divided is no table. The text stays the file's own: a row keeps its line feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.reading.cell_shapes import fits
from extract.reading.column_labels import Cells, Label, labels_at
from extract.reading.fielded_rows import fielded_rows
from extract.reading.flat_cells import Division, divide
from extract.reading.flat_pieces import Piece, pieces_of
from extract.reading.flat_rows import Stretch, numbering_below, stretches_of
from extract.reading.lines import Line, LineCell

_FEWEST_ROWS = 1
_MOST_PIECES = 300  # of a row
_LONGEST_GROUP = 400  # characters of the heading of a group of rows
_FULL = 0.8  # of the lines of a column that go on below, so many are no longer than its width
_FEWEST_FULL = 3


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The printed lines from ``start`` to ``end`` (exclusive) as rows and page furniture."""

    start: int
    end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The printed lines of a stretch, and how they divide into rows if they do."""

    stretch: Stretch
    text: str
    pieces: tuple[Piece, ...]
    division: Division | None = None  # when some of its rows are divided
    holding: tuple[bool, ...] = ()  # which of them

    @property
    def groups(self) -> bool:
        """Whether it is the heading of a group of rows."""
        ordinal = self.stretch.ordinal
        return ordinal is not None and ordinal.groups and len(self.text) <= _LONGEST_GROUP

    @property
    def length(self) -> int:
        """How many of its printed lines belong to the table when nothing stands below."""
        if self.division is None:
            return 0
        last = max(number for number, holds in enumerate(self.holding) if holds)
        end = self.pieces[max(end for _, end in self.division.rows[last]) - 1].end
        return self.text.count("\n", 0, end) + 1


def flat_tables(printed: Sequence[str]) -> Iterator[FlatTable]:
    """The tables among the printed lines of a text, in order."""
    position = number = 0
    while position < len(printed):
        labels = labels_at(printed, position)
        if not labels:
            rows = fielded_rows(printed, position, number)
            if rows:
                yield FlatTable(position, position + len(rows), tuple(rows))
                number += 1
            position += len(rows) or 1
            continue
        head = labels[-1].end + numbering_below(printed, labels[-1].end, len(labels))
        stretches = stretches_of(printed, head, labels)
        table = _table(printed, labels, stretches, number)
        if table is not None:
            yield table
            number += 1
            position = table.end
        else:
            position = stretches[-1].end if stretches else head


def _table(
    printed: Sequence[str], labels: Sequence[Label], stretches: Sequence[Stretch], number: int
) -> FlatTable | None:
    columns = [label.cells for label in labels[1:]]
    rows = [_row(printed, stretch) for stretch in stretches]
    rows = _divided(rows, columns, [None] * len(columns))
    rows = _divided(rows, columns, _widths(rows, columns))
    if _is_headed(rows):
        return None
    while rows and rows[-1].division is None:
        rows.pop()
    divided = sum(sum(row.holding) for row in rows)
    whole = sum(
        row.division is None and not row.groups and not row.stretch.furniture for row in rows
    )
    if divided < max(_FEWEST_ROWS, whole):
        return None
    end = rows[-1].stretch.start + rows[-1].length
    lines = [_head(printed, labels, number)]
    lines += [
        Line(line, furniture=True) for line in printed[labels[-1].end : rows[0].stretch.start]
    ]
    for row in rows[:-1]:
        lines += _lines(row, row.text.split("\n"), len(labels), number)
    lines += _lines(rows[-1], printed[rows[-1].stretch.start : end], len(labels), number)
    lines = list(_merged(lines, columns))
    return FlatTable(labels[0].start, end, tuple(lines))


def _merged(lines: Sequence[Line], columns: Sequence[Cells]) -> Iterator[Line]:
    """``lines`` with the cells before the task that go on over rows without an ordinal.

    Only where the first row has such a cell: else they stand in the middle of their rows.
    """
    bodies = range(1, columns.index(Cells.TEXT) + 1)
    rows = [line for line in lines if len(line.cells) > len(columns) and not line.cells[0].heading]
    top = {column for column in bodies if rows[0].cells[0].text and rows[0].cells[column].text}
    for line in lines:
        ordinal, *cells = line.cells or (None,)
        if len(cells) == len(columns) and ordinal is not None and not ordinal.text:
            cells = [
                replace(cell, continued=cell.column in top and not cell.text) for cell in cells
            ]
            line = replace(line, cells=(ordinal, *cells))
        yield line


def _is_headed(rows: Sequence[_Row]) -> bool:
    """Whether lines stand between the labels and the rows that may be labels not known."""
    first = next((row for row in rows if not row.stretch.furniture), None)
    return first is not None and first.stretch.ordinal is None and first.division is None


def _row(printed: Sequence[str], stretch: Stretch) -> _Row:
    text = "\n".join(printed[stretch.start : stretch.end])
    if stretch.furniture:
        return _Row(stretch, text, ())
    indent = len(text) - len(text.lstrip())
    return _Row(
        stretch,
        text,
        tuple(pieces_of(text, indent + stretch.ordinal.end if stretch.ordinal else 0)),
    )


def _divided(
    rows: Sequence[_Row], columns: Sequence[Cells], widths: Sequence[int | None]
) -> list[_Row]:
    last = max((n for n, row in enumerate(rows) if not row.stretch.furniture), default=0)
    divided = []
    for number, row in enumerate(rows):
        division = None
        if row.pieces and len(row.pieces) <= _MOST_PIECES:
            division = divide(row.pieces, columns, widths, open_end=number == last)
        cells = division.rows if division is not None else ()
        holding = tuple(_holds(row.pieces, one, columns) for one in cells)
        if not any(holding):
            division, holding = None, ()
        divided.append(_Row(row.stretch, row.text, row.pieces, division, holding))
    return divided


def _holds(
    pieces: Sequence[Piece], cells: Sequence[tuple[int, int]], columns: Sequence[Cells]
) -> bool:
    """Whether the cells of a row are what their columns ask for.

    Of several figures none may be missing: nobody could tell which.
    """
    texts = [" ".join(piece.text for piece in pieces[start:end]) for start, end in cells]
    figures = [text for text, column in zip(texts, columns, strict=True) if column is Cells.FIGURE]
    task = texts[columns.index(Cells.TEXT)]
    if not task or task[0].islower() or (any(figures) and not all(figures)):
        return False
    typed = [
        (column, text)
        for text, column in zip(texts, columns, strict=True)
        if text and column in (Cells.TIME, Cells.FIGURE, Cells.UNIT)
    ]
    return any(column is not Cells.UNIT for column, _ in typed) and all(
        fits(column, text) for column, text in typed
    )


def _widths(rows: Sequence[_Row], columns: Sequence[Cells]) -> list[int | None]:
    """How long a full line of each column is, by the lines that go on below."""
    full: list[list[int]] = [[] for _ in columns]
    for row in rows:
        divided = row.division.rows if row.division is not None else ()
        for cells in (cells for cells, holds in zip(divided, row.holding, strict=True) if holds):
            for lengths, (start, end) in zip(full, cells, strict=True):
                lengths.extend(len(piece.text) for piece in row.pieces[start : end - 1])
    return [
        sorted(lengths)[int(len(lengths) * _FULL)] if len(lengths) >= _FEWEST_FULL else None
        for lengths in full
    ]


def _head(printed: Sequence[str], labels: Sequence[Label], number: int) -> Line:
    text = "\n".join(printed[labels[0].start : labels[-1].end])
    cells = tuple(
        LineCell("\n".join(printed[label.start : label.end]).strip(), column, heading=True)
        for column, label in enumerate(labels)
    )
    return Line(text, table=number, cells=cells)


def _lines(row: _Row, printed: Sequence[str], width: int, table: int) -> Iterator[Line]:
    """What becomes of the printed lines of a stretch."""
    if row.stretch.furniture:
        yield from (Line(line, furniture=True) for line in printed)
        return
    ordinal = row.text.lstrip()[: row.stretch.ordinal.end].strip() if row.stretch.ordinal else ""
    rows = row.division.rows if row.division is not None else ()
    starts = [row.pieces[min(start for start, _ in cells)].start for cells in rows]
    cuts = [0, *(row.text.count("\n", 0, start) for start in starts[1:]), len(printed)]
    for place, (first, end) in enumerate(pairwise(cuts)):
        own = printed[first:end]
        if not own:
            return
        text = "\n".join(own)
        number_cell = LineCell("" if place else ordinal, 0)
        if rows and row.holding[place]:
            texts = [_text_of(row, *span) for span in rows[place]]
            cells = [LineCell(cell, column) for column, cell in enumerate(texts, 1)]
        else:
            below = text.strip()[len(number_cell.text) :].strip()
            cells = [LineCell(below, 1, columns=width - 1)]
        yield Line(text, table=table, cells=(number_cell, *cells))


def _text_of(row: _Row, start: int, end: int) -> str:
    return row.text[row.pieces[start].start : row.pieces[end - 1].end] if start < end else ""
