"""Which words of a text answer a query."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from extract.data_files import read_yaml
from extract.letters import fold
from index.analysis import Word, has_marks, words
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
    wanted = [_alternatives(word) for word in query.words]
    hits = {at for at, word in enumerate(found) if any(_is(word, of) for of in wanted)}
    hits = _without_lone_function_words(hits, found)
    phrases = [*query.phrases, *(tuple(w.exact for w in words(item)) for item in query.numbers)]
    for phrase in phrases:
        hits |= _phrase_hits(found, phrase)
    spans = [(found[at].start, found[at].end) for at in sorted(hits)]
    return _united(spans, text)


def _alternatives(word: str) -> tuple[str, str | None]:
    """A word and, when it was written without marks, what stands for any marks."""
    return word, None if has_marks(word) else fold(word)


def _is(word: Word, wanted: tuple[str, str | None]) -> bool:
    exact, bare = wanted
    if word.exact == exact or (bare is not None and word.folded == bare):
        return True
    return word.exact == word.folded == fold(exact)  # a text without marks


def _phrase_hits(found: list[Word], phrase: tuple[str, ...]) -> set[int]:
    wanted = [_alternatives(word) for word in phrase]
    size = len(wanted)
    hits: set[int] = set()
    for at in range(len(found) - size + 1):
        if all(_is(found[at + step], wanted[step]) for step in range(size)):
            hits.update(range(at, at + size))
    return hits


@cache
def _function_words() -> frozenset[str]:
    return frozenset(read_yaml("index", "data/function_words.yaml"))


def _without_lone_function_words(hits: set[int], found: list[Word]) -> set[int]:
    """ "và" is worth marking inside "giáo dục và đào tạo", not alone."""
    return {
        at
        for at in hits
        if found[at].exact not in _function_words() or (at - 1 in hits and at + 1 in hits)
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
