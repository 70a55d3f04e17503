"""One layout pass over the words of all pages, whether read from a text layer or by OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.reading.lines import Line
from extract.reading.pdf.bands import Band, find_foot, find_head, joined_numbers
from extract.reading.pdf.footnotes import Note, split_footnotes
from extract.reading.pdf.furniture import find_furniture
from extract.reading.pdf.joint import find_signatures
from extract.reading.pdf.open_tables import open_grids
from extract.reading.pdf.paragraphs import (
    Margins,
    Paragraph,
    bulleted,
    goes_on,
    is_centered,
)
from extract.reading.pdf.rows import Row, gather_rows, join_rows
from extract.reading.pdf.ruling import find_grids
from extract.reading.pdf.tables import Table, continues, make_table, table_lines
from extract.reading.pdf.words import PageContent, Word

_WIDEST = 0.92  # the share of full rows that end left of the right margin
_APART = 1.5  # points: what is nearer to a row's foot underlines its words
_RULE = (40.0, 0.85)  # points at least, and the share of the row's width at most
_FULL = 5  # spaces in a row that is counted for the margins


@dataclass(slots=True)
class _Sheet:
    """A page while it is laid out."""

    content: PageContent
    rows: list[Row]
    tables: list[Table]
    furniture: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bands: dict[int, Band] = field(default_factory=dict)  # by their first row
    margins: Margins = field(default_factory=lambda: Margins(0.0, 0.0))

    def is_ruled_off(self, row: Row, below: Row) -> bool:
        """Whether a short rule is drawn under the middle of ``row`` and above ``below``.

        Nghị định 30/2020/NĐ-CP, Phụ lục I: so ends the trích yếu.
        """
        return any(
            row.baseline + _APART < edge.top < below.top + _APART
            and _RULE[0] <= edge.right - edge.left <= _RULE[1] * (row.right - row.left)
            and abs((edge.left + edge.right) / 2 - row.middle) < row.size
            for edge in self.content.edges
            if not edge.upright
        )


def lay_out(pages: Sequence[PageContent]) -> list[Line]:
    """The lines of a document in reading order, with the hints of their layout."""
    sheets = [_sheet(page) for page in pages]
    for sheet, marked in zip(sheets, find_furniture([s.rows for s in sheets]), strict=True):
        sheet.furniture = [row for i, row in enumerate(sheet.rows) if i in marked]
        sheet.rows = [row for i, row in enumerate(sheet.rows) if i not in marked]
    size = _body_size(sheets)
    for sheet in sheets:
        sheet.rows, sheet.notes = split_footnotes(sheet.rows, sheet.content.edges, size)
        sheet.bands = _bands(sheet.rows, sheet.content.width)
    _set_margins(sheets)
    return _Flow().lines(sheets)


def _sheet(page: PageContent) -> _Sheet:
    tables: list[Table] = []
    rest = page.words
    if page.edges:
        grids = find_grids(page.edges)
        if not grids and page.way != "ocr":
            grids = open_grids(page.edges, rest, page.width)
        for grid in grids:
            inside = [
                word
                for word in rest
                if grid.left <= word.middle <= grid.right
                and grid.top <= (word.top + word.bottom) / 2 <= grid.bottom
            ]
            if not inside:
                continue
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
            tables.append(make_table(grid, inside, page.number))
    return _Sheet(page, gather_rows(rest, page.number), tables)


def _bands(rows: Sequence[Row], width: float) -> dict[int, Band]:
    """The two-column places among ``rows`` by their first row."""
    bands = {band.first: band for band in find_signatures(rows)}
    for band in (find_head(rows, width), find_foot(rows, width)):
        if band is not None and all(
            band.last <= other.first or other.last <= band.first for other in bands.values()
        ):
            bands[band.first] = band
    return bands


def _body_size(sheets: Sequence[_Sheet]) -> float:
    """The letter size of most text outside of tables."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            sizes[round(row.size * 2) / 2] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _set_margins(sheets: Sequence[_Sheet]) -> None:
    """Each page's own margins, or those of the document where it has too few rows."""
    every: list[tuple[float, float]] = []
    for sheet in sheets:
        banded = {i for band in sheet.bands.values() for i in range(band.first, band.last)}
        own = _margins([row for i, row in enumerate(sheet.rows) if i not in banded])
        if own is not None:
            sheet.margins = own
            every.append((own.left, own.right))
    if every:
        usual = Margins(
            sorted(left for left, _ in every)[len(every) // 2],
            sorted(right for _, right in every)[len(every) // 2],
        )
    else:
        bounds = [(row.left, row.right) for sheet in sheets for row in sheet.rows]
        usual = Margins(
            min((left for left, _ in bounds), default=0.0),
            max((right for _, right in bounds), default=0.0),
        )
    for sheet in sheets:
        if sheet.margins.right == 0.0:
            wide = sheet.content.width
            same = abs(wide - sheets[0].content.width) < 20
            sheet.margins = usual if same else _fallback(sheet, usual)


def _fallback(sheet: _Sheet, usual: Margins) -> Margins:
    left = min((row.left for row in sheet.rows), default=usual.left)
    right = max((row.right for row in sheet.rows), default=usual.right)
    return Margins(left, right)


def _margins(rows: Sequence[Row]) -> Margins | None:
    full = [row for row in rows if row.text.count(" ") >= _FULL]
    if len(full) < 8:
        return None
    lefts = sorted(row.left for row in full)
    rights = sorted(row.right for row in full)
    return Margins(
        lefts[int((1 - _WIDEST) * len(lefts))],
        rights[min(int(_WIDEST * len(rights)), len(rights) - 1)],
    )


class _Flow:
    """Collects lines; a paragraph or a table stays open until the next page has been seen."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._open: Paragraph | None = None
        self._ruled = False  # a rule stands above what is open
        self._tables: list[Table] = []
        self._waiting: list[Line] = []  # furniture and notes that follow what is open
        self._numbers = 0

    def lines(self, sheets: Sequence[_Sheet]) -> list[Line]:
        """All lines of ``sheets``."""
        for sheet in sheets:
            self._page(sheet)
        self._close()
        return self._lines

    def _page(self, sheet: _Sheet) -> None:
        rows, tables = sheet.rows, sheet.tables
        middle = sheet.content.height / 2
        upper = [row for row in sheet.furniture if row.baseline < middle]
        lower = [row for row in sheet.furniture if row.baseline >= middle]
        self._aside([_furniture(row) for row in upper])
        bands = sheet.bands
        if sheet.content.way == "text" and (bands or tables or sheet.notes):
            sheet.content.way = "layout"
        position = 0
        pending = list(tables)
        while position < len(rows):
            row = rows[position]
            while pending and pending[0].grid.top < row.top:
                self._table(pending.pop(0))
            band = bands.get(position)
            if band is not None:
                self._band(band)
                position = max(band.last, position + 1)
                continue
            self._row(row, sheet)
            position += 1
        for table in pending:
            self._table(table)
        self._aside([line for note in sheet.notes for line in self._notes(note)])
        stamped = gather_rows(sheet.content.asides, sheet.content.number)
        self._aside([_furniture(row) for row in (*lower, *stamped)])

    def _row(self, row: Row, sheet: _Sheet) -> None:
        self._close_table()
        centered = is_centered(row, sheet.margins)
        ruled = self._open is not None and sheet.is_ruled_off(self._open.rows[-1], row)
        if (
            not ruled
            and self._open is not None
            and goes_on(self._open, row, centered, sheet.margins)
        ):
            self._open.rows.append(row)
            return
        self._close()
        self._open, self._ruled = Paragraph([row], centered), ruled

    def _table(self, table: Table) -> None:
        if self._tables and not (
            self._tables[-1].page + 1 == table.page and continues(table, self._tables[-1])
        ):
            self._close()
        if self._open is not None:
            self._close()
        self._tables.append(table)

    def _band(self, band: Band) -> None:
        self._close()
        if band.head:
            for rows in joined_numbers(band.left):
                self._lines.append(_line(rows, centered=True))
            for row in band.right:
                self._lines.append(_line([row], centered=True))
            return
        for paragraph in bulleted(band.left):
            self._lines.append(_line(paragraph.rows))
        for row in band.right:
            self._lines.append(_line([row], centered=True))

    def _notes(self, note: Note) -> list[Line]:
        if not note.rows:
            return []
        if note.number is None and self._extend_note(note.rows):
            return []
        return [_line(note.rows, footnote=note.number)]

    def _extend_note(self, rows: Sequence[Row]) -> bool:
        """Add ``rows`` to the last footnote; false if there is none."""
        for lines in (self._waiting, self._lines):
            for index in range(len(lines) - 1, -1, -1):
                note = lines[index]
                if note.footnote is None:
                    continue
                more = join_rows(rows).moved(len(note.text) + 1)
                lines[index] = replace(
                    note,
                    text=f"{note.text} {more.text}",
                    boxes=note.boxes + more.boxes,
                    marks=note.marks + more.marks,
                )
                return True
        return False

    def _aside(self, lines: list[Line]) -> None:
        """Put ``lines`` after whatever is still open."""
        if self._open is not None or self._tables:
            self._waiting.extend(lines)
        else:
            self._lines.extend(lines)

    def _close_table(self) -> None:
        if self._tables:
            self._lines.extend(table_lines(self._tables, self._numbers))
            self._numbers += 1
            self._tables = []
            self._flush()

    def _close(self) -> None:
        if self._open is not None:
            line = _line(self._open.rows, centered=self._open.centered)
            self._lines.append(replace(line, ruled=self._ruled))
            self._open = None
            self._flush()
        self._close_table()

    def _flush(self) -> None:
        self._lines.extend(self._waiting)
        self._waiting = []


def _furniture(row: Row) -> Line:
    return Line(text=row.text, page=row.page, boxes=(row.box_at(0),), furniture=True)


def _line(rows: Sequence[Row], *, centered: bool = False, footnote: str | None = None) -> Line:
    joined = join_rows(rows)
    return Line(
        text=joined.text,
        page=rows[0].page,
        boxes=joined.boxes,
        bold=all(row.bold for row in rows),
        centered=centered,
        footnote=footnote,
        marks=joined.marks,
    )


def turn_upright(words: list[Word], width: float, height: float) -> tuple[list[Word], int]:
    """The words of a page written sideways, turned; and by how many quarter turns, clockwise.

    Landscape tables are often set on an upright page with the writing turned.
    """
    turns = Counter(word.turn for word in words)
    if not turns:
        return words, 0
    turn, count = turns.most_common(1)[0]
    if turn == 0 or count < 0.6 * len(words):
        return words, 0
    return [_turned(word, turn, width, height) for word in words], turn


def _turned(word: Word, turn: int, width: float, height: float) -> Word:
    left, top, right, bottom = word.left, word.top, word.right, word.bottom
    if turn == 1:
        left, top, right, bottom = height - bottom, left, height - top, right
    elif turn == 3:
        left, top, right, bottom = top, width - right, bottom, width - left
    else:
        left, top, right, bottom = width - right, height - bottom, width - left, height - top
    return Word(
        word.text, left, top, right, bottom, bottom, word.size, word.bold, word.raised, 0,
        word.broken,
    )  # fmt: skip
