"""Every page: its frame, its size, its headers, its errors; foreign text stays text."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from index.settings import Settings
from tests.search_ui.conftest import ingest, reading

LARGEST = 60_000  # bytes of a page, compressed
PLAN = "/van-ban/3461-kh-ubnd-binh-thuan-2023"
PAGES = (
    "/",
    "/?nay=1",
    "/tim",
    "/tim?q=chuyển đổi số",
    "/tim?q=19%25",
    "/tim?q=chi+thi+34",
    "/tim?phan=shortcoming",
    "/tim?q=(&xem=3461-kh-ubnd-binh-thuan-2023",
    PLAN,
    f"{PLAN}?doan=10-60",
    f"{PLAN}?khung=1",
    f"{PLAN}/ban-goc",
    f"{PLAN}/ban-goc?doan=10-60",
    *(f"{PLAN}?the={tab}" for tab in ("dan-di", "dan-boi", "chi-tieu", "giao-viec")),
    *(f"{PLAN}?the={tab}" for tab in ("kiem-tra", "ban-luu")),
    f"{PLAN}?the=dan-di&co-quan=Chính phủ",
    "/so-hieu/24-2021-nd-cp",
    "/so-hieu/24/2021/NĐ-CP",
    "/lich",
    "/lich?qua=1",
    "/lich?den=2023-12-31&do-ro=mo-ho",
    "/giao-viec",
    "/chi-tieu",
    "/chi-tieu?gia-tri=19%25",
    "/so-sanh",
    "/so-sanh?a=quang-binh&b=binh-thuan&chu-de=chuyen-doi-so",
    "/nguon",
    "/chua-biet",
    "/kiem-tra",
    "/api",
)


class Outline(HTMLParser):
    """What assistive technology meets on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[list[str]] = []  # the words of each link
        self._in_link = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self._in_link = True
            self.links.append([given.get("aria-label") or given.get("title") or ""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._in_link:
            self.links[-1].append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [given for tag, given in self.tags if tag in tags]


@pytest.fixture(scope="module")
def client(seeds_reader: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=seeds_reader, timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) < LARGEST
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = Outline(answer.text)
    assert page.all("html")[0]["lang"] == "vi"
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert not page.all("script", "iframe", "style")
    assert not [given for _, given in page.tags if "style" in given or "onclick" in given]
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert page.all("a")[0]["href"] == "#main", "the first link skips to the text"
    labelled = {given.get("for") for given in page.all("label")}
    for field in page.all("input", "select", "textarea"):
        assert field.get("type") == "hidden" or field.get("id") in labelled, field
    for given in (given for _, given in page.tags if "aria-labelledby" in given):
        assert set((given["aria-labelledby"] or "").split()) <= set(page.ids)
    for given in page.all("th"):
        assert given.get("scope") or path.startswith("/van-ban"), "a heading cell without scope"
    assert all("".join(words).strip() for words in page.links), "a link without words"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1


@pytest.mark.parametrize("path", ["/", "/tim?q=giáo dục", PLAN, "/lich", "/so-hieu/24-2021-nd-cp"])
def test_english_is_carried_along(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"lang": "en"} | dict(httpx.URL(path).params))
    assert '<html lang="en">' in answer.text
    inner = re.findall(r'href="(/(?!static|api|opensearch)[^"#]*)"', answer.text)
    ours = [link for link in inner if not re.search(r"\.(csv|bib)|/ban-luu/\d", link)]
    other = [link for link in ours if "lang=en" not in link]
    assert len(set(other)) == 1, "only the link to the Vietnamese page has no language"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/khong-co", 404, "/khong-co"),
        ("/van-ban/khong-co", 404, "/van-ban/khong-co"),
        ("/so-hieu/99999-qd-ttg", 404, "99999-qd-ttg"),
        (f"{PLAN}?doan=9-3", 400, "doan"),
        (f"{PLAN}?doan=1-99999999", 400, "nằm ngoài"),
        (f"{PLAN}?the=khac", 400, "khac"),
        ("/tim?nam=hai", 400, "nam"),
        ("/tim?trang=-1", 400, "trang"),
        (f"/tim?trang=0000000001{'1' * 5000}", 400, "trang"),
        ("/lich?den=31.12.2023", 400, "31.12.2023"),
        ("/lich?den=30/02/2023", 400, "30/02/2023"),
        ("/lich?do-ro=xyz", 400, "mo-ho"),
        ("/lich?tu=2024-01-02&den=2023-12-31", 400, "02/01/2024"),
        ("/tim?tu=2024-01-02&den=2023-12-31", 400, "31/12/2023"),
        ("/chi-tieu?gia-tri=nhiều", 400, "gia-tri"),
        (f"{PLAN}/ban-luu/99999", 404, "ban-luu"),
    ],
)
def test_errors_say_what_is_wrong(client: httpx.Client, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    alert = re.search(r'role="alert"><p>(.*?)</p>', answer.text)
    assert alert is not None
    assert words in alert[1]


def test_a_place_without_documents_is_not_said_to_be_silent(client: httpx.Client) -> None:
    page = client.get("/so-sanh?a=ha-giang&b=binh-thuan&chu-de=chuyen-doi-so").text
    column = page[page.index('id="c-1"') : page.index('id="c-2"')]
    assert ">Hà Giang</h2>" in column
    assert "Kho chưa có văn bản nào của nơi này." in column
    assert "không nêu số" not in column


def test_a_bad_query_names_its_place(client: httpx.Client) -> None:
    answer = client.get("/tim", params={"q": 'giáo dục "chưa đóng'})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "<code>giáo dục <mark>" in answer.text


def test_why_a_hit_is_where_it_is(client: httpx.Client) -> None:
    page = client.get("/tim", params={"q": "chuyển đổi số", "giai-thich": 1}).text
    found = client.get("/api/v1/search", params={"q": "chuyển đổi số", "explain": "true"}).json()
    scores = re.findall(r"Điểm ([\d,]+) = văn bản ([\d,]+) \+ câu sát nhất ([\d,]+)", page)
    assert len(scores) == len(found["hits"]) > 1
    for said, parts in zip(scores, map(json.loads, found["explanation"]), strict=True):
        for words, name in zip(said, ("score", "document", "best_sentence"), strict=True):
            assert abs(float(words.replace(",", ".")) - parts[name]) < 0.06
    assert re.search(r"<li>Chữ trong văn bản: [\d,]+ \(“[^”]+” [\d,]+,", page)


def test_raw_bytes_leave_only_as_a_download(client: httpx.Client, shared: Path) -> None:
    page = client.get(f"{PLAN}?the=ban-luu").text
    link = re.search(rf'href="({PLAN}/ban-luu/\d+)"', page)
    assert link is not None
    answer = client.get(link[1])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert hashlib.sha256(answer.content).hexdigest() in page
    assert answer.content == next(shared.glob("seeds/004_*.txt")).read_bytes()


@pytest.mark.parametrize(
    "path",
    ["/tim.csv?q=giáo dục", f"{PLAN}/dan-di.csv", "/chi-tieu.csv", "/giao-viec.csv"],
)
def test_spreadsheets_open_in_vietnamese(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith("\ufeff".encode())
    assert "Câu gốc" in answer.text.splitlines()[0]


def test_other_shapes(client: httpx.Client) -> None:
    feed = client.get("/tim.atom", params={"q": "giáo dục"})
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == client.get("/tim.json?q=giáo dục").json()["total"]
    assert client.get(f"{PLAN}/dan-di.bib").text.count("@misc{") > 30
    calendar = client.get("/lich.ics").text
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75


def test_a_number_nobody_names_is_said_to_be_unknown(client: httpx.Client) -> None:
    page = client.get("/tim", params={"q": "987/QĐ-TTg"}).text
    assert "mang hay dẫn số hiệu “987/QĐ-TTg”" in page
    assert "số hiệu “" not in client.get("/tim", params={"q": "xyzzy"}).text


def test_a_law_is_offered_by_its_name(client: httpx.Client) -> None:
    page = client.get("/tim", params={"q": "luat giao duc 2019"}).text
    assert re.search(r'href="/so-hieu/43-2019-qh14">Luật Giáo dục 2019 số 43/2019/QH14</a>', page)


def test_the_address_of_a_calendar_keeps_the_filters(client: httpx.Client) -> None:
    page = client.get("/lich", params={"noi": "Quảng Bình", "do-ro": "mo-ho", "qua": 1}).text
    (address,) = re.findall(r'class="select-all">([^<]+/lich\.ics[^<]*)<', page)
    answer = client.get(html.unescape(address))
    assert answer.text.count("BEGIN:VEVENT") == page.count('<li class="duty">') > 0


HOSTILE = (
    "<script>alert(1)</script> KẾ HOẠCH\n\n"
    "Thực hiện <img src=x onerror=alert(2)> Nghị định số 24/2021/NĐ-CP"
    ' ngày 23/3/2021 của Chính phủ"><svg onload=alert(3)>.\n'
    '=HYPERLINK("http://example.org") theo Thông tư số 32/2018/TT-BGDĐT.\n'
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data, folder = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("files")
    (folder / "<b>ten.txt").write_text(HOSTILE, encoding="utf-8")
    ingest(data, folder / "<b>ten.txt")
    with reading(data, raising=False) as client:
        yield client


def test_foreign_text_never_becomes_markup(hostile: TestClient) -> None:
    found = hostile.get("/api/v1/search", params={"q": "HOẠCH"}).json()["hits"]
    name = found[0]["document"]["slug"] or found[0]["document"]["id"]
    paths = [
        f"/van-ban/{name}",
        f"/van-ban/{name}?doan=0-60",
        f"/van-ban/{name}?the=dan-di",
        f"/van-ban/{name}?the=ban-luu",
        "/tim?q=alert",
        "/tim?q=<script>alert(9)</script>",
        "/so-hieu/24-2021-nd-cp",
        "/",
        "/nguon?x=<script>",
        "/<script>alert(9)</script>",
        "/so-sanh?a=<script>&b=<script>&chu-de=<script>",
        "/lich?noi=<script>&don-vi=<script>",
    ]
    for path in paths:
        text = hostile.get(path).text
        for tag in ("<script", "<img", "<svg onload", "<b>ten"):
            assert tag not in text, (path, tag)
    table = hostile.get(f"/van-ban/{name}/dan-di.csv").text
    assert "\n=" not in table
    assert ",=" not in table
    assert "'=HYPERLINK" in table or "=HYPERLINK" not in table


def test_a_pasted_text_is_checked_and_escaped(hostile: TestClient) -> None:
    text = "Theo <b>Nghị định số 24/2021/NĐ-CP ngày 25/3/2021</b> và Quyết định số 987/QĐ-TTg."
    page = hostile.post("/kiem-tra", data={"text": text}).text
    assert "<b>Nghị" not in page
    assert "25/3/2021; kho ghi ngày 23/3/2021" in page
    assert "chưa gặp trong kho" in page
    assert hostile.post("/kiem-tra", data={"text": "a" * 200_001}).status_code == 400


def test_no_address_leads_elsewhere(hostile: TestClient) -> None:
    for path in ("//example.org", "/tim?q=//example.org/1", "/so-hieu//example.org"):
        answer = hostile.get(path, follow_redirects=False)
        assert "example.org" not in answer.headers.get("location", "")


def test_documents_are_read_while_search_is_down(seeds_data: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    (tmp_path / "ledger.sqlite").write_bytes((seeds_data / "ledger.sqlite").read_bytes())
    settings.index_folder.mkdir()
    (settings.index_folder / "current").write_text("of another version", encoding="ascii")
    with reading(tmp_path) as client:
        down = client.get("/tim?q=giáo dục")
        assert down.status_code == 503
        assert "chưa trả lời" in down.text
        by_number = client.get("/tim?q=3461/KH-UBND").text
        assert f'<h3><a href="{PLAN}">' in by_number
        assert by_number.count("<h3>") == 1
        assert client.get("/lich").text.count("<h3><a href") == 5
        api = client.get("/api/v1/search?q=giáo")
        assert api.status_code == 503
        assert api.json()["error"]["key"] == "page.error.engine"
        page = client.get(PLAN)
        assert page.status_code == 200
        assert "quản trị trường học" in page.text
        assert "chưa trả lời" in page.text
        assert f'<a href="{PLAN}">' in client.get("/").text
        assert "chưa trả lời" in client.get("/nguon").text


def test_what_is_not_known_is_counted_over_everything(client: httpx.Client) -> None:
    page = client.get("/chua-biet?truong=place").text
    count = re.search(r"Tỉnh, thành phố</a><span class=\"count\">(\d+)<", page)
    assert count is not None
    assert page.count("<h3>") == int(count[1]) == 1
    assert "giao ban Ngành quý I" in page
    findings = client.get("/chua-biet").text
    assert findings.count('class="badge finding"') == 2
    assert client.get("/chua-biet?truong=tac-gia").status_code == 400


def test_a_page_says_how_many_it_counts_where_there_are_more(
    samples_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caps = {
        "/giao-viec?lang=en": (
            "names of bodies with most",
            "search_ui.routes.deadlines.MOST_LEADS",
        ),
        "/chua-biet?lang=en": ("only 1 are compared", "search_ui.routes.sources._COMPARED"),
    }
    with reading(samples_data) as reader:
        for path, (words, cap) in caps.items():
            assert words not in reader.get(path).text
            monkeypatch.setattr(cap, 1)
            assert words in reader.get(path).text


def test_what_is_known_of_a_document_does_not_run_together(client: httpx.Client) -> None:
    for path in ("/tim", "/lich?qua=1", PLAN, f"{PLAN}?the=dan-di", "/so-hieu/2457-qd-bgddt"):
        page = client.get(path).text
        metas = re.findall(r'<p class="meta">(.*?)</p>', page, re.DOTALL)
        assert metas
        assert not [one for one in metas if "</span><span" in one], path
