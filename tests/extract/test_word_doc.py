"""DOC: text, numbers, notes, tables, deleted text, legacy letters; damage and passwords."""

from __future__ import annotations

import random
import re
import struct
import time
from collections import Counter
from pathlib import Path

import pytest

from extract.model import BlockKind, Document, Outcome, Source
from extract.reading.word import read_doc, read_docx
from tests.extract.word_files import IN_TABLE, DocParagraph, compound, doc, listed, row_end

SOURCE = Source("thu.doc")
WORD = re.compile(r"\w+")


def _document(data: bytes) -> Document:
    reading = read_doc(data, SOURCE)
    assert reading.outcome is Outcome.READ, reading
    assert reading.document is not None
    return reading.document


def test_paragraphs_and_their_special_letters() -> None:
    parts = [
        DocParagraph("Kế hoạch công tác\tnăm học 2023-2024"),
        DocParagraph("Dòng một\x0bnối dòng\x1eliền"),
        DocParagraph("Xem \x13 REF dieu5 \x14Điều 5\x15 của Luật\x01\x08"),
    ]
    assert _document(doc(parts)).text == (
        "Kế hoạch công tác năm học 2023-2024\nDòng một\nnối dòng-liền\nXem Điều 5 của Luật"
    )


def test_footnotes_stand_at_their_words() -> None:
    parts = [DocParagraph("Đổi mới quản trị trường học\x02; công khai\x02.")]
    notes = ["Nghị định số 24/2021/NĐ-CP.", "Thông tư số 28/2020/TT-BGDĐT."]
    document = _document(doc(parts, notes))
    assert document.text == (
        "Đổi mới quản trị trường học1; công khai2.\n1 Nghị định số 24/2021/NĐ-CP.\n"
        "2 Thông tư số 28/2020/TT-BGDĐT."
    )
    first, second = (b for b in document.blocks if b.kind is BlockKind.FOOTNOTE)
    assert (first.number, first.anchors) == ("1", ((27, 28),))
    assert (second.number, document.quote(second.anchors[0])) == ("2", "2")


def test_automatic_numbers() -> None:
    parts = [
        DocParagraph("Yêu cầu", listed(0)), DocParagraph("Việc", listed(1)),
        DocParagraph("Nhỏ", listed(2)), DocParagraph("Nhỏ nữa", listed(2)),
        DocParagraph("Tổ chức", listed(0)), DocParagraph("Việc", listed(1)),
    ]  # fmt: skip
    levels = [(1, "%1."), (0, "%2."), (4, "%3)")]
    assert _document(doc(parts, levels=levels)).text.split("\n") == [
        "I. Yêu cầu", "1. Việc", "a) Nhỏ", "b) Nhỏ nữa", "II. Tổ chức", "1. Việc"
    ]  # fmt: skip


def test_tables_with_spans_and_merged_cells() -> None:
    def row(cells: list[str], edges: list[int], flags: list[int]) -> list[DocParagraph]:
        made = [DocParagraph(text, IN_TABLE, "\x07") for text in cells]
        return [*made, DocParagraph("", row_end(edges, flags), "\x07")]

    parts = [
        DocParagraph("Bảng phân công nhiệm vụ của các cơ quan"),
        *row(["Nhiệm vụ", "Cơ quan"], [0, 2000, 6000], [0, 0]),
        *row(["Tuyển dụng", "Sở Nội vụ", "Sở Tài chính"], [10, 2003, 4000, 6000], [0x60, 0, 0]),
        *row(["", "Sở Y tế", ""], [0, 2000, 4000, 6005], [0x20, 0, 0]),
        DocParagraph("Sau bảng"),
    ]
    document = _document(doc(parts))
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [[(c.column, c.columns) for c in b.cells] for b in rows] == [
        [(0, 1), (1, 2)], [(0, 1), (1, 1), (2, 1)], [(0, 1), (1, 1), (2, 1)]
    ]  # fmt: skip
    assert document.quote((rows[2].cells[0].start, rows[2].cells[0].end)) == "Tuyển dụng"
    assert document.text.endswith("Sau bảng")


def test_deleted_and_hidden_text_is_not_read_and_capitals_are() -> None:
    runs = [
        ("cũ", struct.pack("<HB", 0x0800, 1)),
        ("ẩn", struct.pack("<HB", 0x083C, 1)),
        ("hoa", struct.pack("<HB", 0x083B, 1)),
        ("(", struct.pack("<HHH", 0x6A09, 0, 0xF0B3)),
    ]
    parts = [DocParagraph("Số mới cũẩn chữ hoa, tỷ lệ ( 90%")]
    assert _document(doc(parts, runs=runs)).text == "Số mới  chữ HOA, tỷ lệ ≥ 90%"


def test_tcvn3_in_text_of_one_byte_a_letter() -> None:
    parts = [
        DocParagraph("Uû ban nh©n d©n tØnh"),
        DocParagraph("C¸c tr\u00adêng rµ so¸t c¬ së vËt chÊt, göi b¸o c¸o tr\u00adíc th¸ng 10."),
    ]
    assert _document(doc(parts, narrow=True)).text.split("\n") == [
        "Uỷ ban nhân dân tỉnh",
        "Các trường rà soát cơ sở vật chất, gửi báo cáo trước tháng 10.",
    ]


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (doc([DocParagraph("Mật")], flags=0x0100), "word_encrypted", ""),
        (compound({"EncryptedPackage": b"x"}), "word_encrypted", ""),
        (compound({"Workbook": b"x"}), "word_other_office", "Excel"),
        (compound({"PowerPoint Document": b"x"}), "word_other_office", "PowerPoint"),
        (compound({"Contents": b"x"}), "word_broken", "OLE"),
        (compound({"WordDocument": b"\xdc\xa5\x65\0"}), "word_too_old", ""),
        (compound({"WordDocument": b"\0\0\0\0"}), "word_broken", "FIB"),
        (doc([DocParagraph("Cụt")])[:2000], "word_broken", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word_broken", None),
        (doc([DocParagraph("")]), "word_no_text", ""),
    ],
)
def test_unreadable_files(data: bytes, reason: str, detail: str | None) -> None:
    reading = read_doc(data, SOURCE)
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, reason)
    if detail is not None:
        assert reading.detail == detail


def test_damaged_files_end_with_an_outcome() -> None:
    notes = ["Nghị định số 24/2021/NĐ-CP."]
    good = doc(
        [DocParagraph("Các trường\x02 báo cáo", listed(0)), DocParagraph("ô", IN_TABLE, "\x07"),
         DocParagraph("", row_end([0, 900], [0]), "\x07")],
        notes, levels=[(0, "%1.")],
    )  # fmt: skip
    chance = random.Random(7)
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.choice((1, 4, 30))):
            at = chance.randrange(512, len(data))
            data[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\0", chance.randbytes(4))
            )
        start = time.perf_counter()
        reading = read_doc(bytes(data), SOURCE)
        assert time.perf_counter() - start < 5
        assert isinstance(reading.outcome, Outcome)


@pytest.mark.parametrize("annex", range(1, 7))
def test_twins_agree(annex: int, shared: Path) -> None:
    """The annexes of Nghị định 30/2020/NĐ-CP, published as DOC and as DOCX."""
    stem = shared / f"data/docx/nd30-2020/Phuluc{annex}"
    old = _document(stem.with_suffix(".doc").read_bytes())
    reading = read_docx(stem.with_suffix(".docx").read_bytes(), SOURCE)
    assert reading.document is not None
    words = [_words(document) for document in (old, reading.document)]
    assert words[0] == words[1]
    notes = [
        [(b.number, len(b.anchors)) for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
        for document in (old, reading.document)
    ]
    assert notes[0] == notes[1]


def _words(document: Document) -> Counter[str]:
    text = " ".join(
        document.text[b.start : b.end]
        for b in document.blocks
        if b.kind is not BlockKind.BOILERPLATE
    )
    return Counter(WORD.findall(text))
