"""What is due, in order of time and each duty once, however many duties there are.

Only what is shown is read: the engine counts duties by month, those months are listed that the
wanted stretch lies in, and of every duty the first copy is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter

from extract.model import Deadline, Target
from index.answers import DutiesAnswer, Fact, FactsAnswer
from index.cards import cards
from index.due_fields import Stretch, deadline_clearness, document_of_aim, value_clearness
from index.engine import Engine, Found
from index.fields import asked_body_keys, day_number
from index.plan import AnyOf, Between, Clause, Everything, OneOf, Plan, Term
from index.planner import Understood, filter_clauses
from index.query import Clearness, DutyQuery, Query
from index.schema import Collection
from index.searching import Searching
from index.topics import topic_query

CALENDAR = (Clearness.DAY, Clearness.PERIOD)
"""What has a place in a calendar."""

MOST_LEADS = 1000
"""How many bodies are counted, each as often as it is written otherwise."""

_STRETCHES = 20_000  # more than there are months
_COPIES = 10  # copies read of each duty, on the average
_AT_ONCE = 500  # duties of an export that are read together


def duties(
    engine: Engine, searching: Searching, query: DutyQuery, offset: int, limit: int | None
) -> DutiesAnswer:
    """The ``limit`` duties behind the first ``offset``, and how many there are.

    Without a limit every duty is given, from the first on.
    """
    asked = _plan(query)
    plan = replace(asked, limit=0, facets=("stretch",), facet_size=_STRETCHES, once="duty")
    counted = {Stretch.of(key): n for key, n in engine.search(plan).facets["stretch"]}
    wanted = {
        stretch: n for stretch, n in counted.items() if query.clearness in (None, stretch.clearness)
    }
    if query.clearness is not None:
        filters = (*asked.filters, Term("clearness", query.clearness.value))
        asked = replace(asked, filters=filters)
    years: dict[int, int] = {}
    for stretch, n in sorted(wanted.items(), key=lambda item: item[0].month):
        if stretch.clearness in CALENDAR and stretch.year:
            years[stretch.year] = years.get(stretch.year, 0) + n
    facts: tuple[Fact, ...] = ()
    if limit is None:
        facts = tuple(_every(engine, searching, asked))
    elif limit:
        facts = _read(engine, searching, _listed(engine, asked, wanted, offset, limit))
    return DutiesAnswer(
        facts=facts,
        total=sum(wanted.values()),
        clearness={
            one: sum(n for stretch, n in counted.items() if stretch.clearness is one)
            for one in Clearness
        },
        years=years,
    )


def leads(engine: Engine, query: DutyQuery) -> Mapping[str, int]:
    """Bodies that lead, as they are written, by how many duties; ``MOST_LEADS`` with most.

    ``index.due_fields.NOBODY`` stands for duties that name nobody.
    """
    plan = replace(_plan(query), limit=0, facets=("lead",), facet_size=MOST_LEADS, once="duty")
    return dict(engine.search(plan).facets["lead"])


def aims(
    engine: Engine,
    searching: Searching,
    query: Query,
    value: float | None,
    body: str | None,
) -> FactsAnswer:
    """Targets, each once, those of the newest year first; a document's are together."""
    asked, plan = searching.of_kind("target", query, value=value, body=body)
    counting = replace(plan, limit=0, offset=0, facets=("kind",), once="aim")
    found = _copies(engine, plan, "aim", query.offset, query.limit)
    facts = _read(engine, searching, found, asked)
    return FactsAnswer(
        total=dict(engine.search(counting).facets["kind"]).get("target", 0),
        facts=tuple(sorted(facts, key=_as_written)),
        problems=asked.problems,
    )


def _as_written(aim: Fact) -> tuple[int, int]:
    return document_of_aim(aim.duty or 0), aim.sentence.start


def clearness_of(fact: Fact) -> Clearness:
    """How clear the time of a duty or aim is."""
    due = fact.annotation
    if isinstance(due, Deadline):
        return deadline_clearness(due)
    if isinstance(due, Target) and fact.phrase is None and due.due_on is not None:
        return value_clearness(due.by)
    return Clearness.WORDS


def _plan(query: DutyQuery) -> Plan:
    """All rows of the duties that are meant, of whatever clearness."""
    conditions: list[Clause] = [
        OneOf("clearness", tuple(one.value for one in Clearness)),
        *filter_clauses(query.filters, Collection.FACTS),
    ]
    if query.body:
        conditions.append(OneOf("body", asked_body_keys(query.body)))
    if query.leads:
        conditions.append(OneOf("lead", query.leads))
    if query.since or query.until:  # what has no day is due by none; a rhythm goes on
        between = Between("due", day_number(query.since), day_number(query.until))
        conditions.append(AnyOf((between, Term("clearness", Clearness.RHYTHM.value))))
    return Plan(
        Collection.FACTS,
        topic_query(query.topic).match if query.topic else Everything(),
        tuple(conditions),
        order="duty",
        ascending=True,
    )


def _every(engine: Engine, searching: Searching, asked: Plan) -> Iterator[Fact]:
    numbered = groupby(engine.every(asked), key=attrgetter("order"))
    copies = (list(rows) for _, rows in numbered)
    while some := list(islice(copies, _AT_ONCE)):
        yield from _read(engine, searching, some)


def _listed(
    engine: Engine, asked: Plan, counted: Mapping[Stretch, int], offset: int, limit: int
) -> list[list[Found]]:
    """The rows of each of the ``limit`` duties behind the first ``offset``: copies together."""
    low, high, first = _months(counted, offset, limit)
    within = replace(asked, filters=(*asked.filters, Between("duty", low, high)))
    return _copies(engine, within, "duty", offset - first, limit)


def _copies(engine: Engine, asked: Plan, number: str, offset: int, limit: int) -> list[list[Found]]:
    """The rows of each of the ``limit`` numbers behind the first ``offset``: copies together."""
    some = engine.search(replace(asked, values=number, offset=offset, limit=limit)).values
    if not some:
        return []
    between = Between(number, some[0], some[-1])
    exactly = replace(
        asked,
        filters=(*asked.filters, between),
        order=number,
        ascending=True,
        offset=0,
        limit=_COPIES * len(some),
    )
    answer = engine.search(exactly)
    if answer.total > len(answer.rows):
        answer = engine.search(replace(exactly, limit=answer.total))
    rows: dict[int, list[Found]] = {}
    for row in answer.rows:
        rows.setdefault(row.order, []).append(row)
    return list(rows.values())


def _months(counted: Mapping[Stretch, int], offset: int, limit: int) -> tuple[int, int, int]:
    """Between which numbers the duties from ``offset`` on lie, and how many lie before those."""
    by_month: dict[tuple[int, int], int] = {}
    for stretch, n in counted.items():
        by_month[stretch.duties] = by_month.get(stretch.duties, 0) + n
    passed, low, high, first = 0, 0, 0, 0
    for (least, greatest), n in sorted(by_month.items()):
        if passed <= offset:
            low, first = least, passed
        if passed < offset + limit:
            high = greatest
        passed += n
    return low, high, first


def _read(
    engine: Engine,
    searching: Searching,
    found: Iterable[list[Found]],
    asked: Understood | None = None,
) -> tuple[Fact, ...]:
    """The first row of each duty with the documents of the others."""
    saying = [(rows[0], [row.document for row in rows]) for rows in found]
    known = cards(engine, (name for _, names in saying for name in names))
    facts = []
    for row, (own, *others) in saying:
        copies = tuple(
            known[name] for name in dict.fromkeys(others) if name in known and name != own
        )
        shown = searching.shown((row,), asked, known)
        facts += [replace(fact, copies=copies, duty=row.order) for fact in shown]
    return tuple(facts)
