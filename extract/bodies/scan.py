"""Finding bodies in a stretch of text: one walk, longest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.bodies import grammar, scopes
from extract.bodies.groups import match_group
from extract.bodies.names import field_name
from extract.bodies.phrases import BLANK

_LEVELS = {"sở": "tỉnh", "phòng": "huyện", "bộ": "trung ương"}
_SEVERAL = re.compile(rf"[Cc]ác{BLANK}")
_OF_A_DISTRICT = re.compile(rf"(?:[Hh]uyện|[Qq]uận|[Tt]hị|[Tt]hành){BLANK}(?:ủy|uỷ|[đĐ]oàn)$")
_JOINT = re.compile(rf"{BLANK}|,{BLANK}(?=Công{BLANK}an)")  # "Phòng Tham mưu, Công an tỉnh"
_OWNED = re.compile(rf"{BLANK}(?:trực{BLANK})?thuộc(?={BLANK})")
_DIRECTLY = re.compile(rf"{BLANK}trực{BLANK}thuộc")  # stands without the body too
_BESIDE = re.compile(rf",{BLANK}|{BLANK}(?:và|[-–]){BLANK}|[-–]")
_VERB_NEXT = re.compile(BLANK)
_LEADS = re.compile(rf"lãnh{BLANK}đạo{BLANK}")
_BEFORE = 40  # letters before a body that can make it part of another name


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as the text names it, before its name is completed."""

    start: int
    end: int
    rule: str
    core: str  # the name to complete: head and field of one member of a list
    scope: str = ""  # the words that say whose or where: "tỉnh Bình Thuận", "các huyện"
    title: str = ""  # position before it: "Chủ tịch"
    level: str | None = None
    entry: str | None = None  # name in the data, when it is known whole
    owner: Mention | None = None  # the body it is a part of: "Sở" of "các phòng thuộc Sở"


def scan(text: str, start: int, end: int) -> list[Mention]:
    """The bodies that ``text[start:end]`` names, in order, without overlaps."""
    mentions = list(_walk(text, start, end))
    for place in range(1, len(mentions)):
        mentions[place] = _unled(text, mentions[place - 1], mentions[place])
    for place in range(len(mentions) - 2, -1, -1):
        mentions[place] = _sharing(text, mentions[place], mentions[place + 1])
    return mentions


def _unled(text: str, before: Mention, mention: Mention) -> Mention:
    """A mention without "lãnh đạo" as a verb: "Ban Cán sự đảng … lãnh đạo UBND tỉnh"."""
    if mention.title != "lãnh đạo" or _VERB_NEXT.fullmatch(text, before.end, mention.start) is None:
        return mention
    led = _LEADS.match(text, mention.start)
    return mention if led is None else replace(mention, start=led.end(), title="")


def _sharing(text: str, mention: Mention, following: Mention) -> Mention:
    """A mention with what it shares with the next: "HĐND, UBND tỉnh", "Ban Pháp chế, Ban …"."""
    if _BESIDE.fullmatch(text, mention.end, following.start) is None:
        return mention
    if mention.rule == "local" and not mention.scope and following.rule in ("local", "placed"):
        return replace(mention, scope=following.scope)
    if mention.rule == following.rule == "unit" and mention.owner is None:
        return replace(mention, owner=following.owner)
    return mention


def _walk(text: str, start: int, end: int) -> Iterator[Mention]:
    reached = start
    for match in grammar.heads().finditer(text, start, end):
        position = match.start()
        if position < reached or (position > start and _glued(text[position - 1])):
            continue
        found = _at(text, position, end)
        if found and grammar.part_of().search(text, max(start, position - _BEFORE), position):
            continue
        for mention in found:
            yield mention
            reached = max(reached, mention.end)


def _glued(before: str) -> bool:
    return before.isalnum() or before in "_/&-"


def _at(text: str, position: int, end: int) -> list[Mention]:
    """The body that begins at ``position``, or the members of a list that begins there."""
    begins = grammar.any_body().match(text, position, end) is not None
    if not begins and grammar.any_kind().match(text, position, end) is None:
        return []
    plain = _bodies_at(text, position, end, begins, False)
    if grammar.titles().match(text, position, end) is None:
        return plain
    for titles in (grammar.titles(), grammar.short_titles()):
        title = titles.match(text, position, end)
        led = _bodies_at(text, title.end(), end, begins, True) if title else []
        if title is not None and led and (not plain or led[-1].end >= plain[-1].end):
            words = " ".join(title.group().split())
            first = replace(led[0], start=position, title=words)
            return [first, *(replace(member, title=words) for member in led[1:])]
    return plain


def _bodies_at(text: str, position: int, end: int, begins: bool, led: bool) -> list[Mention]:
    """The longest reading at ``position``; only groups are tried unless a body ``begins``."""
    candidates: list[list[Mention]] = []
    if begins:
        candidates.extend(_listed(text, position, end))
        candidates.extend(_single(text, position, end))
        candidates.extend(_inner(text, position, end))
        alone = (grammar.LED_ALONE if led else grammar.ALONE).match(text, position, end)
        if alone:
            candidates.append([Mention(position, alone.end(), "alone", alone["head"].capitalize())])
    candidates.extend(_groups(text, position, end, led))
    office = grammar.offices().match(text, position, end) if begins else None
    if office is not None:
        candidates.append([Mention(position, office.end(), "office", office.group())])
    if begins and all(members[0].rule == "alone" for members in candidates):
        opened = _open(text, position, end)
        candidates.extend([[opened]] if opened else [])
    return max(candidates, key=lambda members: members[-1].end, default=[])


def _groups(text: str, position: int, end: int, led: bool) -> Iterator[list[Mention]]:
    group = match_group(text, position, end, led)
    if group is None:
        return
    owner = _owner(text, group.belongs, end) if group.belongs > group.end else None
    whole = group.end if owner is None else group.belongs
    if owner is None and _DIRECTLY.fullmatch(text, group.end, group.belongs):
        whole = group.belongs
    elif owner is None and not group.stands:
        return
    words = " ".join(text[position:whole].split())
    stop = owner.end if owner else whole
    yield [Mention(position, stop, "group", words, level=group.level, owner=owner)]


def _owner(text: str, position: int, end: int) -> Mention | None:
    """The body that stands behind a unit or group and says whose it is."""
    blank = _JOINT.match(text, position, end)
    if blank is None:
        return None
    at = blank.end()
    if text.startswith("Các ", at):
        return None  # the next line of a cell, not "Phòng A các trường"
    group = match_group(text, at, end)
    if group is not None and group.belongs == group.end and group.stands:
        words = " ".join(text[at : group.end].split())
        return Mention(at, group.end, "group", words, level=group.level)
    if grammar.any_body().match(text, at, end) is None:
        return None
    found = [members[0] for members in _listed(text, at, end) if len(members) == 1]
    found += [members[0] for members in _single(text, at, end)]
    alone = grammar.LED_ALONE.match(text, at, end)
    if alone:
        found.append(Mention(at, alone.end(), "alone", alone["head"].capitalize()))
    return max(found, key=lambda mention: mention.end, default=None)


def _listed(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    """Departments and ministries by field, one or a list: "các Sở: Nội vụ, Tài chính"."""
    several = _SEVERAL.match(text, position, end)
    at = several.end() if several else position
    for rule, pattern in (
        ("department", grammar.departments()),
        ("ministry", grammar.ministries()),
    ):
        match = pattern.match(text, at, end)
        if match is None:
            continue
        if several is None and match["colon"]:
            continue
        head = match["head"]
        members = [_member(text, position, match.end(), rule, head, match["field"], end)]
        while several is not None or _is_list(text, members[-1].end, end, rule):
            more = grammar.more_fields(rule == "department").match(text, members[-1].end, end)
            if more is None:
                break
            if more["aside"]:
                members.extend(_walk(text, *more.span("aside")))
            members.append(
                _member(text, more.start("field"), more.end(), rule, head, more["field"], end)
            )
        if several is not None and len(members) == 1 and not match["colon"]:
            words = f"Các {head.lower()} {field_name(' '.join(match['field'].split()))}"
            only = members[0]
            if only.scope:
                words = f"{words} {only.scope}"
            members = [replace(only, rule="group", core=words, level=_LEVELS[head.lower()])]
        yield members


def _is_list(text: str, position: int, end: int, rule: str) -> bool:
    """Whether a department without "các" goes on with fields of others: ", Tài chính,"."""
    more = grammar.more_fields(rule == "department").match(text, position, end)
    return more is not None and more.group().startswith(",")


def _member(
    text: str, start: int, end: int, rule: str, head: str, field: str, limit: int
) -> Mention:
    core = f"{head.capitalize()} {field_name(' '.join(field.split()))}"
    scope = scopes.scope().match(text, end, limit)
    if rule == "ministry" or scope is None:
        return Mention(start, end, rule, core)
    if head.lower() == "sở" and scope["plural"] and "tỉnh" not in scope["plural"]:
        return Mention(start, end, rule, core)
    return Mention(start, scope.end(), rule, core, " ".join(scope.group().split()))


def _single(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    match = grammar.local_heads().match(text, position, end)
    if match:
        yield list(_of_places(text, position, match, end)) or [
            _scoped(text, position, match, end, "local")
        ]
    match = grammar.whole_names()[0].match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "named", match.group(), entry=match.group())]
    yield from _by_rules(text, position, end)
    match = grammar.schools().match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "school", match.group(), level="trường")]


def _scoped(
    text: str,
    position: int,
    match: re.Match[str],
    end: int,
    rule: str,
    level: str | None = None,
) -> Mention:
    """A body with the words behind it that say where it is."""
    scope = scopes.scope().match(text, match.end(), end)
    words = " ".join(scope.group().split()) if scope else ""
    stop = scope.end() if scope else match.end()
    return Mention(position, stop, rule, match.group(), words, level=level)


def _of_places(text: str, position: int, head: re.Match[str], end: int) -> Iterator[Mention]:
    """The organs of several places of one rank: "UBND các phường: Mũi Né, Phú Thủy"."""
    listed = scopes.listed_places().match(text, head.end(), end)
    if listed is None:
        return
    names = list(scopes.listed_place().finditer(text, listed.start("names"), listed.end("names")))
    if len(names) == 1 and not listed["colon"]:
        return
    rank = " ".join(listed["rank"].split())
    for number, name in enumerate(names):
        scope = f"{rank} {' '.join(name.group().split())}"
        start = position if number == 0 else name.start()
        yield Mention(start, name.end(), "local", head.group(), scope)


def _by_rules(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    """Bodies with a place or committee behind them, party and union bodies."""
    if grammar.any_of_rules("placed").match(text, position, end):
        for pattern, entry in grammar.placed():
            match = pattern.match(text, position, end)
            if match is None:
                continue
            if entry.get("after"):
                yield [_committee(text, position, match, end, entry["level"])]
                continue
            mention = _scoped(text, position, match, end, "placed", entry.get("level"))
            mention = replace(mention, core=entry.get("name") or mention.core)
            if mention.scope or entry.get("alone"):
                yield [mention]
    if grammar.any_of_rules("named").match(text, position, end):
        for pattern, entry in grammar.named():
            match = pattern.match(text, position, end)
            if match:
                yield [_committee(text, position, match, end, entry["level"])]


def _inner(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    """Units of a ministry or department and parts of a school."""
    if grammar.any_of_rules("units").match(text, position, end):
        for pattern, entry in grammar.units():
            match = pattern.match(text, position, end)
            if match:
                yield [_unit(text, position, match.end(), end, entry["level"])]
    if grammar.any_of_rules("school_parts").match(text, position, end):
        for pattern, entry in grammar.school_parts():
            match = pattern.match(text, position, end)
            if match:
                rule = "part" if entry.get("any") else "school part"
                level = entry.get("level", "trường")
                yield [Mention(position, match.end(), rule, match.group(), level=level)]


def _committee(
    text: str, position: int, match: re.Match[str], end: int, level: str | None
) -> Mention:
    """A Party committee, its board, or a branch of the Youth Union, with its place."""
    scope = scopes.province_behind().match(text, match.end(), end)
    if scope is None and _OF_A_DISTRICT.search(match.group()):
        scope = scopes.district_behind().match(text, match.end(), end)
    words = " ".join(scope.group().split()) if scope else ""
    stop = scope.end() if scope else match.end()
    return Mention(position, stop, "party", match.group(), words, level=level)


def _unit(text: str, position: int, stop: int, end: int, level: str | None) -> Mention:
    """A unit with the body it belongs to, or the place, if these follow."""
    belongs = _OWNED.match(text, stop, end)
    behind = belongs.end() if belongs else stop
    owner = _owner(text, behind, end)
    core = text[position:stop]
    if owner is not None:
        words = text[position:behind]  # with "thuộc", if it stands between
        return Mention(position, owner.end, "unit", words, level=level, owner=owner)
    scope = scopes.scope().match(text, stop, end)
    if scope is None:
        return Mention(position, stop, "unit", core, level=level)
    return Mention(
        position, scope.end(), "unit", core, " ".join(scope.group().split()), level=level
    )


def _open(text: str, position: int, end: int) -> Mention | None:
    """A unit of any name."""
    if grammar.open_heads().match(text, position, end) is None:
        return None
    for unit in grammar.open_units():
        head = unit.head.match(text, position, end)
        if head is None:
            continue
        name = grammar.open_name().match(text, head.end(), end)
        if name is not None:
            mention = _unit(text, position, name.end(), end, unit.level)
            if not unit.placed or mention.owner or mention.scope:
                return mention
        if unit.bare or unit.placed:
            loose = grammar.loose_name().match(text, head.end(), end)
            if loose is not None and (unit.bare or text[head.end() + 1].isupper()):
                mention = _unit(text, position, loose.end(), end, unit.level)
                if mention.scope:
                    return mention
        if unit.bare:
            return Mention(position, head.end(), "unit", head.group(), level=unit.level)
    return None
