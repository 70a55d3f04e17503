"""What an expression of time is said of, and that any rendered time reads back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import (
    Block,
    BlockKind,
    Document,
    Header,
    Reference,
    ReferenceKind,
    Stated,
)
from extract.times import find_times


def document(text: str, *blocks: Block, references: tuple[Reference, ...] = ()) -> Document:
    header = Header(issued_on=Stated("2023-09-14"))
    return Document("test", text, blocks, header, references=references)


def role(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> str | None:
    found = find_times(document(text, Block(kind, 0, len(text))))
    assert len(found) >= 1
    return found[-1].role


ROLES = [
    ("Thực hiện Công văn số 88/SGDĐT-VP ngày 20/12/2023 của Sở.", "citation"),
    ("Theo Chỉ thị số 12-CT/TU, ngày 20/12/2023 của Tỉnh ủy.", "citation"),
    ("Quyết định này có hiệu lực từ ngày 01/10/2023.", "effect"),
    ("Thông tư có hiệu lực thi hành kể từ ngày 01 tháng 10 năm 2023.", "effect"),
    ("Quyết định này có hiệu lực kể từ ngày ký.", "effect"),
    ("Quyết định hết hiệu lực kể từ ngày 01/10/2023.", "effect"),
    ("Tiếp tục Chuyên đề “Trường xanh giai đoạn 2021-2025”.", "title"),
    ('Thi đua "Dạy tốt năm học 2023-2024".', "title"),
    ("Triển khai Chương trình mục tiêu quốc gia vùng cao giai đoạn 2021-2030.", "title"),
    ("Triển khai Đề án học tập suốt đời đến năm 2030.", "title"),
    ("Ngày 01/9/2023, Sở tổ chức hội nghị.", "event"),
    ("Ngày 14/9/2023, Sở ban hành kế hoạch.", "event"),
    ("Lễ kỷ niệm 41 năm Ngày Nhà giáo (20/11/1982 - 20/11/2023).", "event"),
    ("Năm học 2021-2022 toàn tỉnh có 500 trường.", "event"),
    ("Báo cáo trước ngày 30/9/2023.", None),
    ("Hoàn thành trong quý IV/2023.", None),
    ("Triển khai Đề án, phấn đấu đến năm 2025 đạt 80%.", None),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_role(text: str, expected: str | None) -> None:
    assert role(text) == expected


def test_a_reference_hides_its_date() -> None:
    text = "Theo Luật Nhà ở năm 2024 và báo cáo trước ngày 30/9/2023."
    reference = Reference(5, 24, text[5:24], ReferenceKind.NAMED, "test")
    found = find_times(document(text, references=(reference,)))
    assert [(item.text, item.role) for item in found] == [
        ("năm 2024", "citation"),
        ("trước ngày 30/9/2023", None),
    ]


def test_the_document_itself_is_no_citation() -> None:
    text = "Hoàn thành trong 15 ngày kể từ ngày ban hành Kế hoạch này."
    reference = Reference(44, 57, text[44:57], ReferenceKind.SELF, "test")
    (found,) = find_times(document(text, references=(reference,)))
    assert (found.value, found.role) == ("2023-09-29", None)


def test_a_programme_hides_its_period() -> None:
    text = "Đề án Sữa học đường giai đoạn 2021-2025 đã kết thúc."
    reference = Reference(0, 39, text[:39], ReferenceKind.PROGRAMME, "test")
    (found,) = find_times(document(text, references=(reference,)))
    assert found.role == "title"


@pytest.mark.parametrize(
    "kind", [BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES, BlockKind.RECIPIENTS, BlockKind.HEADER]
)
def test_what_is_not_read(kind: BlockKind) -> None:
    text = "Cập nhật ngày 01/10/2023"
    assert find_times(document(text, Block(kind, 0, len(text)))) == ()


def test_a_line_of_signing_dates_a_text_whose_header_states_no_day() -> None:
    text = "Báo cáo trước ngày 30/9.\n\nMỹ An, ngày 28 tháng 8 năm 2024\n\nTrước ngày 05/9"
    due, signed, _ = find_times(Document("test", text, (), Header()))
    assert (signed.role, signed.value) == ("signing", "2024-08-28")
    assert (due.latest, due.basis) == (date(2024, 9, 30), "signing_line:2024-08-28")


def test_the_signing_line() -> None:
    text = "Hà Nội, ngày 14 tháng 9 năm 2023"
    header = Header(issued_on=Stated("2023-09-14", 8, 32))
    blocks = (Block(BlockKind.HEADER, 0, len(text)),)
    (found,) = find_times(Document("test", text, blocks, header))
    assert (found.role, found.value) == ("signing", "2023-09-14")


def test_a_title_block() -> None:
    assert role("KẾ HOẠCH NĂM 2024", BlockKind.TITLE) == "title"


def test_cells_do_not_run_together() -> None:
    text = "Ngày 15\t9/2023\tSở Nội vụ"
    found = find_times(document(text, Block(BlockKind.TABLE_ROW, 0, len(text))))
    assert [item.value for item in found] == ["2023-09"]


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
FORMS = st.sampled_from(
    [
        "ngày {0.day}/{0.month}/{0.year}",
        "ngày {0.day:02}/{0.month:02}/{0.year}",
        "ngày {0.day:02}-{0.month:02}-{0.year}",
        "ngày {0.day}.{0.month}.{0.year}",
        "ngày {0.day:02} tháng {0.month:02} năm {0.year}",
        "ngày {0.day} tháng {0.month}/{0.year}",
        "{0.day:02}/{0.month:02}/{0.year}",
        "{0.year}-{0.month:02}-{0.day:02}",
        "17h00 ngày {0.day}/{0.month}/{0.year}",
    ]
)
DASHES = st.sampled_from(["-", " - ", "–", " – ", "—", "‑"])


@given(DAYS, FORMS)
def test_any_day_reads_back(day: date, form: str) -> None:
    (found,) = find_times(document(f"Nộp trước {form.format(day)}."))
    assert found.latest == day


@given(st.integers(1990, 2060), DASHES, st.sampled_from(["năm học", "NH", "niên khóa"]))
def test_any_school_year_reads_back(year: int, dash: str, words: str) -> None:
    (found,) = find_times(document(f"Trong {words} {year}{dash}{year + 1}."))
    assert found.earliest is not None
    assert found.latest is not None
    assert (found.earliest.year, found.latest.year) == (year, year + 1)


@given(st.integers(1990, 2060), st.integers(1, 4), st.sampled_from(["/", " năm "]))
def test_any_quarter_reads_back(year: int, number: int, joint: str) -> None:
    for name in (str(number), ("I", "II", "III", "IV")[number - 1]):
        (found,) = find_times(document(f"Xong quý {name}{joint}{year}."))
        assert found.value == f"{year}-{32 + number}"
        assert found.latest is not None
        assert found.latest.month == number * 3


@given(st.text(alphabet="ngàytháăm0123456789/-. trướcđếnquýIV", max_size=120))
@settings(max_examples=200)
def test_any_text_gives_ordered_spans(text: str) -> None:
    found = find_times(document(text))
    for item in found:
        assert item.text == text[item.start : item.end]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_time_right_behind_a_number_and_its_issuer_is_free() -> None:
    cited = "Quyết định số 22/2013/QĐ-TTg ngày 26 tháng 4 năm 2013 của Thủ tướng Chính phủ"
    text = f"Hoàn thành hỗ trợ nhà ở giai đoạn 2 theo {cited} đến hết năm 2025."
    start = text.index(cited)
    reference = Reference(
        start, start + len(cited), cited, ReferenceKind.NUMBERED, "test", number="22/2013/QĐ-TTg"
    )
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    found = find_times(document(text, block, references=(reference,)))
    assert [(item.text, item.role) for item in found][-1] == ("đến hết năm 2025", None)
