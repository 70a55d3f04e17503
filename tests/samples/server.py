"""Serves a built sample portal: ``python -m tests.samples.server [--port N] [--harvest 1|2]``.

It answers as real portals do: validators (ETag, Last-Modified) and 304, 404 for what is gone,
and a cookie challenge with status 200 in place of some pages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .build import MANIFEST, build

PORT = 8765
COOKIE = "D1N=0f8c2b6e41d97a350f8c2b6e41d97a35"
CHALLENGE = (
    f'<html><body><script>document.cookie="{COOKIE}"+"; expires=Fri, 31-Dec-2099 '
    '23:59:59 GMT; path=/";window.location.reload(true);</script></body></html>'
).encode()
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


class PortalServer(ThreadingHTTPServer):
    """The server of one folder; ``answers`` counts what was answered, by path and status."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.challenged: list[str] = json.loads((folder / MANIFEST).read_text())["challenge"]
        self.answers: list[tuple[str, int]] = []
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """The portal's address without a final slash, "http://127.0.0.1:8765"."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PortalServer

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD: the same fields without the body."""
        self._answer(body=False)

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path in self.server.challenged and COOKIE not in self.headers.get("Cookie", ""):
            self._send(200, CHALLENGE, {"Content-Type": "text/html"}, body)
            return
        file = self._file(path)
        if file is None:
            page = "<html><body><h1>404</h1><p>Không tìm thấy trang.</p></body></html>".encode()
            self._send(404, page, {"Content-Type": TYPES[".html"]}, body)
            return
        data = file.read_bytes()
        changed = int(file.stat().st_mtime)
        etag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
        fields = {
            "Content-Type": TYPES[file.suffix],
            "ETag": etag,
            "Last-Modified": formatdate(changed, usegmt=True),
        }
        if self._is_current(etag, changed):
            self._send(304, b"", fields, body=False)
        else:
            self._send(200, data, fields, body)

    def _file(self, path: str) -> Path | None:
        root = self.server.folder.resolve()
        file = (root / path.lstrip("/")).resolve()
        if not file.is_relative_to(root):
            return None
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.is_file() and file.suffix in TYPES else None

    def _is_current(self, etag: str, changed: int) -> bool:
        """RFC 9110, 13.2.2: If-None-Match goes before If-Modified-Since."""
        if (match := self.headers.get("If-None-Match")) is not None:
            return etag in [tag.strip().removeprefix("W/") for tag in match.split(",")]
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since).timestamp() >= changed
        except ValueError:
            return False

    def _send(self, status: int, data: bytes, fields: dict[str, str], body: bool) -> None:
        self.server.answers.append((self.path, status))
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo's own table is what should be read."""


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[PortalServer]:
    """Serve ``folder`` from a thread until the block ends; port 0 takes a free one."""
    server = PortalServer(folder, port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Build the portal into a folder (a temporary one if none is named) and serve it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--harvest", type=int, choices=(1, 2), default=1)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        build(folder, chosen.harvest)
        server = PortalServer(folder, chosen.port)
        print(server.address, flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()


if __name__ == "__main__":
    main()
