"""A page as read against the truth about it.

On a scan letters are compared without their accents and cells by likeness, so that the figures
speak of layout; the character error rate is measured elsewhere (``make bench-text``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extract.model import Block, BlockKind, Cell, Document
from tests.bench.page_truth import TrueCell, TruePage, TrueRow, TrueTable

MEASURES = (
    "cells, precision",
    "cells, recall",
    "rows",
    "heading rows",
    "tables",
    "footnotes",
    "marks joined",
    "marks, precision",
    "furniture",
    "noise kept out",
    "order",
    "joins",
    "kinds",
)
_LIKE = 0.8  # likeness of two cells of a scan
_LEADERS = re.compile(r"[.…\s]+")


@dataclass(slots=True)
class PageScore:
    """What was right on one page and, in words, what was not."""

    page: int | None
    outcomes: list[tuple[str, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, measure: str, right: bool, error: str = "") -> None:
        """Count one item of ``measure``."""
        self.outcomes.append((measure, right))
        if not right and error:
            self.errors.append(f"{measure}: {error}")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The blocks of one page and how their text is compared."""

    text: str
    blocks: tuple[Block, ...]
    before: tuple[Block, ...]  # blocks of the page before
    scan: bool
    marks: tuple[tuple[int, int], ...]  # of all footnotes: no words of the cell they stand in

    def plain(self, text: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if not self.scan:
            return text
        split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        return "".join(letter for letter in split if not unicodedata.combining(letter))

    def of(self, item: Block | Cell) -> str:
        """The text of a block, or of a cell without the footnote marks in it."""
        start, parts = item.start, []
        if isinstance(item, Cell):
            for left, right in self.marks:
                if item.start <= left and right <= item.end:
                    parts.append(self.text[start:left])
                    start = right
        return self.plain("".join([*parts, self.text[start : item.end]]))


def score_page(document: Document, truth: TruePage, number: int | None, *, scan: bool) -> PageScore:
    """``truth`` against page ``number`` of ``document``; None is the whole document."""
    blocks = tuple(block for block in document.blocks if number is None or number in _pages(block))
    before = tuple(block for block in document.blocks if number and number - 1 in _pages(block))
    marks = tuple(sorted(span for block in document.blocks for span in block.anchors))
    reading = _Reading(document.text, blocks, before, scan, marks)
    score = PageScore(truth.page)
    _score_tables(score, reading, truth)
    _score_notes(score, document, reading, truth)
    _score_frame(score, reading, truth)
    _score_phrases(score, reading, truth)
    return score


def _pages(block: Block) -> set[int | None]:
    boxes = [*block.boxes, *(box for cell in block.cells for box in cell.boxes)]
    return {block.page, *(box.page for box in boxes)}


# Tables


def _score_tables(score: PageScore, reading: _Reading, truth: TruePage) -> None:
    rows = [block for block in reading.blocks if block.kind is BlockKind.TABLE_ROW]
    before = [block for block in reading.before if block.kind is BlockKind.TABLE_ROW]
    if before and any(table.joined for table in truth.tables) and before[-1] not in rows:
        rows.insert(0, before[-1])
    wanted = [
        (row, table)
        for table in truth.tables
        for row in table.rows
        if not (table.continues and row.heading)
    ]
    pairs = _aligned(reading, [row for row, _ in wanted], rows)
    whole = truth.page is not None
    for index, block in enumerate(rows):
        if not whole and index not in pairs.values():
            continue
        for cell in block.cells:
            if not _has_words(reading, reading.of(cell)):
                continue
            index_of = next((i for i, j in pairs.items() if j == index), None)
            true = () if index_of is None else wanted[index_of][0].cells
            good = any(_same_cell(reading, cell, one) for one in true)
            score.add(
                "cells, precision", good, f"{cell.column}+{cell.columns} {reading.of(cell)!r}"
            )
    for index, (row, _) in enumerate(wanted):
        found = rows[pairs[index]].cells if index in pairs else ()
        cells = [cell for cell in row.cells if _has_words(reading, cell.text)]
        good = [any(_same_cell(reading, cell, one) for cell in found) for one in cells]
        for one, right in zip(cells, good, strict=True):
            score.add("cells, recall", right, f"{one.column}+{one.columns} {one.text!r}")
        extra = sum(_has_words(reading, reading.of(cell)) for cell in found) - len(cells)
        score.add("rows", all(good) and not extra, " | ".join(one.text for one in row.cells))
        if index in pairs:
            heading = any(cell.heading for cell in found)
            error = f"{' | '.join(one.text for one in row.cells)} is {heading}"
            score.add("heading rows", heading == row.heading, error)
    _score_numbers(score, truth.tables, wanted, pairs, rows, before)


def _score_numbers(
    score: PageScore,
    tables: Sequence[TrueTable],
    wanted: Sequence[tuple[TrueRow, TrueTable]],
    pairs: dict[int, int],
    rows: Sequence[Block],
    before: Sequence[Block],
) -> None:
    """A table is one when its rows have a number of their own, on from the page before or not."""
    numbers = [
        {
            rows[pairs[i]].table
            for i, (_, owner) in enumerate(wanted)
            if owner is table and i in pairs
        }
        for table in tables
    ]
    for index, table in enumerate(tables):
        others = set().union(*(one for i, one in enumerate(numbers) if i != index))
        last = before[-1].table if before else None
        goes_on = last in numbers[index] if before else False
        good = len(numbers[index]) == 1 and not numbers[index] & others
        if table.continues or before:
            good = good and goes_on == table.continues
        score.add("tables", good, f"{table.rows[0].cells[0].text} … has numbers {numbers[index]}")


def _aligned(reading: _Reading, true: Sequence[TrueRow], rows: Sequence[Block]) -> dict[int, int]:
    """Index of the row read by the index of the true row: most cells the same, in order."""
    same = [[_alike(reading, row, block) for block in rows] for row in true]
    best = [[0] * (len(rows) + 1) for _ in range(len(true) + 1)]
    for i in range(len(true) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            taken = same[i][j] + best[i + 1][j + 1] if same[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(true) and j < len(rows):
        if same[i][j] and best[i][j] == same[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(reading: _Reading, row: TrueRow, block: Block) -> int:
    cells = [cell for cell in row.cells if _has_words(reading, cell.text)]
    return sum(any(_same_text(reading, reading.of(cell), one.text) for cell in block.cells)
               for one in cells)  # fmt: skip


def _same_cell(reading: _Reading, cell: Cell, true: TrueCell) -> bool:
    place = (cell.column, cell.columns) == (true.column, true.columns)
    return place and _same_text(reading, reading.of(cell), true.text)


def _same_text(reading: _Reading, found: str, true: str) -> bool:
    if "~" not in true:
        return _like(reading, found, true)
    first, last = (part.strip() for part in true.split("~"))
    return _like(reading, found[: len(first)], first) and (
        not last or _like(reading, found[-len(last) :], last)
    )


def _like(reading: _Reading, found: str, true: str) -> bool:
    true = reading.plain(true)
    if not reading.scan:
        return found == true
    found, true = ("".join(filter(str.isalnum, text)) for text in (found, true))
    return SequenceMatcher(None, found, true, autojunk=False).ratio() >= _LIKE


def _has_words(reading: _Reading, text: str) -> bool:
    return any(map(str.isalnum, text)) if reading.scan else bool(text)


# Footnotes


def _score_notes(score: PageScore, document: Document, reading: _Reading, truth: TruePage) -> None:
    blocks = [block for block in reading.blocks if block.kind is BlockKind.FOOTNOTE]
    for note in truth.notes:
        block = next(
            (
                block
                for block in blocks
                if block.number == note.number
                and reading.plain(note.begins) in reading.of(block)[: len(note.begins) + 12]
            ),
            None,
        )
        score.add("footnotes", block is not None, f"{note.number} {note.begins}")
        left = [] if block is None else [_words_before(document, *span) for span in block.anchors]
        for mark in note.marks:
            words = _LEADERS.sub(" ", reading.plain(mark)).strip()
            found = next((one for one in left if reading.plain(one).endswith(words)), None)
            if found is not None:
                left.remove(found)
                score.add("marks, precision", True)
            score.add("marks joined", found is not None, f"{note.number} after {mark!r}")
        for one in left:
            score.add("marks, precision", False, f"{note.number} after {one[-30:]!r}")
    for block in blocks:
        if block.number not in {note.number for note in truth.notes}:
            for span in block.anchors:
                before = _words_before(document, *span)
                score.add("marks, precision", False, f"{block.number} after {before[-30:]!r}")


def _words_before(document: Document, start: int, _end: int) -> str:
    """The words of the line before a mark, leaders and other marks left out."""
    line = document.text.rfind("\n", 0, start) + 1
    return _LEADERS.sub(" ", document.text[line:start]).strip()


# Frame


def _score_frame(score: PageScore, reading: _Reading, truth: TruePage) -> None:
    frame = [reading.of(b) for b in reading.blocks if b.kind is BlockKind.BOILERPLATE]
    body = [reading.of(b) for b in reading.blocks if b.kind is not BlockKind.BOILERPLATE]
    for phrase in truth.furniture:
        plain = reading.plain(phrase)
        found = any(re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) for text in frame)
        score.add("furniture", found and plain not in body, phrase)
    for table in truth.tables:
        for row in table.rows:
            if table.continues and row.heading:  # repeated at the head of the new page
                heading = " ".join(cell.text for cell in _printed_once(table, row))
                found = any(_like(reading, text, heading) for text in frame)
                score.add("furniture", found, f"heading row {heading}")
    for phrase in truth.noise:
        plain = reading.plain(phrase)
        score.add("noise kept out", not any(plain in text for text in body), phrase)


def _printed_once(table: TrueTable, row: TrueRow) -> list[TrueCell]:
    """The cells of ``row`` that do not come down from the row above."""
    index = table.rows.index(row)
    above = table.rows[index - 1].cells if index else ()
    return [cell for cell in row.cells if cell not in above]


# Phrases


def _score_phrases(score: PageScore, reading: _Reading, truth: TruePage) -> None:
    texts = [reading.of(block) for block in reading.blocks]
    page = " ".join(texts)
    for phrases in truth.order:
        position, missing = 0, ""
        for phrase in phrases:
            found = page.find(reading.plain(phrase), position)
            if found < 0:
                missing = phrase
                break
            position = found + 1
        score.add("order", not missing, f"{missing!r} of {phrases}")
    around = [*(reading.of(block) for block in reading.before), *texts]
    for phrase in truth.joins:
        score.add("joins", any(reading.plain(phrase) in text for text in around), phrase)
    for phrase, kinds in truth.kinds:
        plain = reading.plain(phrase)
        found_kind = next(
            (b.kind.value for b, text in zip(reading.blocks, texts, strict=True) if plain in text),
            None,
        )
        score.add("kinds", found_kind in kinds, f"{phrase!r} is {found_kind}")
