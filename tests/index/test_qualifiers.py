"""Words of a query that say which documents it means: places, years, types, numbers."""

import pytest

from extract.data_files import read_yaml
from index.qualifiers import qualifiers
from index.query import Query

EXAMPLES = read_yaml("index", "data/qualifiers.yaml")["examples"]
DOCUMENTS = {
    "ngãi": (
        "Quảng Ngãi",
        "2025-09-05",
        "Kế hoạch",
        ["Sở Giáo dục Quảng Ngãi.", "Dạy thêm, học thêm trong năm học 2025-2026."],
    ),
    "ninh": (
        "Quảng Ninh",
        "2024-10-05",
        "Công văn",
        [
            "Dạy thêm, học thêm trong năm học 2024-2025.",
            "Dạy thêm, học thêm như ở Quảng Ngãi.",
            "- Báo Quảng Ngãi;",
        ],
    ),
    "trung ương": (None, "2012-05-16", "Thông tư", ["Dạy thêm, học thêm.", "Cấm ép học thêm."]),
    "học phí": (None, "2023-01-01", "Nghị định", ["Học sinh được miễn học phí từ năm 2025."]),
    "ngân sách": (
        None,
        "2025-01-01",
        "Quyết định",
        ["Học sinh năm 2025.", "Năm 2025 có 2025 trường."],
    ),
}


@pytest.mark.parametrize(("text", "read"), EXAMPLES.items())
def test_qualifiers_are_read(text, read):
    found = qualifiers(text)
    said = {item.kind: item.documents and item.documents.value for item in found}
    assert said == read


def test_a_number_of_any_length_is_read():
    assert qualifiers("quyết định " + "9" * 5000) == qualifiers("quyết định")


@pytest.fixture
def library(shelf, composed):
    numbers = iter(range(81, 90))
    shelf.add(
        *(
            composed(
                f"https://a.example/{name}",
                lines,
                issued_on=day,
                type=kind,
                number=f"{next(numbers)}/{day[:4]}/XX-YY",
                **({"place": f"tỉnh {place}"} if place else {"issuer": "Bộ Giáo dục và Đào tạo"}),
            )
            for name, (place, day, kind, lines) in DOCUMENTS.items()
        )
    )
    return shelf.library


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dạy thêm quảng ngãi", "ngãi"),  # "ninh" names it twice
        ("day them quang ninh", "ninh"),
        ("dạy thêm năm học 2025-2026", "ngãi"),
        ("ở quảng ngãi", "ngãi"),
        ("dạy thêm 2012", "trung ương"),
        ("thông tư dạy thêm, học thêm", "trung ương"),
        ("công văn dạy thêm, học thêm", "ninh"),
        ("bộ giáo dục dạy thêm học thêm", "trung ương"),
        ("miễn học phí 2025", "học phí"),  # "ngân sách" has the year more often
        ("thông tư 83", "trung ương"),
        ("nghị định 84 2023", "học phí"),
    ],
)
def test_the_document_that_is_meant_comes_first(library, text, first):
    assert library.search(Query(text)).hits[0].document.url == f"https://a.example/{first}"


def test_qualifiers_need_not_stand_in_the_text(library):
    (hit,) = library.search(Query("miễn học phí bắc giang 2030")).hits
    assert hit.document.url == "https://a.example/học phí"


def test_a_document_is_quoted_for_what_it_says_not_for_naming_the_place(library):
    quoted = library.search(Query("học thêm quảng ngãi", sentences=1)).hits
    assert "- Báo Quảng Ngãi;" not in [hit.sentences[0].sentence.text for hit in quoted]


def test_the_newest_of_what_answers_equally_well(shelf, composed):
    texts = ["Dạy thêm ngoài nhà trường.", "Dạy thêm trong nhà trường.", "Trường học mới nhất."]
    for day in ("2012-05-16", "2024-12-30"):
        for at, text in enumerate(texts):
            shelf.add(composed(f"https://a.example/{day}/{at}", [text], issued_on=day))
    hits = shelf.library.search(Query("dạy thêm ngoài nhà trường mới nhất")).hits
    first = [hit.document.url.removeprefix("https://a.example/") for hit in hits[:2]]
    assert first == ["2024-12-30/0", "2012-05-16/0"]
