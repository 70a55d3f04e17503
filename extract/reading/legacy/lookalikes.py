"""Letters that only look right: Ð for Đ, Cyrillic and Greek letters in document numbers."""

from __future__ import annotations

import re
from functools import cache

from extract.data_files import read_yaml

_TOKEN = re.compile(r"[^\s,;()]+")
_DIGIT = re.compile(r"\d")


@cache
def _tables() -> tuple[dict[int, str], dict[int, str], re.Pattern[str]]:
    data = read_yaml("extract.reading.legacy", "data/lookalikes.yaml")
    foreign = re.compile("[" + "".join([*data["anywhere"], *data["in_numbers"]]) + "]")
    return str.maketrans(data["anywhere"]), str.maketrans(data["in_numbers"]), foreign


def unify(text: str) -> str:
    """``text`` with look-alikes replaced, one character for one, so that offsets hold.

    Ð and its like become Đ anywhere; letters of other alphabets become Latin ones only inside
    a document's number.
    """
    anywhere, in_numbers, foreign = _tables()
    if text.isascii() or not foreign.search(text):
        return text
    text = text.translate(anywhere)

    def latin(match: re.Match[str]) -> str:
        token = match[0]
        if _DIGIT.search(token) and ("/" in token or "-" in token):  # "178/KH-BGDĐT", "05-CT/TW"
            return token.translate(in_numbers)
        return token

    return _TOKEN.sub(latin, text)
