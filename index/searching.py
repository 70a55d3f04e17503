"""Searching documents and facts: from a query through the engine to what is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from extract.data_files import read_yaml
from index.answers import Card, Excerpt, FacetCount, Facets, Fact, FactsAnswer, Hit, SearchAnswer
from index.best_sentences import BestSentences, best_sentences
from index.cards import cards
from index.copies import groups
from index.engine import Answer, Engine, Found
from index.explaining import ScorePart, score_parts
from index.fields import asked_body_keys
from index.highlight import highlighted
from index.labels import facet_value, label
from index.plan import Between, Clause, Everything, OneOf, Plan, Term
from index.planner import Understood, cites_clause, understand
from index.query import Query, Sort
from index.schema import FACETS, Collection
from index.stored import StoredDocument, read_document, read_fact

_NEAR_BEST = 0.5  # share of the best sentence's score that others shown beside it reach


@dataclass(frozen=True, slots=True)
class _Scored:
    """A document found and what its place rests on."""

    row: Found
    sentence: float  # what its best sentence adds

    @property
    def score(self) -> float:
        return self.row.score + self.sentence

    def explained(self, parts: Iterable[ScorePart]) -> str:
        """The score as JSON: what ``parts`` of the document add, and what the engine says of it."""
        told = {
            "score": self.score,
            "document": self.row.score,
            "best_sentence": self.sentence,
            "parts": [asdict(part) for part in parts],
            "of_document": json.loads(self.row.explanation or "null"),
        }
        return json.dumps(told, ensure_ascii=False)


def _weights() -> Any:
    return read_yaml("index", "data/ranking.yaml")["rerank"]


class Searching:
    """Answers queries from an engine; ``longest`` is the longest query taken, in characters."""

    def __init__(self, engine: Engine, longest: int) -> None:
        self._engine = engine
        self._longest = longest

    def documents(self, query: Query) -> tuple[SearchAnswer, Understood]:
        """Documents that answer a query, and how it was understood.

        The first documents by their own score are put in order together with their best sentence:
        one that answers in a sentence stands before one that has the words here and there.
        """
        asked = understand(query.text, query.filters, Collection.DOCUMENTS, longest=self._longest)
        plan = _plan(Collection.DOCUMENTS, asked, query)
        together = plan.order is None and query.offset < _weights()["window"]
        if together:
            most = max(_weights()["window"], query.offset + query.limit)
            plan = replace(plan, offset=0, limit=most)
        answer = self._engine.search(plan)
        best = self._best(query, answer.rows) if together or query.sentences else None
        worth = _weights()["sentence"] if together else 0.0
        scored = [
            _Scored(row, worth * best.score(row.document) if best else 0.0) for row in answer.rows
        ]
        if together:
            scored.sort(key=lambda item: -item.score)
            if asked.newest:
                scored = _newest_first(scored)
            scored = scored[query.offset : query.offset + query.limit]
        stored = [read_document(item.row.payload) for item in scored]
        same = groups([item.signature for item in stored])
        hits = [
            Hit(
                document=stored[first].card,
                score=scored[first].score,
                title=_title(stored[first], asked),
                sentences=self._quoted(stored[first].card, best, query.sentences),
                copies=tuple(stored[at].card for at in copies),
            )
            for first, *copies in same
        ]
        found = SearchAnswer(
            query=query.text,
            total=answer.total,
            hits=tuple(hits),
            facets=_facets(answer, query),
            problems=asked.problems,
            explanation=self._explained(plan, [scored[at] for at, *_ in same]),
        )
        return found, asked

    def _explained(self, plan: Plan, hits: Sequence[_Scored]) -> tuple[str, ...]:
        """Of each hit why it stands where it does; nothing where that is not asked for."""
        if not plan.explain:
            return ()
        parts = score_parts(self._engine, plan.match, [hit.row.document for hit in hits])
        return tuple(hit.explained(parts[hit.row.document]) for hit in hits)

    def facts(
        self,
        kind: str,
        query: Query,
        *,
        value: float | str | None = None,
        body: str | None = None,
        instrument: tuple[str, ...] = (),
    ) -> FactsAnswer:
        """Facts of a kind, see ``Library.facts``."""
        asked, plan = self.of_kind(kind, query, value=value, body=body, instrument=instrument)
        answer = self._engine.search(plan)
        return FactsAnswer(
            total=answer.total,
            facts=self.shown(answer.rows, asked),
            facets=_facets(answer, query),
            problems=asked.problems,
        )

    def of_kind(
        self,
        kind: str,
        query: Query,
        *,
        value: float | str | None = None,
        body: str | None = None,
        instrument: tuple[str, ...] = (),
    ) -> tuple[Understood, Plan]:
        """How a question for facts of a kind is understood, and what is asked of the engine."""
        asked = understand(query.text, query.filters, Collection.FACTS, longest=self._longest)
        conditions = list(_kind_clauses(kind, value))
        if body:
            conditions.append(OneOf("body", asked_body_keys(body)))
        conditions += [cites_clause(item, Collection.FACTS) for item in instrument]
        asked = replace(asked, filters=(*asked.filters, *conditions))
        return asked, _plan(Collection.FACTS, asked, query)

    def shown(
        self,
        rows: Iterable[Found],
        asked: Understood | None = None,
        documents: Mapping[str, Card] | None = None,
    ) -> tuple[Fact, ...]:
        """Rows of facts with their documents' cards, the query's words marked."""
        stored = [read_fact(row) for row in rows]
        if documents is None:
            documents = cards(self._engine, (item.document for item in stored))
        return tuple(
            Fact(
                kind=item.kind,
                document=documents[item.document],
                sentence=highlighted(item.sentence, asked) if asked else item.sentence,
                annotation=item.annotation,
                anchor=item.anchor,
                references=item.references,
                section=item.section,
                phrase=item.phrase,
            )
            for item in stored
            if item.document in documents
        )

    def _best(self, query: Query, found: Sequence[Found]) -> BestSentences:
        documents = [row.document for row in found]
        most = max(_weights()["sentences"], query.sentences)
        return best_sentences(self._engine, query, documents, most, self._longest)

    def _quoted(self, card: Card, best: BestSentences | None, most: int) -> tuple[Fact, ...]:
        """The sentences by which a document is quoted, each wording once; none much worse."""
        if best is None or not most:
            return ()
        least = _NEAR_BEST * best.score(card.id)
        near = [row for row in best.rows.get(card.id, ())[:most] if row.score >= least]
        once: dict[str, Fact] = {}
        for fact in self.shown(near, best.asked, {card.id: card}):
            once.setdefault(" ".join(fact.sentence.text.split()), fact)
        return tuple(once.values())


def _kind_clauses(kind: str, value: float | str | None) -> Iterable[Clause]:
    if kind == "percentage":
        yield Term("kind", "target")
        yield Term("unit", "%")
    else:
        yield Term("kind", kind)
    if value is None:
        return
    number = _as_number(value)
    if kind in ("target", "percentage"):
        yield Between("value", number, number) if number is not None else Term("unit", str(value))
    else:
        yield Term("item", str(value))


def _as_number(value: float | str) -> float | None:
    try:
        return float(str(value).rstrip("% ").replace(",", "."))
    except ValueError:
        return None


def _plan(collection: Collection, asked: Understood, query: Query) -> Plan:
    order = None if query.sort is Sort.RELEVANCE else query.sort.value
    if order is None and isinstance(asked.match, Everything):
        order = Sort.NEWEST.value
    return Plan(
        collection,
        asked.match,
        asked.filters,
        order=order,
        limit=query.limit,
        offset=query.offset,
        facets=tuple(FACETS.values()) if query.facets else (),
        explain=query.explain,
    )


def _facets(answer: Answer, query: Query) -> Facets:
    if not query.facets:
        return {}
    counted: Mapping[str, tuple[tuple[str, int], ...]] = answer.facets
    return {
        name: tuple(
            FacetCount(facet_value(name, value), label(name, value), count)
            for value, count in counted[field]
        )
        for name, field in FACETS.items()
    }


def _newest_first(scored: Sequence[_Scored]) -> list[_Scored]:
    """Those whose score is near the best by date of issue, before the others by score."""
    least = _weights()["newest"] * scored[0].score if scored else 0.0
    near = [item for item in scored if item.score >= least]
    near.sort(key=lambda item: _issued(item.row), reverse=True)
    return [*near, *scored[len(near) :]]


def _issued(row: Found) -> str:
    card = read_document(row.payload).card
    return card.issued_on or card.published_on or ""


def _title(stored: StoredDocument, asked: Understood) -> Excerpt | None:
    title = stored.card.title
    return None if title is None else highlighted(Excerpt(0, len(title), title), asked)
