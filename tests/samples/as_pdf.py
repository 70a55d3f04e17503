"""An official document as a text PDF: two-column header, footnotes, tables, page numbers."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from . import official
from .official import MARK, Official

FONTS = Path(__file__).parent / "fonts"
LEFT, RIGHT, TOP, BOTTOM = 85.0, 56.0, 56.0, 56.0  # 30 mm, 20 mm as the decree allows
WIDTH = A4[0] - LEFT - RIGHT


@cache
def fonts() -> None:
    """Make the Vietnamese font known to reportlab under the name "Serif"."""
    for face in ("Regular", "Bold", "Italic"):
        pdfmetrics.registerFont(TTFont(f"Serif-{face}", FONTS / f"NotoSerif-{face}.ttf"))
    pdfmetrics.registerFontFamily(
        "Serif",
        normal="Serif-Regular",
        bold="Serif-Bold",
        italic="Serif-Italic",
        boldItalic="Serif-Bold",
    )


def _style(size: float = 12, **more: object) -> ParagraphStyle:
    values: dict[str, object] = {
        "fontName": "Serif-Regular",
        "fontSize": size,
        "leading": size * 1.4,
        "alignment": TA_JUSTIFY,
        "spaceAfter": 5,
    }
    return ParagraphStyle("s", **{**values, **more})


def pdf(document: Official, notice: str) -> bytes:
    """The PDF's bytes; the same text always gives the same bytes."""
    fonts()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(f"{document.type or 'Công văn'} {document.number}")
    canvas.setAuthor(document.issuer)
    canvas.setSubject(notice)
    _Pages(canvas, document.footnotes).fill(_parts(document))
    canvas.save()
    return target.getvalue()


def _raised(mark: str, size: float) -> str:
    """A superscript as Word sets it: two thirds of the size, raised by a third."""
    return f'<super rise="{size / 3:.1f}" size="{size * 0.65:.1f}">{mark}</super>'


class _Pages:
    """Fills pages from top to bottom and sets each page's footnotes at its foot."""

    def __init__(self, canvas: Canvas, footnotes: tuple[str, ...]) -> None:
        self._canvas = canvas
        style = _style(9, spaceAfter=2)
        self._notes = [
            Paragraph(_raised(str(number), 9) + f" {text}", style)
            for number, text in enumerate(footnotes, 1)
        ]
        self._page = 1
        self._start()

    def _start(self) -> None:
        self._y = A4[1] - TOP
        self._here: list[Paragraph] = []
        if self._page > 1:  # the first page carries no number (the decree's Phụ lục I)
            self._canvas.setFont("Serif-Regular", 12)
            self._canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(self._page))

    def _finish(self) -> None:
        if self._here:
            y = BOTTOM + sum(note.wrap(WIDTH, 900)[1] + 2 for note in self._here)
            self._canvas.line(LEFT, y + 3, LEFT + WIDTH / 3, y + 3)
            for note in self._here:
                y -= note.wrap(WIDTH, 900)[1] + 2
                note.drawOn(self._canvas, LEFT, y)
        self._canvas.showPage()

    def _room(self, notes: list[Paragraph]) -> float:
        foot = sum(note.wrap(WIDTH, 900)[1] + 2 for note in notes)
        return self._y - BOTTOM - (foot + 8 if foot else 0)

    def fill(self, parts: list[tuple[Flowable, list[int]]]) -> None:
        """Set ``parts``, each with the numbers of the footnotes it marks."""
        waiting = list(parts)
        while waiting:
            part, marks = waiting.pop(0)
            notes = [self._notes[number - 1] for number in marks]
            _, height = part.wrap(WIDTH, 10_000)
            room = self._room(self._here + notes)
            if height <= room:
                self._here += notes
                part.drawOn(self._canvas, LEFT, self._y - height)
                self._y -= height + part.getSpaceAfter()
                continue
            pieces = part.split(WIDTH, self._room(self._here)) if not marks else []
            if len(pieces) > 1:
                waiting[:0] = [(piece, []) for piece in pieces]
                continue
            self._finish()
            self._page += 1
            self._start()
            waiting.insert(0, (part, marks))
        self._finish()


def _parts(document: Official) -> list[tuple[Flowable, list[int]]]:
    centre = _style(alignment=TA_CENTER, spaceAfter=2)
    parts: list[tuple[Flowable, list[int]]] = [(_top(document), []), (Spacer(1, 14), [])]
    if document.type:
        parts.append((Paragraph(f"<b>{document.type}</b>", _style(13, alignment=TA_CENTER)), []))
        parts.append((Paragraph(f"<b>{document.title}</b>", centre), []))
        parts.append((Spacer(1, 12), []))
    if document.authority:
        parts.append((Paragraph(f"<b>{document.authority}</b>", centre), []))
    if document.addressees:
        style = _style(leftIndent=70)
        first = document.addressees[0] if len(document.addressees) == 1 else ""
        parts.append((Paragraph(f"Kính gửi: {first}".strip(), style), []))
        if not first:
            parts += [(Paragraph(f"- {line}", style), []) for line in document.addressees]
    for part in document.body:
        if isinstance(part, official.Table):
            parts.append((_grid(part, document.table_widths), []))
            parts.append((Spacer(1, 8), []))
            continue
        marks = [int(number) for number in MARK.findall(part.text)]
        text = MARK.sub(lambda mark: _raised(mark[1], 12), part.whole)
        if part.role == "centred":
            parts.append((Paragraph(f"<b>{text}</b>", centre), marks))
        elif part.role == "section":
            parts.append((Paragraph(f"<b>{text}</b>", _style(firstLineIndent=28)), marks))
        else:
            parts.append((Paragraph(text, _style(firstLineIndent=28)), marks))
    parts += [(Spacer(1, 10), []), (_foot(document), [])]
    return parts


def _top(document: Official) -> Flowable:
    style = _style(11, alignment=TA_CENTER, spaceAfter=0)
    small = _style(10.5, alignment=TA_CENTER, spaceAfter=0)
    *above, last = document.agency
    agency = "<br/>".join([*above, f"<b>{last}</b>"])
    left = [
        Paragraph(agency, style),
        Paragraph("_________", small),
        Paragraph(f"Số: {document.number}", style),
    ]
    if document.type is None:
        left.append(Paragraph(document.title, small))
    right = [
        Paragraph("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", small),
        Paragraph("<b>Độc lập - Tự do - Hạnh phúc</b>", style),
        Paragraph("____________________", small),
        Paragraph(f"<i>{document.dated}</i>", style),
    ]
    return Grid(
        [[left, right]],
        colWidths=[WIDTH * 0.4, WIDTH * 0.6],
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        ),
    )


def _grid(table: official.Table, widths: tuple[int, ...]) -> Flowable:
    cell = _style(10.5, spaceAfter=0, alignment=0)
    head = _style(10.5, spaceAfter=0, alignment=TA_CENTER)
    rows = [[Paragraph(f"<b>{text}</b>", head) for text in table.rows[0]]]
    rows += [[Paragraph(text, cell) for text in row] for row in table.rows[1:]]
    shares = widths or tuple(100 // len(table.rows[0]) for _ in table.rows[0])
    return Grid(
        rows,
        colWidths=[WIDTH * share / sum(shares) for share in shares],
        repeatRows=1,
        style=TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        ),
    )


def _foot(document: Official) -> Flowable:
    small = _style(9.5, spaceAfter=0, alignment=0)
    centre = _style(alignment=TA_CENTER, spaceAfter=0)
    left = [Paragraph("<b><i>Nơi nhận:</i></b>", small)]
    left += [Paragraph(f"- {line}", small) for line in document.recipients]
    right = [
        Paragraph("<br/>".join(f"<b>{line}</b>" for line in document.capacity), centre),
        Spacer(1, 56),
        Paragraph(f"<b>{document.signer}</b>", centre),
    ]
    return Grid(
        [[left, right]],
        colWidths=[WIDTH / 2, WIDTH / 2],
        style=TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        ),
    )
