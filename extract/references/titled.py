"""Instruments without a number: resolutions of congresses and plenums, circulars called by title.

Patterns run from the capital of the type word and end at punctuation, within a bounded reach.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.model import ReferenceKind
from extract.references.codes import PACKAGE
from extract.references.context import Context
from extract.references.issuers import body_at
from extract.references.mention import Mention

_S = r"[ \n]{1,3}"
_TERM = rf"(?:,?{_S}nhiệm{_S}kỳ{_S}\d{{4}}[ ]?-[ ]?\d{{4}})?"


@cache
def titled_data() -> Any:
    """The table of events, programmes and kinds of plans."""
    return read_yaml(PACKAGE, "data/titled.yaml")


@cache
def _events() -> re.Pattern[str]:
    ordinal = rf"(?:{titled_data()['ordinals']})(?!\w)"
    session = rf"(?:{_S}(?:\(khóa{_S}[IVX]+\)|\(khoá{_S}[IVX]+\)|kh(?:óa|oá|óa){_S}[IVX]+))?"
    committee = rf"(?:{_S}(?:của{_S})?(?:Ban{_S}Chấp{_S}hành{_S}Trung{_S}ương|BCH{_S}Trung{_S}ương|BCHTW)(?:{_S}Đảng)?)?"
    return re.compile(
        rf"Nghị{_S}quyết{_S}(?P<issuer>(?:của{_S})?Đại{_S}hội(?:{_S}[^\s.;:,()\"“”]{{1,14}}){{0,14}}?"
        rf"(?:{_S}lần{_S}thứ{_S}{ordinal}|{_S}[IVXL]{{1,6}}(?!\w))(?:{_S}(?:của{_S})?Đảng(?!{_S}bộ)(?:{_S}Cộng{_S}sản{_S}Việt{_S}Nam)?)?){_TERM}"
        rf"|Nghị{_S}quyết{_S}(?:Hội{_S}nghị{_S})?Trung{_S}ương{_S}(?:lần{_S}thứ{_S})?{ordinal}{session}"
        rf"|Nghị{_S}quyết{_S}Hội{_S}nghị{_S}lần{_S}thứ{_S}{ordinal}{committee}{session}"
    )


_OF_BODY = re.compile(
    rf"(?:Nghị{_S}quyết|Chỉ{_S}thị|Nghị{_S}định|Kết{_S}luận){_S}của{_S}(?=[A-ZĐỦ])"
)
_ABOUT = re.compile(rf"{_S}(?:về|phê{_S}duyệt|ban{_S}hành|quy{_S}định)(?!\w)")
_BY_TITLE = re.compile(
    rf"(?P<type>Thông{_S}tư(?:{_S}liên{_S}tịch)?|Nghị{_S}định){_S}"
    rf"(?:ban{_S}hành|hướng{_S}dẫn|quy{_S}định(?!{_S}(?:tại|này))|về|sửa{_S}đổi)(?!\w)"
)
_DRAFTING = re.compile(
    rf"(?:ban{_S}hành|[Dd]ự{_S}thảo|xây{_S}dựng|trình|soạn{_S}thảo|ký|hợp{_S}nhất|đề{_S}nghị|tên{_S}gọi|là|thẩm{_S}định|các|\d|VBHN-[A-ZĐ]{{2,9}}){_S}(?:các{_S})?\Z"
)
_TITLE_END = re.compile(
    r"[.;:”\"()…]|\n(?! ?[a-zà-ỹđ])|,[ \n]{1,2}(?=[A-ZĐ]|các |nhằm |để |trong đó|theo |gồm |như )"
    r"|[ \n]và[ \n](?=(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Luật|Công văn|Kế hoạch)[ \n])"
)
_REACH = 240


def titled_mentions(text: str, context: Context) -> list[Mention]:
    """Resolutions called by their event, and instruments called by issuer or title."""
    found: list[Mention] = []
    for match in _events().finditer(text):
        mention = Mention(match.start(), match.end(), ReferenceKind.NAMED, "event", "Nghị quyết")
        mention.name = " ".join(match.group().split())
        if match["issuer"]:
            mention.issuer = " ".join(match["issuer"].removeprefix("của ").split())
        else:
            mention.issuer = "Ban Chấp hành Trung ương"
        found.append(mention)
    found.extend(_issued_by(text, context))
    found.extend(_by_title(text))
    return found


def _issued_by(text: str, context: Context) -> list[Mention]:
    """ "Nghị quyết của Quốc hội về …": a type, its issuer and its title."""
    found = []
    for match in _OF_BODY.finditer(text):
        body = body_at(text, match.end(), context)
        if body is None:
            continue
        about = _ABOUT.match(text, body.end)
        if about is None:
            continue
        mention = _titled(text, match.start(), about.end(), "issuer_and_title")
        if mention is not None:
            mention.type = " ".join(match.group().split()[:2])
            mention.issuer = body.name
            found.append(mention)
    return found


def _by_title(text: str) -> list[Mention]:
    """ "Thông tư ban hành Quy chế …": a type and a title, where it is not being issued just now."""
    found = []
    for match in _BY_TITLE.finditer(text):
        if _DRAFTING.search(text, max(0, match.start() - 16), match.start()):
            continue
        if match.start() == 0 or text[match.start() - 1] == "\n":
            continue  # a title line
        mention = _titled(text, match.start(), match.end(), "title")
        if mention is not None:
            mention.type = " ".join(match["type"].split())
            found.append(mention)
    return found


def _titled(text: str, start: int, after: int, rule: str) -> Mention | None:
    limit = min(len(text), after + _REACH)
    stop = _TITLE_END.search(text, after, limit)
    if stop is None:
        return None
    end = stop.start()
    while end > after and text[end - 1] in " ,\n":
        end -= 1
    if len(text[after:end].split()) < 2:
        return None
    mention = Mention(start, end, ReferenceKind.NAMED, rule)
    mention.name = " ".join(text[start:end].split())
    return mention
