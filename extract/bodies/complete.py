"""From the words of the text to a full name, a level, a place, and what the body is today.

"UBND tỉnh" of a plan of Bình Thuận is "Ủy ban nhân dân tỉnh Bình Thuận"; the place comes from the
document's own head. Where the head names none, none is added, and groups have none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.bodies.grammar import entry_of, short_forms
from extract.bodies.names import agencies, full_name, grammar
from extract.bodies.scan import Mention
from extract.bodies.scopes import RANKS
from extract.bodies.where import Where
from extract.model import Body
from extract.places import find_place, place_named, today

_LEVEL_OF_RANK = {
    "tỉnh": "tỉnh",
    "thành phố": "huyện",
    "quận": "huyện",
    "huyện": "huyện",
    "thị xã": "huyện",
    "phường": "xã",
    "xã": "xã",
    "thị trấn": "xã",
    "đặc khu": "xã",
}
_RANKED = re.compile(rf"(?:{RANKS})(?=[ ]|$)")
_SCHOOL_OF = re.compile(r"(?<= )(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn)(?= |$)")
_OF_LEVEL = re.compile(r"\b(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu)\b")
_RANK_OF_COMMITTEE = {"huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố"}
_OF_THE_NATION = re.compile(r"Trung ương|[Qq]uốc gia")
_COMMITTEE = re.compile(r"(tỉnh|thành|huyện|quận|thị) (?:ủy|đoàn)$", re.IGNORECASE)
Named = tuple[str, str | None, str | None]  # name, level, place


def complete(
    mention: Mention, where: Where
) -> tuple[str, str | None, str | None, str | None] | None:
    """Name, level, place and today's name of what a mention means; None when that is not known.

    A bare head ("Sở") and a part of a school mean something only where the head says of whom.
    """
    known = named(mention, where)
    if known is None:
        return None
    name, level, place = known
    entry = entry_of(mention.entry) if mention.entry else None
    follows: str | None = None
    if entry is not None:
        follows = str(entry["successor"]) if entry.get("successor") else None
    elif mention.rule not in ("school", "unit", "group", "part", "school part"):
        follows = _successor(name, place)
    if mention.title:
        title = f"{mention.title[:1].upper()}{mention.title[1:]}"
        if mention.rule == "group":
            name = name[:1].lower() + name[1:]
        name = f"{title} {name}"
        follows = f"{title} {follows}" if follows else None
        level = grammar()["part_levels"].get(title, level)
    return name, level, place, follows


def body_of(mention: Mention, text: str, where: Where) -> Body | None:
    """The body that a mention names in ``text``."""
    known = complete(mention, where)
    if known is None:
        return None
    words = text[mention.start : mention.end]
    return Body(mention.start, mention.end, words, mention.rule, *known)


def named(mention: Mention, where: Where) -> Named | None:
    """Name, level and place of the body itself, without the position before it."""
    match mention.rule:
        case "alone":
            return _alone(mention, where)
        case "office":
            return _office(mention, where)
        case "named":
            return _whole(mention, where)
        case "group":
            return _group(mention, where)
        case "unit":
            return _unit(mention, where)
        case "part" | "school part":
            return _part(mention, where)
        case "school":
            return _school(mention, where)
        case "party":
            return _party(mention, where)
        case "ministry":
            return full_name(mention.core), "trung ương", None
        case "department" if not mention.scope:
            return _department(mention, where)
    return _local(_written_out(mention.core), mention, where)


def _alone(mention: Mention, where: Where) -> Named | None:
    """ "Sở" or "Bộ" alone is the issuer itself, when the issuer is one."""
    meant = where.meant_by(mention.core)
    if meant is None and not mention.title:
        return None
    level = {"Sở": "tỉnh", "Bộ": "trung ương", "Phòng": "huyện"}[mention.core]
    place = {"Sở": where.place_name, "Phòng": where.district}.get(mention.core)
    return meant or mention.core.lower(), level, place


def _office(mention: Mention, where: Where) -> Named | None:
    """ "Bộ trưởng" alone is that of the ministry whose document it is.

    A document without an issuer is of the only ministry it names.
    """
    words = " ".join(mention.core.split())
    entry = next(entry for entry in grammar()["alone"] if words in entry["words"])
    for head in entry["of"]:
        body = where.meant_by(head)
        if body is not None and (where.issuer == body or (where.issuer is None and head == "Bộ")):
            place = where.place_name if head == "Sở" else None
            return f"{words} {body}", _LEVELS_ALONE[head], place
    return (words, None, None) if entry.get("as_written") else None


def _whole(mention: Mention, where: Where) -> Named:
    entry = entry_of(mention.entry or "") or {}
    if entry.get("in_schools") and where.school is not None:
        return f"{_written_out(mention.core)} {where.school}", entry["level"], where.place_name
    name = str(entry["name"])
    own = where.place_name if mention.title == "" and name == "Liên đoàn Lao động" else None
    return name, mention.level or entry.get("level"), own


def _group(mention: Mention, where: Where) -> Named:
    """A group keeps its words; the body it belongs to is named in full and gives its level."""
    name, level = full_name(mention.core), mention.level
    if mention.owner is not None:
        owner = complete(mention.owner, where)
        if owner is not None:
            name, level = f"{name} {owner[0]}", level if level == "trường" else owner[1]
        else:
            name = f"{name} {mention.owner.core}"
            level = level if level == "trường" else _LEVELS_ALONE.get(mention.owner.core)
    if level == "part":
        return (name, "trường", None) if where.school else (name, None, None)
    return name, where.level_of(level), None


_LEVELS_ALONE = {"Sở": "tỉnh", "Bộ": "trung ương", "Phòng": "huyện"}


def _unit(mention: Mention, where: Where) -> Named:
    """A unit is named with the body it belongs to: the one behind it, else the issuer."""
    name = _written_out(mention.core)
    if mention.owner is not None:
        owner = complete(mention.owner, where)
        if owner is not None:
            return f"{name} {owner[0]}", owner[1], owner[2]
        name = f"{name} {mention.owner.core}"
        return name, _LEVELS_ALONE.get(mention.owner.core, mention.level), where.place_name
    if mention.scope:
        return _local(name, mention, where)
    central = mention.level is None and _OF_THE_NATION.search(mention.core) is not None
    if mention.level == "trung ương" or central:
        return name, "trung ương", None  # "Ban Chỉ đạo Trung ương về …"
    if mention.core.startswith(("Phòng", "phòng")):
        if where.department is not None:
            return f"{name} {where.department}", "tỉnh", where.place_name
        if where.school:
            return f"{name} {where.school}", "trường", where.place_name
    level = where.level_of(mention.level)
    if level == "tỉnh" and where.place_name is not None and mention.core.startswith("Chi cục"):
        return f"{name} {where.place_name}", level, where.place_name
    return name, level, where.place_name if level else None


def _part(mention: Mention, where: Where) -> Named | None:
    """A part of a school bears the name of the school whose document it is."""
    name = _written_out(mention.core)
    if where.school is not None:
        return f"{name} {where.school}", mention.level, where.place_name
    return (name, mention.level, None) if mention.rule == "part" else None


def _school(mention: Mention, where: Where) -> Named:
    name = _written_out(mention.core)
    rank = _SCHOOL_OF.search(name)
    if rank is not None:
        place = _place_of_scope(name[rank.start() :], where)
        if place is not None and name[rank.end() :].strip() == "":
            name = f"{name[: rank.start()]}{place}"
        if place is not None or "các " in name:
            return name, "trường", place
    own = find_place(name)
    return name, mention.level, own.at(where.day) if own else where.place_name


def _place_of_scope(scope: str, where: Where) -> str | None:
    """The place that "huyện Tứ Kỳ", "tỉnh" or "huyện" alone names."""
    ranked = _RANKED.match(scope)
    if ranked is None:
        return None
    rank, name = _rank(ranked.group()), scope[ranked.end() :].strip()
    if rank == "tỉnh":
        place = find_place(name, where.day) if name else where.place
        return place.at(where.day) if place else None
    if name:
        return f"{rank} {name}"
    return where.unit_of(rank)


def _department(mention: Mention, where: Where) -> Named:
    core = full_name(mention.core)
    if core.startswith("Sở"):
        place = where.place_name
        return (f"{core} {place}" if place else core), "tỉnh", place
    level, own = ("xã", where.commune) if where.has_two_levels else ("huyện", where.district)
    return (f"{core} {own}" if own else core), level, own


def _party(mention: Mention, where: Where) -> Named:
    """A committee, its board or a branch of the Youth Union, with the place it is of."""
    core = _written_out(mention.core)
    core = core[:1].upper() + core[1:]
    level = mention.level
    kind = _COMMITTEE.search(core)
    if kind is None:
        return core, level, where.place_name if core.startswith("Đảng bộ") else None
    first = kind.group(1).lower()
    if first == "tỉnh":
        place = find_place(mention.scope, where.day) if mention.scope else where.place
        return (
            (f"{core} {place.name}", level, place.at(where.day)) if place else (core, level, None)
        )
    rank = _RANK_OF_COMMITTEE[first]
    ranked = _RANKED.match(mention.scope)
    bare = mention.scope[ranked.end() :].strip() if ranked else mention.scope
    own = f"{rank} {bare}" if bare else where.unit_of(rank)
    if own is None:
        return core, level, None
    bare = own.removeprefix(rank).strip()
    if bare in grammar()["after_persons"]:
        return f"{core} {own[:1].upper()}{own[1:]}", level, own
    return f"{core} {bare}", level, own


def _local(core: str, mention: Mention, where: Where) -> Named:
    """A body of a place: "UBND tỉnh", "Công an huyện Bắc Bình", "Hội Khuyến học Thành phố"."""
    scope = str(grammar()["place_forms"].get(mention.scope, mention.scope))
    level = None if mention.level == "unit" else mention.level
    if not scope:
        if mention.rule == "placed" and where.place_name:
            return f"{core} {where.place_name}", level or where.level_of("unit"), where.place_name
        return core, level, where.place_name
    if scope.startswith(("các", "cấp")) or "," in scope or " và " in scope:
        scope = full_name(scope)
        scope = scope[:1].lower() + scope[1:]
        return f"{core} {scope}", level or _level_of_scope(scope), None
    ranked = _RANKED.match(scope)
    if ranked is None:
        place = find_place(scope, where.day)
        if place is None:
            return f"{core} {scope}", level or "tỉnh", None
        return f"{core} {place.at(where.day)}", level or "tỉnh", place.at(where.day)
    rank, name = _rank(ranked.group()), scope[ranked.end() :].strip()
    if rank == "thành phố":
        return _city(core, name, level, where)
    full = _place_of_scope(scope, where)
    return f"{core} {full or rank}", level or _LEVEL_OF_RANK[rank], full


def _city(core: str, name: str, level: str | None, where: Where) -> Named:
    """A body of a city: centrally run ones are provinces, the others districts."""
    if name:
        place = place_named(name)
        if place is not None and place.at(where.day).startswith("thành phố"):
            return f"{core} {place.at(where.day)}", level or "tỉnh", place.at(where.day)
        return f"{core} thành phố {name}", level or "huyện", f"thành phố {name}"
    own = where.unit_of("thành phố")
    central = own is not None and own == where.place_name
    return f"{core} {own or 'thành phố'}", level or ("tỉnh" if central else "huyện"), own


def _rank(words: str) -> str:
    """A rank in full and small: "TP." is "thành phố"."""
    short = words.lower().rstrip(".")
    return {"tp": "thành phố", "tx": "thị xã"}.get(short, short)


def _level_of_scope(scope: str) -> str | None:
    """The level of the ranks named, if it is one; a city is of that of the ranks beside it."""
    ranks = set(_OF_LEVEL.findall(scope))
    levels = {_LEVEL_OF_RANK[rank] for rank in ranks - {"thành phố"} or ranks}
    return levels.pop() if len(levels) == 1 else None


def _written_out(name: str) -> str:
    """The name with its short forms written out."""
    short = grammar()["short"]
    return full_name(short_forms().sub(lambda match: str(short[match.group()]), name))


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
