"""An index run over a ledger of small documents, and waiting for what a server does by and by."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from flows.progress import Event, Progress, silent
from flows.publishing import publish
from flows.settings import FlowSettings
from index.engines import open_engine
from index.ledger import Ledger
from index.plan import Everything, Plan
from index.records import Fetch, FetchOutcome
from index.schema import Collection
from index.settings import Settings
from tests.index.conftest import compose

EVERYTHING = Plan(Collection.DOCUMENTS, Everything(), limit=1000)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def store(ledger: Ledger, numbers: Iterable[int]) -> None:
    """Store small documents that no engine has yet, one for each number."""
    for at in numbers:
        url = f"https://mau.example/{at}"
        fetch = Fetch(url, NOW, FetchOutcome.NEW, payload_sha256=f"{at:064x}")
        capture = ledger.record_capture(fetch, size=1, archive_file="a.warc", archive_offset=at)
        text = f"Trường thứ {at} dạy học."
        shown = compose(url, [text], title=f"Kế hoạch {at}")
        ledger.store_version(capture.id, shown, text_sha256=text, rules="1", at=NOW)


class Run:
    """An index run over a ledger of small documents; what it tells is kept."""

    def __init__(self, settings: Settings, documents: int) -> None:
        self.settings = settings
        self.ledger = Ledger.open(self.settings)
        self.engine = open_engine(self.settings)
        self.told: list[Event] = []
        self.add(range(documents))

    def add(self, numbers: Iterable[int]) -> None:
        """Store more documents, to be published."""
        store(self.ledger, numbers)

    def go(self, *, batch: int = 10, patience: float = 120.0, meanwhile: Progress = silent) -> int:
        """Publish what waits; ``meanwhile`` is told how far it is."""

        def tell(event: Event) -> None:
            self.told.append(event)
            meanwhile(event)

        flow_settings = FlowSettings(publish_batch=batch, engine_wait_seconds=patience)
        return publish(self.ledger, self.engine, flow_settings, tell).documents

    @property
    def waited_for(self) -> set[str]:
        """The reasons for which the run waited."""
        return {event.waits_for.reason for event in self.told if event.waits_for}

    def found(self) -> int:
        """Documents that can be found."""
        return self.engine.search(EVERYTHING).total

    def close(self) -> None:
        """Give back what is held."""
        self.engine.close()
        self.ledger.close()


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what a server does by and by."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.5)
