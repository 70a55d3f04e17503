"""The questions of legal staff, planners and journalists, asked of the five real documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extract.annotate import annotate
from extract.model import Source
from extract.reading import read
from index.library import Library
from index.query import DutyQuery, Filters, Query
from index.settings import Settings
from tests.index.conftest import Shelf

PLAN = "3461-kh-ubnd-binh-thuan-2023"


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    shelf = Shelf(Settings(data=tmp_path_factory.mktemp("seeds")))
    for path in sorted((shared / "seeds").glob("*.txt")):
        source = Source(path.name, url=f"https://seeds.example/{path.name}")
        document = read(path.read_bytes(), source).document
        assert document is not None
        shelf.add(annotate(document))
    yield shelf.library
    shelf.close()


def test_a_decree_cited_in_a_footnote_is_shown_with_its_anchor(library: Library) -> None:
    citations = library.cited_by("24-2021-nd-cp")
    assert citations is not None
    (citation,) = citations
    assert citation.document.slug == PLAN
    assert citation.reference.number == "24/2021/NĐ-CP"
    assert citation.anchor is not None
    assert "quản trị trường học" in citation.anchor.text
    assert citation.anchor.html().count("<mark>4</mark>") == 1


def test_the_undated_mention_joins_the_dated_instrument(library: Library) -> None:
    answer = library.instrument("05-ct-tw")
    assert answer is not None
    assert answer.documents == 2
    assert answer.instrument.date == "2016-05-15"
    assert sorted(item.undated for item in answer.cited_by) == [False, True]


def test_instruments_of_the_ministry_behind_the_plan(library: Library) -> None:
    cited = library.cites(PLAN, issuer="BGDĐT")
    assert cited is not None
    assert {item.reference.number for item in cited} == {
        "2457/QĐ-BGDĐT",
        "4557/BGDĐT-GDTX",
        "05/2023/TT-BGDĐT",
        "178/KH-BGDĐT",
        "45/2021/TT-BGDĐT",
        "28/2020/TT-BGDĐT",
        "1737/CT-BGDĐT",
        "06/2019/TT-BGDĐT",
        "138/CT-BGDĐT",
        "1048/CT-BGDĐT",
        "623/BGDĐT-TTr",
        "06/TTLT-BGDĐT-BNV",
    }


def test_directive_34_is_two_directives(library: Library) -> None:
    found = library.resolve("chi thi 34").candidates
    assert {(item.instrument.number, item.instrument.date) for item in found} == {
        ("34/CT-TTg", "2021-12-21"),
        ("34-CT/TW", "1998-05-30"),
    }


def test_the_basis_of_nineteen_per_cent(library: Library) -> None:
    (fact,) = library.facts("percentage", value=19).facts
    assert fact.basis is not None
    assert (fact.basis.number, fact.basis.date) == ("30/2021/QĐ-TTg", "2021-10-10")
    assert fact.document.place == "Bình Thuận"
    assert "chưa kể chi từ nguồn thu học phí" in fact.sentence.text


@pytest.mark.parametrize("text", ["tuyển dụng viên chức place:Tứ Kỳ", "tuyen dung vien chuc"])
def test_the_decree_by_which_a_district_recruits(library: Library, text: str) -> None:
    answer = library.search(Query(text, Filters(place=("tu-ky",))))
    (hit,) = answer.hits
    numbers = {item.number for fact in hit.sentences for item in fact.references}
    assert "115/2020/NĐ-CP" in numbers


def test_two_provinces_on_one_topic(library: Library) -> None:
    comparison = library.compare(["44", "60"], "chuyen-doi-so")
    first, second = comparison.columns
    assert (first.place, second.place) == ("Quảng Bình", "Bình Thuận")
    assert comparison.years_differ
    assert [fact.annotation.value for fact in first.targets] == [100.0]  # type: ignore[union-attr]
    assert second.targets == ()
    assert any("thí điểm" in fact.sentence.text for fact in second.sentences)


def test_nothing_is_due_by_a_day_of_2023_and_one_thing_by_a_phrase(library: Library) -> None:
    answer = library.deadlines(DutyQuery(until=date(2023, 12, 31)))
    assert answer.calendar == ()
    (relative,) = answer.relative
    assert relative.document.place == "Quảng Bình"


def test_grades_of_the_new_programme(library: Library) -> None:
    found = library.facts("grades", Query("", Filters(place=("24",)))).facts
    assert [fact.annotation.values for fact in found] == [  # type: ignore[union-attr]
        ("1", "2", "3", "6", "7", "10")
    ]
    eighth = library.facts("grades", value="8").facts
    assert {fact.document.place for fact in eighth} == {"Bình Thuận"}


def test_local_curriculum_in_one_province(library: Library) -> None:
    query = Query('"tài liệu giáo dục địa phương"', Filters(place=("60",)))
    (hit,) = library.search(query).hits
    assert "4, 8 và 11" in hit.sentences[0].sentence.text


def test_days_from_the_ministry_to_the_province(library: Library) -> None:
    cascade = library.cascade("2457-qd-bgddt")
    assert cascade is not None
    assert [(step.citation.document.slug, step.days) for step in cascade.steps] == [(PLAN, 22)]


def test_admitted_shortcomings_without_a_guessed_province(library: Library) -> None:
    query = Query("", Filters(section=("ton-tai-han-che",)), sentences=20)
    (hit,) = library.search(query).hits
    assert hit.document.place is None
    quoted = " ".join(fact.sentence.text for fact in hit.sentences)
    for words in ("học sinh bỏ học", "triển khai còn chậm", "trễ hạn"):
        assert words in quoted


def test_extra_classes_are_mentioned_in_one_place_only(library: Library) -> None:
    answer = library.search(Query('"dạy thêm"', facets=True))
    assert [(count.label, count.count) for count in answer.facets["place"]] == [("Hải Dương", 1)]


def test_counters_of_a_portal_are_no_facts(library: Library) -> None:
    inside = Query("", Filters(place=("tu-ky",)), limit=1000)
    for kind in ("target", "percentage", "deadline", "sentence", "reference"):
        for fact in library.facts(kind, inside).facts:
            assert "99.9" not in fact.sentence.text
    assert library.search(Query("99.9%")).total == 0
    assert library.search(Query("41362")).total == 0


def test_what_should_be_checked_in_the_plan(library: Library) -> None:
    found = library.facts("finding", Query("", Filters(document=(PLAN,)))).facts
    kinds = {fact.annotation.kind for fact in found}  # type: ignore[union-attr]
    assert kinds >= {"issuer_disagrees", "year_missing"}
