"""Portals replayed: a local server sends saved pages, and the whole chain of rules runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flows.fetch import Fetcher
from flows.gather import fetch_items, list_portal
from flows.keeping import Keeping
from flows.portal import Portal, Start, load_portal, portal_files
from flows.progress import Tally
from flows.settings import FlowSettings
from index.archive import Archive
from index.ledger import Ledger
from index.records import CaptureRecord


@contextmanager
def replaying(pages: Mapping[str, bytes]) -> Iterator[str]:
    """Serves each page at every address that contains its key; gives the host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = unquote(self.path)
            body = next((page for part, page in pages.items() if part in asked), None)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def gather(portal: Portal, host: str, folder: Path) -> tuple[Tally, list[CaptureRecord]]:
    portal = replace(portal, homepage=f"http://{host}/", pace_seconds=0.0)

    async def run(keeping: Keeping) -> Tally:
        async with Fetcher(FlowSettings(), internal=host) as fetcher:
            found = await list_portal(portal, fetcher, keeping)
            tally = found.tally
            tally.add(await fetch_items(found.items, portal, fetcher, keeping))
            return tally

    with Archive(folder / "archive", writable=True) as archive:
        ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        tally = asyncio.run(run(Keeping(archive, ledger)))
        captures = list(ledger.to_read("none"))
        ledger.close()
    return tally, captures


def portal(name: str) -> Portal:
    (path,) = [path for path in portal_files() if path.stem == name]
    return load_portal(path)


def test_the_gazette_goes_from_issues_to_documents(shared: Path, tmp_path: Path) -> None:
    saved = shared / "data" / "html" / "congbao_sonla"
    pages = {
        "GazettesByYearMonth": (saved / "gazettes_by_year_2026.html").read_bytes(),
        "2026%2FNo.%7B47%7D": (saved / "documents_by_gazette_sample.html").read_bytes(),
        "2026/No.{47}": (saved / "documents_by_gazette_sample.html").read_bytes(),
        "$file/": (shared / "data" / "docx" / "nd30-2020" / "Phuluc2.doc").read_bytes(),
    }
    with replaying(pages) as host:
        tally, captures = gather(replace(portal("congbao_sonla"), list_pages=2), host, tmp_path)
    assert not tally.troubles
    documents = [each for each in captures if each.facts["kind"] == "document"]
    assert len(documents) == 11
    first = dict(documents[0].facts["listed"])  # type: ignore[call-overload]
    assert first["number"] == "37/2026/QĐ-UBND"
    assert first["issued_on"] == "2026-07-13"
    assert first["type"] == "Quyết định"
    # Equal files at several addresses are archived once and repeated by name.
    assert sum(path.stat().st_size for path in (tmp_path / "archive").iterdir()) < 120_000


def test_the_legal_database_goes_from_search_to_text_attributes_relations(
    shared: Path, tmp_path: Path
) -> None:
    saved = shared / "data" / "html" / "vbpl_old"
    pages = {
        "vanban.aspx": (saved / "vbpl_search.6d497e7.html").read_bytes(),
        "toanvan.aspx": (saved / "vbpl_v1.a961fe6.html").read_bytes(),
        "thuoctinh.aspx": (saved / "vbpl_thuoctinh.86ade0e.html").read_bytes(),
        "luocdo.aspx": (saved / "vbpl_luocdo_phaply.33c3737.html").read_bytes(),
    }
    old = portal("vbpl_cu")
    start = Start("/tw/Pages/vanban.aspx", "search")
    with replaying(pages) as host:
        tally, captures = gather(
            replace(old, starts=(start,), list_pages=1, documents=2), host, tmp_path
        )
    assert not tally.troubles
    kinds = [str(each.facts["kind"]) for each in captures]
    assert sorted(kinds) == ["companion"] * 4 + ["document"] * 2 + ["list"]
    text = next(each for each in captures if each.facts["kind"] == "document")
    listed = dict(text.facts["listed"])  # type: ignore[call-overload]
    assert listed["signer"] == "Nguyễn Sinh Hùng"  # from the page of attributes
    assert listed["issuer"] == "Quốc hội"
