"""A plan's clauses as tantivy queries."""

from __future__ import annotations

from collections.abc import Iterable

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


def compile_plan(plan: Plan) -> Query:
    """The whole plan's matching part as one query."""
    match = compile_clause(plan.collection, plan.match)
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
        case OneOf(field, values):
            return Query.const_score_query(Query.term_set_query(fields, field, list(values)), 0.0)
        case Between(field, low, high):
            return _range(collection, field, low, high)
        case All(must, should, must_not):
            parts = _parts(collection, Occur.Must, must or (Everything(),))
            parts += _parts(collection, Occur.Should, should)
            parts += _parts(collection, Occur.MustNot, must_not)
            return Query.boolean_query(parts)
        case AnyOf(clauses, at_least):
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
