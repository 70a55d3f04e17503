"""The two engines mean the same, refuse what they do not know, and name their faults."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from elasticsearch import BadRequestError, Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import analyse
from index.elasticsearch_engine import ElasticsearchEngine
from index.engine import DocumentRows, Engine, EngineBusy, EngineUnavailable, Row, Value
from index.plan import (
    All,
    AnyOf,
    Best,
    Between,
    Clause,
    Constant,
    Everything,
    Nothing,
    OneOf,
    Phrase,
    Plan,
    Term,
)
from index.schema import FACETS, FIELDS, Collection, FieldKind
from index.tantivy_engine import TantivyEngine

WORDS = ("dạy", "học", "thêm", "day", "giáo", "dục")
PLACES = ("Bình Thuận", "Hải Dương")


def document(
    name: str, text: str, place: str = "Bình Thuận", issued: int = 0, **labels: Value
) -> DocumentRows:
    """A document of a few words with one fact, its sentence; ``labels`` are further fields."""
    words = analyse(text)
    shared: dict[str, str | int | tuple[str, ...]] = {
        "document": name,
        "province": place,
        "place": (place.lower(), place[:4]),
        "issued": issued,
        "newest": issued << 36 | int(name, 16),
        "oldest": 9 - issued << 36 | int(name, 16),
        "exact": words.exact,
        "folded": words.folded,
        "pairs": words.pairs,
        **labels,
    }
    own: Row = {**shared, "payload": name}
    fact: Row = {**shared, "kind": "sentence", "value": 0.5, "payload": name}
    return DocumentRows(name, own, (fact,))


@pytest.fixture(scope="module")
def both(
    elasticsearch: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    """An embedded engine and one on the server."""
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    first = TantivyEngine(tmp_path_factory.mktemp("tantivy"))
    second = ElasticsearchEngine.connect(elasticsearch, prefix)
    yield first, second
    first.close()
    second.close()
    with Elasticsearch(elasticsearch) as client:
        client.indices.delete(index=f"{prefix}-*")


texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
LABELS: dict[str, tuple[Value, ...]] = {
    "type": ("Kế hoạch", "Chỉ thị"),
    "issuer": ("Sở GD&ĐT", "UBND: tỉnh"),
    "year": ("2023",),
    "school_year": ("2023-2024", "2024-2025"),
    "portal": ("tu-ky", "mau"),
    "province_today": ("Hải Phòng", "Lâm Đồng"),
    "district": ("huyện Tứ Kỳ",),
    "relation": ("carries_out", ("carries_out", "replaces"), ("replaces",)),
    "section": ("grades", ("shortcoming", "grades")),
}
"""Values of every field that is counted, but for the province; a row may lack each."""
labels = st.fixed_dictionaries(
    {}, optional={field: st.sampled_from(values) for field, values in LABELS.items()}
)
corpora = st.lists(
    st.tuples(texts, st.sampled_from(PLACES), st.integers(0, 3), labels), min_size=1, max_size=8
)


def asked_for(field: str) -> st.SearchStrategy[Clause]:
    """One or some of the values of a field, or one that no row has."""
    single = [value for value in LABELS[field] if isinstance(value, str)]
    some = st.lists(st.sampled_from([*single, "replaces", "không có"]), max_size=3)
    return st.builds(OneOf, st.just(field), some.map(tuple))


leaves: st.SearchStrategy[Clause] = st.one_of(
    st.builds(Term, st.sampled_from(["exact", "folded"]), st.sampled_from(WORDS)),
    st.builds(Term, st.just("pairs"), st.sampled_from(["day_hoc", "giao_duc"])),
    st.builds(Term, st.just("province"), st.sampled_from(PLACES)),
    st.builds(
        Phrase,
        st.just("exact"),
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(tuple),
    ),
    st.builds(OneOf, st.just("place"), st.just(("bình thuận", "hải dương"))),
    st.builds(Between, st.just("issued"), st.integers(0, 2), st.none() | st.integers(1, 3)),
    st.builds(Between, st.just("issued"), st.none(), st.integers(0, 3)),
    st.sampled_from(sorted(LABELS)).flatmap(asked_for),
    st.just(Everything()),
    st.just(Nothing()),
)
clauses: st.SearchStrategy[Clause] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            All,
            st.lists(inner, max_size=2).map(tuple),
            st.lists(inner, max_size=2).map(tuple),
            st.lists(inner, max_size=1).map(tuple),
        ),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple), st.integers(1, 2)),
        st.builds(Best, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(Constant, inner, st.sampled_from([0.0, 3.0])),
    ),
    max_leaves=6,
)


@given(
    corpora,
    st.lists(st.tuples(clauses, st.lists(leaves, max_size=2).map(tuple)), min_size=1, max_size=6),
    st.sampled_from(list(Collection)),
)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_both_engines_find_count_and_order_the_same(
    both: tuple[Engine, Engine],
    corpus: list[tuple[str, str, int, dict[str, Value]]],
    asked: list[tuple[Clause, tuple[Clause, ...]]],
    collection: Collection,
) -> None:
    rows = [
        document(f"{at:012x}", text, place, day, **more)
        for at, (text, place, day, more) in enumerate(corpus)
    ]
    assert set(FACETS.values()) == {"province", *LABELS}
    for engine in both:  # a fresh index: rows that were replaced would still weigh on the scores
        with engine.rebuilding() as fresh:
            fresh.publish(rows)
    for clause, filters in asked:
        plan = Plan(
            collection,
            clause,
            filters,
            limit=10,
            facets=tuple(FACETS.values()),
            distinct="document",
        )
        first, second = (engine.search(plan) for engine in both)
        assert first.total == second.total, clause
        assert first.facets == second.facets, clause
        assert first.distinct == second.distinct, clause
        assert scores(first.rows) == pytest.approx(scores(second.rows), rel=1e-3), clause
        matching = [corpus[int(row.payload, 16)] for row in first.rows]
        days = {place: {day for _, there, day, _ in matching if there == place} for place in PLACES}
        once = replace(plan, once="issued", values="issued", limit=2, offset=1)
        for engine in both:
            answer = engine.search(once)
            counted = {place: len(some) for place, some in days.items() if some}
            assert dict(answer.facets["province"]) == counted, clause
            assert answer.values == tuple(sorted(set().union(*days.values()))[1:3]), clause
            assert answer.rows == (), clause
            assert engine.search(replace(once, limit=0)) == replace(answer, values=()), clause
            together = engine.search_all([once, plan])
            assert together[0] == answer, clause
            assert (together[1].total, together[1].facets) == (first.total, first.facets), clause
            assert len(together[1].rows) == len(first.rows), clause
        for order, ascending, offset in itertools.product(("newest", "oldest"), (0, 1), (0, 2)):
            ordered = Plan(
                collection,
                clause,
                filters,
                order=order,
                ascending=bool(ascending),
                limit=3,
                offset=offset,
            )
            in_order = [[row.payload for row in engine.search(ordered).rows] for engine in both]
            assert in_order[0] == in_order[1], clause
            every = [[row.payload for row in engine.every(ordered)] for engine in both]
            assert every[0] == every[1], clause
            assert every[0][offset : offset + 3] == in_order[0], clause
            assert len(every[0]) == first.total, clause


def scores(rows: tuple) -> dict[bytes, float]:
    """Scores by document."""
    return {row.payload: row.score for row in rows}


SHOWN: dict[FieldKind, dict[str, object]] = {
    FieldKind.WORDS: {"type": "text", "analyzer": "words"},
    FieldKind.PAIRS: {"type": "text", "analyzer": "words", "index_options": "freqs"},
    FieldKind.KEY: {"type": "keyword", "doc_values": False},
    FieldKind.COUNTED: {"type": "keyword"},
    FieldKind.WHOLE: {"type": "long"},
    FieldKind.NUMBER: {"type": "double"},
    FieldKind.PAYLOAD: {"type": "keyword", "index": False, "doc_values": False},
}
"""How a server shows the mapping of each kind; what is its default it leaves out."""


def test_a_mapping_has_every_field_and_takes_no_other(elasticsearch: str) -> None:
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    engine = ElasticsearchEngine.connect(elasticsearch, prefix)
    generation = engine.name.removeprefix("elasticsearch:")
    with Elasticsearch(elasticsearch) as client:
        for collection in Collection:
            index = f"{prefix}-{generation}-{collection}"
            made = client.indices.get(index=index)[index]
            fields = {name: SHOWN[kind] for name, kind in FIELDS[collection].items()}
            assert made["mappings"] == {"dynamic": "strict", "properties": fields}
            assert list(made["aliases"]) == [f"{prefix}-{collection}"]
            analysis = made["settings"]["index"]["analysis"]
            assert analysis == {
                "analyzer": {"words": {"type": "custom", "tokenizer": "whitespace"}}
            }
            with pytest.raises(BadRequestError, match="strict"):
                client.index(index=index, document={"colour": "red"})
        client.indices.delete(index=f"{prefix}-*")
    engine.close()


def test_a_server_that_is_away_is_named() -> None:
    engine = ElasticsearchEngine.connect("http://127.0.0.1:9", "danchieu")
    with pytest.raises(EngineUnavailable):
        engine.search(Plan(Collection.DOCUMENTS, Everything()))
    with pytest.raises(EngineUnavailable):
        engine.publish([document("0" * 12, "dạy học")])


def test_an_index_that_was_never_made_is_named(elasticsearch: str, tmp_path: Path) -> None:
    engines = (
        TantivyEngine(tmp_path),
        ElasticsearchEngine.connect(elasticsearch, f"test-{uuid.uuid4().hex[:8]}"),
    )
    for engine in engines:
        with pytest.raises(EngineUnavailable, match="no index yet"):
            engine.search(Plan(Collection.DOCUMENTS, Everything()))


def test_only_one_process_writes_to_the_embedded_index(tmp_path: Path) -> None:
    first, second = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    first.publish([document("0" * 12, "dạy học")])
    with pytest.raises(EngineBusy):
        second.publish([document("1" * 12, "dạy học")])
    assert second.search(Plan(Collection.DOCUMENTS, Everything())).total == 1
    first.close()
    second.publish([document("1" * 12, "dạy học")])
    second.close()


def test_readers_go_on_while_the_index_is_written_and_rebuilt(both: tuple[Engine, Engine]) -> None:
    embedded, server = both
    assert isinstance(embedded, TantivyEngine)
    read_beside_a_writer(TantivyEngine(embedded._folder), embedded)  # as another process does
    read_beside_a_writer(server, server)


def read_beside_a_writer(reader: Engine, engine: Engine) -> None:
    """Searches, in threads, while documents are added and a new index takes the old one's place."""
    rows = [document(f"{at:012x}", "dạy học", issued=at) for at in range(60)]
    with engine.rebuilding() as fresh:
        fresh.publish(rows[:1])
    wanted = Plan(Collection.DOCUMENTS, Term("exact", "học"), limit=100)
    ended = Event()

    def read(_: int) -> list[int]:
        seen = []
        while not ended.is_set():
            seen.append(reader.search(wanted).total)
        return seen

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read, at) for at in range(8)]
        try:
            for at in range(1, 60, 10):
                engine.publish(rows[at : at + 10])
            for _ in range(3):
                with engine.rebuilding() as fresh:
                    fresh.publish(rows)
        finally:
            ended.set()
        seen = [future.result() for future in readers]
    for totals in seen:
        assert totals[0] >= 1
        assert totals == sorted(totals)  # nobody sees less than before
    assert reader.search(wanted).total == 60


def test_an_export_has_every_row_of_one_state(both: tuple[Engine, Engine]) -> None:
    shown = document("0" * 12, "dạy học", issued=1)
    facts = tuple({**shown.facts[0], "newest": at // 2, "payload": str(at)} for at in range(12_000))
    wanted = Plan(Collection.FACTS, Everything(), order="newest")
    for engine in both:
        with engine.rebuilding() as fresh:
            fresh.publish([DocumentRows(shown.id, shown.document, facts)])
        rows = engine.every(wanted)
        first = next(rows)
        engine.publish([shown])  # a later state, of one fact
        found = [int(row.payload) for row in (first, *rows)]
        assert [at // 2 for at in found] == sorted((at // 2 for at in range(12_000)), reverse=True)
        assert sorted(found) == list(range(12_000))
        assert [row.payload for row in engine.every(wanted)] == [b"0" * 12]


def test_an_interrupted_rebuild_leaves_the_old_index(both: tuple[Engine, Engine]) -> None:
    for engine in both:
        engine.publish([document("f" * 12, "giáo dục")])
        name = engine.name
        with pytest.raises(KeyboardInterrupt):
            interrupted(engine)
        assert engine.name == name
        wanted = OneOf("document", ("e" * 12, "f" * 12))
        answer = engine.search(Plan(Collection.FACTS, wanted))
        found = [(row.document, row.payload) for row in answer.rows]
        assert found == [("f" * 12, b"f" * 12)]


def interrupted(engine: Engine) -> None:
    """A rebuild that is stopped half way."""
    with engine.rebuilding() as fresh:
        fresh.publish([document("e" * 12, "giáo dục")])
        raise KeyboardInterrupt


def test_facts_a_document_no_longer_has_are_gone(both: tuple[Engine, Engine]) -> None:
    name = "a" * 12
    shown = document(name, "dạy thêm")
    for engine in both:
        engine.publish([DocumentRows(name, shown.document, 2 * shown.facts)])
        mine = Plan(Collection.FACTS, OneOf("document", (name,)))
        assert engine.search(mine).total == 2
        engine.publish([shown])
        assert engine.search(mine).total == 1
        engine.remove([name])
        assert engine.search(mine).total == 0
