"""Writing to and asking an Elasticsearch server, 8.x or 9.x.

Each generation of the index has one Elasticsearch index for each collection; two aliases name those
that are read. A rebuild fills new ones and then moves both aliases at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from index.elasticsearch_engine.compiler import DISTINCT, compile_plan
from index.elasticsearch_engine.mapping import mapping, settings
from index.engine import (
    Answer,
    DocumentRows,
    EngineError,
    EngineUnavailable,
    Found,
    Row,
    in_order,
    new_generation,
)
from index.plan import Plan
from index.schema import Collection, fields_digest

_CHUNK_ROWS = 1000
_CHUNK_BYTES = 8_000_000
_RETRIES = 8  # of a chunk that was answered with "too busy", waiting up to a minute each
_LONGEST_WAIT = 60
_BUSY = (429, 503)
_IDS_AT_ONCE = 30_000  # a terms query takes 65,536


class ElasticsearchEngine:
    """The indices under ``prefix`` of a server; ``index_settings`` see ``mapping.settings``."""

    def __init__(
        self,
        client: Elasticsearch,
        prefix: str,
        index_settings: Mapping[str, Any],
        generation: str = "",
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._settings = dict(index_settings)
        self._fixed = generation
        self._checked = bool(generation)

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

        ``key`` is an API key, ``authority`` the file of the certificate authority.
        """
        options: dict[str, Any] = {"api_key": key, "ca_certs": authority}
        given = {name: value for name, value in options.items() if value is not None}
        client = Elasticsearch(
            address, request_timeout=60, max_retries=3, retry_on_timeout=True, **given
        )
        return cls(client, prefix, settings(shards, replicas))

    @property
    def name(self) -> str:
        """``elasticsearch:`` and the generation; an index is made when there is none."""
        with _named_errors():
            return f"elasticsearch:{self._generation(create=True)}"

    def publish(self, documents: Sequence[DocumentRows]) -> None:
        """Replace the rows of these documents; new rows are written before old ones go."""
        with _named_errors():
            generation = self._generation(create=True)
            self._write(self._actions(generation, documents))
            for batch in _by_rows(documents):
                self._remove_other_facts(generation, batch)
            self._refresh(generation)

    def remove(self, documents: Sequence[str]) -> None:
        """Take documents out by id."""
        with _named_errors():
            generation = self._generation(create=True)
            for collection in Collection:
                self._delete(generation, collection, {"terms": {"document": list(documents)}})
            self._refresh(generation)

    def search(self, plan: Plan) -> Answer:
        """Answer a plan."""
        with _named_errors():
            if not self._checked:
                self._generation(create=False)
                self._checked = True
            collection = plan.collection
            index = self._index(self._fixed, collection) if self._fixed else self._alias(collection)
            found = self._client.search(
                index=index, body=compile_plan(plan), search_type="dfs_query_then_fetch"
            )
        counted = found.get("aggregations", {})
        facets = {
            field: in_order(
                (str(bucket["key"]), int(bucket["doc_count"]))
                for bucket in counted[field]["buckets"]
            )
            for field in plan.facets
        }
        rows = tuple(_found(hit) for hit in found["hits"]["hits"])
        distinct = int(counted[DISTINCT]["value"]) if plan.distinct else 0
        return Answer(int(found["hits"]["total"]["value"]), rows, facets, distinct)

    @contextmanager
    def rebuilding(self) -> Iterator[ElasticsearchEngine]:
        """New, empty indices to which the aliases move when the block ends well."""
        generation = new_generation()
        fresh = ElasticsearchEngine(self._client, self._prefix, self._settings, generation)
        with _named_errors():
            self._create(generation)
        try:
            yield fresh
        except BaseException:
            with _named_errors():
                self._drop(generation)
            raise
        with _named_errors():
            self._make_current(generation)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def _generation(self, *, create: bool) -> str:
        if self._fixed:
            return self._fixed
        current = self._current()
        if current.startswith(fields_digest()):
            return current
        if not create:
            state = "an index of another version" if current else "no index yet"
            raise EngineUnavailable(f"the server holds {state} under {self._prefix}")
        generation = new_generation()
        self._create(generation)
        self._make_current(generation)
        return generation

    def _current(self) -> str:
        try:
            known = self._client.indices.get_alias(name=self._alias(Collection.DOCUMENTS))
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
        """Move both aliases in one step, then drop what they named before."""
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
        if old:
            self._drop(old)

    def _drop(self, generation: str) -> None:
        names = [self._index(generation, collection) for collection in Collection]
        self._client.indices.delete(index=names, ignore_unavailable=True)

    def _alias(self, collection: Collection) -> str:
        return f"{self._prefix}-{collection.value}"

    def _index(self, generation: str, collection: Collection) -> str:
        return f"{self._prefix}-{generation}-{collection.value}"

    def _actions(
        self, generation: str, documents: Sequence[DocumentRows]
    ) -> Iterator[dict[str, Any]]:
        for item in documents:
            rows: list[tuple[Collection, Row]] = [(Collection.DOCUMENTS, item.document)]
            rows += [(Collection.FACTS, row) for row in item.facts]
            for collection, row in rows:
                yield {
                    "_op_type": "index",
                    "_index": self._index(generation, collection),
                    "_id": row["id"],
                    "_source": dict(row),
                }

    def _write(self, actions: Iterator[dict[str, Any]]) -> None:
        """Send rows in chunks; one that the server is too busy for is sent again."""
        results = streaming_bulk(
            self._client,
            actions,
            chunk_size=_CHUNK_ROWS,
            max_chunk_bytes=_CHUNK_BYTES,
            max_retries=_RETRIES,
            max_backoff=_LONGEST_WAIT,
            retry_on_status=_BUSY,
            raise_on_error=False,
        )
        for done, result in results:
            if done:
                continue
            outcome = result["index"]
            reason = json.dumps(outcome.get("error"), ensure_ascii=False)
            message = f"{outcome.get('_id')}: {outcome.get('status')} {reason}"
            # A refused row is a fault of ours; a blocked or busy index passes.
            full = outcome.get("status") in (*_BUSY, 403)
            raise EngineUnavailable(message) if full else EngineError(message)

    def _remove_other_facts(self, generation: str, documents: Sequence[DocumentRows]) -> None:
        """Take out facts that these documents had and no longer have."""
        kept = [str(row["id"]) for item in documents for row in item.facts]
        query = {
            "bool": {
                "filter": [{"terms": {"document": [item.id for item in documents]}}],
                "must_not": [{"terms": {"id": kept}}],
            }
        }
        self._delete(generation, Collection.FACTS, query)

    def _delete(self, generation: str, collection: Collection, query: dict[str, Any]) -> None:
        self._client.delete_by_query(
            index=self._index(generation, collection), query=query, conflicts="proceed"
        )

    def _refresh(self, generation: str) -> None:
        names = [self._index(generation, collection) for collection in Collection]
        self._client.indices.refresh(index=names)


@contextmanager
def _named_errors() -> Iterator[None]:
    """The client's exceptions as the engine's own."""
    try:
        yield
    except BadRequestError as error:
        raise EngineError(str(error)) from error
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(str(error)) from error


def _by_rows(documents: Sequence[DocumentRows]) -> Iterator[list[DocumentRows]]:
    """Documents in batches whose facts fit into one query."""
    batch: list[DocumentRows] = []
    size = 0
    for item in documents:
        if batch and size + len(item.facts) > _IDS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item.facts)
    if batch:
        yield batch


def _found(hit: dict[str, Any]) -> Found:
    explanation = hit.get("_explanation")
    return Found(
        payload=str(hit["_source"]["payload"]).encode(),
        score=float(hit.get("_score") or 0.0),
        explanation=None if explanation is None else json.dumps(explanation),
    )
