"""What Tesseract recognised in an image, as words of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

from extract.reading.pdf.misread import put_right, put_title_right
from extract.reading.pdf.words import Edge, Word

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

_UNSURE = 20  # per cent: words read with less confidence are dirt
_HANG = 0.22  # of the letter size: how far such letters reach
_ASLANT = 0.22  # of the letter size: how far the feet of a sound line are off at most
_SIDEWAYS = 1.6  # times as high as wide: a longer word written up the margin
_TWICE = re.compile("ĐÐ|ÐĐ|ÐÐ")  # one letter read as two
_MARKS = set('-–—+•*&/%=<>()[]“”"…')  # what may stand as a word without a letter
_HANGS = re.compile(r"[gpqyjçQ,;()]|[ạặậẹệịọộợụựỵ]", re.IGNORECASE)  # reaches below the line


@dataclass(frozen=True, slots=True)
class Symbol:
    """One letter as OCR saw it: box in pixels, distance of its foot above the baseline."""

    text: str
    top: int
    bottom: int
    lift: float
    confidence: float

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top


@dataclass(slots=True)
class ScannedPage:
    """What OCR read on a page, in points from its top left corner."""

    words: list[Word]
    edges: list[Edge]
    symbols: dict[int, list[Symbol]] = field(default_factory=dict)  # by position in ``words``
    doubtful: list[Word] = field(default_factory=list)  # read too unsurely to be kept
    image: Image.Image | None = None  # kept with the symbols, for a second look
    scale: float = 1.0  # points a pixel

    def replace(self, box: tuple[float, float, float, float], words: list[Word]) -> None:
        """``words`` instead of those whose middle stands in ``box``, if they are surer."""
        left, top, right, bottom = box
        inside = {
            index
            for index, word in enumerate(self.words)
            if left <= word.middle <= right and top <= (word.top + word.bottom) / 2 <= bottom
        }
        if _sure(words) <= _sure([self.words[index] for index in inside]):
            return
        kept = [index for index in range(len(self.words)) if index not in inside]
        self.symbols = {
            new: self.symbols[old] for new, old in enumerate(kept) if old in self.symbols
        }
        self.words = [*(self.words[index] for index in kept), *words]


def recognised(
    engine: PyTessBaseAPI, scale: float, symbols: bool, corner: tuple[int, int] = (0, 0)
) -> ScannedPage:
    """What Tesseract read in an image whose left top pixel stands at ``corner`` of the page."""
    from tesserocr import RIL, iterate_level

    found = ScannedPage([], [])
    iterator = engine.GetIterator()
    if iterator is None:
        return found
    lines: dict[object, list[Word]] = {}
    for item in iterate_level(iterator, RIL.WORD):
        try:
            text = item.GetUTF8Text(RIL.WORD).strip(" _\n")
        except RuntimeError:
            continue
        if not text:
            continue
        word = _word(item, text, scale, corner)
        if word is not None and _is_dirt(text, word.sure):
            if any(map(str.isalnum, text)):
                found.doubtful.append(word)
        elif word is not None:
            found.words.append(word)
            lines.setdefault(item.Baseline(RIL.TEXTLINE), []).append(word)
    for words in lines.values():
        _set_level(words)
        put_right(words)
    if corner == (0, 0):
        put_title_right(list(lines.values()))
    if symbols:
        found.symbols = _symbols(engine, found, scale)
    return found


def _sure(words: Sequence[Word]) -> float:
    """How sure OCR is of the letters of ``words``, per cent; 0 of none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / max(letters, 1)


def _set_level(words: Sequence[Word]) -> None:
    """Let the words of a line stand on their own feet where the line's slope is wrong.

    Dirt or a stamp read into a line turns it aslant.
    """
    feet = [word.bottom - (_HANG * word.size if _HANGS.search(word.text) else 0) for word in words]
    off = sorted(abs(foot - word.baseline) for foot, word in zip(feet, words, strict=True))
    if off[(len(off) - 1) // 2] > _ASLANT * words[0].size:
        for foot, word in zip(feet, words, strict=True):
            word.baseline = foot


def one_letter(text: str) -> str:
    """``text`` with Đ where OCR wrote the Icelandic letter like it, or both."""
    return _TWICE.sub("Đ", text).replace("Ð", "Đ")


def _is_dirt(text: str, confidence: float) -> bool:
    if any(letter.isalnum() for letter in text):
        return confidence < _UNSURE
    return (text in "—–" * len(text) and len(text) > 1) or not set(text) <= _MARKS


def _word(item: Any, text: str, scale: float, corner: tuple[int, int]) -> Word | None:
    from tesserocr import RIL

    box = item.BoundingBox(RIL.WORD)
    line = item.Baseline(RIL.TEXTLINE)
    if box is None or line is None:
        return None
    left, top, right, bottom = box
    (x0, y0), (x1, y1) = line
    base = y0 + (y1 - y0) * (left - x0) / max(x1 - x0, 1) + corner[1]
    left, right = left + corner[0], right + corner[0]
    top, bottom = top + corner[1], bottom + corner[1]
    size = item.RowAttributes()["row_height"]
    return Word(
        text=one_letter(text),
        left=left * scale,
        top=top * scale,
        right=right * scale,
        bottom=bottom * scale,
        baseline=base * scale,
        size=max(size * scale, 1.0),
        turn=int(len(text) > 2 and bottom - top > _SIDEWAYS * (right - left)),
        sure=item.Confidence(RIL.WORD),
    )


def _symbols(engine: PyTessBaseAPI, found: ScannedPage, scale: float) -> dict[int, list[Symbol]]:
    from tesserocr import RIL, iterate_level

    places = {(word.left, word.top): index for index, word in enumerate(found.words)}
    symbols: dict[int, list[Symbol]] = {}
    for item in iterate_level(engine.GetIterator(), RIL.SYMBOL):
        try:
            text = item.GetUTF8Text(RIL.SYMBOL)
        except RuntimeError:
            continue
        own, box = item.BoundingBox(RIL.WORD), item.BoundingBox(RIL.SYMBOL)
        line = item.Baseline(RIL.TEXTLINE)
        if own is None or box is None or line is None:
            continue
        index = places.get((own[0] * scale, own[1] * scale))
        if index is None:
            continue
        (x0, y0), (x1, y1) = line
        base = y0 + (y1 - y0) * (box[0] - x0) / max(x1 - x0, 1)
        symbols.setdefault(index, []).append(
            Symbol(text, box[1], box[3], base - box[3], item.Confidence(RIL.SYMBOL))
        )
    return symbols
