"""The engine that the settings name."""

from __future__ import annotations

from index.engine import Engine
from index.settings import Settings
from index.tantivy_engine import TantivyEngine


def open_engine(settings: Settings) -> Engine:
    """The engine to publish to and to ask."""
    return TantivyEngine(settings.index_folder, settings.index_memory)
