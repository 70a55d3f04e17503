"""Which words of a text answer a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
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
    bare = all(word.exact == word.folded for word in found)  # a text typed without marks
    return _united(_wanted(query.words, query.phrases, query.numbers, bare).spans(found), text)


@lru_cache(maxsize=256)  # one query marks dozens of texts
def _wanted(
    of_query: tuple[str, ...],
    phrases: tuple[tuple[str, ...], ...],
    numbers: tuple[str, ...],
    bare: bool,
) -> _Wanted:
    if bare:
        of_query = tuple(map(fold, of_query))
        phrases = tuple(tuple(map(fold, phrase)) for phrase in phrases)
    written = (tuple(word.exact for word in words(item)) for item in numbers)
    return _Wanted(of_query, (*phrases, *written))


class _Wanted:
    """Words and phrases to look for."""

    def __init__(self, of_query: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> None:
        self._exact = exact = frozenset(of_query)
        sure = typed_with_marks(of_query)
        self._bare = frozenset() if sure else frozenset(w for w in exact if not has_marks(w))
        self._beside = frozenset(pairwise(map(fold, of_query)))
        self._phrases = [[_alternatives(word) for word in phrase] for phrase in phrases]

    def spans(self, found: Sequence[Word]) -> list[Span]:
        """The spans of what is wanted among the words of a text."""
        exact, bare = self._exact, self._bare
        hits = {at for at, word in enumerate(found) if word.exact in exact or word.folded in bare}
        hits -= self._lone_function_words(hits, found)
        spans = [(found[at].start, found[at].end) for at in hits]
        for phrase in self._phrases:
            spans += _phrase_spans(found, phrase)
        return spans

    def _lone_function_words(self, hits: set[int], found: Sequence[Word]) -> set[int]:
        """Hits not worth marking: "và", unless it stands beside what it does in the query."""

        def beside(first: int, second: int) -> bool:
            both = first in hits and second in hits
            return both and (found[first].folded, found[second].folded) in self._beside

        return {
            at
            for at in hits
            if found[at].exact in function_words()
            and not (beside(at - 1, at) or beside(at, at + 1))
        }


def _alternatives(word: str) -> tuple[str, str | None]:
    """A word and, when it was written without marks, what stands for any marks."""
    return word, None if has_marks(word) else fold(word)


def _is(word: Word, wanted: tuple[str, str | None]) -> bool:
    exact, bare = wanted
    return word.exact == exact or (bare is not None and word.folded == bare)


def _phrase_spans(found: Sequence[Word], wanted: Sequence[tuple[str, str | None]]) -> list[Span]:
    size = len(wanted)
    return [
        (found[at].start, found[at + size - 1].end)
        for at in range(len(found) - size + 1)
        if all(_is(found[at + step], wanted[step]) for step in range(size))
    ]


def _united(spans: list[Span], text: str = "") -> tuple[Span, ...]:
    """Spans in order, joined where they overlap or only a blank of ``text`` stands between."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
