"""The sentence around a mention, found by looking no further than its ends.

``extract.sentences`` reads whole lines with a language model; here only the nearest boundary on
either side is needed, for every mention of a text.
"""

from __future__ import annotations

import re

_REACH = 1500
# After a full stop a sentence goes on in lower case or digits ("ngày 01.7.2019", "TP. Huế").
_BEGINS = re.compile(r"[ \n]+[“\"(\[]?[A-ZÀ-ỸĐƯƠ\-+•]")
_ABBREVIATED = re.compile(r"(?<!\w)(?:TP|TS|PGS|GS|ThS|TX|KT|TM|TL|Q|Đ/c|[A-ZĐ]|\d{1,3})\Z")
_LINE_ENDS = '.;:!?…”"|_'
_ITEM = re.compile(
    r"[ ]*(?:\d{1,3}[.)]|[a-zđ]\)|[-+•*] |[IVX]{1,5}\. |Điều \d|Chương [IVX]|$|\n|\|"
    r"|(?:Thực hiện|Căn cứ|Triển khai|Tiếp tục|Theo|Sau khi|Để|Nhằm|Kính gửi|Trong|Đối với) )"
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence of plain ``text`` that holds ``start`` to ``end``."""
    first = _first(text, start)
    last = _last(text, end)
    while first < start and text[first] in " \n":
        first += 1
    while last > end and text[last - 1] in " \n":
        last -= 1
    return first, last


def _first(text: str, start: int) -> int:
    floor = max(0, start - _REACH)
    position = start
    while True:
        stop = text.rfind(". ", floor, position)
        line = text.rfind("\n", max(floor, stop), position)
        at = max(stop, line)
        if at < 0:
            return floor
        if at == line:
            if _line_ends(text, at):
                return at + 1
        elif _is_stop(text, at):
            return at + 1
        position = at


def _last(text: str, end: int) -> int:
    ceiling = min(len(text), end + _REACH)
    position = end
    while True:
        stop = text.find(".", position, ceiling)
        line = text.find("\n", position, ceiling if stop < 0 else stop)
        if stop < 0 and line < 0:
            return ceiling
        if line >= 0:
            if _line_ends(text, line):
                return line
            position = line + 1
        else:
            after = text[stop + 1 : stop + 2]
            if (after in ("", "\n") and _line_ends(text, stop + 1)) or _is_stop(text, stop):
                return stop + 1
            position = stop + 1


def _is_stop(text: str, at: int) -> bool:
    """Whether the full stop at ``at`` ends a sentence."""
    if _BEGINS.match(text, at + 1) is None:
        return False
    return _ABBREVIATED.search(text, max(0, at - 4), at) is None


def _line_ends(text: str, newline: int) -> bool:
    """Whether a sentence ends with its line; lines of a PDF break within sentences."""
    at = newline - 1
    while at >= 0 and text[at] == " ":
        at -= 1
    if at < 0 or text[at] in _LINE_ENDS or text[at] == "\n":
        return True
    return _ITEM.match(text, newline + 1) is not None
