"""An official document as a one-page scan: an image-only PDF, a little askew and speckled."""

from __future__ import annotations

import io
import random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .as_pdf import pdf
from .official import Official

DPI = 200
ANGLE = 0.8  # degrees, as a sheet lies in a feeder
SPECKS = 400


def scan(document: Official, notice: str) -> bytes:
    """The PDF's bytes: the first page of the text PDF, drawn, turned, speckled, compressed."""
    source = pypdfium2.PdfDocument(pdf(document, notice))
    page = source[0]
    image = page.render(scale=DPI / 72).to_pil().convert("L")
    page.close()
    source.close()
    image = image.rotate(ANGLE, Image.Resampling.BICUBIC, fillcolor=250)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    image = ImageChops.darker(image, _specks(image.size))
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=60)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setSubject(notice)
    packed.seek(0)
    canvas.drawImage(ImageReader(packed), 0, 0, width=A4[0], height=A4[1])
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _specks(size: tuple[int, int]) -> Image.Image:
    dust = Image.new("L", size, 255)
    chance = random.Random(30)
    for _ in range(SPECKS):
        at = (chance.randrange(size[0]), chance.randrange(size[1]))
        dust.putpixel(at, chance.randrange(90, 200))
    return dust
