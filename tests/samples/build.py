"""Builds the sample portal from its texts: ``python -m tests.samples.build FOLDER [HARVEST]``.

The bytes are the same on every run with the same versions of reportlab and Pillow.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import zlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from . import as_html
from .as_docx import docx
from .as_pdf import pdf
from .as_scan import scan
from .official import News, Official, read

HERE = Path(__file__).parent
FIRST = datetime(2023, 11, 6, 1, 0, tzinfo=UTC)  # Last-Modified of the first harvest's pages
SECOND = datetime(2023, 11, 13, 1, 0, tzinfo=UTC)
MANIFEST = "cong-mau.json"  # what the server must know that the files do not say
BROKEN_AT = 0.4  # of the file's length
FORMATS = {"pdf": pdf, "docx": docx, "scan": scan}


def build(folder: Path, harvest: int = 1) -> None:
    """Write the portal into ``folder`` as it is at the first or second harvest."""
    site = _Site(folder, harvest)
    site.listings()
    site.details()
    site.news()
    site.rest()


class _Site:
    def __init__(self, folder: Path, harvest: int) -> None:
        self._folder = folder
        self._harvest = harvest
        self._portal: dict[str, Any] = yaml.safe_load(
            (HERE / "portal.yaml").read_text(encoding="utf-8")
        )
        self._documents: list[dict[str, Any]] = self._portal["documents"]
        self._rows = [self._row(item) for item in self._documents]

    def listings(self) -> None:
        base, size = self._portal["listing"], self._portal["rows_a_page"]
        last = -(-len(self._rows) // size)
        for page in range(1, last + 1):
            rows = self._rows[(page - 1) * size : page * size]
            main = as_html.listing(rows, page, last, base)
            self._page(base if page == 1 else f"{base}trang-{page}/", "Văn bản chỉ đạo", main)

    def details(self) -> None:
        for item, (address, _, title, _) in zip(self._documents, self._rows, strict=True):
            if item.get("missing"):
                continue
            if item.get("challenge"):
                self._page(
                    address, title, f"<h1>{title}</h1><p>Nội dung chỉ hiện sau khi có cookie.</p>"
                )
                continue
            attributes, content = self._attributes(item), ""
            if item.get("broken"):
                whole = pdf(_official("qd-1591-binh-thuan"), self._portal["notice"])
                self._write(item["files"]["pdf"], whole[: int(len(whole) * BROKEN_AT)])
            else:
                now, before = (_official(item["text"], n) for n in (self._harvest, 1))
                for kind, path in item.get("files", {}).items():
                    self._write(path, FORMATS[kind](now, self._portal["notice"]))
                content = "" if "files" in item else as_html.official(now)
                changed = now != before
            others = [(row[0], row[2]) for row in self._rows if row[0] != address][:4]
            files = [(path, path.rsplit("/", 1)[1]) for path in item.get("files", {}).values()]
            main = as_html.detail(attributes, item["attributes"], title, content, files, others)
            self._page(address, title, main, changed=not item.get("broken") and changed)

    def news(self) -> None:
        items = [(item["page"], _news(item["text"])) for item in self._portal["news"]]
        self._page(self._portal["news_listing"], "Tin tức", as_html.news_listing(items))
        for address, news in items:
            others = [(path, other.headline) for path, other in items if path != address]
            main = as_html.news_page(news, others, self._harvest)
            self._page(address, news.headline, main, changed=self._harvest > 1 and news.widget)

    def rest(self) -> None:
        """Home page, the page about the portal, robots.txt, the picture, the manifest."""
        self._page(
            "/",
            "Trang chủ",
            '<h1>Trang chủ</h1><p><a href="/van-ban/">Văn bản chỉ đạo'
            '</a></p><p><a href="/tin-tuc/">Tin tức</a></p>',
        )
        self._page(
            "/gioi-thieu.html", "Giới thiệu", f"<h1>Giới thiệu</h1><p>{self._portal['notice']}</p>"
        )
        self._page("/quan-tri/", "Đăng nhập", "<h1>Đăng nhập</h1>")
        self._write("/robots.txt", b"User-agent: *\nDisallow: /quan-tri/\n")
        self._write("/anh/minh-hoa.png", _grey_picture(64, 48))
        challenged = [item["page"] for item in self._documents if item.get("challenge")]
        self._write(f"/{MANIFEST}", json.dumps({"challenge": challenged}).encode())

    def _row(self, item: dict[str, Any]) -> tuple[str, str, str, date]:
        if "text" not in item:
            return item["page"], item["number"], item["title"], item["date"]
        document = _official(item["text"])
        name = (document.type or "Công văn").capitalize()
        title = document.title if document.type is None else f"{name}: {document.title}"
        return item["page"], document.number, title, document.issued_on

    def _attributes(self, item: dict[str, Any]) -> list[tuple[str, str]]:
        if item.get("broken"):
            values = (item["number"], item["date"], item["type"], item["issuer"], item["title"])
            signer = "Đang cập nhật"
        else:
            document = _official(item["text"])
            kind = (document.type or "Công văn").capitalize()
            values = (document.number, document.issued_on, kind, document.issuer, document.title)
            signer = document.signer
        number, day, kind, issuer, title = values
        return [
            ("Số ký hiệu", number),
            ("Ngày ban hành", f"{day:%d/%m/%Y}"),
            ("Loại văn bản", kind),
            ("Cơ quan ban hành", issuer),
            ("Người ký", signer),
            ("Tình trạng", "Đã biết"),
            ("Trích yếu", title),
            ("Lĩnh vực", "Giáo dục và Đào tạo"),
        ]

    def _page(self, address: str, title: str, main: str, changed: bool = False) -> None:
        visits = 637_261 + zlib.crc32(address.encode()) % 9_000
        if changed:
            visits += 4_112
        page = as_html.frame(self._portal["name"], self._portal["notice"], title, main, visits)
        self._write(address + "index.html" if address.endswith("/") else address, page, changed)

    def _write(self, address: str, data: bytes, changed: bool = False) -> None:
        path = self._folder / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        when = (SECOND if changed else FIRST).timestamp()
        os.utime(path, (when, when))


def _official(name: str, harvest: int = 1) -> Official:
    text = read(name, harvest)
    assert isinstance(text, Official), name
    return text


def _news(name: str) -> News:
    text = read(name)
    assert isinstance(text, News), name
    return text


def _grey_picture(width: int, height: int) -> bytes:
    """A plain PNG (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xb0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
