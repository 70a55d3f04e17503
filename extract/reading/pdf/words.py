"""A word as it stands on a page: what the text layer and OCR both give the layout pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Box


@dataclass(slots=True)
class Word:
    """A run of letters without space. Points from the top left corner of the page.

    Mutable while its page is being laid out (marks are split off, broken spacing is joined);
    it never leaves the PDF reader.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float  # of the letters, points
    bold: bool = False
    raised: bool = False  # stands above the baseline of its row: a footnote mark or exponent
    turn: int = 0  # quarter turns of the writing, counter-clockwise
    slanted: bool = False  # written at another angle: a watermark
    broken: bool = False  # ends in the hyphen of a broken line
    sure: float = 100.0  # per cent: how sure OCR is of it

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line or the side of a drawn rectangle, along one axis."""

    upright: bool
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Blanks:
    """Where figures of the first page were left blank since they are written by hand."""

    number: Box | None = None
    date: Box | None = None


@dataclass(slots=True)
class PageContent:
    """Everything the layout pass needs to know of one page."""

    number: int  # counted from 1
    width: float
    height: float
    words: list[Word]
    edges: list[Edge]
    way: str  # "text", "layout", "ocr", "none"
    syllables: float | None = None
    blanks: Blanks = Blanks()
    asides: Sequence[Word] = ()  # of stamps: kept, but no part of the text
    cut: bool = False  # it has more letters than are read
    turned: int = 0  # quarter turns, clockwise, after which the writing stands upright
