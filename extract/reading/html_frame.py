"""Which part of a web page is the text, and which is frame.

A portal file may name the elements. Else the page tells: by its tags, roles and class names,
and by where the running text stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from extract.model import Source
from extract.reading.html_columns import narrow_columns
from extract.reading.html_headline import headline, is_stated, plain_headline
from extract.reading.html_names import frame_data, names_comments, names_frame
from extract.reading.html_teasers import teasers
from extract.reading.html_tree import Element

_WHOLE_PAGE = 0.5  # an element with this share of the page's unlinked text is not its frame
_ENOUGH = 0.3  # share of the unlinked text that an element for the content must hold
_NARROW = 0.75  # the text's element is narrowed as long as one child holds this share
_LINKS = 0.6  # share of links from which a list is a menu
_MENU_LENGTH = 60  # characters: shorter lists of links may be part of a text
_BOXES = frozenset(
    (
        "div",
        "section",
        "header",
        "form",
        "ul",
        "ol",
        "dl",
        "table",
        "tr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_BETWEEN = 2_000  # characters that may stand between the headline and the text


def frame_of(found: Sequence[Element], page: LexborHTMLParser, source: Source) -> list[bool]:
    """For each element whether it is frame."""
    frame = [False] * len(found)
    total = max(1, found[0].length - found[0].linked) if found else 1
    named = _selected(page, source.boilerplate_selectors)
    for place, element in enumerate(found):
        if (element.parent >= 0 and frame[element.parent]) or (
            element.text is None and (element.node in named or _is_frame(found, place, total))
        ):
            frame[place] = True
    title = headline(page)
    for place in (*narrow_columns(found), *teasers(found, title and title[0])):
        frame[place : found[place].end] = [True] * (found[place].end - place)
    for place, element in enumerate(found):
        if title is not None and element.node == title[0] and is_stated(title[1], page):
            frame[place : element.end] = [False] * (element.end - place)
    text = _text_places(found, frame, page, source)
    if text is not None:
        inside = [False] * len(found)
        for start, end in text:
            inside[start:end] = [True] * (end - start)
        frame = [framed or not kept for framed, kept in zip(frame, inside, strict=True)]
    return frame


def _is_frame(found: Sequence[Element], place: int, total: int) -> bool:
    element = found[place]
    names = element.names().strip()
    if element.tag in _BOXES and names and names_comments(names):
        return True  # they may be longer than the text
    if element.length - element.linked > _WHOLE_PAGE * total:
        return False
    data = frame_data()
    if element.tag in data["tags"]:
        return element.tag != "footer" or not _heads_article(found, place)
    if element.attributes.get("role") in data["roles"]:
        return True
    if element.tag not in _BOXES:
        return False
    return (names and names_frame(names)) or _is_menu(element)


def _heads_article(found: Sequence[Element], place: int) -> bool:
    """Whether the text of an article follows its "footer", as Drupal writes its dateline."""
    article = found[found[place].parent]
    below = sum(
        element.length
        for element in found[found[place].end : article.end]
        if element.text is not None
    )
    return article.tag == "article" and below > found[place].length


def _is_menu(element: Element) -> bool:
    """Whether a list, or the row of a table that lays out the page, holds hardly but links."""
    if element.length <= _MENU_LENGTH and element.tag != "tr":
        return False
    if element.tag == "tr":
        return element.length > 0 and element.linked == element.length
    return element.tag in ("ul", "ol") and element.linked > _LINKS * element.length


def _selected(page: LexborHTMLParser, selectors: Sequence[str]) -> set[int]:
    return {node.mem_id for selector in selectors for node in page.css(selector)}


def _text_places(
    found: Sequence[Element], frame: Sequence[bool], page: LexborHTMLParser, source: Source
) -> list[tuple[int, int]] | None:
    """The stretches of ``found`` that hold the text; None when nothing tells them."""
    chosen = _selected(page, source.content_selectors)
    places = [(place, element.end) for place, element in enumerate(found) if element.node in chosen]
    if places and sum(found[start].length for start, _ in places) > 0:
        return places
    total = _unframed(found, frame, 0, len(found))
    if total == 0:
        return None
    for selector in frame_data()["content"]:
        nodes = _selected(page, (selector,))
        places = [
            (place, element.end)
            for place, element in enumerate(found)
            if element.node in nodes and not frame[place]
        ]
        if len(places) == 1 and _unframed(found, frame, *places[0]) >= _ENOUGH * total:
            return [_with_headline(found, frame, places[0], page)]
    place = _narrowed(found, frame)
    return [_with_headline(found, frame, (place, found[place].end), page)]


def _unframed(found: Sequence[Element], frame: Sequence[bool], start: int, end: int) -> int:
    return sum(
        found[place].length
        for place in range(start, end)
        if found[place].text is not None and not frame[place]
    )


def _narrowed(found: Sequence[Element], frame: Sequence[bool]) -> int:
    """The smallest element that holds nearly all unframed running text."""
    weight = [0] * len(found)
    for place in range(len(found) - 1, -1, -1):
        element = found[place]
        if element.text is not None and not frame[place]:
            linked = element.parent >= 0 and found[element.parent].tag == "a"
            weight[place] = 0 if linked else element.length
        if element.parent >= 0:
            weight[element.parent] += weight[place]
    heaviest: dict[int, int] = {}  # of each element's children
    for place, element in enumerate(found):
        rival = heaviest.get(element.parent)
        if rival is None or weight[place] > weight[rival]:
            heaviest[element.parent] = place
    place = 0
    while True:
        best = heaviest.get(place)
        if (
            best is None
            or found[best].tag in ("p", "table", "tbody", "tr", "ul", "ol", "-text", "span")
            or weight[best] < _NARROW * max(1, weight[place])
        ):
            return place
        place = best


def _with_headline(
    found: Sequence[Element],
    frame: Sequence[bool],
    text: tuple[int, int],
    page: LexborHTMLParser,
) -> tuple[int, int]:
    """``text`` widened upwards to the page's headline, when that stands just before it."""
    title = headline(page)
    places = (place for place, element in enumerate(found) if title and element.node == title[0])
    place = next(places, None) if title else plain_headline(found, frame, text[0], page)
    if place is None or place >= text[0]:
        return text
    between = sum(
        element.length for element in found[found[place].end : text[0]] if element.text is not None
    )
    return (place, text[1]) if between < _BETWEEN else text
