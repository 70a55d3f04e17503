"""When and by whom the instrument of a mention was issued.

Date and issuer stand behind the number as a rule ("ngày … của …", "của … ngày …"), now and then
before it ("Nghị quyết của Quốc hội số …", "Ngày …, UBND tỉnh đã ban hành …"); what the phrase
leaves out the codes in the number tell, and the document's own place.
"""

from __future__ import annotations

import re

from extract.catalogue import say
from extract.model import Finding, ReferenceKind
from extract.references.codes import issuer_of_code
from extract.references.context import Context
from extract.references.dates import date_after, date_before
from extract.references.issuers import (
    body_at,
    central_issuer,
    issuer_after,
    issuer_of_number,
    own_office,
    shaped_body_at,
)
from extract.references.mention import Mention
from extract.references.numbers import Number
from extract.references.type_words import type_names

_TYPE_OF = re.compile(r"(?<!\w)(?P<type>[^\W\d_]+ [^\W\d_]+)[ \n]{1,3}của[ \n]{1,3}(?=[A-ZĐỦ])")
_VERB = r"(?:đã|vừa|ban hành|ký|có|phê duyệt)[ \n][^.;,\n]{0,40}\Z"
_DATED_SUBJECT = re.compile(
    rf"(?:[Nn]gày(?:[^.;\n]|(?<=\d)\.(?=\d)){{6,24}},|Ngày[^.;,\n]{{6,22}}\d{{4}})"
    rf"[^.;\n]{{3,140}}{_VERB}"
)
_SUBJECT = re.compile(_VERB)
_OFFICE = re.compile(
    r"(?<!\w)(?=UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Sở |Phòng |Tỉnh |Thành |Huyện |Chủ tịch|Ban Th)"
)
_REACH = 180
# Behind a number of the police or the army: the section that drafted it, "(X11-X14)".
_SECTION = re.compile(r" ?\([A-Z]{1,2}\d{1,3}(?:-[A-Z]{1,2}\d{1,3}){0,2}\)(?=,? ngày )")
# The first letter of all that may follow a number: a date, "của", a parenthesis.
_MAY_BEGIN = re.compile(r"[ \n,;]{0,18}[nNtTcCdD(bBđĐkK]")


def complete(text: str, mention: Mention, context: Context) -> None:
    """Read the date and the issuer of a mention into it, and its end behind them."""
    joint = mention.number is not None and (
        len(mention.number.symbol.issuers) > 1
        or mention.number.symbol.type_code in ("TTLT", "NQLT")
        or mention.number.symbol.issuers == ("LB",)
    )
    section = _SECTION.match(text, mention.end)
    if section is not None and date_after(text, section.end()) is not None:
        mention.end = section.end()
    by = mention.issuer  # of a law it is known, and nobody else's name behind it is meant
    stated: str | None = None
    for _ in range(2):  # "ngày … của …" or "của … ngày …"
        if not _MAY_BEGIN.match(text, mention.end):
            break
        if mention.date is None or len(mention.date) == 4:
            dated = date_after(text, mention.end)
            if dated is not None:
                mention.date, mention.end = dated[0] or mention.date, dated[1]
                if dated[0] is None:
                    mention.findings += (finding(mention, "date_impossible"),)
        if stated is None:
            issuer = issuer_after(text, mention.end, context, joint)
            if issuer is not None and (by is None or issuer.name == by):
                stated, mention.end = issuer.name, issuer.end
    if mention.number is None:
        return
    if stated is None:
        stated = _issuer_before(text, mention, context)
    if stated is None and mention.date is None:
        mention.date = _date_of_subject(text, mention)
    _settle(text, mention, stated, context)


def _issuer_before(text: str, mention: Mention, context: Context) -> str | None:
    """The issuer whose name leads up to the mention.

    "Nghị quyết của Quốc hội số 43/2022/QH15": type and issuer stand before "số" and belong to the
    mention. "Theo đề nghị của Sở Du lịch tại Tờ trình số …": only the issuer is told.
    """
    if text.endswith(("tại ", "tại\n"), 0, mention.start):
        return _proposer(text, mention, context)
    if text[mention.start] not in "sS" or mention.kind is not ReferenceKind.NUMBERED:
        return None
    for match in _TYPE_OF.finditer(text, max(0, mention.start - 70), mention.start):
        name = type_names().get(" ".join(match["type"].split()).lower())
        body = None if name is None else body_at(text, match.end(), context)
        if body is not None and not text[body.end : mention.start].strip(" \n,:"):
            mention.start = match.start()
            mention.type = name
            return body.name
    return None


_OF = re.compile(r"(?<!\w)(?:của|Của)[ \n]{1,3}(?=[A-ZĐỦ])")
_AT = re.compile(r"[ \n]{1,3}tại[ \n]{1,3}\Z")


def _proposer(text: str, mention: Mention, context: Context) -> str | None:
    """The office of which a mention behind "tại" is said, where the number does not tell one."""
    number = mention.number
    if number is None or central_issuer(number) is not None:
        return None
    for match in _OF.finditer(text, max(0, mention.start - _REACH), mention.start):
        at = match.end()
        for body in (body_at(text, at, context), shaped_body_at(text, at, context)):
            if body is not None and _AT.match(text, body.end, mention.start):
                return body.name
    return None


def _date_of_subject(text: str, mention: Mention) -> str | None:
    """ "Ngày 20/9/2022, Sở … đã có Kế hoạch số …": the day of issue stands before."""
    begin = max(0, mention.start - _REACH)
    begin = max(begin, text.rfind("\n", begin, mention.start) + 1)
    if text.find("gày ", begin, mention.start) < 0:
        return None
    if _DATED_SUBJECT.search(text, begin, mention.start) is None:
        return None
    return date_before(text, begin, mention.start)


def _settle(text: str, mention: Mention, stated: str | None, context: Context) -> None:
    """Choose between what the phrase states and what the number tells."""
    number = mention.number
    if number is None:
        return
    central = central_issuer(number)
    if stated is None:
        told = issuer_of_number(number, context)
        office = told if told is not None and ";" not in told else None
        mention.issuer = (
            _issuer_of_subject(text, mention, number, told, context)
            or (None if office is None else own_office(office, context))
            or told
        )
    elif central is not None and stated != central:
        mention.issuer = central
        if central.startswith(stated):  # a page ended within the name
            return
        message = say(
            "finding.issuer_disagrees", number=number.text, expected=central, stated=stated
        )
        mention.findings += (Finding("issuer_disagrees", mention.start, mention.end, message),)
    else:
        mention.issuer = stated


def _issuer_of_subject(
    text: str, mention: Mention, number: Number, told: str | None, context: Context
) -> str | None:
    """ "UBND tỉnh Hà Giang vừa ban hành Kế hoạch số …/KH-UBND": the office that does it.

    Only for an office whose place the number leaves open.
    """
    office = issuer_of_code().get(number.symbol.issuers[0]) if number.symbol.issuers else None
    if office is None or told != office:
        return None
    begin = max(0, mention.start - _REACH)
    begin = max(begin, text.rfind("\n", begin, mention.start) + 1)
    verb = _SUBJECT.search(text, begin, mention.start)
    if verb is None:
        return None
    found = None
    for start in _OFFICE.finditer(text, begin, verb.start()):
        body = body_at(text, start.start(), context)
        if body is not None and body.office == office:
            found = body.name
    return found


def share_issuers(mentions: list[Mention]) -> None:
    """Give a number the issuer, or its place, that another mention of it in the text states."""
    numbered = [(m, m.number.key) for m in mentions if m.number is not None]
    stated: dict[str, set[str]] = {}
    for mention, key in numbered:
        if mention.issuer is not None:
            stated.setdefault(key, set()).add(mention.issuer)
    for mention, key in numbered:
        issuers = stated.get(key, set())
        if mention.issuer is not None:
            issuers = {name for name in issuers if name.startswith(f"{mention.issuer} ")}
        if len(issuers) == 1:
            mention.issuer = next(iter(issuers))


def finding(mention: Mention, kind: str) -> Finding:
    """A finding on a mention; ``kind`` is a key of the catalogue below "finding."."""
    number = "" if mention.number is None else mention.number.text
    return Finding(kind, mention.start, mention.end, say(f"finding.{kind}", number=number))
