"""Odd Word files: moved points, boxes, chunks, one-file packages, mixed fonts, other kinds."""

import io
import zipfile

import pytest

from extract.model import BlockKind, Document, Outcome, Source
from extract.reading import read
from extract.reading.sniff import Form, sniff
from tests.extract.word_files import docx, flat, item, level, mhtml, p, r, table, with_part

CENTRED = '<w:jc w:val="center"/>'
LISTS = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "Điều %1.")}'
    f"{level(1, 'decimal', '%2.')}{level(2, 'lowerLetter', '%3)')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
PAGE = (
    "<html><body><h1>KẾ HOẠCH</h1><p>Trường mở lớp bơi.</p><table><tr><td>Việc</td><td>Hạn</td>"
    "</tr><tr><td>Mở lớp</td><td>5/6</td></tr></table></body></html>"
)


def document(data: bytes, name: str = "thu.docx") -> Document:
    reading = read(data, Source(name))
    assert reading.outcome is Outcome.READ, reading
    assert reading.document is not None
    return reading.document


def lines(data: bytes) -> list[str]:
    return document(data).text.splitlines()


def test_numbers_of_articles_go_on_after_an_interruption() -> None:
    body = item("Phạm vi") + item("Trường", 1) + item("Lớp", 1) + p("Xen giữa") + item("Đối tượng")
    body += item("Học sinh", 1) + item("Mầm non", 2)
    assert lines(docx(body, numbering=LISTS)) == [
        "Điều 1. Phạm vi", "1. Trường", "2. Lớp", "Xen giữa", "Điều 2. Đối tượng", "1. Học sinh",
        "a) Mầm non",
    ]  # fmt: skip


def test_a_point_that_was_moved_counts_where_it_stands() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = (
        f'<w:p><w:pPr>{number}<w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFrom w:id="2">'
        f"{r('Sách')}</w:moveFrom></w:p>"
    )
    come = gone.replace("moveFrom", "moveTo")
    assert lines(docx(item("Lớp") + gone + item("Sân") + come, numbering=LISTS)) == [
        "Điều 1. Lớp", "Điều 2. Sân", "Điều 3. Sách",
    ]  # fmt: skip


def test_cells_that_were_deleted_are_gone() -> None:
    cell = '<w:tc><w:tcPr><w:cellDel w:id="5"/></w:tcPr>' + p("Bỏ") + "</w:tc>"
    [row] = document(docx(table([["Mở lớp", cell, "5/6"]]))).blocks
    assert len(row.cells) == 2


def box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(p(text, CENTRED) for text in paragraphs)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize("first", ["left", "right"])
def test_a_head_in_text_boxes(first: str) -> None:
    left = box("ỦY BAN NHÂN DÂN", "HUYỆN LÂM KHÊ", "Số: 45/KH-UBND")
    right = box("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    day = p("Lâm Khê, ngày 22 tháng 4 năm 2024")
    body = (left + right if first == "left" else right + left) + day
    header = document(docx(body + p("KẾ HOẠCH", CENTRED) + p("Dạy bơi", CENTRED))).header
    assert header.number.value == "45/KH-UBND"
    assert header.issuer.value == "Ủy ban nhân dân huyện Lâm Khê"
    assert (header.issued_on.value, header.title.value) == ("2024-04-22", "Dạy bơi")


def test_content_controls_hold_parts_of_the_head() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    left = f"<w:tc>{p('UBND HUYỆN LÂM KHÊ')}{control(p('PHÒNG GIÁO DỤC VÀ ĐÀO TẠO'))}<w:p>"
    left += f"{r('Số: ')}{control(r('45'))}{r('/KH-PGDĐT')}</w:p></w:tc>"
    right = f"<w:tc>{p('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}<w:p>{r('Lâm Khê, ngày ')}"
    right += f"{control(r('22'))}{r(' tháng 4 năm 2024')}</w:p></w:tc>"
    header = document(docx(control(table([[left, right]])) + control(p("KẾ HOẠCH")))).header
    assert header.number.value == "45/KH-PGDĐT"
    assert header.issued_on.value == "2024-04-22"
    assert header.issuer.value == "Phòng Giáo dục và Đào tạo huyện Lâm Khê"


def test_notes_count_as_their_section_says() -> None:
    found = document(
        docx(
            f"<w:p>{r('Mở lớp')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p><w:sectPr>"
            '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr></w:sectPr>',
            footnotes=f"<w:footnote w:id='2'>{p('Theo sổ.')}</w:footnote>",
        )
    )
    [note] = [block for block in found.blocks if block.kind is BlockKind.FOOTNOTE]
    assert found.text[slice(*note.anchors[0])] == "a"


def test_a_field_that_never_ends_hides_nothing() -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
    assert lines(docx(f"{begun}</w:r></w:p>{p('Trường mở lớp.')}")) == ["Trường mở lớp."]


def test_of_two_ways_to_write_a_paragraph_one_is_read() -> None:
    ways = f"<mc:Choice Requires='x'>{p('Một')}</mc:Choice><mc:Fallback>{p('Hai')}</mc:Fallback>"
    assert lines(docx(f"<mc:AlternateContent>{ways}</mc:AlternateContent>{p('Ba')}")) == [
        "Một", "Ba",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.htm", PAGE.encode()), ("a.mht", mhtml(PAGE))],
)
def test_a_chunk_that_is_a_page(name: str, content: bytes) -> None:
    found = document(with_part(docx('<w:altChunk r:id="rIdX"/>' + p("Hết.")), name, content))
    assert found.text.splitlines() == [
        "KẾ HOẠCH", "Trường mở lớp bơi.", "Việc\tHạn", "Mở lớp\t5/6", "Hết.",
    ]  # fmt: skip
    rows = [block for block in found.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [len(row.cells) for row in rows] == [2, 2]


def test_chunks_of_other_kinds() -> None:
    outer = docx('<w:altChunk r:id="rIdX"/>' + table([["a", "b"]]))
    inner = docx(table([["Mở lớp", "5/6"]]) + p("Lớp trong."))
    found = document(with_part(outer, "c.docx", inner))
    assert "Lớp trong." in found.text
    assert sorted({block.table for block in found.blocks if block.cells}) == [0, 1]  # type: ignore[type-var]
    assert "Sân trường" in document(
        with_part(outer, "c.rtf", rb"{\rtf1 S\u226?n tr\u432?\u7901?ng\par}")
    ).text.replace("\u2009", " ")
    partly = read(with_part(outer, "c.bin", b"\0\1\2\3" * 99), Source("a.docx"))
    assert (partly.outcome, partly.detail) == (Outcome.PARTLY, "word/c.bin")


def test_a_document_that_holds_itself_ends() -> None:
    once = with_part(docx('<w:altChunk r:id="rIdX"/>' + p("Một.")), "c.docx", docx(p("Hai.")))
    deep = once
    for _ in range(6):
        deep = with_part(docx('<w:altChunk r:id="rIdX"/>' + p("Ngoài.")), "c.docx", deep)
    assert document(deep).text.splitlines().count("Ngoài.") <= 3


def test_a_page_in_one_file() -> None:
    found = document(mhtml(PAGE), "cu.doc")
    assert "Trường mở lớp bơi." in found.text
    assert found.media == "text/html"
    broken = b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nnothing here"
    assert read(broken, Source("a.mht")).reason == "no_text"


def test_a_package_in_one_xml_file() -> None:
    data = flat(docx(item("Phạm vi") + p("Trường mở lớp."), numbering=LISTS))
    assert document(data, "a.xml").text.splitlines() == ["Điều 1. Phạm vi", "Trường mở lớp."]
    reading = read(data[:-40], Source("a.xml"))
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, "word_broken")


def test_old_and_new_letters_in_one_paragraph() -> None:
    def font(name: str) -> str:
        return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'

    pairs = (
        ("Bé Gi¸o dôc vµ §µo t¹o ", "yêu cầu các trường mở lớp"),
        ("C¸c tr\u00adêng häc lËp kÕ ho¹ch d¹y häc ", "và gửi về phòng"),
        ("Phßng Gi¸o dôc tæng hîp b¸o c¸o ", "trước ngày mười lăm"),
    )
    body = "".join(
        f"<w:p>{r(old, font('.VnTime'))}{r(new, font('Times New Roman'))}</w:p>"
        for old, new in pairs
    )
    assert lines(docx(body)) == [
        "Bộ Giáo dục và Đào tạo yêu cầu các trường mở lớp",
        "Các trường học lập kế hoạch dạy học và gửi về phòng",
        "Phòng Giáo dục tổng hợp báo cáo trước ngày mười lăm",
    ]


def packed(*parts: tuple[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        packed(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")),
        packed(("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")),
        packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")),
        b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/'
        b'2003/wordml"><w:body/></w:wordDocument>',
    ],
)
def test_kinds_that_are_not_read_are_named(data: bytes) -> None:
    assert sniff(data) is Form.OFFICE
    reading = read(data, Source("bang.xlsx"))
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, "office_kind")
