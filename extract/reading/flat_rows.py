"""Where the rows of a flat table begin: at ordinals that count on; heads of pages stand between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.head import cues
from extract.letters import fold, is_upper
from extract.reading.boilerplate import is_furniture
from extract.reading.cell_shapes import is_figure
from extract.reading.column_labels import Cells, Label, labels_at
from extract.reading.ordinals import Count, Ordinal, ordinal_of

_LONGEST_ROW = 150  # printed lines; what runs on longer is no row
_LONGEST_LINE = 1500  # characters
_LONGEST_FRAME = 8  # lines from a page number to the running head beside it
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(r"\d{1,4}\s.*|.*\s\d{1,4}")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?")
_ENDS = re.compile(r"(?:Điều|ĐIỀU|Chương|CHƯƠNG) [\dIVX]|Ghi chú ?:|GHI CHÚ ?:")
_AHEAD = 60  # lines in which the next ordinal is looked for


@dataclass(frozen=True, slots=True)
class Stretch:
    """Printed lines of a table: a row with its ordinal, one without, or page furniture."""

    start: int
    end: int
    ordinal: Ordinal | None = None
    furniture: bool = False


def numbering_below(printed: Sequence[str], start: int, width: int) -> int:
    """How many lines below the labels number the columns: (1), (2), … or A, B, 1, 2, …"""
    found = 0
    for position in range(start, min(len(printed), start + 3 * width)):
        visible = printed[position].strip()
        if visible and not _COLUMN_NUMBER.fullmatch(visible):
            break
        found += bool(visible)
        if found == width:
            return position + 1 - start
    return 0


def stretches_of(printed: Sequence[str], start: int, labels: Sequence[Label]) -> list[Stretch]:
    """The rows from line ``start`` on, in order and without a gap."""
    columns = [label.cells for label in labels]
    count = Count()
    found: list[tuple[int, Ordinal | None, bool]] = [(start, None, False)]
    position = start
    first = True  # a table may go on from one that cannot be read
    while position < len(printed) and position - found[-1][0] <= _LONGEST_ROW:
        visible = printed[position].strip()
        if not visible:
            position += 1
            continue
        again = labels_at(printed, position)
        if len(visible) > _LONGEST_LINE or _ends(visible) or _differ(again, columns):
            break
        frame = again[-1].end if again else _end_of_frame(printed, position)
        if frame > position:
            found += [(position, None, True), (frame, None, False)]
            position = frame
            continue
        ordinal = count.goes_on(visible) or (ordinal_of(visible) if first else None)
        first = first and ordinal is None and Cells.FIGURE not in columns
        if ordinal is not None and _opens(printed, position, ordinal, found[-1][0], columns):
            count.take(ordinal)
            found.append((position, ordinal, False))
        position += 1
    ends = [begin for begin, _, _ in found[1:]] + [position]
    return [
        Stretch(begin, end, ordinal, furniture or not any(map(str.strip, printed[begin:end])))
        for (begin, ordinal, furniture), end in zip(found, ends, strict=True)
        if begin < end
    ]


def _differ(labels: Sequence[Label], columns: Sequence[Cells]) -> bool:
    """Whether ``labels`` open another table."""
    return bool(labels) and [label.cells for label in labels] != list(columns)


def _ends(visible: str) -> bool:
    """Whether a line tells that the table is over."""
    folded = fold(visible)
    return (
        _ENDS.match(visible) is not None
        or ((is_upper(visible) or visible.startswith("Phụ lục")) and cues.is_annex(folded))
        or (is_upper(visible) and cues.is_nation(folded))
        or cues.is_position(visible, folded)
        or folded.startswith("noi nhan")
    )


def _end_of_frame(printed: Sequence[str], start: int) -> int:
    """The end of a running head and its page number, if they begin on line ``start``."""
    own = printed[start].strip()
    before = own if _PAGE_NUMBER.fullmatch(own) else None
    head = start
    if before is not None:
        head = _past(printed, start, before)
        if head == len(printed) or head - start > _LONGEST_FRAME:
            return start
    visible = printed[head].strip()
    if not any(map(str.isdigit, visible)) or not is_furniture(fold(visible)):
        return start
    if before is not None or _NUMBERED.fullmatch(visible):
        return _past(printed, head + 1, before or "")
    below = next(
        (line.strip() for line in printed[head + 1 :][:_LONGEST_FRAME] if line.strip()), ""
    )
    number = below if _PAGE_NUMBER.fullmatch(below) else ""
    return _past(printed, head + 1, number)


def _past(printed: Sequence[str], start: int, number: str) -> int:
    """The first line from ``start`` on that is neither empty nor ``number``."""
    while start < len(printed) and printed[start].strip() in ("", number):
        start += 1
    return start


def _opens(
    printed: Sequence[str],
    position: int,
    ordinal: Ordinal,
    above: int,
    columns: Sequence[Cells],
) -> bool:
    """Whether a number that counts on is an ordinal of the table.

    It goes on with a list within a cell when the number before it opens a line of the same row
    ("1. Bộ …", "2. Các bộ …"). It is a figure when its row has none yet and the same number
    comes again before the next one.
    """
    visible = printed[position].strip()
    if ordinal.kind != "arabic":
        return True
    if ordinal.end < len(visible):
        return not any(
            _is_before(ordinal_of(line.strip()), ordinal) for line in printed[above + 1 : position]
        )
    if Cells.FIGURE not in columns or any(map(is_figure, printed[above + 1 : position])):
        return True
    following = str(ordinal.value[-1] + 1)
    for line in printed[position + 1 :][:_AHEAD]:
        if line.strip().rstrip(".") == following:
            return True
        if line.strip() == visible:
            return False
    return True


def _is_before(found: Ordinal | None, ordinal: Ordinal) -> bool:
    return (
        found is not None
        and found.mark == ordinal.mark
        and found.value[:-1] == ordinal.value[:-1]
        and found.value[-1] + 1 == ordinal.value[-1]
    )
