"""A sketch of a page: where its blocks stand, and where the pointed one is.

The page itself is foreign bytes and is not drawn in the reader; its geometry, which reading has
already taken down, is enough to find the place on the original.
"""

from __future__ import annotations

from markupsafe import Markup

from extract.model import Box, Document

_WIDTH = 150


def page_sketch(document: Document, span: tuple[int, int], label: str) -> Markup | None:
    """The page on which ``span`` begins; None when its place on a page is not known."""
    pointed = next(
        (one for one in document.blocks if one.start <= span[0] < one.end and one.boxes), None
    )
    if pointed is None:
        return None
    number = pointed.boxes[0].page
    page = next((one for one in document.pages if one.number == number), None)
    if page is None or page.width <= 0 or page.height <= 0:
        return None
    around = [
        _rectangle(box, "block")
        for block in document.blocks
        if block is not pointed
        for box in block.boxes
        if box.page == number
    ]
    here = [_rectangle(box, "here") for box in pointed.boxes if box.page == number]
    return Markup(
        '<svg class="sketch" viewBox="0 0 {w:.0f} {h:.0f}" width="{width}" height="{height:.0f}"'
        ' role="img" aria-label="{label}"><rect class="sheet-edge" width="{w:.0f}"'
        ' height="{h:.0f}"/>{drawn}</svg>'
    ).format(
        w=page.width,
        h=page.height,
        width=_WIDTH,
        height=_WIDTH * page.height / page.width,
        label=label,
        drawn=Markup("").join((*around, *here)),
    )


def _rectangle(box: Box, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}"/>').format(
        kind, box.left, box.top, box.right - box.left, box.bottom - box.top
    )
