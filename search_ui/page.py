"""What every page shares: its language, its links, its words, and how it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extract.catalogue import LANGUAGES, Language, catalogue, say
from extract.model import Deadline, Target
from index.answers import Card, Excerpt, Fact
from index.central import is_central
from index.library import Library
from index.topics import topics
from search_ui import phrasing
from search_ui.addresses import address, document_address, linker, source_address
from search_ui.asking import LAST_PAGE
from search_ui.citation import citation
from search_ui.naming import path_of
from search_ui.viewing import Viewer


def language_of(request: Request) -> Language:
    """The language a page is asked for in: ``?lang=en``, else Vietnamese."""
    asked = request.query_params.get("lang", "vi")
    return next((one for one in LANGUAGES if one == asked), "vi")


_CLIP = 420
_BEFORE = 160


def clip(excerpt: Excerpt, most: int = _CLIP) -> Excerpt:
    """The part of a long sentence around what matters in it, cut between words.

    A sentence of up to ``most`` characters is left whole.
    """
    if len(excerpt.text) <= most:
        return excerpt
    matters = excerpt.marks[0][0] if excerpt.marks else 0
    first = max(0, min(matters - _BEFORE, len(excerpt.text) - most))
    if first:
        first = excerpt.text.find(" ", first, matters) + 1 or first
    last = min(len(excerpt.text), first + most)
    if last < len(excerpt.text):
        last = max(excerpt.text.rfind(" ", first, last), matters)
    before, after = "… " if first else "", " …" if last < len(excerpt.text) else ""
    shift = len(before) - first
    marks = tuple((a + shift, min(b, last) + shift) for a, b in excerpt.marks if first <= a < last)
    text = before + excerpt.text[first:last] + after
    return replace(excerpt, text=text, marks=marks)


def told(fact: Fact) -> Excerpt:
    """The sentence of a duty or aim with the words that state it marked, whatever was asked for."""
    said, sentence = fact.annotation, fact.sentence
    if isinstance(said, Deadline | Target):
        start, end = said.start - sentence.start, said.end - sentence.start
        if 0 <= start < end <= len(sentence.text):
            return replace(sentence, marks=((start, end),))
    return sentence


def marked(excerpt: Excerpt) -> Markup:
    """The words of an excerpt with their marks; the cells of a table row are kept apart."""
    return Markup(excerpt.html().replace("\t", '<span class="tab">\t</span>'))


class Words:
    """The catalogue in one language, as templates call it."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The message ``key``; a message with markup is marked safe by its name (``…_html``)."""
        if key.endswith("_html"):
            return Markup(say(key, self.language)).format(**values)
        return say(key, self.language, **values)

    def or_same(self, key: str, **values: object) -> str:
        """The message ``key``, or its last part where the catalogue does not have it."""
        return self(key, **values) if key in catalogue() else key.rpartition(".")[2]

    def day(self, value: Any) -> str:
        """A date, a moment or an EDTF value in words."""
        if value is None or isinstance(value, str):
            return phrasing.edtf(value, self.language)
        if hasattr(value, "hour"):
            return phrasing.moment(value, self.language)
        return phrasing.day(value, self.language)

    def number(self, value: float | int | None) -> str:
        """A number with the separators of the language."""
        return phrasing.number(value, self.language)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("search_ui"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def library_of(request: Request) -> Library:
    """The library this reader answers from."""
    library: Library = request.app.state.library
    return library


def today_of(request: Request) -> date:
    """The day it is in Viet Nam."""
    today: date = request.app.state.today()
    return today


def viewer_of(request: Request) -> Viewer:
    """What shows originals in this reader."""
    viewer: Viewer = request.app.state.viewer
    return viewer


def base_of(request: Request) -> str:
    """The address of this reader as the visitor wrote it, without a closing slash."""
    return str(request.base_url).rstrip("/")


def draw(request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """The page ``template`` with ``values``.

    Templates also know ``t`` (words), ``link``, ``language``, ``path``, ``cite`` (a ready citation
    of an excerpt) and ``other_language``, the address of this page in the other language.
    """
    language = language_of(request)

    def cite(card: Card, excerpt: Excerpt | None = None) -> str:
        span = (excerpt.start, excerpt.end) if excerpt else None
        where = base_of(request) + document_address(card, span)
        return citation(card, language, where, excerpt)

    other: Language = "en" if language == "vi" else "vi"
    here = {name: value for name, value in request.query_params.items() if name != "lang"}
    html = (
        _environment()
        .get_template(template)
        .render(
            t=Words(language),
            link=linker(language),
            language=language,
            path=request.url.path,
            cite=cite,
            clip=clip,
            told=told,
            marked=marked,
            path_of=path_of,
            is_central=is_central,
            source_address=source_address,
            topics=topics,
            last_page=LAST_PAGE,
            other_language=address(request.url.path, other, **here),
            **values,
        )
    )
    return HTMLResponse(html, code)
