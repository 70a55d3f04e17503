"""What a search request is answered with, as an answer."""

from __future__ import annotations

import json
from typing import Any

from index.elasticsearch_engine.compiler import DISTINCT, VALUES
from index.engine import Answer, Found
from index.facets import read_facets
from index.plan import Plan


def answer(plan: Plan, found: Any) -> Answer:
    """What a search found."""
    counted = found.get("aggregations", {})
    rows = tuple(row(hit) for hit in found["hits"]["hits"])
    distinct = int(counted[DISTINCT]["value"]) if plan.distinct else 0
    given = counted[VALUES]["buckets"][plan.offset :] if VALUES in counted else ()
    values = tuple(int(bucket["key"]) for bucket in given)
    facets = read_facets(plan, counted)
    return Answer(int(found["hits"]["total"]["value"]), rows, facets, distinct, values)


def row(hit: dict[str, Any]) -> Found:
    """A row that was found."""
    explanation = hit.get("_explanation")
    return Found(
        document=str(hit["_source"]["document"]),
        score=float(hit.get("_score") or 0.0),
        read=str(hit["_source"]["payload"]).encode,
        explanation=None if explanation is None else json.dumps(explanation),
        order=int(hit.get("sort", (0,))[0]),
    )
