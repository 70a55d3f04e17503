"""Web pages: how much of a page's own text is kept, how much of the frame is kept out, how fast.

The truth is the text of the vbpl pages in ``text/vbpl_docs.dev.jsonl.gz`` up to the page's foot,
which that file took along; words are compared as multisets. Where trafilatura and resiliparse are
installed (``pip install danchieu[bench]``) they read the same pages in the same run.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from extract.model import BlockKind, Source
from extract.reading import read
from tests.samples.layouts import layouts
from tests.samples.portal_documents import portal_documents
from tests.samples.portal_more import portal_more
from tests.samples.portal_news import portal_news

Reader = Callable[[bytes, str], str]
FOOT = "CƠ SỞ DỮ LIỆU QUỐC GIA"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def own_text(data: bytes, name: str) -> str:
    """The text of a page without what is marked as frame."""
    document = read(data, Source(name)).document
    if document is None:
        return ""
    return "\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind not in (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES)
    )


def trafilatura_text() -> Reader | None:
    """The same with trafilatura, if it is installed."""
    try:
        import trafilatura  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return lambda data, _: trafilatura.extract(data, include_tables=True) or ""


def resiliparse_text() -> Reader | None:
    """The same with resiliparse, if it is installed."""
    try:
        from resiliparse.extract.html2text import (  # type: ignore[import-not-found, unused-ignore]
            extract_plain_text,
        )
    except ImportError:
        return None
    return lambda data, _: str(extract_plain_text(data.decode("utf-8"), main_content=True))


def shares(found: str, truth: str) -> tuple[float, float]:
    """Recall and precision of words."""
    one, other = Counter(found.split()), Counter(truth.split())
    common = sum((one & other).values())
    return common / max(1, sum(other.values())), common / max(1, sum(one.values()))


def vbpl_pages() -> list[tuple[str, bytes, str]]:
    """Name, bytes and text of the pages of vbpl.vn."""
    pages = sorted((SHARED / "html" / "vbpl_new" / "dev").glob("*.html.gz"))
    wanted = {page.name.removesuffix(".gz"): page for page in pages}
    found = []
    with gzip.open(SHARED / "text" / "vbpl_docs.dev.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            if record["file"] in wanted:
                data = gzip.decompress(wanted[record["file"]].read_bytes())
                found.append((record["file"], data, record["text"].split(FOOT)[0]))
    return found


def layout_pages() -> list[tuple[str, bytes, str]]:
    """The same of the made-up pages of portals, those that hold a text."""
    return [
        (name, layout.markup.encode(), " ".join((layout.title, *layout.text)))
        for pages in (layouts(), portal_documents(), portal_news(), portal_more())
        for name, layout in pages.items()
        if layout.text
    ]


def compare(pages: list[tuple[str, bytes, str]], readers: dict[str, Reader]) -> None:
    """Print one line for each reader; with ``-v`` one for each page too."""
    for name, reader in readers.items():
        recalls, precisions, size, seconds = [], [], 0, 0.0
        for file, data, truth in pages:
            began = time.process_time()
            text = reader(data, file)
            seconds += time.process_time() - began
            size += len(data)
            recall, precision = shares(text, truth)
            recalls.append(recall)
            precisions.append(precision)
            if "-v" in sys.argv:
                print(f"  {file}: recall {recall:.3f} precision {precision:.3f}")
        count = len(recalls)
        print(
            f"{name}: recall {sum(recalls) / count:.4f}, precision {sum(precisions) / count:.4f}, "
            f"{size / 1e6 / seconds:.2f} MB/s of markup, {count / seconds:.1f} pages/s"
        )


def main() -> int:
    """Compare all readers that are there on both sets of pages."""
    given = {
        "danchieu": own_text,
        "trafilatura": trafilatura_text(),
        "resiliparse": resiliparse_text(),
    }
    readers = {name: reader for name, reader in given.items() if reader is not None}
    if SHARED.is_dir():
        pages = vbpl_pages()
        print(f"{len(pages)} pages of vbpl.vn")
        compare(pages, readers)
    pages = layout_pages()
    print(f"{len(pages)} made-up pages of portals")
    compare(pages, readers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
