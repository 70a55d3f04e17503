"""Scans: raised marks, the notes they point to, and rows of dots."""

from __future__ import annotations

import io
import re
from math import inf

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from extract.model import Block, BlockKind, Document, Source
from extract.reading.pdf import read_pdf
from extract.reading.pdf.components import Component, find_components, letter_height, without
from extract.reading.pdf.folio import find_folio
from extract.reading.pdf.leaders import find_leaders
from extract.reading.pdf.raised import RaisedMark, confirmed, counted
from tests.extract.test_pdf_scan import picture_pdf, tesseract  # noqa: F401
from tests.samples.as_pdf import fonts

BODY = ParagraphStyle("body", fontName="Serif-Regular", fontSize=13, leading=19, spaceAfter=6)
NOTE = ParagraphStyle("note", fontName="Serif-Regular", fontSize=10, leading=14)


def scanned(*paragraphs: tuple[str, ParagraphStyle], turn: float = 0.4) -> Document:
    """What is read of a scan of ``paragraphs``, which lay a little askew."""
    fonts()
    printed = io.BytesIO()
    template = SimpleDocTemplate(printed, pagesize=A4, invariant=1)
    template.build([Paragraph(text, style) for text, style in paragraphs])
    page = pdfium.PdfDocument(printed.getvalue())[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_pil()
    picture = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=250)
    document = read_pdf(picture_pdf(picture), Source("quet.pdf")).document
    assert document is not None
    return document


def notes(document: Document) -> dict[str | None, Block]:
    return {b.number: b for b in document.blocks if b.kind is BlockKind.FOOTNOTE}


def words_before(document: Document, note: Block) -> list[str]:
    return [document.text[max(start - 20, 0) : start].split()[-1] for start, _ in note.anchors]


LONG = "Các trường rà soát cơ sở vật chất, đội ngũ giáo viên và gửi báo cáo về Sở trước kỳ họp. "


@pytest.mark.usefixtures("tesseract")
def test_marks_behind_words_point_to_the_notes_at_the_foot() -> None:
    document = scanned(
        (LONG * 3, BODY),
        ("Thực hiện Nghị quyết số 15/NQ-CP<super>1</super> của Chính phủ, " + LONG, BODY),
        (LONG + "Kế hoạch số 27/KH-UBND<super>2</super> nêu rõ việc này.", BODY),
        ("<super>1</super> Nghị quyết về phát triển giáo dục mầm non.", NOTE),
        ("<super>2</super> Kế hoạch của Ủy ban nhân dân tỉnh.", NOTE),
    )
    found = notes(document)
    assert list(found) == ["1", "2"]
    assert words_before(document, found["1"]) == ["15/NQ-CP"]
    assert words_before(document, found["2"]) == ["27/KH-UBND"]


@pytest.mark.usefixtures("tesseract")
def test_raised_figures_without_notes_are_no_marks() -> None:
    document = scanned(
        (LONG * 2, BODY),
        ("Diện tích 300 m<super>2</super> và 45 m<super>3</super> nước, “như trên”. " + LONG, BODY),
        (LONG * 2, BODY),
    )
    assert not notes(document)
    assert "trường rà soát" in document.text


@pytest.mark.usefixtures("tesseract")
def test_marks_and_dots_of_a_form_are_read() -> None:
    dots = "." * 24
    document = scanned(
        (f"Xét đề nghị của {dots}<super>(1)</super>{dots};", BODY),
        (f"Theo đề nghị của {dots}<super>(2)</super>{dots};", BODY),
        (f"Trụ sở tại: {dots}<super>(3)</super>{dots}", BODY),
        ("Chú thích:", BODY),
        ("<super>(1)</super> Tên tổ chức được cấp giấy.", BODY),
        ("<super>(2)</super> Thủ trưởng bộ phận tiếp nhận.", BODY),
        ("<super>(3)</super> Địa chỉ ghi trong giấy.", BODY),
    )
    text = re.sub(r"\.{20,}", "…", document.text)
    for words in ("Xét đề nghị của …(1)…", "Theo đề nghị của …(2)…", "Trụ sở tại: …(3)…"):
        assert words in text
    listed = [line[:3] for line in document.text.split("\n") if line.startswith("(")]
    assert listed == ["(1)", "(2)", "(3)"]


def mark(foot: int, *, before: float = inf, bracketed: bool = True) -> RaisedMark:
    parts = tuple(Component(left, foot - 20, left + 5, foot - 8, 30) for left in (0, 7, 14))
    return RaisedMark(parts, parts[1:2] if bracketed else parts, foot, before, 1.0)


def test_an_unread_mark_between_two_that_count_over_it_has_the_number_between() -> None:
    marks = [(mark(foot), number) for foot, number in ((50, "6"), (90, ""), (130, "8"))]
    assert [number for _, number in counted(marks)] == ["6", "7", "8"]
    gap = [(mark(foot), number) for foot, number in ((50, "6"), (90, ""), (130, "9"))]
    assert [number for _, number in counted(gap)] == ["6", "", "9"]


@pytest.mark.parametrize(
    ("above", "below", "sure"),
    [
        ("1", "1", 2),
        ("2", "1", 0),  # no note has its number
        ("1", "", 0),
    ],
)
def test_bare_figures_are_marks_where_a_note_has_their_number(
    above: str, below: str, sure: int
) -> None:
    text = mark(100, before=0.2, bracketed=False)
    note = mark(900, bracketed=False)
    assert len(confirmed([(text, above), (note, below)])) == sure


def page(draw_on: str) -> Image.Image:
    image = Image.new("L", (600, 200), 255)
    draw = ImageDraw.Draw(image)
    for left in range(20, 400, 22):  # letters
        draw.rectangle((left, 60, left + 12, 78), fill=0)
    for left in range(20, 300, 9):
        if draw_on == "dots":
            draw.rectangle((left, 134, left + 3, 137), fill=0)
        elif draw_on == "i":
            draw.rectangle((left, 134, left + 3, 137), fill=0)
            draw.rectangle((left, 140, left + 3, 155), fill=0)
        elif draw_on == "dirt":
            draw.rectangle((left * left % 290, 134, left * left % 290 + 3, 137), fill=0)
    return image


@pytest.mark.parametrize(("draw_on", "rows"), [("dots", 1), ("i", 0), ("dirt", 0), ("", 0)])
def test_a_leader_is_a_row_of_even_dots(draw_on: str, rows: int) -> None:
    components = find_components(page(draw_on))
    assert letter_height(components) in (16, 19)
    leaders = find_leaders(components)
    assert len(leaders) == rows
    if leaders:
        word = leaders[0].word(letter_height(components), 0.36)
        assert word.text == "." * 32
        assert abs(word.baseline - 138 * 0.36) < 0.5
        cleaned = find_components(without(page(draw_on), leaders[0].dots))
        assert len(components) - len(cleaned) == 32


@pytest.mark.parametrize(
    ("number_at", "beside", "found"),
    [
        ((300, 40), None, 2),
        ((300, 40), (340, 40), 0),  # not alone
        ((40, 40), None, 0),  # at the margin
        ((300, 400), None, 0),  # in the text
    ],
)
def test_a_page_number_stands_alone_at_the_edge(
    number_at: tuple[int, int], beside: tuple[int, int] | None, found: int
) -> None:
    image = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(image)
    for top in range(120, 760, 40):
        for left in range(60, 560, 20):
            draw.rectangle((left, top, left + 11, top + 11), fill=0)
    for left, top in filter(None, (number_at, beside)):
        draw.rectangle((left, top, left + 9, top + 17), fill=0)
        draw.rectangle((left + 13, top, left + 22, top + 17), fill=0)
    assert len(find_folio(find_components(image), *image.size)) == found
