"""The process in which foreign bytes are read: ``python -I -m index.guarded.process``.

Started by ``index.guarded.workers`` and by nothing else. It takes limits on itself, gives up the
network, then answers one request after another until its input ends. A request is the length of a
JSON head, the head, and the bytes of the file; the answer is a length and so many bytes. The head
names what is asked: ``read`` with the source (the answer is a Reading as JSON), ``page`` or
``words`` with a view of the original (the answer is what there is to see, nothing when it cannot
be shown).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import shutil
import socket
import struct
import sys
import threading
import time
from typing import Any, BinaryIO, NoReturn

from extract.model import Outcome, Reading, Source
from extract.reading.views import PageView, WordsView
from index.encoding import from_json, to_json

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_NO_NEW_PRIVS = 38
HEAD = struct.Struct("<QQ")  # length of the JSON head, length of the file
ANSWER = struct.Struct("<Q")


def main() -> None:
    """Serve requests from standard input; answers go to the descriptor given as argument."""
    settings = json.loads(sys.argv[1])
    answers = os.fdopen(settings["answers"], "wb")
    requests = sys.stdin.buffer
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)  # what libraries print must not mix with answers
    _take_limits(settings)
    _leave_network()
    _end_with_parent()
    # Loaded before the first request, so that a file's own time is spent on the file.
    import extract.reading.pdf

    if settings["annotate"]:
        import extract.annotate  # noqa: F401
    answers.write(ANSWER.pack(0))
    answers.flush()
    while head := requests.read(HEAD.size):
        _serve(head, requests, answers, settings)
    _leave_folder()


def _serve(head: bytes, requests: BinaryIO, answers: BinaryIO, settings: dict[str, Any]) -> None:
    about, size = HEAD.unpack(head)
    asked = json.loads(requests.read(about))
    data = requests.read(size)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    # Only the soft limit: a hard limit once lowered cannot be raised for the next file.
    resource.setrlimit(
        resource.RLIMIT_CPU, (spent + settings["cpu_seconds"], resource.RLIM_INFINITY)
    )
    if "read" in asked:
        reading = read_one(data, from_json(Source, asked["read"]), settings["annotate"])
        text = json.dumps(to_json(reading), ensure_ascii=False, separators=(",", ":"))
        answer = text.encode("utf-8", "replace")  # "?" for half a pair, so that places hold
    else:
        answer = _shown(data, asked)
    answers.write(ANSWER.pack(len(answer)))
    answers.write(answer)
    answers.flush()


def read_one(data: bytes, source: Source, annotated: bool) -> Reading:
    """Read one file and annotate what was read; whatever goes wrong becomes an outcome."""
    from extract.reading import read

    try:
        reading = read(data, source)
    except MemoryError:
        return Reading(Outcome.REFUSED, reason="limit_memory")
    except RecursionError:
        return Reading(Outcome.REFUSED, reason="reader_died", detail="RecursionError")
    except Exception as error:  # the last line of defence for a batch
        return Reading(Outcome.UNREADABLE, reason="reader_died", detail=_named(error))
    if not annotated or reading.document is None:
        return reading
    from extract.annotate import annotate

    try:
        document = annotate(reading.document)
    except MemoryError:
        return Reading(Outcome.REFUSED, reason="limit_memory")
    except Exception as error:  # the text is kept although its annotations failed
        return Reading(Outcome.PARTLY, reading.document, "annotation_failed", _named(error))
    return Reading(reading.outcome, document, reading.reason, reading.detail)


def _shown(data: bytes, asked: dict[str, Any]) -> bytes:
    """What there is to see of the original; nothing when it cannot be shown."""
    from extract.reading.html_original import show_original
    from extract.reading.pdf.picture import draw_page

    try:
        if "page" in asked:
            return draw_page(data, from_json(PageView, asked["page"]))
        return show_original(data, from_json(WordsView, asked["words"])).encode()
    except Exception:  # foreign bytes; what cannot be shown can still be downloaded
        return b""


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _take_limits(settings: dict[str, Any]) -> None:
    for limit, value in (
        (resource.RLIMIT_AS, settings["memory_bytes"]),
        (resource.RLIMIT_FSIZE, settings["written_bytes"]),
        (resource.RLIMIT_NOFILE, settings["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _leave_network() -> None:
    """Give up the network: by an empty network of its own where the system lets us."""
    library = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError, OSError):
        if library.unshare(_CLONE_NEWNET) != 0:
            library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError("no network while reading")

    # A class, since libraries that are imported later derive theirs from it.
    closed = type("socket", (socket.socket,), {"__init__": refuse})
    vars(socket).update(socket=closed, create_connection=refuse, getaddrinfo=refuse)


def _leave_folder() -> None:
    """Remove the folder this process was started in: a parent that was killed cannot."""
    shutil.rmtree(os.getcwd(), ignore_errors=True)


def _end_with_parent() -> None:
    """Stop when the parent is gone, even in the middle of a file."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        _leave_folder()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
