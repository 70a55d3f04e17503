"""Where a document is from: province and district, by what the text says and nothing else.

A province is never taken from a person's name, nor from a body that is named in passing. When
the text names several with equal right, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from extract.head.issuer import Issuer
from extract.letters import fold
from extract.model import NOT_STATED, Block, BlockKind, Stated
from extract.places import PlaceMention, find_district, find_places, places

_CENTRAL = re.compile(
    r"bo (?!chi huy)|chinh phu|thu tuong|quoc hoi|uy ban thuong vu quoc hoi|chu tich nuoc|"
    r"van phong (?:chinh phu|quoc hoi|chu tich nuoc|trung uong)|"
    r"ban (?:bi thu|chap hanh trung uong)|ngan hang nha nuoc|thanh tra chinh phu|"
    r"kiem toan nha nuoc|toa an nhan dan toi cao|"
    r"vien kiem sat nhan dan toi cao|trung uong|tong "
)
# An agency right before a place's name makes the place its own: "ngành Giáo dục Quảng Bình".
_AGENCY_BEFORE = re.compile(
    r"(?:ubnd|hđnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy|địa bàn"
    r"|ngành giáo dục(?: và đào tạo)?|ngành gd\W?đt|(?:sở|phòng) [^.,;:()\n]{2,50})"
    # "UBND huyện Tứ Kỳ, tỉnh Hải Dương": the agency of a unit inside the province
    r"(?:[\s\u00a0](?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn) [^.,;:()\n]{2,30},)?"
    r"[\s\u00a0]{1,2}$",
    re.IGNORECASE,
)
_BEFORE = 70  # characters before a place in which its agency is looked for
_PORTAL = re.compile(
    r"\(\s?(?:([^\W\d_]+(?: [^\W\d_]+){1,3}) (?:Portal|Online)"
    r"|(?:\w+\.)?(\w+)\.(?:gov|edu)\.vn)\s?\)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"dia chi|cong thong tin|tru so|so giao duc|ubnd|uy ban nhan dan")
_OFTEN = 2  # mentions in the text that make a place more than one named in passing
_LEAD = 3  # paragraphs that open a news page
_OPENING = 60  # characters at a paragraph's beginning, where its subject stands
_DISTRICT_BODY = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|huyen uy)\s+(?:huyen|quan|thi xa)\b")


def is_central(issuer: str) -> bool:
    """Whether the issuer is a body of the centre, which belongs to no province."""
    return _CENTRAL.match(fold(issuer)) is not None


def place_of_issuer(
    text: str, issuer: Issuer, line: tuple[int, int] | None, day: date | None
) -> Stated:
    """The province that the head names, by its bodies or by its place and date."""
    superior_start = max(0, issuer.start - 120) if issuer.superior else issuer.start
    mentions = list(find_places(text, superior_start, issuer.end))
    place = _one(mentions, ranked_first=True)
    if place is None and issuer.place:
        named = [mention.place for mention in find_places(issuer.place)]
        if len({found.slug for found in named}) == 1:
            return Stated(named[0].at(day), issuer.start, issuer.end, "text")
    if place is None and line is not None:
        place = _one(list(find_places(text, *line)), ranked_first=False)
    return _stated(place, day) if place else NOT_STATED


def news_place(text: str, blocks: Sequence[Block], day: date | None) -> Stated:
    """The province that a news page is about or from: headline and lead, else the whole page."""
    portal = _portal_place(text, blocks)
    lead = [b for b in blocks if b.kind is BlockKind.TITLE]
    body = [b for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)]
    frame = [
        b
        for b in blocks
        if b.kind is BlockKind.BOILERPLATE and _ADDRESS.search(fold(text[b.start : b.end]))
    ]
    tied = _tied(text, body)
    for mention in (
        portal,
        _one(_tied(text, [*lead, *body[:_LEAD]]), ranked_first=False),
        _one(_ranked(text, frame), ranked_first=True),
        _one(tied, ranked_first=False) if len(tied) >= _OFTEN else None,
    ):
        if mention is not None:
            return _stated(mention, day)
    several = {mention.place.slug for mention in _tied(text, [*lead, *body])}
    return Stated(reason="disagree") if len(several) > 1 else NOT_STATED


def news_district(text: str, blocks: Sequence[Block]) -> Stated:
    """The district whose committee a news page tells of, when the page names only one."""
    lead = [b for b in blocks if b.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH)][: _LEAD + 1]
    if not any(
        _DISTRICT_BODY.search(fold(text[b.start : min(b.end, b.start + _OPENING)])) for b in lead
    ):
        return NOT_STATED
    named: dict[str, tuple[int, int]] = {}
    for block in blocks:
        found = find_district(text[block.start : block.end])
        if found:
            named.setdefault(found, (block.start, block.end))
    if len(named) != 1:
        return NOT_STATED
    name, (start, end) = next(iter(named.items()))
    at = fold(text[start:end]).find(fold(name))
    if at >= 0:
        start, end = start + at, start + at + len(name)
    return Stated(name, start, end, "text")


def _stated(mention: PlaceMention, day: date | None) -> Stated:
    return Stated(mention.place.at(day), mention.start, mention.end, "text")


def _one(mentions: Iterable[PlaceMention], ranked_first: bool) -> PlaceMention | None:
    """The first mention of the only place that is named; None when there are several."""
    found = list(mentions)
    if ranked_first and any(mention.ranked for mention in found):
        found = [mention for mention in found if mention.ranked]
    if len({mention.place.slug for mention in found}) != 1:
        return None
    return found[0]


def _ranked(text: str, blocks: Iterable[Block]) -> list[PlaceMention]:
    return [
        mention
        for block in blocks
        for mention in find_places(text, block.start, block.end)
        if mention.ranked
    ]


def _tied(text: str, blocks: Iterable[Block]) -> list[PlaceMention]:
    """Mentions after an agency's name, or as the first words of the headline."""
    tied = []
    for block in blocks:
        for mention in find_places(text, block.start, block.end):
            before = text[max(block.start, mention.start - _BEFORE) : mention.start]
            opens = mention.start == block.start and block.kind is BlockKind.TITLE
            if opens or _AGENCY_BEFORE.search(before):
                tied.append(mention)
    return tied


def _portal_place(text: str, blocks: Sequence[Block]) -> PlaceMention | None:
    """The place in a dispatch line such as "(Quang Binh Portal)"."""
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        match = _PORTAL.search(text, block.start, min(block.end, block.start + 60))
        if match is None:
            return None
        said = (match[1] or match[2]).replace(" ", "")
        named = [
            place
            for place in places().values()
            if place.code is not None and fold(place.name).replace(" ", "") == fold(said)
        ]
        if len(named) == 1:
            group = 1 if match[1] else 2
            return PlaceMention(*match.span(group), named[0], False)
        return None
    return None
