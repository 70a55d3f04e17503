"""A network between us and a server that can be made to fail: every answer is the server's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HELD_SECONDS = 3
OVERLOADED = b'{"error":{"type":"es_rejected_execution_exception","reason":"queue"},"status":429}'


class Network:
    """Passes requests on to the server at ``address``, but for those that a fault meets.

    ``faults`` maps a path's ending ("_bulk") to the faults that its next requests meet, in order:
    "overloaded" (answered with 429), "cut before" and "cut after" the server did what was asked,
    "held" (not answered for longer than the tests wait).
    """

    def __init__(self, address: str) -> None:
        self.faults: dict[str, list[str]] = {}
        self.met: list[str] = []
        server = urlsplit(address).netloc

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = lambda one: one.passed_on()

            def passed_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fault = network.next_fault(urlsplit(self.path).path)
                if fault == "overloaded":
                    return self.answer(429, {"Content-Type": "application/json"}, OVERLOADED)
                if fault == "held":
                    time.sleep(HELD_SECONDS)
                if fault in ("held", "cut before"):
                    return self.cut()
                upstream = HTTPConnection(server, timeout=60)
                headers = {name: text for name, text in self.headers.items() if name != "Host"}
                upstream.request(self.command, self.path, body, headers)
                reply = upstream.getresponse()
                content = reply.read()
                upstream.close()
                if fault == "cut after":
                    return self.cut()
                return self.answer(reply.status, dict(reply.getheaders()), content)

            def answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
                self.send_response(status)
                for name, text in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding"):
                        self.send_header(name, text)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def cut(self) -> None:
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        network = self
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next_fault(self, path: str) -> str:
        """The fault that a request of this path meets; empty for none."""
        for ending, faults in self.faults.items():
            if path.endswith(ending) and faults:
                self.met.append(faults[0])
                return faults.pop(0)
        return ""

    def close(self) -> None:
        """Stop passing on."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def faulty_network(address: str) -> Iterator[Network]:
    """A network to the server at ``address``, without faults at first."""
    network = Network(address)
    try:
        yield network
    finally:
        network.close()
