"""Lone figures as OCR reads them: drawn as high as print, between known figures.

Alone a figure is misread; among others it is read surely, and whether the others are read right
says how far to trust it. So raised marks and page numbers are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from extract.reading.pdf import limits
from extract.reading.pdf.components import Component

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

_BESIDE = (("4", "7"), ("205", "836"))  # what is drawn before and behind
_HIGH = 34  # pixels: so high are figures drawn
_FONT = 44  # pixels: of the figures beside, before they are brought to that height
_APART = 22  # pixels between numbers
_EDGE = 20  # pixels of paper around them
_SURE = 90.0  # per cent confidence in each figure
_DOTS = 200  # per inch


def read_numbers(
    engine: PyTessBaseAPI, image: Image.Image, numbers: Sequence[Sequence[Component]]
) -> list[str]:
    """What the figures of each of ``numbers`` say in ``image``; "" where OCR is not sure.

    Of two looks one may fail, but they must not differ.
    """
    from tesserocr import PSM

    engine.SetVariable("tessedit_char_whitelist", "0123456789")
    engine.SetPageSegMode(PSM.SINGLE_LINE)
    read = [_number(engine, image, figures) for figures in numbers]
    engine.SetPageSegMode(PSM.AUTO)
    engine.SetVariable("tessedit_char_whitelist", "")
    return read


def _number(engine: PyTessBaseAPI, image: Image.Image, figures: Sequence[Component]) -> str:
    if not figures:
        return ""
    drawn = _enlarged(image, figures)
    seen: set[str] = set()
    for before, behind in _BESIDE:
        beside = [_known(figure) for figure in before], [_known(figure) for figure in behind]
        read = _read_line(engine, [*beside[0], drawn, *beside[1]])
        number = read.pop(len(before))
        whole = len(number) == len(figures) and not number.startswith("0")
        if whole and "".join(read) == before + behind:
            seen.add(number)
    return seen.pop() if len(seen) == 1 else ""


def _enlarged(image: Image.Image, figures: Sequence[Component]) -> Image.Image:
    """The components alone."""
    left, top = min(part.left for part in figures), min(part.top for part in figures)
    right, bottom = max(part.right for part in figures), max(part.bottom for part in figures)
    alone = Image.new("L", (right - left + 2, bottom - top + 2), 255)
    for part in figures:
        alone.paste(image.crop(part[:4]), (part.left - left + 1, part.top - top + 1))
    return _brought_to_height(alone)


@cache
def _known(figure: str) -> Image.Image:
    font = ImageFont.load_default(_FONT)
    left, top, right, bottom = font.getbbox(figure)
    drawn = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4), 255)
    ImageDraw.Draw(drawn).text((2 - left, 2 - top), figure, font=font, fill=0)
    return _brought_to_height(drawn)


def _brought_to_height(drawn: Image.Image) -> Image.Image:
    wide = max(round(drawn.width * _HIGH / drawn.height), 1)
    return drawn.resize((wide, _HIGH), Image.Resampling.LANCZOS)


def _read_line(engine: PyTessBaseAPI, numbers: Sequence[Image.Image]) -> list[str]:
    """What OCR reads of ``numbers`` set in one line; "" for each it is not sure of."""
    from tesserocr import RIL, iterate_level

    wide = sum(number.width for number in numbers) + _APART * (len(numbers) - 1)
    line = Image.new("L", (wide + 2 * _EDGE, _HIGH + 2 * _EDGE), 255)
    ends: list[int] = []
    left = _EDGE
    for number in numbers:
        line.paste(number, (left, _EDGE))
        left += number.width + _APART
        ends.append(left - _APART // 2)
    engine.SetImage(line)
    engine.SetSourceResolution(_DOTS)
    read = [""] * len(numbers)
    sure = [100.0] * len(numbers)
    iterator = engine.GetIterator() if engine.Recognize(limits.SCAN_MILLISECONDS) else None
    for item in iterate_level(iterator, RIL.SYMBOL) if iterator is not None else ():
        box = item.BoundingBox(RIL.SYMBOL)
        if box is None:
            continue
        middle = (box[0] + box[2]) / 2
        index = next((i for i, end in enumerate(ends) if middle <= end), len(ends) - 1)
        read[index] += item.GetUTF8Text(RIL.SYMBOL)
        sure[index] = min(sure[index], item.Confidence(RIL.SYMBOL))
    engine.Clear()
    return [text if share >= _SURE else "" for text, share in zip(read, sure, strict=True)]
