"""The engine that the settings name."""

from __future__ import annotations

from index.engine import Engine
from index.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """The engine to publish to and to ask; the other one's client is not even imported."""
    if settings.engine == "elasticsearch":
        from index.elasticsearch_engine import ElasticsearchEngine

        key, authority = settings.elasticsearch_key, settings.elasticsearch_ca
        return ElasticsearchEngine.connect(
            settings.elasticsearch,
            settings.elasticsearch_prefix,
            key=key.get_secret_value() if key else None,
            authority=str(authority) if authority else None,
            shards=settings.elasticsearch_shards,
            replicas=settings.elasticsearch_replicas,
        )
    from index.tantivy_engine import TantivyEngine

    return TantivyEngine(settings.index_folder, settings.index_memory)
