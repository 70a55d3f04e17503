"""Targets: figures, comparisons, whom they count, by when, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Header,
    Reference,
    ReferenceKind,
    Source,
    Stated,
    Target,
)
from extract.reading.text import document_of_text
from extract.targets import find_targets
from extract.targets.quantities import number_of
from extract.times import find_times


def annotated(
    text: str,
    *blocks: Block,
    type_: str = "Kế hoạch",
    references: tuple[Reference, ...] = (),
) -> Document:
    header = Header(issued_on=Stated("2023-09-14"), type=Stated(type_))
    blocks = blocks or (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    document = Document("test", text, blocks, header, references=references)
    return replace(document, times=find_times(document))


def targets(text: str, type_: str = "Kế hoạch") -> tuple[Target, ...]:
    return find_targets(annotated(text, type_=type_))


TARGETS = [
    ("Phấn đấu đến năm 2025 có 65% trường đạt chuẩn.", "=", 65.0, "%", "2025", "2025-12-31"),
    (
        "Phấn đấu có tối thiểu 65% trường đạt chuẩn vào năm 2025.",
        ">=",
        65.0,
        "%",
        "2025",
        "2025-12-31",
    ),
    ("Bảo đảm ít nhất 90% giáo viên được bồi dưỡng.", ">=", 90.0, "%", None, None),
    ("Tỷ lệ học sinh lên lớp đạt trên 98,5%.", ">", 98.5, "%", None, None),
    ("Tỷ lệ chuyên cần đạt từ 95% trở lên.", ">=", 95.0, "%", None, None),
    ("Duy trì tỷ lệ bỏ học dưới 0,5%.", "<", 0.5, "%", None, None),
    ("Tỷ lệ lưu ban không quá 1%.", "<=", 1.0, "%", None, None),
    (
        "Đến hết năm 2024, 100% cơ sở giáo dục dùng học bạ số.",
        "=",
        100.0,
        "%",
        "2024",
        "2024-12-31",
    ),
    ("Đạt 100 % trẻ 5 tuổi ra lớp.", "=", 100.0, "%", None, None),
    ("Nâng tỷ lệ phòng học kiên cố lên 92%.", "=", 92.0, "%", None, None),
    ("Giảm tỷ lệ hộ nghèo xuống còn 3%.", "=", 3.0, "%", None, None),
    (
        "Phấn đấu xây dựng thêm 15 trường đạt chuẩn trong năm học 2023-2024.",
        "=",
        15.0,
        "trường",
        "2023-09-05/2024-05-31",
        "2024-05-31",
    ),
    ("Mỗi huyện có ít nhất 02 mô hình thư viện thân thiện.", ">=", 2.0, "mô hình", None, None),
    ("Phấn đấu huy động 1.200 học sinh ra lớp.", "=", 1200.0, "học sinh", None, None),
    ("Phấn đấu tỷ lệ tốt nghiệp không thấp hơn 99%.", ">=", 99.0, "%", None, None),
    ("Chỉ tiêu: 80-85% học sinh học 2 buổi/ngày.", ">=", 80.0, "%", None, None),
    (
        "Phấn đấu hơn 70% thủ tục được xử lý trực tuyến trước ngày 31/12/2023.",
        ">",
        70.0,
        "%",
        "2023-12-31",
        "2023-12-31",
    ),
    (
        "Có trên 50% lãnh đạo là nữ vào cuối năm học 2023-2024.",
        ">",
        50.0,
        "%",
        "2024-05-01/2024-05-31",
        "2024-05-31",
    ),
]


@pytest.mark.parametrize(("text", "comparator", "value", "unit", "by", "due_on"), TARGETS)
def test_target(
    text: str, comparator: str, value: float, unit: str, by: str | None, due_on: str | None
) -> None:
    (found,) = targets(text)
    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)
    assert (found.by, found.due_on) == (by, date.fromisoformat(due_on) if due_on else None)
    assert not found.change
    assert found.text == text[found.start : found.end]


CHANGES = [
    ("Phấn đấu số học sinh giỏi tăng 5% so với năm học trước.", 5.0),
    ("Giảm ít nhất 10% chi phí hành chính.", 10.0),
    ("Quy mô tăng bình quân 3%/năm.", 3.0),
    ("Mỗi năm tăng thêm 5 trường đạt chuẩn so với năm trước.", 5.0),
]


@pytest.mark.parametrize(("text", "value"), CHANGES)
def test_a_change_is_no_level(text: str, value: float) -> None:
    (found,) = targets(text)
    assert found.change
    assert found.value == value


NONE = [
    "Thiết bị mua sắm phải mới 100%.",
    "Doanh nghiệp 100% vốn nước ngoài thực hiện theo quy định.",
    "Phấn đấu giảm mức đóng từ 1% xuống mức thấp hơn cho người lao động.",
    "Đến nay toàn ngành đã có 72% trường đạt chuẩn.",
    "Tỷ lệ giải ngân mới đạt 29,0%, còn thấp.",
    "Năm học 2021-2022, ngành có nhiều tiến bộ; tỷ lệ tốt nghiệp đạt 99,5%.",
    "Hiện có 25 trường chưa đủ phòng học.",
    "Tiêu chuẩn ISO 9001:2015 được áp dụng.",
    "Thực hiện Nghị quyết số 29-NQ/TW.",
    "Trẻ 5 tuổi học lớp mẫu giáo lớn.",
    "Họp 02 lần trong tháng.",
    "Kinh phí 15 triệu đồng do ngân sách cấp.",
    "Học sinh lớp 9 năm học 2022-2023 dự thi.",
    "Số hồ sơ xử lý: 41362.",
    "Bệnh binh có tỷ lệ suy giảm khả năng lao động từ 41% đến 60%.",
    "Thương tật từ 21% đến 40% được xét.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_target(text: str) -> None:
    assert targets(text) == ()


def test_laws_and_reports_must_say_that_they_aim() -> None:
    text = "Tỷ lệ nội dung trùng lặp tối đa 20%."
    assert targets(text, "Thông tư") == ()
    assert len(targets(text, "Kế hoạch")) == 1
    assert targets("100% trường có thư viện.", "Báo cáo") == ()
    assert len(targets("Phấn đấu 100% trường có thư viện.", "Báo cáo")) == 1


def test_a_rule_that_says_by_which_year_aims() -> None:
    (found,) = targets("Đến 2028, có từ 50% các tỉnh trở lên đạt chuẩn phổ cập.", "Nghị định")
    assert (found.comparator, found.value) == (">=", 50.0)


def test_two_in_one_sentence() -> None:
    text = "Phấn đấu đến năm 2025, tỷ lệ nhà trẻ ra lớp đạt 35%, tỷ lệ mẫu giáo ra lớp đạt 97%."
    first, second = targets(text)
    assert (first.value, first.indicator) == (35.0, "tỷ lệ nhà trẻ ra lớp")
    assert (second.value, second.indicator) == (97.0, "tỷ lệ mẫu giáo ra lớp")
    assert first.by == second.by == "2025"


ROWS = [
    (
        "Đến năm 2030, có ít nhất 90% trẻ nhà trẻ và 99,5% trẻ mẫu giáo được đến trường.",
        [(">=", 90.0), ("=", 99.5)],
    ),
    (
        "Tỷ lệ bỏ học: tiểu học dưới 0,1%; trung học cơ sở dưới 0,5%; trung học dưới 1%.",
        [("<", 0.1), ("<", 0.5), ("<", 1.0)],
    ),
    ("Phấn đấu doanh thu dịch vụ năm 2024 tăng 13% đến 15%.", [(">=", 13.0)]),
    ("Phấn đấu đến năm 2025 thuộc nhóm: 70 nước dẫn đầu.", [("<=", 70.0)]),
    ("Tối thiểu 50% hồ sơ xử lý trực tuyến; tối đa 5% trễ hạn.", [(">=", 50.0), ("<=", 5.0)]),
    ("Ít nhất 90% lớp có máy chiếu, trong đó đã có 45% do xã hội hóa.", [(">=", 90.0)]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_row_of_targets(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(item.comparator, item.value) for item in targets(text)] == expected


def test_whom_it_counts_and_what_it_measures() -> None:
    (found,) = targets("Có 100% cơ sở mầm non sử dụng phần mềm quản lý.")
    assert found.population == "cơ sở mầm non"
    assert found.indicator == "sử dụng phần mềm quản lý"


def test_brackets_and_basis_stay_with_the_figure() -> None:
    text = (
        "Bố trí chi thường xuyên đạt tỷ lệ tối thiểu 20% (không kể học phí) "
        "theo quy định tại Quyết định số 8/2022/QĐ-UBND."
    )
    at = text.index("Quyết định")
    reference = Reference(
        at, len(text) - 1, text[at:-1], ReferenceKind.NUMBERED, "test", instrument="/akn/x"
    )
    (found,) = find_targets(annotated(text, references=(reference,)))
    assert "(không kể học phí)" in found.text
    assert found.basis == "/akn/x"
    assert found.comparator == ">="


def test_a_line_above_gives_the_time() -> None:
    lines = ["Đến năm 2025:", "- 100% trường có Internet.", "- Trên 60% lớp có màn hình."]
    text, blocks = "", []
    for line in lines:
        blocks.append(Block(BlockKind.ITEM, len(text), len(text) + len(line), 1))
        text += line + "\n"
    found = find_targets(annotated(text, *blocks))
    assert [item.by for item in found] == ["2025", "2025"]


def test_a_line_that_is_only_a_time_opens_what_stands_under_it() -> None:
    lines = [
        "2. Mục tiêu cụ thể",
        "a) Đến năm 2027",
        "- 95% trường có thư viện đạt chuẩn.",
        "b) Đến năm 2030",
        "- Tối thiểu 3 trường chất lượng cao.",
    ]
    document = document_of_text("\n".join(lines), Source("ke-hoach.txt"))
    document = replace(document, header=Header(Stated("2025-03-12"), type=Stated("Kế hoạch")))
    found = find_targets(replace(document, times=find_times(document)))
    assert [(item.value, item.by) for item in found] == [(95.0, "2027"), (3.0, "2030")]


def test_a_list_of_aims_needs_no_word_that_aims() -> None:
    lines = [
        (BlockKind.HEADING, 2, "2. Các chỉ tiêu cụ thể đến năm 2030"),
        (BlockKind.ITEM, 3, "- Hình thành mới 05 trung tâm (gồm 12 phòng học)."),
        (BlockKind.ITEM, 3, "- Diện tích thêm trên 2.000 ha."),
        (BlockKind.HEADING, 2, "3. Nhiệm vụ"),
        (BlockKind.ITEM, 3, "- Rà soát 25 trường."),
    ]
    text, blocks = "", []
    for kind, level, line in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line), level))
        text += line + "\n"
    found = find_targets(annotated(text, *blocks))
    assert [(item.comparator, item.value, item.unit, item.by) for item in found] == [
        ("=", 5.0, "trung tâm", "2030"),
        (">", 2000.0, "ha", "2030"),
    ]


def test_what_stands_under_results_is_told() -> None:
    lines = [
        (BlockKind.HEADING, "I. KẾT QUẢ NĂM HỌC TRƯỚC"),
        (BlockKind.ITEM, "- 100% trường có thư viện."),
        (BlockKind.HEADING, "II. MỤC TIÊU"),
        (BlockKind.ITEM, "- 100% trường có hồ bơi."),
    ]
    text, blocks = "", []
    for kind, line in lines:
        level = 1 if kind is BlockKind.HEADING else 2
        blocks.append(Block(kind, len(text), len(text) + len(line), level))
        text += line + "\n"
    (found,) = find_targets(annotated(text, *blocks))
    assert found.indicator == "có hồ bơi"


def rows_of(rows: list[list[str]]) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for row in rows:
        start, cells = len(text), []
        for column, content in enumerate(row):
            text += "\t" if column else ""
            cells.append(Cell(len(text), len(text) + len(content), column))
            text += content
        blocks.append(Block(BlockKind.TABLE_ROW, start, len(text), table=0, cells=tuple(cells)))
        text += "\n"
    return text, tuple(blocks)


def test_a_table_of_targets() -> None:
    text, blocks = rows_of(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2023", "Kế hoạch năm 2024"],
            ["1", "Tỷ lệ huy động trẻ nhà trẻ", "%", "31,5", "35,2"],
            ["2", "Số trường đạt chuẩn", "trường", "110", "≥ 118"],
            ["3", "Số học sinh", "người", "12.000", "…"],
        ]
    )
    first, second = find_targets(annotated(text, *blocks))
    assert (first.indicator, first.value, first.unit) == ("Tỷ lệ huy động trẻ nhà trẻ", 35.2, "%")
    assert (first.by, first.due_on) == ("2024", date(2024, 12, 31))
    assert first.text.startswith("Tỷ lệ huy động")
    assert first.text.endswith("35,2")
    assert (second.value, second.comparator, second.unit) == (118.0, ">=", "trường")


def saved(lines: list[str]) -> Document:
    """The lines as a file of plain text, read."""
    document = document_of_text("\n".join(lines), Source("bang.txt"))
    return replace(document, times=find_times(document))


def test_a_table_of_targets_saved_as_plain_text() -> None:
    lines = [
        *("TT", "CHỈ TIÊU", "MỤC TIÊU", "2026 - 2030", "CƠ QUAN CHỦ TRÌ"),
        *("I", "VỀ GIÁO DỤC", "1", "Tỉ lệ trường đạt", "chuẩn quốc gia (%)", "65 - 70"),
        *("Sở Giáo dục và Đào tạo", "2", "Số trường nội trú xây mới", "đến năm 2028 (trường)", "9"),
        *("Sở Xây dựng", "Trong đó: vùng biên giới", "≥ 4", "Sở Xây dựng"),
        *("3", "Trần nợ công so với tổng chi", "(%)", "Không quá", "60", "Sở Tài chính"),
    ]
    found = find_targets(saved(lines))
    assert [
        (item.indicator, item.comparator, item.value, item.unit, item.by) for item in found
    ] == [
        ("Tỉ lệ trường đạt chuẩn quốc gia", ">=", 65.0, "%", "2030"),
        ("Số trường nội trú xây mới đến năm 2028", "=", 9.0, "trường", "2028"),
        ("Trong đó: vùng biên giới", ">=", 4.0, None, "2030"),
        ("Trần nợ công so với tổng chi", "<=", 60.0, "%", "2030"),
    ]


def test_a_plain_table_of_results_aims_at_nothing() -> None:
    lines = ["TT", "CHỈ TIÊU", "KẾT QUẢ", "NĂM 2023", "1", "Tỉ lệ trường đạt chuẩn (%)", "65"]
    assert find_targets(saved(lines)) == ()


def test_figures_keep_to_their_cell() -> None:
    text, blocks = rows_of(
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
            ["1", "Bảo đảm 100% cán bộ được quán triệt", "Sở Nội vụ", "Tháng 9/2024"],
        ]
    )
    (found,) = find_targets(annotated(text, *blocks))
    assert found.text == "Bảo đảm 100% cán bộ được quán triệt"


@pytest.mark.parametrize(
    "kind", [BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES, BlockKind.RECIPIENTS, BlockKind.CAPTION]
)
def test_blocks_that_hold_none(kind: BlockKind) -> None:
    text = "Phấn đấu 100% hồ sơ đúng hạn"
    assert find_targets(annotated(text, Block(kind, 0, len(text)))) == ()


@pytest.mark.parametrize(
    ("figure", "value"),
    [("99,5", 99.5), ("99.5", 99.5), ("1.200", 1200.0), ("1.200,5", 1200.5), ("02", 2.0)],
)
def test_figures(figure: str, value: float) -> None:
    assert number_of(figure) == value


@pytest.mark.parametrize("example", read_yaml("extract.targets", "data/targets.yaml")["examples"])
def test_target_examples(example: dict[str, Any]) -> None:
    found = targets(example["text"])
    assert len(found) == len(example["targets"])
    for item, expected in zip(found, example["targets"], strict=True):
        for field, value in expected.items():
            assert getattr(item, field) == value


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    from extract.deadlines import find_deadlines
    from extract.model import Source
    from extract.reading import read
    from extract.references import find_references

    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = read(path.read_bytes(), Source(path.name)).document
        assert document is not None
        references, findings = find_references(document)
        document = replace(document, references=references, findings=findings)
        document = replace(document, times=find_times(document))
        document = replace(document, deadlines=find_deadlines(document))
        found[path.name[:3]] = replace(document, targets=find_targets(document))
    return found


def test_the_seeds_hold_one_dated_target(seeds: dict[str, Document]) -> None:
    dated = [(name, item) for name, seed in seeds.items() for item in seed.targets if item.by]
    ((name, target),) = dated
    assert name == "000"
    assert (target.value, target.unit, target.due_on) == (100.0, "%", date(2023, 5, 31))
    assert target.population == "cơ sở giáo dục"


def test_the_seeds_hold_no_early_deadline(seeds: dict[str, Document]) -> None:
    for seed in seeds.values():
        assert [item for item in seed.deadlines if item.due_on and item.due_on.year <= 2023] == []


def test_the_widget_of_003_counts_for_nothing(seeds: dict[str, Document]) -> None:
    assert seeds["003"].targets == ()
    assert seeds["003"].deadlines == ()


def test_the_share_of_spending_rests_on_its_decision(seeds: dict[str, Document]) -> None:
    (target,) = [item for item in seeds["004"].targets if item.value == 19.0]
    assert target.comparator == ">="
    assert "(chưa kể" in target.text
    assert target.basis is not None
    assert target.basis.endswith("30-2021-qd-ttg")


def test_time_grows_with_the_lines() -> None:
    def seconds(times: int) -> float:
        lines = ["Thực hiện nhiệm vụ được giao."] * times + ["Đến năm 2030."]
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        blocks = [
            Block(BlockKind.PARAGRAPH, start, start + len(line))
            for start, line in zip(starts, lines, strict=True)
        ]
        document = annotated("\n".join(lines), *blocks)
        start = process_time()
        find_targets(document)
        return process_time() - start

    assert min(seconds(32000) for _ in range(2)) < 13 * min(seconds(4000) for _ in range(3))
