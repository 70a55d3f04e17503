"""The lists of a DOC ([MS-DOC] 2.9.131 LFO, 2.9.147 LSTF, 2.9.150 LVLF)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace

from extract.reading.word.doc_file import DocFile, Place
from extract.reading.word.doc_formats import font_names, properties
from extract.reading.word.lists import LEVELS, Level, List
from extract.reading.word.symbols import bullet

_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
_BULLET = 23
_FONT = 0x4A4F  # sprmCRgFtc0
_LSTF, _LVLF, _LFO = 28, 28, 16
_LEGAL, _NO_RESTART = 0x04, 0x08


def read_lists(file: DocFile) -> dict[int, List]:
    """The lists by the number that paragraphs call them by (sprmPIlfo), counted from 1."""
    definitions, by_identifier = _definitions(file)
    fonts = font_names(file)
    part = file.part(Place.LIST_OVERRIDES)
    if len(part) < 4:
        return {}
    count = int.from_bytes(part[:4], "little")
    if count * _LFO > len(part):
        return {}
    lists: dict[int, List] = {}
    at = 4 + count * _LFO
    for index in range(count):
        identifier, changes = struct.unpack_from("<i8xB", part, 4 + index * _LFO)
        definition = by_identifier.get(identifier)
        levels = dict(definitions[definition]) if definition is not None else {}
        restarts: dict[int, int] = {}
        at += 4
        for _ in range(changes):
            if at + 8 > len(part):
                break
            start, flags = struct.unpack_from("<iI", part, at)
            at += 8
            place = min(flags & 0xF, LEVELS - 1)
            if flags & 0x20:  # fFormatting: a whole level follows
                levels[place], at = _level(part, at, fonts)
            if flags & 0x10:  # fStartAt
                restarts[place] = start
                levels[place] = replace(levels.get(place, Level()), start=start)
        if definition is not None:
            lists[index + 1] = List(definition, levels, restarts)
    return lists


def _definitions(file: DocFile) -> tuple[list[dict[int, Level]], dict[int, int]]:
    fonts = font_names(file)
    offset, size = file.pair(Place.LISTS)
    table = file.table
    if size < 2:
        return [], {}
    count = int.from_bytes(table[offset : offset + 2], "little")
    if 2 + count * _LSTF > size:
        return [], {}
    at = offset + size  # the levels follow the part
    definitions: list[dict[int, Level]] = []
    by_identifier: dict[int, int] = {}
    for index in range(count):
        head = offset + 2 + index * _LSTF
        by_identifier[struct.unpack_from("<i", table, head)[0]] = index
        levels: dict[int, Level] = {}
        for place in range(1 if table[head + 26] & 1 else LEVELS):
            levels[place], at = _level(table, at, fonts)
        definitions.append(levels)
    return definitions, by_identifier


def _level(data: bytes, at: int, fonts: Sequence[str]) -> tuple[Level, int]:
    start, form, flags = struct.unpack_from("<iBB", data, at)
    characters, paragraph, restart = struct.unpack_from("<BBB", data, at + 24)
    at += _LVLF + paragraph
    font = _font(data[at : at + characters], fonts)
    at += characters
    size = int.from_bytes(data[at : at + 2], "little")
    at += 2
    text = data[at : at + 2 * size].decode("utf-16-le", errors="replace")
    shape = "".join(f"%{ord(c) + 1}" if ord(c) < LEVELS else c for c in text)
    level = Level(
        start=start,
        form=_FORMS.get(form, "decimal"),
        shape=bullet(shape, font) if form == _BULLET else shape,
        legal=bool(flags & _LEGAL),
        restart=restart if flags & _NO_RESTART else None,
    )
    return level, at + 2 * size


def _font(grpprl: bytes, fonts: Sequence[str]) -> str | None:
    operand = dict(properties(grpprl)).get(_FONT)
    index = int.from_bytes(operand, "little") if operand else len(fonts)
    return fonts[index] if index < len(fonts) else None
