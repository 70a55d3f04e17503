"""Finding bodies in a stretch of text: one walk, longest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.bodies import grammar
from extract.bodies.grammar import BLANK
from extract.bodies.names import field_name

_LEVELS = {"sở": "tỉnh", "phòng": "huyện", "bộ": "trung ương"}
_SEVERAL = re.compile(rf"[Cc]ác{BLANK}")


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
    group: bool = False  # not one body but several: no place is added


def scan(text: str, start: int, end: int) -> Iterator[Mention]:
    """The bodies that ``text[start:end]`` names, in order, without overlaps."""
    reached = start
    for match in grammar.heads().finditer(text, start, end):
        position = match.start()
        if position < reached or (position > start and _glued(text[position - 1])):
            continue
        if grammar.any_body().match(text, position, end) is None:
            continue
        for mention in _at(text, position, end):
            yield mention
            reached = max(reached, mention.end)


def _glued(before: str) -> bool:
    return before.isalnum() or before in "_/&-"


def _at(text: str, position: int, end: int) -> list[Mention]:
    """The body that begins at ``position``, or the members of a list that begins there."""
    title = grammar.titles().match(text, position, end)
    led = [] if title is None else _bodies_at(text, title.end(), end, True)
    if title is None or not led:
        return _bodies_at(text, position, end, False)
    words = " ".join(title.group().split())
    first = replace(led[0], start=position, title=words)
    return [first, *(replace(member, title=words) for member in led[1:])]


def _bodies_at(text: str, position: int, end: int, led: bool) -> list[Mention]:
    candidates = [
        *_groups(text, position, end),
        *_listed(text, position, end),
        *_single(text, position, end),
    ]
    alone = (grammar.LED_ALONE if led else grammar.ALONE).match(text, position, end)
    if alone:
        candidates.append([Mention(position, alone.end(), "alone", alone["head"].capitalize())])
    if not candidates:
        for pattern, level in grammar.open_units():
            match = pattern.match(text, position, end)
            if match:
                return [Mention(position, match.end(), "unit", match.group(), level=level)]
        return []
    return max(candidates, key=lambda members: members[-1].end)


def _groups(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    if grammar.any_of_rules("groups").match(text, position, end) is None:
        return
    for pattern, entry in grammar.groups():
        match = pattern.match(text, position, end)
        if match:
            words = " ".join(match.group().split())
            yield [
                Mention(position, match.end(), "group", words, level=entry.get("level"), group=True)
            ]


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
        while several is not None or _is_list(text, members[-1].end, end):
            more = grammar.more_fields().match(text, members[-1].end, end)
            if more is None:
                break
            members.append(
                _member(text, more.start("field"), more.end(), rule, head, more["field"], end)
            )
        if several is not None and len(members) == 1 and not match["colon"]:
            words = f"Các {head.lower()} {field_name(' '.join(match['field'].split()))}"
            level = _LEVELS[head.lower()]
            members = [replace(members[0], rule="group", core=words, level=level, group=True)]
        yield members


def _is_list(text: str, position: int, end: int) -> bool:
    """Whether a department without "các" goes on with fields of others: ", Tài chính,"."""
    more = grammar.more_fields().match(text, position, end)
    return more is not None and more.group().startswith(",")


def _member(
    text: str, start: int, end: int, rule: str, head: str, field: str, limit: int
) -> Mention:
    core = f"{head.capitalize()} {field_name(' '.join(field.split()))}"
    scope = grammar.scope().match(text, end, limit)
    if rule == "ministry" or scope is None:
        return Mention(start, end, rule, core)
    if scope["plural"] and head.lower() == "sở":
        return Mention(start, end, rule, core)
    return Mention(start, scope.end(), rule, core, " ".join(scope.group().split()))


def _single(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    match = grammar.local_heads().match(text, position, end)
    if match:
        scope = grammar.scope().match(text, match.end(), end)
        words = " ".join(scope.group().split()) if scope else ""
        yield [
            Mention(position, scope.end() if scope else match.end(), "local", match.group(), words)
        ]
    match = grammar.whole_names()[0].match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "named", match.group(), entry=match.group())]
    yield from _by_rules(text, position, end)
    match = grammar.schools().match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "school", match.group(), level="trường")]


def _by_rules(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    """Bodies with a place or committee behind them, party and union bodies, inner units."""
    if grammar.any_of_rules("placed").match(text, position, end):
        for pattern, entry in grammar.placed():
            match = pattern.match(text, position, end)
            if match is None:
                continue
            level = entry.get("level")
            core = entry["name"] or match.group()
            scope = grammar.scope().match(text, match.end(), end)
            if scope:
                words = " ".join(scope.group().split())
                yield [Mention(position, scope.end(), "placed", core, words, level=level)]
            elif entry.get("after"):
                yield [Mention(position, match.end(), "party", core, level=level)]
    if grammar.any_of_rules("named").match(text, position, end):
        for pattern, entry in grammar.named():
            match = pattern.match(text, position, end)
            if match:
                scope = grammar.province_behind().match(text, match.end(), end)
                words = " ".join(scope.group().split()) if scope else ""
                stop = scope.end() if scope else match.end()
                core, level = match.group(), entry["level"]
                yield [Mention(position, stop, "party", core, words, level=level)]
    if grammar.any_of_rules("units").match(text, position, end):
        for pattern, entry in grammar.units():
            match = pattern.match(text, position, end)
            if match:
                level = entry["level"]
                yield [Mention(position, match.end(), "unit", match.group(), level=level)]
