"""Results: ``/tim`` as a page, a spreadsheet, JSON and a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

from extract.catalogue import Language, say
from extract.places import place_named
from index.answers import Candidate, Citation, Facets, FactsAnswer, SearchAnswer
from index.library import Library
from index.planner import number_key
from index.query import Filters, Query
from index.query_language import field_examples
from search_ui import asking, feeds
from search_ui.addresses import address, document_address, linker
from search_ui.explaining import explained
from search_ui.page import base_of, draw, language_of, library_of
from search_ui.tile_map import tiles

router = APIRouter(include_in_schema=False)

_EXPORT = 100
_CARDS = 5
# A legal number and nothing else but words that name a type: "NĐ 24/2021/NĐ-CP".
_ONLY_NUMBER = re.compile(r"[^\W\d]{0,12}(?:\s[^\W\d]{1,12}){0,4}\s?\d+\s?[/-]\s?[\w/&-]+$")
_PERCENTAGE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s?%")
_SHOWN_FACETS = ("type", "place", "issuer", "year", "school_year", "section", "portal")


@router.get("/tim")
def results(request: Request) -> Response:
    """Documents that answer a question, with the sentences that do."""
    library, language, params = library_of(request), language_of(request), request.query_params
    query = asking.query(params, facets=True)
    answer = library.search(query)
    only = _one_instrument(query, answer)
    if only is not None:
        return RedirectResponse(address(f"/so-hieu/{only}", language), 303)
    preview = library.document(params["xem"]) if params.get("xem") else None
    return draw(
        request,
        "search.html",
        query=query,
        answer=answer,
        said=said_of(library, answer.instruments),
        percentages=_percentages(library, query),
        examples=field_examples(),
        reasons=[explained(one, language) for one in answer.explanation],
        everything=_api(query, params),
        preview=preview,
        preview_hit=next(
            (one for one in answer.hits if preview and one.document.id == preview.card.id), None
        ),
        facets=_facets(answer.facets, query.filters, params, language),
        active=_active(query.filters, answer.facets, params, language),
        is_number=number_key(query.text) is not None,
        picture=_map(answer, params, language),
        kept=asking.kept(params, "trang", "xem"),
        exported=_EXPORT,
        page=asking.page_number(params),
        pages=asking.pages(answer.total, query.limit),
    )


@router.get("/tim.json")
def results_json(request: Request) -> Response:
    """The answer as JSON."""
    query = asking.query(request.query_params, limit=_EXPORT, facets=True)
    return feeds.json_answer(library_of(request).search(query))


@router.get("/tim.csv")
def results_csv(request: Request) -> Response:
    """The answer as a spreadsheet: one row a document, its best sentence and its address."""
    language, base = language_of(request), base_of(request)
    answer = library_of(request).search(asking.query(request.query_params, limit=_EXPORT))
    names = ("number", "type", "issuer", "place", "district", "issued_on", "published_on", "title")
    header = [say(f"page.field.{name}", language) for name in names]
    header += [say("page.column.sentence", language), say("page.column.address", language)]
    rows = []
    for hit in answer.hits:
        sentence = hit.sentences[0].sentence if hit.sentences else None
        span = (sentence.start, sentence.end) if sentence else None
        row = [getattr(hit.document, name) for name in names]
        row += [
            sentence.text if sentence else None,
            base + document_address(hit.document, span),
        ]
        rows.append(row)
    return feeds.table(header, rows, "tim")


@router.get("/tim.atom")
def results_atom(request: Request) -> Response:
    """The answer as a feed to subscribe to; ask for ``sap-xep=moi`` to have the newest first."""
    query = asking.query(request.query_params, limit=_EXPORT)
    title = say("page.search.feed", language_of(request), query=query.text or "*")
    hits = library_of(request).search(query).hits
    return feeds.atom(title, str(request.url), base_of(request), hits)


def _api(query: Query, params: QueryParams) -> str:
    """The address of this answer in the API, with every part of each score."""
    named = {field: params.get(name) for field, name in asking.FILTER_PARAMETERS.items()}
    days = {"issued_from": query.filters.issued_from, "issued_to": query.filters.issued_to}
    asked = named | {name: f"{day}" if day else None for name, day in days.items()}
    return linker("vi")("/api/v1/search", q=query.text, explain="true", **asked)


def _one_instrument(query: Query, answer: SearchAnswer) -> str | None:
    """The key of the instrument a bare number names beyond doubt."""
    alone = query.filters == Filters() and _ONLY_NUMBER.fullmatch(query.text)
    if alone and len(answer.instruments) == 1:
        return answer.instruments[0].instrument.key
    return None


def said_of(library: Library, candidates: Iterable[Candidate]) -> dict[str, tuple[Citation, ...]]:
    """A sentence that cites each of several instruments, by key, to tell them apart by."""
    keys = [one.instrument.key for one in candidates]
    return {key: library.cited_by(key, limit=1) or () for key in keys} if len(keys) > 1 else {}


def _percentages(library: Library, query: Query) -> FactsAnswer | None:
    """Targets of the share that the question names; page furniture never has any."""
    match = _PERCENTAGE.search(query.text)
    if match is None:
        return None
    narrowed = Query(filters=query.filters, limit=_CARDS)
    return library.facts("percentage", narrowed, value=float(match[1].replace(",", ".")))


def _facets(
    facets: Facets, filters: Filters, params: QueryParams, language: Language
) -> list[tuple[str, list[tuple[str, str, int, bool]]]]:
    """Facets as (field, [(label, address, count, chosen)]); a chosen value's link drops it."""
    kept = asking.kept(params, "trang", "xem")
    link = linker(language)
    shown = []
    for field in _SHOWN_FACETS:
        name = asking.FILTER_PARAMETERS[field]
        chosen = {str(value) for value in getattr(filters, field)}
        values = []
        for one in facets.get(field, ()):
            other = {key: value for key, value in kept.items() if key != name}
            is_chosen = one.value in chosen
            where = (
                link("/tim", **other) if is_chosen else link("/tim", **other, **{name: one.value})
            )
            values.append((one.label, where, one.count, is_chosen))
        if values:
            shown.append((field, values))
    return shown


def _active(
    filters: Filters, facets: Facets, params: QueryParams, language: Language
) -> list[tuple[str, str, str]]:
    """The filters in force as (field, label, address without it)."""
    kept = asking.kept(params, "trang", "xem")
    active = []
    for field, name in asking.FILTER_PARAMETERS.items():
        labels = {one.value: one.label for one in facets.get(field, ())}
        where = linker(language)("/tim", **{key: kept[key] for key in kept if key != name})
        for value in getattr(filters, field):
            active.append((field, labels.get(str(value)) or _label(field, str(value)), where))
    return active


def _label(field: str, value: str) -> str:
    """A value as people write it; places are given by slug or code."""
    known = place_named(value) if field == "place" else None
    return known.name if known else value


def _map(answer: SearchAnswer, params: QueryParams, language: Language) -> str:
    kept = asking.kept(params, "trang", "xem", "noi")
    return tiles(
        {place.value: place.count for place in answer.facets.get("place", ())},
        "until_2025",
        link=lambda place: linker(language)("/tim", noi=place, **kept),
        label=say("page.search.map", language),
        describe=lambda place, count: say("page.home.tile", language, place=place, count=count),
    )
