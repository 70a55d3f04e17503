"""Whether a figure is aimed at: the words around it decide."""

from __future__ import annotations

import re
from enum import StrEnum

from extract.deadlines.names import spelled
from extract.targets.quantities import FACTS, Quantity

_AIM = re.compile(rf"{spelled(FACTS['aims'])}|^[\W\d]*{spelled(FACTS['begins'])}")
_STRONG = re.compile(spelled(FACTS["strong"]))
_KEPT = "".join(f"(?<!{word} )" for word in FACTS["kept"])
_TOLD = re.compile(_KEPT + spelled(FACTS["told"]))
_TOLD_OPENS = re.compile(rf"\W*{spelled(FACTS['told_headings'])}[^:;.]{{0,60}}:")
_TOLD_AFTER = re.compile(rf"\s*{spelled(FACTS['told_after'])}")
CHANGE = re.compile(
    rf"(?<!suy ){spelled(FACTS['changes'])}(?!.*{spelled(FACTS['levels'])})[^;,.]{{0,30}}$"
)
# "Tỷ lệ bỏ học: tiểu học dưới 0,1%"
_RATE_OPENS = re.compile(r"(?:tỷ lệ|tỉ lệ)\s[^:;.]{1,120}:[^:;.]*$")
_ALL_OF_IT = re.compile(r"(?<!đã )(?<!đã cơ bản )hoàn thành\s+$")  # "hoàn thành 100% kế hoạch"
_ALLOTTED = re.compile(r"chỉ tiêu[^:;.]{0,40}:\s*$")  # "Chỉ tiêu giao: 350 học sinh"
_BY_YEAR = re.compile(r"(?<!\w)đến (?:hết )?(?:năm )?20\d\d(?!\d)")
_RANGE = re.compile(r"\d\s*%?\s*(?:-|–|đến)\s*\d")
_COUNT_AIM = re.compile(spelled(["phấn đấu", "ít nhất", "tối thiểu", "chỉ tiêu", "mục tiêu"]))
_REACHED_BY_NOW = re.compile(spelled(FACTS["reached_by_now"]))
_MOVED_ON = re.compile(r"\s*(?:[^\s,;.]{1,15}\s+){0,3}?(?:xuống|(?<!trở )lên)(?!\w)")
_AND_MORE = re.compile(r"\s*(?:[^\s,;.]{1,15}\s+){1,6}?trở lên(?!\w)")
_CASES = re.compile(spelled(FACTS["cases"]))
_NOT_OF = re.compile(rf"\s*{spelled(FACTS['not_of'])}")
_NEW = re.compile(r"(?<!\w)mới\s*$")  # goods "mới 100%"
_OWNED = re.compile(r"\s*(?:vốn (?:đầu tư )?(?:nước ngoài|nhà nước|điều lệ)(?!\w)|foreign)")
_LISTED = re.compile(r"\s*(?:[,;]|và|[,;] và)?\s*")
_YEARLY = re.compile(spelled(["mỗi năm", "hằng năm", "hàng năm", "bình quân"]))
_REACH = 600  # letters of a sentence before a figure that are looked at


class Stance(StrEnum):
    """How much a figure needs to count as an aim."""

    PLAIN = "plain"  # a word that aims or compares
    STRICT = "strict"  # a strong word: in laws, reports, of past times
    LISTED = "listed"  # none: it stands in a list of aims


def sorts_cases(low: str, figure: Quantity) -> bool:
    """Whether a range only says which cases are meant: "thương tật từ 21% đến 40%"."""
    return figure.word == "từ" and _RANGE.search(low, figure.figure, figure.end) is not None


def goes_on(low: str, start: int, figure: Quantity) -> bool:
    """Whether a figure after a target is one too: "ít nhất 90% trẻ … và 99,5% trẻ …"."""
    if figure.unit != "%" or figure.word == "từ":
        return False
    if _TOLD_AFTER.match(low, figure.end) or _NOT_OF.match(low, figure.end):
        return False
    between = low[start : figure.start]
    return _LISTED.fullmatch(between) is not None or (
        figure.comparator != "=" and not _TOLD.search(between) and "(" not in between
    )


def aims(low: str, start: int, figure: Quantity, first: int, stance: Stance, ahead: bool) -> bool:
    """Whether the clause from ``start`` in lower-case text, or its sentence from ``first``, aims.

    ``stance`` says how strong the words must be; ``ahead``: the figure is said of a time to come.
    """
    before = low[start : figure.figure]
    sentence_before = low[max(first, figure.figure - _REACH) : figure.figure]
    if _TOLD_OPENS.match(low, first):
        return False  # "Kết quả: 12/15 trường, đạt 80%"
    told = _REACHED_BY_NOW if ahead or stance is Stance.LISTED else _TOLD
    if stance is Stance.STRICT:
        aimed = _STRONG.search(sentence_before) or _BY_YEAR.search(sentence_before)
        aimed = aimed or (_AIM.search(before) if ahead else None)
        return aimed is not None and not told.search(before)
    if _CASES.search(before) or _NOT_OF.match(low, figure.end):
        return _STRONG.search(before) is not None
    ordered = ahead or (figure.value == 100 and _ALL_OF_IT.search(before))
    if told.search(before) or (_TOLD_AFTER.match(low, figure.end) and not ordered):
        return _STRONG.search(before) is not None
    if figure.word == "từ" and _MOVED_ON.match(low, figure.end):
        return False  # "giảm từ 10% xuống 5%": where it stood
    if figure.word == "từ" and _AND_MORE.match(low, figure.end):
        return ahead or stance is Stance.LISTED  # "thương tật từ 61% sức khỏe trở lên" sorts cases
    if sorts_cases(low, figure):
        return _STRONG.search(before) is not None
    if figure.unit == "%":
        return _rate_aims(low, before, sentence_before, figure) or (
            ahead or stance is Stance.LISTED
        )
    # "nhóm từ 30 hộ trở lên" tells which group is meant.
    unit, _, per = figure.unit.partition("/")
    if figure.word == "từ" or (unit in FACTS["spans"] and (per or not _STRONG.search(before))):
        return False
    if figure.ranked:
        return ahead or stance is Stance.LISTED or _STRONG.search(sentence_before) is not None
    if stance is Stance.LISTED and sentence_before.count("(") <= sentence_before.count(")"):
        return True
    if ahead and _AIM.search(before):
        return True
    yearly = CHANGE.search(before) is not None and _YEARLY.search(sentence_before) is not None
    return (
        yearly
        or _COUNT_AIM.search(before) is not None
        or _ALLOTTED.search(sentence_before) is not None
    )


def _rate_aims(low: str, before: str, sentence_before: str, figure: Quantity) -> bool:
    """Whether a percentage is aimed at by the words before it."""
    whole = figure.value == 100
    if whole and (_NEW.search(before) or _OWNED.match(low, figure.end)):
        return False
    return (
        whole
        or figure.word in FACTS["enough"]
        or _AIM.search(before) is not None
        or _STRONG.search(sentence_before) is not None
        or _RATE_OPENS.search(sentence_before) is not None
    )
