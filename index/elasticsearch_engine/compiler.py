"""A plan as an Elasticsearch request."""

from __future__ import annotations

from typing import Any

from index.facets import facet_aggregations
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
from index.schema import FIELDS, UNSCORED, Collection

DISTINCT = "_distinct"
"""Name of the aggregation that counts different values."""
VALUES = "_values"
"""Name of the aggregation that gives values."""

_MOST_EXACT = 40_000  # distinct values counted without estimating

Request = dict[str, Any]


def compile_plan(plan: Plan) -> Request:
    """The body of a search request."""
    match = compile_clause(plan.collection, plan.match)
    filters = [compile_clause(plan.collection, clause) for clause in plan.filters]
    request: Request = {
        "query": {"bool": {"must": [match], "filter": filters}} if filters else match,
        "from": plan.offset,
        "size": plan.limit,
        "track_total_hits": True,
        "_source": ["document", "payload"],
        "explain": plan.explain,
    }
    if plan.order:
        request["sort"] = [{plan.order: "asc" if plan.ascending else "desc"}]
    counted = facet_aggregations(plan)
    if plan.values:
        request |= {"from": 0, "size": 0}
    if plan.values and plan.limit:
        ascending = {"size": plan.offset + plan.limit, "order": {"_key": "asc"}}
        counted[VALUES] = {"terms": {"field": plan.values, **ascending}}
    if plan.distinct:
        cardinality = {"field": plan.distinct, "precision_threshold": _MOST_EXACT}
        counted[DISTINCT] = {"cardinality": cardinality}
    if counted:
        request["aggs"] = counted
    return request


def compile_clause(collection: Collection, clause: Clause) -> Request:
    """One clause as a query."""

    def each(clauses: tuple[Clause, ...]) -> list[Request]:
        return [compile_clause(collection, item) for item in clauses]

    match clause:
        case Term(field, value, boost):
            if FIELDS[collection][field] in UNSCORED:
                return _unscored({"term": {field: value}})
            return {"term": {field: {"value": value, "boost": boost}}}
        case Phrase(field, words, boost):
            phrase = {"query": " ".join(words), "boost": boost}
            return {"match_phrase": {field: phrase}}
        case OneOf(field, values):
            return _unscored({"terms": {field: list(values)}})
        case Between(field, low, high):
            bounds = {"gte": low, "lte": high}
            given = {name: value for name, value in bounds.items() if value is not None}
            return _unscored({"range": {field: given}})
        case All(must, should, must_not):
            parts = {"must": each(must) or [{"match_all": {}}]}
            parts |= {"should": each(should), "must_not": each(must_not)}
            return {"bool": parts}
        case AnyOf(clauses, at_least):
            return {"bool": {"should": each(clauses), "minimum_should_match": at_least}}
        case Best(clauses):
            return {"dis_max": {"queries": each(clauses)}}
        case Constant(inner, score):
            query = compile_clause(collection, inner)
            return {"constant_score": {"filter": query, "boost": score}}
        case Everything():
            return {"match_all": {}}
        case Nothing():
            return {"match_none": {}}


def _unscored(query: Request) -> Request:
    return {"constant_score": {"filter": query, "boost": 0.0}}
