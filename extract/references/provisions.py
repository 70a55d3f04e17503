"""Pinpoints: which điểm, khoản, Điều, mục, chương or phụ lục of the instrument is meant.

They are written inner to outer before the instrument ("điểm a, b khoản 1 và khoản 3 Điều 7 Nghị
định số …") and read back from it token by token, no further than the mention before.
"""

from __future__ import annotations

import re

from extract.references.letters import spaced

_NEAR = 56  # most pinpoints are shorter; only a longer one is read from further away
_TOKEN = re.compile(
    r"(?P<label>(?<!\w)(?:[Tt]iểu mục|[Gg]ạch đầu dòng thứ|[Pp]hụ lục|[Đđ]iểm|[Kk]hoản|[Đđ]iều"
    r"|[Mm]ục|[Cc]hương|[Pp]hần|[Tt]iết|(?<!giai )[Đđ]oạn|[Dd]iem|[Kk]hoan|[Dd]ieu"
    r"|ĐIỂM|KHOẢN|ĐIỀU|MỤC|CHƯƠNG|PHẦN)(?!\w))"
    r"|(?P<value>(?<![\w/.])(?:\d{1,3}(?:\.\d{1,2}){0,3}(?:[a-zđ]\d?)?|[IVXLC]{1,7}|[a-zđ]\d{0,2}(?:\.\d)?"
    r"|thứ (?:nhất|hai|ba|tư|năm|sáu)|số \d{1,2})(?!\w))"
    r"|(?P<joint>,|;|(?<!\w)(?:và|hoặc|đến|các|từ|tại|của|thuộc|tên)(?!\w)|-)"
)
# By far the most pinpoints are "điểm b khoản 2 Điều 5" or an end of that; they are read from the
# last word back, the tokens read the rest.
_LEVELS = (
    ("iều ", re.compile(spaced(r"iều \d{1,3}[a-zđ]?(?: (?:của|tại))? \Z"))),
    ("hoản ", re.compile(spaced(r"hoản \d{1,2}[a-zđ]? \Z"))),
    ("iểm ", re.compile(spaced(r"iểm [a-zđ]\d? \Z"))),
)
_PREPOSITIONS = frozenset(["tại", "của", "thuộc", "theo"])
_LEADING = frozenset(
    ["và", "hoặc", "đến", "từ", "các", "điểm", "khoản", "tiết", "mục", "tại", "của"]
)
_ROMAN = frozenset("IVXLC")
_LINKS = frozenset(["của", "tại", "thuộc", "trong", "ở", "các"])
_LAST_WORDS = frozenset(["nhất", "hai", "ba", "tư", "lục", "Lục"])
_ISSUED_WITH = re.compile(spaced("(?:(?:được )?ban hành (?:kèm )?theo|kèm theo) ") + r"\Z")
# What was issued begins with a capital: "Quy chế …", "Biểu mức thu …", "Danh mục …".
_ISSUED = re.compile(
    r"(?<!\w)(?!Mẫu|(?:Điều|Khoản|Điểm|Chương|Mục|Phụ lục|Phần|Tiểu mục)[ \n]{1,3}"
    r"[\dIVXLa-zđ](?![^\W\d]))[A-ZĐ][^\W\d_A-ZĐ]"
)
_ISSUED_REACH = 240


def pinpoint_before(text: str, position: int, floor: int = 0) -> tuple[str, int] | None:
    """The pinpoint that ends where the mention at ``position`` begins, and its start.

    A regulation issued with the instrument may stand between: "Điều 5 Quy chế … ban hành kèm theo
    Thông tư số …". Blanks are single and lists keep their words. None when there is no pinpoint.
    """
    end = position
    if not _may_end(text, floor, position):
        if not text.endswith("theo", max(0, position - 6), position - 1):
            return None
        attached = _ISSUED_WITH.search(text, max(floor, position - 36), position)
        issued = None if attached is None else _issued_start(text, floor, attached.start())
        if issued is None:
            return None
        end = issued
    start = _usual(text, floor, end)
    if start < end and _begins(text, floor, start):
        words = text[start:end].split()
        if words[-1] in _LINKS:
            words.pop()
        return " ".join(words), start
    reach = _NEAR
    while True:
        near = max(floor, end - reach)
        run = _run(text, near, end)
        if not run or near == floor or run[0].start() >= near + 12:
            return _labelled(text, run)
        reach *= 4  # it may begin before the window


def _issued_start(text: str, floor: int, end: int) -> int | None:
    """Where the name of what was issued begins, if a pinpoint may stand before; it ends at ``end``.

    "Phụ lục I ban hành kèm theo" has no other name; "(Ban hành kèm theo …)" is a heading.
    """
    if text[max(floor, end - 4) : end].rstrip(" \n")[-1:] in ("(", ")"):
        return None
    begin = max(floor, end - _ISSUED_REACH)
    begin = max(begin, *(text.rfind(mark, begin, end) for mark in (";", ". ", "\n\n")))
    starts = [match.start() for match in _ISSUED.finditer(text, begin, end)]
    return next((s for s in (end, *reversed(starts)) if _may_end(text, floor, s)), None)


def _usual(text: str, floor: int, end: int) -> int:
    """Where the usual pinpoint that ends at ``end`` begins; ``end`` when there is none."""
    start = end
    for literal, pattern in _LEVELS:
        at = text.rfind(literal, max(floor, start - 24), start)
        if at < 1 or text[at - 1] not in "KkĐđ" or pattern.match(text, at, start) is None:
            break
        start = at - 1
    return start


def _begins(text: str, floor: int, position: int) -> bool:
    """Whether no list leads up to ``position``: the word before is no number, letter or "và"."""
    begin = position
    for _ in range(2):
        end = begin
        while end > floor and text[end - 1] in " \n":
            end -= 1
        begin = end
        while begin > floor and end - begin < 9 and text[begin - 1].isalpha():
            begin -= 1
        word = text[begin:end]
        if word not in _PREPOSITIONS:
            break
    return len(word) > 1 and word not in _LEADING and not _ROMAN.issuperset(word)


def _may_end(text: str, floor: int, position: int) -> bool:
    """Whether the word before ``position`` (behind "của", "tại") can end a pinpoint."""
    for _ in range(3):
        end = position
        while end > floor and text[end - 1] in " \n,":
            end -= 1
        begin = end
        while begin > floor and end - begin < 9 and text[begin - 1] not in " \n,(":
            begin -= 1
        word = text[begin:end]
        if word not in _LINKS:
            break
        position = begin
    if not word:
        return False
    if len(word) == 1 or word[0].isdigit() or word in _LAST_WORDS or _ROMAN.issuperset(word):
        return True
    return len(word) < 5 and word[1] in "0123456789."


def _run(text: str, begin: int, end: int) -> list[re.Match[str]]:
    """The longest run of tokens, with nothing but blanks between, that ends at ``end``."""
    run: list[re.Match[str]] = []
    last = begin
    for token in _TOKEN.finditer(text, begin, end):
        if run and not _blank(text, last, token.start()):
            run.clear()
        run.append(token)
        last = token.end()
    return run if _blank(text, last, end) else []


def _blank(text: str, begin: int, end: int) -> bool:
    return begin == end or not text[begin:end].strip(" \n")


def _labelled(text: str, run: list[re.Match[str]]) -> tuple[str, int] | None:
    """The part of a run from its first label to its last value."""
    while run and run[-1].lastgroup == "joint":
        run.pop()
    first = next((i for i, token in enumerate(run) if token.lastgroup == "label"), None)
    if first is None:
        return None
    if not any(token.lastgroup == "value" for token in run[first:]):
        return None
    if run[first].group() == "tiết" and text.endswith(("hi ", "hi\n"), 0, run[first].start()):
        return _labelled(text, run[first + 1 :])  # "chi tiết tại Phụ lục I"
    if first and run[first - 1].group() == "từ":
        first -= 1
    start, stop = run[first].start(), run[-1].end()
    return " ".join(text[start:stop].split()), start
