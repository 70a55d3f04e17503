"""Other pages shown in short on a page: boxes with a heading that leads elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.reading.html_tree import Element

_BOXES = frozenset(("article", "div", "section", "li"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SEVERAL = 3  # boxes alike beside each other; an article alone is enough
_LONGEST = 800  # characters of a box that is no article
_MOST = 0.5  # share of the page's unlinked text from which on the page is a list of others


def teasers(found: Sequence[Element], headline: int | None) -> list[int]:
    """Articles, and boxes of one kind side by side, whose heading leads elsewhere.

    ``headline`` is the node of the page's own one. None where they are most of the page, which then
    is a list of them.
    """
    leading = [
        place
        for place, element in enumerate(found)
        if element.tag in _BOXES
        and (element.tag == "article" or element.length <= _LONGEST)
        and _leads_elsewhere(found, place, headline)
    ]
    alike = Counter(_kind(found[place]) for place in leading)
    boxes = [
        place
        for place in leading
        if found[place].tag == "article"
        or found[place].linked == found[place].length
        or alike[_kind(found[place])] >= _SEVERAL
    ]
    total = found[0].length - found[0].linked if found else 0
    unlinked = sum(found[place].length - found[place].linked for place in _outermost(found, boxes))
    return boxes if unlinked <= _MOST * total else []


def _kind(element: Element) -> tuple[int, str, str]:
    return element.parent, element.tag, element.attributes.get("class") or ""


def _outermost(found: Sequence[Element], places: Sequence[int]) -> list[int]:
    outer: list[int] = []
    for place in places:
        if not outer or place >= found[outer[-1]].end:
            outer.append(place)
    return outer


def _leads_elsewhere(found: Sequence[Element], box: int, headline: int | None) -> bool:
    """Whether the first heading of a box is a link as a whole, and not the page's headline."""
    linked_until = -1
    for place in range(box + 1, found[box].end):
        element = found[place]
        if element.tag == "a" and element.linked:
            linked_until = element.end
        if element.tag in _HEADINGS and element.length:
            own = any(inner.node == headline for inner in found[box : element.end])
            linked = element.length == element.linked or place < linked_until
            return linked and not (headline is not None and own)
    return False
