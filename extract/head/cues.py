"""Which part of an official document a line belongs to, by its words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.letters import CAPITALS, SMALLS, fold, is_upper
from extract.reading.syllables import is_syllable


def _layout() -> Any:
    return read_yaml("extract.head", "data/layout.yaml")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_layout()[name]["pattern"])


@cache
def _issuers() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in _layout()["issuers"]))


@cache
def type_names() -> dict[str, str]:
    """Names of document types by their folded form."""
    return {fold(entry["name"]): entry["name"] for entry in _layout()["types"]}


_MARK = r"(?:\d{1,2}(?!\d)|\s?[\[(]\d{1,2}[\])])?"  # of a footnote, glued to the title


@cache
def _types() -> re.Pattern[str]:
    names = sorted(type_names(), key=len, reverse=True)
    return re.compile(rf"(?P<type>{'|'.join(names)}){_MARK}(?P<rest>[ :]*(?:\W.*)?)", re.DOTALL)


_SPACED = re.compile(r"\w(?: {1,3}\w){3,30} ?:?")  # "K Ế H O Ạ C H"


@cache
def _solid_types() -> dict[str, str]:
    return {folded.replace(" ", ""): name for folded, name in type_names().items()}


def title_type(text: str, folded: str) -> tuple[str, int] | None:
    """The type that a title line names in capitals, and where the rest of the line begins."""
    if _SPACED.fullmatch(text) and text.isupper():
        spaced = _solid_types().get(folded.replace(" ", "").rstrip(":"))
        return (spaced, len(text)) if spaced else None
    start = len(text) - len(text.lstrip("-–—_.*• "))  # specks of an image before the word
    match = _types().fullmatch(folded, start)
    if match is None or not is_upper(text[start : match.end("type")]):
        return None
    if match["rest"].strip(" :\n") and text[match.start("rest")] not in " :\n":
        return None
    return type_names()[match["type"]], match.start("rest")


_NATION = re.compile(
    r"cong ?hoa ?x[ao] ?hoi(?: ?chu ?nghia|$)|dang ?cong ?san ?viet ?nam$"
    r"|doan tncs ho chi minh$"
)
_SENTENCE = re.compile(r"\b(?:luat|nghi quyet|phap lenh|hien phap) nay\b")
_MOTTO = re.compile(r"doc lap\W{1,5}tu do\W{1,5}hanh phuc")
_RULE = re.compile(r"[\W_]+")
_NUMBER = re.compile(
    r"(?:(?:luat |phap lenh |nghi quyet |nghi dinh |lenh )?(?:so|s0)\s{0,3}[:.]?"
    r"|(?:bo luat|quyet dinh|chi thi|thong tu(?: lien tich)?|ke hoach) so\s{0,3}:)\s{0,3}"
    r"(?=[\d\W_]{0,30}[/-]|[\d\W_]{0,30}$|.{0,12}/)|[\d\W_]{0,8}/ ?[a-z]{1,5}-[a-z]{2,8}\W*$"
)
_LABEL = re.compile(r"(?:^|\s)(?:so|s0)\s{0,3}[:.]|(?:^|\s)so\s{1,3}[\d._…]")
_PLACE_DATE = re.compile(
    r"(?:\bngay\b[\s.…_\d]{0,12}|,\s{1,6})thang[\s.…_\d]{0,12}nam\b[\s.…_\d]{0,12}$"
)
_PLACE_FIGURES = re.compile(r"[^,:;\d]{2,40}, ?ngay \d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}\W{0,3}")
_ABOUT = re.compile(r"v/v\b|ve viec\b|\(?trich yeu\b")


# Each stretch of digits is read in one way only, or a row of digits would be tried in all ways.
_CLOCK = re.compile(
    r"(?:\W|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|ngay(?: dang(?: bai| tai| tin)?| tao| cap nhat)?"
    r"|(?:tin )?dang(?: luc| ngay| vao| boi)?|cap nhat(?: luc| ngay)?|luc|xuat ban(?: luc)?|gmt"
    r"|am|pm|xem co chu|co chu|doc bai viet|in(?: trang| bai(?: viet)?)?|gui (?:email|mail)"
    r"|\d{1,2} thang \d{1,2},? (?:nam )?\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}h\d{0,2}|\d{1,7}"
    r"|(?:so )?(?:luot|lan)(?: xem| doc| truy cap)?|xem)++"
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang \d{1,2},? (?:nam )?\d{4}")
_LABELLED_DATE = re.compile(
    r"(?:ngay (?:dang(?! cong bao)|cap nhat|xuat ban|tao)|dang (?:luc|ngay|vao)"
    r"|gui (?:boi|luc|ngay|vao)|cap nhat(?: luc| ngay)?|xuat ban|thoi gian dang|published|posted"
    r"|updated)(?:[^\d\n]|t[2-7]\b){0,40}(?:\d{1,2}:\d{2}[^\d\n]{0,20})?"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)


def is_dateline(folded: str) -> bool:
    """Whether the line is the date of publication ("16:51, Thứ Tư, 21-9-2022").

    It is nothing but a date and time, or short and has a label ("Ngày đăng: …").
    """
    if len(folded) >= 100 or _DATE.search(folded) is None:
        return False
    return _CLOCK.fullmatch(folded) is not None or _LABELLED_DATE.search(folded) is not None


def is_nation(folded: str) -> bool:
    """Whether the line holds the national name or the Party's, and is no sentence about it."""
    return (
        len(folded) < 160
        and _NATION.search(folded) is not None
        and _SENTENCE.search(folded) is None
    )


def is_motto(folded: str) -> bool:
    """Whether the line holds the national motto."""
    return len(folded) < 160 and _MOTTO.search(folded) is not None


def is_rule(folded: str) -> bool:
    """Whether the line is a drawn rule such as "-------"."""
    return len(folded) < 80 and _RULE.fullmatch(folded) is not None


def is_number_line(folded: str) -> bool:
    """Whether the line gives the document's own number ("Số: 12/KH-UBND"), perhaps blank."""
    length = folded.find(" v/v")
    return (length if length > 0 else len(folded)) < 160 and _NUMBER.match(folded) is not None


def has_number_label(folded: str) -> bool:
    """Whether "số" stands in the line as the label of a number."""
    return _LABEL.search(folded, 0, 200) is not None


def is_place_date(folded: str) -> bool:
    """Whether the line gives place and date ("Hà Nội, ngày 5 tháng 9 năm 2023")."""
    if "thang" not in folded:
        return _PLACE_FIGURES.fullmatch(folded) is not None
    return len(folded) < 160 and _PLACE_DATE.search(folded) is not None


def is_about(folded: str) -> bool:
    """Whether the line opens a trích yếu: "V/v …", "Về việc …"."""
    return _ABOUT.match(folded) is not None


def is_issuer(text: str, folded: str) -> bool:
    """Whether the line is the name of a body in capitals, as in a head."""
    return len(text) < 120 and is_upper(text) and _issuers().match(folded) is not None


def continues_issuer(text: str, folded: str) -> bool:
    """Whether the line is the second line of a body's name in capitals."""
    return (
        len(text) < 80 and is_upper(text) and _pattern("issuer_continues").match(folded) is not None
    )


def is_stamp(folded: str) -> bool:
    """Whether a line is a mark that is stamped into a head: "HỎA TỐC", "CÔNG VĂN ĐẾN"."""
    return _pattern("stamps").fullmatch(folded.strip()) is not None


def is_position(text: str, folded: str) -> bool:
    """Whether the line is a signing position in capitals ("KT. CHỦ TỊCH")."""
    return (
        len(text) < 100 and is_upper(text) and _pattern("positions").fullmatch(folded) is not None
    )


_ISSUED_WITH = re.compile(r"\((?:(?:duoc )?ban hanh )?(?:dinh )?kem theo\b")
_SIGN_HERE = re.compile(
    r"\((?:ky(?=,|\)| ten| va | ghi| ro| dong)|chu ky|ghi ro ho|ho,? ten|ho va ten)[^()]{0,120}\)?"
)


def is_issued_with(folded: str) -> bool:
    """Whether a line opens with "(Ban hành kèm theo …"."""
    return _ISSUED_WITH.match(folded) is not None


def is_sign_here(folded: str) -> bool:
    """Whether a line is the place for a signature on a form: "(Ký, ghi rõ họ tên)"."""
    return _SIGN_HERE.fullmatch(folded) is not None


def is_basis(folded: str) -> bool:
    """Whether the line is one of the preamble's grounds."""
    return _pattern("basis").match(folded) is not None


def is_annex(folded: str) -> bool:
    """Whether the line opens an annex."""
    return _pattern("annex").fullmatch(folded) is not None


def is_caption(folded: str) -> bool:
    """Whether the line reads like the caption of a photograph."""
    return len(folded) < 250 and _pattern("caption").fullmatch(folded) is not None


def is_byline(folded: str) -> bool:
    """Whether the line names the writer or the source of a news page."""
    return len(folded) < 120 and _pattern("byline").fullmatch(folded) is not None


_NAME = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|KS|CN|Ông|Bà|Đại tá|Thượng tá|Thiếu tướng|Trung tướng"
    r"|Thượng tướng|Đại tướng|Luật sư|NGƯT|NGND)[.,:]?\s?){0,4}"
    rf"(?P<name>(?:[{CAPITALS}][{SMALLS}'’]{{0,7}}(?:[ \u00a0-]{{1,3}}|$)){{2,6}})"
)
# First words of lines that look like names: members, titles, labels.
_NO_PERSON = re.compile(
    r"(?:các|những|ủy viên|uỷ viên|thành viên|ban|người|kính|nơi|trưởng|phó|giám|chủ|đại diện"
    r"|(?:văn|thị) \w+$"  # without its family name: cut off by a seal
    r"|thư ký|họ tên|phụ|mục|chương|điều|phần|biểu|mẫu|số|và|của|ubnd|hđnd)\b"
)
_NAME_UPPER = re.compile(rf"(?:[{CAPITALS}]{{1,8}}(?: {{1,2}}|$)){{2,5}}")


def is_person(text: str) -> bool:
    """Whether the line is nothing but a person's name, as under a signature."""
    if len(text) >= 60 or _NO_PERSON.match(text.lower()):
        return False
    match = _NAME.fullmatch(text)
    if match is None and _NAME_UPPER.fullmatch(text) is None:
        return False
    words = (match["name"] if match else text).split()
    return any(len(word) > 1 and is_syllable(word) for word in words) and all(
        len(word) < 6 or is_syllable(word) for word in words
    )
