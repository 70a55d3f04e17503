"""Words gathered to printed rows, and rows to text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Box
from extract.reading.pdf.words import Word
from extract.reading.syllables import is_syllable

_SAME_ROW = 0.4  # of the letter size: baselines nearer than this are one row
_SMALL_ROW = 0.55  # the same, of smaller letters met before the row's own
_MARK_ROW = 0.7  # the same, of raised figures alone
_HUGE = 1.8  # times: letters so much larger than others make no row with those below
_RAISED = 0.15  # of the letter size: a mark's baseline stands at least this much higher
_SMALL = 0.85  # of the row's letter size: a mark is at most this large
_GLUED = 0.3  # of the letter size: a mark nearer than this belongs to the word before
_TORN = 0.3  # of the letter size: halves of a torn syllable stand nearer than this
_CLOSE = 0.12  # of the letter size: dots nearer than this stand close to a word
_CLOSING = set('.,;:!?)]”"')  # marks that stand close to what they end
_MARK = re.compile(r"^[(\[]?(\d{1,3}|\*{1,3})[)\]]?$")
_DOTS = re.compile(r"^\.{2,}$")
_LETTERS = re.compile(r"^[^\W\d_]+$")

Mark = tuple[int, int, str]


@dataclass(slots=True)
class Row:
    """One printed line of a column, its words from left to right."""

    page: int
    words: list[Word]
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return (self.left + self.right) / 2

    def box_at(self, start: int) -> Box:
        """Where the row stands, its text beginning at ``start`` of its paragraph's."""
        return Box(
            self.page,
            round(self.left, 1),
            round(self.top, 1),
            round(self.right, 1),
            round(self.bottom, 1),
            start,
        )


def gather_rows(words: Iterable[Word], page: int) -> list[Row]:
    """The rows that ``words`` make, from top to bottom."""
    groups: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda word: word.baseline):
        # A raised mark is met before its row, for its baseline is the higher one.
        share = _SAME_ROW
        if groups and size < _SMALL * word.size:
            marks = all(_MARK.match(other.text) for other in groups[-1])
            share = _MARK_ROW if marks else _SMALL_ROW
        reach = share * max(size, word.size)
        if max(size, word.size) > _HUGE * min(size, word.size):
            reach = _SAME_ROW * min(size, word.size)
        if groups and word.baseline - base <= reach:
            groups[-1].append(word)
            if word.size > size:
                size, base = word.size, word.baseline
        else:
            groups.append([word])
            size, base = word.size, word.baseline
    return [make_row(group, page) for group in groups]


def make_row(words: Sequence[Word], page: int) -> Row:
    """The row of ``words``; small raised figures are taken for marks, torn syllables joined."""
    ordered = sorted(words, key=lambda word: word.left)
    weights: dict[float, int] = {}
    for word in ordered:
        weights[word.size] = weights.get(word.size, 0) + len(word.text)
    size = max(weights, key=lambda key: weights[key])
    main = [word for word in ordered if word.size >= _SMALL * size]
    row = Row(page, ordered, size=size)
    row.left = ordered[0].left
    row.right = max(word.right for word in ordered)
    row.top = min(word.top for word in main)
    row.bottom = max(word.bottom for word in main)
    baselines = sorted(word.baseline for word in main)
    row.baseline = baselines[len(baselines) // 2]
    letters = sum(len(word.text) for word in ordered)
    row.bold = sum(len(word.text) for word in ordered if word.bold) >= 0.85 * letters
    _compose(row)
    return row


def _compose(row: Row) -> None:
    """Fill the text and the footnote marks of ``row``."""
    text = ""
    before: Word | None = None
    for word in row.words:
        mark = _MARK.match(word.text)
        if mark and not word.raised:
            word.raised = (
                before is not None
                and word.size <= _SMALL * row.size
                and row.baseline - word.baseline >= _RAISED * row.size
            )
        if before is not None and not _joins(before, word, row.size):
            text += " "
        start = len(text)
        text += word.text
        if mark and (word.raised or word.text[0] == "["):
            row.marks.append((start, len(text), mark.group(1)))
        before = word
    row.text = text


def _joins(before: Word, word: Word, size: float) -> bool:
    """Whether ``word`` goes on where ``before`` ends, without a space."""
    gap = word.left - before.right
    if word.raised or (before.raised and word.text[0] in _CLOSING):
        return gap < _GLUED * size
    if _DOTS.match(before.text) or _DOTS.match(word.text):
        return gap < _CLOSE * size
    if gap >= _TORN * size or before.raised:
        return False
    one, two = before.text, word.text
    if not (_LETTERS.match(one) and _LETTERS.match(two)):
        return False
    return (not is_syllable(one) or not is_syllable(two)) and is_syllable(one + two)


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows as the text of one paragraph: marks and boxes know their places in it."""

    text: str
    marks: tuple[Mark, ...]
    boxes: tuple[Box, ...]

    def moved(self, offset: int) -> Joined:
        """The same, standing ``offset`` characters further on in a longer text."""
        return Joined(
            self.text,
            tuple((start + offset, end + offset, number) for start, end, number in self.marks),
            tuple(replace(box, start=box.start + offset) for box in self.boxes),
        )


def join_rows(rows: Sequence[Row]) -> Joined:
    """The rows that make one paragraph as its text."""
    text = ""
    marks: list[Mark] = []
    boxes: list[Box] = []
    for row in rows:
        if text and not (_runs_on(text) and row.text[:1].isalnum()):
            text += " "
        offset = len(text)
        text += row.text
        marks.extend((start + offset, end + offset, number) for start, end, number in row.marks)
        boxes.append(row.box_at(offset))
    return Joined(text, tuple(marks), tuple(boxes))


def _runs_on(text: str) -> bool:
    """Whether a row ends inside a word: "NĐ-" before "CP", "14/9/" before "2023"."""
    return len(text) > 1 and text[-1] in "-/" and text[-2].isalnum()
