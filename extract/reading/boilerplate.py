"""The frame of a page: search boxes, login pleas, counters, lists of other news.

Frame is marked, never dropped, so that nothing is taken from it for a fact.
"""

from __future__ import annotations

import re
from functools import cache

from extract.data_files import read_yaml

_LONGEST = 240  # a longer line is running text, whatever it begins with


@cache
def _pattern(group: str) -> re.Pattern[str]:
    entries = read_yaml("extract.reading", "data/furniture.yaml")[group]
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries))


def is_furniture(folded: str) -> bool:
    """Whether a line (folded, without surrounding space) is page frame wherever it stands."""
    return len(folded) <= _LONGEST and _pattern("lines").fullmatch(folded) is not None


def opens_furniture(folded: str) -> bool:
    """Whether a line opens a stretch of page frame, such as "Các tin khác"."""
    return len(folded) <= _LONGEST and _pattern("opens").fullmatch(folded) is not None
