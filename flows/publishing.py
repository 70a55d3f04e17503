"""From the ledger to the index: every current version that the engine does not have.

The ledger remembers what is published, and only after the engine has said that it is safe; so a
run that was stopped publishes its last batch again. While the engine is away the run tells what it
waits for and asks again, for as long as its patience lasts. A document of which no rows can be
made is told and left to the next run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from flows.names import shown
from flows.progress import Event, Progress, Trouble, silent
from flows.settings import FlowSettings
from index.batches import written
from index.engine import Engine, EngineUnavailable, EngineUnusable
from index.ledger import Ledger
from index.records import VersionRecord
from index.row_makers import Held, RowMakers

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between two attempts; the pause doubles


@dataclass(frozen=True, slots=True)
class Published:
    """How many documents the engine was given, and which it could not be given."""

    documents: int
    troubles: tuple[Trouble, ...] = ()


def publish(
    ledger: Ledger, engine: Engine, settings: FlowSettings, progress: Progress = silent
) -> Published:
    """Bring every current version into the engine that it does not have.

    Raises index.engine.EngineError; what was published until then stays so.
    """
    with RowMakers(settings.readers) as makers:
        return _Run(ledger, engine, makers, settings, progress).go()


class _Run:
    """What was published so far, and how long the engine has been away."""

    _until: float  # when patience ends
    _pause: float  # before the next attempt, in seconds

    def __init__(
        self,
        ledger: Ledger,
        engine: Engine,
        makers: RowMakers,
        settings: FlowSettings,
        progress: Progress,
    ) -> None:
        self._ledger = ledger
        self._engine = engine
        self._makers = makers
        self._batch = settings.publish_batch
        self._patience = settings.engine_wait_seconds
        self._progress = progress
        self._total: int | None = None
        self._documents = 0
        self._troubles: dict[str, Trouble] = {}  # by document
        self._renew()

    def go(self) -> Published:
        """Publish what waits, and what is left of it after each absence of the engine."""
        while True:
            try:
                self._publish()
            except EngineUnusable:
                raise
            except EngineUnavailable as error:
                if time.monotonic() + self._pause > self._until:
                    raise
                self._tell(error)
            else:
                return Published(self._documents, tuple(self._troubles.values()))
            time.sleep(self._pause)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _publish(self) -> None:
        name = self._engine.name
        if self._total is None:
            self._total = self._ledger.waiting(name)
        versions: dict[str, VersionRecord] = {}
        held = self._held(name, versions)
        for batch in written(self._engine.publish, self._makers, held, self._batch):
            self._ledger.published(name, [versions.pop(document) for document in batch.safe])
            self._documents += len(batch.safe)
            for item in batch.unmade:
                self._troubles[item.id] = Trouble(shown(item.url), "publish.no_rows", item.error)
            self._tell()
            self._renew()

    def _held(self, engine: str, versions: dict[str, VersionRecord]) -> Iterator[Held]:
        """What waits, read a batch at a time; ``versions`` is told what is on its way."""
        last = ""
        while waiting := self._ledger.to_publish(engine, limit=self._batch, after=last):
            versions |= {version.document: version for version in waiting}
            yield from self._ledger.held(waiting)
            last = waiting[-1].document

    def _tell(self, waits_for: EngineUnavailable | None = None) -> None:
        done = self._documents + len(self._troubles)
        self._progress(Event("publish", done, self._total, waits_for=waits_for))

    def _renew(self) -> None:
        """The engine has answered: from here on its absence counts anew."""
        self._until, self._pause = time.monotonic() + self._patience, _FIRST_PAUSE
