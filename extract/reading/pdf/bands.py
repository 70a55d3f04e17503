"""The two places where an official document has two columns: its head and its foot.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the issuing body and the number stand left of the national
name and the date; the recipients stand left of the signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.letters import fold
from extract.reading.pdf.rows import Row, gather_rows
from extract.reading.pdf.words import Word

_NATIONAL_NAME = re.compile(r"conghoaxahoi|xahoichunghia|dangcongsanviet|doantncshochiminh")
_FIRST_WORDS = ("cong", "dang", "doan")
_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_NUMBER = re.compile(r"^\s*so\s*[:./\d]")
_SUBJECT = re.compile(r"^\s*(?:v/v|ve viec|\(v/v)\b")
_CAPACITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\s?[.,]\s?\w")
_DASHES = ("-", "–", "+", "•")
_ABOVE = 3  # rows of the left column that may stand higher than the national name
_FAR = 4.0  # letter sizes: a wider gap ends the head
_NEAR = 2.2  # letter sizes: lines of the subject under the number stand nearer
_WIDE = 0.9  # letter sizes: a gap this wide parts two columns


@dataclass(frozen=True, slots=True)
class Band:
    """Rows ``first`` to ``last`` (exclusive) of a page that stand in two columns."""

    first: int
    last: int
    left: list[Row]
    right: list[Row]
    head: bool  # the document's head; else its foot


def find_head(rows: Sequence[Row], width: float) -> Band | None:
    """The two-column head among ``rows`` of a page ``width`` points wide."""
    for index, row in enumerate(rows):
        start = _national_name(row)
        if start is not None:
            return _head_around(rows, index, start, width)
    return None


def _national_name(row: Row) -> int | None:
    """The position of the word with which the national name begins."""
    found = _NATIONAL_NAME.search(fold(row.text).replace(" ", ""))
    if not found or not row.text.replace(" ", "")[found.start() : found.end()].isupper():
        return None  # a sentence may name the state, too
    for position, word in enumerate(row.words):
        if fold(word.text).startswith(_FIRST_WORDS) and word.text.isupper():
            rest = fold("".join(other.text for other in row.words[position:]))
            if _NATIONAL_NAME.match(rest.replace(" ", "")):
                return position
    return 0 if len(row.words) <= 8 else None


def _head_around(rows: Sequence[Row], index: int, start: int, width: float) -> Band | None:
    anchor = rows[index]
    edge = anchor.words[start].left
    axis = (edge + anchor.right) / 2
    left: list[Word] = list(anchor.words[:start])
    right: list[Word] = list(anchor.words[start:])
    first = index
    while first > 0 and index - first < _ABOVE:
        above = rows[first - 1]
        if above.right > edge or rows[first].top - above.bottom > _NEAR * anchor.size:
            break
        left.extend(above.words)
        first -= 1
    last = index + 1
    dated = numbered = False
    while last < len(rows):
        row = rows[last]
        if row.top - rows[last - 1].bottom > _FAR * anchor.size or _addresses(row):
            break
        sides = _sides(row, edge, axis, width)
        if sides is None:
            break
        one, two = sides
        if dated and _is_mid_page(row, width, axis if two else _middle(left)):
            break
        if dated and numbered and (two or row.top - rows[last - 1].bottom > _NEAR * row.size):
            break
        left.extend(one)
        right.extend(two)
        dated = dated or _DATE.search(fold(row.text)) is not None
        numbered = numbered or (bool(one) and _NUMBER.match(fold(row.text)) is not None)
        last += 1
    if not left:
        return None
    page = anchor.page
    return Band(first, last, gather_rows(left, page), gather_rows(right, page), True)


def _addresses(row: Row) -> bool:
    return fold(row.text).lstrip().startswith("kinh gui")


def _middle(words: Sequence[Word]) -> float:
    if not words:
        return 0.0
    return (min(word.left for word in words) + max(word.right for word in words)) / 2


def _is_mid_page(row: Row, width: float, axis: float) -> bool:
    """Whether a row is centred on the page rather than on the column around ``axis``."""
    return abs(row.middle - width / 2) < abs(row.middle - axis)


def _sides(
    row: Row, edge: float, axis: float, width: float
) -> tuple[list[Word], list[Word]] | None:
    """The words of ``row`` left and right of the gap between the columns.

    ``None`` when the row runs across both columns.
    """
    words = row.words
    if row.right <= edge + row.size:
        return list(words), []
    best, cut = 0.0, 0
    for position in range(1, len(words)):
        gap = words[position].left - words[position - 1].right
        at = (words[position].left + words[position - 1].right) / 2
        if gap > best and 0.2 * width < at < axis:
            best, cut = gap, position
    if best >= _WIDE * row.size * 1.5:
        return list(words[:cut]), list(words[cut:])
    if row.left >= edge - 0.12 * width and row.middle > width / 2:
        return [], list(words)
    if row.right <= edge + 0.06 * width and row.middle < 0.42 * width:
        return list(words), []
    return None


def joined_numbers(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a head's left column; a number broken at a hyphen, and a subject, joined."""
    found: list[list[Row]] = []
    for row in rows:
        before = found[-1][-1] if found else None
        first = fold(found[-1][0].text) if found else ""
        broken = before is not None and before.text.endswith("-") and _NUMBER.match(first)
        subject = _SUBJECT.match(first) and not _NUMBER.match(fold(row.text))
        if found and (broken or subject):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def find_foot(rows: Sequence[Row], width: float) -> Band | None:
    """The recipients and the signature beside them, the last such place among ``rows``."""
    for index in range(len(rows) - 1, -1, -1):
        if fold(rows[index].text).replace(" ", "").startswith("noinhan"):
            return _foot_around(rows, index, width)
    for index in range(len(rows) - 1, -1, -1):
        # A scan may lose the pale word "Nơi nhận"; the capacity stands beside it.
        right = " ".join(word.text for word in rows[index].words if word.left > 0.4 * width)
        if _CAPACITY.match(right) and right.isupper():
            return _foot_around(rows, index, width)
    return None


def _foot_around(rows: Sequence[Row], index: int, width: float) -> Band | None:
    first = index
    while first > 0:
        above = rows[first - 1]
        if above.left < 0.4 * width or rows[first].top - above.bottom > 2 * above.size:
            break
        first -= 1
    left: list[Word] = []
    right: list[Word] = []
    last = first
    axis = _foot_edge(rows[first:], width)
    while last < len(rows):
        row = rows[last]
        one = [word for word in row.words if word.middle < axis]
        two = [word for word in row.words if word.middle >= axis]
        if one and two and two[0].left - one[-1].right < _WIDE * row.size:
            break
        if left and one and not two and _begins_anew(one[0], left, row.size):
            break
        left.extend(one)
        right.extend(two)
        last += 1
    if not left or not right:
        return None
    page = rows[index].page
    return Band(first, last, gather_rows(left, page), gather_rows(right, page), False)


def _begins_anew(word: Word, above: Sequence[Word], size: float) -> bool:
    """Whether ``word`` opens something else, well below the recipients."""
    gap = word.top - max(other.bottom for other in above)
    return gap > _NEAR * size and not word.text.startswith(_DASHES)


def _foot_edge(rows: Sequence[Row], width: float) -> float:
    """The upright line between recipients and signature: where the fewest words stand."""
    low, high = int(0.32 * width), int(0.68 * width)
    crossed = [0] * (high - low)
    for row in rows:
        for word in row.words:
            for x in range(max(low, int(word.left)), min(high, int(word.right) + 1)):
                crossed[x - low] += 1
    fewest = min(crossed)
    best: tuple[int, int] = (0, 0)
    start: int | None = None
    for position in range(len(crossed) + 1):
        free = position < len(crossed) and crossed[position] == fewest
        if free and start is None:
            start = position
        elif not free and start is not None:
            if position - start > best[1] - best[0]:
                best = (start, position)
            start = None
    return low + (best[0] + best[1]) / 2
