"""Web pages: how much of a page's own text is kept, how much of the frame is kept out, how fast.

The truth is the text of the vbpl pages in ``text/vbpl_docs.dev.jsonl.gz`` up to the page's foot,
which that file took along; words are compared as multisets. Where trafilatura is installed it
reads the same pages in the same run.
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


def trafilatura_text() -> Callable[[bytes, str], str] | None:
    """The same with trafilatura, if it is installed."""
    try:
        import trafilatura  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return lambda data, _: trafilatura.extract(data, include_tables=True) or ""


def shares(found: str, truth: str) -> tuple[float, float]:
    """Recall and precision of words."""
    one, other = Counter(found.split()), Counter(truth.split())
    common = sum((one & other).values())
    return common / max(1, sum(other.values())), common / max(1, sum(one.values()))


def main() -> int:
    """Print one line for each reader."""
    pages = sorted((SHARED / "html" / "vbpl_new" / "dev").glob("*.html.gz"))
    if not pages:
        print(f"no pages in {SHARED / 'html'}")
        return 1
    wanted = {page.name.removesuffix(".gz") for page in pages}
    truth: dict[str, str] = {}
    with gzip.open(SHARED / "text" / "vbpl_docs.dev.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            if record["file"] in wanted:
                truth[record["file"]] = record["text"].split(FOOT)[0]
    readers: dict[str, Callable[[bytes, str], str]] = {"danchieu": own_text}
    other = trafilatura_text()
    if other:
        readers["trafilatura"] = other
    print(f"{len(truth)} pages of vbpl.vn")
    for name, reader in readers.items():
        recalls, precisions, size, seconds = [], [], 0, 0.0
        for page in pages:
            file = page.name.removesuffix(".gz")
            if file not in truth:
                continue
            data = gzip.decompress(page.read_bytes())
            began = time.process_time()
            text = reader(data, file)
            seconds += time.process_time() - began
            size += len(data)
            recall, precision = shares(text, truth[file])
            recalls.append(recall)
            precisions.append(precision)
            if "-v" in sys.argv:
                print(f"  {file}: recall {recall:.3f} precision {precision:.3f}")
        count = len(recalls)
        print(
            f"{name}: recall {sum(recalls) / count:.4f}, precision {sum(precisions) / count:.4f}, "
            f"{size / 1e6 / seconds:.2f} MB/s of markup, {count / seconds:.1f} pages/s"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
