"""Serving the reader's pages from this process."""

from __future__ import annotations

import gc
import socket
import threading
from contextlib import suppress

import uvicorn

from extract.sentences import sentences
from index.engine import EngineError
from index.library import Library
from index.query import Query
from search_ui.app import create_app


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections: who comes before the pages are ready waits for them.

    Port 0 takes any free one. Raises OSError.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(128)
    return listening


def answer(listening: socket.socket, library: Library) -> None:
    """Answer from ``library`` until the process is told to stop."""
    threading.Thread(target=_warm, args=(library,), daemon=True).start()
    settings = uvicorn.Config(
        create_app(library), log_level="warning", server_header=False, date_header=True
    )
    uvicorn.Server(settings).run(sockets=[listening])


def _warm(library: Library) -> None:
    """Load what the first reader would otherwise wait for.

    It stays until the end; counting it again for each collection of garbage would take a tenth of
    a second of somebody's search.
    """
    sentences("Một câu.")
    with suppress(EngineError):
        library.search(Query("giáo dục và đào tạo"))
    gc.freeze()
