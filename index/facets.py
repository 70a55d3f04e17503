"""Facets as aggregations, which tantivy takes in the words of Elasticsearch.

Rows that say one thing count once: under each value of a facet stands what several of its rows
have in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.plan import Plan

_REPEATED = "_repeated"
_MOST_REPEATED = 10_000  # values that several rows have; above them some copies are counted


def facet_aggregations(plan: Plan) -> dict[str, dict[str, Any]]:
    """The aggregation of each facet of a plan."""
    wanted: dict[str, dict[str, Any]] = {
        field: {"terms": {"field": field, "size": plan.facet_size}} for field in plan.facets
    }
    if plan.once:
        again = {"terms": {"field": plan.once, "size": _MOST_REPEATED, "min_doc_count": 2}}
        for facet in wanted.values():
            facet["aggs"] = {_REPEATED: again}
    return wanted


def read_facets(
    plan: Plan, counted: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """The facets of a plan as an ``Answer`` has them, of the aggregations an engine gave."""
    found = {}
    for field in plan.facets:
        counts = [(str(one["key"]), _rows_once(one)) for one in counted[field]["buckets"]]
        found[field] = tuple(sorted(counts, key=lambda item: (-item[1], item[0])))
    return found


def _rows_once(bucket: Mapping[str, Any]) -> int:
    """How many rows a facet's value has, those with one value of ``Plan.once`` counted once."""
    again = bucket.get(_REPEATED, {}).get("buckets", ())
    return int(bucket["doc_count"]) - sum(int(item["doc_count"]) - 1 for item in again)
