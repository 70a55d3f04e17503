"""Every filter and every facet of the library, on both engines."""

from dataclasses import fields, replace
from datetime import date

import pytest

from extract.model import Passage, PassageKind, Time, TimeKind
from index.query import Filters, Query, Sort
from index.schema import FACETS

PLAN, DIRECTIVE, LETTER = "3461/KH-UBND", "huyện Tứ Kỳ", "562/SGDĐT-GDTrH"
REPORT = "18/BC-PGDĐT"

CASES = [
    ({"place": ("Bình Thuận",)}, {PLAN}),
    ({"place": ("60", "tu-ky")}, {PLAN, DIRECTIVE}),
    ({"place": ("Kon Tum",)}, set()),
    ({"type": ("Công văn", "Chỉ thị")}, {DIRECTIVE, LETTER}),
    ({"issuer": ("Sở Giáo dục và Đào tạo",)}, {LETTER}),
    ({"year": (2022, 2023)}, {PLAN, DIRECTIVE}),
    ({"school_year": ("2023-2024",)}, {REPORT}),
    ({"portal": ("mau",)}, {PLAN, DIRECTIVE, LETTER}),
    ({"portal": ("khac",)}, {REPORT}),
    ({"portal": ("la",)}, set()),
    ({"relation": ("carries_out",)}, {PLAN, DIRECTIVE}),
    ({"section": ("shortcoming",)}, {REPORT}),
    ({"section": ("grades",)}, set()),
    ({"cites": ("34/CT-TTg",)}, {PLAN}),
    ({"cites": ("qd 2457/qd-bgddt", "34-ct-tw")}, {PLAN, DIRECTIVE}),
    ({"document": ("3461-kh-ubnd-binh-thuan-2023",)}, {PLAN}),
    ({"issued_from": date(2022, 9, 7)}, {PLAN, DIRECTIVE, REPORT}),
    ({"issued_from": date(2022, 9, 8)}, {PLAN, REPORT}),
    ({"issued_to": date(2022, 9, 7)}, {DIRECTIVE}),
    ({"issued_from": date(2022, 9, 8), "issued_to": date(2023, 9, 13)}, set()),
    ({"type": ("Kế hoạch",), "year": (2022,)}, set()),
    ({"type": ("Kế hoạch",), "place": ("Bình Thuận",), "year": (2023,)}, {PLAN}),
]


@pytest.fixture
def four(three, composed):
    """The three documents, and a report on a school year that admits something."""
    text = "Năm học 2023-2024 vẫn còn trường nộp báo cáo chậm."
    report = composed(
        "https://khac.example/bao-cao",
        [text],
        number=REPORT,
        type="Báo cáo",
        issued_on="2024-06-03",
    )
    year = Time(0, 17, text[:17], TimeKind.SCHOOL_YEAR, "composed", value="2023-09/2024-05")
    whole = (0, len(text))
    passage = Passage(*whole, text, PassageKind.SHORTCOMING, "composed", (), whole)
    three.add(replace(report, times=(year,), passages=(passage,)), portal="khac")
    return three


def names(answer):
    """Numbers of the documents found; the directive has none and goes by its district."""
    return {hit.document.number or hit.document.district for hit in answer.hits}


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_what_a_filter_lets_through(four, given, expected):
    answer = four.library.search(Query("", Filters(**given)))
    assert names(answer) == expected
    assert answer.total == len(expected)
    with_words = four.library.search(Query("Thực hiện quyết định năm học", Filters(**given)))
    assert names(with_words) <= expected


def test_every_filter_has_a_case():
    assert {name for given, _ in CASES for name in given} == {item.name for item in fields(Filters)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('cơquan:"Sở Giáo dục và Đào tạo"', {LETTER}),
        ('cơ-quan:"Ủy ban nhân dân tỉnh Bình Thuận"', {PLAN}),
        ("nguồn:mau", {PLAN, DIRECTIVE, LETTER}),
        ("nguồn:khac", {REPORT}),
        ("năm-học:2023-2024", {REPORT}),
        ("quan-hệ:carries_out", {PLAN, DIRECTIVE}),
        ("quan-hệ:thay-thế", set()),
        ("mục:ton-tai-han-che", {REPORT}),
        ("năm:2023 OR loại:công-văn", {PLAN, LETTER}),
        ("loại:kế-hoạch NOT dẫn:34-CT/TW", set()),
        ("(dạy thêm OR sơn) NOT năm:2022", {LETTER}),
    ],
)
def test_fields_written_in_a_query(four, text, expected):
    assert names(four.library.search(Query(text))) == expected


def test_every_facet_counts_what_its_filter_finds(four):
    facets = four.library.search(Query("", facets=True)).facets
    assert set(facets) == set(FACETS)
    assert all(facets.values())
    for name, counts in facets.items():
        asked = "place" if name in ("place_today", "district") else name
        for item in counts:
            value = int(item.value) if name == "year" else item.value
            found = four.library.search(Query("", Filters(**{asked: (value,)})))
            assert found.total == item.count, (name, item)


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_cut_one_order_whatever_it_is(four, sort):
    words = "chỉ thị năm học trường" if sort is Sort.RELEVANCE else ""
    whole = [hit.document.id for hit in four.library.search(Query(words, sort=sort)).hits]
    pages, cursor = [], None
    for _ in whole:
        page = four.library.search(Query(words, sort=sort, limit=1, cursor=cursor))
        pages += [hit.document.id for hit in page.hits]
        cursor = page.cursor
    assert pages == whole
    assert len(whole) > 1
    assert cursor is None
