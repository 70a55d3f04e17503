"""Writing to and asking the embedded index.

The folder holds generations; the file ``current`` names the one that is read. A generation is a
folder with one tantivy index for each collection. A rebuild fills a new generation and then changes
the name, so that readers never see half an index.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from tantivy import DocAddress, Index, IndexWriter, Order, Query, Searcher, SearchResult

from index.engine import (
    Answer,
    DocumentRows,
    EngineBusy,
    EngineUnavailable,
    Found,
    Frequencies,
    new_generation,
)
from index.facets import facet_aggregations, read_facets
from index.plan import Plan
from index.schema import Collection, fields_digest
from index.tantivy_engine.compiler import compile_plan
from index.tantivy_engine.fields import DOCUMENT_NUMBER, document_of, schema, tantivy_document

Done = TypeVar("Done")

_CURRENT = "current"
_DISTINCT, _VALUES = "_distinct", "_values"
_OPENINGS = 5  # tries before the last; commits do not follow each other as fast
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

    def search(self, plan: Plan) -> Answer:
        """Answer a plan from what was last committed."""
        searcher = self._searcher(plan.collection)
        query = compile_plan(plan)
        limit = 0 if plan.values else plan.limit
        result = _ordered(searcher, query, plan, max(limit, 1), plan.offset)  # it refuses 0
        rows = []
        for document, key, address in _with_documents(searcher, result.hits[:limit]):
            explanation = str(query.explain(searcher, address).to_json()) if plan.explain else None
            score, order = (0.0, int(key)) if plan.order else (float(key), 0)
            read = partial(_payload, searcher, address)
            rows.append(Found(document, score, read, explanation, order))
        total = int(result.count or 0)  # type: ignore[attr-defined]
        return Answer(total, tuple(rows), *_counted(searcher, query, plan))

    def every(self, plan: Plan) -> Iterator[Found]:
        """All rows that answer, of the state that is now committed."""
        searcher = self._searcher(plan.collection)
        result = _ordered(searcher, compile_plan(plan), plan, max(searcher.num_docs, 1))
        for document, key, address in _with_documents(searcher, result.hits):
            yield Found(document, 0.0, partial(_payload, searcher, address), order=int(key))

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
            for collection in Collection:
                fresh._writer(collection)
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
        with suppress(EngineUnavailable), self._writing():
            for writer in self._writers.values():
                writer.wait_merging_threads()
        self._writers.clear()
        self._readers.clear()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A writer that could not write, mostly for want of space, is of no more use."""
        try:
            yield
        except ValueError as error:
            self._writers.clear()
            raise EngineUnavailable("unwritten", str(error)) from error

    def _generation(self, *, create: bool) -> str:
        if self._fixed:
            return self._fixed
        try:
            generation = (self._folder / _CURRENT).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            generation = ""
        if generation.startswith(fields_digest()):
            return generation
        if not create:
            raise EngineUnavailable("other_index" if generation else "no_index", str(self._folder))
        generation = new_generation()
        for collection in Collection:
            self._open(generation, collection)
        self._make_current(generation)
        return generation

    def _make_current(self, generation: str) -> None:
        name = self._folder / f"{_CURRENT}.new"
        name.write_text(generation, encoding="ascii")
        name.replace(self._folder / _CURRENT)

    def _open(self, generation: str, collection: Collection) -> Index:
        folder = self._folder / generation / collection.value
        folder.mkdir(parents=True, exist_ok=True)
        return Index(schema(collection), path=str(folder))

    def _writer(self, collection: Collection) -> IndexWriter:
        if collection not in self._writers:
            index = self._open(self._generation(create=True), collection)
            try:
                self._writers[collection] = index.writer(self._memory // 2, num_threads=1)
            except ValueError as error:
                raise EngineBusy("locked", str(self._folder)) from error
        return self._writers[collection]

    def _searcher(self, collection: Collection) -> Searcher:
        generation = self._generation(create=False)
        folder = self._folder / generation / collection.value
        try:
            committed = (folder / _META).stat().st_mtime_ns
        except FileNotFoundError:
            raise EngineUnavailable("no_index", str(folder)) from None
        known = self._readers.get(collection)
        if known is None or known.generation != generation:
            known = _Opened(generation, committed, _while_written(lambda: _opened(folder)))
        elif known.committed != committed:
            # An index opened anew would map every file again and find none of its pages.
            _while_written(known.index.reload)
            known = _Opened(generation, committed, known.index)
        self._readers[collection] = known
        return known.index.searcher()


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


def _while_written(attempt: Callable[[], Done]) -> Done:
    """What ``attempt`` gives; it fails when a writer commits and clears away meanwhile."""
    for _ in range(_OPENINGS):
        with suppress(ValueError):
            return attempt()
    return attempt()


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


def _payload(searcher: Searcher, address: DocAddress) -> bytes:
    return bytes(searcher.doc(address).get_first("payload") or b"")


def _counted(
    searcher: Searcher, query: Query, plan: Plan
) -> tuple[dict[str, tuple[tuple[str, int], ...]], int, tuple[int, ...]]:
    """What a plan counts: facets, the number of distinct values, values themselves."""
    wanted = facet_aggregations(plan)
    if plan.distinct:
        wanted[_DISTINCT] = {"cardinality": {"field": plan.distinct}}
    if plan.values:
        most = plan.offset + plan.limit
        order = {"size": most, "segment_size": most, "order": {"_key": "asc"}}
        wanted[_VALUES] = {"terms": {"field": plan.values, **order}}
    if not wanted:
        return {}, 0, ()
    counted = searcher.aggregate(query, wanted)
    distinct = int(counted[_DISTINCT]["value"]) if plan.distinct else 0
    values = counted[_VALUES]["buckets"][plan.offset :] if plan.values else ()
    return read_facets(plan, counted), distinct, tuple(int(bucket["key"]) for bucket in values)
