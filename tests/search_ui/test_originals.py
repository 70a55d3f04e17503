"""Back to the source: the page of a PDF or scan as a picture, the captured web page, marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.samples.build import build
from tests.search_ui.conftest import ingest, serving


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A reader over one PDF, one DOCX and one web page of the sample portal."""
    site, data = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("data")
    build(site)
    files = [
        *sorted((site / "tep").glob("qd-2091*.pdf")),
        *sorted((site / "tep").glob("*.docx"))[:1],
        *sorted((site / "tin-tuc").glob("quang-binh-*.html")),
    ]
    assert len(files) == 3, files
    for file in files:
        ingest(data, file)
    with serving(data) as address:
        yield address


def documents(reader: str) -> dict[str, str]:
    """The name of each document by the ending of its file."""
    found = httpx.get(f"{reader}/api/v1/search?limit=10").json()
    names = [one["document"]["id"] for one in found["hits"]]
    return {said(reader, name)["source"].rpartition(".")[2]: name for name in names}


def said(reader: str, name: str) -> dict[str, Any]:
    """The document as the API gives it."""
    document: dict[str, Any] = httpx.get(f"{reader}/api/v1/documents/{name}").json()["document"]
    return document


def paragraph(reader: str, name: str) -> tuple[int, int]:
    """The paragraph of the document's last reference."""
    document = said(reader, name)
    place = document["references"][-1]["start"]
    block = next(one for one in document["blocks"] if one["start"] <= place < one["end"])
    return block["start"], block["end"]


def coloured(picture: bytes) -> int:
    """How many pixels of a screenshot are of the highlighter's yellow."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    pixels = image.getdata()
    return sum(1 for red, green, blue in pixels if red > 200 and green > 180 and blue < 190)


def test_the_picture_of_a_page_shows_the_passage_marked(page: Page, reader: str) -> None:
    name = documents(reader)["pdf"]
    start, end = paragraph(reader, name)
    page.goto(f"{reader}/van-ban/{name}/ban-goc?doan={start}-{end}#doan")
    picture = page.locator("svg.page-picture")
    address = picture.locator("image").get_attribute("href") or ""
    drawn = Image.open(BytesIO(httpx.get(reader + address).content))
    assert drawn.width == 1240
    assert drawn.convert("L").getextrema()[0] < 60, "nothing is printed on the page"
    assert picture.locator("g.here rect").count() >= 1
    shot = picture.locator("g.here").screenshot()
    assert coloured(shot) > 2_000
    page.locator("summary", has_text="Chữ trên trang này").click()
    assert page.locator("details[open] p").count() > 3


def test_marks_on_the_picture_lead_to_the_text(page: Page, reader: str) -> None:
    name = documents(reader)["pdf"]
    page.goto(f"{reader}/van-ban/{name}/ban-goc")
    link = page.locator("svg.page-picture a.ref").nth(1)
    said = link.get_attribute("aria-label") or ""
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"doan=\d+-\d+"))
    marked = " ".join(page.locator("article mark.here").all_inner_texts())
    assert "".join(said.split()) == "".join(marked.split())


def test_a_quotation_comes_with_its_printed_rows(page: Page, reader: str) -> None:
    name = documents(reader)["pdf"]
    start, end = paragraph(reader, name)
    page.goto(f"{reader}/van-ban/{name}?doan={start}-{end}")
    figure = page.locator("figure.printed")
    assert "trang" in figure.inner_text()
    assert coloured(figure.screenshot()) > 2_000
    figure.locator("a").first.click()
    page.wait_for_url(re.compile("ban-goc"))


def test_a_web_page_is_shown_as_captured(page: Page, reader: str) -> None:
    name = documents(reader)["html"]
    document = said(reader, name)
    start, end = paragraph(reader, name)
    page.goto(f"{reader}/van-ban/{name}/ban-goc?doan={start}-{end}#doan")
    marked = " ".join(page.locator(".web-original mark").all_inner_texts())
    wanted = document["text"][start:end]
    assert re.sub(r"\W", "", marked) == re.sub(r"\W", "", wanted)
    assert page.locator(".web-original script, .web-original form").count() == 0


def test_a_word_file_names_the_element(page: Page, reader: str) -> None:
    name = documents(reader)["docx"]
    start, end = paragraph(reader, name)
    page.goto(f"{reader}/van-ban/{name}/ban-goc?doan={start}-{end}")
    assert "/p[" in page.locator("main code").inner_text()


def test_what_is_not_there_is_said(reader: str) -> None:
    name = documents(reader)["pdf"]
    assert httpx.get(f"{reader}/van-ban/{name}/ban-goc?trang=99").status_code == 400
    assert httpx.get(f"{reader}/van-ban/{name}/ban-goc/1/99.webp").status_code == 404
    assert httpx.get(f"{reader}/van-ban/{name}/ban-goc/1/1.webp?phan=9-9-1-1").status_code == 400
    assert httpx.get(f"{reader}/van-ban/khong-co/ban-goc").status_code == 404


def test_a_page_of_a_real_scan_is_shown(shared: Path, tmp_path: Path) -> None:
    scan = min((shared / "data" / "pdf_scan").rglob("*.pdf"), key=lambda path: path.stat().st_size)
    ingest(tmp_path, scan)
    with serving(tmp_path) as reader:
        (name,) = documents(reader).values()
        html = httpx.get(f"{reader}/van-ban/{name}/ban-goc", timeout=30).text
        address = re.search(r'<image href="([^"]+)"', html)
        assert address
        answer = httpx.get(reader + address[1], timeout=30)
        assert answer.headers["content-type"] == "image/webp"
        assert Image.open(BytesIO(answer.content)).height > 1_000


def test_what_was_written_by_hand_is_shown_as_a_picture(
    page: Page, shared: Path, tmp_path: Path
) -> None:
    ingest(tmp_path, shared / "data" / "pdf_scan" / "education" / "vnu_2458.pdf")
    with serving(tmp_path) as reader:
        (name,) = documents(reader).values()
        for tab in ("", "?the=kiem-tra"):
            page.goto(f"{reader}/van-ban/{name}{tab}")
            crop = page.locator(".crop img").first
            crop.scroll_into_view_if_needed()
            crop.evaluate("one => one.decode()")
            address = crop.get_attribute("src") or ""
            assert "phan=" in address
            drawn = Image.open(BytesIO(httpx.get(reader + address, timeout=30).content))
            assert drawn.width > 3 * drawn.height > 60
            assert drawn.convert("L").getextrema()[0] < 90, "nothing is written there"
        page.goto(f"{reader}/van-ban/{name}")
        signatures = page.locator("dt", has_text="Chữ ký số").locator("xpath=..").inner_text()
        assert "Đại học Quốc gia Hà Nội" in signatures
        assert "06/6/2024" in signatures or "6/6/2024" in signatures
        assert said(reader, name)["header"]["issued_on"] == "2024"
