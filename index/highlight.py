"""Which words of a text answer a query."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.letters import fold
from index.analysis import Word, function_words, has_marks, typed_with_marks, words
from index.answers import Excerpt
from index.planner import Understood

Span = tuple[int, int]


def highlighted(excerpt: Excerpt, query: Understood) -> Excerpt:
    """``excerpt`` with the words of the query marked besides what is marked already."""
    found = marks(excerpt.text, query)
    return replace(excerpt, marks=_united([*excerpt.marks, *found])) if found else excerpt


def marks(text: str, query: Understood) -> tuple[Span, ...]:
    """Spans of ``text`` that the query names, in order; neighbours are one span."""
    if not (query.words or query.phrases or query.numbers):
        return ()
    found = words(text)
    if all(word.exact == word.folded for word in found):  # a text typed without marks
        query = _bare(query)
    exact = frozenset(query.words)
    sure = typed_with_marks(query.words)
    bare = frozenset() if sure else frozenset(word for word in exact if not has_marks(word))
    hits = {at for at, word in enumerate(found) if word.exact in exact or word.folded in bare}
    hits -= _lone_function_words(hits, found, query.words)
    spans = [(found[at].start, found[at].end) for at in hits]
    phrases = [*query.phrases, *(tuple(w.exact for w in words(item)) for item in query.numbers)]
    for phrase in phrases:
        spans += _phrase_spans(found, phrase)
    return _united(spans, text)


def _bare(query: Understood) -> Understood:
    return replace(
        query,
        words=tuple(fold(word) for word in query.words),
        phrases=tuple(tuple(fold(word) for word in phrase) for phrase in query.phrases),
    )


def _alternatives(word: str) -> tuple[str, str | None]:
    """A word and, when it was written without marks, what stands for any marks."""
    return word, None if has_marks(word) else fold(word)


def _is(word: Word, wanted: tuple[str, str | None]) -> bool:
    exact, bare = wanted
    return word.exact == exact or (bare is not None and word.folded == bare)


def _phrase_spans(found: list[Word], phrase: tuple[str, ...]) -> list[Span]:
    wanted = [_alternatives(word) for word in phrase]
    size = len(wanted)
    return [
        (found[at].start, found[at + size - 1].end)
        for at in range(len(found) - size + 1)
        if all(_is(found[at + step], wanted[step]) for step in range(size))
    ]


def _lone_function_words(hits: set[int], found: list[Word], query: tuple[str, ...]) -> set[int]:
    """Hits not worth marking: "và", unless it stands beside what it stands beside in the query."""
    pairs = {(fold(first), fold(second)) for first, second in pairwise(query)}

    def beside(first: int, second: int) -> bool:
        both = first in hits and second in hits
        return both and (found[first].folded, found[second].folded) in pairs

    return {
        at
        for at in hits
        if found[at].exact in function_words() and not (beside(at - 1, at) or beside(at, at + 1))
    }


def _united(spans: list[Span], text: str = "") -> tuple[Span, ...]:
    """Spans in order, joined where they overlap or only a blank of ``text`` stands between."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
