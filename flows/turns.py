"""Whose turn it is at a host: one request at a time, with a pause between two."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """The turns at every host for all who fetch in one run, whichever portal they fetch for."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._last: dict[str, float] = {}

    @asynccontextmanager
    async def at(self, host: str, pause: float) -> AsyncIterator[None]:
        """A turn at ``host``, at least ``pause`` seconds after the end of the last one."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            last = self._last.get(host)
            if last is not None and (wait := last + pause - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._last[host] = time.monotonic()
