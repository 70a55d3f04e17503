"""From the elements of a web page to lines: paragraphs, headings, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.reading.html_notes import Notes
from extract.reading.html_tables import Grid, is_data_table
from extract.reading.html_tree import Element, path_of
from extract.reading.structure import Line

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "time", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_BOLD = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.IGNORECASE)
_CENTER = re.compile(r"text-align\s{0,3}:\s{0,3}center", re.IGNORECASE)
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_BLANKS = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")


@dataclass(slots=True)
class _Flow:
    """The line being gathered."""

    text: str = ""
    letters: int = 0
    bold: int = 0  # of its letters
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    path: str = ""
    centered: bool = False
    furniture: bool = True
    heading: int | None = None
    number: str | None = None
    footnote: str | None = None
    title: bool = False

    def add(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        if not self.text or self.text.endswith(" "):
            text = text.lstrip(" ")
        self.text += text

    def line(self) -> Line:
        return Line(
            text=self.text.rstrip(" "),
            path=self.path,
            bold=self.letters > 0 and self.bold == self.letters,
            centered=self.centered,
            furniture=self.furniture,
            title=self.title,
            heading_level=self.heading,
            number=self.number,
            footnote=self.footnote,
            marks=tuple(self.marks),
        )


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an element passes on to the text inside it."""

    bold: bool = False
    centered: bool = False
    heading: int | None = None
    preformatted: bool = False


def lines_of(
    found: Sequence[Element], frame: Sequence[bool], notes: Notes, headline: int | None
) -> Iterator[Line]:
    """The lines of a page in document order; frame is marked as furniture."""
    inherited: list[_Inherited] = []
    flow = _Flow()
    tables = 0
    place = 0
    number: str | None = None
    counters: dict[int, int] = {}
    ends: list[int] = []  # where the open block elements end
    while place < len(found):
        element = found[place]
        above = inherited[element.parent] if element.parent >= 0 else _Inherited()
        inherited.append(above if element.text is not None else _passed_on(element, above))
        while ends and place >= ends[-1]:
            ends.pop()
            if flow.text.strip():
                yield flow.line()
            flow = _Flow()
        if element.text is not None:
            number = _gather(flow, element, above, found, frame[place], notes, number, place)
            if headline is not None and _inside(found, place, headline):
                flow.title = True
            place += 1
            continue
        if element.tag == "br":
            if flow.text.strip():
                yield flow.line()
            flow = _Flow()
        elif element.tag in _BLOCKS:
            if flow.text.strip():
                yield flow.line()
            flow = _Flow()
            ends.append(element.end)
            if element.tag == "li":
                number = _item_number(found, place, counters)
            if element.tag == "table" and not frame[place] and is_data_table(found, place):
                yield from Grid(found, place, notes).lines(tables)
                tables += 1
                inherited.extend([above] * (element.end - place - 1))
                place = element.end
                continue
        place += 1
    if flow.text.strip():
        yield flow.line()


def _inside(found: Sequence[Element], place: int, headline: int) -> bool:
    return headline < place < found[headline].end


def _passed_on(element: Element, above: _Inherited) -> _Inherited:
    tag = element.tag
    style = element.attributes.get("style") or ""
    bold = above.bold or tag in ("b", "strong", "th") or _BOLD.search(style) is not None
    centered = (
        above.centered
        or tag == "center"
        or (element.attributes.get("align") or "").lower() == "center"
        or _CENTER.search(style) is not None
    )
    heading = above.heading
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        heading, bold = int(tag[1]), True
    return _Inherited(bold, centered, heading, above.preformatted or tag == "pre")


def _gather(
    flow: _Flow,
    element: Element,
    above: _Inherited,
    found: Sequence[Element],
    framed: bool,
    notes: Notes,
    number: str | None,
    place: int,
) -> str | None:
    """Add a text to the line; the list number that still waits for its line."""
    text = element.text or ""
    visible = text.strip()
    if not visible:
        flow.add(text)
        return number
    fresh = not flow.text.strip()
    if fresh:
        flow.text = ""
        flow.path = path_of(found, place)
        flow.centered = above.centered
        flow.heading = above.heading
        flow.number, number = number, None
        flow.footnote = notes.text_of(place)
    flow.furniture = flow.furniture and framed
    mark = notes.mark_of(place)
    before = len(flow.text)
    flow.add(text)
    if mark is not None and not (fresh and flow.footnote):
        end = len(flow.text.rstrip(" "))
        flow.marks.append((before + len(text) - len(text.lstrip()), end, mark))
    letters = sum(map(str.isalpha, visible))
    flow.letters += letters
    flow.bold += letters if above.bold else 0
    return number


def _item_number(found: Sequence[Element], place: int, counters: dict[int, int]) -> str | None:
    """The number a browser shows before a list item."""
    parent = found[place].parent
    above = found[parent] if parent >= 0 else None
    if above is None or above.tag != "ol":
        return "-"
    start = above.attributes.get("start") or "1"
    first = int(start) if start.isdigit() and len(start) < 5 else 1
    counters[parent] = counters.get(parent, first - 1) + 1
    count = counters[parent]
    kind = above.attributes.get("type") or "1"
    if kind in "aA" and 1 <= count <= 26:
        return f"{chr(ord(kind) + count - 1)})"
    if kind in "iI" and count < 40:
        roman = "X" * (count // 10) + _UNITS[count % 10]
        return f"{roman}."
    return f"{count}."
