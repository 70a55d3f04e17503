"""How well and how fast documents are found.

``make bench-search`` scores every folder of ``../shared/data/retrieval``;
``RETRIEVAL=folder make bench-search`` scores one folder in the BEIR layout (``corpus.jsonl`` or
``corpus.jsonl.gz``, ``queries.*.jsonl``, ``qrels.*.tsv`` or ``qrels/*.tsv``), or each such folder
inside it. A folder that cannot be scored is named with its fault, the others are scored all the
same. An Elasticsearch server is found as in the tests; where none can be had, it is left out.
"""

from __future__ import annotations

import gzip
import json
import math
import os
import random
import sys
import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from extract.model import Block, BlockKind, Document, Header, Stated
from index.analysis import words
from index.elasticsearch_engine import ElasticsearchEngine
from index.engine import DocumentRows, Engine
from index.plan import AnyOf, Plan, Term
from index.query import Query
from index.records import DocumentRecord, document_id
from index.rows import document_rows
from index.schema import Collection
from index.searching import Searching
from index.stored import read_document
from index.tantivy_engine import TantivyEngine
from tests.bench.corpus import require_shared
from tests.index import elasticsearch_server

DEPTH = 10
ROUNDS = 2000  # of the bootstrap
BATCH = 500
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Ranker = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Collected:
    """One retrieval set: texts, and for each query its words and the texts that answer it."""

    name: str
    texts: dict[str, tuple[str, str]]  # title and text by id
    queries: dict[str, str]
    answers: dict[str, dict[str, int]]


class Unscorable(Exception):
    """A folder cannot be scored; the message says which file or line is at fault."""


def collected(folder: Path) -> Collected:
    """The set in a folder. Raises Unscorable."""
    texts = {
        _id(item): (item.get("title") or "", item.get("text") or "")
        for path in _some(folder, "corpus.jsonl*")
        for item in _lines(path)
    }
    queries = {
        _id(item): item.get("text") or ""
        for path in _some(folder, "queries*.jsonl*")
        for item in _lines(path)
    }
    answers: dict[str, dict[str, int]] = {}
    for path in _some(folder, "qrels*.tsv", "qrels/*.tsv"):
        for query, text, score in _judged(path):
            if score > 0:
                answers.setdefault(query, {})[text] = score
    asked = {query: text for query, text in queries.items() if query in answers}
    if not asked:
        raise Unscorable(f"no query of {len(queries)} has an answer in the qrels")
    return Collected(folder.name, texts, asked, answers)


def _some(folder: Path, *patterns: str) -> list[Path]:
    found = sorted(path for pattern in patterns for path in folder.glob(pattern))
    if not found:
        raise Unscorable(f"no {' or '.join(patterns)}")
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    for at, line in enumerate(text.decode("utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                item = json.loads(line)
            except ValueError as error:
                raise Unscorable(f"{path.name}, line {at}: {error}") from error
            if not isinstance(item, dict) or "_id" not in item:
                raise Unscorable(f"{path.name}, line {at}: no _id")
            yield item


def _id(item: dict[str, Any]) -> str:
    return str(item["_id"])  # some sets number their texts, and qrels know letters only


def _judged(path: Path) -> Iterator[tuple[str, str, int]]:
    """Query, text and grade of each line but the heading, which is the first if it has no grade."""
    for at, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        query, text, grade = [*line.split("\t"), "", ""][:3]
        try:
            yield query, text, round(float(grade))
        except ValueError as error:
            if at > 1 and line.strip():
                raise Unscorable(f"{path.name}, line {at}: no grade in {line!r}") from error


def composed(name: str, title: str, text: str) -> Document:
    """A text of a retrieval set as a document: NFC as readers make it, a block for each line."""
    title, text = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", text)
    blocks, position = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, position, position + len(line)))
        position += len(line) + 1
    header = Header(title=Stated(title)) if title else Header()
    return Document(name, text, tuple(blocks), header)


def rows(name: str, title: str, text: str) -> DocumentRows:
    """The rows of a text and its sentences."""
    document = composed(name, title, text)
    record = DocumentRecord(
        id=document_id(name),
        slug=document_id(name),
        url=name,
        portal=None,
        title=title or None,
        number=None,
        type=None,
        issuer=None,
        place=None,
        issued_on=None,
        version=1,
        created_at=NOW,
    )
    return document_rows(record, document)


def filled(engine: Engine, texts: Iterable[tuple[str, str, str]]) -> None:
    """Publish texts in batches."""
    batch: list[DocumentRows] = []
    for text in texts:
        batch.append(rows(*text))
        if len(batch) == BATCH:
            engine.publish(batch)
            batch = []
    engine.publish(batch)


def ours(engine: Engine) -> Ranker:
    """The product's own search."""
    searching = Searching(engine, longest=2000)

    def rank(query: str) -> list[str]:
        found, _ = searching.documents(Query(query, limit=DEPTH, sentences=0))
        return [card.url for hit in found.hits for card in (hit.document, *hit.copies)]

    return rank


def plain_bm25(engine: Engine) -> Ranker:
    """BM25 over lower-case syllables, any of which may match."""

    def rank(query: str) -> list[str]:
        terms = tuple(Term("exact", word.exact) for word in words(query))
        if not terms:
            return []
        found = engine.search(Plan(Collection.DOCUMENTS, AnyOf(terms), limit=DEPTH))
        return [read_document(row.payload).card.url for row in found.rows]

    return rank


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of each query, in one order."""

    ndcg: tuple[float, ...]
    reciprocal: tuple[float, ...]
    recall: tuple[float, ...]

    def line(self) -> str:
        """The means."""
        means = [sum(values) / len(values) for values in (self.ndcg, self.reciprocal, self.recall)]
        return "nDCG@10 {:.4f}  MRR@10 {:.4f}  R@10 {:.4f}".format(*means)


def scored(of: Collected, rank: Ranker) -> Scores:
    """The scores of a ranker on a set."""
    ndcg, reciprocal, recall = [], [], []
    for query, text in of.queries.items():
        wanted = of.answers[query]
        ranked = rank(text)[:DEPTH]
        gains = [wanted.get(name, 0) / math.log2(at + 2) for at, name in enumerate(ranked)]
        best = sorted(wanted.values(), reverse=True)[:DEPTH]
        ideal = sum(gain / math.log2(at + 2) for at, gain in enumerate(best))
        ndcg.append(sum(gains) / ideal)
        first = next((at for at, name in enumerate(ranked) if name in wanted), None)
        reciprocal.append(0.0 if first is None else 1 / (first + 1))
        recall.append(sum(name in wanted for name in ranked) / len(wanted))
    return Scores(tuple(ndcg), tuple(reciprocal), tuple(recall))


def chance(better: Sequence[float], worse: Sequence[float]) -> float:
    """Paired bootstrap: how often the mean difference is not positive in resampled queries."""
    draw = random.Random(0)
    differences = [a - b for a, b in zip(better, worse, strict=True)]
    size = len(differences)
    failed = sum(sum(draw.choices(differences, k=size)) <= 0 for _ in range(ROUNDS))
    return failed / ROUNDS


@contextmanager
def server() -> Iterator[str | None]:
    """The address of an Elasticsearch server, None where none can be had."""
    with ExitStack() as stack:
        address = None
        try:
            running = elasticsearch_server.running(elasticsearch_server.QUICK_TO_ANSWER)
            address = stack.enter_context(running)
        except elasticsearch_server.Unobtainable as reason:
            print(f"elasticsearch is left out: {reason}")
        yield address


def engines(folder: Path, address: str | None) -> Iterator[tuple[str, Engine]]:
    """The embedded engine, and the one on the server at ``address``."""
    yield "tantivy", TantivyEngine(folder)
    if address is not None:
        prefix = f"bench-{uuid.uuid4().hex[:8]}"
        yield "elasticsearch", ElasticsearchEngine.connect(address, prefix)
        with Elasticsearch(address) as client:
            client.indices.delete(index=f"{prefix}-*")


def folders(root: Path) -> list[Path]:
    """The retrieval sets at or directly below a folder."""
    if list(root.glob("corpus.jsonl*")):
        return [root]
    return sorted({path.parent for path in root.glob("*/corpus.jsonl*")})


def score(of: Collected, address: str | None) -> None:
    """Print what plain BM25 and each engine reach on a set."""
    print(f"{of.name}: {len(of.texts)} texts, {len(of.queries)} queries")
    with tempfile.TemporaryDirectory() as scratch:
        base: Scores | None = None
        for name, engine in engines(Path(scratch), address):
            filled(engine, ((key, *text) for key, text in of.texts.items()))
            if base is None:
                base = scored(of, plain_bm25(engine))
                print(f"  {'plain BM25':14s}{base.line()}")
            mine = scored(of, ours(engine))
            print(f"  {name:14s}{mine.line()}  p={chance(mine.ndcg, base.ndcg):.4f}", flush=True)
            engine.close()


def main() -> int:
    """Score the sets; the exit code is 2 when a folder or all there are cannot be scored."""
    given = os.environ.get("RETRIEVAL")
    root = Path(given) if given else require_shared() / "data" / "retrieval"
    sets = folders(root)
    if not sets:
        print(f"{root}: no folder here has a corpus.jsonl", file=sys.stderr)
        return 2
    failed = False
    with server() as address:
        for folder in sets:
            try:
                of = collected(folder)
            except (Unscorable, OSError, UnicodeError) as fault:
                print(f"{folder}: {fault}", file=sys.stderr)
                failed = True
            else:
                score(of, address)
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
