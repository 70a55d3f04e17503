"""Every page and every answer of the API is the same, whichever engine is behind it."""

from __future__ import annotations

import html
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from flows.publishing import publish
from flows.settings import FlowSettings
from index.engines import open_engine
from index.ledger import Ledger
from index.library import Library
from index.settings import Settings
from search_ui.app import create_app
from tests.samples.build import build
from tests.search_ui.conftest import ingest

PAGES = 160
BEGINNINGS = (
    "/",
    "/tim?q=kế hoạch năm học",
    "/tim?q=ke hoach&giai-thich=1",
    "/lich",
    "/giao-viec",
    "/chi-tieu",
    "/so-sanh",
    "/chua-biet",
    "/nguon",
    "/api/v1/search?q=trường học&facets=1",
    "/api/v1/status",
    "/api/v1/deadlines",
    "/api/v1/facts?kind=target",
)
OF_AN_ENGINE = re.compile(
    r"elasticsearch|tantivy|\d+[.,]\d{2,}|DTSTAMP:\w+|of_document.*|<pre.*?</pre>", re.DOTALL
)
"""The name of the engine, scores to the last digit, how it explains them, and when it was asked."""


@pytest.fixture(scope="module")
def readers(
    elasticsearch: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, TestClient]]:
    """The sample portal's texts behind the embedded engine and behind a server."""
    site, data = tmp_path_factory.mktemp("portal"), tmp_path_factory.mktemp("samples")
    build(site)
    folders = (("van-ban", "*.html"), ("tin-tuc", "*.html"), ("tep", "*"))
    places = [place for folder, names in folders for place in (site / folder).glob(names)]
    ingest(data, *sorted(place for place in places if place.name != "index.html"))
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    served = Settings(
        data=data,
        engine="elasticsearch",
        elasticsearch=elasticsearch,
        elasticsearch_prefix=prefix,
    )
    publish(Ledger.open(served), open_engine(served), FlowSettings(readers=1))
    libraries = [Library.open(settings) for settings in (Settings(data=data), served)]
    first, second = (
        TestClient(create_app(library, lambda: date(2023, 9, 21))) for library in libraries
    )
    yield first, second
    for library in libraries:
        library.close()
    with Elasticsearch(elasticsearch) as client:
        client.indices.delete(index=f"{prefix}-*")


def links(page: str) -> list[str]:
    """The addresses of our own that a page leads to."""
    found = re.findall(r'(?:href|src|action)="(/[^"#]*)', page)
    return [html.unescape(address) for address in found if not address.startswith("/static")]


def kind(address: str) -> str:
    """The first part of an address."""
    return address.split("?")[0].split("/")[1]


def test_whatever_a_page_leads_to(readers: tuple[TestClient, TestClient]) -> None:
    embedded, served = readers
    waiting, known, met = list(BEGINNINGS), set(BEGINNINGS), Counter[str]()
    while waiting and met.total() < PAGES:
        address = min(waiting, key=lambda link: met[kind(link)])  # each kind gets its turn
        waiting.remove(address)
        met[kind(address)] += 1
        first, second = embedded.get(address), served.get(address)
        assert first.status_code == second.status_code != 500, address
        if re.match("text|application/json", first.headers["content-type"]):
            texts = [OF_AN_ENGINE.sub("", answer.text) for answer in (first, second)]
            assert texts[0] == texts[1], address
            new = set(links(first.text)) - known
            waiting += sorted(new)
            known |= new
    assert met.total() == PAGES
    assert {"tim", "van-ban", "lich", "giao-viec", "chi-tieu", "api"} <= met.keys()
