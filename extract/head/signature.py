"""Chức vụ, họ tên của người có thẩm quyền: who signed, and in what capacity."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.head import cues
from extract.head.issuer import HeadLine
from extract.letters import fold, is_upper
from extract.model import NOT_STATED, Stated

_RANK_OF_LEARNING = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|KS|CN|LS|NGƯT|NGND|Ông|Bà|Đại tá|Thượng tá|Trung tá|"
    r"Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng)(?:[.,:]{1,2}\s{0,2}|\s{1,2}))+"
)


def read_signature(lines: Sequence[HeadLine]) -> tuple[Stated, Stated]:
    """Signer and capacity of the first signature that has a name."""
    positions: list[HeadLine] = []
    for line in lines:
        folded = fold(line.text)
        if cues.is_sign_here(folded):  # of a form that is to be filled in
            positions = []
        elif cues.is_position(line.text, folded) or (
            positions and is_upper(line.text) and not cues.is_person(line.text)
        ):
            if positions and _begins(folded) and line.start - positions[-1].end > 400:
                positions = []
            positions.append(line)
        elif positions and cues.is_person(line.text):
            name = _RANK_OF_LEARNING.sub("", line.text).strip()
            start = line.end - len(name)
            capacity = " ".join(re.sub(r"\s+", " ", position.text) for position in positions)
            return (
                Stated(_name_case(name), start, line.end, "text"),
                Stated(capacity, positions[0].start, positions[-1].end, "text"),
            )
    if positions:
        capacity = " ".join(position.text for position in positions)
        return NOT_STATED, Stated(capacity, positions[0].start, positions[-1].end, "text")
    return NOT_STATED, NOT_STATED


def _begins(folded: str) -> bool:
    return folded.startswith(("kt", "tm", "tl", "tuq", "chu tich", "giam doc", "bo truong"))


def _name_case(name: str) -> str:
    if is_upper(name):
        return " ".join(word.capitalize() for word in name.split())
    return re.sub(r"\s+", " ", name)
