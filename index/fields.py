"""The values of single fields: keys that users may ask by, and numbers that results sort by."""

from __future__ import annotations

from datetime import date

from extract.model import Reference, ReferenceKind
from extract.places import place_named
from extract.references.numbers import Number, parse_number
from index.slug import place_words, slug


def place_keys(name: str) -> tuple[str, ...]:
    """The keys a place can be asked by: slug with and without rank, statistical code."""
    keys = [slug(name), place_words(name)]
    known = place_named(name)
    if known is not None:
        keys += [known.slug, *([known.code] if known.code else [])]
    return tuple(dict.fromkeys(keys))


def number_keys(number: Number) -> tuple[str, ...]:
    """The keys a number can be asked by: the whole of it, and serial and year alone."""
    short = Number(number.serial, number.year).key if number.year else None
    return tuple(dict.fromkeys(key for key in (number.key, short) if key))


def is_citation(reference: Reference) -> bool:
    return reference.kind is not ReferenceKind.SELF and not reference.furniture


def cited_keys(reference: Reference) -> tuple[str, ...]:
    number = parse_number(reference.number) if reference.number else None
    uris = [reference.instrument] if reference.instrument else reference.candidates
    return (*(number_keys(number) if number else ()), *uris)


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
