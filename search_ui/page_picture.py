"""A page of the original as a picture, with what matters on it marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from markupsafe import Markup

from extract.model import Box, Document, Page
from extract.printed import printed_at

Part = tuple[int, int, int, int]
"""Left, top, right and bottom on a page, points."""

_ROOM = 14.0  # points shown around the printed rows of a quotation
_BESIDE = 42.0  # points shown left and right of what was not read
_SMALL = 1.5  # points by which a mark stands out of its row


@dataclass(frozen=True, slots=True)
class PageMark:
    """A stretch of text to be marked on the page: what kind it is, what it says, its link."""

    span: tuple[int, int]
    kind: str  # a class of the stylesheet
    label: str
    link: str | None = None


def page_of(document: Document, span: tuple[int, int]) -> Page | None:
    """The page on which ``span`` begins; None when that is not known."""
    boxes = printed_at(document, span)
    return page_numbered(document, boxes[0].page) if boxes else None


def page_numbered(document: Document, number: int) -> Page | None:
    """That page of the document; None when there is none, or its size is not known."""
    page = next((one for one in document.pages if one.number == number), None)
    return page if page and page.width > 0 and page.height > 0 else None


def part_around(document: Document, page: Page, span: tuple[int, int]) -> Part | None:
    """The strip of ``page`` that shows the rows of ``span``, over the whole width."""
    boxes = [box for box in printed_at(document, span) if box.page == page.number]
    if not boxes:
        return None
    top = max(floor(min(box.top for box in boxes) - _ROOM), 0)
    bottom = min(ceil(max(box.bottom for box in boxes) + _ROOM), floor(page.height))
    return (0, top, floor(page.width), bottom)


def part_with(page: Page, box: Box) -> Part:
    """The part of ``page`` around ``box``, with what is written beside it."""
    left, right = max(floor(box.left - _BESIDE), 0), min(ceil(box.right + _BESIDE), page.width)
    top, bottom = max(floor(box.top - _ROOM), 0), min(ceil(box.bottom + _ROOM), page.height)
    return (left, top, floor(right), floor(bottom))


def page_picture(
    document: Document,
    page: Page,
    image: str,
    marks: Sequence[PageMark],
    label: str,
    part: Part | None = None,
) -> Markup:
    """The picture at the address ``image``, which shows ``part`` of ``page``, with its marks."""
    left, top, right, bottom = part or (0, 0, page.width, page.height)
    view = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    drawn = Markup("").join(
        _mark(mark, boxes)
        for mark in marks
        if (boxes := [box for box in printed_at(document, mark.span) if box.page == page.number])
    )
    return Markup(
        '<svg class="page-picture" viewBox="{view}" role="group" aria-label="{label}">'
        '<image href="{image}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"/>'
        "{drawn}</svg>"
    ).format(
        view=view, label=label, image=image, x=left, y=top, w=right - left, h=bottom - top,
        drawn=drawn,
    )  # fmt: skip


def _mark(mark: PageMark, boxes: Iterable[Box]) -> Markup:
    rows = Markup("").join(_rectangle(box) for box in boxes)
    titled = Markup("<title>{}</title>{}").format(mark.label, rows)
    if mark.link is None:
        return Markup('<g class="{}">{}</g>').format(mark.kind, titled)
    return Markup('<a class="{}" href="{}" aria-label="{}">{}</a>').format(
        mark.kind, mark.link, mark.label, titled
    )


def _rectangle(box: Box) -> Markup:
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5"/>'
    ).format(
        box.left - _SMALL,
        box.top - _SMALL,
        box.right - box.left + 2 * _SMALL,
        box.bottom - box.top + 2 * _SMALL,
    )  # fmt: skip
