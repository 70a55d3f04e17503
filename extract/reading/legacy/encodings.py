"""The old ways of writing Vietnamese, each a function from what is seen to what is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extract.data_files import read_yaml

CAPITAL_FONT = re.compile(r"^(?:\w{6}\+)?\.Vn\w*H\b", re.IGNORECASE)
"""Names of the fonts of TCVN3 that draw small letters as capitals: .VnTimeH, .VnArialH."""

_PACKAGE = "extract.reading.legacy"
# A capital after the first letter of a word with a marked letter, and no small one: such a word
# was typed in capitals, though its marked letters have none.
_TYPED_UPPER = re.compile(
    r"^(?=[^a-z]*$)(?=[^\u00a1-\u00fe]*[\u00a1-\u00fe])(?=[^\d]*$)\W*[^\W_].*[A-Z]"
)
_SMALL = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One old way of writing.

    ``convert`` gives the text that was meant, or None when the text cannot have been written
    that way.
    """

    name: str
    convert: Callable[[str], str | None]


@cache
def encodings() -> tuple[Encoding, ...]:
    """All ways that are tried."""
    return (
        Encoding("TCVN3", _tcvn3),
        Encoding("VNI", _vni),
        Encoding("UTF-8 read as windows-1252", _utf8_as_1252),
        Encoding("windows-1258 read as windows-1252", _1258_as_1252),
    )


@cache
def _tcvn3_table() -> dict[int, str]:
    return str.maketrans(read_yaml(_PACKAGE, "data/tcvn3.yaml")["letters"])


def _tcvn3(text: str) -> str | None:
    table = _tcvn3_table()
    if any(0xA1 <= ord(letter) <= 0xFF and ord(letter) not in table for letter in text):
        return None
    words = re.split(r"(\s+)", text)
    typed = [_TYPED_UPPER.search(word) is not None for word in words]
    # "X·" in "CéNG HßA X· HéI" does not tell by itself that it was typed in capitals.
    line_upper = any(typed) and not _SMALL.search(text)
    meant = [
        word.translate(table).upper() if upper or line_upper else word.translate(table)
        for word, upper in zip(words, typed, strict=True)
    ]
    return _nfc("".join(meant))


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    data = read_yaml(_PACKAGE, "data/vni.yaml")
    table: dict[str, str] = {}
    for base, marks in data["pairs"].items():
        for mark, letter in marks.items():
            table[base + mark] = letter
            table[base.upper() + mark] = table[base.upper() + mark.upper()] = letter.upper()
    for single, letter in data["singles"].items():
        table[single], table[single.upper()] = letter, letter.upper()
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def _vni(text: str) -> str | None:
    pattern, table = _vni_table()
    return pattern.sub(lambda match: table[match[0]], text)


def _utf8_as_1252(text: str) -> str | None:
    try:
        return _nfc(_bytes_of_1252(text).decode("utf-8"))
    except UnicodeError:
        return None


def _1258_as_1252(text: str) -> str | None:
    try:
        return _nfc(_bytes_of_1252(text).decode("cp1258"))
    except UnicodeError:
        return None


def _bytes_of_1252(text: str) -> bytes:
    """The bytes that were read as windows-1252; codes it leaves out are read as they are."""
    return b"".join(
        letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252") for letter in text
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
