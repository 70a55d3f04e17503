"""Whether a figure is aimed at: the words around it decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from extract.deadlines.names import spelled
from extract.targets.quantities import FACTS, Quantity

_AIM = re.compile(rf"{spelled(FACTS['aims'])}|^[\W\d]*{spelled(FACTS['begins'])}")
_MADE = re.compile(spelled(FACTS["made"]))
_REACHES = re.compile(rf"(?:{spelled(FACTS['reaches'])}|:)\s*$")
_BRINGS_TO = re.compile(r"(?<!\w)(?:đạt|tăng|giảm|gấp|lên|còn|xuống)\s*$")  # "đạt 75 tuổi"
_GRANTED = re.compile(spelled(FACTS["granted"]))
_STRONG = re.compile(spelled(FACTS["strong"]))
_MADE_OF = re.compile(r"(?<!\w)(?:gồm|chia thành|chia làm)\s+$")
_INDEX = re.compile(spelled(FACTS["indexes"]))  # may be told without a unit
_STRIVES = re.compile(spelled(FACTS["strives"]))
_FORESEEN = re.compile(spelled(FACTS["strong"] + FACTS["foreseen"]))
_FORECAST = re.compile(spelled(FACTS["forecasts"]))
_KEPT = "".join(f"(?<!{word} )" for word in FACTS["kept"])
_TOLD = re.compile(_KEPT + spelled(FACTS["told"]))
_TOLD_OPENS = re.compile(rf"\W*{spelled(FACTS['told_headings'])}[^:;.]{{0,60}}:")
_TOLD_AFTER = re.compile(rf"\s*{spelled(FACTS['told_after'])}")
_AGAINST = re.compile(r"\s*so với (?:cùng kỳ |cuối )?năm(?!\w)")
CHANGE = re.compile(
    rf"(?<!suy ){spelled(FACTS['changes'])}(?!.*{spelled(FACTS['levels'])})[^;,.]{{0,30}}$"
)
# "Tỷ lệ bỏ học: tiểu học dưới 0,1%"
_RATE_OPENS = re.compile(r"(?:tỷ lệ|tỉ lệ)\s[^:;.]{1,120}:[^:;.]*$")
_ALL_OF_IT = re.compile(r"(?<!đã )(?<!đã cơ bản )hoàn thành\s+$")  # "hoàn thành 100% kế hoạch"
_ALLOTTED = re.compile(r"(?:chỉ|mục) tiêu[^:;.]{0,40}:\s*$")  # "Chỉ tiêu giao: 350 học sinh"
_BY_YEAR = re.compile(r"(?<!\w)đến (?:hết )?(?:năm )?20\d\d(?!\d)")
_RANGE = re.compile(r"\d\s*%?\s*(?:-|–|đến)\s*\d")
_COUNT_AIM = re.compile(
    spelled(["phấn đấu", "ít nhất", "tối thiểu", "chỉ tiêu", "mục tiêu"]) + r"(?! này| trên| đó)"
)
_REACHED_BY_NOW = re.compile(spelled(FACTS["reached_by_now"]))
_MOVED_ON = re.compile(r"\s*(?:[^\s,;.]{1,15}\s+){0,3}?(?:xuống|(?<!trở )lên)(?!\w)")
_AND_MORE = re.compile(r"\s*(?:[^\s,;.]{1,15}\s+){1,6}?trở lên(?!\w)")
_CASES = re.compile(spelled(FACTS["cases"]))
_NOT_OF = re.compile(rf"\s*{spelled(FACTS['not_of'])}")
_NEW = re.compile(r"(?<!\w)mới\s*$")  # goods "mới 100%"
_OWNED = re.compile(
    r"\s*(?:vốn (?:đầu tư )?(?:nước ngoài|nhà nước|điều lệ|của nhà đầu tư)(?!\w)|foreign)"
)
_PAST = re.compile(r"(?<!\w)(?:năm|tháng|thời gian|nhiệm kỳ) (?:học )?(?:vừa )?qua(?!\w)")
_SHARES = ("%", "‰")
_NO_MORE = re.compile(r"(?<!\w)không còn(?!\w)")
_LISTED = re.compile(r"\s*(?:[,;]|và|[,;] và)?\s*")
_YEARLY = re.compile(spelled(["mỗi năm", "hằng năm", "hàng năm", "bình quân"]))
_REACH = 600  # letters of a sentence before a figure that are looked at


class Stance(StrEnum):
    """How much a figure needs to count as an aim."""

    PLAIN = "plain"  # a word that aims or compares
    STRICT = "strict"  # a strong word: in reports, of past times
    RULING = "ruling"  # in rules: that it strives, or a time to come
    LISTED = "listed"  # none: it stands in a list of aims


def may_aim(low: str, figures: Sequence[Quantity]) -> bool:
    """Whether any of ``figures`` of lower-case ``low`` can be aimed at: not where all are bare."""
    return any(figure.unit for figure in figures) or (
        len(figures) > 0 and _INDEX.search(low) is not None
    )


def sorts_cases(low: str, figure: Quantity) -> bool:
    """Whether a range only says which cases are meant: "thương tật từ 21% đến 40%"."""
    return figure.word == "từ" and _RANGE.search(low, figure.figure, figure.end) is not None


def goes_on(low: str, start: int, figure: Quantity) -> bool:
    """Whether a figure after a target is one too: "ít nhất 90% trẻ … và 99,5% trẻ …"."""
    if figure.unit != "%" or figure.word == "từ":
        return False
    if _TOLD_AFTER.match(low, figure.end) or _NOT_OF.match(low, figure.end):
        return False
    if low[:start].rstrip().endswith(":"):
        return False  # "năm 2021: 84%" tells a fact of its own
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
    if (_PAST.search(sentence_before) or _FORECAST.search(sentence_before)) and not _STRONG.search(
        before
    ):
        return False
    if figure.unit not in _SHARES and _counts_no_aim(low, start, figure):
        return False
    if figure.value == 100 and (_NEW.search(before) or _OWNED.match(low, figure.end)):
        return False
    if _CASES.search(before) or _NOT_OF.match(low, figure.end):
        return (_STRIVES if stance is Stance.RULING else _STRONG).search(before) is not None
    told = _REACHED_BY_NOW if ahead or stance is Stance.LISTED else _TOLD
    if stance in (Stance.STRICT, Stance.RULING):
        striving = stance is Stance.RULING
        aimed = _STRIVES.search(before) if striving else _FORESEEN.search(sentence_before)
        aimed = aimed or _BY_YEAR.search(sentence_before)
        aimed = aimed or (_AIM.search(before) if ahead else None)
        return aimed is not None and not told.search(before)
    if not ahead and _REACHED_BY_NOW.search(sentence_before) and _AGAINST.match(low, figure.end):
        return _STRONG.search(before) is not None  # "chỉ đạt 70%; …, tăng 5% so với năm 2020"
    ordered = ahead or (figure.value == 100 and _ALL_OF_IT.search(before))
    if told.search(before) or (_TOLD_AFTER.match(low, figure.end) and not ordered):
        return _STRONG.search(before) is not None
    if figure.word == "từ" and _MOVED_ON.match(low, figure.end):
        return False  # "giảm từ 10% xuống 5%": where it stood
    if figure.word == "từ" and _AND_MORE.match(low, figure.end):
        return ahead or stance is Stance.LISTED  # "thương tật từ 61% sức khỏe trở lên" sorts cases
    if sorts_cases(low, figure):
        return _STRONG.search(before) is not None
    to_come = ahead or stance is Stance.LISTED
    if figure.unit in _SHARES:
        return to_come or _rate_aims(before, sentence_before, figure)
    if figure.ranked:
        return to_come or _STRONG.search(sentence_before) is not None
    return _count_aims(low, start, figure, sentence_before, stance, ahead)


def _counts_no_aim(low: str, start: int, figure: Quantity) -> bool:
    """Whether a figure counts which cases are meant, how long a thing takes or what is given."""
    before = low[start : figure.figure]
    # "nhóm từ 30 hộ trở lên" tells which group is meant, "không còn xã dưới 15 tiêu chí" as well.
    if figure.word == "từ" or _NO_MORE.search(before):
        return True
    level = low[start : figure.start]  # without the word that compares
    # "học viên trên 01 giảng viên", "giường trên 10.000 dân" are ratios; "gồm 12 phòng học" tells
    # what a thing is made of.
    ratio = figure.word == "trên" and (figure.value == 1 or figure.unit == "dân")
    if ratio or _MADE_OF.search(level):
        return True
    if not figure.unit and not (_INDEX.search(before) and (figure.word or _REACHES.search(level))):
        return True
    strong = _STRONG.search(before) is not None
    unit, _, per = figure.unit.partition("/")
    if unit in FACTS["spans"] or unit in FACTS["lengths"]:
        brought = _BRINGS_TO.search(level) is not None
        return per != "" or not (brought or (strong and unit in FACTS["spans"]))
    return _GRANTED.search(before) is not None and unit.endswith(("đồng", "usd")) and not strong


def _count_aims(
    low: str, start: int, figure: Quantity, sentence_before: str, stance: Stance, ahead: bool
) -> bool:
    """Whether a number of things is aimed at by the words before it."""
    before = low[start : figure.figure]
    in_brackets = sentence_before.count("(") > sentence_before.count(")")
    if in_brackets and figure.word is None:
        return False
    if stance is Stance.LISTED:
        return True
    if ahead and (
        figure.word is not None
        or _AIM.search(before)
        or _MADE.search(before)
        or _REACHES.search(low[start : figure.start])
    ):
        return True
    if figure.unit in FACTS["spans"]:
        return _STRONG.search(before) is not None
    yearly = CHANGE.search(before) is not None and _YEARLY.search(sentence_before) is not None
    return (
        yearly
        or _COUNT_AIM.search(before) is not None
        or _ALLOTTED.search(sentence_before) is not None
    )


def _rate_aims(before: str, sentence_before: str, figure: Quantity) -> bool:
    """Whether a percentage is aimed at by the words before it."""
    return (
        figure.value == 100
        or figure.word in FACTS["enough"]
        or _AIM.search(before) is not None
        or _STRONG.search(sentence_before) is not None
        or _RATE_OPENS.search(sentence_before) is not None
    )
