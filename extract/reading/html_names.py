"""What the class names and ids of a page's elements say of them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from extract.data_files import read_yaml

_MENU = re.compile(r"menu|^nav|nav$")
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")


def frame_data() -> Any:
    """The words, tags and selectors of ``data/page_frame.yaml``."""
    return read_yaml("extract.reading", "data/page_frame.yaml")


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    data = frame_data()
    return frozenset(data["words"]), tuple(f" {words} " for words in data["joined"])


@lru_cache(maxsize=4096)
def names_frame(names: str) -> bool:
    """Whether a class or id is that of a page's frame."""
    parts = [part.lower() for part in _SPLIT.split(names) if part]
    text = f" {' '.join(parts)} "
    for plain in frame_data()["plain"]:
        text = text.replace(f"{plain} ", "")
    words, joined = _words()
    if any(part in words or _MENU.search(part) for part in text.split()):
        return True
    return any(pair in text for pair in joined)


@lru_cache(maxsize=4096)
def names_comments(names: str) -> bool:
    """Whether a class or id is that of readers' comments."""
    text = f" {' '.join(part.lower() for part in _SPLIT.split(names) if part)} "
    return any(f" {words} " in text for words in frame_data()["comments"])
