"""Tên cơ quan, tổ chức ban hành: the body whose name stands in the head, written out in full.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the superior body above, the issuing body below it in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.bodies.names import agencies, proper_name
from extract.head import cues
from extract.letters import fold, is_upper
from extract.places import find_district, find_place

_NATIONAL_NAME = "cong hoa xa hoi chu nghia viet nam"
_NATION = re.compile(
    r"cong ?hoa ?xa ?hoi(?: ?chu ?nghia|$)|dang cong san viet nam|doan tncs ho chi minh$"
    r"|doc lap\W{1,5}tu do"
)
_NO_NAME = re.compile(r"\s[/|]|[|=<>©®]|\s\d{1,5}/")  # what a reader of images adds to a name
_RULED = re.compile(r"[ \t*_]+$|[ \t*_]*-{2,}[ \t*_-]*$|(?<=\w)-$")  # a rule under the name
_RANK_LINE = re.compile(
    r"(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|phuong|xa|thi tran|dac khu)\b.*"
)
_OWN_PLACE = re.compile(
    r"\b(?:tinh|thanh pho|huyen|quan|thi xa|phuong|xa|thi tran|dac khu"
    r"|trung uong|viet nam|quoc gia)\b"
)
_TAKES_PLACE = re.compile(
    r"(?:sở|phòng|ban|chi cục|văn phòng|thanh tra|trung tâm|uỷ ban|ủy ban|hội đồng)\b"
)
_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ)\b", re.IGNORECASE)
_BOARD = re.compile(r"(?:ban|uỷ ban|ủy ban|văn phòng)\b", re.IGNORECASE)
_AFTER = re.compile(r"\btheo (?:quyet dinh|ke hoach|nghi quyet|chi thi|thong bao)\W*$")
_NUMBERED = re.compile(r"(.+) SỐ (\d+/\S+)")
_NO_END = re.compile(r"(?:\W|^)(?:va|cua|cac|-|–)\W*$")
_JOINT = re.compile(r"\s[-–—]\s(?=(?:BỘ|SỞ|UBND|ỦY BAN|TÒA ÁN|VIỆN|CÔNG AN|BAN|TỔNG|HỘI)\b)")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head: its place in the text and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and its place as the head states it."""

    name: str
    start: int
    end: int
    superior: str | None = None
    place: str | None = None  # the words that name a province, if the head has them


def issuer_lines(lines: Sequence[HeadLine]) -> list[HeadLine]:
    """The lines of the head that name bodies, cut where the national name begins."""
    named: list[HeadLine] = []
    for above, line in pairwise([HeadLine(0, 0, ""), *lines]):
        if _ends_nation(above, line) or cues.is_stamp(fold(line.text)):
            continue
        nation = _NATION.search(fold(line.text))
        text = line.text[: nation.start()] if nation else line.text
        text = _RULED.sub("", _NO_NAME.split(text)[0])
        folded = fold(text)
        if named and names_instrument(named[-1], line):
            named.append(line)
            continue
        if not text.strip() or cues.is_number_line(folded) or cues.is_place_date(folded):
            continue
        if cues.is_issuer(text, folded) or (named and _goes_on(named[-1], text, folded)):
            named.extend(_split(HeadLine(line.start, line.start + len(text), text)))
    return named


def _ends_nation(above: HeadLine, line: HeadLine) -> bool:
    """Whether ``line`` is the rest of the national name that a narrow column breaks."""
    begun = fold(above.text).rpartition("cong hoa ")
    name = " ".join(f"{begun[1]}{begun[2]} {fold(line.text)}".split())
    return bool(begun[1]) and name == _NATIONAL_NAME


def names_instrument(above: HeadLine, line: HeadLine) -> bool:
    """Whether ``line`` is the number of what a body is named after, not the document's own.

    "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH" above "SỐ 105/QĐ-SGDĐT".
    """
    return line.text.startswith("SỐ ") and _AFTER.search(fold(above.text)) is not None


@cache
def _ministries() -> re.Pattern[str]:
    names = [fold(entry["name"]) for entry in agencies()["ministries"]]
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))}) (?=\w)")


def _split(line: HeadLine) -> Iterator[HeadLine]:
    """A ministry and its office on one line ("BỘ TÀI CHÍNH TỔNG CỤC THUẾ") as two lines."""
    folded = fold(line.text)
    match = _ministries().match(folded)
    if match and cues.is_issuer(line.text[match.end() :], folded[match.end() :]):
        cut = match.end()
        yield HeadLine(line.start, line.start + cut - 1, line.text[: cut - 1])
        yield HeadLine(line.start + cut, line.end, line.text[cut:])
    else:
        yield line


def _goes_on(above: HeadLine, text: str, folded: str) -> bool:
    return is_upper(text) and (
        cues.continues_issuer(text, folded)
        or _NO_END.search(fold(above.text)) is not None
        or (len(text) < 60 and not cues.is_about(folded))
    )


def read_issuer(lines: Sequence[HeadLine]) -> Issuer | None:
    """The issuing body that the lines of the head name; None when they name none."""
    named = issuer_lines(lines)
    if not named:
        return None
    bodies: list[list[HeadLine]] = []
    for line in named:
        folded = fold(line.text)
        starts = cues.is_issuer(line.text, folded) and not (
            bodies
            and (
                _NO_END.search(fold(bodies[-1][-1].text)) or names_instrument(bodies[-1][-1], line)
            )
        )
        if bodies and (not starts or _RANK_LINE.fullmatch(folded)):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    names = [" ".join(part.text for part in body) for body in bodies]
    opening = bodies[0][0].text
    if not cues.is_issuer(opening, fold(opening)) and len(names) == 1:
        return None
    if fold(names[-1]).strip() == "van phong" and len(names) > 1:  # its name is its superior's
        names[-2:] = [f"{names[-1]} {names[-2]}"]
        bodies[-2:] = [bodies[-2] + bodies[-1]]
    own = bodies[-1]
    joint = [_proper(part) for part in _JOINT.split(names[-1])]
    superiors = [name for name in map(proper_name, names[:-1]) if name != joint[0]]
    if len(joint) > 1:
        name = ", ".join(joint)
    elif superiors and _are_equals(superiors[-1], joint[0]):
        name = ", ".join([*superiors, joint[0]])
        own = bodies[0] + own
        superiors = []
    else:
        name = joint[0]
    superior = superiors[-1] if superiors else None
    place = " ".join(names)
    return Issuer(with_place(name, superior), own[0].start, own[-1].end, superior, place)


def _proper(name: str) -> str:
    """The name in running case; the number of what the body is named after stays as it is."""
    numbered = _NUMBERED.fullmatch(name)
    return f"{proper_name(numbered[1])} số {numbered[2]}" if numbered else proper_name(name)


def _are_equals(one: str, other: str) -> bool:
    """Whether two names in a head are joint issuers: two ministries, two departments."""
    heads = {one.split()[0].lower(), other.split()[0].lower()}
    return heads in ({"bộ"}, {"sở"})


def with_place(name: str, superior: str | None) -> str:
    """A department's name with the place its superior has, unless it has its own.

    A board of a Party committee bears the committee's name: "Ban Tuyên giáo Tỉnh ủy Hà Giang".
    """
    if superior is not None and _COMMITTEE.match(superior) and _BOARD.match(name):
        return name if superior.lower() in name.lower() else f"{name} {superior}"
    if superior is None or _OWN_PLACE.search(fold(name)) or find_place(name):
        return name
    if not _TAKES_PLACE.match(name.lower()):
        return name
    place = find_place(superior)
    district = find_district(superior)
    if district:
        return f"{name} {district}"
    if place and not superior.lower().startswith(("bộ ", "đại học", "trường", "học viện")):
        rank = next((r for r in place.ranks if r.name in superior), place.ranks[-1])
        return f"{name} {rank.full}"
    return name
