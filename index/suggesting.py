"""What a query may have meant: misspelt words put right, marks as the documents have them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.letters import fold
from extract.places import places
from index.analysis import Word, canonical, function_words, typed_with_marks, words
from index.answers import Excerpt, SearchAnswer
from index.engine import Engine
from index.qualifiers import qualifiers
from index.query import Query
from index.query_language import Words, parse
from index.searching import Searching
from index.spelling import spelling

_READ = 10  # documents from which marks are taken
_OFTEN = 2  # times that a word stands beside another in them


class Suggesting:
    """Suggests other words for plain queries; ``longest`` is as for ``Searching``."""

    def __init__(self, engine: Engine, searching: Searching, longest: int) -> None:
        self._engine = engine
        self._searching = searching
        self._longest = longest

    def suggestion(self, query: Query, found: SearchAnswer) -> str | None:
        """The words that a query may have meant; None for a query with operators or fields too.

        There is one when a word is in no document, with its marks or at all; when nothing was
        found; when the query has few marks or none but the documents found have; and when these
        write a word beside its neighbour with other marks only.
        """
        node, _ = parse(query.text, self._longest)
        if not isinstance(node, Words) or not words(node.text):
            return None
        spelt = spelling(self._engine, node.text)
        typed = typed_with_marks([word.exact for word in words(node.text)])
        if found.total and typed and not (spelt.replaced or spelt.strange_marks):
            if _confirmed(node.text, found):
                return None
            texts = (excerpt.text for excerpt in _with_marks(_excerpts(found, 1)))
            return with_marks_of(node.text, texts, only_beside=True)
        if spelt.replaced or typed:
            bare = replace(query, text=fold(spelt.text), sentences=1, limit=_READ, facets=False)
            found, _ = self._searching.documents(replace(bare, explain=False))
        restored = with_marks_of(spelt.text, _marked(found))
        return restored or (spelt.text if spelt.replaced and found.total else None)


def _excerpts(found: SearchAnswer, sentences: int | None = None) -> Iterator[Excerpt]:
    """Titles and best sentences, at most so many of each, of the first documents."""
    for hit in found.hits[:_READ]:
        if hit.title:
            yield hit.title
        yield from (fact.sentence for fact in hit.sentences[:sentences])


def _confirmed(text: str, found: SearchAnswer) -> bool:
    """Whether what answers a query has each word beside a neighbour that it has in the query.

    This is so of most queries, and told by the first documents.
    """
    asked = words(text)
    named = _places(text, asked)
    pairs = {(left.exact, right.exact) for left, right in pairwise(asked)}
    waiting = {
        word.exact for at, word in enumerate(asked) if at not in named and word.exact.isalpha()
    }
    for excerpt in _excerpts(found):
        for start, end in excerpt.marks:
            said = pairwise(word.exact for word in words(excerpt.text[start:end]))
            waiting.difference_update(*pairs.intersection(said))
        if not waiting:
            return True
    return False


def _with_marks(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Those that are typed with marks."""
    for excerpt in excerpts:
        if typed_with_marks([word.exact for word in words(excerpt.text)]):
            yield excerpt


def _marked(found: SearchAnswer) -> Iterator[str]:
    """What answers a query in the documents found, where they are typed with marks."""
    for excerpt in _with_marks(_excerpts(found)):
        for start, end in excerpt.marks:
            yield excerpt.text[start:end]


def with_marks_of(text: str, found: Iterable[str], *, only_beside: bool = False) -> str | None:
    """``text`` with each word written as the texts found by its bare letters mostly write it.

    What they write beside one of its neighbours counts before what they write elsewhere;
    ``only_beside``: that alone, and only where they never write the word as it is and do so
    otherwise more than once; a capital begins a name, of which they may know another, and words
    that only bind stand beside any. The name of a place has its own marks. None when that changes
    nothing.
    """
    asked = words(text)
    bare = ["", *(word.folded for word in asked), ""]
    neighbours = set(pairwise(bare))
    beside: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    alone: dict[str, Counter[str]] = defaultdict(Counter)

    def written(at: int) -> Counter[str]:
        """How the texts write a word beside one of its neighbours."""
        own = bare[at + 1]
        return beside[bare[at], own, 1] + beside[own, bare[at + 2], 0]

    for excerpt in found:
        said = words(excerpt)
        if not only_beside:
            for word in said:
                alone[word.folded][word.exact] += 1
        for left, right in pairwise(said):
            if (left.folded, right.folded) in neighbours:
                beside[left.folded, right.folded, 0][left.exact] += 1
                beside[left.folded, right.folded, 1][right.exact] += 1
        if only_beside and all(word.exact in written(at) for at, word in enumerate(asked)):
            break  # all is written as it is asked for
    parts, last = [], 0
    lowered = canonical(text)
    named = _places(text, asked)
    for at, word in enumerate(asked):
        counts = written(at)
        if not only_beside:
            counts = counts or alone[word.folded]
        elif (
            word.exact in counts
            or max(counts.values(), default=0) < _OFTEN
            or text[word.start].isupper()
            or word.exact in function_words()
        ):
            counts = Counter()
        best = max(counts, key=lambda exact: (counts[exact], exact), default=word.exact)
        parts += [lowered[last : word.start], named.get(at, best)]
        last = word.end
    restored = "".join([*parts, lowered[last:]])
    return None if restored == lowered else restored


def _places(text: str, asked: Sequence[Word]) -> Mapping[int, str]:
    """The syllables of the names of places in a text, by position among its words."""
    named: dict[int, str] = {}
    for item in qualifiers(text):
        if item.kind == "place" and item.documents is not None:
            name = words(places()[item.documents.value].name)
            first = item.end - len(name)
            if [word.folded for word in asked[first : item.end]] == [word.folded for word in name]:
                named |= {first + at: word.exact for at, word in enumerate(name)}
    return named
