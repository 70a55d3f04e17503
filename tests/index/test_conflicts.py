"""Documents beside each other: one duty with two days, and one text held twice."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from index.query import Query

PLAN = "Kế hoạch số 3461/KH-UBND ngày 14/9/2023 của Ủy ban nhân dân tỉnh Bình Thuận"
DUTY = (
    "Sở Nội vụ rà soát, bổ sung biên chế giáo viên các trường công lập, hoàn thành trước ngày {}."
)
OF_PLAN = {
    "number": "3461/KH-UBND",
    "type": "Kế hoạch",
    "issuer": "Ủy ban nhân dân tỉnh Bình Thuận",
    "place": "tỉnh Bình Thuận",
    "issued_on": "2023-09-14",
    "title": "Nhiệm vụ trọng tâm của ngành giáo dục",
}
OTHERS = {
    "a letter that carries the plan out": (
        [f"Thực hiện {PLAN}, Sở có ý kiến như sau:", DUTY.format("20/10/2023")],
        {"number": "88/SNV-TCCB", "type": "Công văn", "issued_on": "2023-09-20"},
        True,
    ),
    "a press report": (
        [
            f"Ủy ban nhân dân tỉnh vừa ban hành {PLAN}.",
            f"Theo đó, {DUTY.format('31/10/2023')}",
        ],
        {"type": "Tin", "published_on": "2023-09-16", "title": "Tỉnh có kế hoạch mới"},
        True,
    ),
    "a version of the same number": ([DUTY.format("15/10/2023")], OF_PLAN, True),
    "the same day": (
        [f"Thực hiện {PLAN}, Sở có ý kiến như sau:", DUTY.format("30/10/2023")],
        {"number": "88/SNV-TCCB", "type": "Công văn", "issued_on": "2023-09-20"},
        False,
    ),
    "another task of the same body": (
        [f"Thực hiện {PLAN}.", "Sở Nội vụ báo cáo kết quả tinh giản trước ngày 20/10/2023."],
        {"number": "88/SNV-TCCB", "type": "Công văn", "issued_on": "2023-09-20"},
        False,
    ),
    "another body": (
        [f"Thực hiện {PLAN}.", DUTY.format("20/10/2023").replace("Sở Nội vụ", "Sở Tài chính")],
        {"number": "88/SNV-TCCB", "type": "Công văn", "issued_on": "2023-09-20"},
        False,
    ),
    "the duty of another year": (
        [f"Tiếp tục thực hiện {PLAN}.", DUTY.format("20/10/2024")],
        {"number": "90/SNV-TCCB", "type": "Công văn", "issued_on": "2024-09-20"},
        False,
    ),
    "a plan of another province": (
        [DUTY.format("20/10/2023")],
        {
            "number": "520/KH-UBND",
            "type": "Kế hoạch",
            "issuer": "Ủy ban nhân dân tỉnh Khánh Hòa",
            "place": "tỉnh Khánh Hòa",
            "issued_on": "2023-09-18",
        },
        False,
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_two_days_for_one_duty(shelf, composed, name):
    lines, header, expected = OTHERS[name]
    shelf.add(
        annotate(composed("https://a.example/plan", [DUTY.format("30/10/2023")], **OF_PLAN)),
        annotate(composed("https://b.example/other", lines, **header)),
    )
    duties = shelf.library.facts("deadline").facts
    assert len(duties) == 2
    found = shelf.library.conflicts(duties)
    assert len(found) == (2 if expected else 0)  # each of the two is told of the other
    for conflict in found:
        assert conflict.duty.document.id != conflict.other.document.id


def test_each_copy_of_a_letter_is_told_of(shelf, composed):
    lines, header, _ = OTHERS["a letter that carries the plan out"]
    shelf.add(
        annotate(composed("https://a.example/plan", [DUTY.format("30/10/2023")], **OF_PLAN)),
        annotate(composed("https://b.example/letter", lines, **header)),
        annotate(composed("https://c.example/letter", lines, **header)),
    )
    found = shelf.library.conflicts(shelf.library.facts("deadline").facts)
    assert {conflict.other.document.url for conflict in found} == {
        "https://a.example/plan",
        "https://b.example/letter",
        "https://c.example/letter",
    }


def test_one_letter_of_a_province_corrects_another(shelf, composed):
    basis = "Thực hiện Quyết định số 131/QĐ-TTg ngày 25/01/2022 của Thủ tướng Chính phủ, "
    place = {"place": "tỉnh Bình Thuận", "type": "Công văn", "issued_on": "2023-09-14"}
    shelf.add(
        annotate(composed("https://a.example/1", [basis + DUTY.format("30/10/2023")], **place)),
        annotate(composed("https://a.example/2", [basis + DUTY.format("15/10/2023")], **place)),
        annotate(composed("https://a.example/3", [DUTY.format("15/11/2023")], **place)),
    )
    found = shelf.library.conflicts(shelf.library.facts("deadline").facts)
    assert {str(conflict.duty.annotation.due_on) for conflict in found} == {
        "2023-10-30",
        "2023-10-15",
    }


def test_copies_say_each_thing_once(shelf, composed):
    aims = [
        "Phấn đấu đến năm 2025 có 65% trường đạt chuẩn và 90% giáo viên được bồi dưỡng.",
        *(f"Mục {number} nêu một việc dạy và học của nhà trường." for number in range(20)),
    ]
    other = ["Phấn đấu đến năm 2025 có 65% trường đạt chuẩn.", "Tỉnh này có kế hoạch của mình."]
    shelf.add(
        annotate(composed("https://a.example/plan.pdf", aims, type="Kế hoạch")),
        annotate(composed("https://a.example/plan.docx", aims, type="Kế hoạch")),
        annotate(composed("https://b.example/plan", other, type="Kế hoạch")),
    )
    facts = shelf.library.facts("target", Query(limit=50)).facts
    assert sorted(fact.annotation.value for fact in facts) == [65.0, 65.0, 65.0, 90.0, 90.0]
    found = shelf.library.aims(Query(limit=50))
    assert sorted(fact.annotation.value for fact in found.facts) == [65.0, 65.0, 90.0]
    assert found.total == 3
    assert [len(fact.copies) for fact in found.facts if fact.annotation.value == 90.0] == [1]
    pages = [shelf.library.aims(Query(limit=2, offset=first)).facts for first in (0, 2, 4)]
    assert [fact for page in pages for fact in page] == list(found.facts)
    assert shelf.library.aims(Query("bồi dưỡng", limit=2), value=90).total == 1
