"""The embedded engine: two tantivy indices in a folder."""

from index.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]
