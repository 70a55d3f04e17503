"""Fifty readers in a process of their own, as the pages have them: a thread for each, who reads a
while before the next question."""

from __future__ import annotations

import gc
import random
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from index.library import Library
from index.query import Query
from index.settings import Settings

READERS = 50
PAUSES = (2.0, 6.0)  # seconds between an answer and the next question


def peak_memory() -> float:
    """The most that this process has held, in MB (Linux; what it was started by is left out)."""
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held[1]) / 1024 if held else 0.0


@dataclass(frozen=True)
class Waited:
    """What the readers met: milliseconds of each answer in order of length, and errors."""

    milliseconds: tuple[float, ...]
    errors: tuple[str, ...]
    memory: float  # of their process, MB

    def share(self, part: float) -> float:
        """The milliseconds within which this part of the answers came."""
        return self.milliseconds[
            min(int(part * len(self.milliseconds)), len(self.milliseconds) - 1)
        ]


class Readers:
    """The readers' process; ``begin`` sends them off, ``end`` waits for them."""

    def __init__(self, settings: Settings, queries: Sequence[Query]) -> None:
        self._ours, theirs = get_context("spawn").Pipe()
        self._process = get_context("spawn").Process(
            target=_serve, args=(settings, list(queries), theirs), daemon=True
        )
        self._process.start()
        self._ours.recv()

    def begin(self, seconds: float) -> None:
        """Let them ask for so long."""
        self._ours.send(seconds)

    def busy(self) -> bool:
        """Whether they have not come back yet."""
        return not self._ours.poll()

    def end(self) -> Waited:
        """What they met."""
        waited = self._ours.recv()
        assert isinstance(waited, Waited)
        return waited

    def close(self) -> None:
        """Send them home."""
        self._ours.send(None)
        self._process.join()


def _serve(settings: Settings, queries: list[Query], pipe: Connection) -> None:
    library = Library.open(settings)
    for query in queries[:20]:  # opens files, reads word lists
        library.search(query)
    gc.freeze()  # as the reader does
    pipe.send("ready")
    while (seconds := pipe.recv()) is not None:
        until = time.monotonic() + seconds

        def one(number: int, until: float = until) -> tuple[list[float], list[str]]:
            return _read(library, queries, number, until)

        with ThreadPoolExecutor(READERS) as pool:
            met = list(pool.map(one, range(READERS)))
        pipe.send(
            Waited(
                tuple(sorted(each for taken, _ in met for each in taken)),
                tuple(error for _, errors in met for error in errors),
                peak_memory(),
            )
        )
    library.close()


def _read(
    library: Library, queries: Sequence[Query], number: int, until: float
) -> tuple[list[float], list[str]]:
    draw = random.Random(number)
    taken: list[float] = []
    errors: list[str] = []
    time.sleep(draw.uniform(0, PAUSES[1]))
    while time.monotonic() < until:
        query = draw.choice(queries)
        began = time.perf_counter()
        try:
            library.search(query)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        taken.append(1000 * (time.perf_counter() - began))
        time.sleep(draw.uniform(*PAUSES))
    return taken, errors
