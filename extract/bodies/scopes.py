"""Where a body is: what may follow its head, from "tỉnh Bình Thuận" to "các huyện, thị xã"."""

from __future__ import annotations

import re
from functools import cache

from extract.bodies.names import grammar
from extract.bodies.phrases import BLANK, DASH, any_of, spaced
from extract.letters import CAPITALS
from extract.places import places

CAPITAL = f"[{CAPITALS}]"
WORD = rf"{CAPITAL}[\w'’]{{0,12}}"
RANKS = (
    "[Tt]ỉnh|[Tt]hành phố|TP\\.?|Tp\\.?|[Qq]uận|[Hh]uyện|[Tt]hị xã|TX\\.?|[Pp]hường|[Xx]ã"
    "|[Tt]hị trấn|[Đđ]ặc khu"
)
PLURAL_RANKS = "tỉnh|thành phố|TP|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu"


@cache
def _province_names() -> str:
    names = {rank.name for place in places().values() for rank in place.ranks}
    return any_of(names | {place.name for place in places().values()})


# What follows a local organ: "tỉnh Bình Thuận", "các huyện, thị xã", "cấp xã", "huyện".
_NAME = rf"(?:{WORD}(?:{BLANK}{WORD}){{0,3}}(?:{DASH}(?!{{heads}}){WORD}{BLANK}{WORD})?|\d{{1,2}})"
_MORE_RANKS = rf"(?:(?:,|{BLANK}và){BLANK}(?:các{BLANK})?(?:{PLURAL_RANKS}))"
_LAST_NAMED = rf"(?:{BLANK}{WORD}(?:{BLANK}{WORD}){{1,2}})?"  # "các huyện, thành phố Cà Mau"
_LEVEL = rf"cấp{BLANK}(?:tỉnh|huyện|xã)"  # "cấp tỉnh, cấp xã"
_PLURAL = (
    rf"(?:các{BLANK}(?:{PLURAL_RANKS})(?:{_MORE_RANKS}{{1,4}}{_LAST_NAMED})?"
    rf"|(?:{PLURAL_RANKS}){_MORE_RANKS}{{1,4}}{_LAST_NAMED})"
    rf"(?:{BLANK}trực{BLANK}thuộc{BLANK}[Tt]rung{BLANK}ương)?(?!\w)"
)


@cache
def unit_name() -> str:
    """A pattern for the name of a unit: "Tân Hội", "Xuân Hương - Đà Lạt", "5"."""
    return _NAME.replace("{heads}", rf"(?:{any_of(grammar()['titles'])})")


@cache
def _scope() -> str:
    return (
        rf"(?:(?P<form>{any_of(grammar()['place_forms'])})(?!\w)|(?P<plural>{_PLURAL})"
        rf"|(?P<level>các{BLANK}cấp|{_LEVEL}(?:(?:,|{BLANK}và){BLANK}{_LEVEL}){{0,2}})(?![^\W\d])"
        rf"|[Tt]ỉnh{BLANK}(?P<of>{_province_names()})(?!\w)|(?P<bare>[Tt]ỉnh)(?!\w)"
        rf"|(?P<rank>{RANKS}){BLANK}(?P<name>{unit_name()})(?!\w)"
        rf"|(?P<small>{RANKS})(?!\w))"
    )


@cache
def scope() -> re.Pattern[str]:
    """Matches what follows a local organ, the blank before it included."""
    return re.compile(rf"{BLANK}{_scope()}|{BLANK}(?P<province>{_province_names()})(?!\w)")


@cache
def province_behind() -> re.Pattern[str]:
    """The name of a province after a committee: "Tỉnh ủy Bình Thuận"."""
    rank = rf"(?:(?:[Tt]ỉnh|[Tt]hành{BLANK}phố|TP\.?){BLANK})?"
    return re.compile(rf"{BLANK}{rank}(?:{_province_names()})(?!\w)")


@cache
def district_behind() -> re.Pattern[str]:
    """The name of a district after a committee: "Huyện ủy Bắc Mê"."""
    return re.compile(rf"{BLANK}{WORD}(?:{BLANK}{WORD}){{1,2}}(?!\w)")


@cache
def listed_places() -> re.Pattern[str]:
    """Places of one rank behind the organ they all have: " các phường: Mũi Né, Phú Thủy"."""
    name = unit_name()
    ranks = "huyện|quận|thị xã|phường|xã|thị trấn|đặc khu"
    return re.compile(
        rf"{BLANK}các{BLANK}(?P<rank>{spaced(ranks)})(?P<colon>[ ]?:)?{BLANK}"
        rf"(?P<names>{name}(?:(?:,{BLANK}|{BLANK}và{BLANK})(?:(?P=rank){BLANK})?{name}(?!\w)){{0,40}})(?!\w)"
    )


@cache
def listed_place() -> re.Pattern[str]:
    """One of ``listed_places``."""
    return re.compile(unit_name())
