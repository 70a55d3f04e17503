"""What a cell of a table looks like: wholly a time, a figure, a unit, the name of a body."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.reading.column_labels import Cells, columns_data
from extract.times.scan import scan

_LONGEST_TIME = 90  # characters
_LONGEST_UNIT = 25
_MOST_TOKENS = 14


@cache
def _body_names() -> re.Pattern[str]:
    names, others = (
        "|".join(map(re.escape, sorted(columns_data()[group], key=len, reverse=True)))
        for group in ("bodies", "no_bodies")
    )
    number = r"(?:\(?\d{1,2}[.)] ?|[-–+•] ?)?"
    return re.compile(rf"{number}(?!(?:{others})\b)(?:(?:{names})\b|các$)", re.IGNORECASE)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(columns_data()[group]["words"])


@cache
def _connecting() -> frozenset[str]:
    return frozenset(columns_data()["connecting"])


_VAGUE = re.compile(
    r"(?:(?:tiếp tục|triển khai|thực hiện|tổ chức|duy trì) ){0,2}"
    rf"(?:{'|'.join(map(re.escape, columns_data()['times']['vague']))})"
)
_DONE = re.compile(r"hoàn thành (?:\S+ ){0,5}(?:trong|trước|vào|đến) ")
_NUMBER = re.compile(r"[≥≤<>=~±+-]?\d[\d.,]{0,20}%?(?:[-–]\d[\d.,]{0,20}%?)?")


@lru_cache(maxsize=4096)
def is_time(cell: str) -> bool:
    """Whether a cell is wholly a time, with a figure or without ("thường xuyên").

    Also two joined by "và", and a short task done by a time ("Hoàn thành Đề án trong quý II/2026").
    """
    low = " ".join(cell.lower().split())
    if len(low) > _LONGEST_TIME:
        return False
    if all(map(_is_time, low.split(" và "))):
        return True
    done = _DONE.match(low)
    return _is_time(low) or (done is not None and _is_time(low[done.end() :]))


def _is_time(low: str) -> bool:
    """Whether expressions of time, with words that may stand beside them, are all there is."""
    if _VAGUE.match(low):
        return True
    rest, reached = "", 0
    for found in scan(low, 0, len(low), cued=True):
        rest, reached = f"{rest} {low[reached : found.start]}", found.end
    rest = f"{rest} {low[reached:]}"
    tokens = [token.strip(",;.:()-–") for token in rest.split()]
    return reached > 0 and all(token in _words("times") for token in tokens if token)


def is_figure(cell: str) -> bool:
    """Whether a cell is wholly a figure or a range, with words and signs that compare."""
    tokens = cell.lower().split()
    return (
        len(tokens) <= _MOST_TOKENS
        and any(_NUMBER.fullmatch(token) for token in tokens)
        and all(_NUMBER.fullmatch(token) or token in _words("figures") for token in tokens)
    )


def fits(cells: Cells, text: str) -> bool:
    """Whether ``text`` is what the cells of a typed column hold."""
    if cells is Cells.TIME:
        return is_time(text)
    if cells is Cells.FIGURE:
        return is_figure(text)
    return len(text) <= _LONGEST_UNIT and not is_figure(text) and not is_time(text)


def names_body(text: str) -> bool:
    """Whether ``text`` begins with the name of a body, also after a number or a dash."""
    return _body_names().match(text) is not None


def is_joint(before: str) -> bool:
    """Whether what stands before a cut asks for more: a comma, "và"."""
    before = before.rstrip()
    if before.endswith((",", "-", "–", "/", ":", "(")):
        return True
    if before in columns_data()["closing"] or before.endswith(tuple(columns_data()["closed"])):
        return False
    words = before.rsplit(None, 2)[-2:]
    return words[-1] in _connecting() or " ".join(words) in _connecting()
