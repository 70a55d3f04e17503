"""Letters of the symbol fonts: what Symbol and Wingdings draw, in Unicode."""

from __future__ import annotations

import re
from functools import cache

from extract.data_files import read_yaml

_PRIVATE = re.compile("[\uf020-\uf0ff]")


@cache
def _tables() -> dict[str, dict[int, str]]:
    data = read_yaml("extract.reading.word", "data/symbols.yaml")
    return {font: data[font] for font in ("symbol", "wingdings")}


def symbol(code: int, font: str | None) -> str:
    """The character that ``font`` draws for ``code``; a bullet where the table has none."""
    code &= 0xFF
    name = (font or "").lower()
    table = _tables()["wingdings" if name.startswith("wingdings") else "symbol"]
    if code in table:
        return table[code]
    if name.startswith("wingdings"):
        return "•"
    return chr(code) if 0x20 <= code < 0x7F else "•"


def plain(text: str, font: str | None) -> str:
    """``text`` with the private characters of symbol fonts replaced."""
    return _PRIVATE.sub(lambda match: symbol(ord(match[0]), font), text)


def bullet(shape: str, font: str | None) -> str:
    """What a list prints before each of its points; fonts of symbols draw letters as signs."""
    name = (font or "").lower()
    if len(shape) == 1 and name.startswith(("wingdings", "symbol")):
        return symbol(ord(shape), font)
    if shape == "o":  # Courier New's letter, drawn small, is Word's ring of the second level
        return "◦"
    return plain(shape, font)
