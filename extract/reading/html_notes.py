"""Footnotes of a web page: links from a mark to a text below and back.

Word writes ``#_ftn1`` and ``#_ftnref1``, content systems ``#fn1`` or ``#cite_note-1``; what makes
a footnote is the pair of links, not the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.reading.html_tree import Element

_NUMBER = re.compile(r"[\[(]?\s{0,2}(\d{1,3}|\*{1,3})\s{0,2}[\])]?")
_BLOCKS = frozenset(("p", "li", "div", "td", "dd", "section"))
_BACK = re.compile(r"ref|back|src|body|quay", re.IGNORECASE)


class Notes:
    """Which texts of a page are marks of footnotes, and which open a footnote's text."""

    def __init__(self, found: Sequence[Element]) -> None:
        self._marks: dict[int, str] = {}
        self._texts: dict[int, str] = {}
        targets = _targets(found)
        for place, element in enumerate(found):
            number = _printed_number(found, place)
            if number is None:
                continue
            if element.tag == "sup":
                self._set(found, place, self._marks, number)
            elif element.tag == "a":
                self._link(found, place, number, targets)

    def mark_of(self, place: int) -> str | None:
        """The number of the footnote whose mark the text at ``place`` is."""
        return self._marks.get(place)

    def text_of(self, place: int) -> str | None:
        """The number of the footnote that the text at ``place`` opens."""
        return self._texts.get(place)

    def unframed(self, found: Sequence[Element], frame: Sequence[bool]) -> list[bool]:
        """``frame`` without the notes below the text whose marks stand in it."""
        kept = list(frame)
        marked = {number for place, number in self._marks.items() if not frame[place]}
        for place, number in self._texts.items():
            if not frame[place] or number not in marked:
                continue
            block = place
            while found[block].tag not in _BLOCKS and found[block].parent > 0:
                block = found[block].parent
            kept[block : found[block].end] = [False] * (found[block].end - block)
        return kept

    def _link(
        self, found: Sequence[Element], place: int, number: str, targets: dict[str, int]
    ) -> None:
        address = found[place].attributes.get("href") or ""
        if not address.startswith("#") or len(address) < 2:
            return
        target = targets.get(address[1:])
        own = found[place].attributes.get("name") or found[place].attributes.get("id") or ""
        if (target is not None and target < place) or (
            _BACK.search(address) and not own.count("ref")
        ):
            self._set(found, place, self._texts, number)
        elif target is not None or "ref" in own:
            self._set(found, place, self._marks, number)

    def _set(self, found: Sequence[Element], place: int, kind: dict[int, str], number: str) -> None:
        for inner in range(place + 1, found[place].end):
            if found[inner].text is not None and (found[inner].text or "").strip():
                if inner not in self._texts:
                    kind[inner] = number
                if kind is self._texts:
                    self._marks.pop(inner, None)


def _targets(found: Sequence[Element]) -> dict[str, int]:
    targets: dict[str, int] = {}
    for place, element in enumerate(found):
        for name in (element.attributes.get("id"), element.attributes.get("name")):
            if name:
                targets.setdefault(name, place)
    return targets


def _printed_number(found: Sequence[Element], place: int) -> str | None:
    """The number that a link or superscript shows, when it shows nothing else."""
    element = found[place]
    if element.tag not in ("a", "sup") or not 0 < element.length <= 7:
        return None
    text = "".join(
        inner.text or "" for inner in found[place + 1 : element.end] if inner.text is not None
    )
    match = _NUMBER.fullmatch(text.strip())
    return match[1] if match else None
