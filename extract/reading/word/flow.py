"""What both Word formats become before they are lines: paragraphs, rows of tables, footnotes.

The text of a run is kept as it was written until the whole file is known, for only the whole
tells whether it is in an old encoding (``extract.reading.legacy``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.reading.legacy import Repair
from extract.reading.lines import Line, LineCell, Mark
from extract.reading.numbering import opening
from extract.reading.word.head import split_columns

# Characters that are not printed: soft hyphens, zero-width marks, directions of writing.
_UNPRINTED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SENTENCE_END = (".", ";", ":", "!", "?", "/")


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph with one make-up."""

    text: str
    capitals: bool = False  # drawn in capitals, whatever is written
    font: str | None = None
    mark: str | None = None  # number of a footnote, if the text is its mark


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``label`` is its automatic number as printed ("II.", "a)", "-")."""

    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    bold: bool = False
    centered: bool = False
    heading_level: int | None = None
    path: str | None = None
    furniture: bool = False
    footnote: str | None = None

    @property
    def written(self) -> str:
        """The text as it is written in the file, without the label."""
        return "".join(piece.text for piece in self.pieces)

    def stretches(self) -> list[str]:
        """The text as it is written, parted where the font changes."""
        return ["".join(piece.text for piece in run) for _, run in groupby(self.pieces, _font)]


@dataclass(slots=True)
class FlowCell:
    """A cell of a table."""

    column: int
    columns: int
    paragraphs: list[Paragraph]
    continued: bool = False  # merged with the cell above


@dataclass(slots=True)
class Row:
    """A row of a table."""

    table: int
    cells: list[FlowCell]
    heading: bool = False
    path: str | None = None
    furniture: bool = False


Part = Paragraph | Row


def lines(parts: Sequence[Part]) -> list[Line]:
    """The lines that ``parts`` are, in Unicode."""
    repair = Repair(text for paragraph in _paragraphs(parts) for text in paragraph.stretches())
    made: list[Line] = []
    for part in parts:
        if isinstance(part, Row):
            made.append(_row(part, repair))
        else:
            made.extend(_paragraph_lines(part, repair))
    return split_columns(made)


def in_cell(parts: Sequence[Part]) -> list[Paragraph]:
    """``parts`` as the paragraphs of a cell; a table in it gives a paragraph for each row."""
    paragraphs: list[Paragraph] = []
    for part in parts:
        if isinstance(part, Paragraph):
            paragraphs.append(part)
            continue
        pieces: list[Piece] = []
        for cell in part.cells:
            for inner in cell.paragraphs:
                if pieces:
                    pieces.append(Piece(" "))
                pieces += [Piece(inner.label + " ")] if inner.label else []
                pieces += inner.pieces
        paragraphs.append(Paragraph(pieces, path=part.path))
    return paragraphs


def _paragraphs(parts: Iterable[Part]) -> Iterator[Paragraph]:
    for part in parts:
        if isinstance(part, Row):
            for cell in part.cells:
                yield from cell.paragraphs
        else:
            yield part


def _row(row: Row, repair: Repair) -> Line:
    cells = []
    bold: list[bool] = []
    for cell in row.cells:
        text, marks = "", []
        for paragraph in cell.paragraphs:
            if text:
                text += "\n"
            added, own = _text(paragraph, repair)
            marks += [(start + len(text), end + len(text), n) for start, end, n in own]
            text += added
            if added.strip():
                bold.append(paragraph.bold)
        text, marks = _stripped(text, marks)
        cells.append(
            LineCell(text, cell.column, cell.columns, row.heading, cell.continued, tuple(marks))
        )
    return Line(
        table=row.table,
        cells=tuple(cells),
        path=row.path,
        furniture=row.furniture,
        bold=bool(bold) and all(bold),
    )


def _paragraph_lines(paragraph: Paragraph, repair: Repair) -> Iterator[Line]:
    text, marks = _text(paragraph, repair)
    for start, end in _broken(text):
        yield Line(
            text=text[start:end],
            path=paragraph.path,
            bold=paragraph.bold,
            centered=paragraph.centered,
            furniture=paragraph.furniture,
            heading_level=paragraph.heading_level,
            footnote=paragraph.footnote,
            marks=tuple((a - start, b - start, n) for a, b, n in marks if start <= a < end),
        )


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a paragraph between line breaks that each begin a point or end a sentence."""
    start = 0
    position = text.find("\n")
    while position >= 0:
        before, after = text[start:position].rstrip(), text[position + 1 :].lstrip()
        if not before or before.endswith(_SENTENCE_END) or opening(after[:40]):
            yield start, position
            start = position + 1
        position = text.find("\n", position + 1)
    yield start, len(text)


def _text(paragraph: Paragraph, repair: Repair) -> tuple[str, list[Mark]]:
    """The text of a paragraph with its label, in Unicode, and the marks inside it."""
    encoding = repair.encoding(paragraph.written) if repair.needed else None
    parted = repair.needed and encoding is None and len(paragraph.stretches()) > 1
    text = f"{paragraph.label} " if paragraph.label else ""
    marks: list[Mark] = []
    for written, capitals, mark in _joined(paragraph.pieces, parted):
        if mark is not None:
            marks.append((len(text), len(text) + len(written), mark))
            text += written
            continue
        own = repair.encoding(written) if parted else encoding
        piece = (own.convert(written) if own else None) or written
        piece = unicodedata.normalize("NFC", _UNPRINTED.sub("", piece))
        if text.endswith(" "):
            piece = piece.lstrip(" ")
        text += piece.upper() if capitals else piece
    return text, marks


def _font(piece: Piece) -> str | None:
    return piece.font


def _joined(pieces: Sequence[Piece], parted: bool) -> Iterator[tuple[str, bool, str | None]]:
    """Neighbouring pieces of one make-up as one: letters of a syllable may be in two runs.

    ``parted``: old and new text stand side by side in fonts of their own, and are kept apart.
    """
    at = 0
    while at < len(pieces):
        first, run = pieces[at], []
        while (
            at < len(pieces)
            and pieces[at].mark == first.mark
            and pieces[at].capitals == first.capitals
            and (not parted or pieces[at].font == first.font)
        ):
            run.append(pieces[at].text)
            at += 1
            if first.mark is not None:
                break
        yield "".join(run), first.capitals, first.mark


def _stripped(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """``text`` without space and empty lines around it."""
    shift = len(text) - len(text.lstrip())
    text = text.strip()
    return text, [(start - shift, end - shift, n) for start, end, n in marks]
