"""Handling foreign bytes in processes that may be killed: one bad file costs that file alone.

Parsers of PDF, Word and web pages meet files made to break them, and a time-out inside a process
does not stop code written in C. So each file is handled by a process with limits of its own
(``index.guarded.limits``), in its own session and empty folder, without environment and network;
the parent watches the clock and kills the whole group.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import LifoQueue
from typing import Any

from extract.model import Outcome, Reading, Source
from extract.reading.views import PageView, WordsView
from index.encoding import from_json, to_json
from index.guarded.limits import Limits
from index.guarded.process import ANSWER, HEAD

_START_SECONDS = 60.0  # for a process to load its libraries on a busy machine
_GRACE_SECONDS = 5.0  # for a process that closed its pipe to end by itself
_CHUNK = 1 << 20
_MEMORY_SIGNALS = {signal.SIGABRT, signal.SIGSEGV, signal.SIGTRAP, signal.SIGILL, signal.SIGBUS}
_MUCH = 0.5  # of the memory limit held at death: the limit was the cause


class ReadingWorkers:
    """``workers`` processes that read files, and annotate them if asked; a context manager.

    ``read`` may be called from several threads. Never raises for bad input: a limit passed is
    ``Outcome.REFUSED`` with the limit's name as reason.
    """

    def __init__(
        self, workers: int = 2, limits: Limits | None = None, *, annotate: bool = False
    ) -> None:
        self._limits = limits or Limits()  # type: ignore[call-arg]  # from the environment
        self._annotate = annotate
        self._count = workers
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(workers):
            self._idle.put(None)

    def __enter__(self) -> ReadingWorkers:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes that are not reading."""
        for worker in [self._idle.get() for _ in range(self._count)]:
            if worker is not None:
                worker.kill()
            self._idle.put(None)

    def read(self, data: bytes, source: Source) -> Reading:
        """Read one file, waiting for a free process."""
        if len(data) > self._limits.file_bytes:
            return _refused("limit_file", self._limits)
        with self._free() as worker:
            return worker.read(data, source)

    def show(self, data: bytes, view: PageView | WordsView) -> bytes | None:
        """What ``view`` names of a file: a picture of its page (WebP), or its HTML (UTF-8).

        None when it cannot be shown, for whatever reason; waits for a free process.
        """
        if len(data) > self._limits.file_bytes:
            return None
        asked = "page" if isinstance(view, PageView) else "words"
        with self._free() as worker:
            answer = worker.answer({asked: to_json(view)}, data)
        return answer if isinstance(answer, bytes) and answer else None

    @contextlib.contextmanager
    def _free(self) -> Iterator[_Worker]:
        """A living process that does nothing else meanwhile."""
        worker = self._idle.get()
        try:
            if worker is None or not worker.fresh():
                if worker is not None:
                    worker.kill()
                worker = _Worker(self._limits, self._annotate)
            yield worker
        except BaseException:
            if worker is not None:
                worker.kill()
            worker = None
            raise
        finally:
            self._idle.put(worker if worker is not None and worker.alive else None)

    def read_many(self, items: Iterable[tuple[bytes, Source]]) -> Iterator[Reading]:
        """Read files in parallel; readings come in the order of ``items``.

        ``items`` is taken only a few files ahead, so it may be longer than memory.
        """
        ahead = iter(items)
        with ThreadPoolExecutor(self._count) as pool:
            running: list[Future[Reading]] = [
                pool.submit(self.read, *item) for item in islice(ahead, 2 * self._count)
            ]
            while running:
                reading = running.pop(0).result()
                running.extend(pool.submit(self.read, *item) for item in islice(ahead, 1))
                yield reading


class _Stopped(Exception):
    """The process ended or was killed; the argument is the reason's key or empty."""


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, limits: Limits, annotate: bool) -> None:
        self._limits = limits
        self._served = 0
        self.alive = True
        self._folder = tempfile.TemporaryDirectory(prefix="danchieu-", ignore_cleanup_errors=True)
        answers, theirs = os.pipe()
        settings = {
            "answers": theirs,
            "annotate": annotate,
            "memory_bytes": limits.memory_bytes,
            "written_bytes": limits.written_bytes,
            "open_files": limits.open_files,
            "cpu_seconds": limits.cpu_seconds,
        }
        complaints = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "index.guarded.process", json.dumps(settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                pass_fds=(theirs,),
                cwd=self._folder.name,
                env={"TMPDIR": self._folder.name, "HOME": self._folder.name,
                     "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
                start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(theirs)
        self._answers = answers
        assert self._process.stdin is not None
        self._requests = self._process.stdin.fileno()
        os.set_blocking(self._requests, False)
        os.set_blocking(self._answers, False)
        try:
            self._take(ANSWER.size, time.monotonic() + _START_SECONDS)
        except _Stopped as stopped:
            self.kill()
            complaints.seek(0)
            said = complaints.read()[-2000:].decode("utf-8", "replace").strip()
            raise RuntimeError(f"the reading process does not start: {said}") from stopped
        finally:
            complaints.close()

    def fresh(self) -> bool:
        """Whether the process may read one more file."""
        return self.alive and self._served < self._limits.recycle

    def read(self, data: bytes, source: Source) -> Reading:
        """Read one file; afterwards the process may be dead."""
        answer = self.answer({"read": to_json(source)}, data)
        if isinstance(answer, Reading):
            return answer
        reading = from_json(Reading, json.loads(answer))
        if reading.reason == "limit_memory":
            self.kill()
            return _refused("limit_memory", self._limits)
        return reading

    def answer(self, asked: dict[str, Any], data: bytes) -> bytes | Reading:
        """What the process answers about a file; the outcome as a Reading when it was stopped."""
        self._served += 1
        limits = self._limits
        until = time.monotonic() + limits.wall_seconds
        about = json.dumps(asked).encode()
        try:
            self._give(HEAD.pack(len(about), len(data)) + about, until)
            self._give(data, until)
            (size,) = ANSWER.unpack(self._take(ANSWER.size, until))
            if size > limits.output_bytes:
                raise _Stopped("limit_output")
            return self._take(size, until)
        except _Stopped as stopped:
            ended, held = self._bury(0.0 if str(stopped) else _GRACE_SECONDS)
            reason = str(stopped) or _reason(ended, held, limits)
            if reason != "reader_died":
                return _refused(reason, limits)
            return Reading(Outcome.UNREADABLE, reason=reason, detail=_named(ended))

    def kill(self) -> None:
        """End the process and everything it started."""
        if self.alive:
            self._bury()

    def _give(self, data: bytes, until: float) -> None:
        view = memoryview(data)
        while view:
            if not select.select([], [self._requests], [], max(until - time.monotonic(), 0))[1]:
                raise _Stopped("limit_wall")
            try:
                view = view[os.write(self._requests, view[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise _Stopped from None

    def _take(self, size: int, until: float) -> bytes:
        parts: list[bytes] = []
        while size:
            if not select.select([self._answers], [], [], max(until - time.monotonic(), 0))[0]:
                raise _Stopped("limit_wall")
            part = os.read(self._answers, min(size, _CHUNK))
            if not part:
                raise _Stopped
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _bury(self, grace: float = 0.0) -> tuple[int, int]:
        """Kill the group, after ``grace`` seconds in which the process may end by itself.

        Gives the exit code (negative for a signal) and the memory it held.
        """
        self.alive = False
        pid = self._process.pid
        until = time.monotonic() + grace
        status = held = gone = 0
        with contextlib.suppress(ChildProcessError):
            while not gone and time.monotonic() < until:
                gone, status, usage = os.wait4(pid, os.WNOHANG)
                time.sleep(0.01)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)  # with what it may have started
            if not gone:
                _, status, usage = os.wait4(pid, 0)
            held = usage.ru_maxrss * 1024
        self._process.returncode = ended = os.waitstatus_to_exitcode(status)
        os.close(self._answers)
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._folder.cleanup()
        return ended, held


def _reason(ended: int, held: int, limits: Limits) -> str:
    """Which limit a process that ended by itself ran into."""
    if ended == -signal.SIGXCPU:
        return "limit_cpu"
    if ended == -signal.SIGXFSZ:
        return "limit_written"
    if ended == -signal.SIGKILL:
        return "limit_memory"  # the system ran out of memory and chose it
    if -ended in _MEMORY_SIGNALS and held > _MUCH * limits.memory_bytes:
        return "limit_memory"
    return "reader_died"


def _named(ended: int) -> str:
    if ended < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-ended).name
    return str(ended)


def _refused(reason: str, limits: Limits) -> Reading:
    detail = {
        "limit_file": f"{limits.file_bytes >> 20} MB",
        "limit_memory": f"{limits.memory_bytes >> 20} MB",
        "limit_output": f"{limits.output_bytes >> 20} MB",
        "limit_written": f"{limits.written_bytes >> 20} MB",
        "limit_cpu": f"{limits.cpu_seconds} s",
        "limit_wall": f"{limits.wall_seconds:g} s",
    }[reason]
    return Reading(Outcome.REFUSED, reason=reason, detail=detail)
