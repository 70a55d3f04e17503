"""A DOC as a file: its streams, its pieces of text, its tables of positions.

[MS-DOC] Word (.doc) Binary File Format: 2.5 (File Information Block), 2.8 (PLCs), 2.9.38 (Clx).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from io import BytesIO

import olefile

_IDENT = 0xA5EC  # Word 97 and later
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_FIRST_PAIR = 154  # where FibRgFcLcb97 begins
_LENGTHS = 76  # where ccpText stands; the lengths of the other stories follow
_COMPRESSED = 0x40000000
_PAIR = 8


class Place(IntEnum):
    """Places of the pairs (offset, length) in FibRgFcLcb97 that are read."""

    STYLES = 1
    FOOTNOTE_MARKS = 2
    FOOTNOTE_TEXTS = 3
    HEADERS = 11
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    PIECES = 33
    SHAPES = 40
    ENDNOTE_MARKS = 46
    ENDNOTE_TEXTS = 47
    BOXES = 56
    LISTS = 73
    LIST_OVERRIDES = 74


class DocEncrypted(ValueError):
    """The file has a password."""


class DocBroken(ValueError):
    """The file is no DOC that can be read; the message says what is wrong."""


class DocTooOld(ValueError):
    """The file was written by Word 95 or before."""


@dataclass(frozen=True, slots=True)
class Story:
    """One of the texts of a file (body, footnotes, headers), by character positions."""

    start: int
    length: int


class DocFile:
    """The streams of one file.

    ``text`` holds all stories one after the other, a character a position. Raises DocEncrypted,
    DocTooOld, DocBroken, struct.error, OSError.
    """

    def __init__(self, data: bytes) -> None:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise DocEncrypted
            if not ole.exists("WordDocument"):
                raise DocBroken(_other_office(ole))
            self.stream: bytes = ole.openstream("WordDocument").read()
            ident, version = struct.unpack_from("<HH", self.stream)
            flags = struct.unpack_from("<H", self.stream, 10)[0]
            if ident != _IDENT or version < 0x00C1:
                raise DocTooOld if ident in (0xA5DC, 0xA59C, _IDENT) else DocBroken("FIB")
            if flags & _ENCRYPTED:
                raise DocEncrypted
            table = "1Table" if flags & _TABLE_1 else "0Table"
            self.table: bytes = ole.openstream(table).read() if ole.exists(table) else b""
            self.data: bytes = ole.openstream("Data").read() if ole.exists("Data") else b""
        lengths = struct.unpack_from("<8i", self.stream, _LENGTHS)
        body, footnotes, headers, macros, comments, endnotes, boxes, _ = map(_length, lengths)
        self.body = Story(0, body)
        self.footnotes = Story(body, footnotes)
        self.headers = Story(body + footnotes, headers)
        after = body + footnotes + headers + macros + comments
        self.endnotes = Story(after, endnotes)
        self.boxes = Story(after + endnotes, boxes)
        self.text = ""
        self._starts: list[int] = []  # first position of each piece
        self._offsets: list[tuple[int, int]] = []  # of each piece: byte offset, bytes a character
        self._read_pieces()
        if sum(lengths) > len(self.text):
            raise DocBroken("FIB")

    def part(self, place: Place) -> bytes:
        """The bytes of the table stream that the pair at ``place`` names."""
        offset, size = self.pair(place)
        return self.table[offset : offset + size]

    def pair(self, place: Place) -> tuple[int, int]:
        """Offset and length of a part of the table stream."""
        offset, size = struct.unpack_from("<II", self.stream, _FIRST_PAIR + place * _PAIR)
        return offset, size

    def positions(self, place: Place, size: int) -> tuple[list[int], list[bytes]]:
        """A PLC: n + 1 positions and n entries of ``size`` bytes."""
        part = self.part(place)
        count = max((len(part) - 4) // (4 + size), 0)
        if not part or (not count and len(part) < 4):
            return [], []
        found = list(struct.unpack_from(f"<{count + 1}I", part))
        base = 4 * (count + 1)
        return found, [part[base + n * size : base + (n + 1) * size] for n in range(count)]

    def offset(self, position: int) -> int:
        """The byte offset of a character in the main stream."""
        piece = max(bisect_right(self._starts, position) - 1, 0)
        start, width = self._offsets[piece]
        return start + (position - self._starts[piece]) * width

    def piece_end(self, position: int) -> int:
        """The position after the piece that holds ``position``."""
        piece = bisect_right(self._starts, position)
        return self._starts[piece] if piece < len(self._starts) else len(self.text)

    def _read_pieces(self) -> None:
        clx = self.part(Place.PIECES)
        at = 0
        while at < len(clx) and clx[at] == 1:  # Prc: formatting that pieces may refer to
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise DocBroken("CLX")
        size = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        if count < 1:
            raise DocBroken("CLX")
        ends = struct.unpack_from(f"<{count + 1}I", plc)
        texts: list[str] = []
        total = 0
        for piece in range(count):
            length = ends[piece + 1] - ends[piece]
            where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * piece + 2)[0]
            width = 1 if where & _COMPRESSED else 2
            start = (where & ~_COMPRESSED) // (2 if width == 1 else 1)
            total += length
            if length < 0 or total > len(self.stream):
                raise DocBroken("CLX")
            raw = self.stream[start : start + length * width]
            text = raw.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
            if width == 2 and len(text) != length:  # characters beyond the BMP take two positions
                text = "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) & ~1])))
            texts.append(text.ljust(length, "\0"))
            self._starts.append(ends[piece])
            self._offsets.append((start, width))
        self.text = "".join(texts)


def _length(value: int) -> int:
    if value < 0:
        raise DocBroken("FIB")
    return value


def _other_office(ole: olefile.OleFileIO) -> str:
    for stream, name in (
        ("Workbook", "Excel"),
        ("Book", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
    ):
        if ole.exists(stream):
            return name
    return "OLE"
