"""Printed rows joined to paragraphs by their margins, indents and endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.letters import is_upper
from extract.reading.pdf.rows import Joined, Row, join_rows

_INDENT = 0.8  # letter sizes: a row starting this much further in begins a paragraph
_SLACK = 0.6  # letter sizes: how much of the line may stay free though the next word fits
_LOOSE = 1.9  # letter sizes between baselines: more parts paragraphs
_CENTERED = 1.2  # letter sizes: how far the middle of a centred row may be off
_SAME_SIZE = 0.2  # of the letter size: OCR measures no better
_BRACKET_ROWS = 3  # the longest remark in brackets
_ITEM = re.compile(
    r"^(?:[-–—+•*▪●○o✓➢]\s|[-–+•▪●](?=\w)|\(?(?:\d{1,3}|[a-zđ]|[IVXLC]{1,6})(?:[.)](?!\d)|/(?=\s))"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s|(?:Điều|Chương|Mục|Phần|Phụ lục|Khoản|Điểm)\s+[\dIVXLC]"
    r"|Căn cứ\s)"
)
_REMARK = re.compile(r"\([^()]{3,80}\)")
_BULLET = re.compile(r"^[-–—+•*▪●○]")


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a column of text, points."""

    left: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Rows that make one paragraph, perhaps on two pages."""

    rows: list[Row]
    centered: bool = False

    def joined(self) -> Joined:
        """Its text, with the footnote marks and the boxes of its rows."""
        return join_rows(self.rows)


def paragraphs(rows: Sequence[Row], margins: Margins) -> list[Paragraph]:
    """The paragraphs that ``rows`` of one column make, in order."""
    found: list[Paragraph] = []
    for row in rows:
        centered = is_centered(row, margins)
        if found and goes_on(found[-1], row, centered, margins):
            found[-1].rows.append(row)
        else:
            found.append(Paragraph([row], centered))
    return found


def bulleted(rows: Sequence[Row]) -> list[Paragraph]:
    """Paragraphs of a list such as the recipients: each point runs to the next one."""
    found: list[Paragraph] = []
    for row in rows:
        if found and _BULLET.match(found[-1].rows[0].text) and not _BULLET.match(row.text):
            found[-1].rows.append(row)
        else:
            found.append(Paragraph([row]))
    return found


def is_centered(row: Row, margins: Margins) -> bool:
    """Whether a row stands in the middle of its column without filling it."""
    middle = (margins.left + margins.right) / 2
    return (
        abs(row.middle - middle) <= _CENTERED * row.size
        and row.left - margins.left > 1.5 * row.size
        and margins.right - row.right > 1.5 * row.size
    )


def goes_on(paragraph: Paragraph, row: Row, centered: bool, margins: Margins) -> bool:
    """Whether ``row`` continues ``paragraph`` in the same column, on this page or the next."""
    before = paragraph.rows[-1]
    same_page = before.page == row.page
    if same_page and row.baseline - before.baseline > _LOOSE * max(before.size, row.size):
        return False
    if _is_open_bracket(paragraph) and not _starts_item(row):
        return same_page
    if row.text.startswith("(") and is_upper(before.text) and not is_upper(row.text):
        return False  # what a title was issued with
    if len(paragraph.rows) == 1 and _REMARK.fullmatch(before.text):
        return False  # "(Ký, ghi rõ họ tên)"
    if paragraph.centered and not centered:
        centered = _is_below_middle(before, row, margins)
    if paragraph.centered or centered:
        filled = is_upper(before.text) and _is_filled(before, row, margins)
        return _same_heading(paragraph.centered or filled, before, row, centered, same_page)
    if before.bold != row.bold and (before.bold or is_upper(row.text)):
        # A heading in bold ends where the plain text begins, unless the row is filled.
        if _is_filled(before, row, margins) and not before.bold:
            return not _starts_item(row)
        if before.bold and len(paragraph.rows) == 1 and _has_run_in(before):
            pass
        elif not _is_filled(before, row, margins):
            return False
    if not _is_filled(before, row, margins):
        return False
    indent = row.left - _continuation(paragraph, row, margins)
    if _starts_item(row):
        first = paragraph.rows[0]
        if _BULLET.match(row.text) and _BULLET.match(first.text):
            return row.left > first.left + _INDENT * row.size
        if indent > _INDENT * row.size * 0.5 or abs(row.left - first.left) < 2.0:
            return bool(not same_page and abs(indent) < 2.0 and row.text[:1].islower())
        return True
    if indent > _INDENT * row.size:
        return _hangs(paragraph, row)
    return True


def _is_open_bracket(paragraph: Paragraph) -> bool:
    """Whether the rows are the beginning of one bracket: "(Kèm theo Quyết định số …"."""
    if not paragraph.rows[0].text.startswith("(") or len(paragraph.rows) > _BRACKET_ROWS:
        return False
    text = " ".join(row.text for row in paragraph.rows)
    return text.count("(") > text.count(")")


def _same_heading(heading: bool, before: Row, row: Row, centered: bool, same_page: bool) -> bool:
    """Whether ``row`` goes on with rows that are a ``heading``: centred, or filled capitals."""
    return (
        heading
        and centered
        and same_page
        and before.bold == row.bold
        and is_upper(before.text) == is_upper(row.text)
        and abs(before.size - row.size) < _SAME_SIZE * max(before.size, row.size)
        and row.baseline - before.baseline <= 1.6 * row.size
        and not _starts_item(row)
    )


def _is_below_middle(before: Row, row: Row, margins: Margins) -> bool:
    """Whether a long row stands under the middle of a centred one."""
    slack = min(row.left - margins.left, margins.right - row.right)
    return abs(before.middle - row.middle) <= 0.6 * row.size and slack > 0.3 * row.size


def _starts_item(row: Row) -> bool:
    return _ITEM.match(row.text) is not None


def _has_run_in(row: Row) -> bool:
    return not row.words[-1].bold


def _is_filled(before: Row, row: Row, margins: Margins) -> bool:
    """Whether the first word of ``row`` would not have fitted on the row before."""
    first = row.words[0]
    needed = (first.right - first.left) + 0.25 * row.size
    return before.right + needed > margins.right - _SLACK * row.size


def _continuation(paragraph: Paragraph, row: Row, margins: Margins) -> float:
    """Where a further row of the paragraph begins."""
    rows = paragraph.rows
    if len(rows) > 1 and rows[-1].page == row.page:
        return rows[-1].left
    if len(rows) > 1:
        return margins.left + (rows[-1].left - rows[0].left if rows[-1].left > rows[0].left else 0)
    return min(rows[0].left, margins.left) if rows[0].page == row.page else margins.left


def _hangs(paragraph: Paragraph, row: Row) -> bool:
    """Whether the further rows of an item are set in to where its words begin."""
    first = paragraph.rows[0]
    if len(paragraph.rows) > 1 or len(first.words) < 2 or not _starts_item(first):
        return False
    return abs(row.left - first.words[1].left) < 0.7 * row.size or (
        first.left < row.left <= first.words[1].left + row.size
    )
