"""Places to sign on forms, remarks in brackets, and points that only look like headings."""

import pytest

from extract.head.cues import is_issued_with, is_person, is_sign_here
from extract.letters import fold
from extract.model import BlockKind, Document, Source
from extract.reading.pdf.paragraphs import Margins, paragraphs
from extract.reading.pdf.rows import Row, make_row
from extract.reading.pdf.words import Word
from extract.reading.text import document_of_text


def document(text: str) -> Document:
    return document_of_text(text, Source("a.txt"))


def kinds(text: str) -> dict[str, BlockKind]:
    read = document(text)
    return {read.text[block.start : block.end]: block.kind for block in read.blocks}


@pytest.mark.parametrize(
    ("line", "is_place"),
    [
        ("(Ký, ghi rõ họ tên)", True),
        ("(Ký tên, đóng dấu)", True),
        ("(Chữ ký của người có thẩm quyền, dấu của cơ quan)", True),
        ("(Họ và tên)", True),
        ("(Kỳ họp thứ hai)", False),
        ("Ký, ghi rõ họ tên", False),
        ("(Kèm theo Quyết định số 5/QĐ-UBND)", False),
    ],
)
def test_places_to_sign(line: str, is_place: bool) -> None:
    assert is_sign_here(fold(line)) is is_place


@pytest.mark.parametrize("line", ["(Kèm theo Kế hoạch số 5)", "(Được ban hành kèm theo Quyết định"])
def test_remarks_on_what_something_was_issued_with(line: str) -> None:
    assert is_issued_with(fold(line))
    assert not is_issued_with(fold(line[1:]))


def test_learned_ranks_before_a_name() -> None:
    assert is_person("GS.TSKH. Bàn Văn Sơn")
    assert is_person("PGS.TS. Hà Thị Dung")
    assert not is_person("PGS.TS.")


def test_who_signs_a_form_stands_above_the_place() -> None:
    found = kinds(
        "1. Họ và tên: ……\n2. Lớp: ……\nTôi xin cam đoan những điều trên là đúng.\n"
        "XÁC NHẬN\nCỦA NHÀ TRƯỜNG\n(Ký tên, đóng dấu)\nGhi chép thêm của trường.\n"
    )
    assert found["CỦA NHÀ TRƯỜNG"] is BlockKind.SIGNATURE
    assert found["(Ký tên, đóng dấu)"] is BlockKind.SIGNATURE
    assert found["Ghi chép thêm của trường."] is BlockKind.PARAGRAPH


def test_a_signature_in_a_text_without_a_head_gives_no_signer() -> None:
    text = "Sổ tay học sinh của trường\n1. Giờ học buổi sáng.\nHIỆU TRƯỞNG\nHà Thị Dung\n"
    assert kinds(text)["Hà Thị Dung"] is BlockKind.SIGNATURE
    assert document(text).header.signer.value is None


def test_the_remark_is_no_part_of_the_title() -> None:
    header = document(
        "PHỤ LỤC\nDANH MỤC SÁCH CỦA THƯ VIỆN TRƯỜNG\n(Kèm theo Kế hoạch số 5/KH-THCS\n"
        "ngày 3 tháng 4 năm 2031 của Trường)\n1. Sách toán.\n2. Sách văn.\n"
    ).header
    assert header.title.value == "DANH MỤC SÁCH CỦA THƯ VIỆN TRƯỜNG"


def printed(text: str, left: float, right: float, baseline: float) -> Row:
    """A printed row whose words fill the space from ``left`` to ``right``."""
    words, at = [], left
    step = (right - left) / len(text)
    for part in text.split():
        end = at + step * len(part)
        words.append(Word(part, at, baseline - 10, end, baseline + 2, baseline, 13))
        at = end + step
    return make_row(words, 1)


def joined(*rows: Row) -> list[str]:
    return [found.joined().text for found in paragraphs(rows, Margins(85, 540))]


def test_a_bracket_is_one_remark_over_two_rows() -> None:
    assert joined(
        printed("(Kèm theo Kế hoạch số 5/KH-THCS ngày 3 tháng 4 năm 2031", 100, 525, 100),
        printed("của Trường Trung học cơ sở Nậm Tốc)", 200, 425, 118),
        printed("Nội dung", 100, 150, 136),
    ) == [
        "(Kèm theo Kế hoạch số 5/KH-THCS ngày 3 tháng 4 năm 2031 của Trường Trung học cơ sở"
        " Nậm Tốc)",
        "Nội dung",
    ]


def test_what_follows_a_place_to_sign_is_a_paragraph_of_its_own() -> None:
    rows = (
        printed("(Ký, ghi rõ họ tên)", 400, 538, 100),
        printed("Xác nhận của nhà trường về nội dung đơn của học sinh", 85, 480, 118),
    )
    assert len(joined(*rows)) == 2


def test_a_heading_in_capitals_ends_under_its_middle() -> None:
    rows = (
        printed("TIÊU CHUẨN CỦA SÂN CHƠI VÀ NHÀ ĐA NĂNG Ở CÁC TRƯỜNG TIỂU HỌC", 87, 538, 100),
        printed("VÀ TRUNG HỌC CƠ SỞ", 240, 385, 118),
    )
    assert len(joined(*rows)) == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1. Yêu cầu:", BlockKind.HEADING),
        ("1. Mỗi trường tổ chức cho học sinh học bơi theo hai hình thức sau đây để chọn:",
         BlockKind.ITEM),
    ],
)  # fmt: skip
def test_a_sentence_that_leads_in_a_list_is_no_heading(line: str, kind: BlockKind) -> None:
    assert kinds(f"Kế hoạch của trường cho năm học tới\n{line}\na) Buổi sáng;\n")[line] is kind


def test_the_form_of_an_annex_gives_no_capacity() -> None:
    header = document(
        "TRƯỜNG THCS NẬM TỐC\nSố: 5/KH-THCS\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Lâm Khê, ngày 2 tháng 4 năm 2031\nKẾ HOẠCH\nDạy bơi\n1. Mở lớp.\n"
        "TRƯỞNG ĐOÀN\n(Ký, ghi rõ họ tên)\n"
    ).header
    assert (header.signer.value, header.capacity.value) == (None, None)


def test_a_bracket_under_capitals_begins_a_paragraph() -> None:
    rows = (
        printed("BẢNG KÊ CÁC LOẠI CÂY TRỒNG TRONG SÂN TRƯỜNG CỦA CẢ HUYỆN", 87, 538, 100),
        printed("(Kèm theo Kế hoạch số 5/KH-THCS)", 190, 430, 118),
    )
    assert len(joined(*rows)) == 2
