"""Paste a text, see its citations checked: ``/kiem-tra``. Nothing of it is stored."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from search_ui.asking import BadRequest
from search_ui.checking import LONGEST, CheckedText, TooLong, check, disagreement
from search_ui.marking import mark, weave
from search_ui.page import draw, language_of, library_of

router = APIRouter(include_in_schema=False)


@router.get("/kiem-tra")
def form(request: Request) -> HTMLResponse:
    """The empty form."""
    return draw(request, "lint.html", checked=None, text="")


@router.post("/kiem-tra")
def answer(request: Request, text: Annotated[str, Form()] = "") -> HTMLResponse:
    """The text with its citations marked, and each citation checked."""
    try:
        checked = check(text, library_of(request))
    except TooLong:
        raise BadRequest("page.bad.too_long", {"limit": str(LONGEST)}) from None
    language = language_of(request)
    return draw(
        request,
        "lint.html",
        checked=checked,
        text=text,
        woven=_woven(checked),
        disagree=lambda one: disagreement(one, language),
        doubts=sum(
            len(one.disagreements) + len(one.findings) + len(one.since) for one in checked.citations
        ),
    )


def _woven(checked: CheckedText) -> Markup:
    marks = [
        mark(one.reference.start, one.reference.end, 0, "a", href=f"#d-{number}", class_="ref")
        for number, one in enumerate(checked.citations, 1)
    ]
    return weave(checked.text, 0, len(checked.text), marks)
