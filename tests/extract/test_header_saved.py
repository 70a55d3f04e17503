"""Header fields of saved texts: without a head, with it displaced, with labels glued to values."""

import pytest

from extract.head.attributes import attributes_in_line
from extract.letters import fold
from extract.model import BlockKind, Document, Source
from extract.reading.text import document_of_text

BELOW = (
    "CHÍNH PHỦ\n_____\nSố: 7/2031/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 3 tháng 4 năm 2031\n"
)
DECREE = (
    "NGHỊ ĐỊNH\nVề lớp học ở đảo\nCăn cứ Luật Giáo dục số 43/2019/QH14;\n"
    "Chính phủ ban hành Nghị định về lớp học ở đảo.\nĐiều 1. Phạm vi\n"
    "Nghị định này quy định việc mở lớp học ở các đảo.\n"
)


def document(text: str) -> Document:
    return document_of_text(text, Source("luu.txt"))


def test_a_letterhead_that_the_page_ends_with() -> None:
    read = document(DECREE + BELOW + "Điều 2. Hiệu lực\nNghị định này có hiệu lực ngay.\n")
    header = read.header
    assert header.number.value == "7/2031/NĐ-CP"
    assert header.issued_on.value == "2031-04-03"
    assert header.issuer.value == "Chính phủ"
    heads = [b for b in read.blocks if b.kind is BlockKind.HEADER]
    assert all(b.level is None for b in heads)


@pytest.mark.parametrize(
    "form",
    [
        BELOW.replace("Số: 7/2031/NĐ-CP", "Số: /2031/NĐ-CP"),  # the form of an annex
        BELOW.replace("ngày 3 tháng 4", "ngày … tháng …"),
        "CHỦ TỊCH\nLê Thị Mai\nNơi nhận:\n- Như trên;\n" + BELOW,  # of what comes after the foot
    ],
)
def test_a_letterhead_that_is_not_the_documents(form: str) -> None:
    header = document(DECREE + form).header
    assert header.number.value is None
    assert header.issued_on.value is None


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("Điều 1. Phạm vi\nThông tư này quy định về sân chơi.\nĐiều 2. Hiệu lực\n"
         "Thông tư này có hiệu lực thi hành kể từ ngày 5/6/2031.\n", "Thông tư", None),
        ("Điều 1. Quy chế\nBan hành kèm theo Quyết định này Quy chế thi cờ.\n"
         "Điều 2. Quy chế này có hiệu lực như Quyết định.\n", "Quyết định", None),
        ("Điều 1. Chi trả\nThông tư liên tịch này quy định việc chi.\nĐiều 2.\n"
         "Thông tư liên tịch này có hiệu lực từ ngày 5/6/2031.\n", "Thông tư liên tịch", None),
        ("Điều 1. Chi trả\nThông tư này có hiệu lực từ ngày 5/6/2031.\nĐiều 2.\n"
         "Vướng mắc phản ánh về liên Bộ để giải quyết.\n", None, "unclear"),
        ("Điều 1. Chi trả\nThông tư này có hiệu lực từ ngày 5/6/2031.\nĐiều 2.\n"
         "Danh mục ban hành theo Quyết định này bị bãi bỏ.\n", None, "unclear"),
        ("Điều 1. Chi trả\nSở Tài chính chi trả theo Thông tư đó.\n", None, "not_stated"),
        ("Trường mở lớp\nThông tư này có hiệu lực từ mai, ông Nam nói.\n", None, "not_stated"),
    ],
)  # fmt: skip
def test_a_text_without_its_head_names_its_type(
    text: str, kind: str | None, reason: str | None
) -> None:
    stated = document(text).header.type
    assert (stated.value, stated.reason) == (kind, reason)
    if kind:
        assert document(text).text[stated.start : stated.end] == kind


SAVED = (
    "Thuộc tính\nLược đồ\nThông tư quy định về sân chơi\nSố hiệu88/2031/TT-BGDĐT\n"
    "Loại văn bảnThông tư\nNgành--\nNgày ban hành31/12/2031\nNgày có hiệu lực15/02/2032\n"
    "Tình trạng hiệu lựcCòn hiệu lực\nCơ quan ban hànhBộ Giáo dục và Đào tạo\n"
    "Chức danhThứ trưởng\nNgười kýLê Thị Mai\n"
)


def test_labels_glued_to_their_values() -> None:
    header = document(SAVED).header
    assert header.number.value == "88/2031/TT-BGDĐT"
    assert header.type.value == "Thông tư"
    assert header.issued_on.value == "2031-12-31"
    assert header.issuer.value == "Bộ Giáo dục và Đào tạo"
    assert (header.signer.value, header.capacity.value) == ("Lê Thị Mai", "Thứ trưởng")
    assert header.status.value == "Còn hiệu lực"


@pytest.mark.parametrize(
    "line", ["Ngành Giáo dục", "Người kýsố", "SỐ HIỆU", "Nơi ban hành văn bản"]
)
def test_what_is_no_glued_label(line: str) -> None:
    assert attributes_in_line(line, fold(line)) == []


def test_a_code_bears_its_number_and_a_table_parts_it_from_the_date() -> None:
    code = document(
        "QUỐC HỘI\nBộ luật số: 9/2031/QH17\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nBỘ LUẬT\nTRƯỜNG HỌC\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n"
    )
    assert code.header.number.value == "9/2031/QH17"
    parted = document(
        "VĂN PHÒNG A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
        "Số: 5/KH-VP | Hà Nội, ngày 2 tháng 3 năm 2031\n\nKẾ HOẠCH\nMở lớp\n"
    )
    assert parted.header.number.value == "5/KH-VP"
