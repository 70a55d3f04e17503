"""Task tables saved as plain text: a line for each line of a cell, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.annotate import annotate
from extract.model import Header, Source, Stated
from extract.reading.text import document_of_text

Found = list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]


def found_in(lines: list[str]) -> Found:
    """Due day, task, leads and partners of each deadline; a line "a⏎b" is two of one cell."""
    text = "\n".join(line.replace("⏎", " \n") for line in lines)
    read = document_of_text(text, Source("thu.txt"))
    document = annotate(replace(read, header=Header(issued_on=Stated("2023-09-14"))))
    return [
        (str(item.due_on), item.task or "", item.lead, item.cooperating)
        for item in document.deadlines
    ]


def test_time_before_those_who_act() -> None:
    assert found_in(
        [
            *("TT", "NHIỆM VỤ", "THỜI HẠN", "HOÀN THÀNH", "CƠ QUAN CHỦ", "TRÌ", "PHỐI HỢP"),
            *("I", "Nhóm nhiệm vụ về thể chế"),
            *("1", "Rà soát mạng lưới trường lớp⏎trên địa bàn", "Quý IV/2023"),
            *("Sở Nội vụ", "Sở Tài chính,⏎Sở Xây dựng"),
            *("2", "Nâng cấp đường truyền cho các trường⏎Tháng 3/2024", "1. Sở Xây dựng chủ trì."),
            *("2. Sở Tài chính tham mưu kinh phí.", "Công an tỉnh"),
            *("3", "Tuyên truyền", "Thường xuyên", "Sở Nội vụ", ""),
        ]
    ) == [
        (
            "2023-12-31",
            "Rà soát mạng lưới trường lớp trên địa bàn",
            ("Sở Nội vụ",),
            ("Sở Tài chính", "Sở Xây dựng"),
        ),
        (
            "2024-03-31",
            "Nâng cấp đường truyền cho các trường",
            ("Sở Xây dựng", "Sở Tài chính"),
            ("Công an tỉnh",),
        ),
    ]


def test_time_as_the_last_column() -> None:
    assert found_in(
        [
            *("STT", "Đơn vị chủ trì", "Nội dung công việc", "Đơn vị phối hợp", "Thời gian"),
            *("1", "Sở Nội vụ", "Trình kế hoạch biên chế", "(1) Sở Tài chính"),
            *("(2) Sở Xây dựng", "Tháng 10/2023"),
            *("Trình đề án vị trí việc làm", "(1) Sở Tài chính", "Trước ngày 15/11/2023"),
            *("2", "Sở Xây dựng", "Lập danh mục công trình", "Sở Tài chính", "Quý I/2024"),
        ]
    ) == [
        ("2023-10-31", "Trình kế hoạch biên chế", ("Sở Nội vụ",), ("Sở Tài chính", "Sở Xây dựng")),
        ("2023-11-15", "Trình đề án vị trí việc làm", ("Sở Nội vụ",), ("Sở Tài chính",)),
        ("2024-03-31", "Lập danh mục công trình", ("Sở Xây dựng",), ("Sở Tài chính",)),
    ]


def test_two_cells_on_one_line() -> None:
    (found,) = found_in(
        [
            *("TT", "Nhiệm vụ", "Thời hạn", "Chủ trì", "Phối hợp"),
            *("1", "Rà soát quy hoạch", "Quý II/2024", "Sở Xây dựng Các sở, ban, ngành"),
        ]
    )
    assert found[2:] == (("Sở Xây dựng",), ("Các sở, ban, ngành",))


@pytest.mark.parametrize(
    "lines",
    [
        ["Nhiệm vụ", "Thời hạn", "Kế hoạch nêu ba việc."],
        ["TT", "Nội dung", "Số lượng", "Quý IV/2023", "Sở Nội vụ"],
    ],
)
def test_headings_that_make_no_task_table(lines: list[str]) -> None:
    assert found_in(lines) == []


def test_rows_above_the_first_named_lead_are_its_own() -> None:
    found = found_in(
        [
            *("STT", "Đơn vị", "Nhiệm vụ chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"),
            *("Trình kế hoạch biên chế của các trường", "(1) Sở Tài chính", "Quý IV/2023"),
            *("1", "Sở Nội vụ", "Trình đề án vị trí việc làm", "(1) Sở Tài chính", "Quý I/2024"),
            *("Lập danh mục công trình cấp bách", "(1) Sở Y tế", "Quý I/2024"),
            *("2", "Sở Xây dựng", "Rà soát quỹ đất", "(1) Sở Tài chính", "Quý II/2024"),
        ]
    )
    assert [lead for *_, lead, _ in found] == [("Sở Nội vụ",), ("Sở Nội vụ",), (), ("Sở Xây dựng",)]


def test_a_name_that_ends_with_a_verb() -> None:
    assert [
        (lead, partners)
        for _, _, lead, partners in found_in(
            [
                *("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"),
                *("1", "Rà soát thỏa thuận hợp tác giáo dục", "Bộ Ngoại⏎giao"),
                *("Bộ Tư pháp, các bộ,⏎ngành liên⏎quan", "Quý IV/2023"),
                *("2", "Ban hành quy chế học bổng", "Bộ Tài chính", "Bộ Nội vụ", "Tháng 3/2024"),
            ]
        )
    ] == [
        (("Bộ Ngoại giao",), ("Bộ Tư pháp", "Các bộ, ngành liên quan")),
        (("Bộ Tài chính",), ("Bộ Nội vụ",)),
    ]
