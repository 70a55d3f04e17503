"""Where documents come from and what is not known: ``/nguon`` and ``/chua-biet``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from index.answers import Fact, Unknown
from index.query import Query
from search_ui import asking
from search_ui.page import draw, library_of
from search_ui.unknowns import WORTH_KNOWING, is_central

router = APIRouter(include_in_schema=False)

_UNKNOWNS = 200
_FINDINGS = 100


@router.get("/nguon")
def portals(request: Request) -> HTMLResponse:
    """Each portal: does it answer, when was it last captured, what failed and why."""
    library = library_of(request)
    return draw(request, "portals.html", portals=library.portals(), status=library.status())


def _worth_saying(fact: Fact, unknown: Unknown) -> bool:
    no_place = unknown.field == "place" and is_central(fact.document.issuer)
    return unknown.field in WORTH_KNOWING and not no_place


@router.get("/chua-biet")
def unknowns(request: Request) -> HTMLResponse:
    """What we do not know, by field and reason, and what a reader should check."""
    library = library_of(request)
    filters = asking.filters(request.query_params)
    answer = library.facts("unknown", Query(filters=filters, limit=_UNKNOWNS))
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in answer.facts:
        if isinstance(fact.annotation, Unknown) and _worth_saying(fact, fact.annotation):
            key = (fact.annotation.field, fact.annotation.reason)
            groups.setdefault(key, []).append(fact)
    return draw(
        request,
        "unknowns.html",
        answer=answer,
        groups=sorted(groups.items(), key=lambda item: WORTH_KNOWING.index(item[0][0])),
        findings=library.facts("finding", Query(filters=filters, limit=_FINDINGS)),
        failures=library.status().failures,
    )
