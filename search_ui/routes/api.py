"""The JSON API: the answers of the library, each with the page at which people read it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi import Query as Parameter
from fastapi.responses import HTMLResponse, JSONResponse

from index.answers import (
    Cascade,
    Citation,
    Comparison,
    DeadlinesAnswer,
    FactsAnswer,
    InstrumentAnswer,
    PortalAnswer,
    Resolution,
    SearchAnswer,
    Status,
)
from index.library import Library
from index.query import DutyQuery, Filters, Query, Sort
from search_ui import asking
from search_ui.feeds import json_answer
from search_ui.page import draw, library_of
from search_ui.plain import document_shape

router = APIRouter()


class FactKind(StrEnum):
    """What can be asked for at ``/api/v1/facts``."""

    REFERENCE = "reference"
    DEADLINE = "deadline"
    TARGET = "target"
    PERCENTAGE = "percentage"
    GRADES = "grades"
    SHORTCOMING = "shortcoming"
    FINDING = "finding"
    BODY = "body"
    UNKNOWN = "unknown"
    SENTENCE = "sentence"


Words = Annotated[list[str], Parameter()]


def _filters(
    place: Words = [],  # noqa: B006  FastAPI copies defaults
    type: Words = [],  # noqa: B006
    issuer: Words = [],  # noqa: B006
    year: Annotated[list[int], Parameter()] = [],  # noqa: B006
    school_year: Words = [],  # noqa: B006
    portal: Words = [],  # noqa: B006
    relation: Words = [],  # noqa: B006
    section: Words = [],  # noqa: B006
    cites: Words = [],  # noqa: B006
    document: Words = [],  # noqa: B006
    issued_from: str = "",
    issued_to: str = "",
) -> Filters:
    return Filters(
        place=tuple(place),
        type=tuple(type),
        issuer=tuple(issuer),
        year=tuple(year),
        school_year=tuple(school_year),
        portal=tuple(portal),
        relation=tuple(relation),
        section=tuple(section),
        cites=tuple(cites),
        document=tuple(document),
        issued_from=asking.read_day(issued_from, "issued_from") if issued_from else None,
        issued_to=asking.read_day(issued_to, "issued_to") if issued_to else None,
    )


Filtered = Annotated[Filters, Depends(_filters)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Offset = Annotated[int, Parameter(ge=0, le=10_000)]


def _or_404(answer: Any) -> JSONResponse:
    if answer is None:
        raise HTTPException(404)
    return json_answer(answer)


def _shape(model: Any) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}}


@router.get("/api/v1/search", responses=_shape(SearchAnswer))
def search(
    request: Request,
    filters: Filtered,
    q: str = "",
    sort: Sort = Sort.RELEVANCE,
    limit: Limit = 20,
    offset: Offset = 0,
    cursor: Annotated[str | None, Parameter(pattern="^[0-9]{1,9}$")] = None,
    facets: str = "",
    explain: bool = False,
) -> JSONResponse:
    """Documents that answer a query, best first, with their best sentences.

    `facets` may name facets ("place"), or be "all"; `place` takes a name, a slug or a code.
    """
    query = Query(q, filters, sort, limit, offset, cursor, facets=bool(facets), explain=explain)
    answer = library_of(request).search(asking.with_sentences(query))
    if facets not in ("", "all", "1", "true"):
        wanted = set(facets.split(","))
        kept = {name: counts for name, counts in answer.facets.items() if name in wanted}
        answer = replace(answer, facets=kept)
    return json_answer(answer)


@router.get("/api/v1/facts", responses=_shape(FactsAnswer))
def facts(
    request: Request,
    filters: Filtered,
    kind: FactKind = FactKind.TARGET,
    q: str = "",
    value: str | None = None,
    body: str | None = None,
    instrument: str | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """Facts of one kind with their sentences.

    `document` is an id, a slug or a place. `value` is a target's number, one item of a passage
    ("8" of grades), or the kind of a finding.
    """
    library = library_of(request)
    filters = _of_documents_or_places(library, filters)
    query = Query(q, filters, limit=limit, offset=offset)
    found = library.facts(kind.value, query, value=_number(value), body=body, instrument=instrument)
    return json_answer(found)


def _of_documents_or_places(library: Library, filters: Filters) -> Filters:
    """``document`` may also be the name of a place: then all its documents are meant."""
    held = tuple(name for name in filters.document if library.document(name) is not None)
    places = tuple(name for name in filters.document if name not in held)
    return replace(filters, document=held, place=filters.place + places)


def _number(value: str | None) -> float | str | None:
    try:
        return None if value is None else float(value.removesuffix("%").replace(",", "."))
    except ValueError:
        return value


@router.get("/api/v1/documents/{name}")
def document(request: Request, name: str) -> JSONResponse:
    """A document with its annotations (the shape of `danchieu annotate --json`), its versions
    and captures. `name` is an id or a slug."""
    answer = library_of(request).document(name)
    if answer is None:
        raise HTTPException(404)
    return JSONResponse(document_shape(answer))


@router.get("/api/v1/documents/{name}/cites", responses=_shape(list[Citation]))
def cites(
    request: Request,
    name: str,
    issuer: str | None = None,
    relation: str | None = None,
    kind: str | None = None,
) -> JSONResponse:
    """What a document cites, in order of the text. `issuer` is a name or an abbreviation."""
    return _or_404(library_of(request).cites(name, issuer=issuer, relation=relation, kind=kind))


@router.get("/api/v1/instruments/{name}", responses=_shape(InstrumentAnswer))
def instrument(request: Request, name: str) -> JSONResponse:
    """An instrument, held or merely cited, by key or number."""
    return _or_404(library_of(request).instrument(name))


@router.get("/api/v1/instruments/{name}/cited-by", responses=_shape(list[Citation]))
def cited_by(
    request: Request, name: str, filters: Filtered, limit: Limit = 100, offset: Offset = 0
) -> JSONResponse:
    """The sentences that cite an instrument; a footnote's come with the sentence they hang on."""
    return _or_404(library_of(request).cited_by(name, filters, limit=limit, offset=offset))


@router.get("/api/v1/instruments/{name}/cascade", responses=_shape(Cascade))
def cascade(request: Request, name: str) -> JSONResponse:
    """The documents that carry an instrument out, by days between the signing dates."""
    return _or_404(library_of(request).cascade(name))


@router.get("/api/v1/resolve", responses=_shape(Resolution))
def resolve(request: Request, q: str, limit: Limit = 10) -> JSONResponse:
    """Which instruments some words may name: "chi thi 34" names two."""
    return json_answer(library_of(request).resolve(q, limit))


@router.get("/api/v1/obligations", responses=_shape(DeadlinesAnswer))
def obligations(
    request: Request,
    filters: Filtered,
    due_before: str = "",
    due_after: str = "",
    body: str | None = None,
    topic: str | None = None,
) -> JSONResponse:
    """What is due from `due_after` to `due_before`, both inclusive; relative times apart.

    `topic` is one of those of `/so-sanh`, or words of the sentence.
    """
    until = asking.read_day(due_before, "due_before") if due_before else None
    since = asking.read_day(due_after, "due_after") if due_after else None
    asking.in_order(since, until)
    asked = DutyQuery(since, until, filters, body, topic)
    return json_answer(library_of(request).deadlines(asked))


@router.get("/api/v1/compare", responses=_shape(Comparison))
def compare(request: Request, places: str, topic: str) -> JSONResponse:
    """What places (names, slugs or codes, joined by commas) say on a topic."""
    asked = [place.strip() for place in places.split(",") if place.strip()]
    return json_answer(library_of(request).compare(asked, topic.replace("-", " ")))


@router.get("/api/v1/portals", responses=_shape(list[PortalAnswer]))
def portals(request: Request) -> JSONResponse:
    """The portals and how they are."""
    return json_answer(library_of(request).portals())


@router.get("/api/v1/status", responses=_shape(Status))
def status(request: Request) -> JSONResponse:
    """The state of the whole collection."""
    return json_answer(library_of(request).status())


@router.get("/api", include_in_schema=False)
def about(request: Request) -> HTMLResponse:
    """The routes of the API in words, from its own OpenAPI description."""
    schema = request.app.openapi()
    routes = [
        (path, operation)
        for path, operations in schema["paths"].items()
        for operation in operations.values()
    ]
    return draw(request, "api.html", routes=routes)
