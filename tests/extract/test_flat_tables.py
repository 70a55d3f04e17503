"""Tables whose cells stand as bare lines: labels, rows, cells, page heads; and what is no table."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from extract.annotate import annotate
from extract.data_files import read_yaml
from extract.model import BlockKind, Document, Source
from extract.reading.cell_shapes import is_figure, is_time
from extract.reading.column_labels import cells_below, labels_at
from extract.reading.text import document_of_text

DATA: dict[str, Any] = read_yaml("extract.reading", "data/columns.yaml")


def read(text: str) -> Document:
    document = document_of_text(text, Source("thu.txt"))
    assert document.text == text, "the text is the file's own"
    return document


def rows(document: Document) -> list[list[str]]:
    """The cells of each row, line feeds as blanks; a cell over several columns ends in "…"."""
    return [
        [
            " ".join(document.text[cell.start : cell.end].split())
            + ("…" if cell.columns > 1 else "")
            for cell in block.cells
        ]
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


@pytest.mark.parametrize("example", DATA["labels_examples"], ids=lambda item: item["lines"][0])
def test_labels(example: dict[str, Any]) -> None:
    assert cells_below(" ".join(example["lines"])) == example["cells"]


@pytest.mark.parametrize("group", ["times", "figures"])
def test_cells_by_their_words(group: str) -> None:
    known = is_time if group == "times" else is_figure
    told = {example["cell"]: known(example["cell"]) for example in DATA[group]["examples"]}
    assert told == {example["cell"]: example["is"] for example in DATA[group]["examples"]}


TASKS = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
TT
NHIỆM VỤ
THỜI HẠN
HOÀN THÀNH
CƠ QUAN CHỦ TRÌ
CƠ QUAN PHỐI HỢP
I
Nhóm việc về mạng lưới trường lớp
1
Rà soát quy hoạch mạng lưới trường học
trên địa bàn
Quý II/2026
Sở Giáo dục và
Đào tạo
Sở Tài chính, các xã,
phường
2
Lập đề án trường bán trú
Tháng 9/2026
Sở Giáo dục và
Đào tạo
Sở Nội vụ,
Sở Xây dựng
II
Nhóm việc về đội ngũ
3
Tập huấn giáo viên cốt cán
Trước ngày
15/8/2026
1. Sở Giáo dục và Đào tạo chủ trì.
2. Các trường cử giáo viên.
Các đơn vị có liên quan
"""


def test_rows_groups_and_cells_over_several_lines() -> None:
    assert rows(read(TASKS)) == [
        ["TT", "NHIỆM VỤ", "THỜI HẠN HOÀN THÀNH", "CƠ QUAN CHỦ TRÌ", "CƠ QUAN PHỐI HỢP"],
        ["I", "Nhóm việc về mạng lưới trường lớp…"],
        [
            "1",
            "Rà soát quy hoạch mạng lưới trường học trên địa bàn",
            "Quý II/2026",
            "Sở Giáo dục và Đào tạo",
            "Sở Tài chính, các xã, phường",
        ],
        [
            "2",
            "Lập đề án trường bán trú",
            "Tháng 9/2026",
            "Sở Giáo dục và Đào tạo",
            "Sở Nội vụ, Sở Xây dựng",
        ],
        ["II", "Nhóm việc về đội ngũ…"],
        [
            "3",
            "Tập huấn giáo viên cốt cán",
            "Trước ngày 15/8/2026",
            "1. Sở Giáo dục và Đào tạo chủ trì. 2. Các trường cử giáo viên.",
            "Các đơn vị có liên quan",
        ],
    ]


def test_the_rows_give_deadlines() -> None:
    found = annotate(read(TASKS)).deadlines
    assert [str(item.due_on) for item in found] == ["2026-06-30", "2026-09-30", "2026-08-15"]
    assert all(item.lead and item.cooperating for item in found)


def test_columns_in_another_order_and_an_empty_last_cell() -> None:
    document = read(
        "STT\nNội dung công việc\nĐơn vị\nthực hiện\nĐơn vị phối hợp\nThời gian\nhoàn thành\n"
        "Ghi chú\n1.\nXây dựng kế hoạch năm học\nPhòng Chuyên môn\nCác tổ chuyên môn\n"
        "Tháng 8/2026\n\n2.\nKiểm tra hồ sơ\nBan Giám hiệu\n\nThường xuyên\nCả năm\n"
    )
    assert rows(document)[1:] == [
        [
            "1.",
            "Xây dựng kế hoạch năm học",
            "Phòng Chuyên môn",
            "Các tổ chuyên môn",
            "Tháng 8/2026",
            "",
        ],
        ["2.", "Kiểm tra hồ sơ", "Ban Giám hiệu", "", "Thường xuyên", "Cả năm"],
    ]


def test_an_ordinal_may_stand_on_the_line_of_its_task() -> None:
    document = read(
        "TT\nNhiệm vụ cụ thể\nCơ quan\nchủ trì\nThời hạn\nthực hiện\n"
        "1 Sửa chữa phòng học\nSở Xây dựng\n2026\n2 Mua thiết bị\nSở Tài chính\n2026 - 2027\n"
    )
    assert rows(document)[1:] == [
        ["1", "Sửa chữa phòng học", "Sở Xây dựng", "2026"],
        ["2", "Mua thiết bị", "Sở Tài chính", "2026 - 2027"],
    ]


def test_page_heads_and_repeated_labels_are_furniture() -> None:
    labels = "TT\nNhiệm vụ\nThời hạn\nCơ quan chủ trì\n"
    page = "\nCÔNG BÁO/Số 7/Ngày 05-02-2026\n12\n \n"
    document = read(
        f"{labels}1\nViệc thứ nhất\nQuý I/2026\nSở Nội vụ\n{page}{labels}"
        "2\nViệc thứ hai\nQuý II/2026\nSở Tư pháp\n"
    )
    assert [row[0] for row in rows(document)] == ["TT", "1", "2"]
    frame = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.BOILERPLATE
    ]
    assert frame == [
        "CÔNG BÁO/Số 7/Ngày 05-02-2026",
        "12",
        "TT",
        "Nhiệm vụ",
        "Thời hạn",
        "Cơ quan chủ trì",
    ]


def test_figures_are_told_from_ordinals() -> None:
    document = read(
        "TT\nChỉ tiêu\nĐơn vị tính\nMục tiêu\nnăm 2026\n1\nTrường đạt chuẩn\n%\n65,5\n"
        "2\nTrường xây mới\ntrường\n3\n3\nTỷ lệ huy động trẻ\n%\n≥ 98\n4\nPhòng học\nphòng\n120\n"
    )
    assert rows(document)[1:] == [
        ["1", "Trường đạt chuẩn", "%", "65,5"],
        ["2", "Trường xây mới", "trường", "3"],
        ["3", "Tỷ lệ huy động trẻ", "%", "≥ 98"],
        ["4", "Phòng học", "phòng", "120"],
    ]


def test_rows_without_ordinals_between_those_with() -> None:
    document = read(
        "TT\nĐịa phương\nKế hoạch năm 2026\nCơ quan chủ trì\n\nToàn tỉnh\n≥ 10,0\n \n \n1\nXã An\n"
        "9,5\nUBND xã An\n2\nXã Bình\n10 - 11\nUBND xã Bình\n"
    )
    assert rows(document)[1:] == [
        ["", "Toàn tỉnh", "≥ 10,0", ""],
        ["1", "Xã An", "9,5", "UBND xã An"],
        ["2", "Xã Bình", "10 - 11", "UBND xã Bình"],
    ]


def test_what_cannot_be_divided_stays_whole() -> None:
    document = read(TASKS.replace("Tháng 9/2026", "Khi có đủ điều kiện"))
    assert [len(row) for row in rows(document)] == [5, 2, 5, 2, 2, 5]


def test_the_text_below_a_table_is_no_row() -> None:
    document = read(TASKS + "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n")
    assert rows(document)[-1][-1] == "Các đơn vị có liên quan"
    assert document.blocks[-1].kind is BlockKind.ITEM


@pytest.mark.parametrize("gap", ["\t", "     "])
def test_rows_of_fields(gap: str) -> None:
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["1", "Rà soát mạng lưới", "Sở Nội vụ", "Quý II/2026"],
        ["2", "Lập đề án", "Sở Tài chính", "Tháng 9/2026"],
    ]
    document = read("".join(gap.join(row) + "\n" for row in table) + "Hết bảng.\n")
    assert rows(document) == table
    assert [str(item.due_on) for item in annotate(document).deadlines] == [
        "2026-06-30",
        "2026-09-30",
    ]


NO_TABLES = {
    "lines with tabs": "TT\tHọ và tên\tLớp\n1\tAn\t6A\n",
    "a numbered list": "1. Rà soát mạng lưới trước ngày 15/8/2026.\n2. Báo cáo Quý III/2026.\n",
    "provinces": "Các tỉnh:\n1\nLào Cai\n2\nSơn La\n3\nĐiện Biên\n",
    "a form": "TT\nHọ và tên\nNgày sinh\nThời gian công tác\nGhi chú\n1\n\n\n2\n\n\n3\n…\n",
    "labels alone": "TT\nNhiệm vụ\nThời hạn\nCơ quan chủ trì\nNơi nhận:\n- Như trên.\n",
    "an empty task table": "TT\nNhiệm vụ\nThời hạn\nCơ quan chủ trì\n1\n…\n…\n…\n2\n…\n…\n…\n",
    "a price list": "STT\nTên hàng\nĐơn giá\n1\nBàn\n500\n2\nGhế\n300\n",
    "a word for a label": "Nhiệm vụ\nThời hạn\nPhòng Tổ chức có nhiệm vụ nhắc thời hạn.\n",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_what_is_no_table(text: str) -> None:
    assert rows(read(text)) == []


def test_labels_over_many_lines() -> None:
    lines = ["TT", "Tên", "nhiệm vụ", "Cơ", "quan", "chủ trì", "Cơ", "quan", "phối hợp", "Thời"]
    lines += ["hạn", "1"]
    labels = labels_at(lines, 0)
    assert [" ".join(lines[label.start : label.end]) for label in labels] == [
        "TT",
        "Tên nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời hạn",
    ]


HOSTILE = {
    "labels": "TT\nNhiệm vụ\nThời hạn\nCơ quan chủ trì\n",
    "one row": "Sở Nội vụ\n",
    "times": "Quý II/2026\n",
    "figures": "1\n",
    "blanks": "\n \n",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_linear_time(line: str) -> None:
    def seconds(count: int) -> float:
        text = "TT\nNhiệm vụ\nThời hạn\nCơ quan chủ trì\n1\n" + line * count
        start = process_time()
        document_of_text(text, Source("thu.txt"))
        return process_time() - start

    small = min(seconds(1_000) for _ in range(2))
    assert seconds(8_000) < 12 * small + 0.3
