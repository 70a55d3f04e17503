"""The grammar of bodies as compiled patterns, made from the data.

A body is found by its head ("Sở", "UBND", "Trường", a whole name) and read on from there:
what it works on, whose it is, where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from extract.bodies.names import agencies
from extract.data_files import read_yaml
from extract.letters import CAPITALS
from extract.places import places

BLANK = r"[ \u00a0\n]{1,2}"
_DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
_CAPITAL = f"[{CAPITALS}]"
_WORD = rf"{_CAPITAL}[\w'’]{{0,12}}"
RANKS = "tỉnh|thành phố|TP\\.?|Tp\\.?|quận|huyện|thị xã|TX\\.?|phường|xã|thị trấn|đặc khu"
_PLURAL_RANKS = "tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu"


def grammar() -> Any:
    """The data of ``data/grammar.yaml``."""
    return read_yaml("extract.bodies", "data/grammar.yaml")


def spaced(pattern: str) -> str:
    """A pattern in which each blank stands for any blank."""
    return pattern.replace(" ", BLANK)


def phrase(words: str) -> str:
    """A pattern for words as they stand, over any blanks and dashes."""
    parts = re.split(r"( ?[-–—] ?| )", words)
    pattern = ""
    for part in parts:
        if part == " ":
            pattern += BLANK
        elif part.strip() in ("-", "–", "—") and part:
            pattern += _DASH
        else:
            pattern += re.escape(part)
    return pattern


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first."""
    return "|".join(phrase(words) for words in sorted(set(phrases), key=len, reverse=True))


@cache
def fields(departments: bool) -> str:
    """A pattern for a field of work in any spelling; of ministries or of departments."""
    left_out = set(grammar()["not_departments"]) if departments else set()
    spellings = [
        spelling
        for entry in agencies()["fields"]
        if entry["name"] not in left_out
        for spelling in (entry["name"], *entry["spellings"])
    ]
    small = [f"{name[:1].lower()}{name[1:].lower()}" for name in spellings if " " in name]
    return f"(?:{any_of([*spellings, *small])})(?![\\w&])"


@cache
def province_names() -> str:
    """A pattern for the name of a province without its rank."""
    names = {rank.name for place in places().values() for rank in place.ranks}
    return any_of(names | {place.name for place in places().values()})


# What follows a local organ: "tỉnh Bình Thuận", "các huyện, thị xã", "cấp xã", "huyện".
_NUMBERED = rf"(?:{_WORD}(?:{BLANK}{_WORD}){{0,3}}|\d{{1,2}})"
_MORE_RANKS = rf"(?:(?:,|{BLANK}và){BLANK}(?:các{BLANK})?(?:{_PLURAL_RANKS}))"
PLURAL = (
    rf"(?:các{BLANK}(?:{_PLURAL_RANKS}){_MORE_RANKS}{{0,4}}|(?:{_PLURAL_RANKS}){_MORE_RANKS}{{1,4}})"
    rf"(?:{BLANK}trực{BLANK}thuộc{BLANK}[Tt]rung{BLANK}ương)?(?!\w)"
)
SCOPE = (
    rf"(?:(?P<plural>{PLURAL})"
    rf"|(?P<level>(?:các{BLANK})?cấp(?:{BLANK}(?:tỉnh|huyện|xã))?)(?!\w)"
    rf"|(?P<rank>{RANKS}){BLANK}(?P<name>{_NUMBERED})(?!\w)"
    rf"|(?P<bare>{RANKS})(?!\w))"
)


@cache
def scope() -> re.Pattern[str]:
    """Matches what follows a local organ, the blank before it included."""
    return re.compile(rf"{BLANK}{SCOPE}|{BLANK}(?P<province>{province_names()})(?!\w)")


@cache
def province_behind() -> re.Pattern[str]:
    """The bare name of a province after a committee: "Tỉnh ủy Bình Thuận"."""
    return re.compile(rf"{BLANK}(?:{province_names()})(?!\w)")


@cache
def local_heads() -> re.Pattern[str]:
    """The organs that each place has: UBND, HĐND and their parts."""
    spellings = [
        spelling
        for entry in agencies()["local"]
        if entry["kind"] == "state"
        for spelling in (entry["name"], *entry["spellings"])
    ]
    return re.compile(f"(?:{any_of(spellings)})(?![\\w-])")


ALONE = re.compile(
    rf"(?<!các[ \u00a0])(?<!ngang[ \u00a0])(?<!Luật[ \u00a0])(?<!liên[ \u00a0])(?<!Liên[ \u00a0])"
    rf"(?P<head>Sở|Bộ|Phòng)(?!\w|{BLANK}(?:trưởng|luật|chống|ngừa))"
)
"""A head without its field, which may mean the document's issuer."""

LED_ALONE = re.compile(rf"(?P<head>[Ss]ở|Bộ|Phòng)(?!\w|{BLANK}(?:hữu|tại))")
"""The same behind a position ("giám đốc sở"), where it may be written small."""


@cache
def departments() -> re.Pattern[str]:
    """ "Sở" or "Phòng" with its field, or with a list of fields: "các Sở: Nội vụ, Tài chính"."""
    field = fields(True)
    return re.compile(rf"(?P<head>[Ss]ở|[Pp]hòng)(?P<colon>[ ]?:)?{BLANK}(?P<field>{field})")


@cache
def more_fields() -> re.Pattern[str]:
    """The next field of a list after a department: ", Tài chính", " và Tài chính"."""
    return re.compile(
        rf"(?:,{BLANK}(?:và{BLANK})?|;{BLANK}|{BLANK}và{BLANK})(?P<field>{fields(True)})"
        rf"(?=[,;.:)\n]|{BLANK}và|{BLANK}[a-zđ]|$)"
    )


@cache
def ministries() -> re.Pattern[str]:
    """A ministry by its field, or a list of them."""
    return re.compile(rf"(?P<head>[Bb]ộ)(?P<colon>[ ]?:)?{BLANK}(?P<field>{fields(False)})")


@cache
def whole_names() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """Bodies known by their whole name, and the entry of each spelling."""
    entries: dict[str, dict[str, Any]] = {}
    for group, level in (("ministries", "trung ương"), ("central", None)):
        for entry in agencies()[group]:
            for spelling in (entry["name"], *entry.get("spellings", ()), *entry.get("codes", ())):
                if len(spelling) > 2:  # "CP", "QH" and "TW" mean too much else
                    entries[_plain(spelling)] = {"level": level, **entry}
    pattern = any_of(entries)
    # "Chính phủ số", "Chính phủ điện tử" are no bodies; a code inside a number is none either.
    after = rf"(?![\w&/]|-\w|{BLANK}(?:số(?!{BLANK}\d)|điện{BLANK}tử|kiến{BLANK}tạo))"
    return re.compile(f"(?:{pattern}){after}"), entries


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[–—]", "-", name).split())


def entry_of(name: str) -> dict[str, Any] | None:
    """The entry of a whole name as it stands in the text."""
    entries = whole_names()[1]
    plain = _plain(name)
    return entries.get(plain) or entries.get(re.sub(r"(?<=\w)-(?=\w)", " - ", plain))


@cache
def placed() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Bodies that come with a place or a committee behind them."""
    rules = []
    for entry in grammar()["placed"]:
        after = entry.get("after")
        tail = rf"{BLANK}(?P<after>{spaced(after)})(?!\w)" if after else ""
        rules.append((re.compile(f"(?:{spaced(entry['pattern'])})(?![\\w-]){tail}"), entry))
    return rules


@cache
def named() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Bodies whose name needs no place."""
    return [
        (re.compile(f"(?:{spaced(entry['pattern'])})(?!\\w)"), entry)
        for entry in grammar()["named"]
    ]


@cache
def groups() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Groups of bodies."""
    return [
        (re.compile(f"(?:{spaced(entry['pattern'])})(?!\\w)"), entry)
        for entry in grammar()["groups"]
    ]


@cache
def units() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Units inside a ministry or department."""
    return [
        (
            re.compile(f"(?:{spaced(entry['pattern'])}){BLANK}(?:{any_of(entry['names'])})(?!\\w)"),
            entry,
        )
        for entry in grammar()["units"]
    ]


@cache
def any_of_rules(name: str) -> re.Pattern[str]:
    """Matches where any rule of ``groups``, ``placed``, ``named`` or ``units`` does."""
    rules = {"groups": groups, "placed": placed, "named": named, "units": units}[name]()
    return re.compile("|".join(f"(?:{_nameless(rule.pattern)})" for rule, _ in rules))


@cache
def schools() -> re.Pattern[str]:
    """A school or centre with its name or place."""
    data = grammar()["schools"]
    name = rf"{_WORD}(?:(?:{BLANK}|[-–]){_WORD}|{BLANK}\d{{1,2}}){{0,5}}"
    rank = rf"(?:{RANKS})(?:{BLANK}{_NUMBERED})?"
    kinds, centres = any_of(data["kinds"]), any_of(data["centres"])
    return re.compile(
        rf"[Tt]rường{BLANK}(?:{kinds}){BLANK}(?:(?:{name})(?:,?{BLANK}{rank})?|{rank})(?!\w)"
        rf"|[Tt]rung{BLANK}tâm{BLANK}(?:{centres})"
        rf"(?:{BLANK}(?:{rank}|các{BLANK}(?:{_PLURAL_RANKS})(?:,{BLANK}(?:{_PLURAL_RANKS})){{0,3}}))?(?!\w)"
    )


@cache
def open_units() -> list[tuple[re.Pattern[str], str | None]]:
    """Units of any name with their level, tried where no other rule finds a body."""
    data = grammar()["open"]
    ends = any_of(data["ends"])
    word = rf"(?:{BLANK}(?!(?:{ends})(?!\w))[^\W\d_]+|{_DASH}(?={_CAPITAL}))"
    return [
        (
            re.compile(rf"(?:{any_of(entry['words'])}){BLANK}(?:{_WORD})(?:{word}){{1,8}}(?!\w)"),
            entry["level"],
        )
        for entry in data["heads"]
    ]


@cache
def titles() -> re.Pattern[str]:
    """A position before the body it leads, or a part of the body."""
    leading = grammar()["titles"]
    small = [word[:1].lower() + word[1:] for word in leading]
    words = any_of([*leading, *small, *grammar()["parts"]])
    return re.compile(f"(?:{words}){BLANK}")


@cache
def heads() -> re.Pattern[str]:
    """The words at which a body may begin; everything else is passed over at speed."""
    data = agencies()
    known = {
        name.split(" ")[0]
        for group in ("ministries", "central", "local", "party")
        for entry in data[group]
        for name in (entry["name"], *entry.get("spellings", ()))
    }
    words = sorted(known | set(grammar()["heads"]), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})(?!\\w)")


@cache
def any_body() -> re.Pattern[str]:
    """Matches where any rule does: one quick test before the rules are tried one by one."""
    rules = [
        local_heads(),
        whole_names()[0],
        departments(),
        ministries(),
        schools(),
        LED_ALONE,
        *(pattern for pattern, _ in open_units()),
        *(pattern for group in (placed(), named(), groups(), units()) for pattern, _ in group),
    ]
    several = rf"(?:[Cc]ác{BLANK})?"
    joined = "|".join(f"(?:{_nameless(rule.pattern)})" for rule in rules)
    return re.compile(rf"(?:{_nameless(titles().pattern)})?{several}(?:{joined})")


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
