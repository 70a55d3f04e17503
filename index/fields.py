"""The values of single fields: keys that users may ask by, and numbers that results sort by."""

from __future__ import annotations

import re
from datetime import date

from extract.bodies import find_bodies
from extract.model import Block, BlockKind, Document, Header, Reference, ReferenceKind
from extract.places import place_named
from extract.references import instrument_of
from extract.references.numbers import Number, parse_number
from index.slug import place_words, slug

_PLACE = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) ")


def place_keys(name: str) -> tuple[str, ...]:
    """The keys a place can be asked by: slug with and without rank, statistical code."""
    keys = [slug(name), place_words(name)]
    known = place_named(name)
    if known is not None:
        keys += [known.slug, *([known.code] if known.code else [])]
    return tuple(dict.fromkeys(keys))


def number_keys(number: Number, type_name: str | None = None) -> tuple[str, ...]:
    """The keys a number can be asked by: the whole of it, serial and year, type and serial."""
    kind = slug(type_name or number.type or "")
    keys = [number.key] if number.symbol.text else []
    if number.year:
        keys.append(Number(number.serial, number.year).key)
        keys += [f"{kind}-{keys[-1]}"] if kind else []
    if kind and number.serial:
        keys.append(f"{kind}-{Number(number.serial).key}")
    return tuple(dict.fromkeys(keys))


def is_citation(reference: Reference) -> bool:
    """Whether a reference names another document, in the text and not in a page frame."""
    return reference.kind is not ReferenceKind.SELF and not reference.furniture


def cited_keys(reference: Reference) -> tuple[str, ...]:
    """The keys of what a reference names: of its number, its name and its instruments.

    The number is also that of a law or programme known by its name alone.
    """
    meant = instrument_of(reference, Header()) if reference.instrument else None
    keys: list[str] = []
    number = parse_number(meant.number) if meant and meant.number else None
    if number is not None and meant is not None:
        for written in dict.fromkeys((number, number.in_year(meant.date))):
            keys += number_keys(written, meant.type)
    elif meant is not None:
        keys.append(meant.key)
    if reference.name:
        keys.append(slug(reference.name))
    keys += [reference.instrument] if reference.instrument else reference.candidates
    return tuple(dict.fromkeys(keys))


def body_keys(*names: str) -> tuple[str, ...]:
    """The keys bodies can be asked by: the full name, and the name without its place.

    "Ủy ban nhân dân tỉnh Bình Thuận" is also "Ủy ban nhân dân tỉnh" and "Ủy ban nhân dân".
    """
    keys: list[str] = []
    for name in names:
        placed = _PLACE.search(name)
        ends = (placed.start(), placed.end()) if placed else ()
        keys += [slug(name), *(slug(name[:end]) for end in ends)]
    return tuple(dict.fromkeys(keys))


def asked_body_keys(name: str) -> tuple[str, ...]:
    """The keys that someone who writes ``name`` means: as written and in full ("Sở GDĐT")."""
    whole = Block(BlockKind.PARAGRAPH, 0, len(name))
    known = find_bodies(Document("body", name, (whole,)))
    keys = [slug(name), *(slug(body.name) for body in known if body.start == 0)]
    return tuple(dict.fromkeys(keys))


def day_number(day: date | None) -> int | None:
    """A day as the number 20230914."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def order(document: str, issued: int, ordinal: int) -> dict[str, int]:
    """Keys of order, both descending: by day, then by document, then as in the text."""
    rest = (int(document[:4], 16) << 20) | (0xFFFFF - min(ordinal, 0xFFFFF))
    opposite = 99_999_999 - issued if issued else 0
    return {"newest": issued << 36 | rest, "oldest": opposite << 36 | rest}


def sortable(edtf: str | None) -> int:
    """The first day an EDTF date can mean as 20230914; 0 when unknown."""
    digits = "".join(letter for letter in (edtf or "")[:10] if letter.isdigit())
    return int(digits.ljust(8, "0")) if len(digits) >= 4 else 0
