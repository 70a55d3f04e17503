"""Số và ký hiệu: the document's own number, in normal form, or blank as it was left.

Forms: Nghị định 30/2020/NĐ-CP, Phụ lục I and III; Nghị định 34/2016/NĐ-CP, Điều 58; Hướng dẫn
36-HD/VPTW for the Party. A number that does not have one of their shapes is not given.
"""

from __future__ import annotations

import re

from extract.head.cues import type_names
from extract.letters import fold
from extract.model import Stated

_LABEL = re.compile(r"(?:^|(?<=[\s(]))(?:số|so|sô|s0)\s{0,3}[:.]?\s{0,40}", re.IGNORECASE)
_CUT_OFF = re.compile(r"[\W_]{0,8}/ ?[A-ZĐ][A-Za-zĐđ]{0,4}-[A-ZĐ]")  # number and label not read
_STRETCH = re.compile(r"[^\n\t]{0,90}")
_AFTER = re.compile(
    r"\s{3,}(?!\s*/)|\s{1,3}(?=(?:cộng hòa|cộng hoà|độc lập|v/v|về việc|ngày|năm|hà nội"
    r"|[^\W\d_]+(?: [^\W\d_]+){0,3},\s?ngày)\b)|[;(|]|,(?!(?-i:[A-ZĐ]))|\s(?=\()",
    re.IGNORECASE,
)
_FOREIGN = str.maketrans(
    {
        "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "Ƣ": "Ư", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
        "\u00ad": "", "\u200b": "", "\u00a0": " ", "\ufeff": "",
        "С": "C", "Р": "P", "В": "B", "Т": "T", "О": "O", "А": "A", "Е": "E", "Н": "H", "К": "K",
        "М": "M", "Х": "X",
    }
)  # fmt: skip
_SYMBOL = r"[A-ZĐƯ][\wĐđƯư&.]{0,14}(?:(?:[-/]|,(?=[A-ZĐ]))[\wĐđƯư&.]{1,16}){0,8}"
_SHAPE = re.compile(
    rf"(?P<serial>\d{{1,6}}(?:\.\d{{1,3}})?[a-zA-ZĐđ]?)(?:/(?P<year>\d{{4}}))?[/-](?P<symbol>{_SYMBOL})"
    rf"|(?P<year_dash>\d{{1,5}}-\d{{4}}/{_SYMBOL})"
)
_BLANK = re.compile(r"[\s._…*-]*(?:/|$)|[\s._…*]*-[A-ZĐ]")
_OLD = re.compile(r"(?P<serial>\d{1,5}) (?P<symbol>[A-ZĐ]{2,5}(?:[/-][A-ZĐ]{1,6}){0,2})")


def number_in_line(text: str, start: int, end: int) -> Stated | None:
    """The number that a line of the head gives; None when the line gives none.

    A label with nothing behind it, or with dots before the symbol, was left blank.
    """
    match = _LABEL.search(text, start, end)
    if match is None:
        cut_off = _CUT_OFF.match(text, start, end)
        return Stated(None, start, end, "text", "left_blank") if cut_off else None
    stretch = _STRETCH.match(text, match.end(), end)
    printed = stretch.group() if stretch else ""
    cut = _AFTER.search(printed)
    if cut and printed[: cut.start()].strip():
        printed = printed[: cut.start()]
    printed = printed.rstrip(" .:;,_\r")
    value = normal_number(printed)
    if value is not None:
        return Stated(value, match.end(), match.end() + len(printed), "text")
    if _BLANK.match(printed):
        stop = max(match.end() + len(printed), match.end())
        return Stated(None, match.start(), stop, "text", "left_blank")
    return Stated(None, match.start(), match.end() + len(printed), "text", "unclear")


def normal_number(printed: str) -> str | None:
    """A number without the blanks and look-alike letters of its print; None if it is none."""
    plain = printed.translate(_FOREIGN).strip(" .:;,")
    old = _OLD.fullmatch(plain)
    if old:
        return f"{old['serial']} {old['symbol']}"
    joined = re.sub(r"\s+", "", plain)
    joined = re.sub(r"-{2,}", "-", joined).replace("/-", "-")
    match = _SHAPE.fullmatch(joined)
    if match is None or joined.endswith(("-", "/", ".")):
        return None
    symbol = match["symbol"]
    if symbol is not None and not any(letter.isupper() for letter in symbol[:3]):
        return None
    return joined


# Letters of the types as they stand in numbers (Nghị định 30/2020/NĐ-CP, Phụ lục III).
_TYPE_LETTERS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTR": "Chương trình",
    "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo",
    "BB": "Biên bản", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "PG": "Phiếu gửi", "PC": "Phiếu chuyển",
    "PB": "Phiếu báo", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch", "VBHN": "Văn bản hợp nhất", "PL": "Pháp lệnh", "L": "Lệnh",
    "KL": "Kết luận", "CV": "Công văn",
}  # fmt: skip
_AMBIGUOUS = {"TT", "TC", "QĐ", "L", "PC", "HĐ", "CĐ"}  # also agencies, or two types


def type_of_number(number: str) -> str | None:
    """The type that the letters of ``number`` name, where they name one alone."""
    groups = re.split(r"[/-]", re.sub(r"^\d+[a-zA-ZĐđ]?(?:[/-]\d{4}(?=[/-]))?[/-]", "", number))
    letters = groups[0].upper()
    if letters in _TYPE_LETTERS and (letters not in _AMBIGUOUS or len(groups) > 1):
        if letters in ("QĐ", "TT") and re.match(r"^\d+-", number):
            return None  # of the Party: Quyết định or Quy định, Thông tri
        return _TYPE_LETTERS[letters]
    return None


def type_name(printed: str) -> str | None:
    """A type as the portal's table or a label prints it, in its usual spelling."""
    return _known_types().get(fold(printed.strip(" .:;")))


def _known_types() -> dict[str, str]:
    return {**type_names(), "cong van": "Công văn", "sac lenh": "Sắc lệnh", "tin": "Tin"}
