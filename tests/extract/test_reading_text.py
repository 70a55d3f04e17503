"""Plain text and what is no text: content decides, each failure has its name."""

import io
import zipfile
from time import perf_counter
from typing import Any

import pytest

from extract.catalogue import say
from extract.model import BlockKind, Outcome, Source
from extract.reading import limits, read, read_all
from extract.reading.letter_codes import decode
from extract.reading.sniff import Form, sniff
from extract.reading.text import is_wrapped

SOURCE = Source("thu.txt")
NEWS = (
    "Tập huấn giáo viên mầm non năm 2024\n08:00, Thứ Sáu, 5-1-2024\n\n"
    "Ngày 4/1, Phòng Giáo dục mở lớp tập huấn cho giáo viên các trường mầm non trên địa bàn.\n"
    "Lớp học kéo dài hai ngày, có ba mươi giáo viên dự.\n\nCác tin khác\nThi đá cầu cấp trường\n"
)


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def test_the_text_is_the_files_own() -> None:
    raw = "  Dòng một \u00a0\r\n\r\n\tDòng hai\r\n"
    reading = read(raw.encode(), SOURCE)
    assert reading.document is not None
    assert reading.document.text == raw


def test_a_marked_file_loses_only_its_mark() -> None:
    reading = read(b"\xef\xbb\xbf" + NEWS.encode(), SOURCE)
    assert reading.document is not None
    assert reading.document.text == NEWS


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8"])
def test_wide_encodings(encoding: str) -> None:
    assert decode(NEWS.encode(encoding)) == NEWS
    assert sniff(NEWS.encode(encoding)) is Form.TEXT
    assert sniff(f"<html><body><p>{NEWS}</p></body></html>".encode(encoding)) is Form.HTML


def test_the_old_windows_code_page_is_told_by_its_syllables() -> None:
    import unicodedata

    # cp1258 writes a vowel and its tone apart.
    apart = "".join(
        unicodedata.normalize("NFD", letter)[0] + unicodedata.normalize("NFD", letter)[1:]
        if letter.isascii()
        else _toned(letter)
        for letter in NEWS
    )
    assert decode(apart.encode("cp1258")) == NEWS


def _toned(letter: str) -> str:
    import unicodedata

    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))
    return base + "".join(tones)


def test_frame_is_marked_and_kept() -> None:
    document = read(NEWS.encode(), SOURCE).document
    assert document is not None
    frame = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.BOILERPLATE
    ]
    assert frame == ["Các tin khác", "Thi đá cầu cấp trường"]


def test_printed_lines_are_joined_to_paragraphs() -> None:
    line = "Các trường mầm non trên địa bàn huyện rà soát số trẻ năm tuổi đến lớp và lập danh sách"
    text = "\n".join([line, "gửi về phòng giáo dục trước khi khai giảng năm học mới."] * 12)
    assert is_wrapped(text.split("\n"))
    document = read(text.encode(), SOURCE).document
    assert document is not None
    assert document.text == text
    assert len(document.blocks) == 12


LETTER = """\
Kính gửi: Các trường mầm non, tiểu học trên địa bàn xã

Sau đợt mưa lớn vừa qua, nhiều điểm trường bị hư hỏng. Ủy ban nhân dân xã yêu
cầu hiệu trưởng các trường thực hiện ngay một số nội dung sau:
1. Rà soát, thống kê thiệt hại về phòng học và đồ dùng; gửi Phòng Văn hóa - Xã
hội trước ngày 07/11/2025.
2. Bố trí phòng học tạm, không để trẻ phải nghỉ học quá 02 ngày; báo cáo về Ủy
ban nhân dân xã ngay khi hoàn thành.
3. Bảo đảm an toàn cho trẻ tại các điểm trường.
"""


def test_the_lines_of_a_short_letter_are_joined_too() -> None:
    document = read(LETTER.encode(), SOURCE).document
    assert document is not None
    joined = [document.text[block.start : block.end] for block in document.blocks]
    assert [text.count("\n") for text in joined] == [0, 1, 1, 1, 0]


def test_whole_paragraphs_with_slips_are_no_printed_lines() -> None:
    whole = "Các trường rà soát cơ sở vật chất, lập danh sách hạng mục cần sửa chữa. " * 3
    slips = ["Các trường báo cáo kết quả thực hiện về Phòng Văn hóa", "- Xã hội trước khai giảng"]
    slip = [slips[0], slips[1].removeprefix("- ").lower()]
    assert not is_wrapped([whole, *slip] * 4)
    assert is_wrapped([*slip] * 4)


def test_a_figure_goes_on_with_the_line_that_asks_for_it() -> None:
    line = "Các trường mầm non trên địa bàn huyện rà soát số trẻ năm tuổi đến lớp và lập danh sách"
    below = "gửi về phòng giáo dục trước khi khai giảng năm học mới."
    last = ["d) Trình Ủy ban nhân dân ban hành kế hoạch năm ", "2026, hoàn thành trước tháng 5."]
    text = "\n".join([line, line.lower(), below] * 12 + last)
    document = read(text.encode(), SOURCE).document
    assert document is not None
    block = document.blocks[-1]
    assert text[block.start : block.end] == "\n".join(last)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", Form.EMPTY),
        (b"  \r\n\t", Form.EMPTY),
        (b"\n\n%PDF-1.4\n", Form.PDF),
        (b"HTTP/1.1 200 OK\r\n" * 50 + b"%PDF-1.4\n", Form.PDF),
        (b"HTTP/1.1 200 OK\r\n" * 80 + b"%PDF-1.4\n", Form.TEXT),
        (b"<!DOCTYPE html><html><body>", Form.HTML),
        (b"# Plan\n" + b"Open the schools in time. " * 30 + b"<p>\n<br/>", Form.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Form.DOC),
        (b"\x89PNG\r\n\x1a\n", Form.IMAGE),
        (b"PK\x03\x04broken", Form.BROKEN_ZIP),
        (bytes(range(256)) * 20, Form.NOISE),
        ("Điều 1. a < b và c > d".encode(), Form.TEXT),
        ('{"so": "12/KH-UBND", "trich_yeu": "Năm học"}\n{"so": "13"}'.encode(), Form.DATA),
        (b'\xef\xbb\xbf[\n  {\n    "id": 1}]', Form.DATA),
        (b'["a", "b"]', Form.DATA),
        ('{"so": "12/KH-UBND"}'.encode("utf-16"), Form.DATA),
        (b'<?xml version="1.0"?>\n<!-- made daily -->\n<rss version="2.0"><channel>', Form.DATA),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>', Form.DATA),
        (b'<?xml version="1.0"?><urlset xmlns="x"><url>', Form.DATA),
        (b'<?xml version="1.0"?><html xmlns="x"><body><p>', Form.HTML),
        ('[Nơi nhận] "Sở GDĐT": {như trên}'.encode(), Form.TEXT),
        ("{Dự thảo} KẾ HOẠCH năm học".encode(), Form.TEXT),
        (b"[1] Ghi chu: theo Thong tu 12", Form.TEXT),
    ],
)
def test_sniff(data: bytes, form: Form) -> None:
    assert sniff(data) is form


def test_the_name_does_not_decide() -> None:
    reading = read(NEWS.encode(), Source("thu.pdf", media_type="application/pdf"))
    assert reading.outcome is Outcome.READ


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 20, "noise"),
        (b"PK\x03\x04" + b"\0" * 100, "broken_zip"),
        (b"Rar!\x1a\x07\x01\x00" + b"\0" * 40, "archive_kind"),
        (b"{\\rtf1}", "word_no_text"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "image"),
        (b'{"file": "trang.html", "url": "https://a.example/1"}', "data"),
    ],
)
def test_unreadable_files_say_why(data: bytes, reason: str) -> None:
    reading = read(data, Source("thu.doc"))
    assert reading.document is None
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason == reason
    for language in ("vi", "en"):
        sentence = say(f"outcome.{reason}", language, name="thu.doc", detail=reading.detail)  # type: ignore[arg-type]
        assert "thu.doc" in sentence


def test_a_line_without_end_is_refused_quickly() -> None:
    data = b"x" * 50_000_000
    began = perf_counter()
    reading = read(data, SOURCE)
    assert (reading.outcome, reading.reason) == (Outcome.REFUSED, "line_too_long")
    assert perf_counter() - began < 5
    assert limits.megabytes(limits.LINE_BYTES) in reading.detail


def test_an_archive_is_read_member_by_member() -> None:
    data = archive(mot__txt=NEWS.encode(), hai__txt=b"", __MACOSX=b"x")
    readings = dict(read_all(data, Source("kho.zip")))
    assert readings["mot.txt"].outcome is Outcome.READ
    assert readings["hai.txt"].reason == "empty"
    document = readings["mot.txt"].document
    assert document is not None
    assert document.source == "mot.txt"


def test_an_archive_of_one_document_is_that_document() -> None:
    reading = read(archive(mot__txt=NEWS.encode()), Source("kho.zip"))
    assert reading.document is not None


def test_an_archive_of_several_is_named_as_such() -> None:
    data = archive(mot__txt=NEWS.encode(), hai__txt=NEWS.encode())
    reading = read(data, Source("kho.zip"))
    assert (reading.reason, reading.detail) == ("archive_of_many", "2")


def test_an_archive_without_documents() -> None:
    reading = read(archive(anh__bin=bytes(range(256)) * 20), Source("kho.zip"))
    assert reading.document is None
    assert reading.reason in ("noise", "not_a_document")


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    data = archive(trong__zip=archive(mot__txt=NEWS.encode()), ngoai__txt=NEWS.encode())
    readings = dict(read_all(data, Source("kho.zip")))
    assert readings["trong.zip"].reason == "nested_archive"
    assert readings["ngoai.txt"].document is not None


@pytest.mark.parametrize(
    ("seed", "place", "published", "kind"),
    [
        ("000", "tỉnh Quảng Bình", "2022-09-21", "Tin"),
        ("001", "tỉnh Bắc Giang", "2022-08-30", "Tin"),
        ("002", None, None, "Tin"),
        ("003", "tỉnh Hải Dương", "2022-09-07", "Tin"),
        ("004", "tỉnh Bình Thuận", None, "Kế hoạch"),
    ],
)
def test_the_seeds_heads(
    shared: Any, seed: str, place: str | None, published: str | None, kind: str
) -> None:
    [path] = (shared / "seeds").glob(f"{seed}_*.txt")
    raw = path.read_text("utf-8")
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    assert document.text == raw
    header = document.header
    assert header.place.value == place
    assert header.published_on.value == published
    assert header.type.value == kind


def test_the_seed_with_footnotes(shared: Any) -> None:
    [path] = (shared / "seeds").glob("004_*.txt")
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    notes = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [note.number for note in notes] == [str(number) for number in range(1, 10)]
    assert all(len(note.anchors) == 1 for note in notes)
    header = document.header
    assert (header.status.value, header.status.reason) == (None, "placeholder")
    assert header.number.value == "3461/KH-UBND"
    assert header.signer.value == "Nguyễn Minh"


def test_the_widget_of_the_seed_is_frame(shared: Any) -> None:
    [path] = (shared / "seeds").glob("003_*.txt")
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    for figure in ("99.9%", "41362", "637,261", "Dương Hà Hải"):
        at = document.text.index(figure)
        [block] = [b for b in document.blocks if b.start <= at < b.end]
        assert block.kind is BlockKind.BOILERPLATE
    assert document.header.district.value == "huyện Tứ Kỳ"


MARKDOWN = """# Lịch nghỉ hè của các trường

| UBND TỈNH HÀ NAM -------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --- |
|---|---|
| Số: 5/TB-UBND | Hà Nam, ngày 4 tháng 5 năm 2021 |

**THÔNG BÁO**

**Về lịch nghỉ hè**

Các trường nghỉ từ ngày 01/6.

| Trường | Ngày |
|---|---|
| Tiểu học | 01/6 |

| Nơi nhận: - Các trường; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Bình |
|---|---|
"""


def test_markdown_keeps_its_text_and_gives_its_parts() -> None:
    document = read(MARKDOWN.encode(), Source("thu.md")).document
    assert document is not None
    assert document.text == MARKDOWN
    header = document.header
    assert header.number.value == "5/TB-UBND"
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Hà Nam"
    assert header.issued_on.value == "2021-05-04"
    assert header.title.value == "Về lịch nghỉ hè"
    assert header.signer.value == "Lê Văn Bình"
    [_, row] = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [document.text[cell.start : cell.end] for cell in row.cells] == ["Tiểu học", "01/6"]
    recipients = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.RECIPIENTS
    ]
    assert recipients == ["Nơi nhận:", "- Các trường;", "- Lưu: VT."]


def test_a_sentence_goes_on_over_printed_lines() -> None:
    from extract.sentences import sentence_at

    line = "Các trường mầm non trên địa bàn huyện rà soát số trẻ năm tuổi đến lớp và lập danh sách"
    text = "\n".join([line, "gửi về phòng giáo dục trước khi khai giảng năm học mới."] * 12)
    document = read(text.encode(), SOURCE).document
    assert document is not None
    block = document.blocks[3]
    at = document.text.index("danh sách", block.start)
    span = sentence_at(document.text, at, at + 9, (block.start, block.end))
    assert document.quote(span) == document.text[block.start : block.end]


def test_an_archive_of_too_many_or_too_large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 2)
    monkeypatch.setattr(limits, "MEMBER_BYTES", 3 * len(NEWS.encode()))
    packed = archive(a__txt=NEWS.encode(), b__txt=NEWS.encode() * 4)
    readings = [
        (name, reading.outcome, reading.reason) for name, reading in read_all(packed, SOURCE)
    ]
    assert readings == [("a.txt", Outcome.READ, None), ("b.txt", Outcome.REFUSED, "too_large")]
    ((name, reading),) = read_all(archive(a=b"", b=b"", c=NEWS.encode()), SOURCE)
    assert (name, reading.outcome) == (SOURCE.name, Outcome.REFUSED)
    assert reading.reason == "too_many_members"


MISREAD = """UBND TỈNH HÀ NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 15/SGDĐT-VP
Hà Nam, ngày 04 tháng 5 năm 2021
Kính gửi: Các trường trực thuộc
Các trường thực hiện những việc sau:
- Lưu trữ hồ sơ theo quy định;
- Lưu ý: báo cáo đúng hạn.
Đề nghị các trường thực hiện.
.Vơi nhận:
- Như trên;
- Báo Hà Nam;
- Lưu: VT, GDTrH.
"""


def test_recipients_are_known_by_the_file_copy_where_a_scan_misread_their_heading() -> None:
    document = read(MISREAD.encode(), SOURCE).document
    assert document is not None
    recipients = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is BlockKind.RECIPIENTS
    ]
    assert recipients == [".Vơi nhận:", "- Như trên;", "- Báo Hà Nam;", "- Lưu: VT, GDTrH."]
