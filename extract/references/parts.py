"""Edits of a part: repealing a khoản or replacing a phrase amends the whole."""

from __future__ import annotations

import re

from extract.model import Relation
from extract.references.cues import ENDING
from extract.references.letters import spaced
from extract.references.mention import Mention

_PHRASE = re.compile(r"cụm[ \n]từ|từ[ \n]ngữ|bằng[ \n]cụm")
_PARTLY = re.compile(
    r"(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Mm]ẫu|[Bb]iểu|[Bb]ảng)[ \n]"
    r"(?:số[ \n])?(?:[\dIVXa-zđ]|\d\d)(?!\w)"
    r"|(?:[Pp]hụ lục|[Mm]ẫu|[Bb]iểu|[Bb]ảng).{0,120}[ \n](?:của|tại|theo)[ \n]"
    r"|(?:quy[ \n]định|nội[ \n]dung)[ \n].{0,120}[ \n](?:tại|trong|ở)[ \n]",
    re.DOTALL,
)
_EDIT = re.compile(
    spaced(
        "(?:[Tt]hay(?: thế)?|[Bb]ỏ|[Bb]ãi bỏ|[Bb]ổ sung|[Ss]ửa đổi(?:, bổ sung)?) (?:các |một số )?"
        r"(?:cụm từ|từ ngữ)(?!\w)"
    )
)
# "Không sử dụng cụm từ “A” tại khoản 1 Điều 5 …": whatever is done with the words.
_WORDS_AT = re.compile(
    spaced(
        r"(?:cụm từ|từ ngữ|từ) [“\"][^”\"\n]{1,300}[”\"][^.;\n]{0,200}(?<!định) (?:tại|trong|ở) "
        r"[^.;:“”\"\n]{0,80}"
    )
    + r"\Z"
)


def of_part(text: str, relation: Relation, at: int, start: int, mention: Mention) -> Relation:
    """``relation``, or that the instrument is amended where only a part of it is meant.

    The cue begins at ``at``, the mention with its pinpoint at ``start`` of plain ``text``.
    """
    if relation is Relation.REFERS_TO:
        return Relation.AMENDS if edits_words(text, at, start) else relation
    if relation not in (Relation.REPEALS, Relation.REPLACES):
        return relation
    partly = _PARTLY.search(text, at, start) or _PHRASE.search(text, at, start)
    return Relation.AMENDS if mention.pinpoint is not None or partly else relation


def names_place(text: str, at: int) -> bool:
    """Whether the cue at ``at`` may only say where that stands which a verb before it edits."""
    return _PLACE.match(text, at) is not None


def edits_at(text: str, relation: Relation, verb: int, at: int) -> bool:
    """Whether the verb at ``verb`` reaches the place named at ``at``.

    "Thay thế Mẫu số 02 tại …", "bãi bỏ quy định … tại …"; but "quy định tại" may be said of
    anything, so that the verb must have provisions for its object: "bãi bỏ các mức thu quy định
    tại …".
    """
    if relation not in ENDING and relation is not Relation.CORRECTS:
        return False
    if _STOP.search(text, verb, at) is not None:
        return False
    return text.startswith("tại", at) or _PROVISIONS.match(text, verb, at) is not None


def edits_words(text: str, at: int, start: int) -> bool:
    """ "Thay thế cụm từ “A” bằng cụm từ “B” tại …": the last cue, at ``at``, is only "tại".

    Behind "theo" stands why the words are edited, not where.
    """
    if text[at : at + 5].lower() == "theo " or text.find("từ", max(0, start - 400), start) < 0:
        return False
    begin = max(0, at - 200)
    begin = max(begin, text.rfind("\n", begin, at) + 1)
    if _EDIT.search(text, begin, at):
        return True
    return _WORDS_AT.search(text, max(0, start - 400), start) is not None


_PLACE = re.compile(spaced("(?:(?:được )?quy định (?:tại|trong)|tại)(?!\\w)"))
_STOP = re.compile(r"[:;]|\.(?!\w)")
_PROVISIONS = re.compile(
    spaced(
        r"(?:[Bb]ãi bỏ|[Hh](?:ủy|uỷ) bỏ|[Tt]hay thế)(?: cho)? (?:toàn bộ |một phần )?"
        r"(?:(?:các|những|một số|\d{1,3}) )?"
        r"(?:(?i:quy định|nội dung|danh mục|số thứ tự|phụ lục|phần|chương|mục|mức|biểu|mẫu|chỉ tiêu"
        r"|chế độ|chính sách|thủ tục)(?!\w)"
        r"[^.;:“”\"]{0,160}(?<!với) )?"
    )
    + r"\Z"
)
_ISSUED_WITH = re.compile(spaced("(?:được )?ban hành (?:kèm )?theo ") + r"\Z")


def named_issued_with(text: str, mention: Mention) -> bool:
    """Whether the pinpoint is of something named that was issued with the mention: "Điều 2 Quy
    chế thi ban hành kèm theo …", not "Phụ lục II ban hành kèm theo …"."""
    match = _ISSUED_WITH.search(text, max(0, mention.start - 36), mention.start)
    if match is None or mention.pinpoint is None:
        return False
    named = " ".join(text[mention.pinpoint_start : match.start()].split())
    return named != mention.pinpoint


_OPENED = re.compile(r"ụm[ \n]từ[ \n]{0,2}[“\"][^“”’\"\n]{0,200}\Z")


def within_words(text: str, start: int) -> bool:
    """ "Thay thế cụm từ “khoản 3 Điều 6 Nghị định số …”": a mention among the words edited."""
    at = text.rfind("ụm", max(0, start - 210), start)
    return at >= 0 and _OPENED.match(text, at, start) is not None
