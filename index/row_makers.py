"""Rows made by several processes, in the order of their documents and a little ahead of the engine.

Making the rows of a document costs as much as writing them. Documents go to the processes packed,
as the ledger holds them, so that even unpacking them is done there.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread

from index.encoding import unpack
from index.engine import DocumentRows
from index.records import DocumentRecord
from index.rows import document_rows

Held = tuple[DocumentRecord, bytes]
"""A document as the ledger holds it, see ``index.encoding.pack``."""

_PARCEL = 64 << 10  # packed bytes that go to a process together: some dozens of articles
_WORTH_STARTING = 20  # parcels; what is less is made sooner than a process has started
_AHEAD = 8  # parcels of rows for each process that wait to be taken: enough for a commit


@dataclass(frozen=True, slots=True)
class Unmade:
    """A document of which no rows could be made, and what was in the way."""

    id: str
    url: str
    error: str


Made = DocumentRows | Unmade


class RowMakers:
    """``processes`` that make rows, started where there is much to do; a context manager."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> RowMakers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def rows(self, held: Iterable[Held]) -> Generator[Made]:
        """The rows of each document; ``held`` is taken only a little ahead of what is given."""
        parcels = _parcels(held)
        first = list(islice(parcels, 1 if self._pool else _WORTH_STARTING))
        if self._pool is None and len(first) < _WORTH_STARTING:
            for parcel in first:
                yield from _made(parcel)
            return
        parcels = chain(first, parcels)
        pool = self._pool = self._pool or ProcessPoolExecutor(
            self._processes, get_context("spawn"), _follow_parent
        )
        ahead = islice(parcels, _AHEAD * self._processes)
        waiting = deque(pool.submit(_made, parcel) for parcel in ahead)
        try:
            while waiting:
                made = waiting.popleft().result()
                waiting.extend(pool.submit(_made, parcel) for parcel in islice(parcels, 1))
                yield from made
        finally:
            for parcel_made in waiting:
                parcel_made.cancel()


def _parcels(held: Iterable[Held]) -> Iterator[list[Held]]:
    parcel: list[Held] = []
    size = 0
    for item in held:
        parcel.append(item)
        size += len(item[1])
        if size >= _PARCEL:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


def _made(parcel: list[Held]) -> list[Made]:
    return [_rows(record, packed) for record, packed in parcel]


def _rows(record: DocumentRecord, packed: bytes) -> Made:
    try:
        return document_rows(record, unpack(packed))
    except Exception as error:  # whatever is wrong with one document, the others go on
        return Unmade(record.id, record.url, f"{type(error).__name__}: {error}")


def _follow_parent() -> None:
    """End when the run does: it alone is interrupted, and it may have been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
