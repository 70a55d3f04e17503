"""The tokens of RTF (Rich Text Format Specification 1.9.1): control words, groups, text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # control word, its number, the blank that ends it
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])"
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n]+",
    re.DOTALL,
)


class Token(NamedTuple):
    """One token: a control ``word`` with its ``value``, ``text``, or "{" and "}" as words."""

    word: str = ""
    value: int | None = None
    text: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of ``data``; what follows ``\\bin`` is passed over."""
    position, end = 0, len(data)
    while position < end:
        match = _TOKEN.match(data, position)
        if match is None:  # a backslash at the very end
            return
        position = match.end()
        word, value, code, sign, brace, text = match.groups()
        if word is not None:
            number = None if value is None else int(value)
            if word == b"bin":
                position += max(number or 0, 0)
            yield Token(word.decode("ascii"), number)
        elif code is not None:
            yield Token(text=bytes([int(code, 16)]))
        elif sign is not None:
            yield Token(text=sign) if sign in b"\\{}" else Token(sign.decode("latin-1"))
        elif brace is not None:
            yield Token(brace.decode("ascii"))
        elif text is not None:
            yield Token(text=text)
