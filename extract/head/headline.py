"""The document that the headline of a page names, where the page holds the document itself.

"Kế hoạch số 45/KH-UBND ngày 22/4/2024 của UBND huyện … về việc …" above pictures of its pages, a
list of files, or a text without its head. News with running text tells of a document, and its
headline names what it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.head.cues import type_names
from extract.head.days import any_day
from extract.head.number import normal_number, type_of_number
from extract.letters import fold
from extract.model import NOT_STATED, Block, BlockKind, Stated

_RUNNING = 120  # characters of a sentence of news
_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE_ROW)
_DAY = re.compile(r",? (?:ký |ban hành )?ngày (?=\d)", re.IGNORECASE)
_LONGEST_DAY = 30  # characters
_SUBJECT = re.compile(
    r"\b(?:về|v/v|quy định|ban hành|hướng dẫn|sửa đổi|bãi bỏ|phê duyệt|triển khai|tổ chức)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a headline says of its document."""

    number: Stated = NOT_STATED
    type: Stated = NOT_STATED
    issued_on: Stated = NOT_STATED
    title: Stated = NOT_STATED


@cache
def _opening() -> re.Pattern[str]:
    names = sorted([*type_names(), "cong van"], key=len, reverse=True)
    return re.compile(rf"(?P<type>{'|'.join(names)}) (?:so ?:? ?)?(?P<number>\d[^\s,;:]{{2,40}})")


def read_headline(text: str, blocks: Sequence[Block]) -> Named:
    """The document that the headline of ``text`` names; nothing where the text is news."""
    titles = [block for block in blocks if block.kind is BlockKind.TITLE]
    if not titles or not _holds_document(text, blocks):
        return Named()
    start, end = titles[0].start, titles[0].end
    match = _opening().match(fold(text[start:end]))
    if match is None:
        return Named()
    number = normal_number(text[start + match.start("number") : start + match.end("number")])
    kind = {**type_names(), "cong van": "Công văn"}[match["type"]]
    if number is None or type_of_number(number) not in (None, kind):
        return Named()
    after = start + match.end()
    named = _DAY.match(text, after, end)
    day = any_day(text, after, min(named.end() + _LONGEST_DAY, end)) if named else None
    subject = _SUBJECT.search(text, day.end or after if day else after, end)
    return Named(
        Stated(number, start + match.start("number"), after, "text"),
        Stated(kind, start + match.start("type"), start + match.end("type"), "text"),
        day or NOT_STATED,
        Stated(text[subject.start() : end], subject.start(), end, "text")
        if subject
        else NOT_STATED,
    )


def _holds_document(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the page has no sentences of its own, or the grounds or articles of a document."""
    running = [b for b in blocks if b.kind in _TEXT and b.end - b.start >= _RUNNING]
    return (
        not running
        or any(block.kind is BlockKind.BASIS for block in blocks)
        or fold(text[running[0].start : running[0].start + 5]) == "dieu "
    )
