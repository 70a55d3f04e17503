"""What will be matched, boosted, filtered and counted: plain values that an engine compiles.

A plan holds words as they stand in the index (see ``index.analysis``); nothing is looked up or
decided after it is made.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.schema import Collection


@dataclass(frozen=True, slots=True)
class Term:
    """Rows with this word or key in a field; keys are not scored."""

    field: str
    value: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class OneOf:
    """Rows with any of these keys in a field; not scored."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Rows with these words next to each other."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Between:
    """Rows whose number lies in a range, both ends included; not scored."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Rows that satisfy every ``must``; each ``should`` they satisfy adds to the score."""

    must: tuple[Clause, ...]
    should: tuple[Clause, ...] = ()
    must_not: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Rows that satisfy at least ``at_least`` of the clauses; scores add up."""

    clauses: tuple[Clause, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """Rows that satisfy any of the clauses; the best one's score counts."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """Rows that satisfy the clause, all with the same score."""

    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class Everything:
    """All rows."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No row."""


Clause = Term | OneOf | Phrase | Between | All | AnyOf | Best | Constant | Everything | Nothing


@dataclass(frozen=True, slots=True)
class Plan:
    """One question to an engine."""

    collection: Collection
    match: Clause  # scored
    filters: tuple[Clause, ...] = ()  # not scored
    order: str | None = None  # a WHOLE field; None is by score
    ascending: bool = False  # of ``order``, which every row must then have
    limit: int = 20
    offset: int = 0
    facets: tuple[str, ...] = ()  # fields to count
    facet_size: int = 100
    distinct: str | None = None  # a field whose different values are counted
    once: str | None = None  # a WHOLE field: rows with one value of it count once in facets
    values: str | None = None  # a WHOLE field: its values are wanted, ascending, instead of rows
    explain: bool = False
