"""Writing to and asking the embedded index.

The folder holds generations; the file ``current`` names the one that is read. A generation is a
folder with one tantivy index for each collection. A rebuild fills a new generation and then changes
the name, so that readers never see half an index.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tantivy import DocAddress, Index, IndexWriter, Order, Query, Searcher, SearchResult

from index.engine import (
    Answer,
    DocumentRows,
    EngineError,
    EngineUnavailable,
    Found,
    Frequencies,
    new_generation,
)
from index.facets import facet_aggregations, read_facets
from index.plan import Plan
from index.schema import Collection, fields_digest
from index.tantivy_engine.compiler import compile_plan
from index.tantivy_engine.faults import reading, writing
from index.tantivy_engine.fields import DOCUMENT_NUMBER, document_of, schema, tantivy_document

_CURRENT = "current"
_DISTINCT, _VALUES, _TOTAL = "_distinct", "_values", "_total"
_OPENINGS = 5  # tries before the last; commits and rebuilds do not follow each other as fast
_META = "meta.json"  # tantivy writes it anew with each commit


class TantivyEngine:
    """The embedded index in ``folder``; ``memory`` is what its writer may hold, in bytes.

    Many processes may read, one may write. What ``publish`` has returned from survives the
    death of the process.
    """

    def __init__(self, folder: Path, memory: int = 128_000_000, generation: str = "") -> None:
        self._folder = folder
        self._memory = memory
        self._fixed = generation
        self._writers: dict[Collection, IndexWriter] = {}
        self._readers: dict[Collection, _Opened] = {}

    @property
    @reading()
    def name(self) -> str:
        """``tantivy:`` and the generation; an index is made when there is none."""
        return f"tantivy:{self._generation(create=True)}"

    def publish(self, documents: Iterable[DocumentRows]) -> None:
        """Replace the rows of these documents and commit."""
        writers = {collection: self._writer(collection) for collection in Collection}
        for item in documents:
            with self._writing():
                for writer in writers.values():
                    writer.delete_documents_by_term("document", item.id)
            rows = [
                (Collection.DOCUMENTS, item.document),
                *((Collection.FACTS, row) for row in item.facts),
            ]
            for collection, row in rows:  # added at once: thousands made ahead scatter the memory
                made = tantivy_document(collection, row)
                with self._writing():
                    writers[collection].add_document(made)
        with self._writing():
            for writer in writers.values():
                writer.commit()

    def remove(self, documents: Sequence[str]) -> None:
        """Take documents out and commit."""
        for collection in Collection:
            writer = self._writer(collection)
            with self._writing():
                for document in documents:
                    writer.delete_documents_by_term("document", document)
                writer.commit()

    @reading()
    def search(self, plan: Plan) -> Answer:
        """Answer a plan from what was last committed."""
        searcher = self._searcher(plan.collection)
        counted = _counted(searcher, plan)
        if not _rows_wanted(plan):
            return counted
        query = compile_plan(plan)
        result = _ordered(searcher, query, plan, plan.limit, plan.offset)
        rows = []
        for document, key, address in _with_documents(searcher, result.hits):
            explanation = str(query.explain(searcher, address).to_json()) if plan.explain else None
            score, order = (0.0, int(key)) if plan.order else (float(key), 0)
            read = partial(_payload, searcher, address)
            rows.append(Found(document, score, read, explanation, order))
        total = int(result.count or 0)  # type: ignore[attr-defined]
        return replace(counted, total=total, rows=tuple(rows))

    def search_all(self, plans: Sequence[Plan]) -> tuple[Answer, ...]:
        """Answer several plans, one after the other."""
        return tuple(map(self.search, plans))

    def every(self, plan: Plan) -> Iterator[Found]:
        """All rows that answer, of the state that is now committed."""
        with reading():
            searcher = self._searcher(plan.collection)
            result = _ordered(searcher, compile_plan(plan), plan, max(searcher.num_docs, 1))
            hits = list(_with_documents(searcher, result.hits))
        for document, key, address in hits:
            yield Found(document, 0.0, partial(_payload, searcher, address), order=int(key))

    @reading()
    def frequencies(self, words: Mapping[str, Sequence[str]]) -> Frequencies:
        """In how many documents words stand, by field."""
        searcher = self._searcher(Collection.DOCUMENTS)
        return {
            field: {word: count for word in given if (count := searcher.doc_freq(field, word))}
            for field, given in words.items()
        }

    @contextmanager
    def rebuilding(self) -> Iterator[TantivyEngine]:
        """An empty generation that becomes the current one when the block ends well."""
        generation = new_generation()
        fresh = TantivyEngine(self._folder, self._memory, generation)
        try:
            self._create(generation)
            yield fresh
        except BaseException:
            fresh.close()
            shutil.rmtree(self._folder / generation, ignore_errors=True)
            raise
        fresh.close()
        self.close()
        self._make_current(generation)
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != generation:
                shutil.rmtree(other, ignore_errors=True)

    def close(self) -> None:
        """Wait for merges that are under way and let go of the write lock."""
        with suppress(EngineError), self._writing():
            for writer in self._writers.values():
                writer.wait_merging_threads()
        self._writers.clear()
        self._readers.clear()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A writer that could not write, mostly for want of space, is of no more use."""
        try:
            with writing(self._folder):
                yield
        except EngineError:
            self._writers.clear()
            raise

    def _generation(self, *, create: bool) -> str:
        if self._fixed:
            return self._fixed
        try:
            current = (self._folder / _CURRENT).read_text(encoding="ascii", errors="replace")
            generation = current.strip()
        except FileNotFoundError:
            generation = ""
        if generation.startswith(fields_digest()):
            return generation
        if not create:
            raise EngineUnavailable("other_index" if generation else "no_index", str(self._folder))
        generation = new_generation()
        self._create(generation)
        self._make_current(generation)
        return generation

    def _create(self, generation: str) -> None:
        for collection in Collection:
            folder = self._of(generation, collection)
            folder.mkdir(parents=True)
            with writing(self._folder):
                Index(schema(collection), path=str(folder))

    def _of(self, generation: str, collection: Collection) -> Path:
        return self._folder / generation / collection.value

    def _make_current(self, generation: str) -> None:
        name = self._folder / f"{_CURRENT}.new"
        name.write_text(generation, encoding="ascii")
        name.replace(self._folder / _CURRENT)

    def _writer(self, collection: Collection) -> IndexWriter:
        if collection not in self._writers:
            with reading():
                folder = self._of(self._generation(create=True), collection)
                index = Index.open(str(folder))
            with writing(self._folder):
                self._writers[collection] = index.writer(self._memory // 2, num_threads=1)
        return self._writers[collection]

    def _searcher(self, collection: Collection) -> Searcher:
        for _ in range(_OPENINGS):
            with suppress(ValueError, FileNotFoundError):  # a writer cleared files away meanwhile
                return self._as_committed(collection).searcher()
        return self._as_committed(collection).searcher()

    def _as_committed(self, collection: Collection) -> Index:
        generation = self._generation(create=False)
        folder = self._of(generation, collection)
        committed = (folder / _META).stat().st_mtime_ns
        known = self._readers.get(collection)
        if known is None or known.generation != generation:
            known = _Opened(generation, committed, _opened(folder))
        elif known.committed != committed:
            # An index opened anew would map every file again and find none of its pages.
            known.index.reload()
            known = _Opened(generation, committed, known.index)
        self._readers[collection] = known
        return known.index


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that is read, as of a commit."""

    generation: str
    committed: int  # time of the commit, or of one before it
    index: Index


def _opened(folder: Path) -> Index:
    index = Index.open(str(folder))
    index.config_reader("manual")
    index.reload()
    return index


def _ordered(
    searcher: Searcher, query: Query, plan: Plan, limit: int, offset: int = 0
) -> SearchResult:
    order = Order.Asc if plan.ascending else Order.Desc
    return searcher.search(
        query, limit=limit, offset=offset, order_by_field=plan.order, order=order
    )


def _with_documents(
    searcher: Searcher, hits: Sequence[tuple[float, DocAddress]]
) -> Iterator[tuple[str, float, DocAddress]]:
    """Hits with the ids of their documents before them."""
    numbers = searcher.fast_field_values(DOCUMENT_NUMBER, [address for _, address in hits])
    for number, (key, address) in zip(numbers, hits, strict=True):
        yield document_of(int(number or 0)), key, address


@reading()
def _payload(searcher: Searcher, address: DocAddress) -> bytes:
    return bytes(searcher.doc(address).get_first("payload") or b"")


def _rows_wanted(plan: Plan) -> bool:
    return plan.limit > 0 and not plan.values


def _counted(searcher: Searcher, plan: Plan) -> Answer:
    """An answer without rows; their number is counted where none are wanted."""
    wanted = facet_aggregations(plan)
    if plan.distinct:
        wanted[_DISTINCT] = {"cardinality": {"field": plan.distinct}}
    if plan.values:
        most = plan.offset + plan.limit
        order = {"size": most, "segment_size": most, "order": {"_key": "asc"}}
        wanted[_VALUES] = {"terms": {"field": plan.values, **order}}
    if not _rows_wanted(plan):
        wanted[_TOTAL] = {"value_count": {"field": DOCUMENT_NUMBER}}
    if not wanted:
        return Answer(0, (), {})
    counted = searcher.aggregate(compile_plan(plan, scored=False), wanted)
    total = 0 if _rows_wanted(plan) else int(counted[_TOTAL]["value"])
    distinct = int(counted[_DISTINCT]["value"]) if plan.distinct else 0
    values = counted[_VALUES]["buckets"][plan.offset :] if plan.values else ()
    numbers = tuple(int(bucket["key"]) for bucket in values)
    return Answer(total, (), read_facets(plan, counted), distinct, numbers)
