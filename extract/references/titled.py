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
from extract.references.dates import date_after
from extract.references.issuers import body_at, issuer_after
from extract.references.letters import spaced
from extract.references.mention import Mention


@cache
def titled_data() -> Any:
    """The table of events, programmes and kinds of plans."""
    return read_yaml(PACKAGE, "data/titled.yaml")


@cache
def _events() -> re.Pattern[str]:
    ordinal = rf"(?:{titled_data()['ordinals']})(?!\w)"
    session = r"(?: (?:\(kh(?:óa|oá) [IVX]{1,6}\)|kh(?:óa|oá) [IVX]{1,6}))?"
    committee = "(?: (?:của )?(?:Ban Chấp hành Trung ương|BCH Trung ương|BCHTW)(?: Đảng)?)?"
    term = r"(?:,? nhiệm kỳ \d{4}\s?-\s?\d{4})?"
    return re.compile(
        spaced(
            r"Nghị quyết (?:(?P<issuer>(?:của )?Đại hội(?: [^\s.;:,()\"“”]{1,14}){0,14}?"
            rf"(?: lần thứ {ordinal}| [IVXL]{{1,6}}(?!\w))"
            rf"(?: (?:của )?Đảng(?! bộ)(?: Cộng sản Việt Nam)?)?){term}"
            rf"|(?:Hội nghị )?Trung ương (?:lần thứ )?{ordinal}{session}"
            rf"|Hội nghị lần thứ {ordinal}{committee}{session})"
        )
    )


# One literal each, so that the engine can skip to it.
_OF_BODY = tuple(
    re.compile(spaced(f"{words} của (?=[A-ZĐỦ])"))
    for words in ("Nghị (?:quyết|định)", "Chỉ thị", "Kết luận")
)
_DAY = re.compile("ngày ")
_DATED = re.compile(
    spaced(
        "(?P<type>Công văn|Công điện|Quyết định|Kế hoạch|Chỉ thị|Thông báo|Tờ trình|Báo cáo"
        r"|Nghị quyết|Kết luận|Hướng dẫn)(?P<gap>,? )\Z"
    )
)
_FULL = len("2023-03-12")
_ABOUT = re.compile(spaced(r" (?:về|phê duyệt|ban hành|quy định)(?!\w)"))
_BY_TITLE = tuple(
    re.compile(
        spaced(
            rf"(?P<type>{words}) "
            r"(?:ban hành|hướng dẫn|quy định(?! (?:tại|này))|về|sửa đổi)(?!\w)"
        )
    )
    for words in ("Thông tư(?: liên tịch)?", "Nghị định")
)
_DRAFTING = re.compile(
    spaced(
        "(?:ban hành|[Dd]ự thảo|xây dựng|trình|soạn thảo|ký|hợp nhất|đề nghị|tên gọi|là|thẩm định"
        r"|các|\d|VBHN-[A-ZĐ]{2,9}) (?:các )?\Z"
    )
)
_TITLE_END = re.compile(
    r"\Z|[.;:”\"()…|]|\n(?! ?[a-zà-ỹđ])"
    r"|,[ \n]{1,2}(?=[A-ZĐ]|các |nhằm |để |trong đó|theo |gồm |như )"
    r"|\s(?=(?:thì|đã được|hết hiệu lực|có hiệu lực|để|nhằm)\s)"
    r"|\svà\s(?=(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Luật|Công văn|Kế hoạch)\s)"
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
    found.extend(_dated(text, context))
    found.extend(_by_title(text))
    return found


def _issued_by(text: str, context: Context) -> list[Mention]:
    """ "Nghị quyết của Quốc hội về …": a type, its issuer and its title."""
    found = []
    for match in (match for pattern in _OF_BODY for match in pattern.finditer(text)):
        body = body_at(text, match.end(), context)
        if body is None:
            continue
        about = _ABOUT.match(text, body.end)
        dated = date_after(text, body.end)
        if about is not None:
            mention = _titled(text, match.start(), about.end(), "issuer_and_title")
        elif dated is not None and dated[0] is not None and len(dated[0]) == _FULL:
            mention = Mention(match.start(), dated[1], ReferenceKind.NAMED, "issuer_and_date")
            mention.date = dated[0]
        else:
            continue
        if mention is not None:
            mention.type = " ".join(match.group().split()[:2])
            mention.issuer = body.name
            found.append(mention)
    return found


def _dated(text: str, context: Context) -> list[Mention]:
    """ "Công văn ngày 12/3/2023 của Sở …": a type with its day and issuer, without a number."""
    found = []
    for day in _DAY.finditer(text):
        if not text[day.start() - 2 : day.start() - 1].isalpha():
            continue  # nearly every day of issue stands behind a number
        match = _DATED.search(text, max(0, day.start() - 16), day.start())
        if match is None:
            continue
        dated = date_after(text, match.end("type"))
        if dated is None or dated[0] is None or len(dated[0]) != _FULL:
            continue
        issuer = issuer_after(text, dated[1], context, joint=False)
        if issuer is None or (match.start() and text[match.start() - 1].isalpha()):
            continue
        mention = Mention(match.start(), issuer.end, ReferenceKind.NAMED, "issuer_and_date")
        mention.type = " ".join(match["type"].split())
        mention.date, mention.issuer = dated[0], issuer.name
        found.append(mention)
    return found


def _by_title(text: str) -> list[Mention]:
    """ "Thông tư ban hành Quy chế …": a type and a title, where it is not being issued just now."""
    found = []
    for match in (match for pattern in _BY_TITLE for match in pattern.finditer(text)):
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
