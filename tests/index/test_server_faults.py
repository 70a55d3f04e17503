"""What becomes of writing and reading when a real server fails, and who may do what on it."""

from __future__ import annotations

import json
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from flows.progress import Event
from index.elasticsearch_engine import ElasticsearchEngine
from index.elasticsearch_engine import engine as engine_module
from index.engine import DocumentRows, EngineUnavailable
from index.library import Library
from index.plan import Everything, Plan
from index.schema import Collection
from index.settings import Settings
from search_ui.app import create_app
from tests.index.elasticsearch_server import ADMINISTRATOR, Server
from tests.index.faulty_network import Network, faulty_network
from tests.index.index_run import EVERYTHING, Run, until
from tests.index.test_engines import document


def administrator(server: Server) -> Elasticsearch:
    """A client that may do everything."""
    return Elasticsearch(
        server.address, ca_certs=str(server.certificate), basic_auth=ADMINISTRATOR
    ).options(request_timeout=60)


def key(server: Server, role: str, prefix: str) -> str:
    """An API key with the rights of one of our roles, and no others."""
    text = (files("index") / "data" / "elasticsearch_roles.json").read_text(encoding="utf-8")
    rights = json.loads(text.replace("danchieu-*", f"{prefix}-*"))[role]
    with administrator(server) as client:
        made = client.security.create_api_key(name=role, role_descriptors={role: rights})
    return str(made["encoded"])


@pytest.fixture
def prefix(guarded_server: Server) -> Iterator[str]:
    """A prefix for the indices of one test."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    yield name
    with administrator(guarded_server) as client:
        client.indices.delete(index=f"{name}-*")


def engine_of(server: Server, prefix: str, role: str = "danchieu_writer") -> ElasticsearchEngine:
    """The engine with a key of a role."""
    return ElasticsearchEngine.connect(
        server.address,
        prefix,
        key=key(server, role, prefix),
        authority=str(server.certificate),
    )


# Who may do what ---------------------------------------------------------------------------


def test_the_writers_key_suffices_to_write_and_to_rebuild(
    guarded_server: Server, prefix: str
) -> None:
    engine = engine_of(guarded_server, prefix)
    engine.publish([document("a" * 12, "dạy học"), document("b" * 12, "dạy thêm")])
    engine.remove(["b" * 12])
    with engine.rebuilding() as fresh:
        fresh.publish([document("c" * 12, "giáo dục")])
    assert [row.payload for row in engine.search(EVERYTHING).rows] == [b"c" * 12]
    engine.close()


def test_the_readers_key_reads_and_no_more(guarded_server: Server, prefix: str) -> None:
    writer = engine_of(guarded_server, prefix)
    writer.publish([document("a" * 12, "dạy học")])
    reader = engine_of(guarded_server, prefix, "danchieu_reader")
    assert reader.search(EVERYTHING).total == 1
    assert [answer.total for answer in reader.search_all([EVERYTHING])] == [1]
    assert reader.frequencies({"exact": ["học"]}) == {"exact": {"học": 1}}
    with pytest.raises(EngineUnavailable) as refused:
        reader.publish([document("b" * 12, "dạy học")])
    assert refused.value.reason == "denied"
    with pytest.raises(EngineUnavailable) as refused, reader.rebuilding():
        pass
    assert refused.value.reason == "denied"
    other = ElasticsearchEngine.connect(
        guarded_server.address,
        f"other-{prefix}",
        key=key(guarded_server, "danchieu_reader", prefix),
        authority=str(guarded_server.certificate),
    )
    with pytest.raises(EngineUnavailable) as refused:
        other.search(EVERYTHING)
    assert refused.value.reason == "denied"
    assert writer.search(EVERYTHING).total == 1
    for engine in (writer, reader, other):
        engine.close()


def test_a_server_that_is_not_trusted_and_a_key_that_is_not_known(
    guarded_server: Server, tmp_path: Path
) -> None:
    stranger = ElasticsearchEngine.connect(guarded_server.address, "danchieu")
    with pytest.raises(EngineUnavailable) as refused:
        stranger.search(EVERYTHING)
    assert refused.value.reason == "certificate"
    no_certificate = tmp_path / "ca.pem"
    no_certificate.write_text("Không phải chứng thư.")
    misled = ElasticsearchEngine.connect(
        guarded_server.address, "danchieu", authority=str(no_certificate)
    )
    with pytest.raises(EngineUnavailable) as refused:
        misled.search(EVERYTHING)
    assert refused.value.reason == "certificate"
    assert "DANCHIEU_ELASTICSEARCH_CA" in refused.value.text("vi")
    keyless = ElasticsearchEngine.connect(
        guarded_server.address, "danchieu", authority=str(guarded_server.certificate)
    )
    with pytest.raises(EngineUnavailable) as refused:
        keyless.search(EVERYTHING)
    assert refused.value.reason == "denied"
    for engine in (stranger, misled, keyless):
        engine.close()


# Runs over a server that fails ------------------------------------------------------------


@pytest.fixture
def run(guarded_server: Server, prefix: str, tmp_path: Path) -> Iterator[Run]:
    """A run of sixty documents that has not begun."""
    settings = Settings(
        data=tmp_path,
        engine="elasticsearch",
        elasticsearch=guarded_server.address,
        elasticsearch_key=key(guarded_server, "danchieu_writer", prefix),
        elasticsearch_ca=guarded_server.certificate,
        elasticsearch_prefix=prefix,
    )
    made = Run(settings, 60)
    yield made
    made.close()


def test_a_server_killed_in_the_middle_of_a_run_and_started_again(
    guarded_server: Server, run: Run
) -> None:
    reached, killed = threading.Event(), threading.Event()

    def kill(event: Event) -> None:
        if event.done == 30 and not event.waits_for:
            reached.set()
            killed.wait()

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(run.go, patience=180, meanwhile=kill)
        assert reached.wait(60)
        guarded_server.kill()
        killed.set()
        time.sleep(2)
        guarded_server.start()
        assert run.found() >= 30  # what was acknowledged is there
        assert ended.result() == 60
    assert "silent" in run.waited_for
    assert run.found() == 60
    assert run.ledger.to_publish(run.engine.name) == ()


def test_while_the_server_is_down_the_reader_says_so_and_shows_documents(
    guarded_server: Server, run: Run
) -> None:
    run.go()
    library = Library(run.settings, run.ledger, run.engine)
    name = run.ledger.documents()[0].id
    with TestClient(create_app(library)) as client:
        guarded_server.kill()
        try:
            began = time.monotonic()
            down = client.get("/tim?q=dạy học")
            assert down.status_code == 503
            assert "chưa trả lời" in down.text
            shown = client.get(f"/van-ban/{name}")
            assert shown.status_code == 200
            assert "dạy học" in shown.text
            assert "Máy chủ tìm kiếm không trả lời" in client.get("/nguon").text
            assert client.get("/").status_code == 200
            assert time.monotonic() - began < 20  # nobody waits long for what is not there
        finally:
            guarded_server.start()
        assert client.get("/tim?q=dạy học").status_code == 200


def test_a_run_that_was_stopped_goes_on_where_it_was(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    assert len(run.ledger.to_publish(run.engine.name)) == 60
    with monkeypatch.context() as patched:
        patched.setattr(run.ledger, "published", stop)  # written, and not yet remembered
        with pytest.raises(KeyboardInterrupt):
            run.go()
    assert run.found() == 10
    assert run.go() == 60
    assert run.found() == 60


def test_a_full_disk_is_waited_for_and_read_meanwhile(
    guarded_server: Server, prefix: str, run: Run
) -> None:
    run.go(batch=60)
    run.add(range(60, 70))
    disk = "cluster.routing.allocation.disk"
    more_than_there_is = {
        f"{disk}.threshold_enabled": True,
        f"{disk}.watermark.low": "900tb",
        f"{disk}.watermark.high": "800tb",
        f"{disk}.watermark.flood_stage": "700tb",
        f"{disk}.watermark.flood_stage.frozen": "600tb",
        "cluster.info.update.interval": "10s",
    }
    enough = dict.fromkeys(more_than_there_is)
    with administrator(guarded_server) as client:
        client.cluster.put_settings(persistent=more_than_there_is)
        freed = threading.Timer(12, lambda: client.cluster.put_settings(persistent=enough))
        try:
            until(lambda: "blocks" in str(client.indices.get_settings(index=f"{prefix}-*")))
            assert run.found() == 60
            freed.start()
            assert run.go(batch=60) == 10
        finally:
            freed.join()
            client.cluster.put_settings(persistent=enough)
    assert run.waited_for == {"full"}
    assert run.found() == 70


def test_an_index_that_no_node_holds_is_waited_for(
    guarded_server: Server, prefix: str, run: Run
) -> None:
    run.go(batch=60)
    run.add(range(60, 70))
    with administrator(guarded_server) as client:
        ours = [
            guarded_server.data / "indices" / index["settings"]["index"]["uuid"]
            for index in client.indices.get(index=f"{prefix}-*").values()
        ]

    guarded_server.kill()
    for folder in ours:
        folder.rename(folder.with_suffix(".lost"))
    guarded_server.start(whole=False)
    until(lambda: unavailable(run) == "red")
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(run.go)
        until(lambda: "red" in run.waited_for)
        guarded_server.kill()
        for folder in ours:
            shutil.rmtree(folder, ignore_errors=True)
            folder.with_suffix(".lost").rename(folder)
        guarded_server.start()
        assert ended.result() == 10
    assert run.found() == 70


def test_a_closed_index_is_told(guarded_server: Server, prefix: str, run: Run) -> None:
    run.go(batch=60)
    with administrator(guarded_server) as client:
        client.indices.close(index=f"{prefix}-*")
        assert unavailable(run) == "red"
        with pytest.raises(EngineUnavailable):
            run.engine.search_all([EVERYTHING])
        client.indices.open(index=f"{prefix}-*")
    assert run.found() == 60


def unavailable(run: Run) -> str:
    """The reason for which nothing can be found."""
    with pytest.raises(EngineUnavailable) as refused:
        run.found()
    return refused.value.reason


# A network that fails ---------------------------------------------------------------------


@pytest.fixture
def network(elasticsearch: str) -> Iterator[Network]:
    """A network between us and the server."""
    with faulty_network(elasticsearch) as made:
        yield made


@pytest.fixture
def over_network(network: Network, elasticsearch: str) -> Iterator[ElasticsearchEngine]:
    """An engine that reaches its server over it."""
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    engine = ElasticsearchEngine.connect(network.address, prefix)
    yield engine
    engine.close()
    with Elasticsearch(elasticsearch) as client:
        client.indices.delete(index=f"{prefix}-*")


@pytest.mark.parametrize("fault", ["overloaded", "cut before", "cut after"])
def test_what_fails_in_passing_is_asked_for_again(
    network: Network, over_network: ElasticsearchEngine, fault: str
) -> None:
    rows = [document(f"{at:012x}", "dạy học") for at in range(20)]
    over_network.publish(rows)
    network.faults = {"_bulk": [fault], "_search": [] if fault == "overloaded" else [fault]}
    over_network.publish([*rows[5:], document("f" * 12, "dạy thêm")])
    assert over_network.search(EVERYTHING).total == 21
    assert set(network.met) == {fault}
    assert not any(network.faults.values())


def test_nobody_else_waits_for_a_server_that_is_silent(
    network: Network, elasticsearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_READING_SECONDS", 1)
    monkeypatch.setattr(engine_module, "_REST_SECONDS", 2)
    prefix = f"test-{uuid.uuid4().hex[:8]}"
    engine = ElasticsearchEngine.connect(network.address, prefix)
    engine.publish([document("a" * 12, "dạy học")])
    network.faults = {"_search": ["held"]}
    began = time.monotonic()
    with pytest.raises(EngineUnavailable) as refused:
        engine.search(EVERYTHING)
    assert refused.value.reason == "silent"
    waited = time.monotonic() - began
    for _ in range(5):
        with pytest.raises(EngineUnavailable):
            engine.search(EVERYTHING)
    assert time.monotonic() - began < waited + 0.5
    time.sleep(2)
    assert engine.search(EVERYTHING).total == 1
    engine.close()
    with Elasticsearch(elasticsearch) as client:
        client.indices.delete(index=f"{prefix}-*")


def test_an_overload_that_lasts_is_told_and_the_batch_can_be_repeated(
    network: Network, over_network: ElasticsearchEngine
) -> None:
    over_network.publish([document("a" * 12, "dạy học")])
    network.faults = {"_bulk": ["overloaded"] * 100}
    with pytest.raises(EngineUnavailable) as refused:
        over_network.publish([document("b" * 12, "dạy thêm")])
    assert refused.value.reason == "overloaded"
    network.faults = {}
    over_network.publish([document("b" * 12, "dạy thêm")])
    assert over_network.search(EVERYTHING).total == 2


def test_what_a_broken_off_batch_has_written_goes_with_the_next(
    network: Network, over_network: ElasticsearchEngine
) -> None:
    shown = document("a" * 12, "dạy học")
    network.faults = {"_refresh": ["cut before"] * 100}
    with pytest.raises(EngineUnavailable):
        over_network.publish([DocumentRows(shown.id, shown.document, 2 * shown.facts)])
    network.faults = {}
    over_network.publish([shown])
    assert over_network.search(Plan(Collection.FACTS, Everything())).total == 1
