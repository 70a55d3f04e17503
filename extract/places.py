"""Provinces and centrally run cities: their names by date, and what they are today.

63 units became 34 on 1 July 2025, and changes go on; ``data/places.yaml`` dates them all. A name
is resolved with the date of the document that says it. Districts ended on that day too; they are
known by the grammar of their names ("huyện Tứ Kỳ"), not by a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from extract.data_files import read_yaml
from extract.letters import fold


@dataclass(frozen=True, slots=True)
class Rank:
    """What a unit was called during a time; ``until`` is exclusive."""

    rank: str  # "tỉnh" or "thành phố"
    name: str
    since: date | None = None
    until: date | None = None

    @property
    def full(self) -> str:
        """Rank and name, "tỉnh Bình Thuận"."""
        return f"{self.rank} {self.name}"


@dataclass(frozen=True, slots=True)
class Place:
    """A province or centrally run city."""

    slug: str
    name: str  # without its rank
    code: str | None  # of the General Statistics Office; None for units that ended before 2008
    ranks: tuple[Rank, ...]  # oldest first
    ended: date | None = None  # first day on which it was no more
    successors: tuple[str, ...] = ()  # slugs
    spellings: tuple[str, ...] = ()

    def at(self, day: date | None) -> str:
        """Its full name on ``day`` ("tỉnh Bình Thuận"); without a day, the last it had."""
        if day is not None:
            for rank in self.ranks:
                if rank.until is None or day < rank.until:
                    return rank.full
        return self.ranks[-1].full

    def exists_on(self, day: date) -> bool:
        """Whether it was a unit of its own on ``day``."""
        return self.ended is None or day < self.ended


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a phrase names a place."""

    start: int
    end: int
    place: Place
    ranked: bool  # the rank is said too: "tỉnh Bình Thuận", "TP. Huế"


@cache
def places() -> dict[str, Place]:
    """All units by slug."""
    data = read_yaml("extract", "data/places.yaml")
    known: dict[str, Place] = {}
    for entry in data["units"]:
        ranks = tuple(
            Rank(r["rank"], r.get("name", entry["name"]), r.get("from"), r.get("until"))
            for r in entry["ranks"]
        )
        merged = entry.get("merged")
        known[entry["slug"]] = Place(
            entry["slug"],
            entry["name"],
            entry["code"],
            ranks,
            merged["day"] if merged else None,
            (merged["into"],) if merged else (),
            tuple(entry.get("spellings", ())),
        )
    for entry in data["former"]:
        known[entry["slug"]] = Place(
            entry["slug"],
            entry["name"],
            None,
            (Rank(entry["rank"], entry["name"], None, entry["until"]),),
            entry["until"],
            tuple(entry["into"]),
        )
    return known


def _key(name: str) -> str:
    """A name for comparing: lower case, no marks where marks vary, single blanks, plain dashes."""
    return re.sub(r"[\s\u00a0]*[-–—‑][\s\u00a0]*|[\s\u00a0]+", " ", _tones(name.lower())).strip()


_MOVED_TONES = str.maketrans({"ð": "đ"})
_TONE_PLACES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}
_TONE = re.compile("|".join(_TONE_PLACES) + r"(?!\w)")


def _tones(name: str) -> str:
    """Lower-case ``name`` with the old placing of tones ("hòa", not "hoà")."""
    return _TONE.sub(lambda match: _TONE_PLACES[match.group()], name.translate(_MOVED_TONES))


@cache
def _by_name() -> dict[str, Place]:
    names: dict[str, Place] = {}
    for place in places().values():
        for spelling in (place.name, *(rank.name for rank in place.ranks), *place.spellings):
            names.setdefault(_key(spelling), place)
    return names


@cache
def _by_folded() -> dict[str, Place]:
    """Places by their name without marks, where that names only one."""
    folded: dict[str, list[Place]] = {}
    for name, place in _by_name().items():
        found = folded.setdefault(fold(name), [])
        if place not in found:
            found.append(place)
    return {name: found[0] for name, found in folded.items() if len(found) == 1}


_RANKS = r"(?P<rank>(?:tỉnh|thành phố|thủ đô|t\.?p\.?)[\s\u00a0]{0,3})"


@cache
def _mention(*, ranked: bool) -> re.Pattern[str]:
    spellings = {
        spelling
        for place in places().values()
        for spelling in (place.name, *(rank.name for rank in place.ranks), *place.spellings)
    }
    alternatives = "|".join(
        _loose(spelling) for spelling in sorted(spellings, key=len, reverse=True)
    )
    rank = _RANKS if ranked else f"{_RANKS}?"
    return re.compile(rf"(?<!\w){rank}(?P<name>{alternatives})(?!\w)", re.IGNORECASE)


def _loose(spelling: str) -> str:
    """A pattern for a spelling with any blanks and dashes, and either placing of tones."""
    parts = re.split(r"(\s*[-–—]\s*|\s+)", spelling)
    pattern = ""
    for part in parts:
        if re.fullmatch(r"\s*[-–—]\s*", part):
            pattern += r"[\s\u00a0]{0,2}[-–—‑][\s\u00a0]{0,2}"
        elif part.isspace():
            pattern += r"[\s\u00a0]{1,3}"
        else:
            pattern += re.escape(part).replace("Đ", "[ĐÐ]")
    for new, old in _TONE_PLACES.items():
        pattern = re.sub(rf"{old}(?!\w)", f"(?:{old}|{new})", pattern)
    return pattern


# A smaller unit may carry a province's name: "thị xã Quảng Trị", "phường Bắc Giang".
_SMALLER = re.compile(
    r"(?:huyện|quận|thị xã|thị trấn|phường|xã|tx\.?|thôn|đường|phố|sông|đặc khu"
    r"|trường [^,.;]{0,20})[\s\u00a0]{1,3}$",
    re.IGNORECASE,
)


def find_places(
    phrase: str, start: int = 0, end: int | None = None, *, ranked: bool = False
) -> Iterator[PlaceMention]:
    """Places that ``phrase[start:end]`` names with or without their rank, in order.

    A province's name behind the rank of a smaller unit ("xã Bắc Giang") names no province.
    ``ranked``: only those named with their rank, which are found much sooner.
    """
    pattern = _mention(ranked=ranked)
    for match in pattern.finditer(phrase, start, len(phrase) if end is None else end):
        rank = match["rank"]
        if rank is None and match["name"][0].islower():
            continue
        if rank is None and _SMALLER.search(phrase, max(0, match.start() - 24), match.start()):
            continue
        place = _by_name()[_key(match["name"])]
        yield PlaceMention(match.start(), match.end(), place, rank is not None)


@lru_cache(maxsize=4096)
def find_place(phrase: str, day: date | None = None) -> Place | None:
    """The one place that ``phrase`` names; a ranked mention goes before a bare one.

    None when it names none or several. With ``day``, units that had ended by then are left out
    (Bắc Giang is a ward in 2026), unless nothing else is named.
    """
    mentions = list(find_places(phrase))
    ranked = [mention for mention in mentions if mention.ranked]
    found = {mention.place.slug: mention.place for mention in ranked or mentions}
    if day is not None and len(found) > 1:
        found = {slug: place for slug, place in found.items() if place.exists_on(day)}
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=4096)
def place_named(name: str) -> Place | None:
    """The place that ``name`` is, by name (any rank, case, marks), slug or statistical code."""
    name = name.strip()
    if name in places():
        return places()[name]
    for place in places().values():
        if place.code == name:
            return place
    bare = re.sub(rf"^{_RANKS}", "", name, flags=re.IGNORECASE)
    return _by_name().get(_key(bare)) or _by_folded().get(fold(_key(_without_rank(bare))))


def _without_rank(name: str) -> str:
    return re.sub(r"^(?:tinh|thanh pho|tp\.?)[\s-]+", "", fold(name))


def today(place: Place) -> Place | None:
    """The unit that ``place`` belongs to now; None when it was divided between several."""
    while place.successors:
        if len(place.successors) > 1:
            ends = {today(places()[slug]) for slug in place.successors}
            return ends.pop() if len(ends) == 1 else None
        place = places()[place.successors[0]]
    return place


_DISTRICT = re.compile(
    r"(?<!\w)(?P<rank>huyện|quận|thị xã|thành phố|tp\.?|tx\.?)[\s\u00a0]{1,3}"
    r"(?P<name>(?:đảo[\s\u00a0]{1,2})?(?:\d{1,2}|[^\W\d_][\w'’]{0,8}"
    r"(?:[\s\u00a0]{1,2}[^\W\d_][\w'’]{0,8}){0,4}))(?!\w)",
    re.IGNORECASE,
)
_DISTRICT_RANKS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}


def find_district(phrase: str) -> str | None:
    """The district that ``phrase`` names ("huyện Tứ Kỳ"), by grammar; provinces are passed over."""
    for match in _DISTRICT.finditer(phrase):
        name = match["name"]
        upper = name.isupper()
        words = name.split()
        if not upper:
            kept: list[str] = []
            for word in words:
                if not (word[0].isupper() or word[0].isdigit() or (not kept and word == "đảo")):
                    break
                kept.append(word)
            words = kept
        if not words:
            continue
        rank = match["rank"].lower()
        rank = _DISTRICT_RANKS.get(rank, rank)
        bare = " ".join(word.capitalize() if upper else word for word in words)
        if rank == "thành phố" and _key(bare) in _by_name():
            continue
        return f"{rank} {bare}"
    return None
