"""Everything a run works with, opened together and closed together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from extract.model import Outcome
from flows.faults import PortalFault
from flows.keeping import Keeping
from flows.names import now
from flows.pipeline import Reader, read_all
from flows.portal import Portal, load_portal, portal_files
from flows.progress import Progress, Tally, silent
from flows.publishing import publish
from flows.settings import FlowSettings
from index.archive import Archive
from index.engine import Engine
from index.engines import open_engine
from index.guarded.workers import ReadingWorkers
from index.ledger import Ledger
from index.records import PortalRecord
from index.settings import Settings

GIVING_WAY = 10
"""The niceness of a run: 0 is that of any program, 19 the least urgent."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The archive open for writing, the ledger, the engine, the portals and the reader."""

    settings: FlowSettings
    keeping: Keeping
    engine: Engine
    portals: Mapping[str, Portal]
    reader: Reader

    @property
    def archive(self) -> Archive:
        """Where captures are."""
        return self.keeping.archive

    @property
    def ledger(self) -> Ledger:
        """What is known of them."""
        return self.keeping.ledger

    def finish(self, progress: Progress = silent, outcome: Outcome | None = None) -> Tally:
        """Read whatever waits to be read and publish whatever waits to be published.

        With ``outcome``, read what ended so the last time.
        """
        tally = read_all(
            self.archive,
            self.ledger,
            self.portals,
            self.reader,
            self.settings.batch,
            progress,
            outcome,
        )
        published = publish(self.ledger, self.engine, self.settings, progress)
        tally.troubles.extend(published.troubles)
        return tally

    @contextmanager
    def run(self, kind: str, portals: Sequence[str] | None, tally: Tally) -> Iterator[None]:
        """Keep in the ledger that a run of this kind goes on, and the counts it ends with."""
        number = self.ledger.start_run(kind, now(), ", ".join(portals) if portals else None)
        state = "stopped"
        try:
            yield
            state = "done"
        finally:
            self.ledger.end_run(number, now(), tally.counts(), state)


def load_portals(settings: FlowSettings) -> tuple[dict[str, Portal], list[PortalFault]]:
    """The usable portals by name, and what is wrong with the others."""
    portals, faults = {}, []
    for path in portal_files(settings.portals):
        try:
            portals[path.stem] = load_portal(path)
        except PortalFault as fault:
            faults.append(fault)
    return portals, faults


def register_portals(ledger: Ledger, portals: Mapping[str, Portal]) -> None:
    """Make the portals known to the ledger, for /nguon and ``danchieu status``."""
    for portal in portals.values():
        ledger.register_portal(
            PortalRecord(
                name=portal.name,
                title=portal.title,
                url=portal.homepage or "",
                place=portal.place,
                issuer=portal.issuer,
                verified=portal.is_verified,
            )
        )


@contextmanager
def opened() -> Iterator[Workshop]:
    """Open the workshop; what a killed run left half recorded is recorded first.

    From then on this process gives way to those who read on the same machine.
    Raises index.archive.ArchiveBusy when another run is under way.
    """
    settings, flow_settings = Settings(), FlowSettings()
    os.nice(max(0, GIVING_WAY - os.nice(0)))
    with Archive(settings.archive_folder, writable=True) as archive:
        ledger = Ledger.open(settings)
        engine = open_engine(settings)
        readers = ReadingWorkers(flow_settings.readers, annotate=True)
        try:
            portals, _ = load_portals(flow_settings)
            register_portals(ledger, portals)
            keeping = Keeping(archive, ledger, flow_settings.ingest_bytes)
            keeping.recover()
            _end_killed_runs(ledger)
            yield Workshop(flow_settings, keeping, engine, portals, readers.read)
        finally:
            readers.close()
            engine.close()
            ledger.close()


def _end_killed_runs(ledger: Ledger) -> None:
    """Whoever holds the archive is the only run there is; others that still go on were killed."""
    for run in ledger.runs():
        if run.state == "running":
            ledger.end_run(run.id, now(), run.counts, "stopped")
