"""Weaving marks into a stretch of text as well-formed HTML.

Documents are foreign text: everything but the tags given by this program is escaped. Marks may
overlap in any way; where they cross, the inner one is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of text to stand between two tags. A lower ``layer`` is further out.

    ``again`` opens the element a second time when an outer mark ended inside it: the same tag
    without its ``id``, which may stand only once on a page.
    """

    start: int
    end: int
    layer: int
    opening: Markup
    again: Markup
    closing: Markup


def mark(start: int, end: int, layer: int, tag: str, **attributes: str | None) -> Mark:
    """A mark of one element; an attribute that is None is left out, ``class_`` means class."""
    named = {
        name.rstrip("_").replace("_", "-"): value
        for name, value in attributes.items()
        if value is not None
    }
    unnamed = {name: value for name, value in named.items() if name != "id"}
    return Mark(
        start, end, layer, _opening(tag, named), _opening(tag, unnamed), Markup(f"</{tag}>")
    )


def _opening(tag: str, attributes: dict[str, str]) -> Markup:
    inner = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{inner}>")


def weave(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """``text[start:end]`` escaped, with the parts of ``marks`` that fall inside it.

    Marks of no length are left out, and no element is written without text in it.
    """
    inside = sorted(
        (one for one in marks if one.start < end and one.end > start and one.start < one.end),
        key=lambda one: (max(one.start, start), one.layer, -one.end),
    )
    loom = _Loom(text, start)
    for one in inside:
        loom.go_to(max(one.start, start))
        loom.begin(one)
    loom.go_to(end)
    return loom.finished()


class _Loom:
    """Writes text from a position on; tags are written only when text follows."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._wanted: list[Mark] = []  # the marks the next character lies in, outermost first
        self._open: list[Mark] = []  # the marks whose tags are open in what is written
        self._begun: set[int] = set()  # marks whose first tag is written, by identity
        self._pieces: list[Markup] = []

    def begin(self, one: Mark) -> None:
        """Let ``one`` begin here, outside of the deeper layers that are open."""
        outer = sum(1 for other in self._wanted if other.layer <= one.layer)
        self._wanted.insert(outer, one)

    def go_to(self, position: int) -> None:
        """Write the text up to ``position``, ending the marks that end on the way."""
        while self._wanted:
            stop = min(one.end for one in self._wanted)
            if stop > position:
                break
            self._write(stop)
            self._wanted = [one for one in self._wanted if one.end != stop]
        self._write(position)

    def finished(self) -> Markup:
        """Everything written, with all tags closed."""
        self._wanted = []
        self._agree()
        return Markup("").join(self._pieces)

    def _write(self, stop: int) -> None:
        if self._at < stop:
            self._agree()
            self._pieces.append(escape(self._text[self._at : stop]))
            self._at = stop

    def _agree(self) -> None:
        """Close and open tags until those that are open are those that are wanted."""
        same = 0
        for one, other in zip(self._open, self._wanted, strict=False):
            if one is not other:
                break
            same += 1
        self._pieces.extend(one.closing for one in reversed(self._open[same:]))
        for one in self._wanted[same:]:
            self._pieces.append(one.again if id(one) in self._begun else one.opening)
            self._begun.add(id(one))
        self._open = self._wanted[:]
