"""``make fuzz``: spoilt copies of sound files through every reader, for MINUTES (default 10).

Each must end in a typed outcome with a sentence; whatever escapes, or takes longer than its
limits, is kept in ``fuzz-findings/`` and makes the run fail.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extract.catalogue import say
from extract.model import Outcome, Source
from index.guarded.limits import Limits
from index.guarded.workers import ReadingWorkers
from tests.bench.corpus import SHARED
from tests.extract.word_files import docx as word
from tests.extract.word_files import flat, mhtml, with_part
from tests.samples.as_docx import docx
from tests.samples.as_pdf import pdf
from tests.samples.as_scan import scan
from tests.samples.build import _official
from tests.samples.hostile import good_docx, good_html, good_pdf, mutations
from tests.samples.portal_news import portal_news

LIMITS = Limits(memory_bytes=1 << 30, cpu_seconds=20, wall_seconds=40.0)
_LARGEST = 400_000  # bytes of a real file that is spoilt
_RTF = (
    r"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}}"
    + r"\pard\f0\b K\u7871? ho\u7841?ch\b0\par\trowd\cellx3000\cellx6000 A\cell B\cell\row" * 20
    + r"{\footnote Xem \'d0i\u7873?u 2.}\pard 1. Vi\u7879?c\par}"
)
_FINDINGS = Path("fuzz-findings")


def sound() -> list[tuple[str, bytes]]:
    """Name and bytes of the files that are spoilt: our own and, where they are, real ones."""
    plan = _official("kh-3461-binh-thuan")
    found = [
        ("a.pdf", good_pdf()), ("a.docx", good_docx()), ("a.html", good_html()),
        ("plan.pdf", pdf(plan, "fuzz")), ("plan.docx", docx(plan, "fuzz")),
        ("plan.zip", _zipped({"plan.docx": good_docx(), "plan.html": good_html()})),
        ("quet.pdf", scan(_official("cv-2834-binh-thuan"), "fuzz")),
        ("a.rtf", _RTF.encode()), ("cu.doc", mhtml(good_html().decode())),
        ("phang.xml", flat(good_docx())),
        ("chen.docx", with_part(word('<w:altChunk r:id="rIdX"/>'), "a.htm", good_html())),
        ("ve.html", portal_news()["next data"].markup.encode()),
        ("plan.txt", ("I. MỤC TIÊU\n1. Đạt 95% trước ngày 15/9/2023.\n" * 40).encode()),
    ]  # fmt: skip
    folders = ("pdf_text", "docx", "html") if SHARED.is_dir() else ()
    for folder in folders:
        for path in sorted((SHARED / "data" / folder).rglob("*.*")):
            if path.is_file() and path.stat().st_size <= _LARGEST:
                found.append((path.name, path.read_bytes()))
    return found


def _zipped(members: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return output.getvalue()


def spoilt(until: float, seed: int) -> Iterator[tuple[str, bytes]]:
    """Spoilt copies of all files, round after round, until the clock says so."""
    files = sound()
    chance = random.Random(seed)
    while True:
        for name, whole in files:
            for data in mutations(whole, 2, seed=chance.randrange(1 << 30)):
                if time.monotonic() >= until:
                    return
                yield name, data


def main() -> int:
    """Run the loop; the exit code is 1 when something escaped."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(time.time())
    print(f"fuzz: {minutes:g} minutes, seed {seed}", flush=True)
    until = time.monotonic() + 60 * minutes
    counts: Counter[str] = Counter()
    pending: list[tuple[str, bytes]] = []
    escaped = 0

    def items() -> Iterator[tuple[bytes, Source]]:
        for name, data in spoilt(until, seed):
            pending.append((name, data))
            yield data, Source(name)

    with ReadingWorkers(2, LIMITS) as workers:
        for number, reading in enumerate(workers.read_many(items())):
            name, data = pending[number]
            pending[number] = ("", b"")
            key = f"{reading.outcome.value} {reading.reason or ''}".strip()
            counts[key] += 1
            if reading.outcome is not Outcome.READ:
                say(f"outcome.{reading.reason}", "vi", name=name, detail=reading.detail)
            if reading.reason == "reader_died":
                escaped += 1
                _FINDINGS.mkdir(exist_ok=True)
                (_FINDINGS / f"{escaped}-{name}").write_bytes(data)
                print(f"  {name}: {reading.detail}", flush=True)
    for key, count in counts.most_common():
        print(f"  {count:6} {key}")
    print(f"{sum(counts.values())} files, {escaped} made a reader fail")
    return int(escaped > 0)


if __name__ == "__main__":
    sys.exit(main())
