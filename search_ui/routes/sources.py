"""Where documents come from and what is not known: ``/nguon`` and ``/chua-biet``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from index.answers import Conflict, Fact, FactsAnswer
from index.library import Library
from index.query import Clearness, DutyQuery, Filters, Query
from search_ui import asking
from search_ui.page import draw, library_of, today_of
from search_ui.unknowns import WORTH_KNOWING

router = APIRouter(include_in_schema=False)

_FINDINGS = "finding"
_SHOWN = 50
_COMPARED = 1000  # duties


@router.get("/nguon")
def portals(request: Request) -> HTMLResponse:
    """Each portal: does it answer, when was it last captured, what failed and why."""
    library = library_of(request)
    return draw(request, "portals.html", portals=library.portals(), status=library.status())


@router.get("/chua-biet")
def unknowns(request: Request) -> HTMLResponse:
    """What a reader should check, or the documents of which one field (``truong``) is not known."""
    library, params = library_of(request), request.query_params
    filters = asking.filters(params)
    counts = {_FINDINGS: library.facts(_FINDINGS, Query(filters=filters, limit=0)).total}
    counts |= {field: _unknown(library, filters, field, 0).total for field in WORTH_KNOWING}
    chosen = params.get("truong", _FINDINGS)
    if chosen not in counts:
        raise asking.BadRequest(
            "page.bad.choice",
            {"name": "truong", "given": chosen[:40], "choices": ", ".join(counts)},
        )
    page = asking.page_number(params)
    first = (page - 1) * _SHOWN
    findings = FactsAnswer(0, ())
    conflicts: tuple[Conflict, ...] = ()
    dated = 0
    documents: tuple[Fact, ...] = ()
    if chosen == _FINDINGS:
        query = Query(filters=filters, limit=_SHOWN, offset=first)
        findings = library.facts(_FINDINGS, query)
        if page == 1:
            compared, dated = _compared(library, filters, today_of(request))
            conflicts = _each_pair(library.conflicts(compared))
    else:
        documents = _unknown(library, filters, chosen, _SHOWN, first).facts
    return draw(
        request,
        "unknowns.html",
        counts=counts,
        chosen=chosen,
        findings=findings.facts,
        conflicts=conflicts,
        dated=dated,
        cut_at=_COMPARED if dated > _COMPARED else None,
        documents=documents,
        kept=asking.kept(params, "trang"),
        page=page,
        pages=asking.pages(counts[chosen], _SHOWN),
    )


def _unknown(
    library: Library, filters: Filters, field: str, limit: int, offset: int = 0
) -> FactsAnswer:
    """The documents of which a field is not known."""
    query = Query(filters=filters, limit=limit, offset=offset)
    return library.facts("unknown", query, value=field)


def _compared(library: Library, filters: Filters, today: date) -> tuple[tuple[Fact, ...], int]:
    """The duties that are compared, and how many there are with a stated day.

    As many as are due from today on, and if there is room those that were due before.
    """
    asked = DutyQuery(filters=filters, clearness=Clearness.DAY)
    total = library.duties(asked, limit=0).total
    over = library.duties(replace(asked, until=today - timedelta(days=1)), limit=0).total
    first = max(0, min(over, total - _COMPARED))
    return library.duties(asked, first, _COMPARED).facts, total


def _each_pair(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts without those that say the same from the other side."""
    pairs: dict[frozenset[int | None], Conflict] = {}
    for one in conflicts:
        pairs.setdefault(frozenset((one.duty.duty, one.other.duty)), one)
    return tuple(pairs.values())
