"""How fast real articles are indexed and found.

``ARTICLES=77253 make bench-search-speed`` takes them all; the default is small enough for a run
beside other work. ``DANCHIEU_ENGINE`` and its settings choose the engine.
"""

from __future__ import annotations

import gc
import gzip
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from extract.model import Document, Header, Reference, ReferenceKind, Stated
from index.engines import open_engine
from index.ledger import Ledger
from index.library import Library
from index.query import Filters, Query, Sort
from index.records import DocumentRecord, document_id
from index.rows import document_rows
from index.settings import Settings
from tests.bench.bench_search import composed
from tests.bench.corpus import require_shared

ARTICLES = int(os.environ.get("ARTICLES", "5000"))
BATCH = 500
ROUNDS = 100  # queries of each kind
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def articles() -> Iterator[tuple[DocumentRecord, Document]]:
    """Articles of the codified law with their number, type and a reference to their source."""
    path = require_shared() / "data" / "corpus" / "phapdien_articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, ARTICLES):
            item = json.loads(line)
            yield record(item["id"]), described(item)


def described(item: dict[str, str]) -> Document:
    """An article as a document that cites the text it comes from."""
    document = composed(item["id"], item["title"], item["text"])
    number = item["so_hieu"]
    header = Header(title=Stated(item["title"]), type=Stated(item["loai"]))
    cited = Reference(
        0, 1, document.text[:1], ReferenceKind.NUMBERED, "bench", item["loai"], number
    )
    return replace(document, header=header, references=(cited,))


def record(name: str) -> DocumentRecord:
    """What the ledger would say of an article."""
    own = document_id(name)
    return DocumentRecord(own, own, name, None, None, None, None, None, None, None, 1, NOW)


def questions(titles: list[str]) -> dict[str, list[Query]]:
    """Queries of each kind, made of the words of real titles."""
    draw = random.Random(7)
    kinds: dict[str, list[Query]] = {}
    plain = [title.split() for title in titles if len(title.split()) >= 6]
    for size in range(1, 6):
        kinds[f"{size} syllables"] = [
            Query(" ".join(draw.choice(plain)[:size]), sentences=0) for _ in range(ROUNDS)
        ]
    kinds["whole title"] = [Query(" ".join(draw.choice(plain)), sentences=0) for _ in range(ROUNDS)]
    kinds["phrase of 4"] = [
        Query(f'"{" ".join(draw.choice(plain)[:4])}"', sentences=0) for _ in range(ROUNDS)
    ]
    kinds["without marks"] = [
        Query("giao duc pho thong " + draw.choice(plain)[0], sentences=0) for _ in range(ROUNDS)
    ]
    filters = Filters(type=("Nghị định", "Thông tư"))
    kinds["3 syllables, filtered"] = [
        replace(query, filters=filters) for query in kinds["3 syllables"]
    ]
    kinds["3 syllables, facets"] = [replace(query, facets=True) for query in kinds["3 syllables"]]
    kinds["3 syllables, 10 hits with sentences"] = [
        replace(query, sentences=3, limit=10) for query in kinds["3 syllables"]
    ]
    kinds["all, newest first"] = [Query("", sort=Sort.NEWEST, sentences=0)] * ROUNDS
    return kinds


def percentiles(library: Library, queries: list[Query]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        library.search(query)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)], taken[int(len(taken) * 0.99)]


def main() -> int:
    """Index the articles, then ask."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(data=Path(scratch), elasticsearch_prefix="danchieu-bench")
        engine, ledger = open_engine(settings), Ledger.open(settings)
        making = writing = 0.0
        titles: list[str] = []
        rows = size = 0
        waiting = articles()
        while batch := list(islice(waiting, BATCH)):
            start = time.perf_counter()
            made = [document_rows(*item) for item in batch]
            middle = time.perf_counter()
            engine.publish(made)
            writing += time.perf_counter() - middle
            making += middle - start
            rows += sum(1 + len(item.facts) for item in made)
            size += sum(len(document.text.encode()) for _, document in batch)
            titles += [document.header.title.value or "" for _, document in batch]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        stored = sum(path.stat().st_size for path in Path(scratch).rglob("*") if path.is_file())
        count = len(titles)
        print(f"{settings.engine}: {count} articles, {size / 1e6:.1f} MB, {rows} rows")
        print(
            f"  rows made {count / making:.0f} docs/s, written and committed "
            f"{count / writing:.0f} docs/s ({size / 1e6 / writing:.1f} MB/s), "
            f"on disk {stored / 1e6:.0f} MB, indexer {memory:.0f} MB"
        )
        library = Library(settings, ledger, engine)
        library.search(Query("giáo dục"))  # opens files, reads word lists
        gc.freeze()  # as the reader does
        for kind, queries in questions(titles).items():
            p50, p95, p99 = percentiles(library, queries)
            print(f"  {kind:36s} p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f} ms", flush=True)
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
