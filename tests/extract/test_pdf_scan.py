"""Scans: what is read by OCR, what is left blank, and what happens without Tesseract."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.data_files import read_yaml
from extract.model import BlockKind, Outcome, Source
from extract.reading.pdf import limits, read_pdf, scan
from extract.reading.pdf.cleaning import deskewed, despeckled
from extract.reading.pdf.handwriting import blank_written_figures
from extract.reading.pdf.lineart import drawn_lines
from extract.reading.pdf.misread import put_right, put_title_right, with_figures
from extract.reading.pdf.recognised import ScannedPage, Symbol
from extract.reading.pdf.stamps import split_scribbles, split_stamps
from extract.reading.pdf.triage import Verdict, judge
from extract.reading.pdf.words import Edge, Word
from tests.samples.as_pdf import FONTS, fonts
from tests.samples.as_scan import scan as scanned
from tests.samples.build import _official

SENTENCE = "Các trường rà soát cơ sở vật chất và gửi báo cáo về Phòng Giáo dục và Đào tạo. "


@pytest.fixture(scope="module")
def tesseract() -> str:
    """The folder of Tesseract's Vietnamese data; without it the test is skipped (not in CI)."""
    folder = scan.data_folder()
    if folder is None:
        reason = "needs Tesseract with its Vietnamese data (tesseract-ocr-vie)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def picture_pdf(picture: Image.Image, layer: str = "") -> bytes:
    """A PDF of one page that is a picture, perhaps over a layer of letters."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1)
    canvas.drawString(40, 800, layer)
    data = io.BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(data), 0, 0, *A4)
    canvas.save()
    return output.getvalue()


def test_a_scan_is_read_to_the_same_fields(tesseract: str) -> None:
    reading = read_pdf(scanned(_official("cv-2834-binh-thuan"), "mẫu"), Source("quet.pdf"))
    assert reading.outcome is Outcome.READ
    assert reading.document is not None
    assert [page.way for page in reading.document.pages] == ["ocr"]
    assert all((page.syllables or 0) > 0.9 for page in reading.document.pages)
    text = reading.document.text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    number = reading.document.header.number
    assert number.value is None or number.value.startswith("2834/")
    assert all(block.boxes for block in reading.document.blocks)


def test_without_tesseract_a_scan_waits_for_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "data_folder", lambda: None)
    monkeypatch.setattr("extract.reading.pdf.reader.data_folder", lambda: None)
    reading = read_pdf(picture_pdf(Image.new("L", (900, 1200), 255)), Source("a.pdf"))
    assert (reading.outcome, reading.reason, reading.detail) == (
        Outcome.NEEDS_OCR, "needs_ocr", "1",
    )  # fmt: skip
    assert reading.document is not None
    assert [page.way for page in reading.document.pages] == ["none"]


def test_pages_beyond_the_limit_are_named(tesseract: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SCAN_PAGES", 0)
    reading = read_pdf(picture_pdf(Image.new("L", (900, 1200), 255)), Source("a.pdf"))
    assert (reading.outcome, reading.reason, reading.detail) == (
        Outcome.PARTLY, "ocr_limit", "1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "image", "pieces", "first", "verdict"),
    [
        (SENTENCE * 5, 0.0, 0, True, Verdict.LAYER),
        (SENTENCE * 5, 1.0, 1, False, Verdict.LAYER),  # a sound layer under a later page
        (SENTENCE * 5, 1.0, 1, True, Verdict.SCAN),  # number and day may be written by hand
        ("Người ký: UBND\nThời gian ký: 14.09.2023 16:40:43 +07:00", 1.0, 1, False, Verdict.SCAN),
        ("Ô÷ã þÿ®¶ §«¬ ‡†• ßþø " * 20, 0.0, 0, False, Verdict.SCAN),  # a broken map
        ("The grading system of the school is used in both years. " * 9, 0.0, 0, False,
         Verdict.LAYER),
        ("", 0.02, 300, False, Verdict.SCAN),  # a page in hundreds of pieces
        ("", 0.0, 0, False, Verdict.LAYER),  # an empty page
    ],
)  # fmt: skip
def test_triage(text: str, image: float, pieces: int, first: bool, verdict: Verdict) -> None:
    assert judge(text, image, pieces, first)[0] is verdict


def printed(*words: str, heights: dict[str, int] | None = None) -> ScannedPage:
    """A scanned page with one row of words; ``heights`` gives figures that are not 26 high."""
    page = ScannedPage([], [])
    left = 100.0
    for index, text in enumerate(words):
        right = left + 7 * len(text)
        page.words.append(Word(text, left, 90, right, 103, 102, 13))
        page.symbols[index] = [
            Symbol(letter, 100 - (heights or {}).get(text, 26), 100, 0.0, 99.0) for letter in text
        ]
        left = right + 4
    page.words.append(Word("x", 500, 700, 507, 710, 709, 13))  # the page's right edge
    return page


def blanked(page: ScannedPage, second: str) -> tuple[str, bool, bool]:
    blanks = blank_written_figures(page, 842, lambda words: second)
    row = " ".join(word.text for word in page.words[:-1] if word.text)
    return row, blanks.number is not None, blanks.date is not None


def test_printed_number_is_kept() -> None:
    page = printed("Số:", "1009/QĐ-TTg")
    assert blanked(page, "Số: 1009/QĐ-TTg") == ("Số: 1009/QĐ-TTg", False, False)


@pytest.mark.parametrize(
    ("words", "heights", "second"),
    [
        (("Số:", "47", "/QĐ-UBND"), {"47": 34}, "Số: 47 /QĐ-UBND"),  # taller than print
        (("Số:", "999/QĐ-UBND"), {}, "Số: 229/QĐ-UBND"),  # the second look disagrees
        (("Số:", "4†‡", "/QĐ-UBND"), {}, "Số: 4# /QĐ-UBND"),
    ],
)
def test_doubtful_number_is_left_blank(
    words: tuple[str, ...], heights: dict[str, int], second: str
) -> None:
    row, number, _ = blanked(printed(*words, heights=heights), second)
    assert row == "Số: /QĐ-UBND"
    assert number


def _date(*words: str, heights: dict[str, int] | None = None) -> ScannedPage:
    page = printed("Hà", "Nội,", *words, heights=heights)
    for word in page.words[:-1]:
        word.left += 150
        word.right += 150
    return page


def test_day_by_hand_is_left_blank_and_the_month_kept() -> None:
    page = _date("ngày", "17", "tháng", "01", "năm", "2025", heights={"17": 34})
    row, _, date = blanked(page, "ngày 17 tháng 01 năm 2025")
    assert row == "Hà Nội, ngày tháng 01 năm 2025"
    assert date


def test_a_month_the_second_look_takes_for_strokes_is_kept() -> None:
    page = _date("ngày", "17", "tháng", "12", "năm", "2025", heights={"17": 34})
    row, _, _ = blanked(page, "ngày 17 tháng I2 năm 2025")
    assert row == "Hà Nội, ngày tháng 12 năm 2025"


@pytest.mark.parametrize(
    ("printed_there", "down", "kept"),
    [
        ("Nghị", 0.2, "Nghị"),
        ("2026", 0.2, None),  # in the head figures may be written by hand
        ("2026", 0.7, "2026"),
        (None, 0.7, None),  # a trace of a pen
    ],
)
def test_a_doubtful_word_is_kept_if_two_more_looks_agree(
    tesseract: str, printed_there: str | None, down: float, kept: str | None
) -> None:
    image = Image.new("L", (1653, 2339), 255)
    draw = ImageDraw.Draw(image)
    top = down * image.height
    if printed_there:
        font = ImageFont.truetype(str(FONTS / "NotoSerif-Regular.ttf"), 36)
        draw.text((300, top), printed_there, font=font, fill=0)
    else:
        draw.line((300, top, 340, top + 40, 330, top + 5, 380, top + 30), fill=0, width=3)
    scale = 72 / 200
    box = image.point(lambda value: 255 - value).getbbox()
    assert box is not None
    left, upper, right, lower = (scale * edge for edge in box)
    word = Word("?", left, upper, right, lower, lower, 36 * scale, sure=7.0)
    page = ScannedPage([], [], doubtful=[word])
    with scan.Scanner() as scanner:
        scanner.read_doubtful(image, page, scale)
    assert [one.text for one in page.words] == ([kept] if kept else [])


def test_the_place_of_what_was_written_by_hand_is_kept() -> None:
    page = _date("ngày", "17", "tháng", "01", "năm", "2025", heights={"17": 34})
    day, figures = page.words[2], page.words[3]
    box = blank_written_figures(page, 842, lambda words: "ngày 47 tháng 01 năm 2025").date
    assert box is not None
    assert (box.page, box.top, box.bottom) == (1, 90, 103)
    assert box.left <= day.left
    assert box.right >= figures.right


def test_a_number_that_was_missed_is_looked_for_beside_the_date() -> None:
    page = _date("ngày", "17", "tháng", "01", "năm", "2025")
    page.words.append(Word("SỞ", 60, 60, 80, 73, 72, 13))
    page.words.append(Word("y", 40, 700, 47, 710, 709, 13))  # the page's left margin
    seen = {"": "Số:£5+ /CTPH-LĐLĐ", "ngày": "ngày 17 tháng 01 năm 2025"}

    def again(words: Sequence[Word]) -> str:
        return seen.get(words[0].text, seen[""])

    blanks = blank_written_figures(page, 842, again)
    assert page.words[-1].text == "Số: /CTPH-LĐLĐ"
    assert blanks.number is not None
    assert (blanks.number.left, blanks.date) == (40, None)


def test_numbers_of_the_party_have_their_dash_first() -> None:
    page = printed("Số", "15-CT/TU")
    assert blanked(page, "Số 15-CT/TU")[:2] == ("Số: 15-CT/TU", False)
    page = printed("Số", "15-CT/TU")
    assert blanked(page, "Số 45-CT/TU")[:2] == ("Số: -CT/TU", True)


def test_the_code_behind_a_written_number_is_looked_for() -> None:
    page = printed("Số:")
    page.words.append(Word("y", 500, 700, 507, 710, 709, 13))
    looks = iter(("Số:", "Số: @8/TB-HĐND"))
    blanks = blank_written_figures(page, 842, lambda words: next(looks))
    assert page.words[0].text == "Số: /TB-HĐND"
    assert blanks.number is not None
    assert blanks.number.right > 200


def test_dates_inside_a_sentence_are_left_alone() -> None:
    page = printed("Luật", "ngày", "19", "tháng", "6", "năm", "2015;", heights={"19": 34})
    assert blanked(page, "")[0] == "Luật ngày 19 tháng 6 năm 2015;"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày 24 tháng l1 năm 2017", "ngày 24 tháng 11 năm 2017"),
        ("ngày 17 tháng II năm", "ngày 17 tháng 11 năm"),
        ("ngày I tháng 1l", "ngày 1 tháng 11"),
        ("Phụ lục II của Chương I", "Phụ lục II của Chương I"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("huyên kiêm nhiêm", "huyên kiêm nhiêm"),  # well-formed: left as read
        ("Gdđt school", "Gdđt school"),
    ],
)
def test_misread_figures_and_marks(read: str, meant: str) -> None:
    words = [Word(text, 0, 0, 9, 9, 9, 12) for text in read.split()]
    put_right(words)
    assert " ".join(word.text for word in words) == meant


@pytest.mark.parametrize(
    "example", read_yaml("extract.reading.pdf", "data/compounds.yaml")["examples"]
)
def test_known_words_are_put_right(example: dict[str, str]) -> None:
    words = [Word(text, 0, 0, 9, 9, 9, 12) for text in example["read"].split()]
    put_right(words)
    assert " ".join(word.text for word in words) == example["meant"]


def test_words_of_a_receipt_stamp_are_set_aside() -> None:
    frame = [Edge(False, 35, y, 161, y) for y in (226, 242, 278)]
    stamp = [Word("ĐẾN", 40, 250, 70, 262, 262, 11), Word("Ngày:", 75, 264, 95, 271, 270, 7)]
    title = [Word("chọn", 150, 262, 172, 273, 270, 13), Word("tổ", 176, 262, 190, 273, 270, 13)]
    text, stamped = split_stamps([*stamp, *title], frame, 595)
    assert [word.text for word in text] == ["chọn", "tổ"]
    assert [word.text for word in stamped] == ["ĐẾN", "Ngày:"]


def test_initials_at_the_foot_of_a_page_are_set_aside() -> None:
    def word(text: str, left: float, foot: float, sure: float) -> Word:
        return Word(text, left, foot - 10, left + 20, foot, foot, 12, sure=sure)

    printed = [word("Điều", 80, 100, 95), word("5", 110, 100, 30), word("năm", 80, 120, 90)]
    initials = [word("X", 500, 800, 31), word("L4", 530, 801, 25)]
    assert split_scribbles([*printed, *initials], 2) == (printed, initials)


def test_a_small_frame_in_the_head_is_a_stamp_though_slanted_and_unread() -> None:
    frame = [
        Edge(False, 430, 150, 500, 150), Edge(False, 500, 153, 540, 153),
        Edge(False, 430, 165, 540, 165), Edge(False, 430, 203, 540, 203),
    ]  # fmt: skip
    stamp = [Word("CHÍNH", 505, 155, 523, 164, 163, 9)]
    title = [Word("TƯ", 337, 152, 358, 165, 164, 13)]
    assert split_stamps([*stamp, *title], frame, 595, head=320)[1] == stamp
    assert split_stamps([*stamp, *title], frame, 595)[1] == []


def test_two_lines_and_a_side_make_a_stamp() -> None:
    frame = [
        Edge(False, 0, 166, 155, 166), Edge(False, 0, 209, 158, 209),
        Edge(True, 155, 140, 155, 212),
    ]  # fmt: skip
    stamp = [Word("ĐẾN", 40, 185, 70, 197, 196, 11), Word("TIN", 92, 152, 103, 162, 161, 9)]
    assert split_stamps(stamp, frame, 575)[1] == stamp
    assert split_stamps(stamp, frame[:2], 575)[1] == []


def test_a_title_begins_with_the_words_for_about() -> None:
    words = [[Word(text, 0, 0, 1, 1, 1, 12) for text in line.split()]
             for line in ("CHỈ THỊ", "và việc mở lớp", "và việc dạy")]  # fmt: skip
    put_title_right(words)
    assert [" ".join(word.text for word in line) for line in words] == [
        "CHỈ THỊ", "Về việc mở lớp", "và việc dạy",
    ]  # fmt: skip


def test_a_month_read_only_the_second_time_may_have_strokes_for_figures() -> None:
    assert with_figures("ngày A{ tháng I2 năm 2021") == "ngày A{ tháng 12 năm 2021"


def _ruled() -> Image.Image:
    image = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.rectangle((150, 100 + 45 * row, 1050, 116 + 45 * row), fill=0)
    return image


def test_slanted_page_is_made_level() -> None:
    level = deskewed(_ruled().rotate(2.4, Image.Resampling.BICUBIC, fillcolor=255))
    rows = level.resize((1, level.height), Image.Resampling.BOX).tobytes()
    assert min(rows) < 110  # a row that is dark along most of its length
    assert max(rows[200:1200]) > 240


def test_clean_page_is_not_smoothed_and_a_speckled_one_is() -> None:
    clean = _ruled()
    assert despeckled(clean) is clean
    dirty = clean.copy()
    pixels = dirty.load()
    assert pixels is not None
    chance = random.Random(1)
    for _ in range(120_000):
        pixels[chance.randrange(1200), chance.randrange(1600)] = 0
    assert despeckled(dirty) is not dirty


def test_lines_of_a_table_are_found_in_the_image() -> None:
    image = Image.new("L", (1000, 1400), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 200, 900, 600), outline=0, width=3)
    draw.line((500, 200, 500, 600), fill=0, width=3)
    edges = drawn_lines(image, 0.5)
    assert sorted(round(edge.left) for edge in edges if edge.upright) == [50, 250, 450]
    assert sorted(round(edge.top) for edge in edges if not edge.upright) == [100, 300]


def test_grey_and_slanting_lines_are_found_to_their_ends() -> None:
    image = Image.new("L", (1000, 1400), 245)
    draw = ImageDraw.Draw(image)
    for left in (103, 507, 899):
        draw.line((left, 211, left + 12, 1003), fill=170, width=2)
    for top in (211, 1003):
        draw.line((103, top, 911, top - 5), fill=170, width=2)
    draw.rectangle((300, 1100, 500, 1300), fill=30)  # a picture, no line
    edges = drawn_lines(image, 1.0)
    upright = [edge for edge in edges if edge.upright]
    level = [edge for edge in edges if not edge.upright]
    assert len(upright) == 3
    assert len(level) == 2
    assert all(abs(e.top - 211) <= 6 and abs(e.bottom - 1003) <= 6 for e in upright)
    assert all(abs(e.left - 103) <= 12 and abs(e.right - 911) <= 12 for e in level)


def test_lone_figures_of_a_table_are_read(tesseract: str) -> None:
    rows = [("TT", "Nội dung", "Điểm"), ("1", "Mở lớp buổi tối", "5"), ("7", "Dạy bù", "8")]
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1)
    fonts()
    canvas.setFont("Serif-Regular", 13)
    for index, row in enumerate(rows):
        for left, text in zip((104, 150, 460), row, strict=True):
            canvas.drawString(left, 700 - 40 * index, text)
    for level in range(4):
        canvas.line(90, 725 - 40 * level, 520, 725 - 40 * level)
    for left in (90, 140, 450, 520):
        canvas.line(left, 725, left, 605)
    canvas.save()
    page = pdfium.PdfDocument(output.getvalue())[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_pil()
    document = read_pdf(picture_pdf(picture), Source("quet.pdf")).document
    assert document is not None
    found = [
        tuple(document.text[cell.start : cell.end] for cell in block.cells)
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]
    assert found == rows


def test_boilerplate_holds_no_body(tesseract: str) -> None:
    reading = read_pdf(scanned(_official("cv-2834-binh-thuan"), "mẫu"), Source("quet.pdf"))
    assert reading.document is not None
    kinds = {block.kind for block in reading.document.blocks}
    assert BlockKind.PARAGRAPH in kinds or BlockKind.ITEM in kinds
