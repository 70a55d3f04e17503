"""The sentences of documents that answer a query best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.engine import Engine, Found
from index.plan import All, AnyOf, Clause, Everything, OneOf, Plan, Term
from index.planner import Understood, understand
from index.query import Query, Sort
from index.schema import Collection

_AT_ONCE = 10_000  # rows; engines refuse to give very many


@dataclass(frozen=True, slots=True)
class BestSentences:
    """Rows of sentences by their document's id, best first, and the query they answer."""

    asked: Understood
    rows: dict[str, list[Found]]

    def score(self, document: str) -> float:
        """The score of a document's best sentence; 0 where no sentence answers."""
        found = self.rows.get(document)
        return found[0].score if found else 0.0


def best_sentences(
    engine: Engine, query: Query, documents: Sequence[str], most: int, longest: int
) -> BestSentences:
    """The best sentences of each of these documents, about ``most`` of each.

    One word of the query is enough. Each document that has such a sentence is there: where those
    of some crowd out the others, the others are asked for again. A query without words that asks
    for sentences of a kind is answered by the first of them; one that asks for documents by no
    sentence.
    """
    asked = understand(query.text, query.filters, Collection.FACTS, longest=longest, loose=True)
    ordered = isinstance(asked.match, Everything)
    if ordered and not any(map(_of_sentences, asked.filters)):
        return BestSentences(asked, {})
    rows: dict[str, list[Found]] = {}
    waiting = list(documents)
    while waiting:
        limit = min(most * len(waiting), _AT_ONCE)
        plan = _plan(asked, waiting, limit, ordered)
        found = [row for row in engine.search(plan).rows if ordered or row.score > 0]
        for row in found:
            rows.setdefault(row.document, []).append(row)
        if len(found) < limit:
            break
        waiting = [document for document in waiting if document not in rows]
    return BestSentences(asked, rows)


def _of_sentences(condition: Clause) -> bool:
    """Whether a condition tells sentences of one document apart."""
    match condition:
        case Term(field=field) | OneOf(field=field):
            return field in ("section", "relation", "number", "instrument")
        case AnyOf(clauses=clauses):
            return any(map(_of_sentences, clauses))
        case _:
            return False


def _plan(asked: Understood, documents: Sequence[str], limit: int, ordered: bool) -> Plan:
    """What holds of a document holds of its sentences, and is not asked of them again."""
    here = OneOf("document", tuple(documents))
    own = filter(_of_sentences, asked.filters)
    must = (here, Term("kind", "sentence"), *own, asked.match)
    order = Sort.NEWEST.value if ordered else None
    return Plan(Collection.FACTS, All(must), order=order, limit=limit)
