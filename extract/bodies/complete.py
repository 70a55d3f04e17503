"""From the words of the text to a full name, a level, a place, and what the body is today.

"UBND tỉnh" of a plan of Bình Thuận is "Ủy ban nhân dân tỉnh Bình Thuận"; the place comes from the
document's own head. Where the head names none, none is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extract.bodies import grammar
from extract.bodies.names import agencies, full_name
from extract.bodies.scan import Mention
from extract.head.days import as_date
from extract.model import Body, Header
from extract.places import Place, find_place, place_named, today

_LEVEL_OF_RANK = {
    "tỉnh": "tỉnh",
    "quận": "huyện",
    "huyện": "huyện",
    "thị xã": "huyện",
    "tx": "huyện",
    "phường": "xã",
    "xã": "xã",
    "thị trấn": "xã",
    "đặc khu": "xã",
}
_RANKED = re.compile(rf"(?:{grammar.RANKS})(?=[ ]|$)")
_HEADS = ("Sở", "Bộ", "Phòng")


@dataclass(frozen=True, slots=True)
class Where:
    """What the document's head says of place and time."""

    day: date | None
    place: Place | None
    district: str | None
    heads: tuple[tuple[str, str], ...] = ()  # what "Sở", "Bộ", "Phòng" alone mean

    @classmethod
    def of(cls, header: Header) -> Where:
        """From the header; a news page counts by its day of publication."""
        day = as_date(header.issued_on.value or header.published_on.value)
        place = place_named(header.place.value) if header.place.value else None
        issuer = header.issuer.value or ""
        head = issuer.split(" ", 1)[0]
        heads = ((head, issuer),) if head in _HEADS else ()
        return cls(day, place, header.district.value, heads)

    def meant_by(self, head: str) -> str | None:
        """The body that "Sở" or "Bộ" alone means, if the document lets it be known."""
        return dict(self.heads).get(head)

    def with_departments(self, named: Iterable[str]) -> Where:
        """The same, where a head that only one named body has means that body."""
        known = dict(self.heads)
        found: dict[str, set[str]] = {}
        for name in named:
            found.setdefault(name.split(" ", 1)[0], set()).add(name)
        for head in _HEADS:
            if head not in known and len(found.get(head, ())) == 1:
                known[head] = next(iter(found[head]))
        return replace(self, heads=tuple(known.items()))

    @property
    def place_name(self) -> str | None:
        """The full name of the place at the document's date."""
        return self.place.at(self.day) if self.place else None


def complete(mention: Mention, text: str, where: Where) -> Body | None:
    """The body that a mention names; None when a bare head ("Sở") names none that is known."""
    if mention.rule == "alone":
        return _alone(mention, text, where)
    entry = grammar.entry_of(mention.entry) if mention.entry else None
    level = mention.level or (entry or {}).get("level")
    place: str | None = None
    if entry is not None:
        name = str(entry["name"])
        if mention.title == "" and name == "Liên đoàn Lao động":
            place = where.place_name
    elif mention.group:
        name = full_name(mention.core)
        if mention.title:
            name = name[:1].lower() + name[1:]
        place = where.place_name if level in ("tỉnh", "huyện", "xã", "trường") else None
    else:
        name, level, place = _local(mention, level, where)
    follows: str | None = None
    if entry is not None:
        follows = str(entry["successor"]) if entry.get("successor") else None
    elif mention.rule not in ("school", "unit"):
        follows = _successor(name, place)
    return _body(mention, text, name, level, place, follows)


def _body(
    mention: Mention,
    text: str,
    name: str,
    level: str | None,
    place: str | None,
    successor: str | None,
) -> Body:
    """The body, with the position that leads it before its name."""
    if mention.title:
        title = f"{mention.title[:1].upper()}{mention.title[1:]}"
        name = f"{title} {name}"
        successor = f"{title} {successor}" if successor else None
    words = text[mention.start : mention.end]
    return Body(mention.start, mention.end, words, mention.rule, name, level, place, successor)


def _alone(mention: Mention, text: str, where: Where) -> Body | None:
    """ "Sở" or "Bộ" alone is the issuer itself, when the issuer is one."""
    meant = where.meant_by(mention.core)
    if meant is None and not mention.title:
        return None
    level = {"Sở": "tỉnh", "Bộ": "trung ương", "Phòng": "huyện"}[mention.core]
    name = meant or mention.core.lower()
    place = None if mention.core == "Bộ" else where.place_name
    return _body(mention, text, name, level, place, _successor(name, place))


def _local(mention: Mention, level: str | None, where: Where) -> tuple[str, str | None, str | None]:
    """Name, level and place of a body of a place."""
    core = full_name(mention.core)
    scope = mention.scope
    if mention.rule in ("ministry",):
        return core, "trung ương", None
    if mention.rule == "unit":
        return core, None if level == "tỉnh" and where.place is None else level, where.place_name
    if mention.rule == "school":
        own = find_place(core)
        return core, level, own.at(where.day) if own else where.place_name
    if mention.rule == "party":
        return _party(core, scope, where)
    if mention.rule == "department" and not scope:
        return _department(core, where)
    if not scope:
        return core, level, where.place_name
    if scope.startswith(("các", "cấp")) or "," in scope or " và " in scope:
        return f"{core} {scope}", level or _level_of_scope(scope), where.place_name
    ranked = _RANKED.match(scope)
    rank = (ranked.group() if ranked else "").lower().rstrip(".")
    name = scope[ranked.end() :].strip() if ranked else scope
    if rank in ("tp", "thành phố"):
        return _city(core, name, level, where)
    if not ranked or rank == "tỉnh":
        place = find_place(name, where.day) if name else where.place
        if place is None:
            return f"{core} {scope}", level or "tỉnh", None
        return f"{core} {place.at(where.day)}", level or "tỉnh", place.at(where.day)
    rank = {"tx": "thị xã"}.get(rank, rank)
    if name:
        return f"{core} {rank} {name}", level or _LEVEL_OF_RANK[rank], where.place_name
    if where.district and where.district.startswith(rank):
        return f"{core} {where.district}", level or _LEVEL_OF_RANK[rank], where.place_name
    return f"{core} {rank}", level or _LEVEL_OF_RANK[rank], where.place_name


def _city(
    core: str, name: str, level: str | None, where: Where
) -> tuple[str, str | None, str | None]:
    """A body of a city: centrally run ones are provinces, the others districts."""
    if name:
        place = place_named(name)
        if place is not None and place.at(where.day).startswith("thành phố"):
            full = place.at(where.day)
            return f"{core} {full}", level or "tỉnh", full
        return f"{core} thành phố {name}", level or "huyện", where.place_name
    own = where.place_name
    if own and own.startswith("thành phố") and not where.district:
        return f"{core} {own}", level or "tỉnh", own
    return f"{core} {where.district or 'thành phố'}", level or "huyện", own


def _department(core: str, where: Where) -> tuple[str, str | None, str | None]:
    place = where.place_name
    if core.startswith("Sở"):
        return (f"{core} {place}" if place else core), "tỉnh", place
    district = where.district
    return (f"{core} {district}" if district else core), "huyện", place


def _party(core: str, scope: str, where: Where) -> tuple[str, str | None, str | None]:
    core = core[:1].upper() + core[1:]
    union = "oàn" in core.split()[-1]
    level = "đoàn thể" if union else "đảng"
    if scope:
        place = find_place(scope, where.day)
        name = place.name if place else scope
        return f"{core} {name}", level, place.at(where.day) if place else None
    provincial = re.search(r"[Tt]ỉnh|[Tt]hành", core) is not None
    if provincial and where.place is not None:
        full = where.place_name or ""
        return (
            f"{core} {full.split(' ', 2 if full.startswith('thành phố') else 1)[-1]}",
            level,
            full,
        )
    if where.district and re.search(r"[Hh]uyện|[Qq]uận|[Tt]hị", core):
        bare = where.district.split(" ", 1)[-1]
        return f"{core} {bare}", level, where.place_name
    return core, level, where.place_name


def _level_of_scope(scope: str) -> str | None:
    for words, level in (("huyện", "huyện"), ("quận", "huyện"), ("thị xã", "huyện"),
                         ("xã", "xã"), ("phường", "xã"), ("thị trấn", "xã"), ("đặc khu", "xã"),
                         ("tỉnh", "tỉnh"), ("thành phố", "huyện")):  # fmt: skip
        if re.search(rf"\b{words}\b", scope):
            return level
    return None


@lru_cache(maxsize=4096)
def _successor(name: str, place: str | None) -> str | None:
    """Today's name of a body whose ministry, department or province has changed."""
    now = name
    for change in agencies()["successors"]:
        if re.search(change["pattern"], now):
            if change["successor"] is None:
                return None
            now = re.sub(change["pattern"], change["successor"], now)
    if place is not None:
        was = place_named(place)
        becomes = today(was) if was else None
        if was is not None and becomes is not None:
            full = becomes.at(None)
            bare = place.removeprefix("thành phố ").removeprefix("tỉnh ")
            if place in now:
                now = now.replace(place, full)
            elif now.endswith(f" {bare}") and becomes is not was:
                now = f"{now[: -len(bare)]}{becomes.name}"
    for ministry in agencies()["ministries"]:
        if ministry.get("successor") and ministry["name"] == now:
            now = str(ministry["successor"])
    return now if now != name else None
