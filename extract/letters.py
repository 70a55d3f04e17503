"""Vietnamese letters: comparing words without their marks."""

from __future__ import annotations

import unicodedata
from functools import cache

_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
CAPITALS = f"A-Z{_VIETNAMESE}"
"""The inside of a character class of capital letters."""
SMALLS = f"a-z{_VIETNAMESE.lower()}"
"""The inside of a character class of small letters."""
_TELLING = 24  # letters that tell running case at a glance


@cache
def _folding() -> dict[int, str]:
    table: dict[int, str] = {ord("Đ"): "d", ord("đ"): "d", ord("Ð"): "d", ord("\u00a0"): " "}
    for first, last in ((0x41, 0x5B), (0xC0, 0x250), (0x1E00, 0x1F00)):
        for code in range(first, last):
            base = unicodedata.normalize("NFD", chr(code))[0].lower()
            if len(base) == 1:
                table.setdefault(code, base)
    return table


def fold(text: str) -> str:
    """``text`` (NFC) in lower case and without marks; every character keeps its place."""
    return text.translate(_folding())


def is_upper(text: str) -> bool:
    """Whether ``text`` has letters and all but a few of them are capitals ("KẾ HOẠCH")."""
    if text.isupper():
        return sum(map(str.isupper, text[:200])) >= 2
    start = text[:_TELLING]
    if 2 * sum(map(str.islower, start)) > len(start):
        return False
    small = sum(map(str.islower, text))
    capitals = sum(map(str.isupper, text))
    return capitals >= 2 and capitals >= 9 * small
