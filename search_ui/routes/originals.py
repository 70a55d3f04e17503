"""The original behind a document: its pages as pictures, or the web page as it was captured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from extract.catalogue import Language, say
from extract.model import Block, Deadline, Document, Page, Reference, Target
from extract.reading.views import PageView, WordsView
from index.answers import DocumentAnswer
from index.archive import ArchiveDamaged
from index.records import CaptureRecord
from search_ui import asking
from search_ui.addresses import document_address, picture_address
from search_ui.page import draw, language_of, library_of, viewer_of
from search_ui.page_picture import (
    PageMark,
    page_numbered,
    page_of,
    page_picture,
)

router = APIRouter(include_in_schema=False)

_PICTURE = "image/webp"
_PART = re.compile(r"(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})$")
_FOREVER = "private, max-age=31536000, immutable"  # a capture never changes


def current_capture(answer: DocumentAnswer) -> CaptureRecord | None:
    """The capture that the shown version was read from; None when it is not archived."""
    return next((one for one in answer.captures if one.version == answer.record.version), None)


def body_of(request: Request, capture: CaptureRecord) -> bytes:
    """The archived bytes of a capture. Raises BadRequest naming a damaged archive."""
    try:
        return library_of(request).body(capture)
    except ArchiveDamaged:
        raise asking.BadRequest("page.error.archive", {"file": capture.archive_file}) from None


@router.get("/van-ban/{name}/ban-goc")
def original(request: Request, name: str) -> HTMLResponse:
    """The original at the stretch ``doan``: the page ``trang`` of it, or the whole web page."""
    answer = library_of(request).document(name)
    if answer is None:
        raise HTTPException(404)
    document, language = answer.document, language_of(request)
    here = asking.span(request.query_params, len(document.text))
    capture = current_capture(answer)
    values: dict[str, Any] = {}
    if document.pages and capture is not None:
        values = _page(request, answer, capture, here)
    elif document.media == "text/html" and capture is not None:
        values = {"web": _web_page(request, document, capture, here)}
    block = _block_at(document, here) if here else None
    return draw(
        request,
        "original.html",
        card=answer.card,
        document=document,
        capture=capture,
        here=here,
        element=block.path if block else None,
        back=document_address(answer.card, here, language),
        **values,
    )


def _page(
    request: Request, answer: DocumentAnswer, capture: CaptureRecord, here: tuple[int, int] | None
) -> dict[str, Any]:
    document, language = answer.document, language_of(request)
    pointed = page_of(document, here) if here else None
    first = pointed.number if pointed else document.pages[0].number
    number = asking.whole(request.query_params, "trang", first, 1, document.pages[-1].number)
    page = page_numbered(document, number)
    if page is None:
        return {"number": number}
    marks = [PageMark(here, "here", document.quote(here))] if here else []
    marks.extend(_facts(answer, page, language))
    label = say("page.original.picture", language, page=number, pages=len(document.pages))
    return {
        "number": number,
        "numbers": [one.number for one in document.pages],
        "picture": page_picture(
            document, page, picture_address(answer.card, capture.id, page.number), marks, label
        ),
        "words": [document.quote((one.start, one.end)) for one in _blocks_on(document, number)],
    }


def _facts(answer: DocumentAnswer, page: Page, language: Language) -> Iterator[PageMark]:
    """The references, deadlines and targets that stand on ``page``, each with its sentence."""
    document = answer.document
    spans = [(one.start, one.end) for one in _blocks_on(document, page.number)]
    facts: tuple[tuple[str, Reference | Deadline | Target], ...] = (
        *(("ref", one) for one in document.references if not one.furniture),
        *(("deadline", one) for one in document.deadlines),
        *(("target", one) for one in document.targets),
    )
    for kind, one in facts:
        if any(start <= one.start < end for start, end in spans):
            link = document_address(answer.card, (one.start, one.end), language)
            yield PageMark((one.start, one.end), kind, one.text, link)


def _blocks_on(document: Document, number: int) -> list[Block]:
    return [
        block
        for block in document.blocks
        if block.page is not None
        and block.page <= number
        and (block.page == number or any(box.page == number for box in block.boxes))
    ]


def _block_at(document: Document, span: tuple[int, int]) -> Block | None:
    return next((one for one in document.blocks if one.start <= span[0] < one.end), None)


def _web_page(
    request: Request, document: Document, capture: CaptureRecord, here: tuple[int, int] | None
) -> Markup | None:
    """The captured page without scripts and pictures, the stretch marked; None when it fails."""
    block = _block_at(document, here) if here else None
    words = document.quote(here) if here else ""
    view = WordsView((block.path if block else None) or "", words)
    shown = viewer_of(request).show(body_of(request, capture), view)
    return Markup(shown.decode()) if shown else None


@router.get("/van-ban/{name}/ban-goc/{capture_id}/{number}.webp")
def picture(request: Request, name: str, capture_id: int, number: int) -> Response:
    """A page of a captured PDF as a picture; of it only ``phan`` (points), when that is given."""
    answer = library_of(request).document(name)
    page = page_numbered(answer.document, number) if answer else None
    capture = current_capture(answer) if answer else None
    if page is None or capture is None or capture.id != capture_id:
        raise HTTPException(404)
    view = PageView(number, page.turned, _part(request, page))
    shown = viewer_of(request).show(body_of(request, capture), view)
    if shown is None:
        raise HTTPException(404)
    return Response(shown, media_type=_PICTURE, headers={"Cache-Control": _FOREVER})


def _part(request: Request, page: Page) -> tuple[float, float, float, float] | None:
    given = request.query_params.get("phan")
    if given is None:
        return None
    match = _PART.match(given)
    left, top, right, bottom = map(int, match.groups()) if match else (0, 0, 0, 0)
    if not (left < right <= page.width + 1 and top < bottom <= page.height + 1):
        raise asking.BadRequest("page.bad.part", {"given": given[:40]})
    return (left, top, right, bottom)
