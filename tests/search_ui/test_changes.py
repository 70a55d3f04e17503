"""A document that changed, and one whose address is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.ledger import Ledger
from index.records import Fetch, FetchOutcome
from index.settings import Settings
from tests.search_ui.conftest import ingest, reading

PLAN = """ỦY BAN NHÂN DÂN
TỈNH BÌNH THUẬN
Số: 3888/KH-UBND
Bình Thuận, ngày 14 tháng 9 năm 2023

KẾ HOẠCH
Rà soát đội ngũ giáo viên

Sở Nội vụ rà soát biên chế, hoàn thành trước ngày {}.
Các trường báo cáo kết quả.
"""
ADDRESS = "/van-ban/3888-kh-ubnd-binh-thuan-2023"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files") / "ke-hoach.txt"


@pytest.fixture(scope="module")
def reader(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("changes")
    for day in ("30/10/2023", "30/11/2023"):
        file.write_text(PLAN.format(day), encoding="utf-8")
        ingest(data, file)
    settings = Settings(data=data)
    ledger = Ledger.open(settings)
    at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    ledger.remember_fetch(Fetch(file.as_uri(), at, FetchOutcome.MISSING, reason="fetch.missing"))
    ledger.close()
    with reading(data) as client:
        yield client


def test_what_changed_stands_beside_the_captures(reader: TestClient) -> None:
    page = reader.get(f"{ADDRESS}?the=ban-luu").text
    assert page.count("<del>") == page.count("<ins>") == 1
    assert "<del>Sở Nội vụ rà soát biên chế, hoàn thành trước ngày 30/10/2023.</del>" in page
    assert "<ins>Sở Nội vụ rà soát biên chế, hoàn thành trước ngày 30/11/2023.</ins>" in page


def test_an_address_that_is_gone_is_told_beside_the_archived_copy(reader: TestClient) -> None:
    page = reader.get(ADDRESS).text
    assert "không còn trang, 2/1/2026" in page
    assert "bản đã lưu trước đó" in page
    gone = reader.get(f"/api/v1/documents/{ADDRESS.rpartition('/')[2]}").json()["gone"]
    assert gone["outcome"] == "missing"
