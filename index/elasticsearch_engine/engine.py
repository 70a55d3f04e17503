"""Writing to and asking an Elasticsearch server, 8.x or 9.x.

Each generation of the index has one Elasticsearch index for each collection; two aliases name those
that are read. A rebuild fills new ones and then moves both aliases at once.
"""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from itertools import chain, islice
from typing import Any, cast

from elasticsearch import ConnectionTimeout, Elasticsearch, NotFoundError, OrjsonSerializer
from elasticsearch.helpers import streaming_bulk

from index.elasticsearch_engine.compiler import compile_plan
from index.elasticsearch_engine.faults import named, refusal
from index.elasticsearch_engine.hits import answer, row
from index.elasticsearch_engine.mapping import mapping, settings
from index.engine import (
    Answer,
    DocumentRows,
    EngineError,
    EngineUnavailable,
    Found,
    Frequencies,
    Row,
    new_generation,
)
from index.plan import Plan
from index.schema import Collection, fields_digest

_DOCUMENTS_AT_ONCE = 100  # then their facts: the server writes one shard, and has a core to answer
_CHUNK_ROWS = 1000
_CHUNK_BYTES = 8_000_000
_RETRIES = 3  # of rows that the server is too busy for, after 1, 2 and 4 seconds
_BUSY = 429
_ASKED_AGAIN = (429, 500, 502, 503, 504)  # 500: a node was lost between two steps of a search
_SHARDS_AWAITED = "10s"  # for a part of the index that is on no node to come back
_READING_SECONDS = 20  # what somebody who waits for a page is made to wait
_REST_SECONDS = 5  # for which nobody else is made to wait for a server that is up and silent
_WRITING_SECONDS = 60
_PAGE, _KEPT = 5000, "2m"  # rows of an export asked for at once, and the time between two pages
_WHOLE: Any = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": False}
_CONNECTIONS = 40  # to a node; as many pages are answered at once
_IDS_AT_ONCE = 30_000  # a terms query takes 65,536

_Named = tuple[str, Row]  # a row with its name in the index


class ElasticsearchEngine:
    """The indices under ``prefix`` of a server; ``index_settings`` see ``mapping.settings``."""

    def __init__(
        self,
        client: Elasticsearch,
        prefix: str,
        index_settings: Mapping[str, Any],
        generation: str = "",
    ) -> None:
        nodes = len(client.transport.node_pool)
        self._client = client.options(
            request_timeout=_WRITING_SECONDS, max_retries=nodes + 2, retry_on_timeout=True
        )
        self._reading = client.options(
            request_timeout=_READING_SECONDS, max_retries=nodes, retry_on_status=_ASKED_AGAIN
        )
        self._prefix = prefix
        self._settings = dict(index_settings)
        self._fixed = generation
        self._checked = bool(generation)
        self._settled = False  # whether all that was written before can be found
        self._alone = nodes == 1  # of several nodes the client leaves out the one that is silent
        self._rests_until = 0.0  # on the monotonic clock

    @classmethod
    def connect(
        cls,
        address: str,
        prefix: str,
        *,
        key: str | None = None,
        authority: str | None = None,
        shards: int = 1,
        replicas: int = 0,
    ) -> ElasticsearchEngine:
        """The engine on the server at ``address``; nothing is asked of it yet.

        Several addresses, separated by commas, are nodes of one cluster: one that does not answer
        is passed over. ``key`` is an API key, ``authority`` the file of the certificate authority.
        """
        options: dict[str, Any] = {
            "api_key": key,
            "ca_certs": authority,
            "connections_per_node": _CONNECTIONS,
        }
        given = {name: value for name, value in options.items() if value is not None}
        client = Elasticsearch(address.split(","), serializer=OrjsonSerializer(), **given)
        return cls(client, prefix, settings(shards, replicas))

    @property
    def name(self) -> str:
        """``elasticsearch:`` and the generation; an index is made when there is none."""
        with named():
            return f"elasticsearch:{self._generation(create=True)}"

    def publish(self, documents: Iterable[DocumentRows]) -> None:
        """Replace the rows of these documents; new rows are written before old ones go."""
        with self._batch() as generation:
            kept: dict[str, list[str]] = {}
            given = iter(documents)
            while some := list(islice(given, _DOCUMENTS_AT_ONCE)):
                own = ((item.id, item.document) for item in some)
                self._write(generation, Collection.DOCUMENTS, own)
                facts = {item.id: _named(item) for item in some}
                self._write(generation, Collection.FACTS, chain.from_iterable(facts.values()))
                kept |= {document: [name for name, _ in of] for document, of in facts.items()}
            for part in _by_rows(kept):
                self._remove_other_facts(generation, part)

    def remove(self, documents: Sequence[str]) -> None:
        """Take documents out by id."""
        with self._batch() as generation:
            for collection in Collection:
                self._delete(generation, collection, {"terms": {"document": list(documents)}})

    def search(self, plan: Plan) -> Answer:
        """Answer a plan."""
        with self._asking():
            self._check()
            try:
                found = self._ask(plan)
            except NotFoundError:  # a rebuild dropped the index between two steps of the search
                found = self._ask(plan)
        return answer(plan, found)

    def search_all(self, plans: Sequence[Plan]) -> tuple[Answer, ...]:
        """Answer several plans in one request; where one of them fails each is asked for alone."""
        with self._asking():
            self._check()
            searches: list[dict[str, Any]] = []
            for plan in plans:
                searches += [{"index": self._asked(plan.collection), **_WHOLE}, compile_plan(plan)]
            found = self._reading.msearch(searches=searches)["responses"]
        if any("error" in each for each in found):
            return tuple(map(self.search, plans))
        return tuple(map(answer, plans, found))

    def every(self, plan: Plan) -> Iterator[Found]:
        """All rows that answer, page after page from one point in time."""
        wanted = {**compile_plan(plan), "from": 0, "size": _PAGE, "track_total_hits": False}
        wanted["sort"] = [*wanted["sort"], {"_shard_doc": "asc"}]
        with self._asking():
            self._check()
            point = self._reading.open_point_in_time(
                index=self._asked(plan.collection), keep_alive=_KEPT
            )["id"]
            try:
                while True:
                    page = self._reading.search(
                        body={**wanted, "pit": {"id": point, "keep_alive": _KEPT}},
                        allow_partial_search_results=False,
                    )
                    hits = page["hits"]["hits"]
                    yield from map(row, hits)
                    if len(hits) < _PAGE:
                        return
                    point, wanted["search_after"] = page["pit_id"], hits[-1]["sort"]
            finally:
                self._reading.close_point_in_time(id=point)

    def frequencies(self, words: Mapping[str, Sequence[str]]) -> Frequencies:
        """In how many documents words stand, by field; with several shards, about."""
        with self._asking():
            self._check()
            found = self._reading.termvectors(
                index=self._asked(Collection.DOCUMENTS),
                doc={field: " ".join(given) for field, given in words.items()},
                fields=list(words),
                term_statistics=True,
                field_statistics=False,
                positions=False,
                offsets=False,
                payloads=False,
            )
        return {
            field: {
                word: item["doc_freq"] for word, item in of["terms"].items() if "doc_freq" in item
            }
            for field, of in found["term_vectors"].items()
        }

    @contextmanager
    def rebuilding(self) -> Iterator[ElasticsearchEngine]:
        """New, empty indices to which the aliases move when the block ends well."""
        generation = new_generation()
        fresh = ElasticsearchEngine(self._client, self._prefix, self._settings, generation)
        with named():
            self._create(generation)
        try:
            yield fresh
        except BaseException:
            with suppress(EngineError), named():  # what is left is dropped by the next rebuild
                self._drop(generation)
            raise
        with named():
            self._make_current(generation)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Whoever asks soon after somebody has waited in vain is told at once."""
        if time.monotonic() < self._rests_until:
            raise EngineUnavailable("silent", self._prefix)
        try:
            with named():
                yield
        except EngineUnavailable as error:
            if self._alone and isinstance(error.__cause__, ConnectionTimeout):
                self._rests_until = time.monotonic() + _REST_SECONDS
            raise

    @contextmanager
    def _batch(self) -> Iterator[str]:
        """The generation to write to; what is written can be found when the block ends.

        So can, when it begins, what a batch that was broken off has written, here or in another
        process: only rows that can be found can be taken out.
        """
        with named():
            generation = self._generation(create=True)
            if not self._settled:
                self._refresh(generation)
            self._settled = False
            yield generation
            self._refresh(generation)
            self._settled = True

    def _ask(self, plan: Plan) -> Any:
        return self._reading.search(
            index=self._asked(plan.collection),
            body=compile_plan(plan),
            **_WHOLE,
        )

    def _generation(self, *, create: bool) -> str:
        if self._fixed:
            return self._fixed
        current = self._current()
        if current.startswith(fields_digest()):
            return current
        if not create:
            raise EngineUnavailable("other_index" if current else "no_index", self._prefix)
        generation = new_generation()
        self._create(generation)
        self._make_current(generation)
        return generation

    def _current(self) -> str:
        try:
            known = self._reading.indices.get_alias(name=self._alias(Collection.DOCUMENTS))
        except NotFoundError:
            return ""
        index = next(iter(known.body))
        return str(index).removeprefix(f"{self._prefix}-").removesuffix("-documents")

    def _create(self, generation: str) -> None:
        for collection in Collection:
            self._client.indices.create(
                index=self._index(generation, collection),
                mappings=mapping(collection),
                settings=self._settings,
            )

    def _make_current(self, generation: str) -> None:
        """Move both aliases in one step, then drop every other generation."""
        old = self._current()
        actions: list[dict[str, Any]] = []
        for collection in Collection:
            alias = self._alias(collection)
            if old:
                taken = {"index": self._index(old, collection), "alias": alias}
                actions.append({"remove": taken})
            given = {"index": self._index(generation, collection), "alias": alias}
            actions.append({"add": given})
        self._client.indices.update_aliases(actions=actions)
        for other in self._generations() - {generation}:
            self._drop(other)

    def _generations(self) -> set[str]:
        """The current one, and what rebuilds that were killed have left behind."""
        ours = re.compile(rf"{re.escape(self._prefix)}-([0-9a-f]{{6}}-[0-9a-f]{{8}})-\w+")
        known = self._client.indices.get(index=f"{self._prefix}-*", features="aliases")
        return {found[1] for name in known if (found := ours.fullmatch(name))}

    def _drop(self, generation: str) -> None:
        names = [self._index(generation, collection) for collection in Collection]
        self._client.indices.delete(index=names, ignore_unavailable=True)

    def _check(self) -> None:
        """Make sure, once, that the index is there and has the fields of today."""
        if not self._checked:
            self._generation(create=False)
            self._checked = True

    def _asked(self, collection: Collection) -> str:
        """The name by which a collection is asked."""
        return self._index(self._fixed, collection) if self._fixed else self._alias(collection)

    def _alias(self, collection: Collection) -> str:
        return f"{self._prefix}-{collection.value}"

    def _index(self, generation: str, collection: Collection) -> str:
        return f"{self._prefix}-{generation}-{collection.value}"

    def _write(self, generation: str, collection: Collection, rows: Iterable[_Named]) -> None:
        """Send rows in chunks; one that the server is too busy for is sent again."""
        index = self._index(generation, collection)
        actions = ({"_index": index, "_id": name, "_source": dict(row)} for name, row in rows)
        results = streaming_bulk(
            self._client,
            actions,
            chunk_size=_CHUNK_ROWS,
            max_chunk_bytes=_CHUNK_BYTES,
            max_retries=_RETRIES,
            initial_backoff=1,
            retry_on_status=_BUSY,
            raise_on_error=False,
            timeout=_SHARDS_AWAITED,
        )
        # Closed here, or what traces requests complains when it is collected elsewhere.
        with closing(cast(Generator[tuple[bool, dict[str, Any]]], results)):
            for done, result in results:
                if not done:
                    outcome = result["index"]
                    raise refusal(outcome["status"], outcome.get("error", ""))

    def _remove_other_facts(self, generation: str, kept: Mapping[str, Sequence[str]]) -> None:
        """Take out facts that these documents had and no longer have."""
        query = {
            "bool": {
                "filter": [{"terms": {"document": list(kept)}}],
                "must_not": [{"ids": {"values": [*chain.from_iterable(kept.values())]}}],
            }
        }
        self._delete(generation, Collection.FACTS, query)

    def _delete(self, generation: str, collection: Collection, query: dict[str, Any]) -> None:
        self._client.delete_by_query(
            index=self._index(generation, collection), query=query, conflicts="proceed"
        )

    def _refresh(self, generation: str) -> None:
        names = [self._index(generation, collection) for collection in Collection]
        shown = self._client.indices.refresh(index=names)
        if failures := shown["_shards"].get("failures"):  # answered with 200 all the same
            raise refusal(HTTPStatus.SERVICE_UNAVAILABLE, failures[0]["reason"])


def _named(item: DocumentRows) -> list[_Named]:
    """The facts of a document under names that stay theirs when it is written again."""
    return [(f"{item.id}:{at}", row) for at, row in enumerate(item.facts, 1)]


def _by_rows(kept: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Sequence[str]]]:
    """Documents in parts whose facts fit into one query."""
    part: dict[str, Sequence[str]] = {}
    size = 0
    for document, rows in kept.items():
        if part and size + len(rows) > _IDS_AT_ONCE:
            yield part
            part, size = {}, 0
        part[document] = rows
        size += len(rows)
    if part:
        yield part
