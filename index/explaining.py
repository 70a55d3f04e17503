"""Which words of a question a document's score comes from, told from the plan in any engine.

Each part of the plan that scores is asked for alone, only for the documents that are explained; the
scores of the parts add up to that of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.engine import Engine
from index.plan import All, AnyOf, Best, Clause, Constant, OneOf, Phrase, Plan, Term
from index.schema import Collection


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What some words, or a key, add to a document's score by standing in a field."""

    field: str
    words: str
    score: float


def score_parts(
    engine: Engine, match: Clause, documents: Sequence[str]
) -> Mapping[str, tuple[ScorePart, ...]]:
    """The parts of the scores that ``match`` gives to documents, by id, the greatest first."""
    asked = _Asked(engine)
    asked.add(match, frozenset(documents))
    return {
        name: tuple(sorted(asked.parts.get(name, ()), key=lambda part: -part.score))
        for name in documents
    }


class _Asked:
    """The parts found so far, by document."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.parts: dict[str, list[ScorePart]] = {}

    def add(self, clause: Clause, among: frozenset[str]) -> None:
        """Add what a clause gives to those documents that it matches."""
        match clause:
            case All(must, should):
                among = frozenset(self._scores(clause, among))
                for part in (*must, *should):
                    self.add(part, among)
            case AnyOf(clauses, at_least):
                among = frozenset(self._scores(clause, among)) if at_least > 1 else among
                for part in clauses:
                    self.add(part, among)
            case Best(clauses):
                self._add_best(clauses, among)
            case Term() | Phrase() | Constant():
                self._add_best((clause,), among)

    def _add_best(self, clauses: Sequence[Clause], among: frozenset[str]) -> None:
        scores = [(clause, self._scores(clause, among)) for clause in clauses]
        for name in among:
            clause, score = max(
                ((clause, found.get(name, 0.0)) for clause, found in scores),
                key=lambda item: item[1],
            )
            if score > 0:
                part = ScorePart(*_named(clause), score)
                self.parts.setdefault(name, []).append(part)

    def _scores(self, clause: Clause, among: frozenset[str]) -> dict[str, float]:
        if not among:
            return {}
        only = (OneOf("document", tuple(sorted(among))),)
        plan = Plan(Collection.DOCUMENTS, clause, only, limit=len(among))
        return {row.document: row.score for row in self._engine.search(plan).rows}


def _named(clause: Clause) -> tuple[str, str]:
    """The field and the words that a clause looks for; of several the first."""
    match clause:
        case Term(field, value):
            return field, value.replace("_", " ")
        case Phrase(field, words):
            return field, " ".join(words)
        case OneOf(field, values):
            return field, ", ".join(values)
        case Constant(inner):
            return _named(inner)
        case All(must, should):
            return _named((*must, *should)[0])
        case AnyOf(clauses) | Best(clauses):
            return _named(clauses[0])
        case _:
            return "", ""
