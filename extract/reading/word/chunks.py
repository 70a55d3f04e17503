"""Foreign files inside a DOCX (w:altChunk): pages, RTF and other DOCX that Word would take in.

Programs that export web pages to Word often write nothing but such a chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extract.reading.html import checked, markup_lines
from extract.reading.letter_codes import decode
from extract.reading.lines import Line, LineCell
from extract.reading.mhtml import page_of
from extract.reading.sniff import Form, sniff
from extract.reading.word.flow import FlowCell, Paragraph, Part, Piece, Row
from extract.reading.word.rtf_body import RtfBody, RtfTooDeep


def chunk_parts(
    data: bytes, first_table: int, read_docx: Callable[[bytes], Sequence[Part]]
) -> Sequence[Part] | None:
    """The paragraphs and rows of a chunk; None for a kind that is not read.

    ``first_table``: the number of the first table in it; ``read_docx`` reads a chunk that is a
    DOCX.
    """
    form = sniff(data)
    if form is Form.DOCX:
        return read_docx(data)
    if form is Form.RTF:
        try:
            return RtfBody(data).parts()
        except RtfTooDeep:
            return None
    if form is Form.MHTML:
        data = page_of(data) or b""
    elif form is Form.TEXT:
        return [Paragraph([Piece(line)]) for line in decode(data).splitlines() if line.strip()]
    elif form is not Form.HTML:
        return None
    if checked(data) is not None:
        return None
    return list(_of_page(markup_lines(decode(data)), first_table))


def _of_page(lines: Sequence[Line], first_table: int) -> Iterator[Part]:
    for table, group in groupby(lines, key=lambda line: line.table):
        for line in group:
            if table is None:
                yield _paragraph(line)
            else:
                yield Row(first_table + table, [_cell(cell) for cell in line.cells])


def _paragraph(line: Line) -> Paragraph:
    label = line.number or ""
    return Paragraph(
        [Piece(line.text)], label, line.bold, line.centered, heading_level=line.heading_level
    )


def _cell(cell: LineCell) -> FlowCell:
    paragraphs = [Paragraph([Piece(text)]) for text in cell.text.split("\n")]
    return FlowCell(cell.column, cell.columns, paragraphs, cell.continued)
