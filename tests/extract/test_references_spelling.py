"""Numbers as people really write them. The mention stands between « and »."""

import pytest

from extract.model import Document, Header, Reference, ReferenceKind, Stated
from extract.references import find_references


def marked(sentence: str) -> tuple[str, list[str]]:
    """The sentence without its marks, and the stretches that were marked."""
    parts = sentence.replace("»", "«").split("«")
    return "".join(parts), parts[1::2]


def read(text: str, place: str | None = None) -> list[Reference]:
    header = Header(place=Stated(place)) if place else Header()
    references, _ = find_references(Document(source="test", text=text, header=header))
    return [r for r in references if r.kind is not ReferenceKind.SELF]


# sentence, numbers in order
NUMBERS = [
    ("Theo «Nghị định số 24/2021/NĐ-CP» thì", ["24/2021/NĐ-CP"]),
    ("Theo «Nghị định 24/2021/NĐ-CP», nhà trường", ["24/2021/NĐ-CP"]),
    ("Theo «nghị định số 24/2021/NĐ-CP».", ["24/2021/NĐ-CP"]),
    (
        "theo «nghi dinh so 24/2021/nd-cp» cua Chinh phu".replace(" cua Chinh phu", ""),
        ["24/2021/NĐ-CP"],
    ),
    ("Thực hiện «NĐ 81/2021» và «NĐ 24/2021/NĐ-CP»", ["81/2021/NĐ-CP", "24/2021/NĐ-CP"]),
    ("đánh giá theo «TT22» ở khối 8", ["22"]),
    ("Căn cứ «QĐ1076/QĐ-TTg» về thể thao", ["1076/QĐ-TTg"]),
    (
        "theo các «Thông tư số 22/2021/TT-BGDĐT», «58/2011/TT-BGDĐT» và «26/2020/TT-BGDĐT».",
        ["22/2021/TT-BGDĐT", "58/2011/TT-BGDĐT", "26/2020/TT-BGDĐT"],
    ),
    ("«Quyết định số 131», «522/QĐ-TTg» của", ["131/QĐ-TTg", "522/QĐ-TTg"]),
    ("theo «Thông tư 26», «27/2020» của ngành", ["26/2020", "27/2020"]),
    (
        "các «Thông tư số 01», «02», «03» và «04/2021/TT-BGDĐT»",
        [
            "01/2021/TT-BGDĐT",
            "02/2021/TT-BGDĐT",
            "03/2021/TT-BGDĐT",
            "04/2021/TT-BGDĐT",
        ],
    ),
    ("«Thông tư số 22 / 2021/TT- BGDĐT» quy định", ["22/2021/TT-BGDĐT"]),
    ("Thực hiện «Công văn số\n4557/BGDĐT-GDTX», các trường", ["4557/BGDĐT-GDTX"]),
    ("theo «Thông tư số 17/2023/TT-\nBGDĐT», các", ["17/2023/TT-BGDĐT"]),
    ("theo «Nghị định số 80/2017/NÐ-CP» về", ["80/2017/NĐ-CP"]),
    ("theo «Nghị định số 80/2017/ND-CP» về", ["80/2017/NĐ-CP"]),
    (
        "theo «Thông tư số 12/2019/TT–BGDĐT» và «Công văn số 88/BGDĐT‑GDTrH»",
        [
            "12/2019/TT-BGDĐT",
            "88/BGDĐT-GDTrH",
        ],
    ),
    ("theo «Thông tư số 15/2020/TT-BTС» (chữ С là chữ Nga)", ["15/2020/TT-BTC"]),
    ("«Quyết định số 2457/QĐ-BGD&ĐT» của", ["2457/QĐ-BGD&ĐT"]),
    ("«Công văn số 789/SGD&ĐT-GDTX-CN» nêu", ["789/SGD&ĐT-GDTX-CN"]),
    ("«QUYẾT ĐỊNH SỐ 749/QĐ-TTG» và", ["749/QĐ-TTg"]),
    ("«quyết định số 749/qđ-ttg» và", ["749/QĐ-TTg"]),
    ("theo «Nghị định số 109/2022/NĐ-CP»4 của trường", ["109/2022/NĐ-CP"]),
    ("«Luật số 43/2019/QH14»3; «Nghị quyết số 43/2022/QH15»", ["43/2019/QH14", "43/2022/QH15"]),
    ("các «Luật số 26/2012/QH13», «71/2014/QH13»", ["26/2012/QH13", "71/2014/QH13"]),
    ("«Chỉ thị số 05-CT/TW» và «Quy định số 114-QĐ/TW»", ["05-CT/TW", "114-QĐ/TW"]),
    ("«Nghị quyết số 29/NQ-TW» về đổi mới", ["29-NQ/TW"]),
    ("«Kết luận số 91-KL/TW» và «Chương trình số 12-CTr/TU»", ["91-KL/TW", "12-CTr/TU"]),
    (
        "«Kế hoạch số 317-KH/TWĐTN-TNTH» và «Hướng dẫn số 43-HD/BTGTW»",
        [
            "317-KH/TWĐTN-TNTH",
            "43-HD/BTGTW",
        ],
    ),
    ("«Công văn số 8158-CV/TWĐTN-KHCN» của", ["8158-CV/TWĐTN-KHCN"]),
    ("«Thông tư liên tịch số 06/2015/TTLT-BGDĐT-BNV» và", ["06/2015/TTLT-BGDĐT-BNV"]),
    ("«Nghị quyết liên tịch số 01/2014/NQLT/CP-UBTƯMTTQVN»", ["01/2014/NQLT/CP-UBTƯMTTQVN"]),
    ("«Văn bản hợp nhất số 05/VBHN-BGDĐT» năm", ["05/VBHN-BGDĐT"]),
    (
        "«Pháp lệnh số 13/1999/PL-UBTVQH10» và «Nghị quyết số 1211/2016/UBTVQH13»",
        [
            "13/1999/PL-UBTVQH10",
            "1211/2016/UBTVQH13",
        ],
    ),
    ("«Nghị định số 05-CP» và «Quyết định số 201/CP»", ["05-CP", "201/CP"]),
    ("«Nghị định số 53/NĐ-HĐBT» trước đây", ["53/NĐ-HĐBT"]),
    ("«Thông tư số 49 TT/GD» cũ", ["49 TT/GD"]),
    ("«Kế hoạch số 53/KH-TrTHPTCBQ» của trường", ["53/KH-TrTHPTCBQ"]),
    (
        "«Kế hoạch số 1395/KH-ĐHĐL» và «Quyết định số 196/QĐ-SGDĐT-TrH»",
        [
            "1395/KH-ĐHĐL",
            "196/QĐ-SGDĐT-TrH",
        ],
    ),
    ("«Quyết định số 131a/QĐ-TTg» và", ["131a/QĐ-TTg"]),
    ("«Kế hoạch số 2021/KH-UBND» của", ["2021/KH-UBND"]),
    (
        "«Công văn số 2502/UBND-KGVXNV» và «văn bản số 623/BGDĐT-TTr»",
        [
            "2502/UBND-KGVXNV",
            "623/BGDĐT-TTr",
        ],
    ),
    ("Trong «Công văn 1234» có nêu", ["1234"]),
    ("thực hiện «Nghị quyết 29», «Chỉ thị 05».", ["29", "05"]),
    ("theo «Nghị định số 127/2007NĐ-CP» của", ["127/2007/NĐ-CP"]),
    ("thực hiện «thông tư 22» và «58» của ngành", ["22", "58"]),
    ("theo «CV 5512 của Bộ GD&ĐT» về", ["5512"]),
    ("«Quyết định số: 16/2008/QĐ-BGD ĐT» quy định", ["16/2008/QĐ-BGDĐT"]),
    ("«Công văn hỏa tốc số 1234/SGDĐT-VP»", ["1234/SGDĐT-VP"]),
    ("«Hướng dẫn liên ngành số 123/HDLN-SGDĐT-BHXH»", ["123/HDLN-SGDĐT-BHXH"]),
    ("«Thông báo kết luận số 15-TB/TU» của", ["15-TB/TU"]),
    ("«Quyết định 255/CT» cũ", ["255/CT"]),
    ("«Nghị quyết số 66.13/2026/NQ-CP» của", ["66.13/2026/NQ-CP"]),
    ("«Thông tư số 16-BYT/TT» cũ", ["16-BYT/TT"]),
    ("«Nghị định số 116» và «Nghị định 116/2020»", ["116/2020/NĐ-CP", "116/2020/NĐ-CP"]),
    (
        "theo «Nghị định số 24/2021/NĐ-CP», «số 84/2020/NĐ-CP» và «46/2017/NĐ-CP»",
        ["24/2021/NĐ-CP", "84/2020/NĐ-CP", "46/2017/NĐ-CP"],
    ),
]


@pytest.mark.parametrize(
    ("sentence", "numbers"), NUMBERS, ids=[n[1][0] + n[0][:12] for n in NUMBERS]
)
def test_numbers(sentence: str, numbers: list[str]) -> None:
    text, expected = marked(sentence)
    found = read(text)
    assert [r.number for r in found] == numbers
    assert [r.text for r in found] == expected


DECOYS = [
    "hệ thống quản lý ISO 9001:2015 và TCVN 7000:2001",
    "theo QCVN 14:2008/BTNMT và TCVN ISO/IEC 17029:2020",
    "QCVN 02/2009/BTNMT về nước",
    "có 3/4 số trường, trực 24/7, tỷ lệ 12/5",
    "lớp 10/1, lớp 11A2, phòng 3/B",
    "Mẫu số 29-TTr và Mẫu số 01/ĐK-TCT ban hành",
    "Điện thoại: 0252.3822/828, fax 0252-3822",
    "giai đoạn 2021-2025 và năm học 2018/2019",
    "Số 02 đường Tây Nguyên, nhà số 12/4",
    "tháng 9/2023 và quý 3/2023",
    "chi 5 triệu đồng/năm, 12/lớp, 30km/h",
    "Nghị quyết 5 năm qua; Kế hoạch 3 tháng; Quyết định 2 nội dung",
    "ngày 14/9/2023, lúc 17h00/ngày",
    "xem trang https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=12",
    "CÔNG BÁO/Số 987 + 988/Ngày 25-8-2024",
    "Luật sư Trần Văn A và khoa Luật Dân sự, Trường Đại học Luật Hà Nội",
    "tài khoản số 3713.0.1058/KBNN",
    "theo quy định của pháp luật giáo dục và pháp luật kế toán",
    "các điểm KH1, KH2, CV3 trên bản đồ",
]


@pytest.mark.parametrize("sentence", DECOYS)
def test_what_only_looks_like_a_reference(sentence: str) -> None:
    assert read(sentence) == []


DATES = [
    ("«Kế hoạch số 178/KH-BGDĐT ngày 16/3/2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT, ngày 16/3/2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT , ngày 16-3-2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT ngày 16.03.2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT ngày 16 tháng 3 năm 2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT ngày 16 tháng Ba năm 2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT (ngày 16/3/2017)»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT ban hành ngày 16/3/2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT năm 2017» và", "2017"),
    ("«Kế hoạch số 178/KH-BGDĐT tháng 3/2017» và", "2017-03"),
    ("«Kế hoạch số 178/KH-BGDĐT» giai đoạn 2017-2020", None),
    ("«Kế hoạch số 178/KH-BGDĐT ngày    tháng 3 năm 2017»", "2017-03"),
    ("«Kế hoạch số 178/KH-BGDĐT ngày mồng 6 tháng Giêng năm 2017»", "2017-01-06"),
    ("«KẾ HOẠCH SỐ 178/KH-BGDĐT NGÀY 16/3/2017»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT ngày 16/3/17»", "2017-03-16"),
    ("«Kế hoạch số 178/KH-BGDĐT của Bộ Giáo dục và Đào tạo ngày 16/3/2017»", "2017-03-16"),
    ("Ngày 16/3/2017, Bộ GDĐT đã ban hành «Kế hoạch số 178/KH-BGDĐT» về", "2017-03-16"),
]


@pytest.mark.parametrize(("sentence", "date"), DATES)
def test_dates(sentence: str, date: str | None) -> None:
    text, expected = marked(sentence)
    (reference,) = read(text)
    assert (reference.text, reference.date) == (expected[0], date)


ISSUERS = [
    ("Chỉ thị số 34-CT/TW, ngày 30/5/1998 của Bộ Chính trị", None, "Bộ Chính trị"),
    ("Quyết định số 117/QĐ-TTg", None, "Thủ tướng Chính phủ"),
    (
        "Kế hoạch số 1616/KH-SGDĐT của Sở GDĐT",
        "Bình Thuận",
        "Sở Giáo dục và Đào tạo tỉnh Bình Thuận",
    ),
    ("Kế hoạch số 1616/KH-SGDĐT của Sở GDĐT", None, "Sở Giáo dục và Đào tạo"),
    ("Kế hoạch số 12/KH-UBND của UBND tỉnh", "Bình Thuận", "Ủy ban nhân dân tỉnh Bình Thuận"),
    (
        "Kế hoạch số 12/KH-UBND của UBND tỉnh Hà Giang",
        "Bình Thuận",
        "Ủy ban nhân dân tỉnh Hà Giang",
    ),
    ("Kế hoạch số 12/KH-UBND của UBND thành phố", "Đà Nẵng", "Ủy ban nhân dân thành phố Đà Nẵng"),
    ("Quyết định số 12/QĐ-UBND của Chủ tịch UBND huyện Tứ Kỳ", None, "Ủy ban nhân dân huyện Tứ Kỳ"),
    ("Nghị quyết số 25/NQ-HĐND của HĐND tỉnh", "Sơn La", "Hội đồng nhân dân tỉnh Sơn La"),
    ("Chỉ thị số 11-CT/TU của Tỉnh ủy", "Bình Thuận", "Tỉnh ủy Bình Thuận"),
    ("Chỉ thị số 11-CT/TU của Thành ủy", "Hà Nội", "Thành ủy Hà Nội"),
    ("Chỉ thị số 11-CT/TU", "Hà Nội", "Thành ủy Hà Nội"),
    (
        "Thông tư liên tịch số 06/2015/TTLT-BGDĐT-BNV của Bộ trưởng Bộ GDĐT, Bộ trưởng Bộ Nội vụ",
        None,
        "Bộ Giáo dục và Đào tạo; Bộ Nội vụ",
    ),
    ("Thông tư liên tịch số 06/2015/TTLT-BGDĐT-BNV", None, "Bộ Giáo dục và Đào tạo; Bộ Nội vụ"),
    ("QĐ 20/QĐ-UBND của CT UBND tỉnh", "Bình Thuận", "Ủy ban nhân dân tỉnh Bình Thuận"),
    ("quyet dinh 5/QD-TTg cua Thu tuong Chinh phu", None, "Thủ tướng Chính phủ"),
    ("CHỈ THỊ SỐ 5/CT-TTg CỦA THỦ TƯỚNG CHÍNH PHỦ", None, "Thủ tướng Chính phủ"),
    ("Công văn ngày 12/3/2023 của Sở GDĐT", "Hà Giang", "Sở Giáo dục và Đào tạo tỉnh Hà Giang"),
    ("Thông tư số 27/2010/TT-BLĐTBXH", None, "Bộ Lao động - Thương binh và Xã hội"),
    ("Kế hoạch số 5/KH-XYZW", None, None),
    ("Nghị quyết của Quốc hội số 43/2022/QH15", None, "Quốc hội"),
    (
        "UBND tỉnh vừa ban hành Kế hoạch số 12/KH-UBND ngày 5/1/2023 về dạy học",
        "Bình Thuận",
        "Ủy ban nhân dân tỉnh Bình Thuận",
    ),
    (
        "Sở Nội vụ báo cáo UBND tỉnh Hà Giang đã có Quyết định số 12/QĐ-UBND",
        None,
        "Ủy ban nhân dân tỉnh Hà Giang",
    ),
    (
        "Quyết định số 6/QĐ-UBND của UBND Thành phố ỦY BAN NHÂN DÂN",
        "Hà Nội",
        "Ủy ban nhân dân thành phố Hà Nội",
    ),
    ("các trường có Kế hoạch số 12/KH-UBND", "Bình Thuận", "Ủy ban nhân dân"),
]


@pytest.mark.parametrize(("text", "place", "issuer"), ISSUERS)
def test_issuers(text: str, place: str | None, issuer: str | None) -> None:
    (reference,) = read(text, place)
    assert reference.issuer == issuer


def findings(text: str) -> set[str]:
    return {f.kind for f in find_references(Document(source="test", text=text))[1]}


def test_disagreements_are_findings() -> None:
    assert findings("Nghị định số 80/2017/NĐ-CP của Thủ tướng Chính phủ") == {"issuer_disagrees"}
    assert findings("Nghị định số 80/2017/NĐ-CP ngày 17/7/2018") == {"year_disagrees"}
    assert findings("Kế hoạch số 8/KH-UBND ngày 31/6/2018") == {"date_impossible"}
    assert findings("Thông tư số 12/TT-BGDĐT ngày 1/6/2018") == {"year_missing"}
    assert findings("Thông tư số 12/TT-BGDĐT ngày 1/6/1990") == set()
    assert findings("Chỉ thị số 49-NQ/TW của Ban Bí thư") == {"type_disagrees"}
    assert findings("Công văn số 1752/CT-THNVDT của Cục Thuế") == set()
    assert findings("Quyết định số 12-QĐ/TW") == findings("Quy định số 12-QĐ/TW") == set()
    assert findings("Nghị định số 80/2017/NĐ-CP ngày 17/7/2017 của Chính phủ") == set()


def test_a_place_stated_once_holds_for_the_same_number() -> None:
    text = (
        "Quyết định số 5/QĐ-UBND ngày 2/3/2024 của UBND tỉnh Hà Giang nêu chỉ tiêu. "
        "Theo Quyết định số 5/QĐ-UBND, các xã báo cáo; khác với Quyết định số 6/QĐ-UBND."
    )
    assert [r.issuer for r in read(text)] == [
        "Ủy ban nhân dân tỉnh Hà Giang",
        "Ủy ban nhân dân tỉnh Hà Giang",
        "Ủy ban nhân dân",
    ]


def test_a_committee_that_names_no_issuer_cites_itself() -> None:
    header = Header(place=Stated("Hà Giang"), issuer=Stated("Ủy ban nhân dân tỉnh Hà Giang"))
    document = Document(source="test", text="Theo Quyết định số 6/QĐ-UBND", header=header)
    (reference,) = find_references(document)[0]
    assert reference.issuer == "Ủy ban nhân dân tỉnh Hà Giang"


def test_a_blank_number_stays_blank() -> None:
    (reference,) = read("Kèm theo Kế hoạch số      /KH-SGDĐT ngày 5/9/2023")
    assert (reference.type, reference.number, reference.instrument) == (
        "Kế hoạch",
        None,
        None,
    )


def test_a_letter_without_its_number_stays_blank() -> None:
    (reference,) = read("Thực hiện Công văn số    /SGDĐT-VP ngày 5/7/2026")
    assert (reference.type, reference.number) == ("Công văn", None)


def test_a_bare_number_takes_the_symbol_of_the_full_one() -> None:
    text = (
        "Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương. Nghị quyết 29 đã nêu"
    )
    full, bare = read(text)
    assert (full.number, bare.number) == ("29-NQ/TW", "29-NQ/TW")
    assert bare.date is None
