"""Lines to blocks: each part of an official document in its place."""

from itertools import pairwise

import pytest

from extract.data_files import read_yaml
from extract.head import cues
from extract.head.attributes import is_placeholder, label_field
from extract.letters import fold
from extract.model import BlockKind, Document, Source
from extract.reading.boilerplate import is_furniture, opens_furniture
from extract.reading.lines import place
from extract.reading.numbering import opening
from extract.reading.structure import Line, LineCell, assemble

PLAN = """UBND TỈNH AN BÌNH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 41/KH-SGDĐT
An Bình, ngày 06 tháng 9 năm 2023
KẾ HOẠCH
KIỂM TRA VIỆC MỞ LỚP BUỔI TỐI
NĂM HỌC 2023-2024
Căn cứ Quyết định số 12/QĐ-UBND ngày 02/8/2023 của Ủy ban nhân dân tỉnh;
Sở lập kế hoạch kiểm tra như sau:
I. MỤC ĐÍCH
1. Nắm tình hình các lớp buổi tối của từng trường trong năm học.
II. VIỆC CẦN LÀM
1. Kiểm tra hồ sơ
a) Xem sổ đầu bài1 và danh sách học viên;
- Ghi lại các lớp thiếu phòng;
b) Báo cáo kết quả trước ngày 15/12/2023.
Nơi nhận:
- Như trên;
- Lưu: VT, GDTX.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lê Thị Hòa
1 Theo mẫu kèm Công văn số 88/SGDĐT-GDTX.
"""


def read(text: str) -> Document:
    return assemble([Line(line) for line in text.split("\n")], Source("thu.txt"), "text/plain")


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def test_a_plan_falls_into_its_parts() -> None:
    document = read(PLAN)
    assert document.text == PLAN
    assert len(of_kind(document, BlockKind.HEADER)) == 7
    assert of_kind(document, BlockKind.TITLE) == [
        "KẾ HOẠCH",
        "KIỂM TRA VIỆC MỞ LỚP BUỔI TỐI",
        "NĂM HỌC 2023-2024",
    ]
    assert [line[:7] for line in of_kind(document, BlockKind.BASIS)] == ["Căn cứ "]
    assert of_kind(document, BlockKind.HEADING) == [
        "I. MỤC ĐÍCH",
        "II. VIỆC CẦN LÀM",
        "1. Kiểm tra hồ sơ",
    ]
    assert len(of_kind(document, BlockKind.ITEM)) == 4
    assert len(of_kind(document, BlockKind.RECIPIENTS)) == 3
    assert of_kind(document, BlockKind.SIGNATURE) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hòa"]


CELLS = "1\nSố lượt khách đến\nđộng.\nĐóng\ngóp của hộ\nQuý II/2026\nchia sẻ.\nTin khác\n45 - 50"


@pytest.mark.parametrize(("annex", "frame"), [("PHỤ LỤC\n", []), ("", ["Tin khác", "45 - 50"])])
def test_cells_of_an_annex_are_no_frame(annex: str, frame: list[str]) -> None:
    found = of_kind(read(f"{PLAN}\n{annex}{CELLS}"), BlockKind.BOILERPLATE)
    assert [line for line in found if line != "Đóng"] == frame


def test_a_frame_after_the_signature_goes_on() -> None:
    saved = f"{PLAN}\nIn trang\nChia sẻ\nLịch tiếp dân\nThư viện ảnh"
    found = of_kind(read(saved), BlockKind.BOILERPLATE)
    assert found == ["In trang", "Chia sẻ", "Lịch tiếp dân", "Thư viện ảnh"]


def test_a_running_head_after_the_signature_opens_no_frame() -> None:
    head = "CÔNG BÁO/Số 15/Ngày 03-10-2023"
    body, signature = PLAN.split("Nơi nhận:")
    annex = "PHÂN CÔNG NHIỆM VỤ\nMở lớp buổi tối\nPhòng Giáo dục thường xuyên\nQuý IV/2023\n"
    text = f"{head}\n{body}Nơi nhận:{signature}\n{head}\n{annex}{head}\n"
    text += f"Chia sẻ\nSửa phòng học\nTháng 10\n{head}\n"
    document = assemble([Line(line) for line in text.split("\n")], Source("plan.txt"), "text/plain")
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds[head] is BlockKind.BOILERPLATE
    assert kinds["Quý IV/2023"] is BlockKind.PARAGRAPH
    assert kinds["Sửa phòng học"] is BlockKind.PARAGRAPH


def test_levels_count_the_depths_in_use() -> None:
    document = read(PLAN)
    found = [
        (b.number, b.level)
        for b in document.blocks
        if b.kind in (BlockKind.HEADING, BlockKind.ITEM)
    ]
    assert found == [
        ("I", 1), ("1", 2), ("II", 1), ("1", 2), ("a", 3), (None, 4), ("b", 3),
    ]  # fmt: skip


def test_a_glued_mark_is_joined_to_its_footnote() -> None:
    document = read(PLAN)
    [note] = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert note.number == "1"
    assert [document.text[a - 3 : b] for a, b in note.anchors] == ["bài1"]


def test_no_digit_is_a_mark_without_a_footnote() -> None:
    document = read(PLAN.replace("1 Theo mẫu kèm Công văn số 88/SGDĐT-GDTX.\n", ""))
    assert not of_kind(document, BlockKind.FOOTNOTE)


def test_known_marks_go_to_the_next_footnote_of_their_number() -> None:
    lines = [
        Line("Trường Kim Đồng* mở hai lớp", marks=((15, 16, "1"),)),
        Line("Theo sổ của trường", footnote="1"),
        Line("Trường Quang Trung* mở một lớp", marks=((18, 19, "1"),)),
        Line("Theo sổ của phòng", footnote="1"),
    ]
    document = assemble(lines, Source("a"), "text/plain")
    notes = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert [[document.text[a:b] for a, b in note.anchors] for note in notes] == [["*"], ["*"]]
    assert notes[0].anchors[0][0] < notes[1].anchors[0][0]


def test_blocks_are_in_order_and_never_overlap() -> None:
    blocks = read(PLAN).blocks
    assert all(one.end <= other.start for one, other in pairwise(blocks))


def test_a_row_is_one_line_and_merged_cells_share_their_text() -> None:
    rows = [
        Line(table=0, cells=(LineCell("Nhiệm vụ", 0, heading=True), LineCell("Hạn", 1))),
        Line(table=0, cells=(LineCell("Lập danh\nsách", 0), LineCell("15/9", 1))),
        Line(table=0, cells=(LineCell("", 0, continued=True), LineCell("30/9", 1))),
    ]
    document = assemble(rows, Source("a"), "text/plain")
    assert document.text == "Nhiệm vụ\tHạn\nLập danh sách\t15/9\n30/9"
    cells = [
        [document.text[cell.start : cell.end] for cell in block.cells] for block in document.blocks
    ]
    assert cells[1:] == [["Lập danh sách", "15/9"], ["Lập danh sách", "30/9"]]
    assert {block.table for block in document.blocks} == {0}


def test_a_head_laid_out_as_a_table_is_taken_apart() -> None:
    row = Line(
        table=0,
        cells=(
            LineCell("UBND TỈNH AN BÌNH\nSố: 7/TB-UBND", 0),
            LineCell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Bình, ngày 02 tháng 3 năm 2024", 1),
        ),
    )
    document = assemble([row, Line("THÔNG BÁO"), Line("Về lịch nghỉ")], Source("a"), "text/plain")
    assert [b.kind for b in document.blocks[:4]] == [BlockKind.HEADER] * 4
    assert all(block.table is None for block in document.blocks)
    assert document.header.number.value == "7/TB-UBND"


def test_text_is_brought_to_nfc_and_marks_move_along() -> None:
    text, [placed] = place([Line("Tru\u031bo\u031b\u0300ng1", marks=((9, 10, "1"),))])
    assert text == "Trường1"
    [(start, end, number)] = placed.line.marks
    assert (text[start:end], number) == ("1", "1")


@pytest.mark.parametrize("group", ["lines", "opens"])
def test_furniture_examples(group: str) -> None:
    for entry in read_yaml("extract.reading", "data/furniture.yaml")[group]:
        for example in entry["examples"]:
            known = is_furniture if group == "lines" else opens_furniture
            assert known(fold(example)), example


@pytest.mark.parametrize(
    "line",
    [
        "Đăng nhập hệ thống báo cáo trước ngày 15/9/2023 để nộp số liệu.",
        "Các trường khác thực hiện theo kế hoạch này.",
        "Hôm nay: học sinh nộp hồ sơ",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(fold(line))
    assert not opens_furniture(fold(line))


def test_attribute_examples() -> None:
    data = read_yaml("extract.head", "data/attributes.yaml")
    for entry in data["labels"]:
        for example in entry["examples"]:
            assert label_field(fold(example)) is not None, example
    for entry in data["placeholders"]:
        for example in entry["examples"]:
            assert is_placeholder(fold(example)), example


def test_layout_examples() -> None:
    data = read_yaml("extract.head", "data/layout.yaml")
    for entry in data["types"]:
        for example in entry["examples"]:
            assert cues.title_type(example, fold(example)) == (entry["name"], len(example))
    for entry in data["issuers"]:
        for example in entry["examples"]:
            assert cues.is_issuer(example, fold(example)), example
    for name, known in (
        ("positions", lambda text: cues.is_position(text, fold(text))),
        ("basis", lambda text: cues.is_basis(fold(text))),
        ("annex", lambda text: cues.is_annex(fold(text))),
        ("caption", lambda text: cues.is_caption(fold(text))),
        ("byline", lambda text: cues.is_byline(fold(text))),
        ("issuer_continues", lambda text: cues.continues_issuer(text, fold(text))),
    ):
        for example in data[name]["examples"]:
            assert known(example), (name, example)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Điều 5a. Hiệu lực", "5a"),
        ("Chương IV", "IV"),
        ("II. NỘI DUNG", "II"),
        ("1.2. Kinh phí", "1.2"),
        ("đ) Phòng học", "đ"),
        ("1. 3. Việc thứ ba", "1. 3"),
        ("- Lớp ghép", None),
        ("15 lớp học", "none"),
        ("Điều kiện học tập", "none"),
        ("I-ốt", "none"),
    ],
)
def test_opening(text: str, number: str | None) -> None:
    found = opening(text)
    if number == "none":
        assert found is None
    else:
        assert found is not None
        assert found.number == number


def test_time_grows_with_the_text() -> None:
    from time import process_time

    def seconds(text: str) -> float:
        began = process_time()
        read(text)
        return process_time() - began

    hostile = "Số: 1/2, Điều 1, 2, 3 ngày 1/1/2020 tháng năm " * 20 + "\n"
    one = min(seconds(hostile * 100) for _ in range(3))
    eight = seconds(hostile * 800)
    assert eight < 30 * one, "blocks must be found in linear time"


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (["TT|Việc|Hạn", "1|Mở lớp|5/9", "2|Dạy bù|6/9"], 1),
        (["*Lớp|*Việc|*Hạn", "*(1)|*(2)|*(3)", "*I|*Khối một", "1A|Mở lớp|5/9"], 2),
        (["*Lớp|*Hạn|", "^|*Đầu|*Cuối", "1A|5/9|6/9"], 2),
        (["Lớp|Việc|Hạn", "1A|Mở lớp|5/9"], 0),
        (["*Lớp|*Việc", "*1A|*Mở lớp"], 0),  # all bold: none is set apart
    ],
)
def test_headings_of_columns(rows: list[str], heads: int) -> None:
    """A star is bold, ``^`` merged with the cell above."""
    lines = []
    for row in rows:
        cells = [
            LineCell(text.strip("*^"), column, continued=text == "^")
            for column, text in enumerate(row.split("|"))
        ]
        bold = all(text[0] == "*" for text in row.split("|") if text.strip("^"))
        lines.append(Line(table=0, cells=tuple(cells), bold=bold))
    found = assemble([*lines, Line("Hết.")], Source("a.docx"), "text/plain").blocks
    marked = [all(cell.heading for cell in block.cells) for block in found if block.cells]
    assert marked == [index < heads for index in range(len(rows))]


def test_the_name_of_a_printed_table_is_no_heading() -> None:
    texts = [*PLAN.splitlines(), "Bảng 2. Số lớp của các trường", "Bảng 2. Số lớp là tạm tính."]
    found = assemble([Line(text, page=3, bold=True) for text in texts], Source("a.pdf"), "pdf")
    assert [block.kind for block in found.blocks[-2:]] == [BlockKind.CAPTION, BlockKind.PARAGRAPH]


ANNEX = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
QUY CHẾ
LỚP HỌC BUỔI TỐI
(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 05/9/2023
của Ủy ban nhân dân tỉnh An Bình)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này nói về lớp học buổi tối.
PHỤ LỤC I
MẪU ĐƠN
(Kèm theo Quy chế này)
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
......, ngày ... tháng ... năm ...
ĐƠN XIN HỌC
Kính gửi: Hiệu trưởng
"""


def test_the_head_of_an_annex_is_no_heading_and_no_header_of_the_document() -> None:
    document = read(PLAN + ANNEX)
    assert of_kind(document, BlockKind.HEADING)[-4:] == [
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "PHỤ LỤC I",
    ]
    assert of_kind(document, BlockKind.TITLE)[3:] == [
        "QUY CHẾ",
        "LỚP HỌC BUỔI TỐI",
        "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 05/9/2023",
        "của Ủy ban nhân dân tỉnh An Bình)",
        "MẪU ĐƠN",
        "(Kèm theo Quy chế này)",
        "ĐƠN XIN HỌC",
    ]
    assert len(of_kind(document, BlockKind.HEADER)) == 7 + 4 + 3
    assert document.header == read(PLAN).header


def test_the_line_that_tells_who_adopted_a_law_is_no_letterhead() -> None:
    law = (
        "QUỐC HỘI\nLuật số: 99/2024/QH15\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nLUẬT\nTHƯ VIỆN TRƯỜNG HỌC\n\n"
        "Điều 1. Phạm vi\nLuật này quy định về thư viện.\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV,\n"
        "kỳ họp thứ 7 thông qua ngày 29 tháng 6 năm 2024.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn An\n"
    )
    assert read(law).header.issued_on.value == "2024-06-29"


FORM = """PHỤ LỤC II
PHIẾU ĐĂNG KÝ
Trường (1) ......... đăng ký mở ......(2)...... lớp.
(1) Lớp ban ngày.
Hiệu trưởng trường (1) chịu trách nhiệm.
Ghi chú:
(1) Tên trường.
(2) Số lớp:
- Ghi bằng số.
(3) Không dùng.
"""


def test_notes_of_a_form_are_joined_to_each_of_their_marks() -> None:
    document = read(PLAN + FORM)
    notes = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE][1:]
    assert [block.number for block in notes] == ["1", "2", "3"]
    before = [[document.text[start - 7 : end] for start, end in block.anchors] for block in notes]
    assert before == [["Trường (1)", "trường (1)"], [" ......(2)"], []]
