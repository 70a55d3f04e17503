"""An ingest killed twenty times and resumed ends like one that was never disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.flows.running import DANCHIEU, danchieu, environment, stock, write_documents

DOCUMENTS = 200
KILLS = 20
BATCH = "10"  # small batches, so that keeping, reading and publishing take turns


def test_killed_at_twenty_random_moments(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    write_documents(shared, folder, DOCUMENTS)
    began = time.monotonic()
    first = danchieu(tmp_path / "quiet", "ingest", str(folder), "--json", DANCHIEU_BATCH=BATCH)
    seconds = time.monotonic() - began
    assert first.told["captures"] == DOCUMENTS

    data, moments = tmp_path / "killed", random.Random(20)
    kills = 0
    while kills < KILLS:
        process = subprocess.Popen(
            [DANCHIEU, "ingest", str(folder), "--json"],
            env=environment(data, DANCHIEU_BATCH=BATCH),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.02, 0.35) * seconds)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
        else:
            # Done before its time: the rest of the kills fall on a folder begun anew.
            shutil.rmtree(data)
    last = danchieu(data, "ingest", str(folder), "--json", DANCHIEU_BATCH=BATCH)
    assert last.code == first.code
    assert stock(data) == stock(tmp_path / "quiet")

    again = danchieu(data, "ingest", str(folder), "--json")
    assert (again.told["captures"], again.told["documents"]) == (0, 0)
    assert again.told["unchanged"] == DOCUMENTS
