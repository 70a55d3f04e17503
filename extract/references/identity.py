"""One identity for one real document: Akoma Ntoso work URI and short key.

The URI follows the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019): country, kind of document,
subtype, author, date, number: ``/akn/vn/act/nghi-dinh/chinh-phu/2021/24-2021-nd-cp``. The year
stands for the date, since a number is given anew each year; a part that is not known is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.model import Header, Instrument, Reference, ReferenceKind
from extract.places import find_district, find_places
from extract.references.codes import issuer_of_code, issuers_data
from extract.references.laws import name_key, numbers_meant
from extract.references.letters import slug
from extract.references.numbers import Number, parse_number
from extract.references.programmes import instrument_of_programme


def instrument_of(reference: Reference, header: Header) -> Instrument | None:
    """The instrument that a reference means, as far as it alone tells.

    ``header`` is that of the citing document: its own number identifies "Nghị định này". None for
    a programme without an instrument, a number left blank, or an unnumbered title that nothing
    tells apart.
    """
    if reference.number is not None:
        return numbered_instrument(
            reference.number, reference.type, reference.issuer, reference.date, reference.name
        )
    if reference.kind is ReferenceKind.SELF:
        return own_instrument(header)
    return named_instrument(
        reference.rule, reference.type, reference.date, reference.issuer, reference.name
    )


def own_instrument(header: Header) -> Instrument | None:
    """The instrument that a document with this header is; None without a number."""
    if header.number.value is None:
        return None
    return numbered_instrument(
        header.number.value,
        header.type.value,
        header.issuer.value,
        header.issued_on.value,
        header.title.value,
    )


@lru_cache(maxsize=65536)
def numbered_instrument(
    printed: str, type_: str | None, issuer: str | None, date: str | None, name: str | None
) -> Instrument | None:
    """The instrument behind a number and what is known beside it; None for a blank serial."""
    number = parse_number(printed)
    if number is None or not number.serial:
        return None
    dated = number.in_year(date)
    year = dated.year
    if year is None and date is not None:
        year = int(date[:4])
    place = _place(issuer)
    if type_ is None or not number.agrees(type_):
        type_ = number.type
    return Instrument(
        uri=_uri(type_, _author(number, issuer), year, _address(dated, place)),
        key=_address(dated, place),
        type=type_,
        number=number.text,
        name=name,
        issuer=issuer,
        place=place,
        date=date,
        year=year,
    )


def _address(number: Number, place: str | None) -> str:
    """The number as an address, with its place where the issuer's code is local."""
    local = issuers_data()["local"].keys() | issuers_data()["party_local"].keys()
    if place is None or not any(code in local for code in number.symbol.issuers):
        return number.key
    return f"{number.key}-{slug(place)}"


def _author(number: Number, issuer: str | None) -> str | None:
    """Who stands in the URI: the code's central body, else the issuer that was read."""
    codes = number.symbol.issuers
    central = issuers_data()["central"]
    names = [central[code] for code in codes if code in central]
    if codes and len(names) == len(codes):
        return " ".join(names)
    if issuer is not None:
        return issuer
    return issuer_of_code().get(codes[0]) if codes else None


def _place(issuer: str | None) -> str | None:
    """The province of an issuer, or its district ("huyện Tứ Kỳ"), by name."""
    if issuer is None:
        return None
    for mention in find_places(issuer):
        return mention.place.name
    return find_district(issuer)


def _uri(type_: str | None, author: str | None, year: int | None, address: str) -> str:
    parts = ["", "akn", "vn", "act", slug(type_ or "văn bản")]
    if author is not None:
        parts.append(slug(author))
    if year is not None:
        parts.append(str(year))
    return "/".join([*parts, address])


_TELLING_NAMES = frozenset(
    ["law", "law_by_shape", "amending_law", "constitution", "event", "treaty"]
)
_PROGRAMMES = frozenset(["known_programme", "quoted_programme", "named_programme"])
_YEAR_AT_END = re.compile(r"-(\d{4})\Z")


@lru_cache(maxsize=16384)
def named_instrument(
    rule: str, type_: str | None, date: str | None, issuer: str | None, name: str | None
) -> Instrument | None:
    """A law or treaty by its name, a resolution by its event, a programme by the table.

    ``rule`` is the one that found the mention: a mere title tells no instrument apart.
    """
    if name is None:
        return None
    if rule in _PROGRAMMES:
        number = instrument_of_programme().get(name)
        return None if number is None else numbered_instrument(number, None, None, None, name)
    numbers = numbers_meant(name, date)
    if len(numbers) == 1:
        return numbered_instrument(numbers[0], type_, issuer, date, name)
    if rule not in _TELLING_NAMES:
        return None
    address = name_key(name).replace(" ", "-")
    year = _YEAR_AT_END.search(address)
    if year is None and date is not None:
        address = f"{address}-{date[:4]}"
    when = date[:4] if date is not None else None if year is None else year[1]
    return Instrument(
        uri=_uri(type_, issuer, None if when is None else int(when), address),
        key=address,
        type=type_,
        name=name,
        issuer=issuer,
        date=date,
        year=None if when is None else int(when),
    )


@lru_cache(maxsize=4096)
def laws_meant(
    type_: str | None, issuer: str | None, date: str | None, name: str | None
) -> tuple[str, ...]:
    """URIs of the laws that a name without a year can mean, newest first; empty if not several."""
    numbers = () if name is None else numbers_meant(name, date)
    if len(numbers) < 2:
        return ()
    found = (numbered_instrument(number, type_, issuer, None, name) for number in numbers)
    return tuple(instrument.uri for instrument in found if instrument is not None)
