"""``make bench-search-speed``: how fast real articles are indexed and found, by both engines and by
a plain FTS5 table of SQLite, over the same rows and questions in one run.

``DOCUMENTS=5000`` makes it short; the default is 100,000. An Elasticsearch server is found as in
the tests; where none can be had, the embedded engine and SQLite are measured alone. Times are wall
clock, so the figures to keep are those of a quiet machine.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import active_children
from pathlib import Path

from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from flows.settings import FlowSettings
from index.batches import written
from index.encoding import unpack
from index.engine import DocumentRows, Engine
from index.engines import open_engine
from index.ledger import Ledger
from index.library import Library
from index.query import Query
from index.row_makers import Held, RowMakers
from index.rows import document_rows
from index.settings import Settings
from search_ui.app import create_app
from tests.bench.concurrent_readers import peak_memory, read_while_writing
from tests.bench.full_text_table import FullTextTable
from tests.bench.growth_plot import growth_plot
from tests.bench.speed_corpus import documents, packed, questions, shuffled
from tests.index import elasticsearch_server

DOCUMENTS = int(os.environ.get("DOCUMENTS", "100000"))
BATCH = FlowSettings().publish_batch
ROUNDS = {"tantivy": 100, "elasticsearch": 100, "fts5": 10}  # questions of each kind
MILESTONES = [size for size in (2000, 10_000, 30_000, 100_000) if size <= DOCUMENTS]
PLOT = Path(__file__).resolve().parents[2] / "docs" / "search_growth.svg"


@dataclass
class Measured:
    """One engine on its way through the bench."""

    name: str
    publish: Callable[[Iterable[DocumentRows]], None]
    search: Callable[[Query], object]
    size: Callable[[], int]  # bytes on disk
    close: Callable[[], None]
    settings: Settings | None = None  # of an engine that the library can open
    library: Library | None = None
    writing: float = 0.0
    growth: list[tuple[float, float]] = field(default_factory=list)  # rows, p50 in ms

    def write(self, makers: RowMakers, held: Sequence[Held]) -> int:
        """Write documents as an index run does; gives the number of their rows."""
        counted: list[int] = []

        def publish(rows: Iterable[DocumentRows]) -> None:
            self.publish(counting(rows, counted))

        start = time.perf_counter()
        for batch in written(publish, makers, held, BATCH):
            assert not batch.unmade
        self.writing += time.perf_counter() - start
        return sum(counted)

    def times(self, queries: Sequence[Query]) -> list[float]:
        """Milliseconds of each search, in order of length."""
        return times(self.search, queries[: ROUNDS[self.name]])


def times(search: Callable[[Query], object], queries: Iterable[Query]) -> list[float]:
    """Milliseconds of each search, in order of length."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)


def three_of(taken: Sequence[float]) -> str:
    """p50, p95 and p99 of times in order."""
    parts = [taken[int(len(taken) * share)] for share in (0.5, 0.95, 0.99)]
    return "{:10.1f}{:8.1f}{:8.1f}".format(*parts)


def measured(name: str, settings: Settings, size: Callable[[], int]) -> Measured:
    """An engine behind the library."""
    engine: Engine = open_engine(settings)
    library = Library(settings, Ledger.open(settings), engine)
    return Measured(name, engine.publish, library.search, size, library.close, settings, library)


def table(path: Path) -> Measured:
    """The table to compare with."""
    made = FullTextTable(path)
    return Measured("fts5", made.publish, made.search, lambda: folder_size(path), made.close)


def folder_size(path: Path) -> int:
    """Bytes of a file or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def server_size(address: str, prefix: str) -> int:
    """Bytes of the indices on a server."""
    with Elasticsearch(address) as client:
        stats = client.indices.stats(index=f"{prefix}-*", metric="store")
        return int(stats["_all"]["total"]["store"]["size_in_bytes"])


def forget(address: str, prefix: str) -> None:
    """Take the indices off the server."""
    with Elasticsearch(address) as client:
        names = list(client.indices.get(index=f"{prefix}-*"))
        client.indices.delete(index=names, ignore_unavailable=True)


def open_all(scratch: Path, stack: ExitStack) -> list[Measured]:
    """What is compared, each with an empty index."""
    folder = scratch / "tantivy"
    found = [measured("tantivy", Settings(data=folder), lambda: folder_size(folder / "index"))]
    try:
        server = elasticsearch_server.running(elasticsearch_server.QUICK_TO_ANSWER)
        address = stack.enter_context(server)
    except elasticsearch_server.Unobtainable as reason:
        print(f"elasticsearch is left out: {reason}")
    else:
        prefix = "danchieu-bench"
        stack.callback(forget, address, prefix)
        settings = Settings(
            data=scratch / "elasticsearch",
            engine="elasticsearch",
            elasticsearch=address,
            elasticsearch_prefix=prefix,
        )
        found.append(measured("elasticsearch", settings, lambda: server_size(address, prefix)))
    found.append(table(scratch / "fts5.sqlite"))
    return found


def build(engines: list[Measured]) -> list[str]:
    """Index all documents, asking at each milestone; gives their titles."""
    shuffled()
    known = [document for _, document in documents(DOCUMENTS)]
    titles = [document.header.title.value or "" for document in known]
    size = sum(len(document.text.encode()) for document in known)
    held = list(packed(DOCUMENTS))
    gc.freeze()  # a run does not hold them, so they shall cost it nothing
    corpus = peak_memory()  # of the documents themselves, which a run does not hold
    rows = 0
    with RowMakers(FlowSettings().readers) as makers:
        for first, behind in pairwise(sorted({0, *MILESTONES, DOCUMENTS})):
            for engine in engines:
                made = engine.write(makers, held[first:behind])
            rows += made
            three = questions(titles[:behind], 40)["3 syllables"]
            for engine in engines if behind in MILESTONES else ():
                taken = engine.times(three)
                engine.growth.append((rows, taken[len(taken) // 2]))
        helping = [peak_memory(process.pid) for process in active_children()]
    print(f"{DOCUMENTS} documents, {size / 1e6:.0f} MB of text, {rows} rows of documents and facts")
    print(f"rows made  {made_alone(held[:BATCH]):7.0f} docs/s in one process")
    for engine in engines:
        print(
            f"{engine.name:14s} {DOCUMENTS / engine.writing:6.0f} docs/s made, written and "
            f"committed, {engine.size() / 1e6:6.0f} MB on disk"
        )
    print(
        f"memory of the writer of all of them: {peak_memory() - corpus:.0f} MB, "
        f"of each process that makes rows: {max(helping, default=0):.0f} MB",
        flush=True,
    )
    return titles


def made_alone(held: Sequence[Held]) -> float:
    """Documents whose rows one process makes in a second of its time."""
    known = [(record, unpack(document)) for record, document in held]
    document_rows(*known[0])  # reads word lists
    start = time.process_time()
    for item in known:
        document_rows(*item)
    return len(known) / (time.process_time() - start)


def counting(made: Iterable[DocumentRows], counted: list[int]) -> Iterator[DocumentRows]:
    """What was made; ``counted`` is told the number of rows of each document."""
    for item in made:
        counted.append(1 + len(item.facts))
        yield item


def ask(engines: list[Measured], asked: dict[str, list[Query]]) -> None:
    """p50, p95 and p99 of every kind of question."""
    gc.freeze()  # as the reader does
    heading = "".join(f"{engine.name:>26s}" for engine in engines)
    print(f"\nms: p50, p95, p99 {heading[2:]}")
    for kind, queries in asked.items():
        cells = [three_of(engine.times(queries)) for engine in engines]
        print(f"{kind:20s}{''.join(cells)}", flush=True)


def ask_pages(engines: list[Measured], queries: Sequence[Query]) -> None:
    """p50, p95 and p99 of the page of results with facets and sentences, as the reader draws it."""
    cells = []
    for engine in engines:
        if engine.library is None:
            continue
        with TestClient(create_app(engine.library)) as client:

            def page(query: Query, client: TestClient = client) -> None:
                assert client.get("/tim", params={"q": query.text}).status_code == 200

            page(queries[0])  # loads templates
            cells.append(three_of(times(page, queries)))
    print(f"{'page of /tim':20s}{''.join(cells)}", flush=True)


def main() -> int:
    """Index, ask, and ask while indexing."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engines = open_all(scratch, stack)
        asked = questions(build(engines), max(ROUNDS.values()))
        ask(engines, asked)
        ask_pages(engines, asked["3 syllables"])
        lines = {engine.name: engine.growth for engine in engines}
        if 100_000 in MILESTONES:
            title = "Three syllables, ten results: median of 40 searches (fts5: 10)"
            PLOT.write_text(growth_plot(title, "rows in the index", "milliseconds", lines))
        for name, points in lines.items():
            told_growth = ", ".join(f"{rows:.0f} rows {ms:.1f}" for rows, ms in points)
            print(f"growth of p50, ms: {name}: {told_growth}")
        mixed = [query for queries in asked.values() for query in queries[:10]]
        for engine in engines:
            engine.close()
        opened = {engine.name: engine.settings for engine in engines if engine.settings}
        read_while_writing(opened, mixed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
