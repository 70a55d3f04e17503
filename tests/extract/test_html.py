"""Web pages: text, tables, footnotes, attributes and dates kept; frame marked; limits hold."""

from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.model import Block, BlockKind, Document, Outcome, Source
from extract.reading import read
from extract.reading.html_names import names_frame
from tests.samples.layouts import layouts

PARAGRAPH = (
    "Sở Giáo dục và Đào tạo yêu cầu các trường lập danh sách học viên lớp buổi tối, "
    "gửi về trước ngày 20/9/2023 để tổng hợp. "
)
NEWS = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Mở lớp buổi tối cho công nhân - Cổng giáo dục</title>
<meta property="article:published_time" content="2023-09-12T08:00:00+07:00">
<script>var dem = 5;</script><style>p {{ color: red }}</style></head><body>
<nav class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin</a></li></ul></nav>
<div class="main"><h1>Mở lớp buổi tối cho công nhân</h1>
<p>{PARAGRAPH * 3}</p>
<p style="display:none">Chữ ẩn</p>
<h2>Lớp học</h2>
<ol><li>{PARAGRAPH}</li><li>Mỗi lớp có ba mươi học viên theo quy định chung.</li></ol>
<table><thead><tr><th>Việc</th><th>Chủ trì</th><th>Hạn</th></tr></thead>
<tr><td rowspan="2">Lập danh<br>sách</td><td>Trường</td><td>20/9</td></tr>
<tr><td>Phòng</td><td>30/9</td></tr>
<tr><td colspan="2">Báo cáo</td><td>10/10</td></tr></table>
<p>{PARAGRAPH}</p></div>
<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul><li><a href="/2">Thi cờ vua</a></li></ul></div>
<footer>Địa chỉ: Số 1, đường Mẫu</footer></body></html>"""


def page(markup: str, **known: Any) -> Document:
    document = read(markup.encode(), Source("trang.html", **known)).document
    assert document is not None
    return document


def words(document: Document, *kinds: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind in kinds]


def cells(document: Document, block: Block) -> list[str]:
    return [document.text[cell.start : cell.end] for cell in block.cells]


def rows(document: Document) -> Sequence[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]


def test_the_parts_of_a_news_page() -> None:
    document = page(NEWS)
    assert words(document, BlockKind.TITLE) == ["Mở lớp buổi tối cho công nhân"]
    assert words(document, BlockKind.HEADING) == ["Lớp học"]
    assert len(words(document, BlockKind.PARAGRAPH)) == 2
    assert len(words(document, BlockKind.ITEM)) == 2
    frame = words(document, BlockKind.BOILERPLATE)
    assert frame == ["Trang chủ", "Tin", "Tin liên quan", "Thi cờ vua", "Địa chỉ: Số 1, đường Mẫu"]
    assert "Chữ ẩn" not in document.text
    assert "dem" not in document.text
    assert document.media == "text/html"


def test_list_numbers_are_those_a_browser_shows() -> None:
    items = [block for block in page(NEWS).blocks if block.kind is BlockKind.ITEM]
    assert [item.number for item in items] == ["1", "2"]


def test_cells_merged_over_rows_and_columns() -> None:
    document = page(NEWS)
    found = rows(document)
    assert [cells(document, row) for row in found] == [
        ["Việc", "Chủ trì", "Hạn"],
        ["Lập danh sách", "Trường", "20/9"],
        ["Lập danh sách", "Phòng", "30/9"],
        ["Báo cáo", "10/10"],
    ]
    assert [cell.heading for cell in found[0].cells] == [True, True, True]
    assert [(cell.column, cell.columns) for cell in found[3].cells] == [(0, 2), (2, 1)]


def test_blocks_know_their_element() -> None:
    document = page(NEWS)
    [title] = [block for block in document.blocks if block.kind is BlockKind.TITLE]
    assert title.path == "/body/div[1]/h1[1]"


def test_the_pages_own_data_give_the_date() -> None:
    header = page(NEWS).header
    assert header.type.value == "Tin"
    assert header.published_on.value == "2023-09-12"
    assert header.title.value == "Mở lớp buổi tối cho công nhân"


def test_the_portal_file_goes_before_guessing() -> None:
    markup = (
        f"<html><body><div id='a'><p>{PARAGRAPH * 8}</p></div>"
        f"<div id='b'><p>{PARAGRAPH}</p><p class='x'>Bỏ đi</p></div></body></html>"
    )
    document = page(markup, content_selectors=("#b",), boilerplate_selectors=(".x",))
    assert len(words(document, BlockKind.PARAGRAPH)) == 1
    assert words(document, BlockKind.BOILERPLATE)[1] == "Bỏ đi"


def test_footnotes_as_word_writes_them() -> None:
    document = page(
        f"<html><body><p>Mở lớp ở ba xã<a href='#_ftn1' name='_ftnref1'>[1]</a>.</p><p>{PARAGRAPH}"
        "</p><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Theo sổ của trường.</p></body></html>"
    )
    [note] = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert note.number == "1"
    assert [document.text[a:b] for a, b in note.anchors] == ["[1]"]
    assert document.text[note.anchors[0][0] - 5 : note.anchors[0][0]] == "ba xã"


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>Số ký hiệu</td><td>9/QĐ-BNV</td></tr><tr><td>Ngày ban hành</td><td>07/01/2020</td>"
        "</tr><tr><td>Tình trạng</td><td>Đang cập nhật</td></tr>",
        "<tr><td>Số ký hiệu</td><td>9/QĐ-BNV</td><td>Ngày ban hành</td><td>07/01/2020</td></tr>"
        "<tr><td>Cơ quan ban hành</td><td>Bộ Nội vụ</td><td>Hiệu lực</td><td>...</td></tr>",
    ],
)
def test_tables_of_attributes(table: str) -> None:
    document = page(
        f"<html><body><div><table>{table}</table><p>{PARAGRAPH}</p></div></body></html>"
    )
    header = document.header
    assert (header.number.value, header.number.source) == ("9/QĐ-BNV", "attributes")
    assert header.issued_on.value == "2020-01-07"
    assert (header.status.value, header.status.reason) == (None, "placeholder")


def test_an_official_document_on_a_page() -> None:
    document = page(
        "<html><body><div><table><tr><td><p>UBND TỈNH HÀ NAM</p><p>Số: 5/TB-UBND</p></td>"
        "<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Hà Nam, ngày 4 tháng 5 năm 2021</p></td>"
        f"</tr></table><p><b>THÔNG BÁO</b></p><p><b>Lịch nghỉ hè</b></p><p>{PARAGRAPH}</p>"
        "<table><tr><td></td><td>CHỦ TỊCH<br><br>Lê Văn Bình</td></tr></table></div></body></html>"
    )
    header = document.header
    assert header.number.value == "5/TB-UBND"
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Hà Nam"
    assert header.issued_on.value == "2021-05-04"
    assert header.title.value == "Lịch nghỉ hè"
    assert header.signer.value == "Lê Văn Bình"
    assert not rows(document)


def test_a_mislabelled_page_is_read_by_its_syllables() -> None:
    markup = NEWS.replace('charset="utf-8"', 'charset="windows-1252"')
    assert words(page(markup), BlockKind.HEADING) == ["Lớp học"]


def test_links_without_address_are_text() -> None:
    document = page(
        "<html><body><div><p><a name='dieu_1' class='showLogin'>Điều 1. Phạm vi</a></p>"
        f"<p>{PARAGRAPH}</p></div></body></html>"
    )
    assert words(document, BlockKind.HEADING) == ["Điều 1. Phạm vi"]


def test_nested_tags_are_refused_quickly() -> None:
    markup = b"<html><body>" + b"<div>" * 200_000 + b"x" + b"</div>" * 200_000
    began = perf_counter()
    reading = read(markup, Source("sau.html"))
    assert (reading.outcome, reading.reason) == (Outcome.REFUSED, "too_deep")
    assert perf_counter() - began < 5


def test_unclosed_paragraphs_are_not_nesting() -> None:
    markup = "<html><body><div>" + f"<p>{PARAGRAPH}<br>" * 3_000 + "</div></body></html>"
    assert read(markup.encode(), Source("a.html")).outcome is Outcome.READ


def test_a_page_without_text_says_so() -> None:
    reading = read(b"<html><body><script>x()</script><div> </div></body></html>", Source("a"))
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, "no_text")


def test_names_of_frames() -> None:
    examples = read_yaml("extract.reading", "data/page_frame.yaml")["examples"]
    assert all(names_frame(name) for name in examples["frame"])
    assert not any(names_frame(name) for name in examples["content"])


def test_real_pages_keep_their_text(shared: Any) -> None:
    import gzip

    path = shared / "data" / "html" / "vbpl_new" / "dev" / "doc_000602.html.gz"
    reading = read(gzip.decompress(path.read_bytes()), Source("doc_000602.html"))
    assert reading.document is not None
    header = reading.document.header
    assert header.number.value == "22/2025/TT-BGDĐT"
    assert header.signer.value == "Phạm Ngọc Thường"
    assert "Trang chủ" not in words(reading.document, BlockKind.PARAGRAPH)


def test_the_old_database_gives_its_attributes(shared: Any) -> None:
    path = shared / "data" / "html" / "vbpl_old" / "vbpl_thuoctinh.86ade0e.html"
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    header = document.header
    assert header.number.value == "101/2015/QH13"
    assert header.issuer.value == "Quốc hội"
    assert header.signer.value == "Nguyễn Sinh Hùng"
    assert header.status.value == "Còn hiệu lực"


def test_a_page_in_tcvn3_becomes_unicode() -> None:
    markup = (
        "<html><head><meta charset='windows-1252'></head><body><p>Bé tr\u00adëng Bé Gi¸o dôc vµ "
        "§µo t¹o yªu cÇu c¸c së b¸o c¸o t×nh h×nh n¨m häc míi tr\u00adíc ngµy 15 th¸ng 9.</p>"
        "<p>C¸c tr\u00adêng häc lËp kÕ ho¹ch d¹y häc vµ göi vÒ phßng gi¸o dôc.</p></body></html>"
    )
    document = read(markup.encode("cp1252"), Source("cu.html")).document
    assert document is not None
    assert document.text.startswith("Bộ trưởng Bộ Giáo dục và Đào tạo yêu cầu các sở")


def test_a_headline_without_its_tag_is_known_by_the_pages_title() -> None:
    document = page(
        "<html><head><title>Mở lớp học hè cho trẻ em - Cổng Sở</title></head><body>"
        "<table><tr><td><div>Tin hoạt động</div><div>Mở lớp học hè cho trẻ em</div>"
        f"<div>Ngày đăng: 03/06/2024 | Lượt xem: 120</div><div>{PARAGRAPH}<br><br>{PARAGRAPH}</div>"
        "</td></tr></table></body></html>"
    )
    assert words(document, BlockKind.TITLE) == ["Mở lớp học hè cho trẻ em"]
    assert document.header.published_on.value == "2024-06-03"
    assert len(words(document, BlockKind.PARAGRAPH)) >= 2


@pytest.mark.parametrize("platform", layouts())
def test_layouts_of_unknown_portals(platform: str) -> None:
    layout = layouts()[platform]
    document = page(layout.markup)
    own = [
        " ".join(document.text[block.start : block.end].split())
        for block in document.blocks
        if block.kind not in (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
    ]
    joined = " ".join(own)
    assert [text for text in layout.text if text not in joined] == []
    foreign = Counter(joined.split()) - Counter(" ".join((*layout.text, layout.title)).split())
    assert sum(foreign.values()) <= 20
    header = document.header
    assert {name: getattr(header, name).value for name in layout.fields} == layout.fields


def test_a_table_of_documents_is_no_table_of_attributes() -> None:
    document = page(
        "<html><body><table><tr><td>Số hiệu</td><td>Ngày ban hành</td><td>Trích yếu</td>"
        "<td>Người ký</td></tr><tr><td>9/QĐ-BNV</td><td>07/01/2020</td><td>Về thi đua</td>"
        "<td>Lê Văn Bình</td></tr></table></body></html>"
    )
    assert len(rows(document)) == 2
    assert document.header.number.value is None


@pytest.mark.parametrize(("value", "reason"), [("01/07/2016", "unclear"), ("Còn hiệu lực", None)])
def test_a_status_is_about_being_in_force(value: str, reason: str | None) -> None:
    table = f"<tr><td>Số hiệu</td><td>9/QĐ-BNV</td></tr><tr><td>Hiệu lực</td><td>{value}</td></tr>"
    header = page(f"<html><body><table>{table}</table></body></html>").header
    assert header.status.reason == reason


def test_the_dates_of_a_list_of_news_are_none_of_its_own() -> None:
    teasers = "".join(
        f'<article><h3><a href="/{day}">Tin ngày {day}</a></h3>'
        f'<time datetime="2023-09-0{day}">Hôm kia</time></article>'
        for day in (1, 1, 1)
    )
    assert page(f"<html><body>{teasers}</body></html>").header.published_on.value is None


def test_footnotes_below_the_element_of_the_text() -> None:
    document = page(
        f"<html><body><div class='WordSection1'><p>{PARAGRAPH * 3}</p><p>Mở lớp ở ba xã<a"
        " href='#_ftn1' name='_ftnref1'>[1]</a>.</p></div><div><hr><div id='ftn1'><p><a"
        " href='#_ftnref1' name='_ftn1'>[1]</a> Theo sổ của trường.</p></div></div><div>Tin khác"
        "<ul><li><a href='/1'>Một bài khác nói về lớp học ở một xã khác của huyện</a></li></ul>"
        "</div></body></html>"
    )
    [note] = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [document.text[a:b] for a, b in note.anchors] == ["[1]"]
    assert "Theo sổ của trường." in document.text[note.start : note.end]
