"""An instrument, held or merely cited: who cites it, in which words, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from markupsafe import Markup

from extract.catalogue import Language, say
from index.answers import Cascade, Citation
from index.central import is_central
from search_ui import asking, feeds
from search_ui.addresses import document_address
from search_ui.citing import Citing, citing_documents
from search_ui.lag_chart import lag_chart
from search_ui.naming import choice
from search_ui.page import base_of, draw, language_of, library_of
from search_ui.routes.search import said_of
from search_ui.since import done_since

router = APIRouter(include_in_schema=False)

_MENTIONS = 100
_SOONEST = 15  # steps of a cascade that are drawn and listed at once


@router.get("/so-hieu/{name:path}")
def instrument(request: Request, name: str) -> Response:
    """The page of an instrument; for a number that fits several, the choice between them."""
    if name.endswith(".csv"):
        return _csv(request, name.removesuffix(".csv"))
    library = library_of(request)
    candidates = choice(library, name)
    if candidates:
        said = said_of(library, candidates)
        return draw(request, "which.html", name=name, candidates=candidates, said=said)
    answer = library.instrument(name)
    if answer is None:
        raise HTTPException(404)
    page = asking.page_number(request.query_params)
    key = answer.instrument.key
    citations = library.cited_by(key, limit=_MENTIONS, offset=(page - 1) * _MENTIONS) or ()
    citing, more = citing_documents(citations), len(citations) == _MENTIONS
    return draw(
        request,
        "instrument.html",
        answer=answer,
        instrument=answer.instrument,
        groups=_by_place(citing),
        documents=answer.documents if more or page > 1 else len(citing),
        since=done_since(library, key),
        cascade=(cascade := _each_once(library.cascade(key))),
        chart=_chart(cascade, language_of(request)),
        soonest=_SOONEST,
        page=page,
        more=more,
    )


def _by_place(citing: Iterable[Citing]) -> list[tuple[str | None, list[Citing]]]:
    """Citing documents by place, in the order they come; "" is that of national bodies."""
    places: dict[str | None, list[Citing]] = {}
    for one in citing:
        place = one.document.place or ("" if is_central(one.document.issuer) else None)
        places.setdefault(place, []).append(one)
    return list(places.items())


def _each_once(cascade: Cascade | None) -> Cascade | None:
    """The cascade with one step for each instrument, held in however many copies."""
    if cascade is None:
        return None
    steps = {
        one.citation.document.instrument or one.citation.document.id: one
        for one in reversed(cascade.steps)
    }
    return replace(cascade, steps=tuple(reversed(steps.values())))


def _chart(cascade: Cascade | None, language: Language) -> Markup | None:
    if cascade is None or not cascade.steps:
        return None
    return lag_chart(
        cascade.steps[:_SOONEST],
        label=say("page.cascade.chart", language),
        name=lambda step: _name(step.citation),
        link=lambda step: document_address(
            step.citation.document,
            (step.citation.sentence.start, step.citation.sentence.end),
            language,
        ),
        days=lambda days: say("page.cascade.days", language, days=days),
        unknown=say("page.unknown", language),
    )


def _name(citation: Citation) -> str:
    card = citation.document
    return " · ".join(part for part in (card.number or card.title, card.place) if part) or card.id


def _csv(request: Request, name: str) -> Response:
    citations = library_of(request).cited_by(name, limit=None)
    if citations is None:
        raise HTTPException(404)
    language, base = language_of(request), base_of(request)
    names = ("number", "type", "issuer", "place", "issued_on", "title")
    header = [say(f"page.field.{one}", language) for one in names]
    header += [
        say(f"page.column.{one}", language)
        for one in ("as_written", "relation", "pinpoint", "sentence", "address")
    ]
    rows = []
    for one in citations:
        span = (one.sentence.start, one.sentence.end)
        row = [getattr(one.document, field) for field in names]
        relation = say(f"page.relation.{one.reference.relation.value}", language)
        row += [one.reference.text, relation, one.reference.pinpoint, one.sentence.text]
        rows.append([*row, base + document_address(one.document, span)])
    return feeds.table(header, rows, "dan-boi")
