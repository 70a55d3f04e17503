"""Worn scans of documents whose head is known: a field may stay blank, none may be wrong."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from extract.letters import fold
from extract.model import Document, Source
from extract.reading.pdf import read_pdf
from tests.extract.test_pdf_scan import picture_pdf, tesseract  # noqa: F401
from tests.samples.as_pdf import pdf
from tests.samples.build import _official
from tests.samples.official import Official

NAMES = ("kh-3461-binh-thuan", "qd-2091-hai-duong")


def skewed(page: Image.Image) -> Image.Image:
    return page.rotate(-2.2, Image.Resampling.BICUBIC, fillcolor=255)


def coarse(page: Image.Image) -> Image.Image:
    """As sent by fax: 150 dots an inch, hard pressed."""
    small = page.resize((page.width * 3 // 4, page.height * 3 // 4), Image.Resampling.BILINEAR)
    packed = io.BytesIO()
    small.save(packed, "JPEG", quality=30)
    return Image.open(packed).convert("L")


def noisy(page: Image.Image) -> Image.Image:
    noise = Image.effect_noise(page.size, 60).filter(ImageFilter.GaussianBlur(0.5))
    return ImageChops.darker(page.filter(ImageFilter.GaussianBlur(1)), ImageChops.add(page, noise))


def margined(page: Image.Image) -> Image.Image:
    """With the dark of the lid at two sides."""
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 45, page.height), fill=40)
    draw.rectangle((0, page.height - 60, page.width, page.height), fill=40)
    return page


def stamped(page: Image.Image) -> Image.Image:
    """With round stamps over the number, and over the signature."""
    draw = ImageDraw.Draw(page)
    for x, y in ((430, 330), (1150, 1500)):
        draw.ellipse((x - 120, y - 120, x + 120, y + 120), outline=110, width=6)
        draw.ellipse((x - 80, y - 80, x + 80, y + 80), outline=110, width=4)
        draw.line((x - 70, y, x + 70, y + 6), fill=110, width=8)
    return page


def overwritten(page: Image.Image) -> Image.Image:
    """With strokes of a pen through number and date."""
    draw = ImageDraw.Draw(page)
    chance = random.Random(7)
    for left in (300, 1000):
        points = [(left + 25 * n, 330 + chance.randrange(-25, 25)) for n in range(9)]
        draw.line(points, fill=60, width=5, joint="curve")
    return page


WEAR: tuple[Callable[[Image.Image], Image.Image], ...] = (
    skewed, coarse, noisy, margined, stamped, overwritten,
)  # fmt: skip


def worn(sample: Official, wear: Callable[[Image.Image], Image.Image]) -> Document:
    page = pdfium.PdfDocument(pdf(sample, "mẫu"))[0]
    picture = wear(page.render(scale=200 / 72, grayscale=True).to_pil().convert("L"))
    document = read_pdf(picture_pdf(picture), Source("quet.pdf")).document
    assert document is not None
    return document


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("wear", WEAR, ids=lambda wear: wear.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_no_field_of_a_worn_head_is_wrong(
    name: str, wear: Callable[[Image.Image], Image.Image]
) -> None:
    sample = _official(name)
    header = worn(sample, wear).header
    assert header.number.value in (None, sample.number)
    day = sample.issued_on.isoformat()
    assert header.issued_on.value in (None, day, day[:7], day[:4])
    if header.type.value and sample.type:
        assert fold(header.type.value) == fold(sample.type)
    assert header.type.value or header.title.value, "nothing of the head was read"
