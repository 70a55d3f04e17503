"""However search is away, the reader says so, names the fault and still shows documents."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from extract.catalogue import say
from index.library import Library
from index.settings import Settings
from search_ui.app import create_app
from tests.index.elasticsearch_server import Server
from tests.index.faulty_network import faulty_network
from tests.index.index_run import Run


@pytest.fixture(params=["silent", "overloaded", "certificate", "denied", "red", "no_index"])
def fault(request: pytest.FixtureRequest) -> str:
    """Why search is away: a key of the catalogue under ``engine.``."""
    return str(request.param)


@pytest.fixture
def given(fault: str, request: pytest.FixtureRequest) -> Iterator[dict[str, object]]:
    """Settings of a reader whose server has this fault."""
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    mine: dict[str, object] = {"elasticsearch_prefix": prefix}
    if fault == "silent":
        yield mine | {"elasticsearch": "http://127.0.0.1:9"}
    elif fault in ("certificate", "denied"):
        guarded: Server = request.getfixturevalue("guarded_server")
        trusted = {"elasticsearch_ca": guarded.certificate} if fault == "denied" else {}
        yield mine | {"elasticsearch": guarded.address} | trusted
    elif fault == "overloaded":
        with faulty_network(request.getfixturevalue("elasticsearch")) as network:
            network.faults = {"": ["overloaded"] * 1000}  # whatever is asked for
            yield mine | {"elasticsearch": network.address}
    else:
        address = request.getfixturevalue("elasticsearch")
        yield mine | {"elasticsearch": address}
        with Elasticsearch(address) as client:
            client.indices.delete(index=f"{prefix}-*")


@pytest.fixture
def reader(
    fault: str, given: dict[str, object], tmp_path: Path
) -> Iterator[tuple[TestClient, str]]:
    """The reader over three stored documents, and the slug of the first."""
    run = Run(Settings(data=tmp_path, engine="elasticsearch", **given), 3)
    if fault == "red":
        run.go()
        with Elasticsearch(run.settings.elasticsearch) as client:
            client.indices.close(index=f"{run.settings.elasticsearch_prefix}-*")
    with TestClient(create_app(Library(run.settings, run.ledger, run.engine))) as client:
        yield client, next(row.slug for row in run.ledger.documents() if row.title == "Kế hoạch 0")
    run.close()


def test_the_reader_names_the_fault_and_shows_documents(
    fault: str, reader: tuple[TestClient, str]
) -> None:
    client, document = reader
    asked = client.get("/tim?q=Kế hoạch 0")
    assert asked.status_code == 503
    assert "chưa trả lời" in asked.text
    assert f"/van-ban/{document}" in asked.text  # found by its title in the ledger
    assert client.get("/api/v1/search?q=Kế hoạch 0").status_code == 503
    assert say(f"engine.{fault}", "vi", detail="…").split(" (")[0] in client.get("/nguon").text
    shown = client.get(f"/van-ban/{document}", follow_redirects=True)
    assert shown.status_code == 200
    assert "Trường thứ 0 dạy học." in shown.text
    assert client.get("/").status_code == 200
