"""A document on the page: nothing lost, footnotes in place, parts, tables."""

import re

import pytest

from extract.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Finding,
    Reference,
    ReferenceKind,
)
from search_ui import document_text
from search_ui.document_text import Labels, Part, lay_out, part_holding

LABELS = Labels(sentence="link", deadline="due", target="target", footnote="note")
TEXT = (
    "Trang chủ\n"
    "I. MỤC ĐÍCH\n"
    "Các trường thực hiện Nghị định số 24/2021/NĐ-CP, báo cáo hằng quý3. Câu sau.\n"
    "3 Xem thêm <phụ lục> & bảng.\n"
    "dòng không thuộc khối nào\n"
    "Việc\tAi\n"
    "Báo cáo\tPhòng A\n"
    "Kiểm tra\tPhòng A"
)


def span(words: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


def row(words: str, cells: list[tuple[int, int]]) -> Block:
    placed = tuple(Cell(*cell, column=at) for at, cell in enumerate(cells))
    return Block(BlockKind.TABLE_ROW, *span(words), table=0, cells=placed)


@pytest.fixture
def document() -> Document:
    mark = TEXT.index("quý3") + 3
    merged = span("Phòng A")
    number = span("Nghị định số 24/2021/NĐ-CP")
    return Document(
        "x",
        TEXT,
        blocks=(
            Block(BlockKind.BOILERPLATE, *span("Trang chủ")),
            Block(BlockKind.HEADING, *span("I. MỤC ĐÍCH"), level=1, number="I"),
            Block(
                BlockKind.PARAGRAPH,
                TEXT.index("Các trường"),
                TEXT.index("Câu sau.") + len("Câu sau."),
            ),
            Block(
                BlockKind.FOOTNOTE,
                *span("3 Xem thêm <phụ lục> & bảng."),
                number="3",
                anchors=((mark, mark + 1),),
            ),
            row("Việc\tAi", [span("Việc"), span("Ai")]),
            row("Báo cáo\tPhòng A", [span("Báo cáo"), merged]),
            row("Kiểm tra\tPhòng A", [span("Kiểm tra"), merged]),
        ),
        references=(
            Reference(*number, TEXT[slice(*number)], ReferenceKind.NUMBERED, "r"),
            Reference(*span("24/2021/NĐ-CP"), "24/2021/NĐ-CP", ReferenceKind.NUMBERED, "inner"),
        ),
        findings=(Finding("k", *span("hằng quý"), 'điều <lạ> "này"'),),
    )


def laid_out(document: Document, **wanted: object) -> Part:
    settings: dict[str, object] = {"part": 1, "here": None, "furniture": False} | wanted
    return lay_out(
        document,
        words=LABELS,
        address=lambda reference: "/so-hieu/24-2021-nd-cp",
        permalink="?doan=",
        **settings,  # type: ignore[arg-type]
    )


def plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_the_footnote_stands_behind_the_paragraph_of_its_mark(document: Document) -> None:
    paragraph = next(one for one in laid_out(document).pieces if one.kind is BlockKind.PARAGRAPH)
    note = paragraph.footnotes[0]
    assert f'href="#{note.anchor}"' in paragraph.html
    assert plain(note.html) == "3 Xem thêm &lt;phụ lục&gt; &amp; bảng."
    assert BlockKind.FOOTNOTE not in [one.kind for one in laid_out(document).pieces]


def test_references_are_links_that_do_not_nest(document: Document) -> None:
    html = "".join(one.html for one in laid_out(document).pieces)
    assert html.count('class="ref numbered"') == 1
    assert 'title="điều &lt;lạ&gt; &#34;này&#34;"' in html


def test_each_sentence_has_an_anchor_and_the_pointed_one_is_highlighted(
    document: Document,
) -> None:
    start, end = span("Câu sau.")
    html = "".join(one.html for one in laid_out(document, here=(start, end)).pieces)
    assert f'id="c-{start}-{end}"' in html
    assert '<mark class="here" id="doan">Câu sau.</mark>' in html


def test_furniture_is_counted_and_shown_only_when_asked(document: Document) -> None:
    hidden, shown = laid_out(document), laid_out(document, furniture=True)
    assert hidden.furniture == len("Trang chủ")
    assert hidden.pieces[0].html == ""
    assert shown.pieces[0].html == "Trang chủ"


def test_text_outside_all_blocks_is_kept(document: Document) -> None:
    words = [plain(one.html) for one in laid_out(document).pieces]
    assert "dòng không thuộc khối nào" in words


def test_a_cell_merged_downwards_is_drawn_once(document: Document) -> None:
    table = next(one for one in laid_out(document).pieces if one.rows)
    rows = [[(plain(cell.html), cell.rows) for cell in row] for row in table.rows]
    assert rows == [
        [("Việc", 1), ("Ai", 1)],
        [("Báo cáo", 1), ("Phòng A", 2)],
        [("Kiểm tra", 1)],
    ]


def test_a_long_document_is_cut_into_parts_and_a_sentence_is_found_in_its_part(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_text, "PART_CHARACTERS", 80)
    last = TEXT.index("Kiểm tra")
    number = part_holding(document, last)
    assert number > 1
    shown = laid_out(document, part=number)
    assert shown.number == shown.count == number
    assert any(
        "Kiểm tra" in cell.html for piece in shown.pieces for row in piece.rows for cell in row
    )
    assert [entry.part for entry in shown.contents] == [1]
    assert laid_out(document, part=99).number == number
