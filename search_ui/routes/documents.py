"""A document: its text, what it cites, who cites it, what is due, what to check, its captures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from extract.catalogue import Language, say
from extract.model import Instrument, Page, Reference, Stated
from index.answers import Citation, Conflict, DocumentAnswer
from index.due_fields import time_in_words
from index.engine import EngineUnavailable
from index.evidence import Evidence
from index.query import Filters, Query
from search_ui import asking, feeds
from search_ui.addresses import (
    document_address,
    linker,
    original_address,
    picture_address,
    sentence_address,
    source_address,
)
from search_ui.changes import SHOWN, changes
from search_ui.citation import bibtex
from search_ui.citing import Citing, citing_documents
from search_ui.document_text import Labels, lay_out, part_holding
from search_ui.naming import path_of
from search_ui.page import base_of, draw, language_of, library_of
from search_ui.page_picture import (
    PageMark,
    page_numbered,
    page_of,
    page_picture,
    part_around,
    part_with,
)
from search_ui.routes.originals import body_of, current_capture
from search_ui.since import done_since
from search_ui.unknowns import unknown_fields

router = APIRouter(include_in_schema=False)

TABS = ("van-ban", "dan-di", "dan-boi", "chi-tieu", "giao-viec", "kiem-tra", "ban-luu")
_MOST = 1000
HEADER_FIELDS = (
    "number",
    "type",
    "issuer",
    "signer",
    "capacity",
    "issued_on",
    "published_on",
    "place",
    "district",
    "status",
)


def _found(request: Request, name: str) -> DocumentAnswer:
    answer = library_of(request).document(name)
    if answer is None:
        raise HTTPException(404)
    return answer


def _cites(request: Request, name: str, issuer: str | None) -> tuple[Citation, ...]:
    return library_of(request).cites(name, issuer=issuer) or ()


@router.get("/van-ban/{name}")
def document(request: Request, name: str) -> HTMLResponse:
    """One tab of a document; ``the`` names it, the text is the first."""
    tab = request.query_params.get("the", TABS[0])
    if tab not in TABS:
        raise asking.BadRequest("page.bad.tab", {"given": tab[:40], "tabs": ", ".join(TABS)})
    answer = _found(request, name)
    away = False
    try:
        cites, cited_by = _cites(request, answer.card.id, None), _cited_by(request, answer)
        conflicts = _conflicts(request, answer)
        own = answer.instrument
        since = done_since(library_of(request), own.key) if own else ()
    except EngineUnavailable:  # the text is shown also while search is down
        cites, cited_by, conflicts, since, away = (), [], (), (), True
    values: dict[str, Any] = {}
    if tab == "van-ban":
        values = _text(request, answer, cites)
    elif tab == "dan-di":
        values = {"issuers": _issuers(cites)}
    elif tab == "ban-luu":
        values = {"changes": changes(library_of(request), answer), "most": SHOWN}
    issuer = request.query_params.get("co-quan")
    shown = _cites(request, answer.card.id, issuer) if issuer and not away else cites
    return draw(
        request,
        "document.html",
        answer=answer,
        card=answer.card,
        document=answer.document,
        tab=tab,
        tabs=_tabs(answer, cites, cited_by, conflicts),
        conflicts=conflicts,
        fields=[(field, getattr(answer.document.header, field)) for field in HEADER_FIELDS],
        crops=_crops(answer),
        unknowns=unknown_fields(answer.document.header),
        cites=shown,
        issuer=issuer,
        cited_by=cited_by,
        since=since,
        away=away,
        excerpt=Evidence(answer.document).excerpt,
        in_words=time_in_words,
        **values,
    )


def _cited_by(request: Request, answer: DocumentAnswer) -> list[Citing]:
    if answer.instrument is None:
        return []
    return citing_documents(library_of(request).cited_by(answer.instrument.key, limit=100) or ())


def _conflicts(request: Request, answer: DocumentAnswer) -> tuple[Conflict, ...]:
    """The document's duties for which another document sets another day."""
    if not answer.document.deadlines:
        return ()
    library, here = library_of(request), Filters(document=(answer.card.id,))
    found = library.facts("deadline", Query(filters=here, limit=_MOST))
    return library.conflicts(found.facts)


def _tabs(
    answer: DocumentAnswer,
    cites: Iterable[Citation],
    cited_by: Sequence[Citing],
    conflicts: Sequence[Conflict],
) -> list[tuple[str, int | None]]:
    document = answer.document
    checked = len(document.findings) + len(conflicts) + len(unknown_fields(document.header))
    instruments = {one.instrument.key if one.instrument else one.reference.text for one in cites}
    return [
        ("van-ban", None),
        ("dan-di", len(instruments)),
        ("dan-boi", len(cited_by)),
        ("chi-tieu", len(document.targets) + len(document.deadlines)),
        ("giao-viec", len(document.deadlines)),
        ("kiem-tra", checked),
        ("ban-luu", len(answer.captures)),
    ]


def _text(request: Request, answer: DocumentAnswer, cites: tuple[Citation, ...]) -> dict[str, Any]:
    params, language = request.query_params, language_of(request)
    document = answer.document
    here = asking.span(params, len(document.text))
    part = asking.whole(params, "doc-phan", 1, 1, 10_000)
    if here is not None:
        part = part_holding(document, here[0])
    furniture = bool(params.get("khung"))
    layout = lay_out(
        document,
        part=part,
        words=_labels(language),
        address=_addresses(cites, language),
        permalink=sentence_address(answer.card, language),
        here=here,
        furniture=furniture,
    )
    values: dict[str, Any] = {"layout": layout, "here": here, "furniture": furniture}
    if here is not None:
        page = page_of(document, here)
        number = page.number if page else None
        values["page"], values["printed"] = number, page and _printed(answer, page, here, language)
        values["original"] = original_address(answer.card.url, document.quote(here), number)
        values["source"] = source_address(answer.card, here, language)
    return values


def _printed(
    answer: DocumentAnswer, page: Page, span: tuple[int, int], language: Language
) -> Markup | None:
    """The rows of the original that ``span`` stands in, as a picture."""
    capture = current_capture(answer)
    part = part_around(answer.document, page, span)
    if capture is None or part is None:
        return None
    image = picture_address(answer.card, capture.id, page.number, part)
    label = say("page.document.printed", language, page=page.number)
    return page_picture(answer.document, page, image, [PageMark(span, "here", label)], label, part)


def _crops(answer: DocumentAnswer) -> dict[str, tuple[str, int]]:
    """By header field what was not read, as a picture of its place, and on which page that is."""
    capture = current_capture(answer)
    crops: dict[str, tuple[str, int]] = {}
    for field in HEADER_FIELDS:
        stated: Stated = getattr(answer.document.header, field)
        if capture is None or stated.printed is None:
            continue
        page = page_numbered(answer.document, stated.printed.page)
        if page is not None:
            part = part_with(page, stated.printed)
            crops[field] = (
                picture_address(answer.card, capture.id, page.number, part),
                page.number,
            )
    return crops


def _labels(language: Language) -> Labels:
    return Labels(
        sentence=say("page.text.permalink", language),
        deadline=say("page.text.deadline", language),
        target=say("page.text.target", language),
        footnote=say("page.evidence.footnote", language),
    )


def _addresses(cites: Iterable[Citation], language: Language) -> Callable[[Reference], str | None]:
    """A function from a reference to its instrument's page; to a search where several fit."""
    link = linker(language)
    known = {
        (one.reference.start, one.reference.end): one.instrument.key
        for one in cites
        if one.instrument is not None
    }

    def address(reference: Reference) -> str | None:
        key = known.get((reference.start, reference.end))
        if key is not None:
            return link(f"/so-hieu/{key}")
        path = path_of(reference)
        return link(path) if path else None

    return address


def _issuers(cites: Iterable[Citation]) -> list[tuple[str, int]]:
    """How many instruments of each issuer are cited, most first."""
    cited = {one.instrument.key: one.instrument.issuer for one in cites if one.instrument}
    counts = Counter(one for issuers in cited.values() if issuers for one in issuers.split("; "))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@router.get("/van-ban/{name}/dan-di.csv")
def outgoing_csv(request: Request, name: str) -> Response:
    """What a document cites as a spreadsheet, one row a mention."""
    answer, language, base = _found(request, name), language_of(request), base_of(request)
    columns = ("type", "number", "name", "issuer", "date")
    header = [say(f"page.field.{column}", language) for column in columns]
    header += [say(f"page.column.{one}", language) for one in ("relation", "pinpoint")]
    header += [say(f"page.column.{one}", language) for one in ("sentence", "address")]
    rows = []
    for one in _cites(request, answer.card.id, request.query_params.get("co-quan")):
        named: Instrument | Reference = one.instrument or one.reference
        span = (one.sentence.start, one.sentence.end)
        row = [getattr(named, column) for column in columns]
        relation = say(f"page.relation.{one.reference.relation.value}", language)
        row += [relation, one.reference.pinpoint, one.sentence.text]
        rows.append([*row, base + document_address(answer.card, span)])
    return feeds.table(header, rows, f"dan-di-{answer.card.id}")


@router.get("/van-ban/{name}/dan-di.bib")
def outgoing_bibtex(request: Request, name: str) -> Response:
    """What a document cites as BibTeX, one entry an instrument."""
    answer = _found(request, name)
    cites = _cites(request, answer.card.id, request.query_params.get("co-quan"))
    entries = {one.instrument.key: bibtex(one.instrument) for one in cites if one.instrument}
    return Response(
        "\n".join(entries.values()),
        media_type="application/x-bibtex; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="dan-di-{answer.card.id}.bib"'},
    )


@router.get("/van-ban/{name}/ban-luu/{capture_id}")
def raw_capture(request: Request, name: str, capture_id: int) -> Response:
    """The bytes as they were captured: foreign content, so only ever a download."""
    answer = _found(request, name)
    capture = next((one for one in answer.captures if one.id == capture_id), None)
    if capture is None:
        raise HTTPException(404)
    return Response(
        body_of(request, capture),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{_file_name(capture.url, capture_id)}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _file_name(url: str, capture_id: int) -> str:
    last = PurePosixPath(unquote(urlsplit(url).path)).name
    plain = "".join(one for one in last if one.isascii() and (one.isalnum() or one in "._-"))
    return f"{capture_id}-{plain[-80:] or 'capture'}"
