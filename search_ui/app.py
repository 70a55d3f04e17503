"""The reader: server-made pages and a JSON API over one library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware

from extract.catalogue import say
from extract.time_zone import VIETNAM
from index.engine import EngineUnavailable
from index.library import Library
from search_ui.asking import BadRequest
from search_ui.feeds import json_error
from search_ui.page import draw, language_of, library_of
from search_ui.routes import (
    api,
    compare,
    deadlines,
    documents,
    home,
    instruments,
    lint,
    originals,
    search,
    sources,
)
from search_ui.security import add_headers
from search_ui.viewing import Viewer

_ROOMS = (home, search, documents, originals, instruments, deadlines, compare, sources, lint, api)


_TITLED = (400, 404, 503)


def _today() -> date:
    return datetime.now(VIETNAM).date()


def create_app(library: Library, today: Callable[[], date] = _today) -> FastAPI:
    """The web application that answers from ``library``; ``today`` tells the day in Viet Nam."""
    app = FastAPI(
        title="Dẫn Chiếu",
        description=say("page.api.about", "en"),
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # the interactive pages load scripts from elsewhere; /api replaces them
        redoc_url=None,
    )
    app.state.library = library
    app.state.today = today
    app.state.viewer = Viewer()
    app.add_middleware(GZipMiddleware, minimum_size=800)
    app.add_middleware(BaseHTTPMiddleware, dispatch=add_headers)
    app.mount("/static", StaticFiles(directory=str(files("search_ui") / "static")), name="static")
    for room in _ROOMS:
        app.include_router(room.router)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadRequest, _bad_request)
    app.add_exception_handler(EngineUnavailable, _engine_away)
    app.add_exception_handler(Exception, _unforeseen)
    return app


def _answer(request: Request, code: int, key: str, **values: str) -> Response:
    """An error as people or programs read it: what is wrong and what to do."""
    if request.url.path.startswith("/api/"):
        return json_error(code, key, say(key, language_of(request), **values))
    title = f"page.error.title_{code if code in _TITLED else 500}"
    return draw(request, "error.html", code, title=title, key=key, values=values)


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        api = request.url.path.startswith("/api/")
        key = "api.error.not_found" if api else "page.error.not_found"
        return _answer(request, 404, key, path=request.url.path[:200])
    if status == 405:
        return _answer(request, 405, "page.error.method")
    return _answer(request, status, "page.error.other", status=str(status))


def _invalid(request: Request, error: Exception) -> Response:
    """A parameter that its type refuses: what is wrong with it, as far as the type says so."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    name = next((one for one in reversed(first.get("loc", ())) if isinstance(one, str)), "?")
    given, limits = str(first.get("input", ""))[:40], first.get("ctx", {})
    match first.get("type"):
        case "missing":
            return _answer(request, 400, "page.bad.missing", name=name)
        case "enum":
            choices = str(limits["expected"])
            return _answer(request, 400, "page.bad.choice", name=name, given=given, choices=choices)
        case "less_than_equal":
            most = str(limits["le"])
            return _answer(request, 400, "page.bad.most", name=name, given=given, most=most)
        case _:
            return _answer(request, 400, "page.bad.parameter", name=name, given=given)


def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadRequest)
    return _answer(request, 400, error.key, **error.values)


def _engine_away(request: Request, error: Exception) -> Response:
    """What is archived can be read without the engine, and found by number and title."""
    assert isinstance(error, EngineUnavailable)
    language = language_of(request)
    fault = error.text(language)
    if request.url.path.startswith("/api/"):
        said = say("page.error.engine", language)
        return json_error(503, "page.error.engine", f"{said} {fault}")
    asked = request.query_params.get("q", "")
    return draw(
        request,
        "error.html",
        503,
        title="page.error.title_503",
        key="page.error.engine",
        values={},
        fault=fault,
        archived=library_of(request).entitled(asked),
    )


def _unforeseen(request: Request, error: Exception) -> Response:
    return _answer(request, 500, "page.error.unforeseen")
