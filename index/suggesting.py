"""What a query may have meant: misspelt words put right, marks as the documents have them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from extract.letters import fold
from index.analysis import canonical, typed_with_marks, words
from index.answers import SearchAnswer
from index.engine import Engine
from index.query import Query
from index.query_language import Words, parse
from index.searching import Searching
from index.spelling import spelling

_READ = 10  # documents from which marks are taken


class Suggesting:
    """Suggests other words for plain queries; ``longest`` is as for ``Searching``."""

    def __init__(self, engine: Engine, searching: Searching, longest: int) -> None:
        self._engine = engine
        self._searching = searching
        self._longest = longest

    def suggestion(self, query: Query, found: SearchAnswer) -> str | None:
        """The words that a query may have meant; None for a query with operators or fields too.

        There is one when a word is in no document, with its marks or at all; when nothing was
        found; and when the query has few marks or none but the documents found have.
        """
        node, _ = parse(query.text, self._longest)
        if not isinstance(node, Words) or not words(node.text):
            return None
        spelt = spelling(self._engine, node.text)
        typed = typed_with_marks([word.exact for word in words(node.text)])
        if found.total and typed and not (spelt.replaced or spelt.strange_marks):
            return None
        if spelt.replaced or typed:
            bare = replace(query, text=fold(spelt.text), sentences=1, limit=_READ, facets=False)
            found, _ = self._searching.documents(replace(bare, explain=False))
        restored = with_marks_of(spelt.text, _marked(found))
        return restored or (spelt.text if spelt.replaced and found.total else None)


def _marked(found: SearchAnswer) -> Iterable[str]:
    """What answers a query in the documents found, where they are typed with marks."""
    for hit in found.hits[:_READ]:
        titles = [hit.title] if hit.title else []
        for excerpt in (*titles, *(fact.sentence for fact in hit.sentences)):
            if typed_with_marks([word.exact for word in words(excerpt.text)]):
                for start, end in excerpt.marks:
                    yield excerpt.text[start:end]


def with_marks_of(text: str, found: Iterable[str]) -> str | None:
    """``text`` with each word written as the texts found by its bare letters mostly write it.

    What they write beside one of its neighbours counts before what they write elsewhere. None when
    that changes nothing.
    """
    beside: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    for excerpt in found:
        said = words(excerpt)
        for word in said:
            alone[word.folded][word.exact] += 1
        for left, right in pairwise(said):
            beside[left.folded, right.folded, 0][left.exact] += 1
            beside[left.folded, right.folded, 1][right.exact] += 1
    asked = words(text)
    bare = ["", *(word.folded for word in asked), ""]
    parts, last = [], 0
    lowered = canonical(text)
    for before, word, after in zip(bare, asked, bare[2:], strict=False):
        own = word.folded
        counts = beside[before, own, 1] + beside[own, after, 0] or alone[own]
        best = max(counts, key=lambda exact: (counts[exact], exact), default=word.exact)
        parts += [lowered[last : word.start], best]
        last = word.end
    restored = "".join([*parts, lowered[last:]])
    return None if restored == lowered else restored
