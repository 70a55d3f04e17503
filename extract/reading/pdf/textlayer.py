"""Words from the text layer of a page, read by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.reading.legacy import CAPITAL_FONT, Encoding, Repair, printed_word
from extract.reading.pdf.words import Word

_LETTERS = {
    0xFFFE: "-",  # PDFium's hyphen at the end of a line
    0x02: "-",  # the same
    0x01A2: "Ư",  # fonts whose ToUnicode map takes the horned U for OI
    0x01A3: "ư",
    0x00AD: "-",
    0x200B: " ",
    0xFEFF: " ",
    0: " ",
}
_WORD = re.compile(r"[^\s\x00\u200b\ufeff\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_TAIL = re.compile(r"(?<=[^\d\W])\d{1,3}$|(?<=[.,;:)\]”\"'%])\d{1,3}$|(?<=[^\W*])\*{1,3}$")
_SPECIAL = re.compile("[" + "".join(map(chr, _LETTERS)) + "]")
_LINE = re.compile(r"[^\r\n]+")
# What may be a raised mark, a column's gap, a broken line or a torn word.
_UNEVEN = re.compile(
    r"[^\W\d]\d{1,3}(?=[\s.,;:)]|$)|[.,;:)\]”\"'%]\d{1,3}(?=\s|$)|\s\d{1,2}(?=\s*[.,;:)])"
    r"|\*|\s{3}|[\x00\x02\ufffe]|(?<=\s)[b-df-hj-np-tv-xzđ](?=\s)"
)
_WIDE = 0.62  # letter sizes a character takes at most in even text
_SLANTED = 0.1  # quarter turns off the level: no scanner lays a page so badly
_BOLD = re.compile(r"bold|black|heavy|,b\b|-bd", re.IGNORECASE)
_SAME_PLACE = 0.5  # points
_RAISED = 0.15  # of the letter size: how far above its row a mark stands at least

Placement = Callable[[float, float], tuple[float, float]]


class TextLayer:
    """The characters of one page, of which at most ``most_characters`` are read."""

    def __init__(self, page: pdfium.PdfPage, most_characters: int) -> None:
        self._text = page.get_textpage()
        self._handle = self._text.raw
        self._place = placement(page)
        self.characters: int = self._text.count_chars()
        self.count: int = min(self.characters, most_characters)
        self._fonts: dict[int, bool] = {}
        self._encoding: Encoding | None = None  # the old one of most of the page
        self._written = ""  # the page's characters before they were converted
        self._capitals: dict[int, bool] = {}
        self._sizes: dict[int, tuple[float, bool, int, bool]] = {}
        self._box = raw.FS_RECTF()
        self._rect = ctypes.byref(self._box)

    def close(self) -> None:
        """Free the page's characters."""
        self._text.close()

    def string(self) -> str:
        """The characters in the order of the file; those in an old encoding are converted."""
        if not self.count:
            return ""
        written = self._written_string()
        self._encoding = Repair(written.splitlines()).main
        if self._encoding is None:
            return written
        self._written = written
        encoding = self._encoding
        return _WORD.sub(lambda match: printed_word(match[0], encoding), written)

    def _written_string(self) -> str:
        text: str = self._text.get_text_range(0, self.count)
        if len(text) == self.count:
            return text
        unicode_of, handle = raw.FPDFText_GetUnicode, self._handle
        codes = (unicode_of(handle, index) for index in range(self.count))
        return "".join(chr(c) if c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes)

    def words(self, string: str, *, coarse: bool = False) -> list[Word]:
        """All words of the page, in the order of the file; ``string`` is its ``string()``.

        With ``coarse``, what stands inside a line of even text is one word with spaces: enough
        for a page without tables and columns, and several times faster.
        """
        words: list[Word] = []
        # Places are those of the characters as they are written.
        written = string if self._encoding is None else self._written
        if not coarse or self._encoding is not None:
            self._add_words(words, written, 0, len(written))
            return words
        for line in _LINE.finditer(written):
            if not self._add_line(words, written, line.start(), line.end()):
                self._add_words(words, written, line.start(), line.end())
        return words

    def _add_line(self, words: list[Word], written: str, start: int, end: int) -> bool:
        """Add a line as first, second, inner and last word; false if it is not even."""
        matches = list(_WORD.finditer(written, start, end))
        if len(matches) < 5 or _UNEVEN.search(written, start, end):
            return False
        inner = (matches[2].start(), matches[-2].end())
        parts = [
            self._word(first, last - 1, written[first:last])
            for first, last in (matches[0].span(), matches[1].span(), inner, matches[-1].span())
        ]
        found = [part for part in parts if part is not None]
        if len(found) < 4 or any(part.turn or part.slanted for part in found):
            return False
        size, middle = found[0].size, found[2]
        if any(abs(part.baseline - middle.baseline) > 0.1 * size for part in found):
            return False
        if middle.right - middle.left > _WIDE * middle.size * (inner[1] - inner[0]):
            return False  # a gap between columns
        words.extend(found)
        return True

    def _add_words(self, words: list[Word], written: str, start: int, end: int) -> None:
        for match in _WORD.finditer(written, start, end):
            start, text = match.start(), self._once(match.start(), match.group())
            word = self._word(start, start + len(text) - 1, text)
            if word is None:
                continue
            words.append(word)
            tail = _TAIL.search(text)
            if tail is None:
                continue
            cut = start + tail.start()
            mark = self._word(cut, start + len(text) - 1, text[tail.start() :])
            if mark is not None and word.baseline - mark.baseline >= _RAISED * word.size:
                first = self._word(start, cut - 1, text[: tail.start()])
                words[-1] = first if first is not None else word
                words.append(replace(mark, raised=True))

    def _once(self, start: int, text: str) -> str:
        """``text``, or half of it where the same letters are printed twice in the same place."""
        half = len(text) // 2
        if text[:half] != text[half:] or not text.isalnum():
            return text
        corners: list[tuple[float, float]] = []
        for at in (start, start + half):
            raw.FPDFText_GetLooseCharBox(self._handle, at, self._rect)
            corners.append((self._box.left, self._box.bottom))
        return text[:half] if math.dist(*corners) < _SAME_PLACE else text

    def _word(self, first: int, last: int, text: str) -> Word | None:
        box, handle = self._box, self._handle
        if not raw.FPDFText_GetLooseCharBox(handle, first, self._rect):
            return None
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        base = bottom
        if last != first:
            raw.FPDFText_GetLooseCharBox(handle, last, self._rect)
            if box.left < left:
                left = box.left
            if box.right > right:
                right = box.right
            if box.bottom < bottom:
                bottom = box.bottom
            if box.top > top:
                top = box.top
        owner = raw.FPDFText_GetTextObject(handle, first)
        key = ctypes.addressof(owner.contents) if owner else 0
        style = self._sizes.get(key) or self._measure(owner, key)
        size, bold, turn, slanted = style
        x0, y0 = self._place(left, top)
        x1, y1 = self._place(right, bottom)
        baseline = max(y0, y1) if turn else self._place(left, base)[1]
        if self._encoding is not None:
            text = printed_word(text, self._encoding)
            text = text.upper() if self._draws_capitals(owner, key) else text
        return Word(
            text=text.translate(_LETTERS) if _SPECIAL.search(text) else text,
            left=min(x0, x1),
            top=min(y0, y1),
            right=max(x0, x1),
            bottom=max(y0, y1),
            baseline=baseline,
            size=size,
            bold=bold,
            turn=turn,
            slanted=slanted,
            broken=text[-1] in "\x02\ufffe",
        )

    def _draws_capitals(self, owner: object, key: int) -> bool:
        """Whether a text object's font draws small letters as capitals (.VnTimeH)."""
        if key not in self._capitals:
            font = raw.FPDFTextObj_GetFont(owner) if key else None
            self._capitals[key] = bool(font) and bool(CAPITAL_FONT.match(_font_name(font)))
        return self._capitals[key]

    def _measure(self, owner: object, key: int) -> tuple[float, bool, int, bool]:
        """Letter size, boldness, quarter turns of a text object, and whether it is slanted."""
        if not key:
            return 1.0, False, 0, False
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(owner, ctypes.byref(size))
        matrix = raw.FS_MATRIX()
        turns, scale = 0.0, 1.0
        if raw.FPDFPageObj_GetMatrix(owner, ctypes.byref(matrix)):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        font = raw.FPDFTextObj_GetFont(owner)
        font_key = ctypes.addressof(font.contents) if font else 0
        bold = self._fonts.get(font_key)
        if bold is None:
            bold = self._fonts[font_key] = bool(font) and _is_bold(font)
        slanted = abs(turns - round(turns)) > _SLANTED
        style = (max(size.value * scale, 0.1), bold, round(turns) % 4, slanted)
        self._sizes[key] = style
        return style


def _is_bold(font: object) -> bool:
    return bool(_BOLD.search(_font_name(font)) or raw.FPDFFont_GetWeight(font) >= 600)


def _font_name(font: object) -> str:
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    return name.value.decode("latin-1")


def placement(page: pdfium.PdfPage) -> Placement:
    """From PDF user space to points from the page's top left corner, as it is shown."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90 % 4
    if turn == 1:
        return lambda x, y: (y - bottom, x - left)
    if turn == 2:
        return lambda x, y: (right - x, y - bottom)
    if turn == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)
