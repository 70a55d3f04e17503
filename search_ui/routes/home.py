"""The first page: one box and three doors."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from extract.catalogue import say
from index.answers import Fact
from index.duties import CALENDAR, clearness_of
from index.engine import EngineUnavailable
from index.library import Library
from index.query import DutyQuery, Query, Sort
from search_ui.addresses import linker
from search_ui.page import base_of, draw, language_of, library_of, today_of
from search_ui.tile_map import Lens, tiles

router = APIRouter(include_in_schema=False)

_NEWEST = 6
_MOST_CITED = 6
_NEXT = 3


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The box, the doors, what is held and where it comes from."""
    library = library_of(request)
    language = language_of(request)
    link = linker(language)
    lens: Lens = "since_2025" if request.query_params.get("nay") else "until_2025"
    try:
        answer = library.search(Query(sort=Sort.NEWEST, limit=_NEWEST, sentences=0, facets=True))
        most_cited = library.matrix(limit=_MOST_CITED)
        next_due = _next_due(library, today_of(request))
    except EngineUnavailable:
        answer, most_cited, next_due = None, (), []
    field = "place_today" if lens == "since_2025" else "place"
    places = answer.facets.get(field, ()) if answer else ()
    picture = tiles(
        {place.value: place.count for place in places},
        lens,
        link=lambda place: link("/tim", noi=place),
        label=say("page.home.map", language),
        describe=lambda place, count: say("page.home.tile", language, place=place, count=count),
    )
    return draw(
        request,
        "home.html",
        newest=answer.hits if answer else (),
        archived=() if answer else library.entitled(limit=_NEWEST),
        most_cited=most_cited,
        next_due=next_due,
        status=library.status(),
        picture=picture,
        lens=lens,
    )


def _next_due(library: Library, today: date) -> list[Fact]:
    """What is due next on a stated day or in a stated period."""
    ahead = library.duties(DutyQuery(since=today), limit=_NEXT).facts
    return [fact for fact in ahead if clearness_of(fact) in CALENDAR]


@router.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """Lets a browser search here from its address bar (OpenSearch 1.1)."""
    base = base_of(request)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        "<ShortName>Dẫn Chiếu</ShortName><InputEncoding>UTF-8</InputEncoding>"
        f'<Url type="text/html" template="{base}/tim?q={{searchTerms}}"/>'
        "</OpenSearchDescription>"
    )
    return Response(body, media_type="application/opensearchdescription+xml")
