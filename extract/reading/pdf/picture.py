"""The picture of a page, or of a part of it, as a reader of the original sees it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from extract.reading.pdf.opening import BrokenError, open_pdf
from extract.reading.views import PageView

MEDIA = "image/webp"
_WIDTH = 1240  # pixels of a whole page: 150 dots an inch on A4
_CLOSER = 2.0  # times larger: a part of a page
_PIXELS = 8_000_000  # a page longer than any paper is drawn more coarsely
_QUALITY = 80


def draw_page(data: bytes, view: PageView) -> bytes:
    """A picture (WebP) of what ``view`` names in the PDF ``data``.

    Raises LockedError and BrokenError as opening does, BrokenError also for a page that is not
    there.
    """
    document = open_pdf(data)
    try:
        if not 1 <= view.page <= len(document):
            raise BrokenError
        document.init_forms()  # what signing stamped on the page is drawn as a form's field
        page = document[view.page - 1]
        width, height = page.get_size()
        scale = _WIDTH / (height if view.turned % 2 else width)
        scale *= _CLOSER if view.part else 1.0
        scale = min(scale, (_PIXELS / max(width * height, 1.0)) ** 0.5)
        drawn: Image.Image = page.render(scale=scale, rotation=90 * (view.turned % 4)).to_pil()
        page.close()
    finally:
        document.close()
    if view.part:
        left, top, right, bottom = (scale * edge for edge in view.part)
        drawn = drawn.crop((round(left), round(top), round(right), round(bottom)))
    picture = BytesIO()
    drawn.convert("RGB").save(picture, "WEBP", quality=_QUALITY, method=2)
    return picture.getvalue()
