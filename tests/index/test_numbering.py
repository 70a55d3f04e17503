"""The number under which a sentence is cited."""

import pytest

from extract.model import Block, BlockKind
from index.numbering import numbered

H, N, P = BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH


def items(*lines: tuple[BlockKind, int | None, str | None, str]) -> list[str | None]:
    text, blocks = "", []
    for kind, level, number, line in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line), level=level, number=number))
        text += line + "\n"
    return list(numbered(text, blocks))


def test_items_of_a_plan_are_cited_from_the_outside_in() -> None:
    assert items(
        (P, None, None, "Thực hiện kế hoạch năm học:"),
        (H, 1, "I", "I. MỤC ĐÍCH"),
        (N, 2, "1", "1. Quán triệt."),
        (H, 1, "II", "II. NHIỆM VỤ"),
        (H, 2, "2", "2. Chất lượng"),
        (N, 3, "d", "d) Đổi mới quản trị."),
        (P, None, None, "Đoạn tiếp theo của điểm này."),
        (N, 3, "đ", "đ) Trường xanh."),
        (H, 2, "3", "3. Đội ngũ"),
    ) == [
        None,
        "mục I",
        "mục I.1",
        "mục II",
        "mục II.2",
        "mục II.2.d",
        "mục II.2.d",
        "mục II.2.đ",
        "mục II.3",
    ]


def test_articles_are_cited_from_the_inside_out_without_their_chapter() -> None:
    assert items(
        (H, 1, "I", "Chương I. QUY ĐỊNH CHUNG"),
        (H, 2, "5", "Điều 5. Học bổng"),
        (N, 3, "2", "2. Người học:"),
        (N, 4, "a", "a) Là học sinh;"),
        (H, 2, "6", "ĐIỀU 6. Hiệu lực"),
    ) == ["Chương I", "Điều 5", "khoản 2 Điều 5", "điểm a khoản 2 Điều 5", "Điều 6"]


@pytest.mark.parametrize("kind", [BlockKind.SIGNATURE, BlockKind.RECIPIENTS])
def test_an_annex_does_not_go_on_with_the_numbers_of_the_body(kind: BlockKind) -> None:
    assert items(
        (H, 1, "3", "Điều 3. Thi hành"),
        (kind, None, None, "KT. CHỦ TỊCH"),
        (P, None, None, "Biểu mẫu kèm theo"),
        (N, 2, "1", "1. Họ và tên"),
    ) == ["Điều 3", None, None, "mục 1"]


def test_a_number_that_holds_its_heading_does_not_repeat_it() -> None:
    assert items(
        (H, 1, "II", "II. NHIỆM VỤ"),
        (H, 2, "2", "2. Quy hoạch"),
        (N, 3, "2.1", "2.1. Khoáng sản"),
        (N, 4, "a", "a) Rà soát."),
    ) == ["mục II", "mục II.2", "mục II.2.1", "mục II.2.1.a"]


def test_a_heading_without_number_ends_what_stood_before() -> None:
    assert items(
        (H, 1, "II", "II. NHIỆM VỤ"),
        (H, 1, None, "TỔ CHỨC THỰC HIỆN"),
        (P, None, None, "Các đơn vị báo cáo."),
    ) == ["mục II", None, None]
