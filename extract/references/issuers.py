"""Who issued the instrument: by the phrase behind it, the codes in it, the document's place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extract.places import find_places
from extract.references.codes import issuer_of_code, issuers_data, longest_first
from extract.references.context import Context
from extract.references.letters import spaced, unmarked
from extract.references.numbers import Number

_LINK = re.compile(
    r"[ \n]{0,3},?[ \n]{0,3}(?:[Cc]ủa|(?P<does>do)|cua|CỦA)[ \n]{1,3}(?P<joint>[Ll]iên )?"
)
# "do Bộ Tài chính ban hành"; "do Ủy ban nhân dân cấp xã thực hiện" says who carries it out.
_ISSUED = re.compile(spaced(" (?:đã )?(?:ban hành|ký|thông qua|phê duyệt)(?!\\w)"))
_RANK = re.compile(
    spaced(
        r" (?P<rank>[Tt]ỉnh|[Tt]hành phố|TP\.?|huyện|quận|thị xã|TX\.?|xã|phường|thị trấn"
        r"|tinh|thanh pho|huyen)(?!\w)"
    )
)
_NAME = re.compile(
    r"[ \n]{1,3}(?P<name>[A-ZÀ-ỸĐ][a-zà-ỹđ'’]{0,8}"
    r"(?:(?: |\n| - )[A-ZÀ-ỸĐ][a-zà-ỹđ'’]{0,8}){0,3}|\d{1,2})(?!\w)"
)
_TAIL = re.compile(
    r"[ \n]{1,2}(?:Đảng|[Kk]h(?:óa|oá)|KH(?:ÓA|OÁ))[ \n]{1,2}(?P<term>[IVX]{1,5}|\d{1,2})(?!\w)"
    r"|[ \n]{1,2}(?:nước )?(?:Cộng hòa|Cộng hoà) xã hội chủ nghĩa Việt Nam"
)
_JOINT = re.compile(r"[ \n]{0,2}(?:,|;|-|và|, và|; và)[ \n]{1,2}(?=[A-ZĐ])")
_FULL_RANK = {
    **{"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"},
    **{"tinh": "tỉnh", "thanh pho": "thành phố", "huyen": "huyện"},  # texts without marks
}
_PROVINCIAL = frozenset(["tỉnh", "thành phố"])
_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer read from a phrase; ``office`` is its name without a place."""

    name: str
    office: str
    end: int


def _spelled(words: list[str]) -> str:
    patterns = (re.escape(word).replace(r"\ ", r"[ \n]{1,3}") for word in longest_first(words))
    return "|".join(patterns)


@cache
def _full_names() -> dict[str, str]:
    """Full name of a central body by each of its spellings in small letters, blanks single."""
    data = issuers_data()
    names: dict[str, str] = {}
    for name, entry in data["names"].items():
        for spelling in (name, *entry.get("also", ())):
            names[spelling] = name
    for name, spellings in data["ministries"].items():
        for spelling in (name, *spellings):
            names[spelling] = name
        names[f"Bộ trưởng {name.removeprefix('Bộ ')}"] = name
    for spelling, name in list(names.items()):  # texts without marks
        names.setdefault(unmarked(spelling), name)
    return {spelling.lower(): name for spelling, name in names.items()}


@cache
def _offices() -> dict[str, str]:
    return {
        spelling.lower(): name
        for name, spellings in issuers_data()["offices"].items()
        for spelling in spellings
    }


@cache
def _body() -> re.Pattern[str]:
    heads = issuers_data()["through"]
    through = _spelled([*heads, *map(unmarked, heads)])
    central = _spelled(list(_full_names()))
    local = _spelled(list(_offices()))
    return re.compile(
        rf"(?:(?:{through})[ \n]{{0,3}}){{0,2}}(?:(?P<central>{central})|(?P<local>{local}))(?!\w)"
        rf"|(?P<whole>{central})(?!\w)",
        re.IGNORECASE,
    )


def issuer_after(text: str, position: int, context: Context, joint: bool) -> Issuer | None:
    """The issuer that "của …" names at ``position`` of plain ``text``; several when ``joint``.

    Joined issuers are separated by "; ", as in "Bộ Giáo dục và Đào tạo; Bộ Nội vụ".
    """
    link = _LINK.match(text, position)
    if link is None:
        return None
    if link["joint"] and (ministries := _ministries(text, link.end())) is not None:
        return ministries
    first = body_at(text, link.end(), context)
    if first is None and "ủa" in link.group():
        first = shaped_body_at(text, link.end(), context)
    if first is not None and link["does"] and not _ISSUED.match(text, first.end):
        return None
    if first is None or not (joint or link["joint"]):
        return first
    names, end = [first.name], first.end
    while (separator := _JOINT.match(text, end)) is not None:
        following = body_at(text, separator.end(), context)
        if following is None:
            following = shaped_body_at(text, separator.end(), context)
        if following is None:
            break
        if following.name not in names:
            names.append(following.name)
        end = following.end
    return Issuer("; ".join(names), first.office, end)


_MINISTRIES = re.compile(r"Bộ[ \n]?:?[ \n]{1,2}")


@cache
def _ministry() -> re.Pattern[str]:
    """The name of a ministry without the word for it, as joint circulars list them."""
    names = [name.removeprefix("Bộ ") for name in _ministry_names()]
    return re.compile(rf"(?:Bộ[ \n]{{1,2}})?(?P<name>{_spelled(names)})(?!\w)")


@cache
def _ministry_names() -> dict[str, str]:
    data = issuers_data()["ministries"]
    return {spelling: name for name, also in data.items() for spelling in (name, *also)}


def _ministries(text: str, position: int) -> Issuer | None:
    """ "liên Bộ: Lao động Thương binh và Xã hội, Tài chính, Y tế"; None for fewer than two."""
    head = _MINISTRIES.match(text, position)
    match = None if head is None else _ministry().match(text, head.end())
    names: list[str] = []
    end = position
    while match is not None:
        name = " ".join(match["name"].split())
        names.append(_ministry_names()[f"Bộ {name}"])
        end = match.end()
        separator = _JOINT.match(text, end)
        match = None if separator is None else _ministry().match(text, separator.end())
    return Issuer("; ".join(names), names[0], end) if len(names) > 1 else None


# An office outside the tables: "Sở Du lịch", "Giám đốc Đại học Huế", "Ủy ban Văn hóa và Xã hội".
_WORD = (
    r"[A-ZÀ-ỸĐ][a-zà-ỹđ]{0,7}(?:[ \n]{1,2}"
    r"(?!(?:về|ban|quy|tại|ngày|đã|được|có|số|để|theo|và|cho|ký)(?!\w))[a-zà-ỹđ]{1,7}(?!\w))?"
)
_SHAPE = re.compile(
    r"(?:(?:Giám đốc|Hiệu trưởng|Viện trưởng|Trưởng|(?:C|Tổng c)ục trưởng)[ \n]{1,2})?(?P<office>"
    r"Ban Chỉ đạo[ \n]{1,2}\d{2,3}(?:[ \n]{1,2}quốc gia)?"
    r"|Công an(?=[ \n]{1,2}(?:tỉnh|thành phố|TP|huyện|quận))"
    r"|(?:Thường trực[ \n])?(?:Sở|[Pp]hòng|Chi cục|Cục|Tổng cục|Công an|Viện|Học viện|Trường"
    r"|Đại học|Ủy ban|Uỷ ban|Ủy[ \n]{1,2}ban|Tổng công ty|Liên đoàn|Trung tâm)[ \n]{1,2}"
    rf"{_WORD}(?:(?:[ \n]{{1,2}}|,[ \n]|[ \n]và[ \n]|[ \n]-[ \n]){_WORD}){{0,6}})(?!\w)"
)


_OF_ASSEMBLY = re.compile(spaced(r" của Quốc hội(?!\w)"))


@cache
def _school() -> re.Pattern[str]:
    """A school with its level and its name in capitals: "Hiệu trưởng trường THPT Nguyễn Du"."""
    levels = _spelled([level for pair in issuers_data()["schools"].items() for level in pair])
    word = r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]{0,7}|số[ \n]\d|\d|[A-Z])(?!\w)"
    return re.compile(
        r"(?:(?:Phó )?Hiệu trưởng[ \n]{1,2})?[Tt]rường[ \n]{1,2}"
        rf"(?P<level>{levels})[ \n]{{1,2}}(?P<name>{word}(?:[ \n]{{1,2}}{word}){{0,5}})"
    )


def shaped_body_at(text: str, position: int, context: Context) -> Issuer | None:
    """The office outside the tables whose name begins at ``position`` of plain ``text``."""
    school = _school().match(text, position)
    if school is not None:
        level = " ".join(school["level"].split())
        name = " ".join(school["name"].split())
        office = f"Trường {issuers_data()['schools'].get(level, level)} {name}"
        return Issuer(office, office, school.end())
    match = _SHAPE.match(text, position)
    if match is None:
        return None
    office = " ".join(match["office"].split()).replace("Uỷ", "Ủy")
    office = office[0].upper() + office[1:]
    of_assembly = _OF_ASSEMBLY.match(text, match.end()) if office.startswith("Ủy ban") else None
    if of_assembly is not None:  # a committee of the National Assembly
        office = f"{office} của Quốc hội"
        return Issuer(office, office, of_assembly.end())
    return _placed(text, match.end(), office, context)


def body_at(text: str, position: int, context: Context) -> Issuer | None:
    """The issuing body whose name begins at ``position`` of plain ``text``."""
    match = _body().match(text, position) if text[position : position + 1].isupper() else None
    if match is None:
        return None
    central = match["central"] or match["whole"]
    if central is not None:
        name = _full_names()[" ".join(central.lower().split())]
        end = match.end()
        tail = _TAIL.match(text, end)
        return Issuer(name, name, end if tail is None else tail.end())
    office = _offices()[" ".join(match["local"].lower().split())]
    return _placed(text, match.end(), office, context)


def _placed(text: str, position: int, office: str, context: Context) -> Issuer:
    """The office with its place and, of a council, its term: "HĐND tỉnh Sơn La khóa XV"."""
    issuer = _of_place(text, position, office, context)
    term = _TAIL.match(text, issuer.end)
    return issuer if term is None else replace(issuer, end=term.end())


def _of_place(text: str, position: int, office: str, context: Context) -> Issuer:
    """The office with its place: the one named behind it, or the document's own."""
    rank_match = _RANK.match(text, position)
    rank = None
    if rank_match is not None:
        rank = " ".join(rank_match["rank"].lower().split())
        rank = _FULL_RANK.get(rank, rank)
    after = position if rank_match is None else rank_match.end()
    if rank is None or rank in _PROVINCIAL:
        for mention in find_places(text, position, min(len(text), after + 30)):
            if mention.start <= after + 2:
                full = mention.place.at(None) if rank is None else f"{rank} {mention.place.name}"
                return Issuer(_named(office, full), office, mention.end)
            break
    name_match = _NAME.match(text, after) if rank is not None else None
    if name_match is not None and rank is not None:
        name = " ".join(name_match["name"].split())
        return Issuer(_named(office, f"{rank} {name}"), office, name_match.end())
    return Issuer(_completed(office, rank, context), office, after)


def _named(office: str, place: str) -> str:
    """The full name of an office: committees of the Party leave the rank out."""
    if office.endswith(_COMMITTEES):
        return (
            f"{office} {place.split(' ', 1)[1] if place.startswith('tỉnh ') else _unranked(place)}"
        )
    return f"{office} {place}"


def _unranked(place: str) -> str:
    for rank in ("thành phố ", "huyện ", "quận ", "thị xã "):
        if place.startswith(rank):
            return place[len(rank) :]
    return place


def _completed(office: str, rank: str | None, context: Context) -> str:
    """The office with the document's own place, where office and rank leave no doubt of it."""
    if office.endswith(("Tỉnh ủy", "Thành ủy")) or office.startswith("Sở "):
        if context.place is None:
            return office
        if context.place.startswith("thành phố "):
            office = office.replace("Tỉnh ủy", "Thành ủy")
        return _named(office, context.place)
    if office in ("Huyện ủy", "Quận ủy", "Thị ủy") or office.startswith("Phòng "):
        return office if context.district is None else _named(office, context.district)
    if rank is None:
        return office
    for place in (context.place, context.district):
        if place is not None and place.startswith(f"{rank} "):
            return f"{office} {place}"
    return f"{office} {rank}"


def issuer_of_number(number: Number, context: Context) -> str | None:
    """The issuer that the codes of ``number`` tell, completed by the document's place."""
    names = [_of_code(code, context) for code in number.symbol.issuers]
    known = [name for name in names if name is not None]
    return "; ".join(known) if known and len(known) == len(names) else None


def _of_code(code: str, context: Context) -> str | None:
    name = issuer_of_code().get(code)
    if name is None:
        return None
    data = issuers_data()
    if code in data["local"] or code in data["party_local"]:
        return _completed(name, None, context)
    return name


def own_office(office: str, context: Context) -> str | None:
    """The document's own issuer, when it is an office of this kind: a province's committee that
    cites "Quyết định số …/QĐ-UBND" without an issuer cites its own."""
    own = context.issuer
    return own if own is not None and own.startswith(f"{office} ") else None


def central_issuer(number: Number) -> str | None:
    """The one central body that the number names beyond doubt, for holding a phrase against."""
    codes = number.symbol.issuers
    if len(codes) != 1 or codes[0] in issuers_data()["either"]:
        return None
    name: str | None = issuers_data()["central"].get(codes[0])
    return name


def told_by_centre(number: Number) -> bool:
    """Whether the codes of a number are all of central bodies, so that nothing is open."""
    codes = number.symbol.issuers
    return bool(codes) and all(code in issuers_data()["central"] for code in codes)
