"""What is due, who must act and what is measured: ``/lich``, ``/giao-viec``, ``/chi-tieu``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from extract.catalogue import say
from extract.model import Deadline, Target
from index.answers import DeadlinesAnswer, Fact, Problem
from index.query import Query
from search_ui import asking, feeds, ical
from search_ui.addresses import document_address
from search_ui.page import base_of, draw, language_of, library_of
from search_ui.phrasing import dictionary_order

router = APIRouter(include_in_schema=False)

VAGUENESS = ("ngay", "ky", "mo-ho", "lap")
"""Values of ``do-ro``: a day, a month or longer, only a phrase, a recurrence."""

_TARGETS = 100
_MOST = 10_000


def _asked(request: Request) -> DeadlinesAnswer:
    library, params = library_of(request), request.query_params
    filters = asking.undated_filters(params)
    answer = library.deadlines(
        asking.day(params, "den"),
        since=asking.day(params, "tu"),
        filters=filters,
        body=params.get("don-vi", "").strip() or None,
    )
    answer = DeadlinesAnswer(
        library.once(answer.calendar),
        library.once(answer.relative),
        library.once(answer.recurring),
        answer.problems,
    )
    topic = params.get("chu-de", "").strip()
    if not topic:
        return answer
    query = Query(topic, filters, limit=_MOST)
    found = [library.facts(kind, query) for kind in ("deadline", "target")]
    wanted = {_place(fact) for one in found for fact in one.facts}
    return DeadlinesAnswer(
        tuple(fact for fact in answer.calendar if _place(fact) in wanted),
        tuple(fact for fact in answer.relative if _place(fact) in wanted),
        tuple(fact for fact in answer.recurring if _place(fact) in wanted),
        (*answer.problems, *found[0].problems),
    )


def _place(fact: Fact) -> tuple[str, int]:
    """Where a duty stands: its document and the sentence."""
    return fact.document.id, fact.sentence.start


def _mark(fact: Fact) -> tuple[str, int]:
    """What tells a duty from every other: its document and where its time stands."""
    due = fact.annotation
    return fact.document.id, due.start if isinstance(due, Deadline | Target) else -1


def _clear(fact: Fact) -> str:
    """How clear the time of a dated duty is, as a value of ``do-ro``."""
    due = fact.annotation
    exact = isinstance(due, Deadline) and len(due.value or "") == len("2023-12-31")
    return "ngay" if exact else "ky"


def _by_month(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    months: dict[str, list[Fact]] = {}
    for fact in facts:
        due = fact.annotation
        day = due.due_on if isinstance(due, Deadline | Target) else None
        months.setdefault(f"{day:%Y-%m}" if day else "", []).append(fact)
    return list(months.items())


def _chosen(request: Request) -> DeadlinesAnswer:
    """The answer cut down to the asked clearness."""
    answer = _asked(request)
    wanted = request.query_params.get("do-ro", "")
    if not wanted:
        return answer
    if wanted not in VAGUENESS:
        raise asking.BadRequest(
            "page.bad.choice",
            {"name": "do-ro", "given": wanted[:40], "choices": ", ".join(VAGUENESS)},
        )
    return DeadlinesAnswer(
        tuple(fact for fact in answer.calendar if _clear(fact) == wanted),
        answer.relative if wanted == "mo-ho" else (),
        answer.recurring if wanted == "lap" else (),
        answer.problems,
    )


@router.get("/lich")
def calendar(request: Request) -> HTMLResponse:
    """What is due, by month; what only a phrase says apart, so that no day is made up."""
    answer = _chosen(request)
    rivals: dict[tuple[str, int], list[Fact]] = {}
    for conflict in library_of(request).conflicts(answer.calendar):
        rivals.setdefault(_mark(conflict.duty), []).append(conflict.other)
    return draw(
        request,
        "calendar.html",
        answer=answer,
        rivals=lambda fact: rivals.get(_mark(fact), ()),
        months=_by_month(answer.calendar),
        kept=asking.kept(request.query_params),
        given=request.query_params,
        vagueness=VAGUENESS,
    )


@router.get("/lich.ics")
def calendar_file(request: Request) -> Response:
    """The same duties as an iCalendar file to subscribe to."""
    answer = _chosen(request)
    language = language_of(request)
    facts = (*answer.calendar, *answer.relative, *answer.recurring)
    name = say("page.calendar.title", language)
    return Response(
        ical.calendar(facts, language, base_of(request), name, datetime.now(UTC)),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="lich.ics"'},
    )


@router.get("/giao-viec")
def tasks(request: Request) -> HTMLResponse:
    """Who must act: bodies with their duties; duties that name nobody come last."""
    answer = _asked(request)
    bodies: dict[str, list[Fact]] = {}
    for fact in (*answer.calendar, *answer.relative, *answer.recurring):
        leads = fact.annotation.lead if isinstance(fact.annotation, Deadline) else ()
        for lead in leads or ("",):
            bodies.setdefault(lead, []).append(fact)
    ordered = sorted(bodies.items(), key=lambda item: (not item[0], dictionary_order(item[0])))
    return draw(
        request,
        "tasks.html",
        bodies=ordered,
        given=request.query_params,
        total=len({id(fact) for facts in bodies.values() for fact in facts}),
    )


@router.get("/chi-tieu")
def targets(request: Request) -> HTMLResponse:
    """Measured aims with what they rest on."""
    params = request.query_params
    page = asking.page_number(params)
    facts, problems = _targets(request)
    return draw(
        request,
        "targets.html",
        facts=facts[(page - 1) * _TARGETS : page * _TARGETS],
        total=len(facts),
        problems=problems,
        given=params,
        kept=asking.kept(params, "trang"),
        page=page,
        pages=-(-len(facts) // _TARGETS),
    )


def _targets(request: Request) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """The measured aims that are asked for, each once, and what was not understood."""
    library = library_of(request)
    query = replace(asking.query(request.query_params, limit=_MOST), offset=0)
    answer = library.facts("target", query, value=_value(request))
    return library.once(answer.facts), answer.problems


@router.get("/chi-tieu.csv")
def targets_csv(request: Request) -> Response:
    """Measured aims as a spreadsheet."""
    language, base = language_of(request), base_of(request)
    columns = ("indicator", "comparator", "value", "unit", "population", "by", "lead", "basis")
    header = [say(f"page.column.{name}", language) for name in columns]
    header += [say(f"page.field.{name}", language) for name in ("place", "number")]
    header += [say(f"page.column.{name}", language) for name in ("sentence", "address")]
    rows = []
    for fact in _targets(request)[0]:
        one = fact.annotation
        if isinstance(one, Target):
            span = (fact.sentence.start, fact.sentence.end)
            rows.append(
                [
                    one.indicator,
                    one.comparator,
                    one.value,
                    one.unit,
                    one.population,
                    one.by,
                    one.body,
                    fact.basis.number if fact.basis else None,
                    fact.document.place,
                    fact.document.number,
                    fact.sentence.text,
                    base + document_address(fact.document, span),
                ]
            )
    return feeds.table(header, rows, "chi-tieu")


def _value(request: Request) -> float | None:
    given = request.query_params.get("gia-tri", "").strip().removesuffix("%").strip()
    if not given:
        return None
    try:
        return float(given.replace(",", "."))
    except ValueError:
        raise asking.BadRequest(
            "page.bad.parameter", {"name": "gia-tri", "given": given[:40]}
        ) from None
