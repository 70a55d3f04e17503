"""Originals made visible by a process that may be killed, started when first needed."""

from __future__ import annotations

import threading

from extract.reading.views import PageView, WordsView
from index.guarded.limits import Limits
from index.guarded.workers import ReadingWorkers

_SECONDS = 20  # that a reader waits for one page at most


class Viewer:
    """Shows parts of archived files; may be asked from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: ReadingWorkers | None = None

    def show(self, data: bytes, view: PageView | WordsView) -> bytes | None:
        """What ``view`` names of the file ``data``; None when it cannot be shown."""
        with self._lock:
            if self._workers is None:
                limits = Limits()  # type: ignore[call-arg]  # from the environment
                shorter = {"wall_seconds": float(_SECONDS), "cpu_seconds": _SECONDS}
                self._workers = ReadingWorkers(1, limits.model_copy(update=shorter))
        return self._workers.show(data, view)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._workers is not None:
                self._workers.close()
                self._workers = None
