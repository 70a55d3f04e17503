"""What has become of an instrument, and who cites it, each document once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.search_ui.conftest import ingest, reading

OLD = """CHÍNH PHỦ
Số: 41/2013/NĐ-CP
Hà Nội, ngày 24 tháng 10 năm 2013

NGHỊ ĐỊNH
Quy định về học bổng

Điều 1. Nghị định này quy định về học bổng.
"""
AMENDING = """CHÍNH PHỦ
Số: 52/2024/NĐ-CP
Hà Nội, ngày 02 tháng 02 năm 2024

NGHỊ ĐỊNH
Quy định về hỗ trợ học tập

Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 Nghị định số 41/2013/NĐ-CP ngày 24 tháng 10 năm 2013.
"""
REPLACING = """CHÍNH PHỦ
Số: 60/2025/NĐ-CP
Hà Nội, ngày 03 tháng 3 năm 2025

NGHỊ ĐỊNH
Quy định về học bổng và hỗ trợ

Điều 1. Nghị định này thay thế Nghị định số 41/2013/NĐ-CP ngày 24 tháng 10 năm 2013.
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data, folder = tmp_path_factory.mktemp("since"), tmp_path_factory.mktemp("files")
    texts = {"a": OLD, "b": AMENDING, "ban-khac": AMENDING + "\nBản khác.\n", "c": REPLACING}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest(data, *folder.glob("*.txt"))
    with reading(data) as client:
        yield client


def test_what_ends_an_instrument_comes_before_what_amends_it(reader: TestClient) -> None:
    page = reader.get("/so-hieu/41-2013-nd-cp").text
    replaced, amended = page.index("Đã có văn bản thay thế:"), page.index("sửa đổi, bổ sung:")
    assert replaced < amended
    assert page.count("<strong>Đã có văn bản") == 2, "a copy amends nothing more"
    assert "khoản 2 Điều 5 <mark>Nghị định số 41/2013/NĐ-CP" in page


def test_copies_are_one_citing_document(reader: TestClient) -> None:
    page = reader.get("/so-hieu/41-2013-nd-cp").text
    assert "Được dẫn bởi (2)" in page
    assert page.count("1 bản khác") == 1


def test_the_page_of_a_document_says_what_has_become_of_it(reader: TestClient) -> None:
    found = reader.get("/api/v1/search", params={"q": "41/2013/NĐ-CP"}).json()["hits"]
    own = next(one["document"] for one in found if one["document"]["number"] == "41/2013/NĐ-CP")
    page = reader.get(own["page"]).text
    assert "Đã có văn bản thay thế:" in page
    assert "60/2025/NĐ-CP" in page


def test_nothing_held_is_no_word_on_force(reader: TestClient) -> None:
    page = reader.get("/so-hieu/60-2025-nd-cp").text
    assert "không có nghĩa là văn bản còn hiệu lực" in page
