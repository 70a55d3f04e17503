"""What is due, on pages whose day is fixed: from today on, the past a link away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.search_ui.conftest import ingest, reading

PLAN_TEXT = """ỦY BAN NHÂN DÂN
TỈNH BÌNH THUẬN
Số: 3999/KH-UBND
Bình Thuận, ngày 14 tháng 9 năm 2023

KẾ HOẠCH
Rà soát đội ngũ giáo viên

Sở Nội vụ rà soát, bổ sung biên chế giáo viên, hoàn thành trước ngày 30/10/2023.
Phấn đấu đến năm 2025 có 65% trường đạt chuẩn.
"""
LETTER_TEXT = """ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN
SỞ NỘI VỤ
Số: 88/SNV-TCCB
Bình Thuận, ngày 20 tháng 9 năm 2023

Thực hiện Kế hoạch số 3999/KH-UBND ngày 14/9/2023 của Ủy ban nhân dân tỉnh Bình Thuận:

Sở Nội vụ rà soát, bổ sung biên chế giáo viên, hoàn thành trước ngày 20/10/2023.
Hằng tháng, các trường báo cáo Sở Nội vụ trước ngày 25.
"""


@pytest.fixture(scope="module")
def disagreeing_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data, folder = tmp_path_factory.mktemp("disagreeing"), tmp_path_factory.mktemp("files")
    for name, text in (("a", PLAN_TEXT), ("ban-sao", PLAN_TEXT), ("b", LETTER_TEXT)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest(data, *folder.glob("*.txt"))
    return data


@pytest.fixture(scope="module")
def disagreeing(disagreeing_data: Path) -> Iterator[TestClient]:
    with reading(disagreeing_data, today=date(2023, 9, 21)) as client:
        yield client


def test_two_days_for_one_duty_are_shown_beside_each_other(disagreeing: TestClient) -> None:
    page = disagreeing.get("/lich").text
    assert page.count('<li class="duty">') == 2 + 1 + 1  # two days, a rhythm, a dated target
    assert page.count("Văn bản khác ghi hạn") >= 2
    assert "20/10/2023: " in page
    found = disagreeing.get("/api/v1/search", params={"q": "3999/KH-UBND"}).json()["hits"]
    name = found[0]["document"]["id"]
    tab = disagreeing.get(f"/van-ban/{name}?the=kiem-tra").text
    assert "Văn bản khác ghi hạn của việc này là 20/10/2023" in tab


def test_copies_count_once_among_the_targets(disagreeing: TestClient) -> None:
    assert disagreeing.get("/chi-tieu").text.count("<strong>65%</strong>") == 1
    assert len(disagreeing.get("/chi-tieu.csv").text.strip().splitlines()) == 2


DUTY = '<li class="duty">'


def test_pages_of_duties_open_at_today(disagreeing_data: Path) -> None:
    with reading(disagreeing_data, today=date(2023, 10, 30)) as client:
        calendar = client.get("/lich").text
        assert calendar.count(DUTY) == 1 + 1 + 1  # due today, a rhythm, a target
        assert "20/10/2023" not in calendar.split("</form>")[-1].replace("2023: ", "")
        assert re.search(r'qua=1">kể cả đã qua</a> <span class="count">\+1<', calendar)
        soon = re.search(r'href="([^"]+)">30 ngày tới</a>', calendar)
        assert soon is not None
        near = client.get(html.unescape(soon[1])).text
        assert near.count(DUTY) == 1 + 1  # due today, a rhythm
        assert "<strong>30 ngày tới</strong>" in near
        for clearness, over in (("ngay", 1), ("lap", 0)):
            page = client.get("/lich", params={"do-ro": clearness}).text
            assert page.count('<span class="count">+1</span>') == over
        assert client.get("/lich?qua=1").text.count(DUTY) == 4
        assert client.get("/lich?den=2023-10-20").text.count(DUTY) == 1 + 1
        assert len(client.get("/giao-viec.csv").text.strip().splitlines()) == 1 + 3
        assert len(client.get("/giao-viec.csv?qua=1").text.strip().splitlines()) == 1 + 4
        assert client.get("/giao-viec").text.count("<tr><td") == 3
        assert client.get("/lich.ics").text.count("BEGIN:VEVENT") == 4
        home = client.get("/").text
        assert "Sắp đến hạn" in home
        assert "30/10/2023" in home
        assert "20/10/2023" not in home


def test_where_everything_is_past_the_page_says_so(disagreeing_data: Path) -> None:
    with reading(disagreeing_data, today=date(2031, 1, 1)) as client:
        for path in ("/lich?do-ro=ngay", "/giao-viec?don-vi=Sở Nội vụ"):
            page = client.get(path).text
            assert "2 việc đã qua" in page
            link = re.search(r'href="([^"]*qua=1)">Xem cả việc đã qua', page)
            assert link is not None
            assert "2 việc đã qua" not in client.get(html.unescape(link[1])).text
        assert "Sắp đến hạn" not in client.get("/").text
