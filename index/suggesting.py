"""What a query that finds nothing may have meant: its words with the documents' marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extract.letters import fold
from index.analysis import canonical, words
from index.query_language import Words, parse


def without_marks(text: str, longest: int) -> str | None:
    """A query of plain words as bare letters; None when it has operators, fields or no marks."""
    node, _ = parse(text, longest)
    if not isinstance(node, Words) or fold(node.text) == node.text.lower():
        return None
    return fold(node.text)


def with_marks_of(text: str, found: Iterable[str]) -> str | None:
    """``text`` with each word written as the texts found by its bare letters mostly write it.

    None when that changes nothing.
    """
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for excerpt in found:
        for word in words(excerpt):
            written[word.folded][word.exact] += 1
    parts, last = [], 0
    lowered = canonical(text)
    for word in words(text):
        counts = written.get(word.folded)
        best = max(counts, key=lambda exact: (counts[exact], exact)) if counts else word.exact
        parts += [lowered[last : word.start], best]
        last = word.end
    restored = "".join([*parts, lowered[last:]])
    return None if restored == lowered else restored
