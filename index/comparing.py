"""Places and instruments beside each other: comparisons, the matrix, cascades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from extract.model import Relation
from extract.places import place_named
from index.answers import (
    Cascade,
    Citation,
    Column,
    Comparison,
    Fact,
    MatrixRow,
    Step,
)
from index.engine import Engine
from index.identity import Cluster, clusters, unpacked
from index.instruments import Instruments
from index.plan import Clause, Everything, OneOf, Plan, Term
from index.planner import filter_clauses
from index.query import Filters
from index.schema import Collection
from index.searching import Searching
from index.topics import topic_name, topic_query

_MOST = 1000
_FULL_DATE = len("2023-09-14")

# What a document does with the instrument it carries down; a mere mention is no step.
_CARRYING = frozenset(
    {
        Relation.CARRIES_OUT,
        Relation.IMPLEMENTS,
        Relation.GUIDES,
        Relation.LEGAL_BASIS,
        Relation.FOLLOWS,
        Relation.REPORTS,
    }
)


def compare(engine: Engine, searching: Searching, places: Sequence[str], topic: str) -> Comparison:
    """What each place says on a topic."""
    columns = tuple(_column(engine, searching, place, topic) for place in places)
    years = {column.school_years for column in columns if column.documents}
    return Comparison(topic_name(topic), columns, len(years) > 1)


def _column(engine: Engine, searching: Searching, place: str, topic: str) -> Column:
    here = Filters(place=(place,))
    asked = topic_query(topic)

    def of_kind(kind: str) -> tuple[Fact, ...]:
        conditions = (Term("kind", kind), *filter_clauses(here, Collection.FACTS))
        plan = Plan(Collection.FACTS, asked.match, conditions, limit=_MOST)
        return searching.shown(engine.search(plan).rows, asked)

    sentences = sorted(of_kind("sentence"), key=_in_text)
    documents = {fact.document.id: fact.document for fact in sentences}
    years = {card.school_year for card in documents.values() if card.school_year}
    named, known = next(iter(documents.values()), None), place_named(place)
    return Column(
        place=(named.place if named else None) or (known.name if known else place),
        documents=tuple(documents.values()),
        sentences=tuple(sentences),
        targets=tuple(sorted(of_kind("target"), key=_in_text)),
        school_years=tuple(sorted(years)),
    )


def _in_text(fact: Fact) -> tuple[str, str, int]:
    return fact.document.issued_on or "", fact.document.id, fact.sentence.start


def matrix(engine: Engine, filters: Filters, limit: int) -> tuple[MatrixRow, ...]:
    """The instruments cited by most documents, and how many of each place do."""
    conditions = (Term("kind", "reference"), *filter_clauses(filters, Collection.FACTS))
    plan = Plan(
        Collection.FACTS,
        Everything(),
        conditions,
        limit=0,
        facets=("identity",),
        facet_size=_MOST,
    )
    counted = dict(engine.search(plan).facets["identity"])
    found = clusters(unpacked(text) for text in counted)

    def mentions(item: Cluster) -> int:
        return sum(counted[said.packed()] for said in item.members)

    rows = []
    for item in sorted(found, key=lambda one: (-mentions(one), one.instrument.key))[: 2 * limit]:
        rows.append(MatrixRow(item.instrument, _by_place(engine, item, conditions)))
    rows.sort(key=lambda row: (-sum(row.documents.values()), row.instrument.key))
    return tuple(rows[:limit])


def _by_place(engine: Engine, item: Cluster, conditions: Iterable[Clause]) -> Mapping[str, int]:
    """Documents that cite an instrument, by place."""
    packed = tuple(said.packed() for said in item.members)
    plan = Plan(
        Collection.FACTS,
        Everything(),
        (*conditions, OneOf("identity", packed)),
        limit=0,
        facets=("document",),
        facet_size=10 * _MOST,
    )
    documents = tuple(name for name, _ in engine.search(plan).facets["document"])
    counting = Plan(
        Collection.DOCUMENTS,
        Everything(),
        (OneOf("document", documents),),
        limit=0,
        facets=("province",),
    )
    answer = engine.search(counting)
    placed = dict(answer.facets["province"])
    unknown = answer.total - sum(placed.values())
    return placed | ({"": unknown} if unknown else {})


def cascade(instruments: Instruments, name: str) -> Cascade | None:
    """The documents that carry an instrument out, soonest first, undated ones last."""
    answer = instruments.answer(name, _MOST)
    if answer is None:
        return None
    signed = answer.instrument.date
    held = {card.id for card in answer.held}
    best: dict[str, Citation] = {}
    for citation in answer.cited_by:
        if citation.reference.relation in _CARRYING and citation.document.id not in held:
            best.setdefault(citation.document.id, citation)
    steps = sorted(
        (_step(citation, signed) for citation in best.values()),
        key=lambda step: (step.days is None, step.days or 0, step.citation.document.id),
    )
    return Cascade(answer.instrument, signed, tuple(steps))


def _step(citation: Citation, signed: str | None) -> Step:
    issued = citation.document.issued_on
    if not signed:
        return Step(citation, None, "cascade.instrument_undated")
    if not issued:
        return Step(citation, None, "cascade.document_undated")
    if len(signed) != _FULL_DATE or len(issued) != _FULL_DATE:
        return Step(citation, None, "cascade.date_partial")
    days = (date.fromisoformat(issued) - date.fromisoformat(signed)).days
    return Step(citation, days)
