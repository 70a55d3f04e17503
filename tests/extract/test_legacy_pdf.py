"""Pages whose fonts carry old letters: read from the text layer, without OCR."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.model import Outcome, Source
from extract.reading import read
from tests.extract.old_letters import tcvn3, vni

LINES = (
    "Các trường rà soát cơ sở vật chất, gửi báo cáo về Phòng Giáo dục",
    "trước ngày 15 tháng 10 năm 2003 - 2004; những nơi chưa đủ phòng học",
    "- thì lập kế hoạch sửa chữa, trình Uỷ ban nhân dân huyện xem xét.",
)


def _page(lines: list[str]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont("Times-Roman", 12)
    for place, line in enumerate(lines):
        canvas.drawString(70, 760 - 18 * place, line)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("write", [tcvn3, vni])
def test_old_letters_of_a_page_are_converted(write: object) -> None:
    assert callable(write)
    reading = read(_page([write(line) for line in LINES]), Source("cu.pdf"))
    assert reading.outcome is Outcome.READ
    assert reading.document is not None
    assert " ".join(reading.document.text.split()) == " ".join(LINES)
