"""The fields by which a document is known, from its head, its portal's table and its foot.

The document's own words go before the portal's table, and that before the listing page. What is
nowhere stated, left blank or hidden stays without a value and says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.bodies.names import as_spelled, by_letters, is_legible, proper_name, same_marks
from extract.head.days import any_day, as_date
from extract.head.headline import Named, read_headline
from extract.head.issuer import with_place
from extract.head.number import normal_number, type_name, type_of_number
from extract.head.own import Own, read_own
from extract.head.self_named import type_by_itself
from extract.head.table import read_attributes
from extract.head.whereabouts import is_central, news_district, news_place, place_of_issuer
from extract.letters import fold
from extract.model import NOT_STATED, Block, BlockKind, Header, Source, Stated
from extract.places import find_district, find_place, place_named
from extract.reading.syllables import syllable_score

NEWS = "Tin"
LETTER = "Công văn"
CONSOLIDATED = "Văn bản hợp nhất"

# Issuers that the last letters of a number name alone (Nghị định 34/2016/NĐ-CP, Điều 58).
_BY_SYMBOL = (
    (re.compile(r"/UBTVQH\d*$"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"/QH\d+$"), "Quốc hội"),
    (re.compile(r"-TTg$"), "Thủ tướng Chính phủ"),
    (re.compile(r"-CP$"), "Chính phủ"),
)
_VIETNAMESE = 0.6  # share of syllables below which a text is in another language
_FRAME = (BlockKind.BOILERPLATE, BlockKind.CAPTION, BlockKind.SIGNATURE)
_NO_CONTENT = (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
_LACKS_PLACE = re.compile(
    r"(?:sở|phòng|chi cục|ủy ban nhân dân|hội đồng nhân dân|văn phòng ủy ban|thanh tra) ?",
    re.IGNORECASE,
)


def read_header(
    text: str, blocks: Sequence[Block], source: Source, media: str = "text/plain"
) -> Header:
    """The header of a document; a field that nothing states stays empty with its reason.

    ``media`` is what the content turned out to be: only texts and web pages can be news.
    """
    own = read_own(text, blocks)
    tabled = read_attributes(text, blocks)
    listed = _listed(source)
    named = Named() if own.official else read_headline(text, blocks)
    header = Header(
        number=_first(own.number, tabled.get("number"), listed.get("number"), named.number),
        title=_title(own, tabled, listed, named),
        issued_on=_first(
            own.issued_on, tabled.get("issued_on"), listed.get("issued_on"), named.issued_on
        ),
        published_on=_first(
            own.published_on, tabled.get("published_on"), listed.get("published_on")
        ),
        signer=_first(own.signer, tabled.get("signer"), listed.get("signer")),
        capacity=_first(own.capacity, tabled.get("capacity"), listed.get("capacity")),
        status=_first(tabled.get("status"), listed.get("status")),
    )
    header = replace(header, type=_type(header, own, tabled, listed, named, text, blocks, media))
    if header.type.value == NEWS:
        return _news(replace(header, signer=NOT_STATED, capacity=NOT_STATED), text, blocks, source)
    return _whereabouts(header, own, tabled, listed, text, source)


def _first(*stated: Stated | None) -> Stated:
    """The first that has a value; else the first that says why there is none."""
    given = [item for item in stated if item is not None]
    valued = next((item for item in given if item.value is not None), None)
    reasoned = next((item for item in given if item.reason != "not_stated"), None)
    return valued or reasoned or NOT_STATED


def _title(
    own: Own, tabled: Mapping[str, Stated], listed: Mapping[str, Stated], named: Named
) -> Stated:
    """The document's own trích yếu; a portal's page about a document gives it in its table."""
    if not own.official and {"number", "type"} & tabled.keys():
        return _first(tabled.get("title"), own.title, listed.get("title"))
    return _first(named.title, own.title, tabled.get("title"), listed.get("title"))


def _listed(source: Source) -> dict[str, Stated]:
    """What the listing page said, in normal form."""
    listed: dict[str, Stated] = {}
    for field, printed in source.listed:
        value: str | None = printed.strip() or None
        if value and field in ("issued_on", "published_on"):
            day = any_day(value, 0, len(value))
            value = day.value if day else None
        elif value and field == "number":
            value = normal_number(value)
        elif value and field == "type":
            value = type_name(value) or value
        listed[field] = Stated(value, source="listing", reason=None if value else "unclear")
    return listed


def _type(
    header: Header,
    own: Own,
    tabled: Mapping[str, Stated],
    listed: Mapping[str, Stated],
    named: Named,
    text: str,
    blocks: Sequence[Block],
    media: str,
) -> Stated:
    stated = _first(own.type, tabled.get("type"), listed.get("type"), named.type)
    # The title of a consolidated text is that of the instrument it consolidates.
    if "/VBHN-" in (own.number.value or ""):
        return replace(own.number, value=CONSOLIDATED)
    if own.consolidated:
        return Stated(CONSOLIDATED, source="text")
    if stated.value is not None:
        return stated
    if own.is_letter and (own.issuer or own.number.reason != "not_stated"):
        return Stated(LETTER, source="text")
    number = header.number
    if number.value is not None:
        kind = type_of_number(number.value)
        if kind is not None:
            return Stated(kind, number.start, number.end, number.source)
    if not own.official and _opens_with_article(text, blocks):
        return type_by_itself(text)
    may_be_news = media.startswith("text/") and not own.official and number.value is None
    if may_be_news and _is_page(header, text, blocks):
        return Stated(NEWS, header.title.start, header.title.end, "text")
    return stated


def _opens_with_article(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a text begins in the middle of a document: it was saved without its head."""
    first = next((block for block in blocks if block.kind not in _NO_CONTENT), None)
    return first is not None and fold(text[first.start : first.start + 5]) == "dieu "


def _is_page(header: Header, text: str, blocks: Sequence[Block]) -> bool:
    """Whether a text without a head is a news page: it has a headline and a page's frame."""
    if (syllable_score(text[:5_000]) or 1.0) < _VIETNAMESE:
        return False
    first = next((block for block in blocks if block.kind not in _NO_CONTENT), None)
    if first is None or first.number is not None:
        return False  # what opens with "Điều 1" is part of a document
    if header.title.value is None:
        return any(block.kind is BlockKind.CAPTION for block in blocks)
    return header.published_on.value is not None or any(block.kind in _FRAME for block in blocks)


def _news(header: Header, text: str, blocks: Sequence[Block], source: Source) -> Header:
    day = as_date(header.published_on.value)
    place = news_place(text, blocks, day)
    if place.value is None and source.place:
        place = _portal_place(source, day)
    return replace(header, place=place, district=news_district(text, blocks))


def _portal_place(source: Source, day: date | None) -> Stated:
    place = place_named(source.place or "")
    return Stated(place.at(day), source="portal") if place else NOT_STATED


def _whereabouts(
    header: Header,
    own: Own,
    tabled: Mapping[str, Stated],
    listed: Mapping[str, Stated],
    text: str,
    source: Source,
) -> Header:
    day = as_date(header.issued_on.value)
    issuer = _issuer(header, own, tabled, listed, text)
    superior = own.issuer.superior if own.issuer else None
    if issuer.value is None or is_central(issuer.value) or (superior and is_central(superior)):
        return replace(header, issuer=issuer)
    place = NOT_STATED
    if own.issuer is not None:
        place = place_of_issuer(text, own.issuer, own.place_line, day)
    for stated in (tabled.get("issuer"), listed.get("issuer"), listed.get("place")):
        if place.value is None and stated is not None and stated.value:
            found = find_place(stated.value, day)
            if found:
                place = replace(stated, value=found.at(day))
    if place.value is None and source.place:
        place = _portal_place(source, day)
    words = "; ".join(filter(None, (issuer.value, superior)))
    district = find_district(words)
    return replace(
        header,
        issuer=_completed(issuer, place, district),
        place=place,
        district=replace(issuer, value=district) if district else NOT_STATED,
    )


def _issuer(
    header: Header,
    own: Own,
    tabled: Mapping[str, Stated],
    listed: Mapping[str, Stated],
    text: str,
) -> Stated:
    if own.issuer is not None:
        name = _legible(own.issuer.name, text[own.issuer.end :])
        name = with_place(name, own.issuer.superior) if name else None
        reason = None if name else "unclear"
        return Stated(name, own.issuer.start, own.issuer.end, "text", reason)
    stated = _first(tabled.get("issuer"), listed.get("issuer"))
    number = header.number.value or ""
    if stated.value is not None:
        place = find_place(stated.value)
        bare = place is not None and fold(stated.value).strip() in (
            fold(place.name),
            *(fold(rank.full) for rank in place.ranks),
        )
        if bare and place is not None:  # the portal names the province, the number the organ
            organ = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}.get(
                re.split(r"[/-]", number)[-1]
            )
            day = as_date(header.issued_on.value)
            return replace(stated, value=f"{organ} {place.at(day)}") if organ else NOT_STATED
        return replace(stated, value=proper_name(stated.value))
    for pattern, name in _BY_SYMBOL:
        if pattern.search(number):
            return replace(header.number, value=name)
    return stated


def _legible(name: str, below: str) -> str | None:
    """An issuer's name, its marks put right by known names or by the text below the head."""
    known = by_letters(name)
    if known is None and ", " in name:  # several issuers
        parts = [_legible(part, below) for part in name.split(", ")]
        return ", ".join(part for part in parts if part) if all(parts) else None
    spelled = None if known else as_spelled(name, below)
    if spelled is not None and not same_marks(spelled, name) and is_legible(spelled):
        return spelled
    return name if is_legible(name) else known


def _completed(issuer: Stated, place: Stated, district: str | None) -> Stated:
    """The issuer's name with its place, where the name alone is that of many bodies."""
    name = issuer.value
    if name is None or district or place.value is None or not _LACKS_PLACE.match(name):
        return issuer
    named = find_place(name)
    if named is None:
        if re.search(r"\b(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\b", name):
            return issuer
        return replace(issuer, value=f"{name} {place.value}")
    bare = place.value.split(" ", 2 if place.value.startswith("thành phố") else 1)[-1]
    if name.endswith(f" {bare}") and not name.endswith(place.value):
        return replace(issuer, value=f"{name[: -len(bare)]}{place.value}")
    return issuer
