"""Pinpoints: which điểm, khoản, Điều, mục, chương or phụ lục of the instrument is meant.

They are written inner to outer before the instrument ("điểm a, b khoản 1 và khoản 3 Điều 7 Nghị
định số …") and read back from it token by token within a bounded reach.
"""

from __future__ import annotations

import re

_REACH = 180
_TOKEN = re.compile(
    r"(?P<label>(?<!\w)(?:[Tt]iểu mục|[Gg]ạch đầu dòng thứ|[Pp]hụ lục|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần|[Tt]iết|[Đđ]oạn"
    r"|ĐIỂM|KHOẢN|ĐIỀU|MỤC|CHƯƠNG|PHẦN)(?!\w))"
    r"|(?P<value>(?<![\w/.])(?:\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?\d?|[IVXLC]{1,7}|[a-zđ]\d{0,2}(?:\.\d)?"
    r"|thứ (?:nhất|hai|ba|tư|năm|sáu)|số \d{1,2})(?!\w))"
    r"|(?P<joint>,|;|(?<!\w)(?:và|hoặc|đến|các|từ|tại|của|thuộc)(?!\w)|-)"
)
_LAST = re.compile(
    r"(?:(?<!\w)(?:\d{1,3}(?:\.\d{1,2})*[a-zđ]?\d?|[IVXLC]{1,7}|[a-zđ]\d{0,2}|nhất|hai|ba|tư|[Pp]hụ lục|các Điều))[ \n]{0,2},?[ \n]{0,3}"
    r"(?:(?:của|tại|thuộc|trong|ở|theo)[ \n]{1,3})?(?:các[ \n]{1,3})?\Z"
)
_ISSUED_WITH = re.compile(
    r"(?:Quy chế|Quy định|Điều lệ|Chương trình|Danh mục|Kế hoạch|Quy trình|Bộ tiêu chí|Đề án|Quy chuẩn|Bản quy định|Tiêu chuẩn)"
    r"[^.;:\n(]{0,140}?(?:được[ \n]{1,3})?ban[ \n]{1,3}hành[ \n]{1,3}(?:kèm[ \n]{1,3})?theo[ \n]{1,3}\Z"
)


def pinpoint_before(text: str, position: int, floor: int = 0) -> tuple[str, int] | None:
    """The pinpoint that ends where the mention at ``position`` begins, and its start.

    A regulation issued with the instrument may stand between: "Điều 5 Quy chế … ban hành kèm theo
    Thông tư số …". Blanks are single and lists keep their words. None when there is no pinpoint.
    """
    end = position
    if _LAST.search(text, max(floor, position - 28), position) is None:
        if not text.endswith("theo", max(0, position - 6), position - 1):
            return None
        attached = _ISSUED_WITH.search(text, max(floor, position - 200), position)
        if attached is None:
            return None
        end = attached.start()
        if _LAST.search(text, max(floor, end - 28), end) is None:
            return None
    return _chain(text, max(floor, end - _REACH), end)


def _chain(text: str, begin: int, end: int) -> tuple[str, int] | None:
    """The longest run of tokens that ends at ``end`` and begins with a label."""
    run: list[re.Match[str]] = []
    last = begin
    for token in _TOKEN.finditer(text, begin, end):
        if run and text[last : token.start()].strip(" \n"):
            run.clear()
        run.append(token)
        last = token.end()
    if text[last:end].strip(" \n"):
        return None
    while run and run[-1].lastgroup == "joint":
        run.pop()
    first = next((i for i, token in enumerate(run) if token.lastgroup == "label"), None)
    if first is None:
        return None
    if first and run[first - 1].group() == "từ":
        first -= 1
    start, stop = run[first].start(), run[-1].end()
    return " ".join(text[start:stop].split()), start
