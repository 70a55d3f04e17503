"""The text of a page that is drawn by a program: it stands in the page's own data (JSON).

Such a page is sent with an empty body and its content as linked data (schema.org), as the state of
the program that draws it, or both. The names by which the parts go are in ``data/page_data.yaml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extract.data_files import read_yaml
from extract.reading import limits
from extract.reading.syllables import syllable_score

_ENOUGH = 200  # characters of running text that make a string the text of a page
_VIETNAMESE = 0.7  # its share of syllables
_SCORED = 4_000  # characters of it that are looked at
_STATE = re.compile(r"\s{0,99}(?:window\.|var |self\.)?__\w{2,40}__\s{0,9}=\s{0,9}(?=\{)")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_ESCAPED = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))  # of Angular


@dataclass(frozen=True, slots=True)
class Story:
    """What a page's data tell: the markup of its text, headline first, and its day."""

    markup: str
    published_on: str | None


@cache
def _names() -> dict[str, frozenset[str]]:
    data = read_yaml("extract.reading", "data/page_data.yaml")
    return {part: frozenset(data[part]) for part in ("scripts", "text", "headline", "published")}


def story_of(page: LexborHTMLParser) -> Story | None:
    """The longest text in the page's data; None when they hold none."""
    best: dict[str, Any] | None = None
    name, longest = "", _ENOUGH - 1
    for entry in _entries(page):
        for key, value in entry.items():
            if isinstance(value, str) and key.lower() in _names()["text"]:
                length = _running(value)
                if length > longest:
                    best, name, longest = entry, key, length
    if best is None:
        return None
    title, day = (_first(best, part) for part in ("headline", "published"))
    return Story(f"<h1>{escape(title or '')}</h1>{_as_markup(best[name])}", day)


def _entries(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """All objects of all data of the page."""
    left = limits.HTML_ELEMENTS
    for script in page.css("script"):
        pending = [_parsed(script.text() or "", script.attributes.get("type") or "")]
        while pending and left:
            left -= 1
            value = pending.pop()
            if isinstance(value, dict):
                yield value
                pending.extend(value.values())
            elif isinstance(value, list):
                pending.extend(value)


def _parsed(content: str, kind: str) -> Any:
    """The data of a script of that type: all of it, or what it sets as the page's state."""
    state = _STATE.match(content)
    if kind not in _names()["scripts"] and state is None:
        return None
    content = content[state.end() :] if state else content.lstrip()
    if "&q;" in content[:100]:
        for written, letter in _ESCAPED:
            content = content.replace(written, letter)
    try:
        return json.JSONDecoder().raw_decode(content)[0]
    except (ValueError, RecursionError):
        return None


def _running(text: str) -> int:
    """The length of a text without its tags; zero when it is not Vietnamese."""
    plain = _TAGS.sub(" ", text)
    if len(plain) < _ENOUGH or (syllable_score(plain[:_SCORED]) or 0) < _VIETNAMESE:
        return 0
    return len(plain)


def _first(entry: dict[str, Any], part: str) -> str | None:
    for key, value in entry.items():
        if key.lower() in _names()[part] and isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _as_markup(text: str) -> str:
    """The text as paragraphs, if it is no markup already."""
    if _TAGS.search(text):
        return text
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
