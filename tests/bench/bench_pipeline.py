"""``make bench-pipeline``: documents and megabytes a second for read, annotate and index, and how
long a search takes, on the real texts; memory of the whole process.

Megabytes are UTF-8 bytes of text. Seconds are CPU seconds of one thread, but for publish and
search, which are wall seconds (the engine has threads of its own).
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from extract import annotate as annotating
from extract.bodies import find_bodies
from extract.deadlines import find_deadlines
from extract.model import Document, Source
from extract.passages import find_passages
from extract.reading import read
from extract.references import find_references
from extract.targets import find_targets
from extract.times import find_times
from index.engines import open_engine
from index.ledger import Ledger
from index.library import Library
from index.query import Query
from index.records import DocumentRecord
from index.rows import document_rows
from index.settings import Settings
from tests.bench.corpus import texts

QUERIES = (
    "chuyển đổi số", "học phí", "giáo viên mầm non", '"dạy thêm"', "24/2021/NĐ-CP",
    "giao duc nghe nghiep", "tuyển sinh đại học", "loại:\"Thông tư\" tiếng Anh", "bồi dưỡng",
    "kiểm định chất lượng giáo dục", "dẫn:115/2020/NĐ-CP", "viên chức năm:2021..2024",
)  # fmt: skip
STEPS: tuple[tuple[str, Callable[[Document], object]], ...] = (
    ("references", find_references),
    ("times", find_times),
    ("bodies", find_bodies),
    ("deadlines", find_deadlines),
    ("targets", find_targets),
    ("passages", find_passages),
)


def _report(step: str, seconds: float, documents: int, size: int) -> None:
    print(
        f"{step:<12} {documents / seconds:>9.1f} docs/s {size / 1e6 / seconds:>8.2f} MB/s"
        f" {seconds:>8.1f} s"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(step: str, items: Iterable[Document], work: Callable[[Document], object]) -> None:
    seconds, count, size = 0.0, 0, 0
    for document in items:
        start = time.process_time()
        work(document)
        seconds += time.process_time() - start
        count += 1
        size += len(document.text.encode())
    _report(step, seconds, count, size)


def _read(limit: int | None) -> list[Document]:
    sources = [(name, text.encode()) for name, text in texts()][:limit]
    documents = []
    start = time.process_time()
    for name, data in sources:
        reading = read(data, Source(name=name + ".txt"))
        if reading.document is not None:
            documents.append(reading.document)
    seconds = time.process_time() - start
    _report("read", seconds, len(sources), sum(len(data) for _, data in sources))
    return documents


def _record(document: Document) -> DocumentRecord:
    identity = hashlib.sha256(document.source.encode()).hexdigest()[:12]
    header = document.header
    return DocumentRecord(
        id=identity,
        slug=identity,
        url=document.source,
        portal=None,
        title=header.title.value,
        number=header.number.value,
        type=header.type.value,
        issuer=header.issuer.value,
        place=header.place.value,
        issued_on=header.issued_on.value,
        version=1,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _index(documents: list[Document], folder: Path) -> Library:
    settings = Settings(data=folder)
    engine, ledger = open_engine(settings), Ledger.open(settings)
    size = sum(len(document.text.encode()) for document in documents)
    start = time.process_time()
    rows = [document_rows(_record(document), document) for document in documents]
    _report("rows", time.process_time() - start, len(rows), size)
    start = time.perf_counter()
    engine.publish(rows)
    _report("publish", time.perf_counter() - start, len(rows), size)
    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{'on disk':<12} {held / 1e6:>9.1f} MB")
    return Library(settings, ledger, engine)


def _search(library: Library, rounds: int) -> None:
    times = []
    for _ in range(rounds):
        for words in QUERIES:
            start = time.perf_counter()
            library.search(Query(words, facets=True))
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{'search':<12} p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms"
        f" ({len(times)} searches with facets and sentences)"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only the first N documents")
    limit = parser.parse_args().limit
    documents = _read(limit)
    print(f"{'memory':<12} {_peak():>9.0f} MB after read")
    annotated = [annotating.annotate(document) for document in documents[:50]]  # warm
    for step, work in STEPS:
        _timed(step, documents if step == "references" else annotated, work)
    annotated = []
    start = time.process_time()
    annotated = [annotating.annotate(document) for document in documents]
    size = sum(len(document.text.encode()) for document in documents)
    _report("annotate", time.process_time() - start, len(documents), size)
    print(f"{'memory':<12} {_peak():>9.0f} MB after annotate")
    with tempfile.TemporaryDirectory() as folder:
        library = _index(annotated, Path(folder))
        _search(library, rounds=10)
        library.close()
    print(f"{'memory':<12} {_peak():>9.0f} MB at the end")


if __name__ == "__main__":
    main()
