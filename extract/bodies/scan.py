"""Finding bodies in a stretch of text: one walk, longest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.bodies import grammar
from extract.bodies.grammar import BLANK

_ALONE = re.compile(
    rf"(?P<head>[Ss]ở|[Bb]ộ|[Pp]hòng)(?!\w|{BLANK}[a-zđ]{{1,4}}{BLANK}?(?:hữu|phận))"
)


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
        if match.start() < reached:
            continue
        for mention in _at(text, match.start(), end):
            yield mention
            reached = max(reached, mention.end)


def _at(text: str, position: int, end: int) -> list[Mention]:
    """The body that begins at ``position``, or the members of a list that begins there."""
    title = grammar.titles().match(text, position, end)
    if title is not None:
        led = _bodies_at(text, title.end(), end)
        if led:
            first = led[0]
            words = " ".join(title.group().split())
            plain = words.removesuffix(" các")
            if len(led) == 1 or words == plain:
                whole = Mention(
                    position, first.end, first.rule, first.core, first.scope, plain, first.level,
                    first.entry, first.group,
                )  # fmt: skip
                return [whole, *led[1:]]
            return [
                Mention(
                    position if member is first else member.start,
                    member.end, member.rule, member.core, member.scope, plain, member.level,
                    member.entry, member.group,
                )
                for member in led
            ]  # fmt: skip
    return _bodies_at(text, position, end)


def _bodies_at(text: str, position: int, end: int) -> list[Mention]:
    candidates = [
        *_groups(text, position, end),
        *_listed(text, position, end),
        *_single(text, position, end),
    ]
    if not candidates:
        return []
    return max(candidates, key=lambda members: members[-1].end)


def _groups(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    for pattern, entry in grammar.groups():
        match = pattern.match(text, position, end)
        if match:
            words = " ".join(match.group().split())
            yield [
                Mention(position, match.end(), "group", words, level=entry.get("level"), group=True)
            ]


def _listed(text: str, position: int, end: int) -> Iterator[list[Mention]]:
    """Departments and ministries by field, one or a list: "các Sở: Nội vụ, Tài chính"."""
    several = re.compile(rf"[Cc]ác{BLANK}").match(text, position, end)
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
        yield members


def _is_list(text: str, position: int, end: int) -> bool:
    """Whether a department without "các" goes on with fields of others: ", Tài chính,"."""
    more = grammar.more_fields().match(text, position, end)
    return more is not None and more.group().startswith(",")


def _member(
    text: str, start: int, end: int, rule: str, head: str, field: str, limit: int
) -> Mention:
    core = f"{head.capitalize()} {' '.join(field.split())}"
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
    for pattern, entry in grammar.placed():
        match = pattern.match(text, position, end)
        if match is None:
            continue
        scope = grammar.scope().match(text, match.end(), end)
        core = entry["name"] or match.group()
        if scope:
            words = " ".join(scope.group().split())
            yield [Mention(position, scope.end(), "placed", core, words, level=entry.get("level"))]
        elif entry.get("after"):
            yield [Mention(position, match.end(), "party", core, level=entry.get("level"))]
    for pattern, entry in grammar.named():
        match = pattern.match(text, position, end)
        if match:
            scope = re.compile(rf"{BLANK}(?:{grammar.province_names()})(?!\w)").match(
                text, match.end(), end
            )
            words = " ".join(scope.group().split()) if scope else ""
            stop = scope.end() if scope else match.end()
            yield [Mention(position, stop, "party", match.group(), words, level=entry["level"])]
    for pattern, entry in grammar.units():
        match = pattern.match(text, position, end)
        if match:
            yield [Mention(position, match.end(), "unit", match.group(), level=entry["level"])]
    match = grammar.schools().match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "school", match.group(), level="trường")]
    match = _ALONE.match(text, position, end)
    if match:
        yield [Mention(position, match.end(), "alone", match["head"].capitalize())]
