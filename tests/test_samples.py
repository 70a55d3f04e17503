"""The sample portal: the same bytes each time, true to its texts, and its server's manners."""

from __future__ import annotations

import urllib.error
import urllib.request
import zipfile
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.samples.build import build
from tests.samples.server import COOKIE, PortalServer, serving

SAMPLES = Path(__file__).parent / "samples"
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal at the first harvest."""
    folder = tmp_path_factory.mktemp("first")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal at the second harvest."""
    folder = tmp_path_factory.mktemp("second")
    build(folder, harvest=2)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _get(server: PortalServer, path: str, **fields: str) -> tuple[int, bytes, dict[str, str]]:
    names = {name.replace("_", "-"): value for name, value in fields.items()}
    request = urllib.request.Request(server.address + path, headers=names)
    answer: HTTPResponse | urllib.error.HTTPError
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status or 0, answer.read(), dict(answer.headers.items())


def _text(folder: Path, address: str) -> str:
    file = folder / address.lstrip("/")
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return " ".join(" ".join(pages).split())
    tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
    main = tree.css_first("main")
    assert main is not None
    return " ".join(main.text(separator=" ").split())


def _named(body: str, text: str) -> bool:
    """Whether ``text`` names the body, in full or with the usual abbreviation."""
    return body in text or body.replace("Ủy ban nhân dân", "UBND") in text


def test_same_texts_give_the_same_bytes(first: Path, tmp_path: Path) -> None:
    build(tmp_path)
    assert _files(first) == _files(tmp_path)


def test_between_harvests_only_two_pages_change(first: Path, second: Path) -> None:
    before, after = _files(first), _files(second)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    told = EXPECTED["second_harvest"]
    assert changed == {
        address.lstrip("/") for address in told["new_versions"] + told["only_furniture_changed"]
    }
    news = told["only_furniture_changed"][0]
    texts = []
    for folder in (first, second):
        tree = LexborHTMLParser((folder / news.lstrip("/")).read_text(encoding="utf-8"))
        article = tree.css_first("article.tin")
        assert article is not None
        texts.append(article.text())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("told", EXPECTED["documents"], ids=lambda told: told["address"])
def test_what_is_expected_stands_in_the_text(
    told: dict[str, Any], first: Path, second: Path
) -> None:
    if told.get("needs_ocr"):
        return  # an image; its text is judged where it is read
    text = _text(first, told["address"])
    for number in told["references"]:
        assert number in text, number
    for deadline in told.get("deadlines", []):
        assert deadline["text"] in text
        assert _named(deadline["lead"], text)
    later = _text(second, told["address"])
    for deadline in told.get("second_deadlines", []):
        assert deadline["text"] in later
    for name in ("number", "signer", "title"):
        assert (told["header"].get(name) or "") in text


def test_plan_and_its_docx_have_the_same_words(first: Path) -> None:
    plan = next(told for told in EXPECTED["documents"] if "also" in told)
    with zipfile.ZipFile(first / plan["also"].lstrip("/")) as archive:
        xml = (
            archive.read("word/document.xml").decode() + archive.read("word/footnotes.xml").decode()
        )
    for number in plan["references"]:
        assert number in xml
    assert "III." not in xml  # the numbers are automatic


def test_scan_has_no_text_layer(first: Path) -> None:
    document = pypdfium2.PdfDocument(first / "tep/qd-2091-ubnd.pdf")
    assert len(document) == 1
    assert document[0].get_textpage().count_chars() == 0


def test_three_pages_of_listing_lead_to_all_documents(first: Path) -> None:
    with serving(first) as server:
        address: str | None = "/van-ban/"
        found: list[str] = []
        pages = 0
        while address:
            status, page, _ = _get(server, address)
            assert status == 200
            pages += 1
            tree = LexborHTMLParser(page)
            found += [node.attributes["href"] or "" for node in tree.css("tr.muc .trich-yeu a")]
            following = tree.css_first(".phan-trang a[rel=next]")
            address = following.attributes["href"] if following else None
    assert pages == 3
    told = {item.get("page", item["address"]) for item in EXPECTED["documents"]}
    assert {path for path in told if path.startswith("/van-ban/")} <= set(found)
    assert len(found) == len(set(found)) == 13


def test_unchanged_page_answers_304_by_either_validator(first: Path) -> None:
    with serving(first) as server:
        _, body, fields = _get(server, "/van-ban/qd-1806-ubnd.html")
        assert body
        assert fields["Content-Type"] == "text/html; charset=utf-8"
        status, body, _ = _get(server, "/van-ban/qd-1806-ubnd.html", If_None_Match=fields["ETag"])
        assert (status, body) == (304, b"")
        status, _, _ = _get(
            server, "/van-ban/qd-1806-ubnd.html", If_Modified_Since=fields["Last-Modified"]
        )
        assert status == 304
        status, _, _ = _get(server, "/van-ban/qd-1806-ubnd.html", If_None_Match='"other"')
        assert status == 200


def test_failures_answer_as_they_should(first: Path) -> None:
    gone, challenged, broken = (told["address"] for told in EXPECTED["failures"])
    with serving(first) as server:
        assert _get(server, gone)[0] == 404
        status, body, _ = _get(server, challenged)
        assert (status, len(body)) == (200, 177)
        assert b"D1N=" in body
        status, body, _ = _get(server, challenged, Cookie=COOKIE)
        assert "<main>" in body.decode()
        status, body, fields = _get(server, broken)
        assert (status, fields["Content-Type"]) == (200, "application/pdf")
        assert body.startswith(b"%PDF")
        assert b"%%EOF" not in body
        assert _get(server, "/../portal.yaml")[0] == 404
        assert _get(server, "/cong-mau.json")[0] == 404
        assert b"Disallow: /quan-tri/" in _get(server, "/robots.txt")[1]
