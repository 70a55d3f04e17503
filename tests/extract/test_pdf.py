"""Text PDFs: columns, paragraphs, tables, footnotes, furniture, and what cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.model import Block, BlockKind, Document, Outcome, Reading, Source
from extract.reading.pdf import limits, read_pdf
from tests.samples.as_pdf import fonts, pdf
from tests.samples.build import _official

WIDTH, HEIGHT = A4


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF of pages, each drawn by a function."""
    fonts()
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Serif-Regular", 13)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def lines(*texts: str) -> Callable[[Canvas], None]:
    """Draw rows of text from the top of the page."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(85, HEIGHT - 80 - 20 * number, text)

    return draw


def document(data: bytes, name: str = "a.pdf") -> Document:
    reading = read_pdf(data, Source(name))
    assert reading.outcome is Outcome.READ, reading.reason
    assert reading.document is not None
    return reading.document


def texts(found: Document, *kinds: BlockKind) -> list[str]:
    return [found.quote((b.start, b.end)) for b in found.blocks if not kinds or b.kind in kinds]


@pytest.fixture(scope="module")
def plan() -> Document:
    """The plan of the sample portal: header, footnotes, a table over two pages."""
    return document(pdf(_official("kh-3461-binh-thuan"), "mẫu"))


def test_header_of_the_sample_plan(plan: Document) -> None:
    header = plan.header
    assert header.number.value == "3461/KH-UBND"
    assert header.type.value == "Kế hoạch"
    assert header.issued_on.value == "2023-09-14"
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Bình Thuận"
    assert header.signer.value == "Nguyễn Minh"


def test_columns_of_the_head_are_read_one_after_the_other(plan: Document) -> None:
    assert texts(plan, BlockKind.HEADER)[:3] == [
        "ỦY BAN NHÂN DÂN", "TỈNH BÌNH THUẬN", "Số: 3461/KH-UBND",
    ]  # fmt: skip
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts(plan, BlockKind.HEADER)


def test_footnotes_stand_at_their_marks(plan: Document) -> None:
    notes = [block for block in plan.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [note.number for note in notes] == ["1", "2", "3", "4"]
    for note in notes:
        assert [plan.quote(anchor) for anchor in note.anchors] == [note.number]
    start = notes[0].anchors[0][0]
    assert plan.text[start - 4 : start] == "tỉnh"
    assert plan.text[start + 1] == "."


def test_table_goes_on_over_the_page(plan: Document) -> None:
    rows = [block for block in plan.blocks if block.kind is BlockKind.TABLE_ROW]
    assert {row.table for row in rows} == {0}
    assert [plan.quote((row.cells[0].start, row.cells[0].end)) for row in rows] == [
        "TT", "1", "2", "3", "4", "5", "6", "7", "8",
    ]  # fmt: skip
    assert all(cell.heading for cell in rows[0].cells)
    assert not any(cell.heading for row in rows[1:] for cell in row.cells)
    assert len({block.page for block in rows}) == 2


def test_page_numbers_and_repeated_headings_are_furniture(plan: Document) -> None:
    furniture = texts(plan, BlockKind.BOILERPLATE)
    assert "2" in furniture
    assert any(text.startswith("TT\tNhiệm vụ") for text in furniture)


def test_every_block_knows_page_and_boxes(plan: Document) -> None:
    sizes = {page.number: (page.width, page.height) for page in plan.pages}
    for block in plan.blocks:
        assert block.page in sizes
        assert block.boxes
        for box in block.boxes:
            width, height = sizes[box.page]
            assert 0 <= box.left < box.right <= width + 1
            assert 0 <= box.top < box.bottom <= height + 1
    assert [page.way for page in plan.pages] == ["layout"] * 3
    assert all(page.syllables is not None and page.syllables > 0.95 for page in plan.pages)


LONG = (
    "Các trường rà soát cơ sở vật chất, lập danh mục thiết bị cần mua và",
    "gửi về Phòng Giáo dục và Đào tạo để tổng hợp, báo cáo theo quy định",
)


def test_a_paragraph_goes_on_over_the_page() -> None:
    last = "Ủy ban nhân dân huyện cân đối ngân sách để chi cho những việc đã nêu"
    first = lines(*(LONG * 12)[:23], last)
    second = lines("trong kế hoạch, không để nợ đọng.", *LONG * 4)
    found = document(drawn(first, second))
    assert any("đã nêu trong kế hoạch, không để nợ đọng" in text for text in texts(found))


def test_hyphen_at_the_end_of_a_line_stays_in_the_number() -> None:
    found = document(drawn(lines(
        "Thực hiện các nhiệm vụ theo đúng tinh thần Nghị định số 109/2022/NĐ-",
        "CP của Chính phủ và hướng dẫn của Bộ Giáo dục và Đào tạo về việc này",
    )))  # fmt: skip
    assert "109/2022/NĐ-CP của" in found.text


def test_raised_figures_of_units_stay_with_them() -> None:
    def page(canvas: Canvas) -> None:
        lines(*LONG)(canvas)
        canvas.setFont("Serif-Regular", 9)
        canvas.drawString(85, HEIGHT - 300, "đồng/m")
        canvas.setFont("Serif-Regular", 6)
        canvas.drawString(114, HEIGHT - 300 + 5.4, "3")

    assert "đồng/m3" in document(drawn(page)).text


def test_letter_oi_is_the_horned_u() -> None:
    data = drawn(lines("TRƯỜNG HỌC ở xã được đầu tư thêm phòng"))
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and b"beginbfchar" in item.read_bytes():
                spoilt = item.read_bytes().replace(b"<01AF>", b"<01A2>")
                item.write(spoilt.replace(b"<01B0>", b"<01A3>"))
        opened.save(output)
    assert document(output.getvalue()).text.strip() == "TRƯỜNG HỌC ở xã được đầu tư thêm phòng"


def test_order_is_that_of_the_page_not_of_the_file() -> None:
    rows = [f"{number}. Nội dung thứ {number} của kế hoạch năm học" for number in range(1, 9)]

    def draw(canvas: Canvas) -> None:
        for number in (5, 2, 7, 0, 3, 6, 1, 4):
            canvas.drawString(85, HEIGHT - 80 - 26 * number, rows[number])

    assert document(drawn(draw)).text.split("\n") == rows


def test_sideways_page_is_turned() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        for number, text in enumerate(LONG):
            canvas.drawString(85, -80 - 20 * number, text)

    found = document(drawn(draw))
    assert " ".join(found.text.split()) == " ".join(LONG)
    assert found.pages[0].width > found.pages[0].height


def test_merged_and_broken_rows_of_a_table() -> None:
    def head(canvas: Canvas) -> None:
        # TT | Nhiệm vụ | Kết quả: one task over two results, the last row broken by the page
        canvas.grid([85, 125, 330, 500], [HEIGHT - y for y in (80, 110, 170)])
        canvas.line(330, HEIGHT - 140, 500, HEIGHT - 140)
        for x, y, text in (
            (90, 100, "TT"), (130, 100, "Nhiệm vụ"), (335, 100, "Kết quả"),
            (90, 140, "1"), (130, 140, "Sửa phòng học"),
            (335, 130, "Sáu phòng"), (335, 160, "Biên bản"),
        ):  # fmt: skip
            canvas.drawString(x, HEIGHT - y, text)

    found = document(drawn(head))
    rows = [block for block in found.blocks if block.kind is BlockKind.TABLE_ROW]
    cells = [[found.quote((c.start, c.end)) for c in row.cells] for row in rows]
    assert cells == [
        ["TT", "Nhiệm vụ", "Kết quả"],
        ["1", "Sửa phòng học", "Sáu phòng"],
        ["1", "Sửa phòng học", "Biên bản"],
    ]
    assert rows[1].cells[1].start == rows[2].cells[1].start


def test_signatures_side_by_side_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(80, 780, "Hai trường cùng thực hiện kế hoạch này trong năm học mới./.")
        canvas.drawCentredString(150, 740, "HIỆU TRƯỞNG")
        canvas.drawCentredString(420, 740, "KT. HIỆU TRƯỞNG")
        canvas.drawCentredString(150, 724, "TRƯỜNG TIỂU HỌC SỐ 1")
        canvas.drawCentredString(420, 724, "PHÓ HIỆU TRƯỞNG")
        canvas.drawCentredString(150, 640, "Lê Thị Hòa")
        canvas.drawCentredString(420, 640, "Trần Văn Bình")
        canvas.drawString(80, 600, "Bản này làm thành hai bản.")

    text = document(drawn(page)).text
    assert text.split("\n")[1:] == [
        "HIỆU TRƯỞNG",
        "TRƯỜNG TIỂU HỌC SỐ 1",
        "Lê Thị Hòa",
        "KT. HIỆU TRƯỞNG",
        "PHÓ HIỆU TRƯỞNG",
        "Trần Văn Bình",
        "Bản này làm thành hai bản.",
    ]


def test_headings_repeated_on_a_new_page_are_known_without_bold_letters() -> None:
    def page(*rows: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for index, row in enumerate(rows):
                for left, word in zip((84, 154, 404), row.split("|"), strict=True):
                    canvas.drawString(left, 700 - 20 * index, word)
            bottom = 715 - 20 * len(rows)
            for index in range(len(rows) + 1):
                canvas.line(80, 715 - 20 * index, 520, 715 - 20 * index)
            for left in (80, 150, 400, 520):
                canvas.line(left, 715, left, bottom)

        return draw

    found = document(
        drawn(page("Lớp|Việc|Số", "1A|Dạy bù|5"), page("Lớp|Việc|Số", "1B|Học thêm|7"))
    )
    rows = [block for block in found.blocks if block.cells]
    assert [row.table for row in rows] == [0, 0, 0, 0]
    assert [row.kind for row in rows].count(BlockKind.BOILERPLATE) == 1
    assert rows[0].cells[0].heading
    assert not rows[1].cells[0].heading


def test_signature_stamp_is_furniture() -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.setFont("Serif-Regular", 7)
        signed = "Thời gian ký: 14.09.2023 16:40:43 +07:00"
        for number, text in enumerate(("Người ký: Sở Giáo dục", "Email: vt@example.vn", signed)):
            canvas.drawString(300, HEIGHT - 20 - 8 * number, text)
        canvas.setFont("Serif-Regular", 13)
        lines(*LONG)(canvas)

    found = document(drawn(stamp))
    assert len(texts(found, BlockKind.BOILERPLATE)) == 3
    assert found.header.issued_on.value is None


def _read(data: bytes) -> Reading:
    return read_pdf(data, Source("a.pdf"))


def test_a_sentence_about_the_day_of_signing_is_no_stamp() -> None:
    found = document(drawn(lines("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", *LONG)))
    assert texts(found, BlockKind.BOILERPLATE) == []
    assert "ngày ký" in texts(found)[0]


def test_points_and_annexes_at_the_same_height_are_no_running_head() -> None:
    pages = [
        lines(f"{page} CÔNG BÁO/Số 12 + 13/Ngày 05-9-2023", opening, *LONG * page)
        for page, opening in enumerate(
            (
                "4. Sửa đổi, bổ sung Điều 4 như sau:",
                "9. Sửa đổi, bổ sung Điều 12 như sau:",
                "14. Sửa đổi, bổ sung Điều 15 như sau:",
                "(Kèm theo Thông tư số 12/2023/TT-BGDĐT)",
                "(Kèm theo Thông tư số 12/2023/TT-BGDĐT)",
                "(Kèm theo Thông tư số 12/2023/TT-BGDĐT)",
            ),
            start=1,
        )
    ]
    found = document(drawn(*pages))
    furniture = texts(found, BlockKind.BOILERPLATE)
    assert not any("Điều" in text or "Kèm theo" in text for text in furniture)
    assert sum("CÔNG BÁO" in text for text in furniture) == len(pages)


def test_the_head_of_a_party_document_ends_above_its_title() -> None:
    def page(canvas: Canvas) -> None:
        for middle, top, text in (
            (170, 60, "TỈNH ỦY AN BÌNH"), (410, 60, "ĐẢNG CỘNG SẢN VIỆT NAM"), (170, 78, "*"),
            (170, 96, "Số 15-CT/TU"), (410, 96, "An Bình, ngày 12 tháng 5 năm 2022"),
            (300, 132, "CHỈ THỊ"), (300, 151, "về xây dựng xã hội học tập ở cơ sở"),
        ):  # fmt: skip
            canvas.drawCentredString(middle, HEIGHT - top, text)
        for number, text in enumerate(LONG * 5):
            canvas.drawString(85, HEIGHT - 200 - 20 * number, text)

    header = document(drawn(page)).header
    assert (header.number.value, header.type.value) == ("15-CT/TU", "Chỉ thị")
    assert header.issued_on.value == "2022-05-12"
    assert header.title.value == "về xây dựng xã hội học tập ở cơ sở"


def test_the_rule_under_the_title_ends_it() -> None:
    def page(canvas: Canvas) -> None:
        middle = WIDTH / 2
        for height, text in (
            (80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (100, "Độc lập - Tự do - Hạnh phúc"),
            (150, "CHỈ THỊ"), (170, "Về mở lớp xóa mù chữ"),
            (200, "chung sức cùng nhà trường mở lớp cho người lớn tuổi"),
        ):  # fmt: skip
            canvas.drawCentredString(middle, HEIGHT - height, text)
        canvas.line(middle - 40, HEIGHT - 178, middle + 40, HEIGHT - 178)
        for number, text in enumerate(LONG * 5):
            canvas.drawString(85, HEIGHT - 230 - 20 * number, text)

    assert document(drawn(page)).header.title.value == "Về mở lớp xóa mù chữ"


def stamped(data: bytes, fields: dict[str, tuple[float, float]], times: int = 1) -> bytes:
    """``data`` with texts printed by form fields at points from the top left corner."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        page = opened.pages[0]
        widgets = []
        for text, (left, top) in fields.items():
            look = opened.make_stream(b"BT /F 13 Tf 2 3 Td (" + text.encode() + b") Tj ET")
            look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            look.BBox = [0, 0, 60, 16]
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
            font.BaseFont = pikepdf.Name.Helvetica
            look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            below = HEIGHT - top
            widget = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget)
            widget.Rect = [left, below - 3, left + 60, below + 13]
            widget.F, widget.AP = 4, pikepdf.Dictionary(N=look)
            widgets.extend(opened.make_indirect(pikepdf.Dictionary(widget)) for _ in range(times))
        page.Annots = opened.make_indirect(pikepdf.Array(widgets))
        opened.save(output)
    return output.getvalue()


@pytest.mark.parametrize("times", [1, 2])  # some files are stamped twice in the same place
def test_number_and_day_put_in_by_fields_are_read(times: int) -> None:
    def page(canvas: Canvas) -> None:
        for left, top, text in (
            (85, 80, "SỞ NỘI VỤ"), (270, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (300, 100, "Độc lập - Tự do - Hạnh phúc"), (85, 130, "Số:"), (160, 130, "/KH-SNV"),
            (280, 130, "Hà Nội, ngày"), (400, 130, "tháng 9 năm 2023"), (260, 170, "KẾ HOẠCH"),
        ):  # fmt: skip
            canvas.drawString(left, HEIGHT - top, text)

    whole = drawn(page)
    assert document(whole).header.number.reason == "left_blank"
    header = document(stamped(whole, {"11": (120, 130), "28": (370, 130)}, times)).header
    assert header.number.value == "11/KH-SNV"
    assert header.issued_on.value == "2023-09-28"


def test_what_was_left_blank_knows_its_place() -> None:
    found = document(drawn(lines("SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: /KH-SNV")))
    place = found.header.number.printed
    assert place is not None
    assert (place.page, place.left) == (1, 85)
    assert 105 < place.top < place.bottom < 130


def test_locked_and_broken_files() -> None:
    whole = drawn(lines(*LONG))
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as opened:
        opened.save(output, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert _read(output.getvalue()).reason == "encrypted_pdf"
    assert _read(whole[:200]).reason == "broken_pdf"
    assert _read(whole.replace(b"startxref", b"startxxxx")).outcome is Outcome.READ
    cut = _read(whole[:-60])
    assert (cut.outcome, cut.reason) == (Outcome.PARTLY, "cut_short")


def test_a_page_of_nothing() -> None:
    reading = _read(drawn(lambda canvas: None))
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, "no_words")


def test_a_page_with_too_many_letters_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_LETTERS", 100)
    reading = _read(drawn(lines("Mở đầu."), lines(*LONG)))
    assert (reading.outcome, reading.reason, reading.detail) == (
        Outcome.PARTLY, "page_too_long", "2",
    )  # fmt: skip


def test_readings_are_the_same_each_time() -> None:
    data = pdf(_official("qd-1591-binh-thuan"), "mẫu")
    assert document(data) == document(data)


def boxes_of(block: Block) -> int:
    return len(block.boxes)


def test_a_box_for_each_printed_row() -> None:
    found = document(drawn(lines(*LONG)))
    assert [boxes_of(block) for block in found.blocks] == [2]
    assert [page.way for page in found.pages] == ["text"]


def test_words_written_across_the_page_are_no_part_of_its_text() -> None:
    def watermarked(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 500)
        canvas.rotate(35)
        canvas.drawString(0, 0, "BẢN SAO")
        canvas.restoreState()
        lines("Trường mở lớp bơi cho học sinh", "- Lưu: VT.")(canvas)

    found = document(drawn(watermarked))
    frame = texts(found, BlockKind.BOILERPLATE)
    assert sorted(" ".join(frame).split()) == ["BẢN", "SAO"]
    assert sum("SAO" in text for text in texts(found)) == 1
