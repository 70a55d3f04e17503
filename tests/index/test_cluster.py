"""What becomes of a run and of its readers when a cluster of two real servers loses one of them."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from flows.progress import Event
from index.engines import open_engine
from index.settings import Settings
from tests.index.conftest import obtained
from tests.index.elasticsearch_server import Server, cluster
from tests.index.index_run import EVERYTHING, Run, until


@pytest.fixture(scope="module")
def nodes() -> Iterator[tuple[Server, Server]]:
    """A cluster of two; only the first can be its master."""
    with ExitStack() as stack:
        yield obtained(stack, cluster())


@pytest.fixture
def run(nodes: tuple[Server, Server], tmp_path: Path) -> Iterator[Run]:
    """A run of two hundred documents over both nodes: two shards, each on both."""
    settings = Settings(
        data=tmp_path,
        engine="elasticsearch",
        elasticsearch=", ".join(node.address for node in nodes),
        elasticsearch_prefix=f"test-{uuid.uuid4().hex[:8]}",
        elasticsearch_shards=2,
        elasticsearch_replicas=1,
    )
    made = Run(settings, 200)
    yield made
    made.close()


@contextmanager
def readers(settings: Settings) -> Iterator[list[int]]:
    """Four readers who never stop asking; the totals they were told, in order for each."""
    engine, ended, totals = open_engine(settings), threading.Event(), []

    def read() -> None:
        while not ended.wait(0.01):
            totals.append(engine.search(EVERYTHING).total)

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read) for _ in range(4)]
        try:
            yield totals
        finally:
            ended.set()
    engine.close()
    for each in reading:
        each.result()  # raises what a reader met


def when_half(done: Callable[[], object]) -> Callable[[Event], None]:
    """Does something beside the run, once, when it has published half of its documents."""
    once = threading.Thread(target=done)

    def heard(event: Event) -> None:
        if event.done >= 100 and once.ident is None:
            once.start()

    return heard


def held_by(node: Server, run: Run) -> int:
    """Documents that can be found in a node's own copies."""
    with Elasticsearch(node.address) as client:
        index = f"{run.settings.elasticsearch_prefix}-documents"
        counted = client.search(
            index=index, size=0, preference="_only_local", track_total_hits=True
        )
    return int(counted["hits"]["total"]["value"])


def whole(node: Server, run: Run) -> bool:
    """Whether every shard of ours is on both nodes."""
    with Elasticsearch(node.address) as client:
        health = client.cluster.health(index=f"{run.settings.elasticsearch_prefix}-*")
    return str(health["status"]) == "green"


def test_a_node_is_lost_and_comes_back(nodes: tuple[Server, Server], run: Run) -> None:
    first, second = nodes
    assert run.engine.name
    until(lambda: whole(first, run))
    with readers(run.settings) as totals:
        assert run.go(meanwhile=when_half(second.kill)) == 200
        assert run.found() == 200
    assert len(totals) > 100
    second.start()
    until(lambda: whole(first, run))
    assert held_by(first, run) == held_by(second, run) == 200


def test_without_its_master_a_cluster_answers_and_the_run_waits(
    nodes: tuple[Server, Server], run: Run
) -> None:
    first, second = nodes
    assert run.engine.name
    until(lambda: whole(first, run))
    with ThreadPoolExecutor(1) as pool:
        with readers(run.settings) as totals:
            ended = pool.submit(run.go, meanwhile=when_half(first.kill), patience=300)
            until(lambda: bool(run.waited_for), 120)
            asked = len(totals)
            until(lambda: len(totals) > asked + 40)
        first.start()  # for a moment it holds every shard back: nobody else can be the master
        assert ended.result() == 200
    assert run.waited_for <= {"red", "silent"}
    assert run.found() == 200
    until(lambda: whole(first, run))
    assert held_by(first, run) == held_by(second, run) == 200
