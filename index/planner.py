"""From what was asked to what will be matched: words, numbers and filters as clauses of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract.data_files import read_yaml
from extract.letters import fold
from extract.references.codes import canonical, issuer_of_code
from extract.references.numbers import Number, parse_number
from extract.references.type_words import type_names, type_word
from index.analysis import Word, has_marks, words
from index.answers import Problem
from index.bag import bag, either, weights
from index.fields import day_number
from index.plan import (
    All,
    AnyOf,
    Best,
    Between,
    Clause,
    Constant,
    Everything,
    Nothing,
    OneOf,
    Phrase,
    Term,
)
from index.qualifiers import qualifiers
from index.query import Filters
from index.query_language import And, Field, Node, Not, Or, Quoted, Words, parse
from index.schema import Collection
from index.slug import slug
from index.synonyms import synonyms

# A number with its symbol, or serial and year; dates and school years have no letters behind.
_NUMBER = re.compile(
    r"(?<![\w/.-])\d{1,6}[a-zA-Z]?(?:/\d{4})?(?:[/-][A-Za-zĐđƯưÐ][\w&.]*(?:[-/][A-Za-zĐđƯưÐ][\w&.]*)*"
    r"|(?<=/\d{4}))(?![\w/])"
)
_KEY = re.compile(r"(?=.*\d)[a-z0-9]+(?:-[a-z0-9]+)+\Z")
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?\Z")
_DAY = r"(\d{4}-\d{2}-\d{2})"
_DAYS = re.compile(rf"(?:(>=|<=|>|<)?{_DAY}|{_DAY}?\.\.{_DAY}?)\Z")


@dataclass(frozen=True, slots=True)
class Understood:
    """A query taken apart: what is scored, what only filters, and what to mark in the text."""

    match: Clause
    filters: tuple[Clause, ...]
    problems: tuple[Problem, ...]
    words: tuple[str, ...]  # plain words in order, as they stand in the index
    phrases: tuple[tuple[str, ...], ...]  # quoted ones, and other ways of writing the words
    numbers: tuple[str, ...]  # document numbers as written, with their type word
    newest: bool = False  # of what answers equally well, the newest is meant


def understand(
    text: str,
    filters: Filters,
    collection: Collection,
    *,
    longest: int = 400,
    loose: bool = False,
) -> Understood:
    """What a query means for a collection; ``loose`` asks for one of its words only."""
    node, problems = parse(text, longest)
    reader = _Reader(collection, list(problems), loose)
    match, hard = reader.top(node)
    hard += filter_clauses(filters, collection)
    return Understood(
        match,
        tuple(hard),
        tuple(reader.problems),
        tuple(reader.words),
        tuple(reader.phrases),
        tuple(reader.numbers),
        reader.newest,
    )


def filter_clauses(filters: Filters, collection: Collection) -> list[Clause]:
    """The clauses that results must satisfy."""
    clauses: list[Clause] = []
    for name in ("place", "type", "issuer", "school_year", "portal", "relation", "section"):
        values: tuple[str, ...] = getattr(filters, name)
        if values:
            clauses.append(either([_field_clause(name, value) for value in values]))
    if filters.year:
        clauses.append(OneOf("year", tuple(str(year) for year in filters.year)))
    if filters.cites:
        clauses.append(either([cites_clause(value, collection) for value in filters.cites]))
    if filters.document:
        clauses.append(OneOf("document", filters.document))
    if filters.issued_from or filters.issued_to:
        low = day_number(filters.issued_from) or 1
        clauses.append(Between("issued", low, day_number(filters.issued_to)))
    return clauses


def cites_clause(value: str, collection: Collection) -> Clause:
    """What cites a number in any spelling, a key or a URI."""
    field = "cites" if collection is Collection.DOCUMENTS else "number"
    if value.startswith("/akn/"):
        return Term("cites" if collection is Collection.DOCUMENTS else "instrument", value)
    return Term(field, number_key(value) or slug(value))


def number_key(text: str) -> str | None:
    """The key under which rows hold what a number in any spelling means; None for no number.

    "chi thi 34" has a type and a serial only and is known by both; a serial alone is no number.
    """
    if _KEY.match(text):
        return text
    number = parse_number(text) or _loose_number(text)
    if number is None or not number.serial:
        return None
    if number.symbol.text:
        return number.key
    word = type_word(text, next(at for at, letter in enumerate(text) if letter.isdigit()))
    if word is not None and word.type is not None:
        return f"{slug(word.type)}-{number.key}"
    return number.key if number.year else None


# "QĐ 131 ttg", "nq 29 tw": type, serial and issuer with blanks for the marks between them.
_LOOSE = re.compile(
    r"\s*(?P<type>[^\W\d_]{2,5})\s+(?P<serial>\d{1,5})(?P<year>[\s/-]+(?:19|20)\d\d)?"
    r"[\s/-]+(?P<issuer>[^\W\d_]{2,12})\s*"
)


def _loose_number(text: str) -> Number | None:
    """The number that words would be with marks between them; its codes must be known."""
    match = _LOOSE.fullmatch(text)
    if match is None:
        return None
    year = f"/{match['year'].strip(' /-')}" if match["year"] else ""
    number = parse_number(f"{match['serial']}{year}/{match['type']}-{match['issuer']}")
    told = number is not None and number.symbol.known and number.symbol.type_code is not None
    return number if told else None


def _field_clause(name: str, value: str) -> Clause:
    match name:
        case "place":
            return Term("place", slug(value))
        case "type":
            full = type_names().get(fold(value).replace("-", " ").strip())
            return Term("type_key", slug(full or value))
        case "issuer":
            full = issuer_of_code().get(canonical(value))
            return OneOf("issuer_key", tuple(dict.fromkeys((slug(full or value), slug(value)))))
        case "section" | "relation":
            return Term(name, _meant(name, value) or value)
        case _:
            return Term(name, value)


def _names(field: str) -> Mapping[str, str]:
    """What users may call the values of a field that has few: by slug, the value meant."""
    names: Mapping[str, str] = read_yaml("index", f"data/{field}s.yaml")
    return names


def _meant(field: str, value: str) -> str | None:
    names = _names(field)
    return value if value in names.values() else names.get(slug(value))


class _Reader:
    """Walks a parsed query and gathers clauses."""

    def __init__(self, collection: Collection, problems: list[Problem], loose: bool) -> None:
        self._loose = loose
        self._collection = collection
        self.problems = problems
        self.words: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.numbers: list[str] = []
        self.newest = False

    def top(self, node: Node) -> tuple[Clause, list[Clause]]:
        """The scored clause and the filters: fields that must hold need no score."""
        parts = node.parts if isinstance(node, And) else (node,)
        scored: list[Clause] = []
        filters: list[Clause] = []
        excluded: list[Clause] = []
        preferred: list[Clause] = []
        for part in parts:
            if isinstance(part, Field):
                if (clause := self._field(part)) is not None:
                    filters.append(clause)
            elif isinstance(part, Words) and part.optional:
                preferred.append(self.clause(part))
            elif isinstance(part, Not):
                excluded.append(self.clause(part.inner, silent=True))
            else:
                scored.append(self.clause(part))
        if excluded and not scored and not filters:
            self.problems.append(Problem("query.only_excluded", 0, 0))
        if not scored and not excluded:
            return Everything(), filters
        if len(scored) == 1 and not (excluded or preferred):
            return scored[0], filters
        return All(tuple(scored), tuple(preferred), tuple(excluded)), filters

    def clause(self, node: Node, *, silent: bool = False) -> Clause:
        """One node as a clause; ``silent`` ones are excluded and so never marked."""
        match node:
            case Words(text):
                return self._words(text, silent)
            case Quoted(text):
                return self._phrase(text, silent)
            case Field():
                return self._field(node) or Everything()
            case Not(inner):
                return All((), (), (self.clause(inner, silent=True),))
            case And(parts):
                sure = [part for part in parts if not (isinstance(part, Words) and part.optional)]
                rest = [part for part in parts if part not in sure]
                return All(
                    tuple(self.clause(part, silent=silent) for part in sure),
                    tuple(self.clause(part, silent=silent) for part in rest),
                )
            case Or(parts):
                return AnyOf(tuple(self.clause(part, silent=silent) for part in parts))

    def _phrase(self, text: str, silent: bool) -> Clause:
        found = words(text)
        if not found:
            return Everything()
        marked = any(has_marks(word.exact) for word in found)
        phrase = tuple(word.exact if marked else word.folded for word in found)
        if not silent:
            self.phrases.append(phrase)
        fields = ["exact" if marked else "folded"]
        if self._collection is Collection.DOCUMENTS:
            fields.append(f"title_{fields[0]}")
        return AnyOf(tuple(Phrase(field, phrase) for field in fields))

    def _words(self, text: str, silent: bool) -> Clause:
        numbers, rest = _split_numbers(text)
        required: list[Clause] = [self._number(item) for item in numbers]
        if not silent:
            self.numbers += numbers
        found = words(rest)
        if found:
            if not silent:
                self.words += [word.exact for word in found]
                self.phrases += self._written_otherwise(found)
                self.newest |= any(item.kind == "newest" for item in qualifiers(rest))
            required.append(bag(rest, self._collection, loose=self._loose))
        if not required:
            return Everything() if not text.strip() else Nothing()
        if len(found) > weights()["lookup_words"]:
            return AnyOf(tuple(required))
        return required[0] if len(required) == 1 else All(tuple(required))

    def _written_otherwise(self, found: Sequence[Word]) -> Iterable[tuple[str, ...]]:
        return (other for item in synonyms([word.exact for word in found]) for other in item.others)

    def _number(self, written: str) -> Clause:
        key = number_key(written)
        worth = weights()
        if key is None:
            return self._phrase(written, True)
        if self._collection is Collection.FACTS:
            return Constant(Term("number", key), worth["number_cited"])
        return Best(
            (
                Constant(Term("number", key), worth["number_own"]),
                Constant(Term("cites", key), worth["number_cited"]),
            )
        )

    def _field(self, field: Field) -> Clause | None:
        match field.name:
            case "year":
                return self._years(field)
            case "date":
                return self._days(field)
            case "cites":
                if number_key(field.value) is None and not field.value.startswith("/akn/"):
                    self._report("query.number_unreadable", field)
                    return bag(field.value, self._collection) if words(field.value) else None
                return cites_clause(field.value, self._collection)
            case "section" | "relation" if _meant(field.name, field.value) is None:
                self._report("query.value_unknown", field, known=", ".join(_names(field.name)))
                return None
            case name:
                return _field_clause(name, field.value)

    def _years(self, field: Field) -> Clause | None:
        match = _YEARS.match(field.value)
        if match is None or int(match[2] or match[1]) - int(match[1]) > 200:
            self._report("query.year_unreadable", field)
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        years = tuple(str(year) for year in range(first, last + 1))
        return OneOf("year", years) if years else Nothing()

    def _days(self, field: Field) -> Clause | None:
        match = _DAYS.match(field.value)
        try:
            if match is None or field.value == "..":
                raise ValueError(field.value)
            low, high = _bounds(match)
        except ValueError:
            self._report("query.date_unreadable", field)
            return None
        return Between("issued", day_number(low) or 1, day_number(high))

    def _report(self, key: str, field: Field, **more: str) -> None:
        values = {"value": field.value, **more}
        self.problems.append(Problem(key, field.start, field.end, values))


def _split_numbers(text: str) -> tuple[list[str], str]:
    """The document numbers in ``text`` with their type words, and the text without them."""
    numbers: list[str] = []
    rest: list[str] = []
    last = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if parse_number(match.group()) is None:
            continue
        word = type_word(text, start)
        start = max(last, word.start) if word else start
        numbers.append(text[start:end])
        rest.append(text[last:start])
        last = end
    rest.append(text[last:])
    return numbers, " ".join(rest)


def _bounds(match: re.Match[str]) -> tuple[date | None, date | None]:
    sign, day, low, high = match.groups()
    if day is None:
        return (
            date.fromisoformat(low) if low else None,
            date.fromisoformat(high) if high else None,
        )
    exact = date.fromisoformat(day)
    one = timedelta(days=1)
    bounds: dict[str | None, tuple[date | None, date | None]] = {
        ">=": (exact, None),
        ">": (exact + one, None),
        "<=": (None, exact),
        "<": (None, exact - one),
        None: (exact, exact),
    }
    return bounds[sign]
