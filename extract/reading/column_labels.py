"""Labels of the columns of a table that stand one below the other, also broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from extract.data_files import read_yaml

_LONGEST = 100  # characters of one label
_MOST_LINES = 9  # that one label is broken over
_MOST_LABEL_LINES = 45  # of all labels of a table
_MOST_UNKNOWN = 2  # labels that the data do not know, between known ones
# What it costs to take lines for a label: a known one, one more label inside it, one that asks
# for more words, one that begins small, one that is not known.
_KNOWN, _SWALLOWED, _ASKING, _SMALL, _UNKNOWN = 1.0, 1.5, 2.0, 2.0, 4.0
_FEWEST = 3  # columns of a table
_SEPARATOR = r"(?: ?[,/;–-] ?| và | )"
_YEARS = r"(?:20\d\d(?: ?[-–/] ?(?:20)?\d\d)?)"
_PERIOD = re.compile(rf"(?:đến )?năm (?:học )?{_YEARS}", re.IGNORECASE)  # goes on with a label
_OPEN_END = ("/", "-", "–", ",")
_ORDINAL = re.compile(r"[IVX]{1,5}\b|[A-ZĐ]\b")


class Cells(StrEnum):
    """What the cells of a column look like."""

    ORDINAL = "ordinal"
    TEXT = "text"
    TIME = "time"
    BODY = "body"
    FIGURE = "figure"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a column: the lines it stands on (end exclusive) and its cells."""

    start: int
    end: int
    cells: Cells
    known: bool = True


@cache
def columns_data() -> dict[str, Any]:
    """``data/columns.yaml``."""
    data: dict[str, Any] = read_yaml("extract.reading", "data/columns.yaml")
    return data


@cache
def _known() -> re.Pattern[str]:
    """Any label in lower case; the group that matches has the name of the cells below it."""
    ways = []
    for row in columns_data()["labels"]:
        heads, tails = _either(row["heads"]), _either(row.get("tails", ()))
        following = rf"(?:{_SEPARATOR}(?:{tails})){{0,4}}" if tails else ""
        ways.append(rf"(?P<{row['cells']}>(?:{heads}){following})")
    either = "|".join(ways)
    return re.compile(rf"(?:{either})(?: ?{_YEARS})?(?: ?\((?!\d{{1,2}}\))[^()]{{1,60}}\))?")


@cache
def _asking() -> dict[str, frozenset[str]]:
    """The labels that ask for more, by the cells below them."""
    return {row["cells"]: frozenset(row.get("open", ())) for row in columns_data()["labels"]}


def _either(phrases: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


def cells_below(label: str) -> Cells | None:
    """What the cells below ``label`` look like; None when it is no label the data know."""
    found = _match(label)
    return found[0] if found else None


def _match(label: str) -> tuple[Cells, bool] | None:
    """The cells below a label, and whether it asks for more ("Cơ quan")."""
    words = " ".join(label.split()).strip(" .:*")
    if not words or len(words) > _LONGEST or words.endswith(_OPEN_END):
        return None
    low = words.lower()
    known = _known().fullmatch(low)
    if known is None:
        return None
    cells = str(known.lastgroup)
    return Cells(cells), low in _asking()[cells]


def labels_at(lines: Sequence[str], start: int) -> tuple[Label, ...]:
    """The labels that stand from line ``start`` on, the ordinals' first; () when there are none.

    Of all ways to divide the lines the cheapest counts, of those that reach furthest.
    """
    if cells_below(lines[start]) is not Cells.ORDINAL:
        return ()
    reached = {start + 1: _Way(0.0, (Label(start, start + 1, Cells.ORDINAL),))}
    best: tuple[Label, ...] = ()
    for position in range(start + 1, min(len(lines), start + _MOST_LABEL_LINES)):
        way = reached.pop(position, None)
        if way is None:
            continue
        if way.labels[-1].end == position and way.labels[-1].known:
            best = way.labels
        if not lines[position].strip():
            _reach(reached, position + 1, way)
            continue
        for cost, label in _labels_from(lines, position):
            _reach(reached, label.end, _Way(way.cost + cost, (*way.labels, label)))
    return best if len(best) >= _FEWEST and _tells(best) else ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to divide the lines so far, and what it costs."""

    cost: float
    labels: tuple[Label, ...]


def _reach(reached: dict[int, _Way], end: int, way: _Way) -> None:
    """Keep ``way`` to line ``end`` if there is no cheaper one."""
    unknown = sum(not label.known for label in way.labels)
    if unknown <= _MOST_UNKNOWN and (end not in reached or way.cost < reached[end].cost):
        reached[end] = way


def _tells(labels: Sequence[Label]) -> bool:
    """Whether the columns have cells by which a row can be divided."""
    kinds = {label.cells for label in labels}
    return Cells.TEXT in kinds and bool({Cells.TIME, Cells.FIGURE} & kinds)


def _labels_from(lines: Sequence[str], start: int) -> Iterator[tuple[float, Label]]:
    """Each label that may begin on line ``start``, with what it costs to take it for one."""
    text = ""
    cost = _KNOWN + (_SMALL if lines[start].strip()[:1].islower() else 0)
    whole = lines[start].strip()[:1].isupper()  # small letters go on below a capital
    for end in range(start + 1, min(len(lines), start + _MOST_LINES) + 1):
        line = lines[end - 1].strip()
        text = f"{text} {line}".strip()
        if not line or len(text) > _LONGEST:
            return
        if end > start + 1:
            cost += _SWALLOWED if _match(line) is not None and not _PERIOD.fullmatch(line) else 0
            whole = whole and (line[0].islower() or line[0] == "(")
        found = _match(text)
        if found is not None and found[0] is not Cells.ORDINAL:
            yield cost + (_ASKING if found[1] else 0), Label(start, end, found[0])
        elif whole and not _ORDINAL.match(text) and _closes(lines, end):
            yield _UNKNOWN + cost, Label(start, end, Cells.TEXT, known=False)


def _closes(lines: Sequence[str], end: int) -> bool:
    """Whether a label may end here: what stands below begins with a capital."""
    return end < len(lines) and lines[end].strip()[:1].isupper()
