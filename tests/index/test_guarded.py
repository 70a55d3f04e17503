"""Reading in processes that may be killed: each limit, by name, costs one file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from extract.catalogue import LANGUAGES, say
from extract.model import Outcome, Source
from extract.reading.views import PageView, WordsView
from index.guarded.limits import Limits
from index.guarded.workers import ReadingWorkers

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Số: 12/KH-UBND\nKế hoạch triển khai năm học mới trên địa bàn huyện.\n".encode()


def source(name: str = "a.txt") -> Source:
    return Source(name=name)


def bomb(size: int) -> bytes:
    """A PDF whose page content unpacks to ``size`` bytes of drawing commands."""
    stream = zlib.compress(b"0 0 m 9 9 l S\n" * (size // 14), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, start=1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


@pytest.fixture(scope="module")
def workers() -> Iterator[ReadingWorkers]:
    with ReadingWorkers(2, Limits(file_bytes=1 << 20)) as found:
        yield found


def test_readings_come_in_order(workers: ReadingWorkers) -> None:
    items = [(TEXT + str(n).encode(), source(f"{n}.txt")) for n in range(12)]
    readings = list(workers.read_many(iter(items)))
    assert [r.document.source for r in readings if r.document] == [s.name for _, s in items]
    assert [r.document.text[-2:].strip() for r in readings if r.document] == [
        str(n) for n in range(12)
    ]


def test_a_process_gives_way_after_so_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folders = []
    with ReadingWorkers(1, Limits(recycle=2)) as workers:
        for _ in range(4):
            assert workers.read(TEXT, source()).outcome is Outcome.READ
            folders.append([path.name for path in tmp_path.iterdir()])
    assert folders[0] == folders[1] != folders[2] == folders[3]
    assert list(tmp_path.iterdir()) == []


def test_half_a_letter_is_replaced_where_it_stands(workers: ReadingWorkers) -> None:
    reading = workers.read(TEXT, source("a\ud800b.txt"))
    assert reading.document is not None
    assert reading.document.source == "a?b.txt"


@pytest.mark.parametrize("busy", [False, True])
def test_nothing_is_left_behind_by_a_program_that_was_killed(tmp_path: Path, busy: bool) -> None:
    program = (
        "import sys, time\n"
        "from extract.model import Source\n"
        "from index.guarded.workers import ReadingWorkers\n"
        "workers = ReadingWorkers(1)\n"
        "workers.read(b'Ke hoach', Source('a.txt'))\n"
        "print('ready', flush=True)\n"
        "if sys.argv[1] == 'True': workers.read(sys.stdin.buffer.read(), Source('a.pdf'))\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(busy)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        assert list(tmp_path.iterdir())
        if busy:
            with suppress(BrokenPipeError):
                process.stdin.write(bomb(200_000_000))
                process.stdin.close()
        time.sleep(0.3)
        process.kill()
    until = time.monotonic() + 20
    while list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not list(tmp_path.iterdir())


def test_empty_file_has_its_reason(workers: ReadingWorkers) -> None:
    reading = workers.read(b"", source())
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, "empty")


def test_file_limit(workers: ReadingWorkers) -> None:
    reading = workers.read(b"a" * ((1 << 20) + 1), source())
    assert (reading.outcome, reading.reason, reading.detail) == (
        Outcome.REFUSED, "limit_file", "1 MB",
    )  # fmt: skip


def test_originals_are_shown_under_the_same_limits() -> None:
    page = b"<html><body><p>M\xe1\xbb\x99t c\xc3\xa2u.</p></body></html>"
    with ReadingWorkers(1, Limits(wall_seconds=2.0)) as workers:
        shown = workers.show(page, WordsView("/body/p[1]", "Một câu"))
        assert shown is not None
        assert "Một câu</mark>." in shown.decode()
        assert workers.show(bomb(200_000_000), PageView(1)) is None
        assert workers.show(b"no pdf", PageView(1)) is None
        assert workers.read(TEXT, source()).outcome is Outcome.READ


def test_wall_limit_costs_one_file() -> None:
    with ReadingWorkers(1, Limits(wall_seconds=0.5)) as workers:
        reading = workers.read(bomb(60_000_000), source("bomb.pdf"))
        assert (reading.outcome, reading.reason, reading.detail) == (
            Outcome.REFUSED, "limit_wall", "0.5 s",
        )  # fmt: skip
        assert workers.read(TEXT, source()).outcome is Outcome.READ


def test_processor_limit() -> None:
    with ReadingWorkers(1, Limits(cpu_seconds=1)) as workers:
        reading = workers.read(bomb(200_000_000), source("bomb.pdf"))
        assert (reading.outcome, reading.reason) == (Outcome.REFUSED, "limit_cpu")
        assert workers.read(TEXT, source()).outcome is Outcome.READ


def test_memory_limit() -> None:
    with ReadingWorkers(1, Limits(memory_bytes=300 << 20)) as workers:
        reading = workers.read(bomb(200_000_000), source("bomb.pdf"))
        assert (reading.outcome, reading.reason) == (Outcome.REFUSED, "limit_memory")
        assert workers.read(TEXT, source()).outcome is Outcome.READ


def test_output_limit() -> None:
    with ReadingWorkers(1, Limits(output_bytes=1024)) as workers:
        reading = workers.read(TEXT * 100, source())
        assert (reading.outcome, reading.reason) == (Outcome.REFUSED, "limit_output")


def test_a_process_gives_way_after_its_share() -> None:
    with ReadingWorkers(1, Limits(recycle=2)) as workers:
        for _ in range(5):
            assert workers.read(TEXT, source()).outcome is Outcome.READ


def test_processes_and_folders_end_with_the_pool() -> None:
    before = set(Path("/proc").glob("[0-9]*"))
    with ReadingWorkers(2) as workers:
        list(workers.read_many((TEXT, source()) for _ in range(4)))
    left = [
        process
        for process in set(Path("/proc").glob("[0-9]*")) - before
        if b"index.guarded.process" in _command(process) and _parent(process) == os.getpid()
    ]
    assert left == []


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def test_every_limit_is_documented_and_has_its_sentence() -> None:
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    for name, field in Limits.model_fields.items():
        assert f"`{name}`" in page, name
        assert field.description, name
    for reason in ("file", "memory", "cpu", "wall", "output", "written"):
        for language in LANGUAGES:
            assert "a.pdf" in say(f"outcome.limit_{reason}", language, name="a.pdf", detail="1 MB")


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANCHIEU_READ_CPU_SECONDS", "7")
    assert Limits().cpu_seconds == 7
