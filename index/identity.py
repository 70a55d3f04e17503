"""Which mentions mean the same instrument, decided over the whole corpus.

Each mention and each document held gives one ``Identity``: what it says of the instrument. Those of
one number are put together by place, year and kind, because a serial begins anew each year, the
province is never in the number and the National Assembly numbers laws and resolutions apart. A year
that a mention leaves out it takes from the others where there is no choice, a place only where the
day agrees too; else it keeps all candidates. Only what is said of one number is compared, and only
when somebody asks for it, so documents may come in any order and at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import NamedTuple

from extract.model import Header, Instrument, Reference
from extract.places import find_district, find_place
from extract.references import instrument_of
from extract.references.codes import issuers_data
from extract.references.numbers import parse_number
from index.slug import place_words, slug

_SEPARATOR = "\t"
_FULL_DATE = len("2023-09-14")


@dataclass(frozen=True, slots=True)
class Identity:
    """What one mention says of its instrument; empty where it says nothing."""

    key: str = ""  # of the number, or the slug of the name
    number: str = ""
    type: str = ""
    issuer: str = ""
    place: str = ""  # slug; only of local issuers
    date: str = ""  # EDTF
    uri: str = ""
    name: str = ""
    local: str = ""  # "1" when the number alone does not tell whose it is

    def packed(self) -> str:
        """As one key of an index."""
        return _SEPARATOR.join(astuple(self))


def unpacked(text: str) -> Identity:
    """The identity that ``packed`` wrote."""
    return Identity(*text.split(_SEPARATOR))


def identity(
    number: str | None,
    type_name: str | None = None,
    issuer: str | None = None,
    date: str | None = None,
    uri: str | None = None,
    name: str | None = None,
    place: str | None = None,
    key: str | None = None,
) -> Identity | None:
    """What these fields say of an instrument; None when there is nothing to know it by.

    ``place`` is where the document that says it comes from; ``key`` of an unnumbered instrument.
    """
    parsed = parse_number(number) if number else None
    if parsed is not None and parsed.serial and parsed.symbol.text:
        key, local = parsed.in_year(date).key, _is_local(parsed.symbol.issuers)
    elif key or uri:
        key, local = key or (uri or "").rpartition("/")[2], False
    else:
        return None
    fields = {
        "key": key,
        "number": number or "",
        "type": type_name or "",
        "issuer": issuer or "",
        "place": _place(issuer, place) if local else "",
        "date": date or "",
        "uri": uri or "",
        "name": name or "",
        "local": "1" if local else "",
    }
    return Identity(**{field: text.replace(_SEPARATOR, " ") for field, text in fields.items()})


def reference_identity(reference: Reference) -> Identity | None:
    """What a reference says of its instrument; None when several fit or it names none."""
    if reference.instrument is None:
        return None
    meant = instrument_of(reference, Header())
    if meant is None:
        return identity(None, uri=reference.instrument)
    name = reference.name if meant.number else meant.name  # of a law both are told
    key = None if meant.number else meant.key
    return identity(
        meant.number,
        meant.type,
        meant.issuer,
        reference.date,
        reference.instrument,
        name,
        key=key,
    )


def _is_local(issuers: Iterable[str]) -> bool:
    data = issuers_data()
    known = {*data["central"], *data["party"], *data["party_centre"]}
    return not any(code in known for code in issuers)


def _place(issuer: str | None, place: str | None) -> str:
    for phrase in (issuer, place):
        if not phrase:
            continue
        district = find_district(phrase)
        if district is not None:
            return place_words(district)
        found = find_place(phrase)
        if found is not None:
            return found.slug
    return ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One instrument with everything that is said of it."""

    instrument: Instrument
    members: frozenset[Identity]
    open: frozenset[Identity] = frozenset()  # mentions that may mean this or another one


def clusters(said: Iterable[Identity]) -> tuple[Cluster, ...]:
    """The instruments that identities speak of, by key."""
    by_key: dict[str, set[Identity]] = defaultdict(set)
    for item in said:
        by_key[item.key].add(item)
    return tuple(
        cluster for key in sorted(by_key) for cluster in _clusters_of_key(key, by_key[key])
    )


class _Of(NamedTuple):
    """What tells instruments of one number apart; empty where it is not said."""

    place: str
    year: str
    kind: str  # slug of the type, where the number does not tell it

    def fits(self, other: _Of) -> bool:
        """Whether nothing that this says differs from the other."""
        return all(mine in ("", theirs) for mine, theirs in zip(self, other, strict=True))


# Codes are laws with another title, and are numbered with them.
_SAME_KIND = {"Bộ luật": "Luật"}


def _of(item: Identity) -> _Of:
    number = parse_number(item.number) if item.number else None
    year = str(number.year) if number and number.year else item.date[:4]
    told = number is None or number.type is not None
    return _Of(item.place, year, "" if told else slug(_SAME_KIND.get(item.type, item.type)))


def _clusters_of_key(key: str, said: set[Identity]) -> list[Cluster]:
    of = {item: _of(item) for item in said}
    kinds = any(each.kind for each in of.values())
    exact: dict[_Of, set[Identity]] = defaultdict(set)
    partial: set[Identity] = set()
    for item, what in of.items():
        whole = what.year and (what.place or not item.local) and (what.kind or not kinds)
        if whole:
            exact[what].add(item)
        else:
            partial.add(item)
    # What is left out by one mention is said by another; mentions that say more go first, so that
    # "of Bình Thuận" can stand for an instrument of its own before "undated" looks for it.
    for item in sorted(partial, key=lambda one: (*(not part for part in of[one]), one.packed())):
        if not any(of[item].fits(what) for what in exact):
            exact[of[item]].add(item)
    loose: dict[_Of, set[Identity]] = defaultdict(set)
    certain: set[Identity] = set()
    for item in partial:
        fitting = [what for what in exact if of[item].fits(what)]
        if len(fitting) == 1:
            certain.add(item)
        for what in fitting:
            if item not in exact[what]:
                loose[what].add(item)
    found = []
    for what, members in sorted(exact.items()):
        days = {item.date for item in members if len(item.date) == _FULL_DATE}
        sure = {
            item
            for item in loose[what] & certain
            if item.place or not item.local or item.date in days
        }
        others = [other for other in exact if other != what and other.place == what.place]
        marks = [what.place]
        if any(other.kind != what.kind for other in others):
            marks.append(what.kind)
        if any(other.year != what.year for other in others) and f"-{what.year}-" not in f"-{key}-":
            marks.append(what.year)
        instrument = _instrument("-".join(filter(None, [key, *marks])), what, members | sure)
        found.append(Cluster(instrument, frozenset(members | sure), frozenset(loose[what] - sure)))
    return found


def _instrument(full: str, of: _Of, members: set[Identity]) -> Instrument:
    """The members' common description: of each field what most members, then the longest, say."""
    date = _agreed(members, "date")
    return Instrument(
        uri=_agreed(members, "uri") or f"/akn/vn/act/{full}",
        key=full,
        type=_agreed(members, "type") or None,
        number=_agreed(members, "number") or None,
        name=_agreed(members, "name") or None,
        issuer=_agreed(members, "issuer") or None,
        place=of.place or None,
        date=date or None,
        year=int(of.year) if of.year.isdigit() else None,
    )


def _agreed(members: set[Identity], field: str) -> str:
    counts: dict[str, int] = defaultdict(int)
    for member in members:
        counts[getattr(member, field)] += 1
    counts.pop("", None)
    return max(counts, key=lambda text: (counts[text], len(text), text), default="")


def in_common(found: Iterable[Cluster], key: str) -> Instrument:
    """What several instruments of one number share: the answer where no year or place is known."""
    instruments = [cluster.instrument for cluster in found]
    first = instruments[0]
    same: Mapping[str, object] = {
        name: getattr(first, name)
        if len({getattr(item, name) for item in instruments}) == 1
        else None
        for name in ("type", "number", "name", "issuer", "place", "date", "year")
    }
    return replace(first, uri=f"/akn/vn/act/{key}", key=key, **same)  # type: ignore[arg-type]
