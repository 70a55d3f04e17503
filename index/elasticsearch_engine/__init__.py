"""The engine for many machines: two Elasticsearch indices behind aliases."""

from index.elasticsearch_engine.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
