"""RTF: letters of all code pages, numbers, notes, tables, boxes; damage."""

from __future__ import annotations

import random
import time

import pytest

from extract.model import BlockKind, Document, Outcome, Source
from extract.reading import read
from extract.reading.word import read_rtf

SOURCE = Source("thu.doc")
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\froman\fcharset163 Times New Roman;}"
    r"{\f2\fnil\fcharset0 .VnTime;}{\f3\fnil\fcharset0 .VnTimeH;}{\f4\fnil\fcharset2 Symbol;}}"
)


def rtf(body: str) -> bytes:
    """An RTF; letters beyond ASCII are written as \\u with a question mark for old readers."""
    written = "".join(
        letter if ord(letter) < 128 else rf"\u{(ord(letter) + 0x8000) % 0x10000 - 0x8000}?"
        for letter in body
    )
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + r"{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s1 Heading;}}{\info{\title An}}" + written + "}"
    ).encode("ascii")


def _document(data: bytes) -> Document:
    reading = read_rtf(data, SOURCE)
    assert reading.outcome is Outcome.READ, reading
    assert reading.document is not None
    return reading.document


def _lines(body: str) -> list[str]:
    return [line for line in _document(rtf(body)).text.split("\n") if line]


def test_letters_of_unicode_and_of_code_pages() -> None:
    body = r"\pard Sở Giáo dục \{mẫu\} \\ 1\par\f1 Qua\'d2ng Bi\'ccnh, \u7879? \'f0\'f4\'f2ng\par"
    assert _lines(body) == ["Sở Giáo dục {mẫu} \\ 1", "Quảng Bình, ệ động"]


def test_legacy_letters_and_their_font_of_capitals() -> None:
    body = (
        r"\pard\f3 uû ban nh\'a9n d\'a9n\par\f2 C\'b8c tr\'ad\'eang r\'b5 so\'b8t c\'ac s\'eb "
        r"v\'cbt ch\'cat, g\'f6i b\'b8o c\'b8o tr\'ad\'edc th\'b8ng 10.\par"
    ).replace("û", r"\'fb")
    assert _lines(body) == [
        "UỶ BAN NHÂN DÂN",
        "Các trường rà soát cơ sở vật chất, gửi báo cáo trước tháng 10.",
    ]


def test_numbers_marks_and_signs() -> None:
    body = (
        r"{\listtext\pard\plain I.\tab}\pard Yêu cầu\par{\pntext\f4\'b7\tab}Điểm\par"
        r"\pard Một\line nối\tab cột\~x\_y\endash z\par"
        r"\pard thường {\v ẩn}{\deleted bỏ}{\caps hoa}\par"
    )
    assert _lines(body) == [
        "I. Yêu cầu", "• Điểm", "Một", "nối cột\u00a0x-y–z", "thường HOA"
    ]  # fmt: skip


def test_footnotes_stand_at_their_words() -> None:
    note = r"{\super\chftn}{\footnote\pard\plain{\super\chftn} Nghị định số 24/2021/NĐ-CP.\par}"
    document = _document(rtf(rf"\pard Đổi mới quản trị trường học{note}; công khai.\par"))
    assert document.text == (
        "Đổi mới quản trị trường học1; công khai.\n1 Nghị định số 24/2021/NĐ-CP."
    )
    last = document.blocks[-1]
    assert (last.kind, last.anchors) == (BlockKind.FOOTNOTE, ((27, 28),))


def test_tables() -> None:
    def row(cells: list[str], edges: list[int], merged: int = -1) -> str:
        made = "".join(
            (r"\clvmrg" if at == merged else "") + rf"\cellx{edge}" for at, edge in enumerate(edges)
        )
        return (
            rf"\trowd\trleft0{made}\pard\intbl " + "".join(c + r"\cell " for c in cells) + r"\row"
        )

    body = (
        r"\pard Bảng phân công nhiệm vụ của các cơ quan\par"
        + row(["Nhiệm vụ", "Cơ quan"], [2000, 6000])
        + row(["Tuyển dụng", "Sở Nội vụ", r"Sở Tài chính\par Sở Y tế"], [2005, 4000, 6000])
        + row(["", "Công an tỉnh", ""], [2000, 4000, 6000], merged=0)
        + r"\pard Sau bảng\par"
    )
    document = _document(rtf(body))
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [[(c.column, c.columns) for c in b.cells] for b in rows] == [
        [(0, 1), (1, 2)], [(0, 1), (1, 1), (2, 1)], [(0, 1), (1, 1), (2, 1)]
    ]  # fmt: skip
    assert document.quote((rows[2].cells[0].start, rows[2].cells[0].end)) == "Tuyển dụng"
    assert document.quote((rows[1].cells[2].start, rows[1].cells[2].end)) == "Sở Tài chính Sở Y tế"
    assert document.text.endswith("\nSau bảng")


def test_fields_boxes_pictures_and_headers() -> None:
    body = (
        r"{\header\pard TRUNG TÂM\par}"
        r"{\footer\pard Trang {\field{\*\fldinst PAGE}{\fldrslt 2}}\par}"
        r"\pard Theo {\field{\*\fldinst REF x}{\fldrslt Điều 5}}{\pict\wmetafile8 0102ff}"
        r"{\*\unknown ẩn}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard DỰ THẢO\par}}"
        r"{\shprslt DỰ THẢO}} của Luật\par"
    )
    document = _document(rtf(body))
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds["TRUNG TÂM"] is BlockKind.BOILERPLATE
    assert kinds["Trang 2"] is BlockKind.BOILERPLATE
    assert {"DỰ THẢO", "Theo Điều 5 của Luật"} <= kinds.keys()
    assert len(kinds) == 4


def test_read_by_content_whatever_the_name() -> None:
    reading = read(rtf(r"\pard Kế hoạch công tác của Sở\par"), Source("ke-hoach.doc"))
    assert reading.document is not None
    assert reading.document.media == "application/rtf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rb"{\rtf1}", "word_no_text"),
        (rb"{\rtf1\ansi{\pict 00ff}\par", "word_no_text"),
        (rb"{\rtf1" + b"{" * 10_000, "word_broken"),
        (rb"{\rtf1\bin99999999999 abc", "word_no_text"),
    ],
)
def test_unreadable_files(data: bytes, reason: str) -> None:
    reading = read_rtf(data, SOURCE)
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, reason)


def test_damaged_files_end_with_an_outcome() -> None:
    good = rtf(
        r"{\header\pard A\par}\pard Việc{\super\chftn}{\footnote\pard Chú\par}\par"
        r"\trowd\cellx900\clvmrg\cellx1800\pard\intbl a\cell b\cell\row\pard{\listtext 1.\tab}z\par"
    )
    chance = random.Random(3)
    for _ in range(500):
        data = bytearray(good)
        for _ in range(chance.choice((1, 4, 20))):
            at = chance.randrange(6, len(data))
            data[at : at + chance.randrange(3)] = chance.choice(
                (b"{", b"}", b"\\", rb"\u-1 ", rb"\'ff", rb"\cell", rb"\row ", b"9", rb"\footnote")
            )
        assert isinstance(read_rtf(bytes(data), SOURCE).outcome, Outcome)


def test_time_grows_with_length_only() -> None:
    for piece in (rb"{\b a}", rb"\'e1", rb"\cellx1", rb"a\cell ", rb"{\footnote b}", rb"\u7879?"):
        spent = []
        for times in (2_000, 16_000):
            start = time.process_time()
            read_rtf(rb"{\rtf1 x" + piece * times + b"}", SOURCE)
            spent.append(time.process_time() - start)
        assert spent[1] < 9 * spent[0] + 0.3, piece
