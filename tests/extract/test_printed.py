"""Where stretches of text are printed: another library reads the same words there."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from extract.annotate import annotate
from extract.model import Block, BlockKind, Box, Cell, Document, Source
from extract.printed import printed_at
from extract.reading import read
from extract.reading.pdf.opening import BrokenError
from extract.reading.pdf.picture import draw_page
from extract.reading.views import PageView
from tests.samples.build import build

REAL = ("angiang/chomoi_QD04-2021.pdf", "angiang/anphu_QD1322-2023.pdf", "hanoi/dev")
OFF = 3  # letters: how far the border of a part may be off where letters are wide or narrow


def letters(text: str) -> str:
    """Letters and figures only."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def printed_words(page: pdfplumber.page.Page, box: Box) -> str:
    """The letters that pdfplumber sees with their middle inside ``box``."""
    inside = [
        char
        for char in page.chars
        if box.left <= (char["x0"] + char["x1"]) / 2 <= box.right
        and box.top <= (char["top"] + char["bottom"]) / 2 <= box.bottom
    ]
    return letters("".join(char["text"] for char in sorted(inside, key=lambda one: one["x0"])))


def compared(path: Path) -> tuple[int, int]:
    """How many references of a PDF were looked for, and how many stand where they should."""
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    looked = right = 0
    with pdfplumber.open(path) as pages:
        for reference in annotate(document).references:
            boxes = printed_at(document, (reference.start, reference.end))
            assert boxes, reference.text
            found = "".join(printed_words(pages.pages[box.page - 1], box) for box in boxes)
            wanted = letters(reference.text)
            looked += 1
            right += wanted[OFF:-OFF] in found and len(found) <= len(wanted) + 2 * OFF
    return looked, right


def test_references_stand_where_they_are_said_to_be(shared: Path) -> None:
    folder = shared / "data" / "pdf_text"
    looked = right = 0
    for name in REAL:
        place = folder / name
        for path in [place] if place.suffix else sorted(place.glob("*.pdf"))[:3]:
            ours, good = compared(path)
            looked += ours
            right += good
    assert looked > 60
    assert right >= 0.9 * looked, (right, looked)


def test_a_part_of_a_row_by_its_share() -> None:
    row = Box(1, 100, 10, 200, 20, 0)
    below = Box(2, 100, 10, 150, 20, 10)
    document = Document(
        "x", "0123456789abcde", (Block(BlockKind.PARAGRAPH, 0, 15, boxes=(row, below)),)
    )
    assert printed_at(document, (5, 12)) == (
        Box(1, 150, 10, 200, 20, 5),
        Box(2, 100, 10, 120, 20, 10),
    )
    assert printed_at(document, (20, 22)) == ()


def test_a_cell_is_marked_without_its_row() -> None:
    ruled = Box(1, 0, 0, 100, 30, 0)
    inner = Box(1, 60, 10, 80, 20, 6)
    cells = (Cell(0, 5, 0), Cell(6, 10, 1, boxes=(inner,)))
    block = Block(BlockKind.TABLE_ROW, 0, 10, boxes=(ruled,), table=0, cells=cells)
    document = Document("x", "abcde\tfghi", (block,))
    assert printed_at(document, (6, 10)) == (inner,)
    assert printed_at(document, (0, 5)) == (ruled,)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample plan as PDF."""
    site = tmp_path_factory.mktemp("site")
    build(site)
    return next(iter(sorted((site / "tep").glob("kh-3461*.pdf")))).read_bytes()


def test_a_picture_of_a_page_and_of_a_part(plan: bytes) -> None:
    whole = Image.open(BytesIO(draw_page(plan, PageView(1))))
    assert whole.width == 1240
    part = Image.open(BytesIO(draw_page(plan, PageView(1, part=(0, 0, 595, 100)))))
    assert part.width / part.height == pytest.approx(5.95, abs=0.05)
    turned = Image.open(BytesIO(draw_page(plan, PageView(1, turned=1))))
    assert turned.width > turned.height


def test_a_page_that_is_not_there_is_said(plan: bytes) -> None:
    with pytest.raises(BrokenError):
        draw_page(plan, PageView(99))
