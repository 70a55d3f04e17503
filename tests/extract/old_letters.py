"""Writes Vietnamese in the old encodings, the way it is seen when it is taken for Latin-1."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from extract.data_files import read_yaml

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _tcvn3_codes() -> dict[str, str]:
    letters = read_yaml("extract.reading.legacy", "data/tcvn3.yaml")["letters"]
    return {letter: code for code, letter in letters.items()}


@cache
def _vni_codes() -> dict[str, str]:
    data = read_yaml("extract.reading.legacy", "data/vni.yaml")
    codes = {letter: code for code, letter in data["singles"].items()}
    for base, marks in data["pairs"].items():
        for mark, letter in marks.items():
            codes[letter] = base + mark
    return codes | {letter.upper(): code.upper() for letter, code in codes.items()}


def tcvn3(text: str) -> str:
    """In TCVN3: capitals with a tone have no code and are typed small."""
    codes = _tcvn3_codes()
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


def vni(text: str) -> str:
    """In VNI for Windows."""
    codes = _vni_codes()
    return "".join(codes.get(letter, letter) for letter in text)


def windows_1258(text: str) -> str:
    """In windows-1258, read as windows-1252."""
    kept = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _TONES)
        kept.append(unicodedata.normalize("NFC", "".join(p for p in parts if p not in tone)) + tone)
    return "".join(kept).encode("cp1258", errors="replace").decode("cp1252", errors="replace")


def utf8(text: str) -> str:
    """In UTF-8, read as windows-1252."""
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(
        chr(byte) if byte in undefined else bytes([byte]).decode("cp1252")
        for byte in text.encode("utf-8")
    )


WAYS: dict[str, Callable[[str], str]] = {
    "TCVN3": tcvn3,
    "VNI": vni,
    "windows-1258": windows_1258,
    "UTF-8": utf8,
}
