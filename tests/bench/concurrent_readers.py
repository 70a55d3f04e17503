"""Fifty readers in a process of their own, as the pages have them: a thread for each, who reads a
while before the next question."""

from __future__ import annotations

import gc
import os
import random
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from flows.settings import FlowSettings
from flows.workshop import GIVING_WAY
from index.batches import written
from index.engines import open_engine
from index.library import Library
from index.query import Query
from index.row_makers import RowMakers
from index.settings import Settings
from tests.bench.speed_corpus import packed

READERS = 50
PAUSES = (2.0, 6.0)  # seconds between an answer and the next question
READING_SECONDS = 30
BATCH = FlowSettings().publish_batch


def peak_memory(process: int | str | None = "self") -> float:
    """The most that a process has held, in MB (Linux; what it was started by is left out)."""
    held = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
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


def read_while_writing(engines: Mapping[str, Settings], queries: Sequence[Query]) -> None:
    """Fifty readers on each engine, first in quiet, then beside a run; prints what they met."""
    readers = {name: Readers(settings, queries) for name, settings in engines.items()}
    os.nice(GIVING_WAY)  # as a run does; the readers' processes are there already
    for name, settings in engines.items():
        _read_while_writing(name, settings, readers[name])
        readers[name].close()


def _read_while_writing(name: str, settings: Settings, readers: Readers) -> None:
    print(f"\n{READERS} readers on {name}")
    readers.begin(READING_SECONDS)
    print(f"  {'quiet':32s} {told(readers.end())}", flush=True)
    count = 0
    with (
        closing(open_engine(settings)) as writer,
        RowMakers(FlowSettings().readers) as makers,
        closing(written(writer.publish, makers, packed(1_000_000), BATCH)) as batches,
    ):
        readers.begin(READING_SECONDS)
        while readers.busy():
            batch = next(batches)
            count += len(batch.safe) + len(batch.unmade)
        beside = readers.end()
    print(f"  {f'beside {count} documents written':32s} {told(beside)}", flush=True)
    for error in sorted(set(beside.errors))[:3]:
        print(f"  {error[:200]}")


def told(met: Waited) -> str:
    """What the readers met, in one line."""
    parts = ", ".join(f"p{100 * part:.0f} {met.share(part):.1f}" for part in (0.5, 0.95, 0.99))
    return (
        f"{len(met.milliseconds)} answers, {len(met.errors)} errors, {parts} ms, "
        f"reading process {met.memory:.0f} MB"
    )
