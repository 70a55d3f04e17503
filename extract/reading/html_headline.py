"""The headline of a web page: the element that the page's own title repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.data_files import read_yaml
from extract.head import cues
from extract.letters import fold
from extract.reading.html_names import names_frame
from extract.reading.html_tree import Element

_SHORTEST, _LONGEST = 12, 400  # characters of a headline
_WORDS = 4  # of a headline that nothing but its tag tells
_SEARCHED = 40  # headings among which the headline is looked for
_TELLING = 20  # characters from which a heading that the page's title says, too, is the headline
_ABOVE = 6  # elements around a heading whose names may say that it is frame


def headline(page: LexborHTMLParser) -> tuple[int, str] | None:
    """The element that holds the page's headline, and its text.

    It must be said by the page's own title too: the first ``h1`` is often the portal's name, which
    the title says as well; what stands in the frame is the headline only when nothing else is.
    """
    stated = _folded_title(page)
    found = list(_headings(page))
    said = [one for one in found if is_stated(one[1], page)]
    if said:
        node, text = next((one for one in said if not _in_frame(one[0])), said[0])
        return node.mem_id, text
    if stated and len(stated) >= _TELLING:
        return None
    if sum(node.tag == "h1" for node, _ in found) > 1:  # none of them is the one
        found.sort(key=lambda one: one[0].tag == "h1")
    return next(
        (
            (node.mem_id, text)
            for node, text in found
            if len(text.split()) >= _WORDS and not cues.is_issuer(text, fold(text))
        ),
        None,
    )


def _headings(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """What can be a headline, best first."""
    selectors: Any = read_yaml("extract.reading", "data/page_frame.yaml")["headlines"]
    for selector in selectors:
        for node in page.css(selector)[:8]:
            text = " ".join((node.text(deep=True) or "").split())
            if _SHORTEST <= len(text) <= _LONGEST:
                yield node, text
    for node in page.css("h2, h3, h4")[:_SEARCHED]:
        text = " ".join((node.text(deep=True) or "").split())
        if _TELLING <= len(text) <= _LONGEST and is_stated(text, page):
            yield node, text


def _in_frame(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_ABOVE):
        if above is None or above.tag == "body":
            return False
        names = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if names.strip() and names_frame(names):
            return True
        above = above.parent
    return False


def is_stated(text: str, page: LexborHTMLParser) -> bool:
    """Whether the page's own title says ``text`` too."""
    stated = _folded_title(page)
    return bool(stated) and (fold(text)[:60] in stated or stated[:60] in fold(text))


def plain_headline(
    found: Sequence[Element], frame: Sequence[bool], before: int, page: LexborHTMLParser
) -> int | None:
    """The last element above the text whose words are those of the page's own title."""
    stated = _folded_title(page)
    for place in range(before - 1, -1, -1):
        element = found[place]
        if element.text is not None or frame[place] or not element.length or element.end > before:
            continue
        if _SHORTEST <= element.length <= _LONGEST:
            inside = range(place, element.end)
            words = fold(" ".join(" ".join(found[at].text or "" for at in inside).split()))
            if stated.startswith(words) or (len(words) >= _TELLING and words in stated):
                return place
    return None


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
