"""Which mentions mean the same instrument, decided over the whole corpus.

Each mention and each document held gives one ``Identity``: what it says of the instrument. Those of
one number are put together by place and year, because a serial begins anew each year and the
province is never in the number. A year that a mention leaves out it takes from the others where
there is no choice, a place only where the day agrees too; else it keeps all candidates. The result
does not depend on the order in which documents came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace

from extract.model import Header, Instrument, Reference
from extract.places import find_district, find_place
from extract.references import instrument_of
from extract.references.codes import issuers_data
from extract.references.numbers import parse_number
from index.slug import place_words

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

    @property
    def year(self) -> str:
        """The year of the number, else of the date."""
        number = parse_number(self.number) if self.number else None
        return str(number.year) if number and number.year else self.date[:4]


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
        key, local = parsed.key, _is_local(parsed.symbol.issuers)
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
    name = meant.name if meant.number is None else None
    key = meant.key if meant.number is None else None
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


def _clusters_of_key(key: str, said: set[Identity]) -> list[Cluster]:
    exact: dict[tuple[str, str], set[Identity]] = defaultdict(set)
    partial: set[Identity] = set()
    for item in said:
        if _says_all(item):
            exact[item.place, item.year].add(item)
        else:
            partial.add(item)
    # What is left out by one mention is said by another; mentions that say more go first, so that
    # "of Bình Thuận" can stand for an instrument of its own before "undated" looks for it.
    for item in sorted(partial, key=lambda one: (not one.place, not one.year, one.packed())):
        if not any(_fits(item, of) for of in exact):
            exact[item.place, item.year].add(item)
    found = []
    for (place, year), members in sorted(exact.items()):
        loose = {item for item in partial - members if _fits(item, (place, year))}
        days = {item.date for item in members if len(item.date) == _FULL_DATE}
        sure = {
            item
            for item in loose
            if sum(_fits(item, of) for of in exact) == 1
            and (item.place or not item.local or item.date in days)
        }
        alone = len({of for of in exact if of[0] == place}) == 1
        instrument = _instrument(key, place, year, members | sure, alone)
        found.append(Cluster(instrument, frozenset(members | sure), frozenset(loose - sure)))
    return found


def _says_all(item: Identity) -> bool:
    return bool(item.year) and bool(item.place or not item.local)


def _fits(item: Identity, of: tuple[str, str]) -> bool:
    place, year = of
    return (not item.place or item.place == place) and (not item.year or item.year == year)


def _instrument(key: str, place: str, year: str, members: set[Identity], alone: bool) -> Instrument:
    """The members' common description: of each field what most members, then the longest, say."""
    full = key if not place else f"{key}-{place}"
    if not alone and year and f"-{year}-" not in f"-{full}-":
        full = f"{full}-{year}"
    date = _agreed(members, "date")
    return Instrument(
        uri=_agreed(members, "uri") or f"/akn/vn/act/{full}",
        key=full,
        type=_agreed(members, "type") or None,
        number=_agreed(members, "number") or None,
        name=_agreed(members, "name") or None,
        issuer=_agreed(members, "issuer") or None,
        place=place or None,
        date=date or None,
        year=int(year) if year.isdigit() else None,
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
