"""From the ledger to the index: every current version that the engine does not have.

The ledger remembers what is published, and only after the engine has said that it is safe; so a
run that was stopped publishes its last batch again. While the engine is away the run tells what it
waits for and asks again, for as long as its patience lasts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from flows.progress import Event, Progress, silent
from flows.settings import FlowSettings
from index.engine import Engine, EngineUnavailable
from index.ledger import Ledger
from index.row_makers import RowMakers

Done = TypeVar("Done")

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between two attempts; the pause doubles


def publish(
    ledger: Ledger, engine: Engine, settings: FlowSettings, progress: Progress = silent
) -> int:
    """Bring every current version into the engine that it does not have; gives their number.

    Raises index.engine.EngineError; what was published until then stays so.
    """

    def away(error: EngineUnavailable) -> None:
        progress(Event("publish", done, total, waits_for=error))

    def patiently(attempt: Callable[[], Done]) -> Done:
        return _patiently(attempt, settings.engine_wait_seconds, away)

    done, total, last = 0, None, ""
    name = patiently(lambda: engine.name)
    total = ledger.waiting(name)
    with RowMakers(settings.readers) as makers:
        while versions := ledger.to_publish(name, limit=settings.publish_batch, after=last):
            patiently(lambda: engine.publish(makers.rows(ledger.held(versions))))
            ledger.published(name, versions)
            done, last = done + len(versions), versions[-1].document
            progress(Event("publish", done, total))
    return done


def _patiently(
    attempt: Callable[[], Done], patience: float, away: Callable[[EngineUnavailable], None]
) -> Done:
    """What ``attempt`` gives, made again while the engine is away; ``away`` hears why."""
    until, pause = time.monotonic() + patience, _FIRST_PAUSE
    while True:
        try:
            return attempt()
        except EngineUnavailable as error:
            if time.monotonic() + pause > until:
                raise
            away(error)
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
