"""Plain words as one clause: which must be there, and what each match is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from extract.data_files import read_yaml
from extract.letters import fold
from index.analysis import function_words, has_marks, typed_with_marks, words
from index.compounds import compound_pairs
from index.plan import All, AnyOf, Clause, Constant, Phrase, Term
from index.qualifiers import qualifiers
from index.schema import Collection
from index.synonyms import related, synonyms


@cache
def weights() -> Any:
    """What matches are worth (``data/ranking.yaml``)."""
    return read_yaml("index", "data/ranking.yaml")


def bag(text: str, collection: Collection, *, loose: bool = False) -> Clause:
    """Words of which most must be there; the better they match, the higher the score.

    ``loose``: one of them is enough. ``text`` must hold a word.
    """
    return _Bag(text, collection).clause(loose)


def either(clauses: Sequence[Clause]) -> Clause:
    """Any of the clauses, of which there is at least one."""
    return clauses[0] if len(clauses) == 1 else AnyOf(tuple(clauses))


class _Bag:
    """The words of a query on their way to a clause."""

    def __init__(self, text: str, collection: Collection) -> None:
        self._found = found = words(text)
        self._facts = collection is Collection.FACTS
        self._question = len(found) > weights()["question_words"]
        own = weights()[collection.value]
        self._exact = exact = [word.exact for word in found]
        self._marked = any(has_marks(word) for word in exact)
        sure = typed_with_marks(exact)
        self._fields: Mapping[str, float] = {
            name: weight
            for name, weight in own["fields"].items()
            if not (sure and name.endswith("folded"))
        }
        self._pair_fields: Mapping[str, float] = own["pairs"]
        self._joined = compound_pairs(exact) if self._marked else frozenset()
        self._inside = {at for pair in self._joined for at in pair}
        self._synonyms = synonyms(exact)
        self._qualifiers = qualifiers(text)
        self._apart: Mapping[int, float] = {
            at: weights()["apart"][item.kind]
            for item in self._qualifiers
            if item.kind in weights()["apart"]
            for at in range(item.start, item.end)
        }

    def clause(self, loose: bool) -> Clause:
        first = {word.exact: at for at, word in reversed(list(enumerate(self._found)))}
        distinct = sorted(first.values())
        telling = self._telling(distinct)
        least = 1 if loose or self._question else self._least(len(telling))
        must: Clause = AnyOf(tuple(self._required(at) for at in telling), least)
        if telling[0] in self._apart:  # nothing is asked but which documents
            numbers = [item.documents for item in self._qualifiers if item.kind == "number"]
            must = AnyOf((must, *filter(None, numbers)))
        others = (at for at in distinct if at not in telling)
        if self._facts:  # in a sentence, words that only bind are noise
            others = (at for at in others if at in self._apart)
        beside = [*map(self._anywhere, others), *self._pairs()]
        should = [
            self._written_otherwise(item.others, weights()["synonym"]) for item in self._synonyms
        ]
        should += [self._related_words(run) for run in related(self._exact)]
        if not loose:
            should += self._preferred()
            if self._question:  # any word will do: then all of them are one union
                return All((AnyOf((must, *beside)),), tuple(should))
        return All((must,), (*beside, *should))

    def _preferred(self) -> list[Clause]:
        """Documents of the place, the year or the kind that the words name go first."""
        worth = weights()["preferred"]
        return [
            Constant(item.documents, worth[item.kind])
            for item in self._qualifiers
            if item.documents is not None
        ]

    def _telling(self, distinct: list[int]) -> list[int]:
        """The words that carry the topic; without marks "do" may be any of "do", "độ", "đỏ"."""
        telling = distinct
        if self._marked:
            telling = [at for at in distinct if self._found[at].exact not in function_words()]
        telling = telling or distinct
        return [at for at in telling if at not in self._apart] or telling

    def _least(self, telling: int) -> int:
        """How many of the words that carry the topic must be there."""
        worth = weights()
        sure: int = min(telling, worth["all_up_to"])
        share: float = worth["share"]
        return sure + round((telling - sure) * share)

    def _required(self, at: int) -> Clause:
        """A word, or the name it belongs to written otherwise."""
        others = [item.others for item in self._synonyms if item.start <= at < item.end]
        if not others:
            return self._anywhere(at)
        return AnyOf((self._anywhere(at), Constant(self._written_otherwise(others[0], 1.0), 0.0)))

    def _anywhere(self, at: int) -> Clause:
        """A word in any field. Marks that were typed match themselves or no marks at all."""
        word = self._found[at]
        part = weights()["inside_compound"] if at in self._inside else 1.0
        part *= self._apart.get(at, 1.0)
        clauses: list[Clause] = []
        for field, weight in self._fields.items():
            if field.endswith("exact"):
                clauses.append(Term(field, word.exact, weight * part))
                if has_marks(word.exact):
                    bare = weight * part * weights()["marks_missing"]
                    clauses.append(Term(field, word.folded, bare))
            elif not has_marks(word.exact):
                clauses.append(Term(field, word.folded, weight * part))
        return either(clauses)

    def _pairs(self) -> list[Clause]:
        """Neighbours; the better when they are one word."""
        worth: dict[str, float] = {}
        for at, (first, second) in enumerate(pairwise(self._found)):
            pair = f"{first.folded}_{second.folded}"
            kind = "compound_pair" if (at, at + 1) in self._joined else "other_pair"
            part = weights()[kind] if self._marked else 1.0
            part *= min(self._apart.get(at, 1.0), self._apart.get(at + 1, 1.0))
            worth[pair] = max(worth.get(pair, 0.0), part)
        return [
            Term(field, pair, weight * part)
            for field, weight in self._pair_fields.items()
            for pair, part in worth.items()
        ]

    def _related_words(self, run: tuple[str, ...]) -> Clause:
        """Words that need not be there; two of them as the pair that they are in the index."""
        worth: float = weights()["related"]
        if len(run) == 2:
            return Term("pairs", "_".join(map(fold, run)), worth)
        return Phrase("exact", run, worth)

    def _written_otherwise(self, others: Sequence[tuple[str, ...]], worth: float) -> Clause:
        fields = [field for field in self._fields if field.endswith("exact")]
        return either([Phrase(field, other, worth) for field in fields for other in others])
