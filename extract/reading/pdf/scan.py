"""Words from the image of a page, read by Tesseract.

Vietnamese data alone: with English beside it more numbers are misread. One thread a process:
several processes use the cores better.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from PIL import Image

from extract.reading.pdf import limits
from extract.reading.pdf.cleaning import deskewed, despeckled
from extract.reading.pdf.components import find_components, letter_height, without
from extract.reading.pdf.figures import read_marks
from extract.reading.pdf.leaders import find_leaders
from extract.reading.pdf.lineart import drawn_lines
from extract.reading.pdf.misread import put_right, put_title_right
from extract.reading.pdf.raised import confirmed, counted, find_raised
from extract.reading.pdf.ruling import find_grids
from extract.reading.pdf.words import Edge, Word

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

_DOTS = 200  # per inch; more takes longer and reads no better
_FINER = 2  # times: drawn so much finer first, since the mean of the dots reads better
_POINTS = 72
_LARGER = 3  # halves: how much larger a second look draws a line
_UNSURE = 20  # per cent: words read with less confidence are dirt
_HANG = 0.22  # of the letter size: how far such letters reach
_ASLANT = 0.22  # of the letter size: how far the feet of a sound line are off at most
_FRAME = 1.2  # points inside a cell that its ruled lines take up
_DARK = 128
_INKED = 25  # dark pixels at least in a cell that is no empty one
_MOST_CELLS = 600  # of a page that are read one by one
_SIDEWAYS = 1.6  # times as high as wide: a longer word written up the margin
_TWICE = re.compile("ĐÐ|ÐĐ|ÐÐ")  # one letter read as two
_MARKS = set('-–—+•*&/%=<>()[]“”"…')  # what may stand as a word without a letter
_HANGS = re.compile(r"[gpqyjçQ,;()]|[ạặậẹệịọộợụựỵ]", re.IGNORECASE)  # reaches below the line
_DATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


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


@cache
def data_folder() -> str | None:
    """The folder with Tesseract's Vietnamese data; ``None`` without it or without tesserocr."""
    try:
        import tesserocr  # noqa: F401
    except ImportError:
        return None
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in ((named, f"{named}/tessdata") if named else ()) + _DATA:
        if folder and (Path(folder) / "vie.traineddata").is_file():
            return folder
    return None


class Scanner:
    """Reads pages as images; a context manager that starts Tesseract at the first one."""

    def __init__(self) -> None:
        self._engine: PyTessBaseAPI | None = None
        self.pages = 0

    def __enter__(self) -> Scanner:
        return self

    def __exit__(self, *error: object) -> None:
        if self._engine is not None:
            self._engine.End()
            self._engine = None

    def read(self, page: pdfium.PdfPage, *, symbols: bool = False) -> ScannedPage | None:
        """The words of ``page``; with ``symbols`` also their letters.

        ``None`` when there is no Tesseract, or when enough pages have been read.
        """
        if data_folder() is None or self.pages >= limits.SCAN_PAGES:
            return None
        self.pages += 1
        image = despeckled(deskewed(_drawn(page)))
        width, _ = page.get_size()
        scale = width / image.width
        engine = self._started()
        edges = drawn_lines(image, scale)
        components = find_components(image)
        marks = confirmed(counted(read_marks(engine, image, find_raised(components))))
        leaders = [
            leader for leader in find_leaders(components) if not leader.is_ruled(edges, scale)
        ]
        image = without(
            image,
            [
                *(part for mark, _ in marks for part in mark.parts),
                *(dot for leader in leaders for dot in leader.dots),
            ],
        )
        engine.SetImage(image)
        engine.SetSourceResolution(round(_POINTS / scale))
        if not engine.Recognize(limits.SCAN_MILLISECONDS):
            return None
        found = _found(engine, scale, symbols)
        found.edges = edges
        self._read_cells(image, found, scale)
        found.words.extend(mark.word(number, scale) for mark, number in marks)
        letters = letter_height(components)
        found.words.extend(leader.word(letters, scale) for leader in leaders)
        if symbols:
            found.image, found.scale = image, scale
        engine.Clear()
        return found

    def _read_cells(self, image: Image.Image, page: ScannedPage, scale: float) -> None:
        """Read the cells of ruled tables one by one instead.

        On the whole page Tesseract loses lone figures and reads across the lines of a table.
        """
        from tesserocr import PSM

        cells = [cell for grid in find_grids(page.edges) for cell in grid.cells]
        if not cells or len(cells) > _MOST_CELLS:
            return
        engine = self._started()
        engine.SetPageSegMode(PSM.SINGLE_BLOCK)
        for left, top, right, bottom in cells:
            corner = round((left + _FRAME) / scale), round((top + _FRAME) / scale)
            part = image.crop((*corner, (right - _FRAME) / scale, (bottom - _FRAME) / scale))
            if sum(part.histogram()[:_DARK]) < _INKED:
                continue
            engine.SetImage(part)
            engine.SetSourceResolution(round(_POINTS / scale))
            if engine.Recognize(limits.SCAN_MILLISECONDS):
                words = _found(engine, scale, symbols=False, corner=corner).words
                page.replace((left, top, right, bottom), words)
        engine.SetPageSegMode(PSM.AUTO)

    def read_again(self, page: ScannedPage, words: Sequence[Word]) -> str:
        """What OCR reads where ``words`` stand when it sees nothing but them, and larger."""
        if page.image is None or not words:
            return ""
        from tesserocr import PSM

        room = 0.35 * max(word.size for word in words)
        left = min(word.left for word in words) - room
        top = min(word.top for word in words) - room
        right = max(word.right for word in words) + room
        bottom = max(word.bottom for word in words) + room
        scale = page.scale
        part = page.image.crop((left / scale, top / scale, right / scale, bottom / scale))
        part = part.resize(
            (part.width * _LARGER // 2, part.height * _LARGER // 2), Image.Resampling.LANCZOS
        )
        engine = self._started()
        engine.SetPageSegMode(PSM.SINGLE_LINE)
        engine.SetImage(part)
        engine.SetSourceResolution(_DOTS * _LARGER // 2)
        text: str = engine.GetUTF8Text() if engine.Recognize(limits.SCAN_MILLISECONDS) else ""
        engine.Clear()
        engine.SetPageSegMode(PSM.AUTO)
        return text.strip()

    def _started(self) -> PyTessBaseAPI:
        if self._engine is None:
            os.environ["OMP_THREAD_LIMIT"] = "1"
            from tesserocr import PSM, PyTessBaseAPI

            self._engine = PyTessBaseAPI(path=data_folder(), lang="vie", psm=PSM.AUTO)
        return self._engine


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    """The page as a grey image, without annotations: a signature's stamp is not its text."""
    width, height = page.get_size()
    scale = min(_DOTS / _POINTS, (limits.SCAN_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(
        scale=scale * _FINER, grayscale=True, draw_annots=False, may_draw_forms=False
    )
    image: Image.Image = bitmap.to_pil()
    return (image if image.mode == "L" else image.convert("L")).reduce(_FINER)


def _found(
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
        if not text or _is_dirt(text, item.Confidence(RIL.WORD)):
            continue
        word = _word(item, text, scale, corner)
        if word is not None:
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
