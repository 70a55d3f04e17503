"""The collections' fields as strict Elasticsearch mappings.

Texts arrive as words separated by blanks (``index.analysis``), so that splitting on blanks is all
the analysis there is, and a row means the same in every engine.
"""

from __future__ import annotations

from typing import Any

from index.schema import FIELDS, Collection, FieldKind

RESULT_WINDOW = 30_000
"""Most rows behind which a page may begin, counted with the page."""

_ANALYSIS = {"analyzer": {"words": {"type": "custom", "tokenizer": "whitespace"}}}

_KINDS: dict[FieldKind, dict[str, Any]] = {
    FieldKind.WORDS: {"type": "text", "analyzer": "words", "index_options": "positions"},
    FieldKind.PAIRS: {"type": "text", "analyzer": "words", "index_options": "freqs"},
    FieldKind.KEY: {"type": "keyword", "doc_values": False},
    FieldKind.COUNTED: {"type": "keyword"},
    FieldKind.WHOLE: {"type": "long"},
    FieldKind.NUMBER: {"type": "double"},
    FieldKind.PAYLOAD: {"type": "keyword", "index": False, "doc_values": False},
}


def mapping(collection: Collection) -> dict[str, Any]:
    """The mapping of a collection; a field it does not name is refused."""
    fields = FIELDS[collection].items()
    return {"dynamic": "strict", "properties": {name: _KINDS[kind] for name, kind in fields}}


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """The settings of an index."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "max_result_window": RESULT_WINDOW,
        "refresh_interval": "-1",  # a batch is shown when it is whole: whoever wrote it says so
        "analysis": _ANALYSIS,
    }
