"""Words as both engines index them: syllables, syllables without marks, and pairs of neighbours.

The engines split on blanks only; everything that makes a Vietnamese word findable happens here, so
that the two cannot drift apart. Every step keeps the length of the text, so that a word's place in
the analysed text is its place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extract.data_files import read_yaml
from extract.letters import fold

# Letters and digits are words of their own: the footnote mark of "học4" must not hide "học".
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+")

# The mark of an open oa, oe, uy stands on either letter: "hoà" and "hòa", "uỷ" and "ủy". In "quý"
# the u belongs to the consonant.
_OLD_STYLE = re.compile(r"o[àáảãạèéẻẽẹ](?![^\W\d_])|(?<!q)u[ỳýỷỹỵ](?![^\W\d_])")


def _moved_mark(cluster: str) -> str:
    second = unicodedata.normalize("NFD", cluster[1])
    return unicodedata.normalize("NFC", cluster[0] + second[1:]) + second[0]


_NEW_STYLE = {
    old: _moved_mark(old)
    for first, seconds in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"))
    for old in (first + second for second in seconds)
}


# Stands where there are no words or pairs, and in no query. Lucene leaves rows without a field out
# of the average length and tantivy does not: with this every row has it, and scores are the same.
_NOTHING = "_"

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


class Word(NamedTuple):
    """One word of a text with its place there; a tuple, because texts have very many."""

    start: int
    end: int
    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as the engines index it: words separated by blanks."""

    exact: str
    folded: str
    pairs: str  # neighbouring folded words, "giao_duc"


def canonical(text: str) -> str:
    """Lower-case ``text``, which must be NFC, with its tone marks in the places of today.

    A decimal comma, the Vietnamese one, becomes a point; portals write both.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ, whose lower case is longer
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if "," in lowered:
        lowered = _DECIMAL_COMMA.sub(".", lowered)
    return _OLD_STYLE.sub(lambda match: _NEW_STYLE[match.group()], lowered)


def words(text: str) -> list[Word]:
    """The words of ``text`` in order; the letter case does not matter, the marks are kept."""
    exact = canonical(text)
    folded = fold(exact)
    return [
        Word(start, end, exact[start:end], folded[start:end])
        for start, end in (match.span() for match in _WORD.finditer(exact))
    ]


def analyse(text: str) -> Analysed:
    """``text`` as it is indexed."""
    pieces = [*map(_PIECES.__getitem__, text.split())]
    exact, folded, twice = map("".join, zip(*pieces, strict=True)) if pieces else ("", "", "")
    # "a b c " beside "a a_b b_c c_": what is before the first blank and behind the last is no pair.
    pairs = twice.partition(" ")[2].rpartition(" ")[0]
    return Analysed(exact[:-1] or _NOTHING, folded[:-1] or _NOTHING, pairs or _NOTHING)


def joined(texts: Iterable[Analysed]) -> Analysed:
    """What ``analyse`` gives for the texts of these one behind the other, blanks between them."""
    parts = [part for part in texts if part.exact != _NOTHING]
    pairs: list[str] = []
    last = ""
    for part in parts:
        if last:
            pairs.append(f"{last}_{part.folded.partition(' ')[0]}")
        if part.pairs != _NOTHING:
            pairs.append(part.pairs)
        last = part.folded.rpartition(" ")[2]
    exact = " ".join([part.exact for part in parts])
    folded = " ".join([part.folded for part in parts])
    return Analysed(exact or _NOTHING, folded or _NOTHING, " ".join(pairs) or _NOTHING)


class _Pieces(dict[str, tuple[str, str, str]]):
    """What stands between two blanks, mostly seen before: its words, a blank behind each, the same
    folded, and each folded word twice, as it ends one pair and begins the next."""

    def __missing__(self, text: str) -> tuple[str, str, str]:
        if len(self) >= _MOST_PIECES:
            self.clear()
        exact = "".join([f"{word} " for word in _WORD.findall(canonical(text))])
        folded = fold(exact)
        twice = "".join(f"{word} {word}_" for word in folded.split())
        piece = self[text] = (exact, folded, twice)
        return piece


_MOST_PIECES = 100_000
_PIECES = _Pieces()


@cache
def function_words() -> frozenset[str]:
    """Words that carry no topic of their own: they bind others, ask, or point."""
    return frozenset(read_yaml("index", "data/function_words.yaml"))


def has_marks(word: str) -> bool:
    """Whether a word carries marks, so that its writer meant them."""
    return fold(word) != word


def typed_with_marks(words: Collection[str]) -> bool:
    """Whether who wrote these words types marks, so that words without any mean themselves.

    At least half of the words have marks; of Vietnamese text it is four in five.
    """
    return 2 * sum(map(has_marks, words)) >= len(words)
