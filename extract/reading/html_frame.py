"""Which part of a web page is the text, and which is frame.

A portal file may name the elements. Else the page tells: by its tags, roles and class names,
and by where the running text stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extract.data_files import read_yaml
from extract.letters import fold
from extract.model import Source
from extract.reading.html_columns import narrow_columns
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
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SHORTEST, _LONGEST = 12, 400  # characters of a headline
_BETWEEN = 2_000  # characters that may stand between the headline and the text
_SEARCHED = 40  # headings among which the headline is looked for
_TELLING = 20  # characters from which a heading that the page's title says, too, is the headline
_MENU = re.compile(r"menu|^nav|nav$")
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")


def _data() -> Any:
    return read_yaml("extract.reading", "data/page_frame.yaml")


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    data = _data()
    return frozenset(data["words"]), tuple(f" {words} " for words in data["joined"])


@lru_cache(maxsize=4096)
def names_frame(names: str) -> bool:
    """Whether a class or id is that of a page's frame."""
    parts = [part.lower() for part in _SPLIT.split(names) if part]
    text = f" {' '.join(parts)} "
    for plain in _data()["plain"]:
        text = text.replace(f"{plain} ", "")
    words, joined = _words()
    if any(part in words or _MENU.search(part) for part in text.split()):
        return True
    return any(pair in text for pair in joined)


@lru_cache(maxsize=4096)
def names_comments(names: str) -> bool:
    """Whether a class or id is that of readers' comments."""
    text = f" {' '.join(part.lower() for part in _SPLIT.split(names) if part)} "
    return any(f" {words} " in text for words in _data()["comments"])


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
    for place in (*narrow_columns(found), *_teasers(found, page, total)):
        frame[place : found[place].end] = [True] * (found[place].end - place)
    title = headline(page)
    for place, element in enumerate(found):
        if title is not None and element.node == title[0] and _is_stated(title[1], page):
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
    data = _data()
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


def _teasers(found: Sequence[Element], page: LexborHTMLParser, total: int) -> list[int]:
    """Articles whose heading leads elsewhere: other pages shown in short on this one.

    None where they are most of the page, which then is a list of them.
    """
    title = headline(page)
    teasers = [
        place
        for place, element in enumerate(found)
        if element.tag == "article" and _leads_elsewhere(found, place, title)
    ]
    unlinked = sum(found[place].length - found[place].linked for place in teasers)
    return teasers if unlinked <= _WHOLE_PAGE * total else []


def _leads_elsewhere(found: Sequence[Element], article: int, title: tuple[int, str] | None) -> bool:
    for place in range(article + 1, found[article].end):
        element = found[place]
        if element.tag in _HEADINGS:
            own = title is not None and any(
                inner.node == title[0] for inner in found[article : element.end]
            )
            return not own and 0 < element.length == element.linked
    return False


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
    for selector in _data()["content"]:
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
    place = next(places, None) if title else _plain_headline(found, frame, text[0], page)
    if place is None or place >= text[0]:
        return text
    between = sum(
        element.length for element in found[found[place].end : text[0]] if element.text is not None
    )
    return (place, text[1]) if between < _BETWEEN else text


def _plain_headline(
    found: Sequence[Element], frame: Sequence[bool], before: int, page: LexborHTMLParser
) -> int | None:
    """The last element above the text whose words are those of the page's own title."""
    stated = _folded_title(page)
    for place in range(before - 1, -1, -1):
        element = found[place]
        if element.text is not None or frame[place] or not element.length or element.end > before:
            continue
        if _SHORTEST <= element.length <= _LONGEST:
            words = fold(_inner_words(found, place))
            if stated.startswith(words) or (len(words) >= _TELLING and words in stated):
                return place
    return None


def _inner_words(found: Sequence[Element], place: int) -> str:
    inside = range(place, found[place].end)
    return " ".join(" ".join(found[at].text or "" for at in inside).split())


def headline(page: LexborHTMLParser) -> tuple[int, str] | None:
    """The element that holds the page's headline, and its text.

    It must be said by the page's own title too: the first ``h1`` is often the portal's name.
    """
    stated = _folded_title(page)
    first: tuple[int, str] | None = None
    for selector in _data()["headlines"]:
        for node in page.css(selector)[:8]:
            text = " ".join((node.text(deep=True) or "").split())
            if len(text) < _SHORTEST or len(text) > _LONGEST:
                continue
            if _is_stated(text, page):
                return node.mem_id, text
            first = first or (node.mem_id, text)
    for node in page.css("h2, h3, h4")[:_SEARCHED]:
        text = " ".join((node.text(deep=True) or "").split())
        if _TELLING <= len(text) <= _LONGEST and _is_stated(text, page):
            return node.mem_id, text
    return first if not stated or len(stated) < 20 else None


def _is_stated(text: str, page: LexborHTMLParser) -> bool:
    """Whether the page's own title says ``text`` too."""
    stated = _folded_title(page)
    return bool(stated) and (fold(text)[:60] in stated or stated[:60] in fold(text))


def headline_line(texts: Sequence[str], page: LexborHTMLParser) -> int | None:
    """Which of the lines of the text is the headline, by the page's own title."""
    stated = _folded_title(page)
    for place, text in enumerate(texts[:40]):
        folded = fold(" ".join(text.split()))
        if _SHORTEST <= len(folded) <= _LONGEST and (
            folded in stated or (stated and stated[:60] == folded[: len(stated[:60])])
        ):
            return place
    return None


def _folded_title(page: LexborHTMLParser) -> str:
    node = page.css_first("meta[property='og:title']")
    title = node.attributes.get("content") if node is not None else None
    if not title:
        head = page.css_first("title")
        title = head.text() if head is not None else ""
    return fold(" ".join((title or "").split()))
