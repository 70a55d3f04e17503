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

    Marks of no length are left out.
    """
    inside = sorted(
        (one for one in marks if one.start < end and one.end > start and one.start < one.end),
        key=lambda one: (max(one.start, start), one.layer, -one.end),
    )
    pieces: list[Markup] = []
    open_marks: list[Mark] = []
    at = start

    def close_until(position: int) -> None:
        """Write the text up to ``position``, ending the marks that end on the way."""
        nonlocal at
        while open_marks:
            stop = min(one.end for one in open_marks)
            if stop > position:
                break
            pieces.append(escape(text[at:stop]))
            at = stop
            deepest = min(i for i, one in enumerate(open_marks) if one.end == stop)
            reopened = [one for one in open_marks[deepest:] if one.end != stop]
            pieces.extend(one.closing for one in reversed(open_marks[deepest:]))
            del open_marks[deepest:]
            pieces.extend(one.again for one in reopened)
            open_marks.extend(reopened)
        pieces.append(escape(text[at:position]))
        at = position

    for one in inside:
        close_until(max(one.start, start))
        outer = sum(1 for other in open_marks if other.layer <= one.layer)
        deeper = open_marks[outer:]
        pieces.extend(other.closing for other in reversed(deeper))
        pieces.append(one.opening)
        pieces.extend(other.again for other in deeper)
        open_marks[outer:] = [one, *deeper]
    close_until(end)
    pieces.extend(other.closing for other in reversed(open_marks))
    return Markup("").join(pieces)
