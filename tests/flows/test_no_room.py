"""A data folder or a ledger that cannot be used is one line; mended, the run ends as it should."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.flows.running import DANCHIEU, danchieu, environment, stock

LIMITED = (
    "import os, resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), -1))\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)


def write_letters(folder: Path, count: int) -> None:
    """Letters of some kilobytes that do not pack well."""
    folder.mkdir()
    words = random.Random(7)
    for number in range(count):
        figures = " ".join(f"{words.random():.9f}" for _ in range(1_000))
        text = f"Kế hoạch số {number}\nCác trường dạy học theo kế hoạch.\n{figures}\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def with_room_for(most: int, data: Path, *words: str) -> int:
    """The exit code of a command that may write no file longer than ``most`` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), str(DANCHIEU), *words],
        env=environment(data, DANCHIEU_ENGINE_WAIT_SECONDS="0"),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    letters = str(tmp_path / "thu")
    write_letters(tmp_path / "thu", 40)
    full, whole = tmp_path / "full", tmp_path / "whole"
    for most in (120_000, 250_000):  # too little for the archive, for the ledger
        assert with_room_for(most, full, "ingest", letters) == 6
    assert danchieu(full, "ingest", letters).code == 0
    assert with_room_for(900_000, full, "rebuild") == 5  # too little for the index
    assert danchieu(full, "rebuild").code == 0
    assert danchieu(whole, "ingest", letters).code == 0
    assert stock(full) == stock(whole)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("no folder")
    ran = danchieu(blocked / "data", "ingest", str(blocked))
    assert ran.code == 6
    assert str(blocked) in ran.complaints[-1]


def test_a_damaged_ledger_is_made_again_from_the_archive(tmp_path: Path) -> None:
    write_letters(tmp_path / "thu", 3)
    data = tmp_path / "data"
    danchieu(data, "ingest", str(tmp_path / "thu"))
    before = stock(data)
    ledger = data / "ledger.sqlite"
    connection = sqlite3.connect(ledger)
    connection.execute("ALTER TABLE run ADD COLUMN more TEXT")
    connection.commit()
    connection.close()
    ran = danchieu(data, "status")
    assert (ran.code, "run.more" in ran.complaints[-1]) == (6, True)
    ledger.write_bytes(os.urandom(5_000))
    for left in data.glob("ledger.sqlite-*"):
        left.unlink()
    assert danchieu(data, "status").code == 6
    ledger.rename(data / "old")
    assert danchieu(data, "rebuild").code == 0
    assert stock(data) == before
