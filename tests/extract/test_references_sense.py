"""Pinpoints, mentions inside the document, relations: what a reference means where it stands."""

import pytest

from extract.model import (
    Block,
    BlockKind,
    Document,
    Header,
    Reference,
    ReferenceKind,
    Relation,
    Stated,
)
from extract.references import find_references

OWN = Header(
    number=Stated("24/2021/NĐ-CP"),
    type=Stated("Nghị định"),
    issuer=Stated("Chính phủ"),
    issued_on=Stated("2021-03-23"),
)
OWN_URI = "/akn/vn/act/nghi-dinh/chinh-phu/2021/24-2021-nd-cp"


def read(text: str, header: Header | None = None) -> list[Reference]:
    document = Document(source="test", text=text, header=header or Header())
    return list(find_references(document)[0])


PINPOINTS = [
    ("điểm b khoản 2 Điều 5 Nghị định số 24/2021/NĐ-CP", "điểm b khoản 2 Điều 5"),
    ("theo khoản 2 Điều 5 của Luật Giáo dục", "khoản 2 Điều 5"),
    ("tại khoản 1, 2 và 3 Điều 7 Thông tư số 28/2020/TT-BGDĐT", "khoản 1, 2 và 3 Điều 7"),
    ("tại khoản 1, khoản 3 Điều 7 Thông tư số 28/2020/TT-BGDĐT", "khoản 1, khoản 3 Điều 7"),
    ("tại các điều 25, 43 Luật Giáo dục", "điều 25, 43"),
    ("từ Điều 5 đến Điều 7 Luật Giáo dục", "từ Điều 5 đến Điều 7"),
    (
        "điểm a, b khoản 1 và khoản 3 Điều 7 Luật Giáo dục",
        "điểm a, b khoản 1 và khoản 3 Điều 7",
    ),
    ("mục 2 Chương III Luật Giáo dục", "mục 2 Chương III"),
    ("Điều 5a Nghị định số 24/2021/NĐ-CP", "Điều 5a"),
    (
        "Phụ lục I và Phụ lục II ban hành kèm theo Thông tư số 28/2020/TT-BGDĐT",
        "Phụ lục I và Phụ lục II",
    ),
    ("Phụ lục II Thông tư số 28/2020/TT-BGDĐT", "Phụ lục II"),
    ("khoản 2\nĐiều 5 Luật Giáo dục", "khoản 2 Điều 5"),
    (
        "Điều 9 Quy chế thi chọn học sinh giỏi ban hành kèm theo Thông tư số 17/2023/TT-BGDĐT",
        "Điều 9",
    ),
    ("trong năm học 2023 theo Luật Giáo dục", None),
    ("giai đoạn 2026-2030 theo Luật Giáo dục", None),
    ("điểm a1 khoản 2 Điều 5 Luật Giáo dục", "điểm a1 khoản 2 Điều 5"),
    ("có 12 trường thực hiện Luật Giáo dục", None),
    ("khoản 2 Điều 5. Theo Luật Giáo dục", None),
    ("theo Phụ lục của Luật Giáo dục", None),
    ("một số điểm, khoản, Điều của Luật Giáo dục", None),
]


@pytest.mark.parametrize(("text", "pinpoint"), PINPOINTS)
def test_pinpoints(text: str, pinpoint: str | None) -> None:
    (reference,) = read(text)
    assert reference.pinpoint == pinpoint


def test_the_document_speaks_of_itself() -> None:
    (reference,) = read("Nghị định này quy định việc quản lý.", OWN)
    assert (reference.kind, reference.type, reference.number) == (
        ReferenceKind.SELF,
        "Nghị định",
        None,
    )
    assert reference.instrument == OWN_URI


def test_this_article_is_the_one_around_it() -> None:
    text = "\nĐiều 4. Nguyên tắc\n1. Công khai.\nĐiều 5. Trách nhiệm\n1. Theo khoản 2 Điều này.\n"
    (reference,) = read(text, OWN)
    assert reference.text == "Điều này"
    assert reference.pinpoint == "khoản 2 Điều 5"
    assert reference.instrument == OWN_URI


def test_this_clause_is_the_one_around_it() -> None:
    text = "\nĐiều 5. Trách nhiệm\n1. Chung.\n2. Như sau:\na) Một;\nb) Trừ điểm a khoản này.\n"
    (reference,) = read(text, OWN)
    assert reference.pinpoint == "điểm a khoản 2 Điều 5"


def test_the_instrument_named_above() -> None:
    text = (
        "Thực hiện Quyết định số 131/QĐ-TTg ngày 25/01/2022 và Kế hoạch số 5/KH-BGDĐT. "
        "Quyết định nêu trên yêu cầu báo cáo."
    )
    _, _, above = read(text)
    assert above.text == "Quyết định nêu trên"
    assert (above.number, above.date) == ("131/QĐ-TTg", None)
    assert above.instrument == "/akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022/131-qd-ttg"


def test_several_instruments_named_above_are_none_in_particular() -> None:
    text = "Theo Thông tư số 1/2020/TT-BYT, số 2/2020/TT-BYT; không thay thế 02 Thông tư nêu trên."
    assert [r.number for r in read(text)] == ["1/2020/TT-BYT", "2/2020/TT-BYT"]


def test_a_short_name_of_another_thing_is_no_mention() -> None:
    text = (
        "theo Nghị định số 69/2018/NĐ-CP, cơ quan cấp giấy (sau đây gọi là Thông báo miễn). "
        "Khi Thông báo miễn hết hiệu lực thì cấp lại."
    )
    assert [r.number for r in read(text)] == ["69/2018/NĐ-CP"]


def test_an_announced_short_name() -> None:
    text = (
        "Quyết định số 131/QĐ-TTg ngày 25/01/2022 phê duyệt đề án (sau đây gọi tắt là Đề án 131). "
        "Các trường thực hiện Đề án 131 theo lộ trình."
    )
    full, later = read(text)
    assert later.text == "Đề án 131"
    assert later.instrument == full.instrument


RELATIONS = [
    ("Tiếp tục thực hiện hiệu quả «Thông tư số 05/2023/TT-BGDĐT»", "carries_out"),
    ("Triển khai thực hiện «Công văn số 4557/BGDĐT-GDTX»", "carries_out"),
    ("tổ chức thực hiện tốt «Nghị định số 109/2022/NĐ-CP»", "carries_out"),
    ("báo cáo theo khoản 3 Điều 9 «Nghị định số 24/2021/NĐ-CP»", "refers_to"),
    ("Quyết định này thay thế «Quyết định số 12/2018/QĐ-UBND»", "replaces"),
    ("Quyết định này bãi bỏ «Quyết định số 12/2018/QĐ-UBND»", "repeals"),
    ("«Quyết định số 12/2018/QĐ-UBND» hết hiệu lực kể từ ngày ban hành", "repeals"),
    ("Sửa đổi khoản 2 Điều 5 «Nghị định số 24/2021/NĐ-CP»", "amends"),
    ("Thay thế cụm từ “a” bằng cụm từ “b” tại Điều 3 «Thông tư số 5/2020/TT-BGDĐT»", "amends"),
    ("Thông tư này được sửa đổi, bổ sung bởi «Thông tư số 5/2020/TT-BGDĐT»", "amended_by"),
    ("đã được thay thế bởi «Thông tư số 5/2020/TT-BGDĐT»", "replaced_by"),
    ("Hướng dẫn thực hiện «Nghị định số 24/2021/NĐ-CP»", "guides"),
    ("quy định chi tiết một số điều của «Luật Giáo dục»", "implements"),
    ("Đính chính «Thông tư số 5/2020/TT-BGDĐT»", "corrects"),
    ("Điều lệ ban hành kèm theo «Thông tư số 28/2020/TT-BGDĐT»", "issued_with"),
    ("Sở đã ban hành «Kế hoạch số 1809/KH-SGDĐT»", "reports"),
    ("Thực hiện chế độ báo cáo; «Thông tư số 2/2019/TT-BGDĐT»", "refers_to"),
    (
        "Bãi bỏ Quyết định số 1/2018/QĐ-UBND ban hành Quy định về mức thu theo Thông tư số"
        " 2/2019/TT-BGDĐT, Thông tư số 3/2019/TT-BGDĐT; «Quyết định số 3/2018/QĐ-UBND»",
        "repeals",
    ),
    (
        "theo Nghị định số 9/2001/NĐ-CP sửa đổi Điều 21 «Nghị định số 05/1999/NĐ-CP»",
        "refers_to",
    ),
    ("Bãi bỏ Thông tư số 1/2019/TT-BGDĐT, «Thông tư số 2/2019/TT-BGDĐT»", "repeals"),
    (
        "Bãi bỏ các văn bản:\n1. Thông tư số 1/2019/TT-BGDĐT;\n2. «Thông tư số 2/2019/TT-BGDĐT».",
        "repeals",
    ),
    ("Căn cứ «Kế hoạch số 3589/KH-UBND», các trường rà soát", "refers_to"),
    (
        "theo Luật sửa đổi một số điều của các Luật về thuế năm 2014; «Nghị định số 5/2015/NĐ-CP»",
        "refers_to",
    ),
    ("theo Nghị định sửa đổi, bổ sung «Nghị định số 5/2015/NĐ-CP»", "refers_to"),
    ("Chính phủ ban hành Nghị định sửa đổi, bổ sung «Nghị định số 5/2015/NĐ-CP»", "amends"),
    ("theo Nghị định số 1/2020/NĐ-CP được sửa đổi bởi «Nghị định số 2/2022/NĐ-CP»", "amended_by"),
    ("Điều này được sửa đổi theo quy định tại Điều 1 «Nghị định số 2/2022/NĐ-CP»", "amended_by"),
    (
        "Sửa đổi một số điều của Quy chế thi ban hành kèm theo «Thông tư số 5/2020/TT-BGDĐT»",
        "amends",
    ),
    (
        "quy định tại Điều 2 Quy chế thi ban hành kèm theo «Thông tư số 5/2020/TT-BGDĐT»",
        "issued_with",
    ),
    ("Luật số 1/2007/QH12 được sửa đổi theo «Luật số 2/2012/QH13» hết hiệu lực", "amended_by"),
    ("«Luật số 1/2007/QH12» được sửa đổi theo Luật số 2/2012/QH13 hết hiệu lực", "repeals"),
    ("Đăng ký «Thông tư số 5/2020/TT-BGDĐT»", "refers_to"),
    ("Nghị định này có hiệu lực thi hành cùng «Luật Giáo dục»", "refers_to"),
    (
        "«Nghị định số 48/2015/NĐ-CP» quy định chi tiết Luật Giáo dục nghề nghiệp hết hiệu lực",
        "repeals",
    ),
    (
        "Nghị định số 48/2015/NĐ-CP quy định chi tiết «Luật Giáo dục nghề nghiệp» hết hiệu lực",
        "refers_to",
    ),
    ("Mẫu thông báo thực hiện dự án (khoản 2 Điều 35 «Nghị định số 103/2026/NĐ-CP»)", "refers_to"),
    ("Bãi bỏ các quy định:\na) khoản 4 Điều 9 «Thông tư số 9/2015/TT-BGDĐT»;", "amends"),
    ("XÁC THỰC VĂN BẢN HỢP NHẤT của «Thông tư số 9/2015/TT-BGDĐT»", "refers_to"),
]


@pytest.mark.parametrize(("sentence", "relation"), RELATIONS)
def test_relations(sentence: str, relation: str) -> None:
    before, quoted, after = sentence.replace("»", "«").split("«")
    text = f"1. Việc chung.\n{before}{quoted}{after}"
    document = Document(
        source="test", text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),)
    )
    found = [r for r in find_references(document)[0] if r.start == 15 + len(before)]
    assert [r.relation.value for r in found] == [relation]


def test_the_legal_basis_stands_in_the_preamble_alone() -> None:
    basis = "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;"
    body = "Căn cứ Luật Giáo dục, nhà trường lập kế hoạch."
    text = f"{basis}\n{body}"
    blocks = (
        Block(BlockKind.BASIS, 0, len(basis)),
        Block(BlockKind.PARAGRAPH, len(basis) + 1, len(text)),
    )
    first, second = find_references(Document(source="test", text=text, blocks=blocks))[0]
    assert (first.relation.value, second.relation.value) == ("legal_basis", "refers_to")


def test_a_basis_names_others_in_its_title_and_proposals_are_none() -> None:
    lines = [
        "Căn cứ Nghị định số 2/2022/NĐ-CP sửa đổi Nghị định số 1/2020/NĐ-CP;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV.",
    ]
    text = "\n".join(lines)
    blocks = (Block(BlockKind.BASIS, 0, len(text)),)
    found = find_references(Document(source="test", text=text, blocks=blocks))[0]
    assert [r.relation.value for r in found] == ["legal_basis", "refers_to", "refers_to"]


def test_weight() -> None:
    named, carried, due = (
        read("theo Thông tư số 5/2020/TT-BGDĐT")[0],
        read("Thực hiện Thông tư số 5/2020/TT-BGDĐT tại các trường")[0],
        read("Thực hiện Thông tư số 5/2020/TT-BGDĐT, báo cáo trước ngày 15/9/2023")[0],
    )
    assert (named.weight, carried.weight, due.weight) == (0, 1, 2)


LAWS = [
    ("theo «Luật Giáo dục»", "Luật Giáo dục"),
    ("theo «Luật giáo dục đại học» và", "Luật Giáo dục đại học"),
    ("theo «luật Giáo dục 2019»", "Luật Giáo dục 2019"),
    ("theo «Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019» về", "Luật Giáo dục"),
    (
        "theo «Luật Phòng, chống tác hại của rượu, bia» và Luật",
        "Luật Phòng, chống tác hại của rượu, bia",
    ),
    ("theo «Bộ luật Lao động năm 2019»", "Bộ luật Lao động 2019"),
    ("theo «Hiến pháp năm 2013»", "Hiến pháp 2013"),
    ("theo «Luật Chất lượng sản phẩm, hàng hoá»", "Luật Chất lượng sản phẩm, hàng hóa"),
    (
        "«Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học» năm nay",
        "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học",
    ),
    (
        "theo «Pháp lệnh Ưu đãi người có công với cách mạng»",
        "Pháp lệnh Ưu đãi người có công với cách mạng",
    ),
]


@pytest.mark.parametrize(("sentence", "name"), LAWS)
def test_laws_by_name(sentence: str, name: str) -> None:
    before, quoted, after = sentence.replace("»", "«").split("«")
    (reference,) = read(before + quoted + after)
    assert (reference.text, reference.name) == (quoted, name)


def test_laws_that_follow_one_another_are_separate() -> None:
    text = "Luật Thanh tra năm 2022, Luật Khiếu nại, Luật Tố cáo và Luật Phòng, chống tham nhũng."
    assert [r.text for r in read(text)] == [
        "Luật Thanh tra năm 2022",
        "Luật Khiếu nại",
        "Luật Tố cáo",
        "Luật Phòng, chống tham nhũng",
    ]


def test_a_law_that_enacts_itself_is_no_citation() -> None:
    basis, own = read("Căn cứ Hiến pháp năm 2013;\nQuốc hội ban hành Luật Thư viện.")
    assert (basis.kind, own.kind) == (ReferenceKind.NAMED, ReferenceKind.SELF)


def test_an_amending_law_may_name_what_it_changes_beside_articles() -> None:
    text = (
        "Luật sửa đổi, bổ sung một số điều có liên quan đến quy hoạch của Luật Du lịch, Luật Trẻ em"
    )
    assert [r.text for r in read(f"theo {text}.")] == [text]


def test_page_furniture_is_marked() -> None:
    text = "Tin khác: Quyết định số 1/QĐ-BGDĐT\nTheo Quyết định số 2/QĐ-BGDĐT."
    line = text.index("\n")
    blocks = (
        Block(BlockKind.BOILERPLATE, 0, line),
        Block(BlockKind.PARAGRAPH, line + 1, len(text)),
    )
    first, second = find_references(Document(source="test", text=text, blocks=blocks))[0]
    assert (first.furniture, second.furniture) == (True, False)


def test_a_head_whose_letters_stand_apart_is_the_documents_own() -> None:
    text = "ỦY BAN NHÂN DÂN XÃ AN BÌNH\nSố: 33/ QĐ - UBND\nQUYẾT ĐỊNH\n"
    start = text.index("33/")
    stated = Stated("33/QĐ-UBND", start, start + len("33/ QĐ - UBND"), "text")
    (own,) = read(text, Header(number=stated, type=Stated("Quyết định")))
    assert (own.kind, own.number) == (ReferenceKind.SELF, "33/QĐ-UBND")
    assert own.text == "Số: 33/ QĐ - UBND"


def test_only_a_page_of_news_reports_what_others_issue() -> None:
    plan = Header(number=Stated("5/KH-UBND"), type=Stated("Kế hoạch"))
    (found,) = read("Sở đã ban hành Kế hoạch số 1809/KH-SGDĐT.", plan)
    assert found.relation is Relation.REFERS_TO


@pytest.mark.parametrize(
    ("type_name", "issuer", "cited", "relation"),
    [
        ("Kế hoạch", "Bộ Tư pháp", "Luật Đất đai", Relation.REFERS_TO),
        ("Kế hoạch", "Bộ Tư pháp", "Thông tư số 20/2018/TT-BGDĐT", Relation.REFERS_TO),
        ("Kế hoạch", "Bộ Tư pháp", "Kế hoạch số 20/KH-BTP", Relation.AMENDS),
        ("Nghị quyết", "Chính phủ", "Luật Đất đai", Relation.REFERS_TO),
        ("Nghị quyết", "Quốc hội", "Luật Đất đai", Relation.AMENDS),
        ("Quyết định", "Bộ Tư pháp", "Quyết định số 20/2018/QĐ-TTg", Relation.AMENDS),
        (None, None, "Luật Đất đai", Relation.AMENDS),
    ],
)
def test_a_plan_or_a_lower_act_changes_no_law(
    type_name: str | None, issuer: str | None, cited: str, relation: Relation
) -> None:
    header = Header(type=Stated(type_name), issuer=Stated(issuer))
    (reference,) = read(f"3. Sửa đổi {cited} và các văn bản hướng dẫn", header)
    assert reference.relation is relation


def test_an_issuer_cut_off_by_a_page_disagrees_with_nothing() -> None:
    text = "theo Pháp lệnh số 2/2020/UBTVQH14 ngày 09/12/2020 của Ủy ban Thường vụ\n17 Khoản này"
    (reference,), findings = find_references(Document(source="test", text=text))
    assert (reference.issuer, findings) == ("Ủy ban Thường vụ Quốc hội", ())
