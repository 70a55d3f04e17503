"""Portals that no rule was made for: their pages, and the rules that came of reading them."""

from collections import Counter

import pytest

from extract.data_files import read_yaml
from extract.model import BlockKind, Document, Source
from extract.reading import read
from extract.reading.html_names import names_comments
from tests.samples.layouts import Layout
from tests.samples.portal_documents import portal_documents
from tests.samples.portal_more import portal_more
from tests.samples.portal_news import old_pages, portal_news

SENTENCE = (
    "Phòng Giáo dục và Đào tạo yêu cầu các trường trồng thêm cây quanh sân, báo cáo số cây đã trồng"
    " trước ngày 20/11/2031 để tổng hợp. "
)


def document(markup: str) -> Document:
    found = read(markup.encode(), Source("trang.html")).document
    assert found is not None
    return found


def own(found: Document) -> str:
    return " ".join(
        " ".join(found.text[block.start : block.end].split())
        for block in found.blocks
        if block.kind not in (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
    )


def check(found: Document, layout: Layout) -> None:
    text = own(found)
    assert [part for part in layout.text if " ".join(part.split()) not in text] == []
    foreign = Counter(text.split()) - Counter(" ".join((*layout.text, layout.title)).split())
    assert sum(foreign.values()) <= 20
    fields = {name: getattr(found.header, name).value for name in layout.fields}
    assert fields == layout.fields


PAGES = {**portal_documents(), **portal_news(), **portal_more()}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_unknown_portals(name: str) -> None:
    layout = PAGES[name]
    check(document(layout.markup), layout)


@pytest.mark.parametrize("encoding", old_pages())
def test_pages_in_old_encodings(encoding: str) -> None:
    content, layout = old_pages()[encoding]
    found = read(content, Source("cu.html")).document
    assert found is not None
    check(found, layout)


def test_names_of_comments() -> None:
    assert names_comments("block-binh-luan")
    assert names_comments("y-kien-ban-doc")
    assert not names_comments("lay-y-kien-du-thao")
    names = read_yaml("extract.reading", "data/page_data.yaml")
    for part, examples in names["examples"].items():
        assert {name.lower() for name in examples} <= set(names[part])


@pytest.mark.parametrize(
    "script",
    [
        '<script>window.__INITIAL_STATE__ = {"bai":{"tieuDe":"Trồng cây ở sân trường","noiDung":'
        '"%s"}};(function(){})()</script>',
        '<script type="application/json">{&q;bai&q;:{&q;title&q;:&q;Trồng cây ở sân trường&q;,'
        "&q;content&q;:&q;%s&q;}}</script>",
    ],
)
def test_the_state_of_a_program_holds_the_text(script: str) -> None:
    found = document(f"<html><body><div id=app></div>{script % (SENTENCE * 3)}</body></html>")
    assert found.header.title.value == "Trồng cây ở sân trường"
    assert SENTENCE.strip() in own(found)


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/json'>" + "[" * 100_000 + "</script>",
        '<script type="application/json">{"content": 5, "text": null}</script>',
        '<script type="application/json">{"content": "%s"}</script>' % ("Lorem ipsum dolor " * 40),
        '<script>var cau_hinh = {"content": "%s"}</script>' % (SENTENCE * 3),
    ],
)
def test_data_that_hold_no_text(script: str) -> None:
    assert read(f"<body><p></p>{script}</body>".encode(), Source("a.html")).document is None


def test_a_headline_with_running_text_is_news() -> None:
    headline = "Thông tư số 29/2031/TT-BGDĐT quy định về dạy bơi: những điểm mới"
    found = document(
        f"<html><head><title>{headline}</title></head><body><nav>Tin</nav><h1>{headline}</h1>"
        f"<p>{SENTENCE * 2}</p><p>{SENTENCE}</p></body></html>"
    )
    assert found.header.type.value == "Tin"
    assert found.header.number.value is None


def test_a_headline_above_articles_names_the_document() -> None:
    headline = "Thông tư số 29/2031/TT-BGDĐT ngày 05/6/2031 quy định về dạy bơi"
    found = document(
        f"<html><head><title>{headline}</title></head><body><nav>Tin</nav><h1>{headline}</h1>"
        f"<p>Điều 1. Phạm vi. {SENTENCE}</p><p>Điều 2. {SENTENCE}</p></body></html>"
    )
    header = found.header
    assert header.number.value == "29/2031/TT-BGDĐT"
    assert (header.type.value, header.issued_on.value) == ("Thông tư", "2031-06-05")
    assert header.title.value == "quy định về dạy bơi"
    assert header.number.start is not None
    assert found.text[header.number.start : header.number.end] == "29/2031/TT-BGDĐT"


def test_a_headline_whose_type_and_number_differ_names_nothing() -> None:
    found = document(
        "<html><body><nav>Tin</nav><h1>Quyết định số 7/KH-UBND về trồng cây</h1></body></html>"
    )
    assert found.header.number.value is None


@pytest.mark.parametrize(
    ("opener", "is_read"),
    [
        ("<a href='#muc'>Xem</a>", True),
        ("<button aria-controls='muc'>Xem</button>", True),
        ("<a data-toggle='collapse' data-target='#muc'>Xem</a>", True),
        ("<a href='/muc'>Xem</a>", False),
    ],
)
def test_what_a_click_unfolds_is_read(opener: str, is_read: bool) -> None:
    found = document(
        f"<html><body><p>{SENTENCE}</p>{opener}<div id='muc' style='display:none'><p>Các em tưới"
        " cây mỗi sáng.</p></div></body></html>"
    )
    assert ("tưới cây" in found.text) is is_read


def test_a_list_of_news_is_no_frame_on_its_own_page() -> None:
    teasers = "".join(
        f"<article><h2><a href='/{n}'>Bài {n}</a></h2><p>{SENTENCE}</p></article>" for n in range(9)
    )
    assert SENTENCE.strip() in own(document(f"<html><body>{teasers}</body></html>"))


@pytest.mark.parametrize(
    ("side", "main", "framed"),
    [
        ("width=200", "width=600", True),
        ("style='width: 20%'", "", True),
        ("width=400", "width=500", False),
        ("", "width=300", False),
    ],
)
def test_the_narrow_cell_of_a_table_that_lays_out(side: str, main: str, framed: bool) -> None:
    found = document(
        f"<html><body><table><tr><td {side}><div>Trường ở xã Hoa Ban mời bà con đến xem hội cờ vua"
        f" vào sáng chủ nhật tuần này</div></td><td {main}><table><tr><td><p>{SENTENCE * 4}</p>"
        "</td></tr></table></td></tr></table></body></html>"
    )
    assert ("hội cờ" not in own(found)) is framed


def test_a_headline_without_its_tag_above_a_text_without_company() -> None:
    """The text alone fills its element; the headline stands outside, as the page's title says."""
    found = document(
        "<html><head><title>Trồng cây ở sân trường - Phòng Giáo dục</title></head><body><div>Tin"
        "</div><div><div>Trồng cây ở sân trường</div><div>15/10/2031 07:30</div><div><p>"
        f"{SENTENCE * 3}</p><p>{SENTENCE}</p></div></div></body></html>"
    )
    assert found.header.title.value == "Trồng cây ở sân trường"
    assert found.header.published_on.value == "2031-10-15"


@pytest.mark.parametrize(
    "line",
    [
        "Theo đề nghị của Vụ trưởng Vụ Giáo dục Tiểu học",
        "Hà Nội, ngày 25 tháng 3 năm 2031",
        "Địa chỉ: số 5 đường Mới, thị trấn Lâm Khê",
        "Các thầy giáo, cô giáo và học sinh,",
    ],
)
def test_lines_that_are_no_headline(line: str) -> None:
    found = document(f"<html><body><nav>Tin</nav><p>{line}</p><p>{SENTENCE * 2}</p></body></html>")
    assert found.header.title.value is None
