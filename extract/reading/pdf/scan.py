"""Words from the image of a page, read by Tesseract.

Vietnamese data alone: with English beside it more numbers are misread. One thread a process:
several processes use the cores better.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image

from extract.letters import fold
from extract.reading.pdf import limits
from extract.reading.pdf.cleaning import deskewed, despeckled
from extract.reading.pdf.components import find_components, letter_height, without
from extract.reading.pdf.figures import read_numbers
from extract.reading.pdf.folio import find_folio, folio_word
from extract.reading.pdf.leaders import find_leaders
from extract.reading.pdf.lineart import drawn_lines
from extract.reading.pdf.raised import confirmed, counted, find_raised
from extract.reading.pdf.recognised import ScannedPage, recognised
from extract.reading.pdf.ruling import find_grids
from extract.reading.pdf.words import Word

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

_DOTS = 200  # per inch; more takes longer and reads no better
_FINER = 2  # times: drawn so much finer first, since the mean of the dots reads better
_POINTS = 72
_LARGER = 3  # halves: how much larger a second look draws a line
_SURE, _HALF = 70.0, 40.0  # per cent: of what two more looks read alike, the surer and the other
_ROOM = 0.2  # of the letter size: paper around a word that is looked at alone
_SCRAWL = 2.0  # letter sizes: what is higher is no word
_HEAD = 0.45  # of the page: number and date stand above
_FRAME = 1.2  # points inside a cell that its ruled lines take up
_DARK = 128
_INKED = 25  # dark pixels at least in a cell that is no empty one
_MOST_CELLS = 600  # of a page that are read one by one
_DATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


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
        raised = find_raised(components)
        folio = find_folio(components, image.width, image.height)
        *numbers, page_number = read_numbers(
            engine, image, [*(mark.figures for mark in raised), folio]
        )
        marks = confirmed(counted(list(zip(raised, numbers, strict=True))))
        leaders = [
            leader for leader in find_leaders(components) if not leader.is_ruled(edges, scale)
        ]
        image = without(
            image,
            [
                *(part for mark, _ in marks for part in mark.parts),
                *(dot for leader in leaders for dot in leader.dots),
                *(folio if page_number else ()),
            ],
        )
        engine.SetImage(image)
        engine.SetSourceResolution(round(_POINTS / scale))
        if not engine.Recognize(limits.SCAN_MILLISECONDS):
            return None
        found = recognised(engine, scale, symbols)
        found.edges = edges
        self.read_doubtful(image, found, scale)
        self._read_cells(image, found, scale)
        found.words.extend(mark.word(number, scale) for mark, number in marks)
        letters = letter_height(components)
        found.words.extend(leader.word(letters, scale) for leader in leaders)
        if page_number:
            found.words.append(folio_word(folio, page_number, letters, scale))
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
                words = recognised(engine, scale, symbols=False, corner=corner).words
                page.replace((left, top, right, bottom), words)
        engine.SetPageSegMode(PSM.AUTO)

    def read_doubtful(self, image: Image.Image, page: ScannedPage, scale: float) -> None:
        """Keep what two more looks at a doubtful word, larger and alone, read alike.

        Not figures in the head: those written by hand belong there.
        """
        from tesserocr import PSM

        for word in page.doubtful:
            scrawled = word.turn or word.bottom - word.top > _SCRAWL * word.size
            if scrawled or any(_overlap(word, other) for other in page.words):
                continue
            box = (word.left, word.top, word.right, word.bottom)
            looks = [
                self._look(image, box, _ROOM * word.size, scale, mode)
                for mode in (PSM.SINGLE_WORD, PSM.SINGLE_LINE)
            ]
            one, two = (_bare(text) for text, _ in looks)
            word.text, word.sure = max(looks, key=lambda look: look[1])
            headed = any(map(str.isdigit, one)) and word.bottom < _HEAD * image.height * scale
            least = min(sure for _, sure in looks)
            if one and one == two and word.sure >= _SURE and least >= _HALF and not headed:
                page.words.append(word)

    def read_again(self, page: ScannedPage, words: Sequence[Word]) -> str:
        """What OCR reads where ``words`` stand when it sees nothing but them, and larger."""
        if page.image is None or not words:
            return ""
        from tesserocr import PSM

        box = (
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
        )
        room = 0.35 * max(word.size for word in words)
        return self._look(page.image, box, room, page.scale, PSM.SINGLE_LINE)[0]

    def _look(
        self,
        image: Image.Image,
        box: tuple[float, float, float, float],
        room: float,
        scale: float,
        mode: int,
    ) -> tuple[str, float]:
        """What OCR reads in ``box`` and ``room`` points around it, enlarged; and how surely."""
        left, top, right, bottom = box
        part = image.crop(
            (
                (left - room) / scale,
                (top - room) / scale,
                (right + room) / scale,
                (bottom + room) / scale,
            )
        )
        part = part.resize(
            (part.width * _LARGER // 2, part.height * _LARGER // 2), Image.Resampling.LANCZOS
        )
        from tesserocr import PSM

        engine = self._started()
        engine.SetPageSegMode(mode)
        engine.SetImage(part)
        engine.SetSourceResolution(_DOTS * _LARGER // 2)
        text, sure = "", 0.0
        if engine.Recognize(limits.SCAN_MILLISECONDS):
            text, sure = engine.GetUTF8Text(), float(engine.MeanTextConf())
        engine.Clear()
        engine.SetPageSegMode(PSM.AUTO)
        return text.strip(), sure

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


def _overlap(one: Word, two: Word) -> bool:
    """Whether the middle of one word stands in the box of the other."""
    return any(
        box.left <= word.middle <= box.right
        and box.top <= (word.top + word.bottom) / 2 <= box.bottom
        for box, word in ((one, two), (two, one))
    )


def _bare(text: str) -> str:
    """The letters and figures of ``text`` without marks."""
    return "".join(filter(str.isalnum, fold(text)))
