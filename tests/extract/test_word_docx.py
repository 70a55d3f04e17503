"""DOCX: automatic numbers, notes, tables, boxes, tracked changes; limits and damage."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from extract.data_files import read_yaml
from extract.model import BlockKind, Document, Outcome, Source
from extract.reading.sniff import Form, sniff
from extract.reading.word import read_docx
from extract.reading.word.lists import printed
from extract.reading.word.symbols import bullet, symbol
from tests.extract.word_files import NAMESPACES, OFFICE, PACKAGE, docx, item, level, p, r, table
from tests.samples.as_docx import docx as sample
from tests.samples.official import Official, read

SOURCE = Source("thu.docx")


def _document(data: bytes) -> Document:
    reading = read_docx(data, SOURCE)
    assert reading.outcome is Outcome.READ, reading
    assert reading.document is not None
    return reading.document


def _lines(data: bytes) -> list[str]:
    return [line for line in _document(data).text.split("\n") if line]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "decimal", "%1.%2.%4", "<w:isLgl/>")
    + level(4, "bullet", "\uf0b7")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "Điều %1.", '<w:pStyle w:val="Dieu"/>', start=4)
    + level(1, "decimalZero", "%1-%2", '<w:lvlRestart w:val="0"/>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Dieu"><w:basedOn w:val="Goc"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>'
    '<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
)


def test_numbers_count_by_level_and_begin_again() -> None:
    body = (
        item("Yêu cầu") + item("Việc một", 1) + item("Việc nhỏ", 2) + item("Việc nhỏ nữa", 2)
        + item("Việc hai", 1) + item("Lại việc nhỏ", 2) + item("Tổ chức") + item("Việc đầu", 1)
        + item("Chi tiết", 3) + item("Chấm", 4)
    )  # fmt: skip
    assert _lines(docx(body, numbering=NUMBERING)) == [
        "I. Yêu cầu", "1. Việc một", "a) Việc nhỏ", "b) Việc nhỏ nữa", "2. Việc hai",
        "a) Lại việc nhỏ", "II. Tổ chức", "1. Việc đầu", "2.1.1 Chi tiết", "• Chấm",
    ]  # fmt: skip


def test_override_begins_once_and_goes_on_with_the_same_count() -> None:
    body = item("A") + item("một", 1) + item("bảy", 1, 2) + item("tám", 1, 2) + item("chín", 1)
    assert _lines(docx(body, numbering=NUMBERING)) == [
        "I. A", "1. một", "7. bảy", "8. tám", "9. chín"
    ]  # fmt: skip


def test_numbers_by_style_and_by_linked_style() -> None:
    body = (
        p("Phạm vi", '<w:pStyle w:val="Dieu"/>') + p("Đối tượng", '<w:pStyle w:val="Dieu"/>')
        + item("phụ", 1, 3) + p("Hiệu lực", '<w:pStyle w:val="Dieu"/>') + item("phụ", 1, 3)
        + item("theo kiểu", 0, 4) + p("Thi hành", '<w:pStyle w:val="Con"/>')
        + p("bỏ số", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    document = _document(docx(body, numbering=NUMBERING, styles=STYLES))
    assert [line for line in document.text.split("\n") if line] == [
        "Điều 4. Phạm vi", "Điều 5. Đối tượng", "5-01 phụ", "Điều 6. Hiệu lực", "6-02 phụ",
        "I. theo kiểu", "Điều 7. Thi hành", "bỏ số",
    ]  # fmt: skip
    assert document.blocks[3].kind is BlockKind.HEADING


def test_empty_paragraph_of_a_list_counts_and_shows_in_a_cell() -> None:
    rows = [[f"<w:tc>{item('', 1)}</w:tc>", name] for name in ("Sở Nội vụ", "Sở Y tế")]
    assert _lines(docx(table(rows), numbering=NUMBERING)) == ["1.\tSở Nội vụ", "2.\tSở Y tế"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (14, "upperRoman", "XIV"), (1999, "lowerRoman", "mcmxcix"), (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"), (7, "decimalZero", "07"), (10**9, "upperRoman", "1000000000"),
        (10**9, "lowerLetter", "1000000000"), (0, "upperRoman", "0"), (-3, "lowerLetter", "-3"),
        (5, "chineseCounting", "5"), (5, "none", ""),
    ],
)  # fmt: skip
def test_printed_numbers(value: int, form: str, shown: str) -> None:
    assert printed(value, form) == shown


def test_footnotes_stand_at_their_words() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = (
        f"<w:p>{r('Đổi mới quản trị trường học')}{mark.format(8)}{r('; công khai')}"
        f"{mark.format(3)}{r('.')}</w:p>"
    )
    notes = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:footnoteRef/></w:r>{r(text)}</w:p></w:footnote>'
        for name, text in (
            (3, " Thông tư số 28/2020/TT-BGDĐT."),
            (8, " Nghị định số 24/2021/NĐ-CP."),
        )
    )  # fmt: skip
    document = _document(docx(body, footnotes=notes))
    assert document.text == (
        "Đổi mới quản trị trường học1; công khai2.\n1 Nghị định số 24/2021/NĐ-CP.\n"
        "2 Thông tư số 28/2020/TT-BGDĐT."
    )
    first, second = (b for b in document.blocks if b.kind is BlockKind.FOOTNOTE)
    assert (first.number, first.anchors) == ("1", ((27, 28),))
    assert (second.number, document.quote(second.anchors[0])) == ("2", "2")


def test_endnotes_are_roman_and_typed_marks_stay() -> None:
    body = (
        f"<w:p>{r('Một')}<w:r><w:endnoteReference w:id='1'/></w:r>"
        f"{r(' hai')}<w:r><w:footnoteReference w:id='2' w:customMarkFollows='1'/>"
        "<w:t>*</w:t></w:r></w:p>"
    )
    data = docx(
        body,
        endnotes=f'<w:endnote w:id="1">{p("Nguồn của Sở")}</w:endnote>',
        footnotes=f'<w:footnote w:id="2">{p("Chú thích riêng")}</w:footnote>',
    )
    assert _lines(data) == ["Mộti hai*", "* Chú thích riêng", "i Nguồn của Sở"]


def test_accepted_text_of_tracked_changes() -> None:
    body = (
        f"<w:p>{r('Trước ngày ')}<w:del>{r('15').replace('w:t', 'w:delText')}</w:del>"
        f"<w:ins>{r('20')}</w:ins>{r('/10/2023')}<w:moveFrom>{r(' bỏ')}</w:moveFrom>"
        f"<w:moveTo>{r(' giữ')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Hai đoạn ')}</w:p>{p('thành một')}"
        + table([["còn", "lại"]]).replace(
            "</w:tbl>", "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        )
    )
    assert _lines(docx(body)) == ["Trước ngày 20/10/2023 giữ", "Hai đoạn thành một", "còn\tlại"]


def test_cells_span_and_merge() -> None:
    merged = '<w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'
    rows = [
        ["Nhiệm vụ", wide.format(p("Cơ quan")), "Thời gian"],
        [merged.format("restart", p("Tuyển dụng")), "Sở Nội vụ", "Sở Tài chính", "Quý I"],
        ["<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", "Sở Y tế", "", "Quý II"],
    ]
    document = _document(docx(table(rows)))
    blocks = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [[(c.column, c.columns) for c in b.cells] for b in blocks] == [
        [(0, 1), (1, 2), (3, 1)],
        [(0, 1), (1, 1), (2, 1), (3, 1)],
        [(0, 1), (1, 1), (2, 1), (3, 1)],
    ]
    task = blocks[1].cells[0]
    assert document.quote((task.start, task.end)) == "Tuyển dụng"
    assert (blocks[2].cells[0].start, blocks[2].cells[0].end) == (task.start, task.end)
    assert len({b.table for b in blocks}) == 1


def test_table_in_a_cell_and_frame_of_one_column() -> None:
    inner = table([["một", "hai"], ["ba", "bốn"]])
    body = table([[f"<w:tc>{inner}<w:p/></w:tc>", "ngoài"]]) + table([["Khung quanh một đoạn"]])
    document = _document(docx(body))
    assert document.text.split("\n") == ["một hai ba bốn\tngoài", "Khung quanh một đoạn"]
    assert document.blocks[1].kind is not BlockKind.TABLE_ROW


def test_text_box_is_read_once_in_its_place() -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = p("Trên") + f"<w:p>{r('Neo')}{drawing}</w:p>" + p("Dưới")
    assert _lines(docx(body)) == ["Trên", "Neo", "DỰ THẢO", "Dưới"]


def test_fields_show_their_result() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText>'
        f'</w:r>{r("ẩn")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("Điều 5")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f"<w:hyperlink>{r(' của Luật')}</w:hyperlink>"
    assert _lines(docx(f"<w:p>{r('Theo ')}{field}{link}</w:p>")) == ["Theo Điều 5 của Luật"]


def test_runs_letters_and_spaces() -> None:
    body = (
        f"<w:p>{r('Số: 12')}<w:r><w:noBreakHyphen/></w:r>{r('CT/TW')}<w:r><w:tab/></w:r>"
        f"{r('mềm')}<w:r><w:softHyphen/></w:r>{r('mại', '')}{r('ẩn', '<w:vanish/>')}"
        f"{r(' kế hoạch', '<w:caps/>')}<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
        f"{r(' Ðiều 1 của 178/КН-ВGDĐТ')}</w:p>"
    )
    assert _lines(docx(body)) == ["Số: 12-CT/TW mềmmại KẾ HOẠCH☑ Điều 1 của 178/KH-BGDĐT"]


def test_examples_of_the_symbols() -> None:
    data = read_yaml("extract.reading.word", "data/symbols.yaml")
    for example in data["examples"]:
        assert symbol(example["code"], example["font"]) == example["means"]
    for example in data["bullets"]:
        assert bullet(example["shape"], example["font"]) == example["means"]


def test_line_breaks_part_points_but_not_sentences() -> None:
    broken = "</w:t><w:br/><w:t>"
    body = p(f"1. Việc thứ nhất;{broken}2. Việc thứ hai{broken}nối tiếp")
    document = _document(docx(body))
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        "1. Việc thứ nhất;", "2. Việc thứ hai\nnối tiếp"
    ]  # fmt: skip


def test_headers_are_furniture_but_a_letterhead_is_not() -> None:
    references = (
        '<w:sectPr><w:headerReference w:type="{}" r:id="rId1"/>'
        '<w:footerReference w:type="default" r:id="rId2"/></w:sectPr>'
    )
    parts = {"header": p("TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN"), "footer": p("Trang 1")}
    running = _document(docx(p("Nội dung văn bản") + references.format("default"), **parts))
    kinds = {running.text[b.start : b.end]: b.kind for b in running.blocks}
    assert kinds["TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN"] is BlockKind.BOILERPLATE
    assert kinds["Trang 1"] is BlockKind.BOILERPLATE
    letter = _document(docx(p("Nội dung văn bản") + references.format("first"), **parts))
    kinds = {letter.text[b.start : b.end]: b.kind for b in letter.blocks}
    assert kinds["TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN"] is not BlockKind.BOILERPLATE


def test_head_of_two_columns_set_with_tabs() -> None:
    tab = "</w:t><w:tab/><w:t>"
    body = (
        p(f"UBND TỈNH BÌNH THUẬN{tab}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + p(f"SỞ GIÁO DỤC VÀ ĐÀO TẠO{tab}{tab}Độc lập - Tự do - Hạnh phúc")
        + p("")
        + p(f"Số: 12/KH-SGDĐT{tab}Bình Thuận, ngày 05 tháng 9 năm 2023")
        + p("KẾ HOẠCH")
        + p("Tổ chức hội thi năm học 2023-2024")
        + p(f"1.{tab}Đơn vị{tab}đăng ký")
    )
    document = _document(docx(body))
    assert document.text.split("\n") == [
        "UBND TỈNH BÌNH THUẬN", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 12/KH-SGDĐT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bình Thuận, ngày 05 tháng 9 năm 2023", "KẾ HOẠCH",
        "Tổ chức hội thi năm học 2023-2024", "1. Đơn vị đăng ký",
    ]  # fmt: skip
    assert document.header.issuer.value == "Sở Giáo dục và Đào tạo tỉnh Bình Thuận"


def test_main_part_of_another_name() -> None:
    data = docx(item("Việc", 1), numbering=NUMBERING)
    target = io.BytesIO()
    link = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="/word/document2.xml"/>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "document2.xml"), old.read(name))
        new.writestr(
            "_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
        )
    assert sniff(target.getvalue()) is Form.DOCX
    assert _lines(target.getvalue()) == ["1. Việc"]


def test_strict_namespaces() -> None:
    data = docx(item("Việc", 1), numbering=NUMBERING)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for kind in ("wordprocessingml/2006/main", "officeDocument/2006/relationships"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{kind}",
                    f"http://purl.oclc.org/ooxml/{kind.replace('/2006', '')}",
                )
            new.writestr(name, text)
    assert _lines(target.getvalue()) == ["1. Việc"]


def test_tcvn3_with_its_font_of_capitals() -> None:
    head = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    text = (
        "C¸c tr\u00adêng rµ so¸t c¬ së vËt chÊt, göi b¸o c¸o vÒ Phßng Gi¸o dôc tr\u00adíc th¸ng 10"
    )
    soft = text.replace("\u00ad", "</w:t><w:softHyphen/><w:t>")
    body = f"<w:p>{r('uû ban nh©n d©n', head)}</w:p>{p(soft)}{p('Së Y tÕ')}"
    assert _lines(docx(body)) == [
        "UỶ BAN NHÂN DÂN",
        "Các trường rà soát cơ sở vật chất, gửi báo cáo về Phòng Giáo dục trước tháng 10",
        "Sở Y tế",
    ]


def test_sample_plan_reads_as_it_was_written() -> None:
    plan = read("kh-3461-binh-thuan")
    assert isinstance(plan, Official)
    document = _document(sample(plan, "mẫu"))
    header = document.header
    assert header.number.value == "3461/KH-UBND"
    assert header.issued_on.value == "2023-09-14"
    assert header.signer.value == "Nguyễn Minh"
    for wanted in ("III. NHIỆM VỤ", "\nb) Sở Nội vụ chủ trì", "\n2. Chương trình giáo dục\n"):
        assert wanted in document.text
    notes = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    before = [document.text[b.anchors[0][0] - 5 : b.anchors[0][0]] for b in notes]
    assert before == [" tỉnh", " định", "n trị", " kiện"]
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert len(rows) == 9
    assert all(len(b.cells) == 5 for b in rows)
    assert all(b.path for b in document.blocks)


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    deflated = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", deflated) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return target.getvalue()


def test_damage_to_a_lesser_part_is_said() -> None:
    data = docx(item("Việc", 1), numbering=NUMBERING)
    reading = read_docx(_replaced(data, "word/numbering1.xml", b"<w:numbering"), SOURCE)
    assert (reading.outcome, reading.reason) == (Outcome.PARTLY, "word_part_broken")
    assert "numbering1.xml" in reading.detail
    assert reading.document is not None
    assert reading.document.text == "Việc"


@pytest.mark.parametrize(
    ("data", "outcome", "reason"),
    [
        (b"PK\x03\x04 nothing more", Outcome.UNREADABLE, "word_broken"),
        (docx("")[:200], Outcome.UNREADABLE, "word_broken"),
        (docx(""), Outcome.UNREADABLE, "word_no_text"),
        (docx("<w:p><w:r><w:drawing/></w:r></w:p>"), Outcome.UNREADABLE, "word_no_text"),
        (_replaced(docx(""), "word/document.xml", b"<a><b>"), Outcome.UNREADABLE, "word_broken"),
        (
            _replaced(docx(""), "word/document.xml", b"<a>" + b" " * 50_000_000 + b"</a>"),
            Outcome.REFUSED,
            "word_too_large",
        ),
        (
            _replaced(docx(""), "word/document.xml", b"<a>" + b" " * 8_000_000 + b"</a>"),
            Outcome.REFUSED,
            "word_too_large",
        ),
    ],
)  # fmt: skip
def test_unreadable_files(data: bytes, outcome: Outcome, reason: str) -> None:
    reading = read_docx(data, SOURCE)
    assert (reading.outcome, reading.reason) == (outcome, reason)


def test_entities_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE w [<!ENTITY a0 "x">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<w:document {NAMESPACES}><w:body>{p('Chữ thường')}{p('&a11;&f;')}</w:body></w:document>"
    )
    start = time.perf_counter()
    reading = read_docx(_replaced(docx(""), "word/document.xml", bomb.encode()), SOURCE)
    assert time.perf_counter() - start < 5
    text = reading.document.text if reading.document else ""
    assert "root:" not in text
    assert "xx" not in text


def test_deep_and_wide_files_end() -> None:
    deep = "<w:sdt><w:sdtContent>" * 110 + p("sâu") + "</w:sdtContent></w:sdt>" * 110
    assert _lines(docx(deep)) == ["sâu"]
    cells = "<w:tbl><w:tr><w:tc>" * 60 + p("lồng") + "<w:p/></w:tc></w:tr></w:tbl>" * 60
    assert _lines(docx(cells)) == ["lồng"]
    beyond = read_docx(docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), SOURCE)
    assert beyond.reason == "word_broken"
    span = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + p("rộng") + "</w:tc>"
    assert _lines(docx(table([[span, "hẹp"]]))) == ["rộng\thẹp"]
    circle = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    assert _lines(docx(p("vòng", '<w:pStyle w:val="A"/>'), styles=circle)) == ["vòng"]


def test_what_stands_above_a_heading_is_no_frame_of_a_portal() -> None:
    document = _document(docx(p("Phụ lục I") + p("VIẾT HOA TRONG VĂN BẢN CỦA TRƯỜNG") + p("Một.")))
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds["Phụ lục I"] is not BlockKind.BOILERPLATE
    assert document.header.title.value == "VIẾT HOA TRONG VĂN BẢN CỦA TRƯỜNG"
