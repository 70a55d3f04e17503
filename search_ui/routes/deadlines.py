"""What is due, who must act and what is measured: ``/lich``, ``/giao-viec``, ``/chi-tieu``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from extract.catalogue import say
from extract.model import Deadline, Target
from index.answers import DutiesAnswer, Fact, FactsAnswer
from index.duties import MOST_LEADS
from index.query import Clearness, DutyQuery, Query
from search_ui import asking, duties, feeds, ical
from search_ui.addresses import document_address, linker
from search_ui.page import base_of, draw, language_of, library_of, today_of

router = APIRouter(include_in_schema=False)

_SHOWN = 50
_TARGETS = 100
_MOST = 10_000
_SOON = 30  # days
_YEARS = 3  # years from which on a list of them helps


def _asked(request: Request) -> DutyQuery:
    """Which duties are meant: of what days, place, body, topic and clearness."""
    params = request.query_params
    since, until = asking.days(params)
    clearness = params.get("do-ro", "")
    if clearness and clearness not in duties.CLEARNESS:
        raise asking.BadRequest(
            "page.bad.choice",
            {"name": "do-ro", "given": clearness[:40], "choices": ", ".join(duties.CLEARNESS)},
        )
    return DutyQuery(
        since=since,
        until=until,
        filters=asking.undated_filters(params),
        body=params.get("don-vi", "").strip() or None,
        topic=params.get("chu-de", "").replace("-", " ").strip() or None,
        clearness=duties.CLEARNESS[clearness] if clearness else None,
    )


def _ahead(request: Request) -> DutyQuery:
    """The duties that are meant: without days those from today on, unless ``qua`` asks for all."""
    asked = _asked(request)
    if asked.since or asked.until or request.query_params.get("qua"):
        return asked
    return replace(asked, since=today_of(request))


def _passed(request: Request) -> int | None:
    """How many duties are left out because their day is over; None where days are chosen."""
    asked = _asked(request)
    if _ahead(request) == asked:
        return None
    over = replace(asked, until=today_of(request) - timedelta(days=1))
    counted = library_of(request).duties(over, limit=0).clearness
    wanted = {asked.clearness} if asked.clearness else set(Clearness)
    return sum(counted[one] for one in wanted - {Clearness.RHYTHM})  # a rhythm goes on


def _days_offered(request: Request) -> dict[str, Any]:
    """What the choice of days on a page of duties needs."""
    today = today_of(request)
    return {
        "undated": asking.kept(request.query_params, "trang", "tu", "den", "qua"),
        "today": today,
        "soon": today + timedelta(days=_SOON),
        "passed": _passed(request),
    }


def _all(request: Request, asked: DutyQuery) -> tuple[Fact, ...]:
    """Every duty that is meant. Raises BadRequest where there are too many for one file."""
    return _whole(library_of(request).duties(asked, limit=_MOST))


def _whole(answer: DutiesAnswer | FactsAnswer) -> tuple[Fact, ...]:
    """The facts of an answer that is not cut short. Raises BadRequest."""
    if answer.total > len(answer.facts):
        given = {"total": str(answer.total), "most": str(len(answer.facts))}
        raise asking.BadRequest("page.bad.too_many", given)
    return answer.facts


@router.get("/lich")
def calendar(request: Request) -> HTMLResponse:
    """What is due, by month; what only a phrase says apart, so that no day is made up."""
    params = request.query_params
    page, kept = asking.page_number(params), asking.kept(params, "trang")
    answer = library_of(request).duties(_ahead(request), (page - 1) * _SHOWN, _SHOWN)
    rivals: dict[int | None, dict[int | None, Fact]] = {}
    for one in library_of(request).conflicts(answer.facts):
        rivals.setdefault(one.duty.duty, {}).setdefault(one.other.duty, one.other)
    return draw(
        request,
        "calendar.html",
        answer=answer,
        clearness=[(name, answer.clearness[one]) for name, one in duties.CLEARNESS.items()],
        years=answer.years if len(answer.years) >= _YEARS else {},
        headings=duties.under_headings(answer.facts),
        rivals=lambda fact: rivals.get(fact.duty, {}).values(),
        subscription=base_of(request) + linker(language_of(request))("/lich.ics", **kept),
        kept=kept,
        of_any_clearness=asking.kept(params, "trang", "do-ro"),
        given=params,
        **_days_offered(request),
        page=page,
        pages=asking.pages(answer.total, _SHOWN),
    )


@router.get("/lich.ics")
def calendar_file(request: Request) -> Response:
    """The same duties as an iCalendar file to subscribe to; without days also what is over."""
    language = language_of(request)
    narrowed = asking.kept(request.query_params, "trang", "do-ro", "qua").values()
    name = " · ".join((say("page.calendar.title", language), *narrowed))
    facts = _all(request, _asked(request))
    return Response(
        ical.calendar(facts, language, base_of(request), name, datetime.now(UTC)),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="lich.ics"'},
    )


@router.get("/giao-viec")
def tasks(request: Request) -> HTMLResponse:
    """Who must act: bodies with their duties; duties that name nobody come last."""
    params, library, asked = request.query_params, library_of(request), _ahead(request)
    counted = library.leads(asked)
    bodies = duties.in_dictionary_order(counted)
    listed = sum(body.duties for body in bodies)  # a duty stands under each body that leads it
    page = asking.page_number(params)
    shown: list[tuple[duties.Lead, list[Fact]]] = []
    for part in duties.parts(bodies, (page - 1) * _SHOWN, _SHOWN):
        written = tuple(name for lead in part.leads for name in lead.written)
        facts = library.duties(replace(asked, leads=written), part.offset, part.limit).facts
        of_lead = [(lead, [fact for fact in facts if lead.leads(fact)]) for lead in part.leads]
        shown += of_lead
    return draw(
        request,
        "tasks.html",
        bodies=bodies,
        cut_at=MOST_LEADS if len(counted) >= MOST_LEADS else None,
        shown=shown,
        given=params,
        kept=asking.kept(params, "trang"),
        **_days_offered(request),
        total=library.duties(asked, limit=0).total,
        page=page,
        pages=asking.pages(listed, _SHOWN),
    )


@router.get("/giao-viec.csv")
def tasks_csv(request: Request) -> Response:
    """Duties as a spreadsheet in order of time, one row for each body that leads."""
    language, base = language_of(request), base_of(request)
    columns = ("lead", "with", "task", "due", "at_latest", "product", "addressee")
    header = [say(f"page.column.{name}", language) for name in columns]
    header += [say(f"page.field.{name}", language) for name in ("place", "number")]
    header += [say(f"page.column.{name}", language) for name in ("sentence", "address")]
    rows = []
    for fact in _all(request, _ahead(request)):
        for body in duties.leads(fact) or ("",):
            due = fact.annotation
            span = (fact.sentence.start, fact.sentence.end)
            about: list[object] = [None] * len(columns)
            if isinstance(due, Deadline):
                about = [body, ", ".join(due.cooperating), due.task, due.text, due.due_on]
                about += [due.product, due.addressee]
            elif isinstance(due, Target):
                about = [body, None, due.text, due.by, due.due_on, None, None]
            about += [fact.document.place, fact.document.number, fact.sentence.text]
            rows.append([*about, base + document_address(fact.document, span)])
    return feeds.table(header, rows, "giao-viec")


@router.get("/chi-tieu")
def targets(request: Request) -> HTMLResponse:
    """Measured aims with what they rest on."""
    params = request.query_params
    answer = _targets(request, asking.query(params, limit=_TARGETS))
    return draw(
        request,
        "targets.html",
        answer=answer,
        given=params,
        kept=asking.kept(params, "trang"),
        page=asking.page_number(params),
        pages=asking.pages(answer.total, _TARGETS),
    )


def _targets(request: Request, query: Query) -> FactsAnswer:
    """The measured aims that are asked for, each once."""
    body = request.query_params.get("don-vi", "").strip() or None
    return library_of(request).aims(query, value=_value(request), body=body)


@router.get("/chi-tieu.csv")
def targets_csv(request: Request) -> Response:
    """Measured aims as a spreadsheet."""
    language, base = language_of(request), base_of(request)
    columns = ("indicator", "comparator", "value", "unit", "population", "by", "lead", "basis")
    header = [say(f"page.column.{name}", language) for name in columns]
    header += [say(f"page.field.{name}", language) for name in ("place", "number")]
    header += [say(f"page.column.{name}", language) for name in ("sentence", "address")]
    rows = []
    query = replace(asking.query(request.query_params, limit=_MOST), offset=0)
    for fact in _whole(_targets(request, query)):
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
