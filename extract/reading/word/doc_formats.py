"""Formatting of a DOC: property runs of characters and paragraphs, and its styles.

[MS-DOC] 2.6 (single property modifiers), 2.9.32 ChpxFkp, 2.9.174 PapxFkp, 2.9.271 STSH.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from extract.reading.word.doc_file import DocFile, Place

PAGE = 512
_LONGEST_CHAIN = 20
_FAR = 1 << 40  # beyond the end of any stream
_PARAGRAPH_STYLE = 1
_HUGE = 0x6646  # sprmPHugePapx: the properties stand in the Data stream
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615

Properties = dict[int, bytes]


def properties(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in ``grpprl`` with their operands, in order."""
    at = 0
    while at + 2 <= len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:  # the operand says its length itself
            if at >= len(grpprl):
                return
            if code == _TABLE_DEFINITION:
                size = int.from_bytes(grpprl[at : at + 2], "little") + 1
            elif code == _TABS and grpprl[at] == 255:
                return
            else:
                size = grpprl[at] + 1
        yield code, grpprl[at : at + size]
        at += size


class Runs:
    """Properties by byte offset: those of characters, or those of paragraphs."""

    def __init__(self, file: DocFile, paragraphs: bool) -> None:
        self._file = file
        self._paragraphs = paragraphs
        place = Place.PARAGRAPH_PAGES if paragraphs else Place.CHARACTER_PAGES
        self._firsts, pages = file.positions(place, 4)
        self._pages = [int.from_bytes(page, "little") & 0x3FFFFF for page in pages]
        self._read: dict[int, tuple[list[int], list[tuple[int, bytes]]]] = {}

    def at(self, offset: int) -> tuple[int, int, bytes]:
        """Style (of a paragraph), first offset after the run, and properties at ``offset``."""
        index = bisect_right(self._firsts, offset) - 1
        if not 0 <= index < len(self._pages):
            return 0, _after(self._firsts, offset), b""
        starts, entries = self._page(self._pages[index])
        run = bisect_right(starts, offset) - 1
        if not 0 <= run < len(entries):
            return 0, _after(self._firsts, offset), b""
        style, grpprl = entries[run]
        return style, starts[run + 1], grpprl

    def _page(self, page: int) -> tuple[list[int], list[tuple[int, bytes]]]:
        if page not in self._read:
            data = self._file.stream[page * PAGE : (page + 1) * PAGE]
            if len(data) < PAGE:
                self._read[page] = ([], [])
                return self._read[page]
            count = data[-1]
            width = 13 if self._paragraphs else 1
            if 4 * (count + 1) + width * count >= PAGE:
                count = 0
            starts = list(struct.unpack_from(f"<{count + 1}I", data))
            base = 4 * (count + 1)
            entries = [self._entry(data, data[base + n * width] * 2) for n in range(count)]
            self._read[page] = (starts, entries)
        return self._read[page]

    def _entry(self, data: bytes, at: int) -> tuple[int, bytes]:
        if not at or at >= PAGE:
            return 0, b""
        if not self._paragraphs:
            return 0, data[at + 1 : at + 1 + data[at]]
        size = 2 * data[at] - 1
        if size < 0:
            at += 1
            if at >= PAGE:
                return 0, b""
            size = 2 * data[at]
        entry = data[at + 1 : at + 1 + size]
        grpprl = entry[2:]
        for code, operand in properties(grpprl):
            if code == _HUGE and len(operand) == 4:
                grpprl = self._huge(int.from_bytes(operand, "little"))
                break
        return int.from_bytes(entry[:2], "little"), grpprl

    def _huge(self, at: int) -> bytes:
        size = int.from_bytes(self._file.data[at : at + 2], "little")
        return self._file.data[at + 2 : at + 2 + size]


def _after(firsts: list[int], offset: int) -> int:
    """The first offset after ``offset`` for which there are properties again."""
    following = bisect_right(firsts, offset)
    return firsts[following] if following < len(firsts) else _FAR


class Styles:
    """The paragraph styles of a file: the properties that each adds up to."""

    def __init__(self, file: DocFile) -> None:
        self._styles: list[tuple[int, int, bytes, bytes]] = []  # kind, base, papx, chpx
        sheet = file.part(Place.STYLES)
        if len(sheet) < 6:
            return
        head = int.from_bytes(sheet[:2], "little")
        count, base = struct.unpack_from("<HH", sheet, 2)
        at = 2 + head
        for _ in range(count):
            if at + 2 > len(sheet):
                return
            size = int.from_bytes(sheet[at : at + 2], "little")
            self._styles.append(_style(sheet[at + 2 : at + 2 + size], base))
            at += 2 + size

    def paragraph(self, index: int) -> Properties:
        """The paragraph properties of style ``index``, its bases' included."""
        return self._chain(index, 2)

    def characters(self, index: int) -> Properties:
        """The character properties of style ``index``, its bases' included."""
        return self._chain(index, 3)

    def _chain(self, index: int, part: int) -> Properties:
        chain: list[bytes] = []
        for _ in range(_LONGEST_CHAIN):
            if index >= len(self._styles):
                break
            style = self._styles[index]
            chain.append(style[2] if part == 2 else style[3])
            index = style[1]
        found: Properties = {}
        for grpprl in reversed(chain):
            found.update(properties(grpprl))
        return found


def _style(std: bytes, base: int) -> tuple[int, int, bytes, bytes]:
    nothing = (0, 0xFFF, b"", b"")
    if len(std) < base + 2 or base < 6:
        return nothing
    second, third = struct.unpack_from("<HH", std, 2)
    kind, parent, parts = second & 0xF, second >> 4, third & 0xF
    if kind != _PARAGRAPH_STYLE:
        return nothing
    at = base + 2 + 2 * int.from_bytes(std[base : base + 2], "little") + 2
    found: list[bytes] = []
    for _ in range(min(parts, 2)):
        at += at % 2
        size = int.from_bytes(std[at : at + 2], "little")
        found.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    paragraph = found[0][2:] if found else b""
    return kind, parent, paragraph, found[1] if len(found) > 1 else b""


def font_names(file: DocFile) -> list[str]:
    """Names of the fonts ([MS-DOC] 2.9.269 SttbfFfn)."""
    part = file.part(Place.FONTS)
    names: list[str] = []
    at = 4
    while at < len(part):
        size = part[at]
        name = part[at + 40 : at + 1 + size].decode("utf-16-le", errors="replace")
        names.append(name.partition("\0")[0])
        at += 1 + size
    return names
