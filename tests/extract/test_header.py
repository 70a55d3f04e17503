"""Header fields: what the head states, what it leaves blank, what nothing states."""

from datetime import date

import pytest

from extract.bodies.names import full_name, is_legible, proper_name
from extract.data_files import read_yaml
from extract.head import cues
from extract.head.cues import is_person
from extract.head.days import as_date, day_in_figures, day_in_words
from extract.head.number import normal_number, type_of_number
from extract.model import Header, Source
from extract.reading.text import document_of_text

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def header(text: str, **known: object) -> Header:
    return document_of_text(text, Source("thu.txt", **known)).header  # type: ignore[arg-type]


def test_a_provincial_plan() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\n" + NATION + "Số: 215/KH-UBND\n"
        "Quảng Trị, ngày 03 tháng 10 năm 2023\nKẾ HOẠCH\nMở lớp xóa mù chữ năm 2023\n"
        "Ủy ban nhân dân tỉnh lập kế hoạch như sau:\n1. Mở hai lớp.\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHoàng Thị Mai\n"
    )
    assert found.number.value == "215/KH-UBND"
    assert found.type.value == "Kế hoạch"
    assert found.issuer.value == "Ủy ban nhân dân tỉnh Quảng Trị"
    assert found.issued_on.value == "2023-10-03"
    assert found.title.value == "Mở lớp xóa mù chữ năm 2023"
    assert found.signer.value == "Hoàng Thị Mai"
    assert found.capacity.value == "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert found.place.value == "tỉnh Quảng Trị"
    assert found.status.value is None


def test_evidence_points_into_the_text() -> None:
    text = (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\n" + NATION + "Số: 77/CT-BGDĐT\nHà Nội, ngày 1 tháng 8 năm 2023\n"
    )
    document = document_of_text(text + "CHỈ THỊ\nVề đón học sinh\n", Source("a"))
    for stated, words in (
        (document.header.number, "77/CT-BGDĐT"),
        (document.header.issued_on, "ngày 1 tháng 8 năm 2023"),
        (document.header.title, "Về đón học sinh"),
        (document.header.type, "CHỈ THỊ"),
    ):
        assert stated.start is not None
        assert document.text[stated.start : stated.end] == words


def test_a_board_bears_the_name_of_its_committee() -> None:
    found = header(
        "TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO\nSố: 12-HD/BTGTU\n"
        "Hà Giang, ngày 7 tháng 2 năm 2024\nHƯỚNG DẪN\nTuyên truyền kỷ niệm\n"
    )
    assert found.issuer.value == "Ban Tuyên giáo Tỉnh ủy Hà Giang"
    assert found.place.value == "tỉnh Hà Giang"


def test_a_ministry_belongs_to_no_province() -> None:
    found = header(
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 5/TT\n"
        + NATION
        + "Hà Nội, ngày 7 tháng 2 năm 2024\nTHÔNG TƯ\n"
    )
    assert found.issuer.value == "Bộ Giáo dục và Đào tạo"
    assert found.place.value is None


def test_an_official_letter_of_a_department() -> None:
    found = header(
        "UBND TỈNH CAO BẰNG\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 330/SGDĐT-GDMN\n"
        "V/v báo cáo số trẻ\nđến lớp\n" + NATION + "Cao Bằng, ngày 20 tháng 9 năm 2022\n"
        "Kính gửi: Các phòng Giáo dục và Đào tạo.\nSở đề nghị báo cáo.\n"
    )
    assert found.number.value == "330/SGDĐT-GDMN"
    assert found.type.value == "Công văn"
    assert found.issuer.value == "Sở Giáo dục và Đào tạo tỉnh Cao Bằng"
    assert found.title.value == "V/v báo cáo số trẻ đến lớp"
    assert found.place.value == "tỉnh Cao Bằng"


def test_an_office_of_a_district() -> None:
    found = header(
        "UBND HUYỆN BÌNH SƠN\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\n" + NATION + "Số: 12/TB-PGDĐT\n"
        "Bình Sơn, ngày 5 tháng 9 năm 2022\nTHÔNG BÁO\nLịch trực\n",
        place="Quảng Ngãi",
    )
    assert found.issuer.value == "Phòng Giáo dục và Đào tạo huyện Bình Sơn"
    assert found.district.value == "huyện Bình Sơn"
    assert found.place.value == "tỉnh Quảng Ngãi"
    assert found.place.source == "portal"


@pytest.mark.parametrize(
    "blank", ["Số:      /KH-SGDĐT", "Số: ....../KH-SGDĐT", "Số: /KH-SGDĐT", "Số:"]
)
def test_a_blank_number_stays_blank(blank: str) -> None:
    found = header(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\n" + NATION + blank + "\nLào Cai, ngày    tháng 9 năm 2023\n"
        "KẾ HOẠCH\nTập huấn\n"
    )
    assert found.number.value is None
    assert found.number.reason == "left_blank"
    assert found.issued_on.value == "2023-09"
    assert found.issued_on.reason == "left_blank"


def test_a_law_takes_the_day_of_its_adoption() -> None:
    found = header(
        "QUỐC HỘI\nLuật số: 99/2024/QH15\n" + NATION + "LUẬT\nVỀ SÁCH GIÁO KHOA\n"
        "Căn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này nói về sách.\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua ngày 29"
        " tháng 6 năm 2024.\n"
        "CHỦ TỊCH QUỐC HỘI\nTrần Văn An\n"
    )
    assert (found.number.value, found.type.value) == ("99/2024/QH15", "Luật")
    assert found.issuer.value == "Quốc hội"
    assert found.issued_on.value == "2024-06-29"
    assert found.title.value == "VỀ SÁCH GIÁO KHOA"


def test_number_and_date_of_a_consolidated_text_stand_by_its_certificate() -> None:
    found = header(
        NATION
        + "THÔNG TƯ1\nQuy định về sách giáo khoa\nThông tư số 12/2020/TT-BGDĐT ngày 4 tháng 5"
        " năm 2020 quy định về sách, có hiệu lực từ ngày 1 tháng 7 năm 2020, được sửa đổi, bổ sung"
        " bởi:\nThông tư số 3/2023/TT-BGDĐT ngày 2 tháng 2 năm 2023.\nĐiều 1. Phạm vi\n"
        "Thông tư này nói về sách.\nBỘ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 07/VBHN-BGDĐT\n"
        "XÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 9 tháng 4 năm 2023\nKT. BỘ TRƯỞNG\n"
    )
    assert (found.number.value, found.type.value) == ("07/VBHN-BGDĐT", "Văn bản hợp nhất")
    assert found.issued_on.value == "2023-04-09"
    assert found.title.value == "Quy định về sách giáo khoa"


@pytest.mark.parametrize(
    ("number", "year", "kept"),
    [
        ("12/2025/TT-BGDĐT", "2025", ("12/2025/TT-BGDĐT", "2025-03-12")),
        ("12/2024/TT-BGDĐT", "2025", (None, None)),  # number and date name two years
        ("12/2025/NĐ-CP", "2025", (None, "2025-03-12")),  # number and title name two types
    ],
)
def test_what_contradicts_itself_is_left_blank(
    number: str, year: str, kept: tuple[str | None, str | None]
) -> None:
    found = header(
        f"BỘ GIÁO DỤC VÀ ĐÀO TẠO\n{NATION}Số: {number}\nHà Nội, ngày 12 tháng 3 năm {year}\n"
        "THÔNG TƯ\nQuy định về thư viện\n"
    )
    assert (found.number.value, found.issued_on.value) == kept
    assert {"disagree"} >= {f.reason for f in (found.number, found.issued_on) if not f.value}


def test_issuers_of_a_joint_document_are_named_over_several_lines() -> None:
    found = header(
        "BỘ CÔNG AN - BỘ QUỐC PHÒNG -\nBỘ Y TẾ - TÒA ÁN NHÂN DÂN\nTỐI CAO\n" + NATION
        + "Số: 24/HDLN-BCA-BQP\nHà Nội, ngày 5 tháng 6 năm 2024\nHƯỚNG DẪN LIÊN NGÀNH\nVề tủ sách\n"
    )  # fmt: skip
    assert found.issuer.value == "Bộ Công an, Bộ Quốc phòng, Bộ Y tế, Tòa án nhân dân tối cao"


def test_a_body_named_after_a_decision_keeps_its_number_apart() -> None:
    found = header(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 150/QĐ-SGDĐT\n" + NATION
        + "Số: 7/KH-ĐKT\nLào Cai, ngày 5 tháng 6 năm 2024\nKẾ HOẠCH\nKiểm tra thư viện\n"
    )  # fmt: skip
    assert found.number.value == "7/KH-ĐKT"
    assert found.issuer.value is not None
    assert found.issuer.value.endswith("150/QĐ-SGDĐT")


def test_a_saved_head_in_a_table_and_a_number_set_apart() -> None:
    found = header(
        "| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n"
        "| TỈNH HÀ NAM | Độc lập - Tự do - Hạnh phúc |\n| Số: 68      /QĐ-UBND | |\n"
        "| | Hà Nam, ngày 5 tháng 12 năm 2024 |\n\n# QUYẾT ĐỊNH\n**Về việc mở lớp học hè**\n"
    )
    assert found.number.value == "68/QĐ-UBND"
    assert found.issuer.value == "Ủy ban nhân dân tỉnh Hà Nam"
    assert found.title.value == "Về việc mở lớp học hè"


def test_a_code_may_hold_commas() -> None:
    for number in ("154/CTPH-LĐLĐ-SVH,TT,DL", "154/CTPH-LĐLĐ-SVH"):
        found = header(
            f"SỞ NỘI VỤ\n{NATION}Số: {number}, ngày gửi\nHà Nội, ngày 5 tháng 4 năm 2017\n"
            "CHƯƠNG TRÌNH PHỐI HỢP\nXây dựng đời sống văn hóa\n"
        )
        assert found.number.value == number


def test_marks_lost_in_the_head_are_those_of_the_text() -> None:
    found = header(
        "UBND HUYỆN TỨ KỲ\nPHONG KINH TẾ - HẠ TẢNG\n" + NATION + "Số: 7/PKTHT\n"
        "Tứ Kỳ, ngày 5 tháng 6 năm 2023\nV/v sửa trường\nKính gửi: Các trường\n"
        "Phòng Kinh tế - Hạ tầng đề nghị các trường báo cáo về Phòng Kinh tế - Hạ tầng.\n"
    )
    assert found.issuer.value == "Phòng Kinh tế - Hạ tầng huyện Tứ Kỳ"


@pytest.mark.parametrize("name", ["Sat Nhand", "Y Cônthứ Trưởng", "Văn Thuân"])
def test_what_a_seal_left_of_a_name_is_no_signer(name: str) -> None:
    assert not is_person(name)
    assert is_person("Nguyễn Thị Thu Hà")
    assert is_person("Y Thanh Hà Niê Kđăm")


def test_the_one_who_decides_is_not_the_issuer() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\n" + NATION + "Số: 8/QĐ-UBND\n"
        "Hà Nội, ngày 9 tháng 1 năm 2025\nQUYẾT ĐỊNH\nVề việc giao chỉ tiêu\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI\nCăn cứ Luật Giáo dục;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Giao.\n"
    )
    assert found.issuer.value == "Ủy ban nhân dân thành phố Hà Nội"
    assert found.place.value == "thành phố Hà Nội"


def test_two_columns_printed_on_one_line() -> None:
    found = header(
        "UBND TỈNH HÀ GIANG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ                     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 19/BC-SNV                 Hà Giang, ngày 2 tháng 4 năm 2021\nBÁO CÁO\nKết quả thi\n"
    )
    assert found.number.value == "19/BC-SNV"
    assert found.issued_on.value == "2021-04-02"
    assert found.issuer.value == "Sở Nội vụ tỉnh Hà Giang"


def test_the_portals_table_and_its_placeholders() -> None:
    found = header(
        "Số hiệu: 4/QĐ-BNV Loại văn bản: Quyết định\n"
        "Nơi ban hành: Bộ Nội vụ Người ký: Lê Văn Tư\n"
        "Ngày ban hành: 05/06/2020 Ngày hiệu lực: Đã biết\nTình trạng: Đã biết\n"
        "Bạn chưa đăng nhập!\n"
    )
    assert (found.number.value, found.number.source) == ("4/QĐ-BNV", "attributes")
    assert found.issuer.value == "Bộ Nội vụ"
    assert found.signer.value == "Lê Văn Tư"
    assert found.issued_on.value == "2020-06-05"
    assert (found.status.value, found.status.reason) == (None, "placeholder")


def test_a_news_page_has_no_signer_and_no_invented_province() -> None:
    found = header(
        "Hội thi làm đồ dùng dạy học cấp tỉnh\nLượt xem:\n10:05, Thứ Hai, 4-3-2024\n"
        "Ngày 3/3, Sở Giáo dục và Đào tạo mở hội thi. Bà Trần Hà Giang trao giải cho các đội.\n"
        "Các tin khác\n"
    )
    assert found.type.value == "Tin"
    assert found.published_on.value == "2024-03-04"
    assert found.title.value == "Hội thi làm đồ dùng dạy học cấp tỉnh"
    assert found.place.value is None
    assert found.issued_on.value is None


def test_a_news_page_names_its_province() -> None:
    found = header(
        "Sơn La mở thêm lớp bán trú\n05/03/2020\n"
        "Ngày 4/3, UBND tỉnh Sơn La họp bàn mở thêm lớp bán trú ở các xã vùng cao.\n"
    )
    assert found.place.value == "tỉnh Sơn La"


def test_the_listing_fills_what_the_page_leaves_out() -> None:
    found = header(
        "Danh sách trường\n", listed=(("number", "Số 6/TB-UBND"), ("issued_on", "3/2/2021"))
    )
    assert found.issued_on.value == "2021-02-03"
    assert found.issued_on.source == "listing"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("24 / 2021/NĐ- CP", "24/2021/NĐ-CP"),
        ("51/KH- UBND", "51/KH-UBND"),
        ("06/2026/TT-BTС", "06/2026/TT-BTC"),
        ("7/QÐ-UBND", "7/QĐ-UBND"),
        ("05-CT/TW", "05-CT/TW"),
        ("29/2025/TTLT-BTP-BCA-BQP-BTC-TANDTC-VKSNDTC",) * 2,
        ("131a/QĐ-TTg", "131a/QĐ-TTg"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("64 TC/TCT", "64 TC/TCT"),
        ("15 tháng 9", None),
        ("/KH-UBND", None),
        ("12/", None),
    ],
)
def test_normal_number(printed: str, number: str | None) -> None:
    assert normal_number(printed) == number


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("3461/KH-UBND", "Kế hoạch"),
        ("24/2021/NĐ-CP", "Nghị định"),
        ("562/SGDĐT-GDTrH", None),
        ("623/BGDĐT-TTr", None),
        ("01/TTr-UBND", "Tờ trình"),
        ("1150-QĐ/TU", None),
        ("11-CT/TU", "Chỉ thị"),
    ],
)
def test_type_of_number(number: str, kind: str | None) -> None:
    assert type_of_number(number) == kind


def test_impossible_days_are_not_given() -> None:
    stated = day_in_words("ngày 32 tháng 12 năm 2024", 0, 25)
    assert stated is not None
    assert (stated.value, stated.reason) == (None, "unclear")
    assert day_in_figures("30/02/2024", 0, 10) is None


def test_a_year_alone_is_no_day() -> None:
    assert as_date("2023-09") == date(2023, 9, 1)
    assert as_date("2023") is None


def test_names_of_agencies() -> None:
    for example in read_yaml("extract.bodies", "data/agencies.yaml")["examples"]:
        assert proper_name(example["capitals"]) == example["name"]
    assert full_name("Sở GD & ĐT") == "Sở Giáo dục và Đào tạo"
    assert proper_name("SỞ LAO ĐỘNG-THƯƠNG BINH VÀ XÃ HỘI") == "Sở Lao động - Thương binh và Xã hội"


def test_a_name_with_wrong_letters_is_not_legible() -> None:
    assert is_legible("Ủy ban nhân dân tỉnh Đắk Lắk")
    assert not is_legible("Ủy bnn nhqn dân tỉnh Hà Nam")


def test_issuer_read_with_wrong_marks_is_restored() -> None:
    found = header(
        "ÚY BAN NHÂN ĐÂN\nTINH HÀ NAM\n" + NATION + "Số: 3/BC-UBND\nBÁO CÁO\nTình hình\n"
    )
    assert found.issuer.value == "Ủy ban nhân dân tỉnh Hà Nam"


@pytest.mark.parametrize("apart", ["          ", "\t", "\u00a0\u00a0\u00a0\u00a0"])
def test_two_columns_kept_apart_by_blanks(apart: str) -> None:
    text = f"""SỞ GIÁO DỤC VÀ ĐÀO TẠO AN BÌNH{apart}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 1207/SGDĐT-GDTrH{apart}Độc lập - Tự do - Hạnh phúc
V/v mở lớp buổi tối cho học viên{apart}An Bình, ngày 05 tháng 9 năm 2024
năm học 2024-2025

Kính gửi: Các trung tâm giáo dục thường xuyên
Sở đề nghị các trung tâm mở lớp trước ngày 20/9/2024.
"""
    found = document_of_text(text, Source("thu.txt"))
    assert found.text == text
    assert found.header.number.value == "1207/SGDĐT-GDTrH"
    assert found.header.issued_on.value == "2024-09-05"
    assert (found.header.issuer.value or "").startswith("Sở Giáo dục và Đào tạo")
    assert found.header.title.value == "V/v mở lớp buổi tối cho học viên năm học 2024-2025"


@pytest.mark.parametrize(
    "nation",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\n",
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n",
    ],
)
def test_a_narrow_column_breaks_the_national_name(nation: str) -> None:
    found = header(
        f"ỦY BAN NHÂN DÂN\nHUYỆN LÂM KHÊ\nSố: 45/KH-UBND\n{nation}Độc lập - Tự do - Hạnh phúc\n"
        "Lâm Khê, ngày 22 tháng 4 năm 2024\nKẾ HOẠCH\nDạy bơi\n1. Mở lớp.\n"
    )
    assert found.issuer.value == "Ủy ban nhân dân huyện Lâm Khê"
    assert (found.number.value, found.title.value) == ("45/KH-UBND", "Dạy bơi")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Bàn Văn Sơn", "Bàn Văn Sơn"),
        ("Bà Lê Thị Mai", "Lê Thị Mai"),
        ("TS. Lê Thị Mai", "Lê Thị Mai"),
        ("GS.TSKH. Bành Thị Mai", "Bành Thị Mai"),
    ],
)
def test_ranks_are_no_part_of_a_signers_name(printed: str, name: str) -> None:
    found = header(
        f"TRƯỜNG THCS NẬM TỐC\nSố: 5/TB-THCS\n{NATION}Lâm Khê, ngày 2 tháng 4 năm 2024\n"
        f"THÔNG BÁO\nNghỉ hè\nTrường nghỉ hè từ tháng sáu.\nHIỆU TRƯỞNG\n{printed}\n"
    )
    assert found.signer.value == name


def test_a_type_with_its_letters_set_apart() -> None:
    found = header(
        f"TRƯỜNG THCS NẬM TỐC\nSố: 5/KH-THCS\n{NATION}Lâm Khê, ngày 2 tháng 4 năm 2024\n"
        "K Ế  H O Ạ C H\nDạy bơi cho học sinh\n1. Mở lớp.\n"
    )
    assert (found.type.value, found.title.value) == ("Kế hoạch", "Dạy bơi cho học sinh")
    assert cues.title_type("A B C D E", "a b c d e") is None
