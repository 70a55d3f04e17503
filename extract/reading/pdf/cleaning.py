"""Making the image of a scanned page fit for reading: straight, and free of specks."""

from __future__ import annotations

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

_SMALL = 500  # pixels across the copy on which the slant is measured
_MOST = 4.0  # degrees: a page lies no more aslant than this
_LEAST = 0.12  # degrees: less is not worth turning
_UNUSUAL = 1.0  # degrees: a larger turn must pay clearly
_CLEARLY = 1.5  # times the contrast
_DARK = 128
_SPECKLED = 0.16  # share of dark pixels that a median takes away, above which a page is speckled


def deskewed(image: Image.Image) -> Image.Image:
    """``image`` (mode L) turned so that its rows of letters lie level."""
    slant = _slant(image)
    if abs(slant) < _LEAST:
        return image
    return image.rotate(slant, Image.Resampling.BICUBIC, expand=False, fillcolor=255)


def _slant(image: Image.Image) -> float:
    """The turn, in degrees counter-clockwise, that makes rows and gaps differ most.

    None at all where it makes little difference: a page that is almost empty.
    """
    ratio = max(image.width / _SMALL, 1.0)
    small = image.resize(
        (int(image.width / ratio), int(image.height / ratio)), Image.Resampling.BOX
    )
    ink = ImageChops.invert(small)
    best, step = 0.0, 1.0
    for step in (1.0, 0.25, 0.06):
        reach = _MOST if step == 1.0 else step * 4
        count = int(reach / step)
        angles = [best + step * n for n in range(-count, count + 1)]
        best = max(angles, key=lambda angle: _contrast(ink, angle))
    if abs(best) > _UNUSUAL and _contrast(ink, best) < _CLEARLY * _contrast(ink, 0.0):
        return 0.0
    return best


def _contrast(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, Image.Resampling.NEAREST, fillcolor=0)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in pairwise(rows)))


def despeckled(image: Image.Image) -> Image.Image:
    """``image`` after a 3 by 3 median if it is speckled; a clean page would suffer by it."""
    smooth = image.filter(ImageFilter.MedianFilter(3))
    dark, left = _dark(image), _dark(smooth)
    if dark and _lone(image, smooth) / dark > _SPECKLED and left < dark:
        return smooth
    return image


def _dark(image: Image.Image) -> int:
    return sum(image.histogram()[:_DARK])


def _lone(image: Image.Image, smooth: Image.Image) -> int:
    """How many dark pixels the median makes light."""
    before = image.point(lambda value: 255 if value < _DARK else 0)
    after = smooth.point(lambda value: 255 if value >= _DARK else 0)
    return ImageChops.multiply(before, after).histogram()[255]
