"""What of an original a reader wants to see: a page of a PDF, or words of a web page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageView:
    """A page counted from 1, turned clockwise by quarters, and which part of it.

    ``part`` is left, top, right, bottom in points of the turned page; None is all of it.
    """

    page: int
    turned: int = 0
    part: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class WordsView:
    """``words`` of the text as read, in or after the element at ``path``."""

    path: str
    words: str
