"""``make bench-pipeline``: documents and megabytes a second for read, annotate and index, and how
long a search takes, on the real texts; memory of the whole process.

Megabytes are UTF-8 bytes of text. One process, one thread: what one core does.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
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
        start = time.perf_counter()
        work(document)
        seconds += time.perf_counter() - start
        count += 1
        size += len(document.text.encode())
    _report(step, seconds, count, size)


def _read(limit: int | None) -> list[Document]:
    sources = [(name, text.encode()) for name, text in texts()][:limit]
    documents = []
    start = time.perf_counter()
    for name, data in sources:
        reading = read(data, Source(name=name + ".txt"))
        if reading.document is not None:
            documents.append(reading.document)
    seconds = time.perf_counter() - start
    _report("read", seconds, len(sources), sum(len(data) for _, data in sources))
    return documents


def _index(documents: list[Document], folder: Path) -> Library:
    settings = Settings(data=folder)
    engine, ledger = open_engine(settings), Ledger.open(settings)
    start = time.perf_counter()
    rows = []
    for document in documents:
        identity = hashlib.sha256(document.source.encode()).hexdigest()[:12]
        rows.append(
            document_rows(DocumentRecord(id=identity, slug=identity, url=document.source), document)
        )
    _report(
        "rows", time.perf_counter() - start, len(rows), sum(len(d.text.encode()) for d in documents)
    )
    start = time.perf_counter()
    engine.publish(rows)
    _report(
        "publish",
        time.perf_counter() - start,
        len(rows),
        sum(len(d.text.encode()) for d in documents),
    )
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{'on disk':<12} {size / 1e6:>9.1f} MB")
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
    start = time.perf_counter()
    annotated = [annotating.annotate(document) for document in documents]
    size = sum(len(document.text.encode()) for document in documents)
    _report("annotate", time.perf_counter() - start, len(documents), size)
    print(f"{'memory':<12} {_peak():>9.0f} MB after annotate")
    with tempfile.TemporaryDirectory() as folder:
        library = _index(annotated, Path(folder))
        _search(library, rounds=10)
        library.close()
    print(f"{'memory':<12} {_peak():>9.0f} MB at the end")


if __name__ == "__main__":
    main()
