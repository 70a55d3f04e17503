"""The inside of a paragraph: its runs as pieces of text, its footnote marks, its text boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.reading.legacy import CAPITAL_FONT
from extract.reading.word.flow import Piece
from extract.reading.word.notes import Notes
from extract.reading.word.package import Element, W, number, val
from extract.reading.word.styles import Look, Styles, run_look
from extract.reading.word.symbols import plain, symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = _MC + "AlternateContent"
"""The element that holds several ways to draw one thing."""
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED = {W + name for name in ("del", "moveFrom")}
_SPACES = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n"}


@dataclass(slots=True)
class Content:
    """What one paragraph holds."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # w:txbxContent
    bold: bool = False  # every printed letter is


class Runs:
    """Reads the runs of the paragraphs of one document, in their order."""

    def __init__(self, styles: Styles, notes: Mapping[str, Notes]) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[bool] = []  # of each open field: whether its result has begun

    def read(self, paragraph: Element, look: Look) -> Content:
        """The content of ``paragraph``, whose style and list give ``look``."""
        content = Content()
        weights: list[bool] = []
        if self._fields and not self._fields[-1] and paragraph.find(f".//{W}fldChar") is None:
            self._fields.clear()  # a field that was begun and is not gone on with
        self._inside(paragraph, look, content, weights)
        content.bold = bool(weights) and all(weights)
        return content

    def _inside(self, parent: Element, look: Look, content: Content, weights: list[bool]) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, look, content, weights)
            elif tag == W + "pPr" or tag in _DELETED:
                continue
            elif tag == ALTERNATE:
                self._inside(alternative(child), look, content, weights)
            elif tag == _M + "t":
                content.pieces.append(Piece(child.text or ""))
            else:
                self._inside(child, look, content, weights)

    def _run(self, run: Element, below: Look, content: Content, weights: list[bool]) -> None:
        properties = run.find(W + "rPr")
        style = None if properties is None else val(properties.find(W + "rStyle"))
        look = run_look(properties).over(self._styles.run(style).over(below))
        capitals = bool(look.capitals) or bool(look.font and CAPITAL_FONT.match(look.font))
        before = len(content.pieces)
        self._children(run, look, content)
        for piece in content.pieces[before:]:
            piece.capitals = capitals and piece.mark is None
            piece.font = look.font
            if piece.text.strip() and piece.mark is None:
                weights.append(bool(look.bold))

    def _children(self, run: Element, look: Look, content: Content) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(val(child, "fldCharType"))
            elif tag in (W + "pict", W + "drawing", W + "object"):
                content.boxes.extend(_boxes(child))
            elif tag == ALTERNATE:
                self._children(alternative(child), look, content)
            elif look.hidden or (self._fields and not self._fields[-1]):
                continue
            elif tag == W + "t":
                content.pieces.append(Piece(plain(child.text or "", look.font)))
            elif tag in _SPACES:
                content.pieces.append(Piece(_SPACES[str(tag)]))
            elif tag == W + "noBreakHyphen":
                content.pieces.append(Piece("-"))
            elif tag == W + "softHyphen":
                content.pieces.append(Piece("\u00ad"))
            elif tag == W + "sym":
                content.pieces.append(Piece(_symbol(child)))
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._mark(child, run, content)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _mark(self, reference: Element, run: Element, content: Content) -> None:
        notes = self._notes["footnote" if reference.tag == W + "footnoteReference" else "endnote"]
        custom = None
        if val(reference, "customMarkFollows") in ("1", "true", "on"):
            custom = "".join(text.text or "" for text in run.iterfind(W + "t")).strip() or "*"
            shown = notes.mark(val(reference, "id") or "", custom)
            return
        shown = notes.mark(val(reference, "id") or "", custom)
        content.pieces.append(Piece(shown, mark=shown))


def alternative(element: Element) -> Element:
    """Of two ways to draw the same thing the first; an empty element if there is none."""
    for name in ("Choice", "Fallback"):
        found = element.find(_MC + name)
        if found is not None:
            return found
    return element.makeelement("none", {})


def _boxes(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, each once, boxes inside boxes left to their box."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == W + "txbxContent":
            found.append(element)
        elif element.tag == ALTERNATE:
            waiting.append(alternative(element))
        else:
            waiting.extend(reversed(element))
    return found


def _symbol(element: Element) -> str:
    text = val(element, "char") or ""
    try:
        code = int(text, 16)
    except ValueError:
        return ""
    return symbol(code, val(element, "font")) if number(element) is None else ""
