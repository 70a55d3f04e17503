"""Misspelt words of a query, put right with the words of the documents.

All happens in bare letters: a word that no document has is replaced by one that documents have, at
most one letter apart, or typed in Telex and not turned into marks ("dduwowngf"), or by two typed
without their blank. Of several the one counts that stands most often beside its neighbours.
The engine says in how many documents a word stands, so that no list of words is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from string import ascii_lowercase

from index.analysis import canonical, has_marks, words
from index.engine import Engine

_LETTERS = range(2, 21)  # of a word that is looked at
_MOST = 10  # words; a query with more that are in no document is in another language
_RARE = 3  # documents; a word that more have is no mistake
_SURE = 100  # so many times as many documents must have the word put in place of another

_DOUBLED = re.compile(r"d(?=d)|a(?=a)|e(?=e)|o(?=o)|(?<=[aou])w")
_TONE = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the words of a query stand to those of the documents."""

    text: str  # with misspelt words replaced; what is put in place has no marks
    replaced: bool
    strange_marks: bool  # documents do not write a word with these marks, or not without any


def spelling(engine: Engine, text: str) -> Spelling:
    """The spelling of ``text``, plain words."""
    found = words(text)
    bare = [word.folded for word in found]
    known, exact = _documents(engine, folded=bare, exact=[word.exact for word in found])
    strange_marks = any(
        exact[word.exact] == 0
        if has_marks(word.exact)
        else _SURE * exact[word.exact] < known[word.folded]
        for word in found
    )
    strange = [
        at
        for at, word in enumerate(bare)
        if known[word] <= _RARE and len(word) in _LETTERS and word.isalpha()
    ]
    for at in strange if len(strange) <= _MOST else ():
        word, before, after = bare[at], bare[at - 1 : at], bare[at + 1 : at + 2]
        bare[at] = _better(engine, word, known[word], before, after)
    parts, last, lowered = [], 0, canonical(text)
    for typed, other in zip(found, bare, strict=True):
        parts += [lowered[last : typed.start], typed.exact if typed.folded == other else other]
        last = typed.end
    right = "".join([*parts, lowered[last:]])
    return Spelling(right, right != lowered, strange_marks)


def _better(
    engine: Engine, word: str, own: int, before: Sequence[str], after: Sequence[str]
) -> str:
    """What stands for a word between its neighbours, or the word itself."""
    typed = _without_telex(word)
    others = {*_one_letter_apart(word), typed} - {word}
    halves = [f"{word[:at]}_{word[at:]}" for at in range(2, len(word) - 1)]
    single, double = (
        {other: count for other, count in counts.items() if count > _SURE * own}
        for counts in _documents(engine, folded=others, pairs=halves)
    )
    beside = {
        other: [f"{left}_{other}" for left in before] + [f"{other}_{right}" for right in after]
        for other in single
    }
    (pairs,) = _documents(engine, pairs=chain.from_iterable(beside.values()))
    ranked = [
        (sum(pairs[pair] for pair in beside[other]), other == typed, count, other)
        for other, count in single.items()
    ]
    ranked += [(count, False, 0, pair.replace("_", " ")) for pair, count in double.items()]
    alone = not (before or after)
    return max(
        (item for item in ranked if item[0] or item[1] or alone), default=(0, False, 0, word)
    )[3]


def _one_letter_apart(word: str) -> Iterator[str]:
    """The words that one letter too many, too few, another or in the wrong place makes of this."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in ascii_lowercase:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


def _without_telex(word: str) -> str:
    """The bare letters of a word typed in Telex: "dduwowngf" is "duong"."""
    return _TONE.sub(r"\1", _DOUBLED.sub("", word), count=1)


def _documents(engine: Engine, **words: Iterable[str]) -> list[dict[str, int]]:
    """For each kind of field, in how many texts or titles each of its words stands; 0 for none."""
    asked = {kind: tuple(dict.fromkeys(of)) for kind, of in words.items()}
    fields = ("", "title_")
    found = engine.frequencies({where + kind: of for kind, of in asked.items() for where in fields})
    return [
        {word: sum(found.get(where + kind, {}).get(word, 0) for where in fields) for word in of}
        for kind, of in asked.items()
    ]
