"""The type that a text without its head gives itself: "Thông tư này có hiệu lực thi hành …".

A collection of articles ("pháp điển", a passage that was copied) opens with an article. What it
says comes into force, or that something is issued with, is the instrument itself.
"""

from __future__ import annotations

import re
from functools import cache

from extract.head.cues import type_names
from extract.model import NOT_STATED, Stated

_JOINT = re.compile(r"\bliên\s+(?:bộ|tịch|ngành)\b", re.IGNORECASE)
_CIRCULAR = "Thông tư"
_NO_INSTRUMENT = ("Quy chế", "Quy định", "Điều lệ", "Hợp đồng", "Chương trình", "Kế hoạch", "Đề án")


@cache
def _itself() -> re.Pattern[str]:
    names = sorted((n for n in type_names().values() if n not in _NO_INSTRUMENT), key=len)
    name = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in reversed(names))
    return re.compile(
        rf"(?:\btheo\s+(?P<with>{name})\s+này\b"
        rf"|\b(?P<force>{name})\s+này\s+(?:(?:chính\s+thức|bắt\s+đầu)\s+)?có\s+hiệu\s+lực\b)"
    )


def type_by_itself(text: str) -> Stated:
    """The type that ``text`` names as its own; unclear where it names several.

    Joint circulars call themselves "Thông tư này", too: what speaks of joint bodies is unclear.
    """
    found: dict[str, tuple[int, int]] = {}
    for match in _itself().finditer(text):
        group = match.lastgroup or ""
        found.setdefault(" ".join(match[group].split()), match.span(group))
    if not found:
        return NOT_STATED
    [(name, (start, end)), *others] = found.items()
    clear = not others and not (name == _CIRCULAR and _JOINT.search(text))
    return Stated(name if clear else None, start, end, "text", None if clear else "unclear")
