"""One instrument for many mentions: what a whole corpus says of each.

A register keeps, by number, the distinct things that mentions and held documents say of an
instrument, and compares them only when asked. So the order in which documents arrive makes no
difference, and a decision that arrives after forty plans that cite it joins them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.model import Instrument
from extract.references.codes import issuers_data
from extract.references.numbers import Number, parse_number


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means in a corpus.

    ``instrument`` has all that is known of it; ``candidates`` are the instruments it may mean when
    a year or a place is not stated and more than one fits. Then ``instrument`` is what the mention
    itself says.
    """

    instrument: Instrument
    candidates: tuple[Instrument, ...] = ()


def _number(instrument: Instrument) -> Number | None:
    return None if instrument.number is None else parse_number(instrument.number)


class Register:
    """The instruments of a corpus, held or merely cited."""

    def __init__(self) -> None:
        self._by_stem: dict[str, dict[Instrument, None]] = {}
        self._by_serial: dict[tuple[str, str | None], set[str]] = {}

    def add(self, instrument: Instrument) -> str:
        """Take in what a mention or a document says; returns the stem whose meaning may change."""
        number = _number(instrument)
        stem = instrument.key if number is None else number.stem
        known = self._by_stem.setdefault(stem, {})
        if instrument not in known:
            known[instrument] = None
            if number is not None and number.symbol.text:
                serial = Number(number.serial).stem
                self._by_serial.setdefault((serial, instrument.type), set()).add(stem)
        return stem

    def resolve(self, instrument: Instrument) -> Resolution:
        """The instrument that what a mention says stands for, among all that were added."""
        number = _number(instrument)
        if number is None:
            return Resolution(self._merged(instrument, self._by_stem.get(instrument.key, {})))
        stems = {number.stem}
        if not number.symbol.text:
            stems |= self._by_serial.get((number.stem, instrument.type), set())
        local = _is_local(number)
        fitting = [
            other
            for stem in sorted(stems)
            for other in self._by_stem.get(stem, {})
            if _agree(instrument, other, local)
        ]
        whole = _groups(fitting, local)
        if local and instrument.place is None:
            return Resolution(instrument, tuple(group for group in whole if group.place))
        if len(whole) == 1:
            return Resolution(self._merged(whole[0], fitting))
        complete = tuple(group for group in whole if group.year is not None)
        if len(complete) > 1:
            return Resolution(instrument, complete)
        return Resolution(self._merged(instrument, fitting))

    @staticmethod
    def _merged(instrument: Instrument, others: Iterable[Instrument]) -> Instrument:
        """The instrument with what the others add, chosen without regard to their order."""
        known = [instrument, *others]
        fullest = max(known, key=_fullness)
        return Instrument(
            uri=fullest.uri,
            key=fullest.key,
            type=instrument.type or _chosen(other.type for other in known),
            number=fullest.number,
            name=instrument.name or _chosen(other.name for other in known),
            issuer=fullest.issuer or _chosen(other.issuer for other in known),
            place=fullest.place,
            date=_chosen(other.date for other in known),
            year=fullest.year or next((o.year for o in known if o.year is not None), None),
        )


def _chosen(values: Iterable[str | None]) -> str | None:
    """The fullest of some values, the last in order among equally full ones."""
    stated = [value for value in values if value is not None]
    return max(stated, key=lambda value: (len(value), value)) if stated else None


def _fullness(instrument: Instrument) -> tuple[int, bool, str]:
    return instrument.uri.count("/"), instrument.place is not None, instrument.uri


def _is_local(number: Number) -> bool:
    data = issuers_data()
    codes = number.symbol.issuers
    return any(code in data["local"] or code in data["party_local"] for code in codes)


def _agree(one: Instrument, other: Instrument, local: bool) -> bool:
    """Whether two can be the same: nothing stated by both differs."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return False
    if local and one.place is not None and other.place is not None and one.place != other.place:
        return False
    return _kind(one.type) == _kind(other.type) or None in (one.type, other.type)


# The National Assembly numbers laws and resolutions apart, so the word before the number counts;
# elsewhere the code in the number tells the type already.
_SAME = {
    "Bộ luật": "Luật",
    "Quyết định": "Quy định",
    "Công văn": "Văn bản",
    "Thông tri": "Thông tư",
}


def _kind(name: str | None) -> str | None:
    return None if name is None else _SAME.get(name, name)


def _groups(fitting: list[Instrument], local: bool) -> list[Instrument]:
    """One for each different year and place among those that state them; else the fullest."""
    groups: dict[tuple[int | None, str | None, str | None], Instrument] = {}
    for each in fitting:
        key = (each.year, each.place if local else None, _kind(each.type))
        if key not in groups or _fullness(each) > _fullness(groups[key]):
            groups[key] = each
    kept = [
        group
        for key, group in groups.items()
        if not any(
            other is not group and _agree(group, other, local) and _states_more(other, group)
            for other in groups.values()
        )
    ]
    return sorted(kept, key=lambda group: group.uri)


def _states_more(one: Instrument, other: Instrument) -> bool:
    fields = ("year", "place", "type")
    return sum(getattr(one, f) is not None for f in fields) > sum(
        getattr(other, f) is not None for f in fields
    )
