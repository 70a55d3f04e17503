"""Words of a query that say which documents it means, not what they are about.

"kế hoạch chuyển đổi số quảng ninh năm học 2025-2026" asks for plans, of that province and that
school year, about "chuyển đổi số". What is typed without marks or in lower case means the same.
The words that stand before a year, a place or a number are in ``data/qualifiers.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from extract.data_files import read_yaml
from extract.places import places
from extract.references.codes import issuer_of_code
from extract.references.type_words import type_names
from index.analysis import Word, words
from index.plan import Term
from index.slug import slug

Bare = tuple[str, ...]  # syllables without marks
Phrase = tuple[frozenset[str], ...]  # of each syllable what may stand for it: itself, or it bare

_DASHES = frozenset("-–—/")
_YEARS = range(1945, 2100)
_SERIALS = range(1, 100_000)
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words of a query, by position, and the documents that they mean.

    ``kind`` is "place", "school_year", "year", "issuer", "type", "number" or "newest". Which
    documents are the newest is known only when all are found: there ``documents`` is None.
    """

    start: int
    end: int
    kind: str
    documents: Term | None


@lru_cache(maxsize=1024)
def qualifiers(text: str) -> tuple[Qualifier, ...]:
    """The qualifiers among the words of ``text``, in order; none inside another."""
    found = words(text)
    taken: list[Qualifier] = []
    for at, word in enumerate(found):
        if taken and at < taken[-1].end:
            continue
        if word.folded in _openings() or word.exact.isdecimal():
            one = _year(text, found, at) or _named(found, at) or _newest(found, at)
            taken += [one] if one else []
    return tuple(taken)


def _year(text: str, found: Sequence[Word], at: int) -> Qualifier | None:
    """A year, or two that are a school year, with the words before that say so.

    Other years with a dash between them are a period, and one behind "đến" is an end in view: of
    these documents have no field.
    """
    of_school = _behind(found, at, "school_years")
    first = of_school if of_school > at else _behind(found, at, "years")
    year, other = _year_number(found, first), _year_number(found, first + 1)
    if year is None or _is_joined(text, found, first - 1):
        return None
    if other is not None and _is_joined(text, found, first):
        if other != year + 1:
            return None
        term = Term("school_year", f"{year}-{other}")
        return Qualifier(at, first + 2, "school_year", term)
    if of_school > at:
        return Qualifier(at, first + 1, "school_year", Term("school_year", f"{year}-{year + 1}"))
    if _follows(found, at, "ends"):
        return None
    return Qualifier(at, first + 1, "year", Term("year", str(year)))


def _year_number(found: Sequence[Word], at: int) -> int | None:
    number = _number(found, at)
    return number if number is not None and number in _YEARS else None


def _number(found: Sequence[Word], at: int) -> int | None:
    """The number that a word is; longer ones are nobody's year or serial."""
    word = found[at].exact if at < len(found) else ""
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else None


def _is_joined(text: str, found: Sequence[Word], at: int) -> bool:
    """Whether only a dash stands between two years, the first of them here."""
    if at < 0 or _year_number(found, at) is None or at + 1 == len(found):
        return False
    return text[found[at].end : found[at + 1].start].strip() in _DASHES


def _named(found: Sequence[Word], at: int) -> Qualifier | None:
    """The longest name that begins here: of a place, an issuer, a type, or a type with a number."""
    ranked = _behind(found, at, "ranks")
    for size in range(min(_longest(), len(found) - ranked), 0, -1):
        behind = ranked + size
        run = tuple(word.folded for word in found[ranked:behind])
        for name, term in _names().get(run, ()):
            if not _stands(found, ranked, name):
                continue
            if term.field == "place":
                if ranked > at or not _follows(found, at, "smaller_ranks"):
                    return Qualifier(at, behind, "place", term)
            elif ranked == at and term.field == "issuer_key":
                return Qualifier(at, behind, "issuer", term)
            elif ranked == at:
                numbered = _numbered(found, at, behind, term)
                return numbered or Qualifier(at, behind, "type", term)
    return None


def _numbered(found: Sequence[Word], at: int, behind: int, of_type: Term) -> Qualifier | None:
    """A type with a serial behind it, and a year if it is said: "nghị định 81", "nđ 81 2021"."""
    here = _behind(found, behind, "number_signs")
    serial, year = _number(found, here), _year_number(found, here + 1)
    if serial is None or serial not in _SERIALS or serial in _YEARS:
        return None
    key = f"{of_type.value}-{serial}" if year is None else f"{of_type.value}-{serial}-{year}"
    end = here + 1 if year is None else here + 2
    return Qualifier(at, end, "number", Term("number", key))


def _newest(found: Sequence[Word], at: int) -> Qualifier | None:
    behind = _behind(found, at, "newest")
    return Qualifier(at, behind, "newest", None) if behind > at else None


def _stands(found: Sequence[Word], at: int, phrase: Phrase) -> bool:
    run = found[at : at + len(phrase)]
    return len(run) == len(phrase) and all(
        word.exact in ways for word, ways in zip(run, phrase, strict=True)
    )


def _behind(found: Sequence[Word], at: int, name: str) -> int:
    """The position behind the one of some phrases that stands here, else this position."""
    return next((at + len(each) for each in _said(name) if _stands(found, at, each)), at)


def _follows(found: Sequence[Word], at: int, name: str) -> bool:
    """Whether one of some phrases ends just before this position."""
    return any(at >= len(each) and _stands(found, at - len(each), each) for each in _said(name))


@cache
def _said(name: str) -> tuple[Phrase, ...]:
    phrases: Mapping[str, Iterable[str]] = read_yaml("index", "data/qualifiers.yaml")
    return tuple(map(_phrase, phrases[name]))


def _phrase(text: str) -> Phrase:
    return tuple(frozenset((word.exact, word.folded)) for word in words(text))


@cache
def _names() -> Mapping[Bare, list[tuple[Phrase, Term]]]:
    """Names of places, types and issuers, and the documents they mean, by their bare syllables."""
    names: dict[Bare, list[tuple[Phrase, Term]]] = defaultdict(list)

    def add(name: str, documents: Term) -> None:
        names[tuple(word.folded for word in words(name))].append((_phrase(name), documents))

    for place in places().values():
        for name in (place.name, *(rank.name for rank in place.ranks), *place.spellings):
            add(name, Term("place", place.slug))
    for name, full in type_names().items():
        if full is not None:
            add(name, Term("type_key", slug(full)))
    short: Mapping[str, str] = read_yaml("index", "data/qualifiers.yaml")["issuers"]
    for code, issuer in {**issuer_of_code(), **short}.items():
        for name in (code, issuer):
            add(name, Term("issuer_key", slug(issuer)))
    return dict(names)


@cache
def _openings() -> frozenset[str]:
    """The bare syllables that open a name or a phrase."""
    said = chain(*map(_said, ("ranks", "school_years", "years", "newest")))
    return frozenset(chain((name[0] for name in _names()), *(phrase[0] for phrase in said)))


@cache
def _longest() -> int:
    return max(map(len, _names()))
