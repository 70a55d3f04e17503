"""Task tables: columns in any order and wording, merged cells, tables over pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.deadlines import find_deadlines
from extract.deadlines.columns import column_role
from extract.model import Block, BlockKind, Cell, Deadline, Document, Header, Stated
from extract.times import find_times

Row = list[str | None]  # None: merged with the cell above


def table(rows: list[Row], text: str = "", number: int = 0) -> tuple[str, list[Block]]:
    """Rows appended to ``text`` as a reader leaves them: cells parted by tabs."""
    blocks: list[Block] = []
    above: dict[int, tuple[int, int]] = {}
    for row in rows:
        start, cells = len(text), []
        for column, content in enumerate(row):
            if column:
                text += "\t"
            if content is None:
                first, last = above[column]
            else:
                first, last = len(text), len(text) + len(content)
                text += content
            above[column] = (first, last)
            cells.append(Cell(first, last, column))
        blocks.append(
            Block(BlockKind.TABLE_ROW, start, len(text), table=number, cells=tuple(cells))
        )
        text += "\n"
    return text, blocks


def found_in(text: str, blocks: list[Block], title: str | None = None) -> tuple[Deadline, ...]:
    header = Header(issued_on=Stated("2023-09-14"), title=Stated(title))
    document = Document("test", text, tuple(blocks), header)
    return find_deadlines(replace(document, times=find_times(document)))


def test_columns_in_the_usual_order() -> None:
    found = found_in(
        *table(
            [
                ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"],
                ["1", "Rà soát mạng lưới", "Sở Nội vụ", "Sở Tài chính", "Tháng 10/2023", "Đề án"],
                ["2", "Tập huấn cốt cán", "Phòng GDTrH", "", "Quý IV/2023", "Kế hoạch"],
            ]
        )
    )
    assert [item.due_on for item in found] == [date(2023, 10, 31), date(2023, 12, 31)]
    first = found[0]
    assert first.task == "Rà soát mạng lưới"
    assert first.lead == ("Sở Nội vụ",)
    assert first.cooperating == ("Sở Tài chính",)
    assert first.product == "Đề án"
    assert first.rule == "table"
    assert found[1].cooperating == ()


def test_columns_in_another_order_and_wording() -> None:
    (found,) = found_in(
        *table(
            [
                [
                    "Thời hạn hoàn thành",
                    "Đơn vị thực hiện",
                    "Kết quả đầu ra",
                    "Nhiệm vụ, giải pháp",
                ],
                ["15/10", "Văn phòng Sở", "Báo cáo", "Kiểm kê tài sản"],
            ]
        )
    )
    assert (found.due_on, found.lead, found.task) == (
        date(2023, 10, 15),
        ("Văn phòng Sở",),
        "Kiểm kê tài sản",
    )


def test_a_heading_in_two_rows() -> None:
    (found,) = found_in(
        *table(
            [
                ["TT", "Nhiệm vụ", "Phân công", "Phân công", "Thời gian"],
                [None, None, "Chủ trì", "Phối hợp", None],
                ["1", "Xây dựng đề án", "Sở Y tế", "Sở Xây dựng", "Trước 30/9/2023"],
            ]
        )
    )
    assert (found.lead, found.cooperating) == (("Sở Y tế",), ("Sở Xây dựng",))


def test_cells_merged_downwards() -> None:
    found = found_in(
        *table(
            [
                ["STT", "Nội dung", "Chủ trì", "Thời gian thực hiện"],
                ["1", "Khảo sát", "Sở Nội vụ", "Tháng 10/2023"],
                ["2", "Thẩm định", None, None],
            ]
        )
    )
    assert [(item.task, item.lead, item.due_on) for item in found] == [
        ("Khảo sát", ("Sở Nội vụ",), date(2023, 10, 31)),
        ("Thẩm định", ("Sở Nội vụ",), date(2023, 10, 31)),
    ]


def test_a_table_that_goes_on_over_the_page() -> None:
    text, blocks = table(
        [
            ["TT", "Nội dung", "Chủ trì", "Thời gian"],
            ["1", "Khảo sát", "Sở Nội vụ", "Tháng 10/2023"],
        ]
    )
    blocks.append(Block(BlockKind.BOILERPLATE, len(text), len(text) + 1))
    text += "2\n"
    text, more = table(
        [
            ["2", "Thẩm định", "Sở Tư pháp", "Tháng 11/2023"],
            ["TT", "Nội dung", "Chủ trì", "Thời gian"],
            ["3", "Trình duyệt", "Sở Nội vụ", "Tháng 12/2023"],
        ],
        text,
        number=1,
    )
    found = found_in(text, [*blocks, *more])
    assert [(item.task, item.due_on) for item in found] == [
        ("Khảo sát", date(2023, 10, 31)),
        ("Thẩm định", date(2023, 11, 30)),
        ("Trình duyệt", date(2023, 12, 31)),
    ]


def test_limits_within_the_words_of_other_cells() -> None:
    tell = "1. Sở Nội vụ tổng kết (trong Quý IV/2023). 2. Sở Tư pháp đề xuất."
    found = found_in(
        *table(
            [
                ["TT", "Nội dung", "Thời gian", "Cơ quan chủ trì"],
                ["1", "Sửa quy định; các phòng hoàn thành trước ngày 30/9/2023", "Năm 2023", tell],
                ["2", "Báo cáo định kỳ hằng quý", "Hằng quý", "Sở Nội vụ"],
            ]
        )
    )
    assert [(str(item.due_on), item.recurrence, item.lead, item.rule) for item in found] == [
        ("2023-09-30", None, ("các phòng",), "bounded"),
        ("2023-12-31", None, ("Sở Nội vụ", "Sở Tư pháp"), "table"),
        ("2023-12-31", None, ("Sở Nội vụ",), "within"),
        ("None", "FREQ=MONTHLY;INTERVAL=3", ("Sở Nội vụ",), "table"),
    ]


def test_a_time_that_says_done_before_is_no_heading() -> None:
    (found,) = found_in(
        *table(
            [
                ["TT", "Nội dung", "Chủ trì", "Thời gian"],
                ["1", "Khảo sát", "Sở Nội vụ", "Hoàn thành trước 30/9/2023"],
            ]
        )
    )
    assert (found.due_on, found.lead) == (date(2023, 9, 30), ("Sở Nội vụ",))


def test_marks_in_one_cell_tell_who_leads() -> None:
    (found,) = found_in(
        *table(
            [
                ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
                ["1", "Khảo sát", "Phòng A (chủ trì) Các khoa (phối hợp)", "15/01 - 31/01/2024"],
            ]
        )
    )
    assert (found.lead, found.cooperating) == (("Phòng A",), ("Các khoa",))


def test_one_column_for_leading_and_co_operating() -> None:
    (found,) = found_in(
        *table(
            [
                ["Nội dung", "Đơn vị chủ trì, phối hợp", "Thời gian"],
                ["Khảo sát", "Chủ trì: Sở Nội vụ; Phối hợp: Sở Tài chính", "Năm 2024"],
            ]
        )
    )
    assert (found.lead, found.cooperating) == (("Sở Nội vụ",), ("Sở Tài chính",))
    assert found.due_on == date(2024, 12, 31)


def test_a_row_that_names_the_body() -> None:
    found = found_in(
        *table(
            [
                ["TT", "Nhiệm vụ", "Thời gian", "Ghi chú"],
                ["I", "Sở Nội vụ", "", ""],
                ["1", "Khảo sát", "Quý I/2024", ""],
                ["II", "Sở Tài chính", "", ""],
                ["2", "Cấp kinh phí", "Quý II/2024", ""],
            ]
        )
    )
    assert [item.lead for item in found] == [("Sở Nội vụ",), ("Sở Tài chính",)]


def test_rhythms_and_what_has_no_time() -> None:
    found = found_in(
        *table(
            [
                ["Nội dung", "Chủ trì", "Thời gian"],
                ["Báo cáo tiến độ", "Văn phòng", "Hằng quý"],
                ["Tuyên truyền", "Các trường", "Thường xuyên"],
            ]
        )
    )
    assert [(item.recurrence, item.due_on) for item in found] == [("FREQ=MONTHLY;INTERVAL=3", None)]


def test_a_table_of_figures_is_no_task_table() -> None:
    rows: list[Row] = [["Năm học", "Số trường", "Số lớp"], ["2023-2024", "500", "7000"]]
    assert found_in(*table(rows)) == ()


def test_a_plan_year_completes_the_months() -> None:
    text, blocks = table(
        [["Nội dung", "Chủ trì", "Thời gian"], ["Khảo sát", "Sở Nội vụ", "Tháng 3"]]
    )
    (found,) = found_in(text, blocks, "Kế hoạch công tác năm 2024")
    assert found.due_on == date(2024, 3, 31)


@pytest.mark.parametrize("example", read_yaml("extract.deadlines", "data/columns.yaml")["examples"])
def test_column_examples(example: dict[str, Any]) -> None:
    assert column_role(example["heading"]) == example["role"]
