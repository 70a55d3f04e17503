"""A plan's clauses as tantivy queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tantivy import FieldType, Occur, Query

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
    Plan,
    Term,
)
from index.schema import FIELDS, UNSCORED, Collection, FieldKind
from index.tantivy_engine.fields import schema

_INDEXED = {FieldKind.WORDS: "position", FieldKind.PAIRS: "freq"}
_FEW = 500  # values looked up one by one; for more the whole list of a field's values is read
_TAKEN_APART = 4  # alternatives of which some must hold; of more the engine's own way is as quick


def compile_plan(plan: Plan, *, scored: bool = True) -> Query:
    """The whole plan's matching part as one query; ``scored``: rows are put in order by it."""
    match = compile_clause(plan.collection, plan.match if scored else _matching(plan.match))
    if not plan.filters:
        return match
    parts = [(Occur.Must, match)]
    for clause in plan.filters:
        unscored = Query.const_score_query(compile_clause(plan.collection, clause), 0.0)
        parts.append((Occur.Must, unscored))
    return Query.boolean_query(parts)


def compile_clause(collection: Collection, clause: Clause) -> Query:
    """One clause as a query."""
    fields = schema(collection)
    match clause:
        case Term(field, value, boost):
            kind = FIELDS[collection][field]
            query = Query.term_query(fields, field, value, _INDEXED.get(kind, "basic"))
            if kind in UNSCORED:
                return Query.const_score_query(query, 0.0)
            return _boosted(query, boost)
        case Phrase(field, words, boost):
            if len(words) == 1:
                return compile_clause(collection, Term(field, words[0], boost))
            return _boosted(Query.phrase_query(fields, field, list(words)), boost)
        case OneOf(field, values) if len(values) > _FEW:
            return Query.const_score_query(Query.term_set_query(fields, field, list(values)), 0.0)
        case OneOf(field, values):
            terms = [Query.term_query(fields, field, value, "basic") for value in values]
            any_of = Query.boolean_query([(Occur.Should, term) for term in terms])
            return Query.const_score_query(any_of, 0.0)
        case Between(field, low, high):
            return _range(collection, field, low, high)
        case All():
            whole = _flat_all(clause)
            parts = _parts(collection, Occur.Must, whole.must or (Everything(),))
            parts += _parts(collection, Occur.Should, whole.should)
            parts += _parts(collection, Occur.MustNot, whole.must_not)
            return Query.boolean_query(parts)
        case AnyOf(clauses, at_least):
            clauses = clauses if at_least > 1 else tuple(_flat_any(clauses))
            parts = _parts(collection, Occur.Should, clauses)
            if at_least <= 1:
                return Query.boolean_query(parts)
            return Query.boolean_query(parts, minimum_number_should_match=at_least)
        case Best(clauses):
            return Query.disjunction_max_query(
                [compile_clause(collection, item) for item in clauses]
            )
        case Constant(inner, score):
            return Query.const_score_query(compile_clause(collection, inner), score)
        case Everything():
            # Named as a constant, or tantivy leaves it out of the score beside a condition.
            return Query.const_score_query(Query.all_query(), 1.0)
        case Nothing():
            return Query.empty_query()


def _matching(clause: Clause) -> Clause:
    """What has the rows of a clause, without what only adds to their score."""
    match clause:
        case All(must, _, must_not) if must:
            return All(tuple(map(_matching, must)), (), must_not)
        case AnyOf(clauses, at_least) if at_least <= 1 or len(clauses) <= _TAKEN_APART:
            return _some(tuple(map(_matching, clauses)), at_least)
        case _:
            return clause


def _some(clauses: tuple[Clause, ...], at_least: int) -> Clause:
    """Rows that satisfy so many of the clauses, in other words: "a and (b or c), or b and c"."""
    if at_least <= 1:
        return AnyOf(clauses)
    if at_least >= len(clauses):
        return All(clauses) if at_least == len(clauses) else Nothing()
    first, *rest = clauses
    others = tuple(rest)
    return AnyOf((All((first, _some(others, at_least - 1))), _some(others, at_least)))


def _flat_all(clause: All) -> All:
    """The same clause with each ``All`` that must hold taken apart.

    One union of what adds to the score costs half of what unions inside each other do.
    """
    must: list[Clause] = []
    should = list(clause.should)
    must_not = list(clause.must_not)
    for item in clause.must:
        if isinstance(item, AnyOf) and len(item.clauses) == 1:
            item = item.clauses[0]
        if isinstance(item, All) and item.must:
            inner = _flat_all(item)
            must += inner.must
            should += inner.should
            must_not += inner.must_not
        else:
            must.append(item)
    return All(tuple(must), tuple(_flat_any(should)), tuple(must_not))


def _flat_any(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Alternatives, those of an alternative among them."""
    for item in clauses:
        if isinstance(item, AnyOf) and item.at_least <= 1:
            yield from _flat_any(item.clauses)
        else:
            yield item


def _parts(
    collection: Collection, occur: Occur, clauses: Iterable[Clause]
) -> list[tuple[Occur, Query]]:
    return [(occur, compile_clause(collection, clause)) for clause in clauses]


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)


def _range(collection: Collection, field: str, low: float | None, high: float | None) -> Query:
    whole = FIELDS[collection][field] is FieldKind.WHOLE
    kind, number = (FieldType.Integer, int) if whole else (FieldType.Float, float)
    return Query.const_score_query(
        Query.range_query(
            schema(collection),
            field,
            kind,
            None if low is None else number(low),
            None if high is None else number(high),
        ),
        0.0,
    )
