"""The grammar of bodies as compiled patterns, made from the data.

A body is found by its head ("Sở", "UBND", "Trường", a whole name) and read on from there:
what it works on, whose it is, where it is (``extract.bodies.scopes``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.bodies.names import agencies, grammar
from extract.bodies.phrases import BLANK, DASH, any_of, branching, phrase, spaced, tokens
from extract.bodies.scopes import CAPITAL, PLURAL_RANKS, RANKS, WORD, unit_name


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
    small = [name.lower() for name in spellings if " " in name]
    small += [f"{name[:1].upper()}{name[1:]}" for name in small]  # "Bộ Công thương"
    return f"(?:{any_of([*spellings, *small])})(?![\\w&])"


@cache
def local_heads() -> re.Pattern[str]:
    """The organs that each place has: UBND, HĐND and their parts."""
    state = [entry for entry in agencies()["local"] if entry["kind"] == "state"]
    spellings = [name for entry in state for name in (entry["name"], *entry["spellings"])]
    return re.compile(f"(?:{any_of(spellings)})(?![\\w-])")


ALONE = re.compile(
    rf"(?<!các[ \u00a0])(?<!ngang[ \u00a0])(?<!Luật[ \u00a0])(?<!liên[ \u00a0])(?<!Liên[ \u00a0])"
    rf"(?P<head>Sở|Bộ|Phòng)(?!\w|{BLANK}(?:trưởng|[Ll]uật|chống|ngừa))"
)
"""A head without its field, which may mean the document's issuer."""

LED_ALONE = re.compile(rf"(?P<head>[Ss]ở|Bộ|Phòng)(?!\w|{BLANK}(?:hữu|tại|môn|phận)(?!\w))")
"""The same behind a position ("giám đốc sở"), where it may be written small."""


@cache
def offices() -> re.Pattern[str]:
    """A position that stands alone and needs no body behind it."""
    words = any_of(word for entry in grammar()["alone"] for word in entry["words"])
    return re.compile(rf"(?:{words})(?!\w|{BLANK}(?:{CAPITAL}|các|cấp))")


@cache
def departments() -> re.Pattern[str]:
    """ "Sở" or "Phòng" with its field, or with a list of fields: "các Sở: Nội vụ, Tài chính"."""
    field = fields(True)
    others = rf"(?:,{BLANK}(?:ban|ngành|đơn{BLANK}vị)){{1,3}}[ ]?:"
    return re.compile(
        rf"(?P<head>[Ss]ở|[Pp]hòng)(?P<colon>[ ]?:|{others})?{BLANK}(?P<field>{field})"
    )


@cache
def more_fields(departments: bool) -> re.Pattern[str]:
    """The next field of a list after a department or ministry: ", Tài chính", " và Tài chính"."""
    blanks = r"[ \u00a0\n]{1,24}"  # lists under an address are set far in
    return re.compile(
        rf"(?:{BLANK}\((?P<aside>[^()\t]{{1,60}})\))?"  # "Tài chính (Tổng cục Hải quan), Y tế"
        rf"(?:,{blanks}(?:và{BLANK})?|;{blanks}|{BLANK}và{BLANK})"
        rf"(?P<field>{fields(departments)})(?!{BLANK}(?:{RANKS}|các|cấp)(?!\w))"
        rf"(?=[,;.:)\n]|{BLANK}(?:và|\(|[a-zđ])|$)"
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
    return _patterns("named")


@cache
def school_parts() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Parts of a school."""
    return _patterns("school_parts")


def _patterns(rules: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [
        (re.compile(f"(?:{spaced(entry['pattern'])})(?!\\w)"), entry) for entry in grammar()[rules]
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
    """Matches where any rule of ``placed``, ``named``, ``units`` or ``school_parts`` does."""
    rules = {"placed": placed, "named": named, "units": units, "school_parts": school_parts}[name]()
    return re.compile("|".join(f"(?:{_nameless(rule.pattern)})" for rule, _ in rules))


@cache
def schools() -> re.Pattern[str]:
    """A school, university or centre with its name or place."""
    data = grammar()["schools"]
    more = rf"(?:{BLANK}|{DASH}){WORD}|{BLANK}\d{{1,2}}"
    small = rf"{BLANK}(?:{any_of(data['small'])})(?!\w)"
    name = rf"{WORD}(?:{more}){{0,5}}"
    of_learning = (
        rf"(?:số{BLANK}\d{{1,2}}{BLANK})?{WORD}(?:{small})?(?:(?:{more})(?:{small})?){{0,6}}"
    )
    higher = "[Đđ]ại học|[Cc]ao đẳng(?: nghề)?|[Tt]rung cấp(?: nghề)?"
    rank = rf"(?:{RANKS})(?:{BLANK}{unit_name()})?"
    kinds, centres = any_of(data["kinds"]), any_of(data["centres"])
    plural = rf"các{BLANK}(?:{PLURAL_RANKS})(?:,{BLANK}(?:{PLURAL_RANKS})){{0,3}}"
    return re.compile(
        rf"(?:[Tt]rường{BLANK}(?:{spaced(higher)})|(?<!dục[ ])Đại{BLANK}học)"
        rf"{BLANK}{of_learning}(?!\w)"
        rf"|[Tt]rường{BLANK}(?:{kinds}){BLANK}(?:(?:{name})(?:,?{BLANK}{rank})?|{rank})(?!\w)"
        rf"|[Tt]rung{BLANK}tâm{BLANK}(?:{centres})(?:{BLANK}(?:{rank}|{plural}))?(?!\w)"
    )


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """Units of any name: patterns for their head and for the name behind it."""

    head: re.Pattern[str]
    level: str | None
    bare: bool  # a body without a name too
    placed: bool  # only with the place or body it belongs to behind its name


@cache
def open_heads() -> re.Pattern[str]:
    """Matches where any open unit begins."""
    words = any_of(word for entry in grammar()["open"]["heads"] for word in entry["words"])
    return re.compile(rf"{words}(?!\w)")


@cache
def open_units() -> list[OpenUnit]:
    """Units of any name, tried where no other rule finds a body."""
    return [
        OpenUnit(
            re.compile(rf"(?:{any_of(entry['words'])})(?!\w)"),
            entry["level"],
            bool(entry.get("bare")),
            bool(entry.get("placed")),
        )
        for entry in grammar()["open"]["heads"]
    ]


@cache
def _open_word() -> str:
    ends = any_of(grammar()["open"]["ends"])
    ranks = spaced("tỉnh|huyện|quận|thành phố|thị xã|phường|xã(?! hội)|Công an|Sở|UBND|HĐND|Bộ")
    return (
        rf"{BLANK}số{BLANK}\d{{1,3}}|{BLANK}(?!(?:{ends}|{ranks})(?!\w))[^\W\d_]+"
        rf"|{DASH}(?!(?:{ranks})(?!\w)){WORD}"
    )


@cache
def open_name() -> re.Pattern[str]:
    """The name of an open unit, which begins with a capital."""
    word, firsts = _open_word(), rf"{BLANK}(?:{any_of(grammar()['open']['firsts'])})(?!\w)"
    names = rf"{firsts}(?:{word}){{0,12}}|(?:{word}){{2,14}}"
    return re.compile(rf"(?={BLANK}{CAPITAL})(?:{names})(?!\w)")


@cache
def loose_name() -> re.Pattern[str]:
    """The same, small or with commas, for units whose place stands behind it."""
    return re.compile(rf"(?:,?(?:{_open_word()})){{1,10}}(?!\w)")


@cache
def titles() -> re.Pattern[str]:
    """A position before the body it leads, or a part of the body."""
    return re.compile(f"(?:{any_of(_positions())}){BLANK}")


@cache
def short_titles() -> re.Pattern[str]:
    """The same, the shortest first: "Trưởng" of "Trưởng phòng", where that names no position."""
    words = sorted(_positions(), key=len)
    return re.compile(f"(?:{'|'.join(map(phrase, words))}){BLANK}")


def _positions() -> list[str]:
    leading = grammar()["titles"]
    small = [word[:1].lower() + word[1:] for word in leading]
    return [*leading, *small, *grammar()["parts"]]


@cache
def short_forms() -> re.Pattern[str]:
    """Short forms inside names."""
    longest_first = sorted(grammar()["short"], key=len, reverse=True)
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w&-])")


@cache
def part_of() -> re.Pattern[str]:
    """Words before a body by which it is only part of another name, at the end of a text."""
    return re.compile(rf"(?<!\w)(?:{any_of(grammar()['part_of'])}){BLANK}$")


@cache
def heads() -> re.Pattern[str]:
    """The words at which a body may begin; everything else is passed over at speed."""
    data = agencies()
    known = {
        " ".join(name.split(" ")[:2])
        for group in ("ministries", "central", "local", "party")
        for entry in data[group]
        for name in (entry["name"], *entry.get("spellings", ()), *entry.get("codes", ()))
    }
    words = {tokens(word) for word in known | set(grammar()["heads"]) | set(_positions())}
    capital = rf"(?={BLANK}{CAPITAL})"
    words |= {(*tokens(word), capital) for word in grammar()["heads_before_capital"]}
    return re.compile(rf"{branching(words)}(?!\w)")


@cache
def any_body() -> re.Pattern[str]:
    """Matches where any rule but that of groups does, behind a position or not: a quick test."""
    rules = [
        local_heads(),
        whole_names()[0],
        departments(),
        ministries(),
        schools(),
        LED_ALONE,
        offices(),
        open_heads(),
        *(
            pattern
            for group in (placed(), named(), units(), school_parts())
            for pattern, _ in group
        ),
    ]
    several = rf"(?:[Cc]ác{BLANK})?"
    joined = "|".join(f"(?:{_nameless(rule.pattern)})" for rule in rules)
    return re.compile(rf"(?:{_nameless(titles().pattern)})?{several}(?:{joined})")


@cache
def any_kind() -> re.Pattern[str]:
    """Matches where a group may begin: at one of the words for its kinds."""
    kinds = {word.lower() for entry in grammar()["groups"]["kinds"] for word in entry["words"]}
    several = rf"(?:(?:toàn{BLANK}bộ|tất{BLANK}cả|một{BLANK}số){BLANK})?(?:các{BLANK})?"
    words = any_of(kinds | {kind.replace("ủy", "uỷ") for kind in kinds})
    return re.compile(rf"(?:(?:{_nameless(titles().pattern)})?{several}(?:{words})(?!\w))", re.I)


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
