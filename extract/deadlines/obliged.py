"""Who must act by the words of obligation behind the name: "tổ chức thu phí phải nộp …"."""

from __future__ import annotations

import re

from extract.deadlines.names import ACTORS, BEGINNING, VERB, spelled

_ALSO = r"(?:\s+(?:còn|cũng|đều|vẫn))?\s+"
_MUST = re.compile(
    rf"{_ALSO}(?:{spelled(ACTORS['obliged'])}|(?P<bound>{spelled(ACTORS['bound'])}))"
)
_AGENT = re.compile(spelled(ACTORS["agents"]))
_THING = re.compile(spelled(ACTORS["things"]))
_ASIDE = re.compile(rf"(?:{spelled(ACTORS['openings'])}|ngoài |{_THING.pattern}|\d)[^,;:]*,\s*")
_SEVERAL = re.compile(r"(?<!\w)(?:các|những|mọi|việc|công tác)(?!\w)")
_BREAK = re.compile(r"[;:.]\s")
_IS = re.compile(r"\s+là\s")
_REACH = 240  # letters before the obligation in which its subject begins
_LONGEST = 160


def obliged(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands before the first obligation between two positions, as a span; None if nobody.

    Anything can have a duty ("có trách nhiệm"); "phải" is also said of things, so there the words
    must begin as those who act do.
    """
    low = text[start:end].lower()
    match = _MUST.search(low)
    if match is None or len(low) != end - start:
        return None
    if low[: match.start()].rstrip().endswith(","):
        return None  # "trong phạm vi quyền hạn của mình, có trách nhiệm …"
    first = max(0, match.start() - _REACH)
    for broken in _BREAK.finditer(low, first, match.start()):
        first = broken.end()
    while first < match.start() and not low[first].isalnum():
        first += 1
    aside = _ASIDE.match(low, first, match.start())
    while aside is not None:
        first = aside.end()
        aside = _ASIDE.match(low, first, match.start())
    said = _IS.search(low, first, match.start())
    last = match.start() if said is None else said.start()
    if _THING.match(low, first) or not 1 < last - first <= _LONGEST:
        return None
    if match["bound"] and not _acts(text, low, start, (first, last)):
        return None
    return start + first, start + last


def may_act(low: str, position: int) -> bool:
    """Whether lower-case words at a position begin as those who act do."""
    return any(first.match(low, position) for first in (BEGINNING, _AGENT))


def _acts(text: str, low: str, start: int, span: tuple[int, int]) -> bool:
    """Whether words begin as those who act do, and are no order.

    "Tổ chức kiểm tra các trạm" orders, "Tổ chức quản lý trạm sạc" names somebody.
    """
    agent = _AGENT.match(low, *span)
    if agent is None:
        return BEGINNING.match(low, *span) is not None
    ordered = VERB.match(text, start + agent.end() + 1) is not None
    return not ordered or _SEVERAL.search(low, agent.end(), span[1]) is None
