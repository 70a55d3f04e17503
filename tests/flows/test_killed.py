"""Runs killed at random moments and resumed end like ones that were never disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.flows.running import DANCHIEU, danchieu, environment, stock, write_documents
from tests.samples.build import build
from tests.samples.demo import portal_at
from tests.samples.server import serving

DOCUMENTS = 200
KILLS = 20
# Small batches, so that keeping, reading and publishing take turns.
BATCHES = {"DANCHIEU_BATCH": "10", "DANCHIEU_PUBLISH_BATCH": "10"}

# The stages of a harvest without Prefect, whose server would take most of the time.
HARVEST = """
import asyncio
from urllib.parse import urlsplit
from flows.fetch import Fetcher
from flows.gather import fetch_items, list_portal
from flows.workshop import opened

with opened() as shop:
    portal = shop.portals["mau"]

    async def run():
        async with Fetcher(shop.settings, internal=urlsplit(portal.homepage).netloc) as fetcher:
            found = await list_portal(portal, fetcher, shop.keeping)
            await fetch_items(found.items, portal, fetcher, shop.keeping)

    asyncio.run(run())
    shop.finish()
"""


def kill_at_random(
    command: Sequence[str | Path], env: dict[str, str], data: Path, kills: int, longest: float
) -> None:
    """Start ``command`` until it was killed ``kills`` times, after up to ``longest`` seconds.

    Where it is done before its time, the rest of the kills fall on a data folder begun anew.
    """
    moments = random.Random(20)
    while kills:
        process = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.05, 1.0) * longest)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills -= 1
        else:
            shutil.rmtree(data)


@pytest.mark.timeout(1800)  # some eighty seconds of one core, on a busy machine much longer
def test_an_ingest_killed_at_twenty_random_moments(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    write_documents(shared, folder, DOCUMENTS)
    began = time.monotonic()
    first = danchieu(tmp_path / "quiet", "ingest", str(folder), "--json", **BATCHES)
    seconds = time.monotonic() - began
    assert first.told["captures"] == DOCUMENTS

    data = tmp_path / "killed"
    env = environment(data, **BATCHES)
    kill_at_random([DANCHIEU, "ingest", folder], env, data, KILLS, 0.35 * seconds)
    last = danchieu(data, "ingest", str(folder), "--json", **BATCHES)
    assert last.code == first.code
    assert stock(data) == stock(tmp_path / "quiet")

    runs = danchieu(data, "status", "--json").told["runs"]
    assert [run["state"] for run in runs] == ["done"] + ["stopped"] * 4
    again = danchieu(data, "ingest", str(folder), "--json")
    assert (again.told["captures"], again.told["documents"]) == (0, 0)
    assert again.told["unchanged"] == DOCUMENTS


@pytest.mark.timeout(1800)
def test_a_harvest_killed_at_random_moments(tmp_path: Path) -> None:
    build(tmp_path / "site")
    command = [sys.executable, "-c", HARVEST]
    with serving(tmp_path / "site") as server:
        portals = portal_at(server, tmp_path / "portals")["DANCHIEU_PORTALS"]
        quiet = environment(tmp_path / "quiet", DANCHIEU_PORTALS=portals)
        began = time.monotonic()
        subprocess.run(command, env=quiet, check=True)
        seconds = time.monotonic() - began
        data = tmp_path / "killed"
        env = environment(data, DANCHIEU_PORTALS=portals)
        kill_at_random(command, env, data, 4, 0.9 * seconds)
        subprocess.run(command, env=env, check=True)
    assert stock(data) == stock(tmp_path / "quiet")
