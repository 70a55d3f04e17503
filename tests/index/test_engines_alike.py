"""Whatever is asked of a library in the query language, both engines answer the same."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from extract.model import Document, Relation
from index.answers import Hit
from index.library import Library
from index.query import Filters, Query, Sort
from index.settings import Settings
from tests.index.conftest import Shelf, compose

DECREE = ("Nghị định số 24/2021/NĐ-CP", "Nghị định", "24/2021/NĐ-CP", None, "Chính phủ")
WORDS = ("dạy", "học", "thêm", "giáo", "dục", "day", "hoc", "đào tạo", "GDĐT", "UBND", "trường")

sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join)
headers = st.fixed_dictionaries(
    {},
    optional={
        "title": sentences,
        "type": st.sampled_from(["Kế hoạch", "Chỉ thị"]),
        "number": st.sampled_from(["12/KH-UBND", "7/CT-UBND"]),
        "issuer": st.sampled_from(["Ủy ban nhân dân tỉnh Bình Thuận", "Bộ Giáo dục và Đào tạo"]),
        "place": st.sampled_from(["tỉnh Bình Thuận", "tỉnh Hải Dương"]),
        "issued_on": st.sampled_from(["2022-09-07", "2023-09-14", "2023-12-31"]),
    },
)
corpora = st.lists(
    st.tuples(st.lists(sentences, min_size=1, max_size=3), st.booleans(), headers),
    min_size=2,
    max_size=7,
)

pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(['"dạy học"', '"giao duc"', '"học thêm', "trương", "gjáo"]),
    st.sampled_from(["24/2021/NĐ-CP", "nd 24/2021/nd-cp", "12/KH-UBND", "nghi dinh 24"]),
    st.sampled_from(
        ['tỉnh:"Bình Thuận"', "place:hai-duong", "loại:kế-hoạch", "cơquan:BGDĐT", "nguồn:mau"]
    ),
    st.sampled_from(
        [
            "năm:2023",
            "năm:2022..2023",
            "ngày:>=2023-10-01",
            "ngày:31/2",
            "màu:đỏ",
            "năm-học:2023-2024",
        ]
    ),
    st.sampled_from(["dẫn:24/2021/NĐ-CP", "quan-hệ:carries_out", "quan-hệ:thay-thế"]),
)
texts = st.recursive(
    pieces,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=2).map(" OR ".join),
        st.lists(inner, min_size=2, max_size=2).map(" AND ".join),
        inner.map("NOT {}".format),
        inner.map("({})".format),
    ),
    max_leaves=4,
)
questions = st.lists(
    st.tuples(texts, st.sampled_from([Filters(), Filters(year=(2023,)), Filters(place=("60",))])),
    min_size=10,
    max_size=20,
)


def documents(corpus: list[tuple[list[str], bool, dict[str, str]]]) -> Iterator[Document]:
    """Documents of some sentences; one that cites does so in its last."""
    for at, (said, citing, header) in enumerate(corpus):
        lines: list = list(said)
        if citing:
            lines.append(f"Căn cứ {DECREE[0]}, trường học.")
        cited = ((*DECREE, Relation.CARRIES_OUT),) if citing else ()
        yield compose(f"https://mau.example/{at}", lines, cited, **header)


@contextmanager
def libraries(address: str, given: list[Document]) -> Iterator[tuple[Library, Library]]:
    """The same documents under both engines."""
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory() as folder, Elasticsearch(address) as client:
        embedded = Settings(data=Path(folder))
        served = Settings(
            data=Path(folder),
            engine="elasticsearch",
            elasticsearch=address,
            elasticsearch_prefix=prefix,
        )
        shelves = Shelf(embedded), Shelf(served)
        try:
            shelves[0].add(*given, portal="mau")
            shelves[1].publish()
            yield shelves[0].library, shelves[1].library
        finally:
            for shelf in shelves:
                shelf.close()
            client.indices.delete(index=f"{prefix}-*")


def shown(hits: tuple[Hit, ...]) -> list[str]:
    """The documents of hits and of the copies below them."""
    return [card.id for hit in hits for card in (hit.document, *hit.copies)]


def paged(library: Library, query: Query) -> list[str]:
    """The documents of all pages of two."""
    found: list[str] = []
    page = library.search(replace(query, limit=2))
    found += shown(page.hits)
    while page.cursor:
        page = library.search(replace(query, limit=2, cursor=page.cursor))
        found += shown(page.hits)
    return found


@given(corpora, questions)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_questions_in_the_query_language(
    elasticsearch: str,
    corpus: list[tuple[list[str], bool, dict[str, str]]],
    questions: list[tuple[str, Filters]],
) -> None:
    with libraries(elasticsearch, list(documents(corpus))) as both:
        for text, filters in questions:
            query = Query(text, filters, limit=20, facets=True)
            first, second = (library.search(query) for library in both)
            assert first.total == second.total, text
            assert first.facets == second.facets, text
            assert first.problems == second.problems, text
            assert first.instruments == second.instruments, text
            assert first.suggestion == second.suggestion, text
            assert sorted(shown(first.hits)) == sorted(shown(second.hits)), text
            assert len(shown(first.hits)) == first.total, text
            scores = [{hit.document.id: hit.score for hit in each.hits} for each in (first, second)]
            for document in scores[0].keys() & scores[1].keys():  # else a copy goes before it
                assert scores[0][document] == pytest.approx(scores[1][document], rel=2e-3), text
            assert quoted(first.hits) == quoted(second.hits), text
            for library, answer in zip(both, (first, second), strict=True):
                assert sorted(paged(library, query)) == sorted(shown(answer.hits)), text
            for sort in (Sort.NEWEST, Sort.OLDEST):
                ordered = replace(query, sort=sort, sentences=0, facets=False)
                assert paged(both[0], ordered) == paged(both[1], ordered), text


HOSTILE = [
    " ".join(chr(97 + at % 26) for at in range(200)),
    " OR ".join("abcdefghijklmnopqrstuvwxyz" * 3)[:400],
    " AND ".join(["dạy"] * 60)[:400],
    "NOT " * 99 + "dạy",
    "NOT (a OR " * 15 + "dạy" + ")" * 15,
    "dạy OR (học AND (" * 8 + "thêm" + "))" * 8,
    '"' + " ".join(["ab"] * 130) + '"',
    " ".join(f"{at}/2021/NĐ-CP" for at in range(10, 38)),
    " ".join(["năm:1900..2099"] * 25),
    "năm:99999999999999999999 ngày:0000-00-00",
    "* ? ~ ^ [ ] { } \\ / + - && || <b>",
    "a\x00b \u0301\u0301 😀 \u202edạy",
    "a" * 400,
]


def test_long_and_deep_and_odd_questions(elasticsearch: str) -> None:
    given = [compose(f"https://mau.example/{at}", ["Trường dạy học thêm."]) for at in range(2)]
    with libraries(elasticsearch, given) as both:
        for text in HOSTILE:
            first, second = (library.search(Query(text, facets=True)) for library in both)
            assert first.total == second.total, text
            assert first.problems == second.problems, text
            assert first.suggestion == second.suggestion, text


def quoted(hits: tuple[Hit, ...]) -> dict[str, set[tuple[int, int, str]]]:
    """The sentences, and what is marked in them, by which documents without copies are quoted."""
    return {
        hit.document.id: {
            (fact.sentence.start, fact.sentence.end, str(fact.sentence.marks))
            for fact in hit.sentences
        }
        for hit in hits
        if not hit.copies
    }
