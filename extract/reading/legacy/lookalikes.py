"""Letters that only look right: Ð for Đ, Cyrillic and Greek letters in document numbers."""

from __future__ import annotations

import re
from functools import cache

from extract.data_files import read_yaml

_NUMBER = re.compile(r"[^\s,;()]*\d[^\s,;()]*[/-][^\s,;()]+")  # "178/KH-BGDĐT", "05-CT/TW"


@cache
def _tables() -> tuple[dict[int, str], dict[int, str], re.Pattern[str]]:
    data = read_yaml("extract.reading.legacy", "data/lookalikes.yaml")
    foreign = re.compile("[" + "".join(data["in_numbers"]) + "]")
    return str.maketrans(data["anywhere"]), str.maketrans(data["in_numbers"]), foreign


def unify(text: str) -> str:
    """``text`` with look-alikes replaced, one character for one, so that offsets hold.

    Ð and its like become Đ anywhere; letters of other alphabets become Latin ones only inside
    a document's number.
    """
    if text.isascii():
        return text
    anywhere, in_numbers, foreign = _tables()
    text = text.translate(anywhere)
    if not foreign.search(text):
        return text
    return _NUMBER.sub(lambda match: match[0].translate(in_numbers), text)
