"""Two places side by side on one topic: ``/so-sanh``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from extract.model import Passage
from index.answers import Comparison
from index.library import Library
from index.query import Filters, Query
from search_ui.page import draw, library_of

router = APIRouter(include_in_schema=False)

GRADES = tuple(str(grade) for grade in range(1, 13))


def _held(library: Library, place: str) -> bool:
    """Whether there is any document of a place: where there is none, it is not silent."""
    return library.search(Query(filters=Filters(place=(place,)), limit=0, sentences=0)).total > 0


@router.get("/so-sanh")
def compare(request: Request) -> HTMLResponse:
    """What each of two places says on a topic, with the numbers its own text gives."""
    library, params = library_of(request), request.query_params
    places = tuple(params.get(name, "").strip() for name in ("a", "b"))
    topic = params.get("chu-de", "").strip()
    comparison: Comparison | None = None
    held: list[bool] = []
    if all(places) and topic:
        comparison = library.compare(places, topic.replace("-", " "))
        held = [_held(library, place) for place in places]
    asked = tuple(place for place in places if place)
    grades = library.facts("grades", Query(filters=Filters(place=asked), limit=50))
    return draw(
        request,
        "compare.html",
        places=places,
        topic=topic,
        comparison=comparison,
        held=held,
        grades=[fact for fact in grades.facts if isinstance(fact.annotation, Passage)],
        all_grades=GRADES,
    )
