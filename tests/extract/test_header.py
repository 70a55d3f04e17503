"""Header fields: what the head states, what it leaves blank, what nothing states."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.bodies.names import full_name, is_legible, proper_name
from extract.data_files import read_yaml
from extract.head import cues
from extract.head.cues import is_person
from extract.head.days import as_date, day_in_figures, day_in_words
from extract.head.number import normal_number, type_of_number
from extract.letters import fold
from extract.model import Header, Source
from extract.reading.text import document_of_text

CASES = yaml.safe_load((Path(__file__).parent / "heads.yaml").read_text(encoding="utf-8"))
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def header(text: str, **known: object) -> Header:
    return document_of_text(text, Source("thu.txt", **known)).header  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=[case["of"] for case in CASES])
def test_heads(case: dict[str, Any]) -> None:
    found = header(case["text"])
    for aspect in ("header", "reasons", "sources"):
        stated = {"header": "value", "reasons": "reason", "sources": "source"}[aspect]
        told = case.get(aspect, {})
        assert {name: getattr(getattr(found, name), stated) for name in told} == told


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


def test_a_body_named_after_a_decision_keeps_its_number_apart() -> None:
    found = header(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 150/QĐ-SGDĐT\n" + NATION
        + "Số: 7/KH-ĐKT\nLào Cai, ngày 5 tháng 6 năm 2024\nKẾ HOẠCH\nKiểm tra thư viện\n"
    )  # fmt: skip
    assert found.number.value == "7/KH-ĐKT"
    assert found.issuer.value is not None
    assert found.issuer.value.endswith("150/QĐ-SGDĐT")


def test_a_code_may_hold_commas() -> None:
    for number in ("154/CTPH-LĐLĐ-SVH,TT,DL", "154/CTPH-LĐLĐ-SVH"):
        found = header(
            f"SỞ NỘI VỤ\n{NATION}Số: {number}, ngày gửi\nHà Nội, ngày 5 tháng 4 năm 2017\n"
            "CHƯƠNG TRÌNH PHỐI HỢP\nXây dựng đời sống văn hóa\n"
        )
        assert found.number.value == number


@pytest.mark.parametrize("name", ["Sat Nhand", "Y Cônthứ Trưởng", "Văn Thuân"])
def test_what_a_seal_left_of_a_name_is_no_signer(name: str) -> None:
    assert not is_person(name)
    assert is_person("Nguyễn Thị Thu Hà")
    assert is_person("Y Thanh Hà Niê Kđăm")


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


def test_a_numbered_school_and_a_date_in_figures() -> None:
    found = header(
        "PHÒNG GDĐT LÂM KHÊ\nTRƯỜNG TIỂU HỌC SỐ 2 NẬM TỐC\nSố: 12/KH-TH\n" + NATION
        + "Nậm Tốc, ngày 05/9/2024\nKẾ HOẠCH\nDạy bơi\n1. Mở lớp.\n"
    )  # fmt: skip
    assert found.number.value == "12/KH-TH"
    assert found.issued_on.value == "2024-09-05"


@pytest.mark.parametrize(
    "stamp", ["HỎA TỐC", "CÔNG VĂN ĐẾN\nSố: 1207\nNgày: 25/04/2024", "DỰ THẢO"]
)
@pytest.mark.parametrize("above", [True, False])
def test_stamps_in_a_head_name_nobody(stamp: str, above: bool) -> None:
    left = "ỦY BAN NHÂN DÂN\nHUYỆN LÂM KHÊ\nSố: 45/KH-UBND\n"
    found = header(
        f"{stamp}\n{left}{NATION}Lâm Khê, ngày 22 tháng 4 năm 2024\nKẾ HOẠCH\nDạy bơi\n1. Lớp.\n"
        if above
        else f"{left}{stamp}\n{NATION}Lâm Khê, ngày 22 tháng 4 năm 2024\n{stamp}\nKẾ HOẠCH\nDạy bơi"
    )
    assert found.issuer.value == "Ủy ban nhân dân huyện Lâm Khê"
    assert (found.number.value, found.title.value) == ("45/KH-UBND", "Dạy bơi")
    assert found.issued_on.value == "2024-04-22"


def test_examples_of_stamps() -> None:
    layout = read_yaml("extract.head", "data/layout.yaml")
    assert all(cues.is_stamp(fold(example)) for example in layout["stamps"]["examples"])
    assert not cues.is_stamp(fold("BAN SAO BIỂN"))
    assert not cues.is_stamp(fold("TRƯỜNG THCS NẬM TỐC"))
