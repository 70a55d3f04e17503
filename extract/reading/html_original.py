"""A captured web page shown again, with one stretch of its words marked.

The page is written anew from what reading sees of it: elements that carry text or its layout,
without scripts, forms, styles, images and hidden parts. Nothing foreign is copied but letters and
a few attributes, so the result can stand inside a page of ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from extract.reading.html import checked
from extract.reading.html_tree import Element, elements, parse, path_of
from extract.reading.letter_codes import decode
from extract.reading.views import WordsView

_KEPT = frozenset(
    (
        "a", "b", "blockquote", "br", "caption", "center", "code", "dd", "div", "dl", "dt", "em",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p",
        "pre", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "u", "ul",
    )
)  # fmt: skip
_EMPTY = frozenset(("br", "hr"))
_NUMBERS = ("colspan", "rowspan", "start")
_FURTHER = 20_000  # characters after its block's beginning in which a quotation is looked for


def show_original(data: bytes, view: WordsView) -> str:
    """The page ``data`` as HTML of the kept elements, the words in ``<mark>``.

    Where the words are not found as they stand (a page in an old encoding), the whole element is
    marked; the first mark has the id "doan". Empty for a page that reading refuses.
    """
    if checked(data) is not None:
        return ""
    body = parse(decode(data)).body
    if body is None:
        return ""
    found = elements(body)
    marks = _marks(found, view)
    return "".join(_written(found, marks))


def _marks(found: Sequence[Element], view: WordsView) -> dict[int, tuple[int, int]]:
    """What to mark of which text: its place in ``found`` to a span of its characters."""
    first = next(
        (place for place, one in enumerate(found) if view.path.endswith(one.step or "?")
         and path_of(found, place) == view.path),
        None,
    )  # fmt: skip
    if first is None:
        return {}
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for place in range(first, len(found)):
        for position, letter in enumerate(found[place].text or ""):
            for part in _letters(letter):
                letters.append(part)
                places.append((place, position))
        if len(letters) > _FURTHER:
            break
    wanted = "".join(_letters(view.words))
    at = "".join(letters).find(wanted) if wanted else -1
    if at < 0:
        inside = range(first, found[first].end)
        return {place: (0, len(text)) for place in inside if (text := found[place].text)}
    (place, start), (last, end) = places[at], places[at + len(wanted) - 1]
    marks = {between: (0, len(found[between].text or "")) for between in range(place, last + 1)}
    marks[place] = (start, len(found[place].text or ""))
    marks[last] = (marks[last][0], end + 1)
    return marks


def _letters(text: str) -> Iterator[str]:
    """The letters and figures of a text, in lower case and without marks."""
    for letter in unicodedata.normalize("NFD", text.lower()):
        if letter.isalnum():
            yield "d" if letter == "đ" else letter


def _written(found: Sequence[Element], marks: dict[int, tuple[int, int]]) -> Iterator[str]:
    open_until: list[tuple[int, str]] = []
    named = ' id="doan"'
    for place, element in enumerate(found):
        while open_until and place >= open_until[-1][0]:
            yield f"</{open_until.pop()[1]}>"
        if element.text is not None:
            start, end = marks.get(place, (0, 0))
            text = element.text
            yield escape(text[:start])
            if end:
                yield f'<mark class="here"{named}>{escape(text[start:end])}</mark>'
                named = ""
            yield escape(text[end:])
        elif element.tag in _KEPT:
            yield f"<{element.tag}{''.join(_attributes(element))}>"
            if element.tag not in _EMPTY:
                open_until.append((element.end, element.tag))
    while open_until:
        yield f"</{open_until.pop()[1]}>"


def _attributes(element: Element) -> Iterator[str]:
    for name in _NUMBERS:
        value = element.attributes.get(name) or ""
        if value.isascii() and value.isdigit() and len(value) < 5:
            yield f' {name}="{value}"'
    target = (element.attributes.get("href") or "").strip()
    if element.tag == "a" and target.startswith(("http://", "https://")):
        yield f' href="{escape(target)}" rel="noopener nofollow"'
