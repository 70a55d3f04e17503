"""One identity for one real document: Akoma Ntoso work URI and short key.

The URI follows the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019): country, kind of document,
subtype, author, date, number: ``/akn/vn/act/nghi-dinh/chinh-phu/2021/24-2021-nd-cp``. The year
stands for the date, since a number is given anew each year; a part that is not known is left out.
"""

from __future__ import annotations

from functools import lru_cache

from extract.model import Header, Instrument, Reference, ReferenceKind
from extract.places import find_places
from extract.references.codes import issuer_of_code, issuers_data
from extract.references.laws import name_key, numbers_meant
from extract.references.letters import slug
from extract.references.numbers import Number, parse_number
from extract.references.programmes import instrument_of_programme


def instrument_of(reference: Reference, header: Header = Header()) -> Instrument | None:
    """The instrument that a reference means, as far as it alone tells.

    ``header`` is that of the citing document: its own number identifies "Nghị định này". None for
    a programme without an instrument, a number left blank, or an unnumbered "named" title that
    nothing tells apart.
    """
    if reference.kind is ReferenceKind.SELF and reference.number is None:
        return own_instrument(header)
    if reference.number is not None:
        return _numbered(
            reference.number, reference.type, reference.issuer, reference.date, reference.name
        )
    if reference.kind is ReferenceKind.PROGRAMME:
        number = instrument_of_programme().get(reference.name or "")
        return None if number is None else _numbered(number, None, None, None, reference.name)
    return _named(reference)


def own_instrument(header: Header) -> Instrument | None:
    """The instrument that a document with this header is; None without a number."""
    if header.number.value is None:
        return None
    return _numbered(
        header.number.value,
        header.type.value,
        header.issuer.value,
        header.issued_on.value,
        header.title.value,
    )


@lru_cache(maxsize=65536)
def _numbered(
    printed: str, type_: str | None, issuer: str | None, date: str | None, name: str | None
) -> Instrument | None:
    number = parse_number(printed)
    if number is None or not number.serial:
        return None
    year = number.year
    if year is None and date is not None:
        year = int(date[:4])
    place = _place(issuer)
    return Instrument(
        uri=_uri(type_ or number.type, _author(number, issuer), year, _address(number, place)),
        key=_address(number, place),
        type=type_ or number.type,
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
    if issuer is None:
        return None
    for mention in find_places(issuer):
        return mention.place.name
    return None


def _uri(type_: str | None, author: str | None, year: int | None, address: str) -> str:
    parts = ["", "akn", "vn", "act", slug(type_ or "văn bản")]
    if author is not None:
        parts.append(slug(author))
    if year is not None:
        parts.append(str(year))
    return "/".join([*parts, address])


def _named(reference: Reference) -> Instrument | None:
    """A law by its name, or a resolution by its event."""
    if reference.name is None:
        return None
    numbers = numbers_meant(reference.name, reference.date)
    if len(numbers) == 1:
        return _numbered(
            numbers[0], reference.type, reference.issuer, reference.date, reference.name
        )
    if reference.rule not in ("law", "law_by_shape", "amending_law", "constitution", "event"):
        return None
    address = name_key(reference.name).replace(" ", "-")
    last = address.rpartition("-")[2]
    year = int(last) if len(last) == 4 and last.isdigit() else None
    if year is None and reference.date is not None:
        year = int(reference.date[:4])
        address = f"{address}-{year}"
    return Instrument(
        uri=_uri(reference.type, reference.issuer, year, address),
        key=address,
        type=reference.type,
        name=reference.name,
        issuer=reference.issuer,
        date=reference.date,
        year=year,
    )


def candidates_of(reference: Reference) -> tuple[str, ...]:
    """URIs of the laws that a name without a year can mean, newest first; empty when only one."""
    if reference.number is not None or reference.kind is not ReferenceKind.NAMED:
        return ()
    numbers = numbers_meant(reference.name or "", reference.date)
    if len(numbers) < 2:
        return ()
    found = (_numbered(n, reference.type, reference.issuer, None, reference.name) for n in numbers)
    return tuple(instrument.uri for instrument in found if instrument is not None)
