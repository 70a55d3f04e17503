"""Web pages: the text of the page with its structure, its frame marked as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from extract.data_files import read_yaml
from extract.model import Outcome, Reading, Source
from extract.reading import limits
from extract.reading.html_data import story_of
from extract.reading.html_frame import frame_of
from extract.reading.html_headline import headline, headline_line
from extract.reading.html_lines import lines_of
from extract.reading.html_notes import Notes
from extract.reading.html_tree import elements, parse, too_deep
from extract.reading.legacy import Repair
from extract.reading.letter_codes import decode
from extract.reading.structure import Line, assemble

_PUBLISHED_LD = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_DRAWN = 80  # characters: a page with less text may be drawn by a program from its data
_OWN = 2  # dates that a page states of itself: when it was published, when changed
_DAYS = ("content", "datetime", "title")  # attributes that tell the day
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def read_html(data: bytes, source: Source) -> Reading:
    """Read a web page; refuses one that is too large or nested too deep."""
    refused = checked(data)
    if refused is not None:
        return refused
    markup = decode(data)
    page = parse(markup)
    if page.body is None:
        return Reading(Outcome.UNREADABLE, reason="no_text")
    found = elements(page.body)
    if len(found) > limits.HTML_ELEMENTS:
        return _too_many()
    notes = Notes(found)
    frame = notes.unframed(found, frame_of(found, page, source))
    title = headline(page)
    place = next((p for p, item in enumerate(found) if title and item.node == title[0]), None)
    lines = list(lines_of(found, frame, notes, place))
    if title is None:
        lines = _titled(lines, page)
    source = _informed(source, page, markup)
    if sum(len(line.text) for line in lines if not line.furniture) < _DRAWN:
        story = story_of(page)
        if story is not None:
            lines.extend(markup_lines(story.markup))
            source = _dated(source, story.published_on)
    if not any(line.text.strip() or line.cells for line in lines):
        return Reading(Outcome.UNREADABLE, reason="no_text")
    return Reading(Outcome.READ, assemble(_repaired(lines), source, "text/html"))


def markup_lines(markup: str) -> list[Line]:
    """The lines of a piece of markup that is text as a whole, without paths; none of a deep one."""
    page = parse(markup)
    if page.body is None or too_deep(markup.encode()):
        return []
    found = elements(page.body)
    headline_at = next((place for place, item in enumerate(found) if item.tag == "h1"), None)
    lines = lines_of(found, [False] * len(found), Notes(found), headline_at)
    return [replace(line, path=None) for line in lines]


def checked(data: bytes) -> Reading | None:
    """Why a page is not parsed: too large, too many elements, nested too deep; None when it may."""
    if len(data) > limits.HTML_BYTES:
        return Reading(
            Outcome.REFUSED, reason="too_large", detail=limits.megabytes(limits.HTML_BYTES)
        )
    if data.count(b"<") > 2 * limits.HTML_ELEMENTS:
        return _too_many()
    if too_deep(data):
        return Reading(Outcome.REFUSED, reason="too_deep", detail=str(limits.HTML_DEPTH))
    return None


def _too_many() -> Reading:
    return Reading(Outcome.REFUSED, reason="too_many_elements", detail=str(limits.HTML_ELEMENTS))


def _titled(lines: list[Line], page: LexborHTMLParser) -> list[Line]:
    """``lines`` with the one marked that the page's title repeats."""
    texts = ["" if line.furniture else line.text for line in lines]
    place = headline_line([text for text in texts if text.strip()], page)
    if place is None:
        return lines
    places = [position for position, text in enumerate(texts) if text.strip()]
    lines[places[place]] = replace(lines[places[place]], title=True)
    return lines


def _informed(source: Source, page: LexborHTMLParser, markup: str) -> Source:
    """``source`` with the date of publication that the page states in its own data."""
    return _dated(source, _published(page, markup))


def _dated(source: Source, stated: str | None) -> Source:
    """``source`` with the first day that ``stated`` names as that of publication."""
    day = _DAY.search(stated or "")
    if day is None or any(field == "published_on" for field, _ in source.listed):
        return source
    return replace(source, listed=(*source.listed, ("published_on", day[0])))


def _published(page: LexborHTMLParser, markup: str) -> str | None:
    stated: list[str] = []
    for selector in read_yaml("extract.reading", "data/page_frame.yaml")["published"]:
        nodes = page.css(selector)
        values = {
            next((said for name in _DAYS if (said := node.attributes.get(name))), None)
            or node.text()
            or ""
            for node in nodes[: _OWN + 1]
        }
        if (
            len(values) == 1 and len(nodes) <= _OWN
        ):  # more: the dates of other pages that this one lists
            stated.extend(values)
    match = _PUBLISHED_LD.search(markup)
    if match:
        stated.append(match[1])
    return next((value for value in stated if _DAY.search(value)), None)


def _repaired(lines: Sequence[Line]) -> Sequence[Line]:
    """``lines``, converted where the page is in a legacy Vietnamese encoding."""
    old = Repair(text for line in lines for text in (line.text, *(c.text for c in line.cells)))
    if not old.needed:
        return lines
    return [
        replace(
            line,
            text=old.line(line.text),
            marks=(),
            cells=tuple(replace(cell, text=old.line(cell.text), marks=()) for cell in line.cells),
        )
        for line in lines
    ]
