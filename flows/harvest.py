"""The harvest as Prefect flows: one asynchronous flow a portal, one task a stage and batch.

Prefect shows and schedules; the ledger is the truth about documents. Only this module imports
Prefect, and only the command ``harvest`` imports this module. Prefect reads its settings from
the environment while it is imported, so they are set first; what the user has set stays.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from extract.annotate import RULES
from flows.fetch import Fetcher
from flows.gather import Found, fetch_items, list_portal
from flows.keeping import About
from flows.listing import Item
from flows.pipeline import read_captures
from flows.portal import Portal
from flows.progress import Event, Progress, Tally, Trouble
from flows.publishing import Published, publish
from flows.turns import Turns
from flows.workshop import Workshop
from index.records import CaptureRecord
from index.settings import Settings

_HOME = Settings().data.absolute() / "prefect"
_ENVIRONMENT = {
    "PREFECT_HOME": str(_HOME),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The server beside this process takes 20 seconds to start, on a busy machine minutes.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
    # With the defaults the recorder loses most task runs when the process ends.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "0.5",
    "PREFECT_LOGGING_LEVEL": "ERROR",
}
_HOME.mkdir(parents=True, exist_ok=True)
for _name, _value in _ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)

from prefect import flow, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

_MOST_TASKS = 40  # of one stage in one flow; each costs some ten milliseconds


def harvest(workshop: Workshop, portals: Sequence[Portal], progress: Progress) -> Tally:
    """Harvest portals side by side; gives the counts of all together.

    A portal that fails in a way no rule foresees is a trouble, and the others go on.
    """
    return asyncio.run(_harvest(workshop, portals, progress))


async def _harvest(workshop: Workshop, portals: Sequence[Portal], progress: Progress) -> Tally:
    turns = Turns()
    turn = asyncio.Lock()  # reading and publishing use the whole machine: one portal at a time

    @flow(name="harvest", flow_run_name="harvest {name}")
    async def harvest_portal(name: str) -> Tally:
        """List, fetch, read and publish one portal."""
        portal = workshop.portals[name]
        return await _Portal(workshop, portal, progress, turns, turn).harvest()

    tally = Tally()
    runs = await asyncio.gather(
        *(harvest_portal(portal.name) for portal in portals), return_exceptions=True
    )
    for portal, run in zip(portals, runs, strict=True):
        if isinstance(run, Tally):
            tally.add(run)
        else:
            detail = f"{type(run).__name__}: {run}"
            tally.troubles.append(Trouble(portal.name, "harvest.failed", detail))
    return tally


class _Portal:
    """The tasks of one portal's flow; each is run by name and kept by Prefect."""

    def __init__(
        self,
        workshop: Workshop,
        portal: Portal,
        progress: Progress,
        turns: Turns,
        turn: asyncio.Lock,
    ) -> None:
        self._workshop = workshop
        self._portal = portal
        self._told = progress
        self._turns = turns
        self._turn = turn

    async def harvest(self) -> Tally:
        """Run the stages one after the other."""
        portal, tally = self._portal, Tally()
        internal = urlsplit(portal.homepage or "").netloc if portal.allow_internal else None
        async with Fetcher(
            self._workshop.settings,
            pace_seconds=portal.pace_seconds,
            turns=self._turns,
            internal=internal,
            certificate_name=portal.certificate_name,
        ) as fetcher:

            @task(name="list", cache_policy=NO_CACHE)
            async def list_all() -> Found:
                return await list_portal(portal, fetcher, self._workshop.keeping, self._progress)

            found = await list_all()
            tally.add(found.tally)

            @task(name="fetch", cache_policy=NO_CACHE)
            async def fetch_batch(first: int, last: int) -> Tally:
                items: Sequence[Item] = found.items[first:last]
                return await fetch_items(
                    items,
                    portal,
                    fetcher,
                    self._workshop.keeping,
                    self._progress,
                    first,
                    len(found.items),
                )

            size = max(20, -(-len(found.items) // _MOST_TASKS))
            for first in range(0, len(found.items), size):
                tally.add(await fetch_batch(first, min(first + size, len(found.items))))
        async with self._turn:
            tally.add(await self._read_and_publish())
        return tally

    async def _read_and_publish(self) -> Tally:
        tally = Tally()
        waiting = [
            capture
            for capture in self._workshop.ledger.to_read(RULES)
            if About.of(capture.facts).portal == self._portal.name
        ]

        @task(name="read", cache_policy=NO_CACHE)
        async def read_batch(first: int, last: int) -> Tally:
            return await asyncio.to_thread(self._read, waiting[first:last])

        @task(name="publish", cache_policy=NO_CACHE)
        async def publish_all() -> Published:
            return await asyncio.to_thread(self._publish)

        size = max(self._workshop.settings.batch, -(-len(waiting) // _MOST_TASKS))
        for first in range(0, len(waiting), size):
            tally.add(await read_batch(first, min(first + size, len(waiting))))
        tally.troubles.extend((await publish_all()).troubles)
        return tally

    def _read(self, captures: Sequence[CaptureRecord]) -> Tally:
        shop = self._workshop
        return read_captures(
            captures, shop.archive, shop.ledger, shop.portals, shop.reader, self._progress
        )

    def _publish(self) -> Published:
        shop = self._workshop
        return publish(shop.ledger, shop.engine, shop.settings, self._progress)

    def _progress(self, event: Event) -> None:
        self._told(replace(event, portal=self._portal.name))
