"""``make bench-text``: how faithfully and how fast PDFs and scans are read.

Options: ``--all`` reads every page of the scan and Word pairs (minutes), ``--quick`` no scan.
"""

from __future__ import annotations

import io
import re
import resource
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2 as pdfium

from extract.model import BlockKind, Document, Source
from extract.reading import read
from index.guarded.workers import ReadingWorkers
from tests.bench.corpus import require_shared
from tests.bench.header_truth import Score, compare, truths

_FEW_PAGES = 6  # of each pair, without --all
_LEADER = re.compile(r" ?(?:…|\.(?= ?[.…]))[.… ]*")
_PLUMBER_FILES, _PLUMBER_PAGES = 6, 6  # pdfplumber is timed on a sample: pages of each


def main() -> None:
    """Print all figures."""
    warnings.simplefilter("ignore")
    data = require_shared() / "data"
    everything, quick = "--all" in sys.argv, "--quick" in sys.argv
    speed(data)
    memory(data)
    if not quick:
        with ReadingWorkers(2) as workers:
            headers(data, workers)
            twins(data, workers, everything)


def headers(data: Path, workers: ReadingWorkers) -> None:
    """Header fields against the truth; wrong must be 0."""
    print("\nheader fields            right  blank  wrong  share")
    items = list(truths(data))
    score = Score()
    readings = workers.read_many((path.read_bytes(), Source(path.name)) for path, _ in items)
    for (path, truth), reading in zip(items, readings, strict=True):
        if reading.document is None:
            print(f"  {path.name}: {reading.outcome} {reading.reason}")
            continue
        compare(score, str(path.relative_to(data)), reading.document, truth)
    for name, counts in score.counts.items():
        print(
            f"  {name:22} {counts['right']:6} {counts['blank']:6} {counts['wrong']:6}"
            f"  {score.share(name):.3f}"
        )
    for line in score.wrong:
        print(f"    {line}")


def twins(data: Path, workers: ReadingWorkers, everything: bool) -> None:
    """Character error rate of scans against the same document in Word, accents counted.

    The second rate takes each row of dots, however long, for one: their number says nothing.
    """
    print("\nscan against Word twin   pages  characters  error rate  dots as one  s/page")
    for folder in sorted((data / "pdf_scan_pairs" / "dev").iterdir()):
        scan = (folder / "scan.pdf").read_bytes()
        pages = None if everything else _FEW_PAGES
        if pages is not None:
            scan = first_pages(scan, pages)
        start = time.perf_counter()
        reading = workers.read(scan, Source("scan.pdf"))
        took = time.perf_counter() - start
        word = workers.read((folder / "digital.docx").read_bytes(), Source("digital.docx"))
        if reading.document is None or word.document is None:
            print(f"  {folder.name}: {reading.reason or word.reason}")
            continue
        found, truth = body(reading.document), body(word.document)
        if pages is not None:
            truth = truth[: len(found) + 3000]
        errors, upto = prefix_distance(found, truth)
        fewer, shorter = prefix_distance(dots_as_one(found), dots_as_one(truth))
        count = len(reading.document.pages)
        print(
            f"  {folder.name:22} {count:6} {upto:11} {100 * errors / max(upto, 1):10.2f} %"
            f"{100 * fewer / max(shorter, 1):11.2f} %  {took / max(count, 1):6.2f}"
        )


def speed(data: Path) -> None:
    """Pages a second over the text PDFs, beside PDFium alone and pdfplumber alone.

    Files with a page that needs OCR are left out; a second of processor time is steadier than
    one of the clock where others use the machine.
    """
    files = []
    for path in sorted((data / "pdf_text").rglob("*.pdf")):
        content = path.read_bytes()
        reading = read(content, Source(path.name))
        if reading.document and all(page.way != "ocr" for page in reading.document.pages):
            files.append(content)
    pages = sum(_pages(file) for file in files)
    print(f"{'text PDFs':24} {'pages':>6}  pages/s  pages/CPU s")
    _timed("PDFium alone, 1 core", pages, lambda: [_pdfium(file) for file in files])
    some = files[:: max(len(files) // _PLUMBER_FILES, 1)]
    few = sum(min(_pages(file), _PLUMBER_PAGES) for file in some)
    _timed("pdfplumber, 1 core", few, lambda: [_plumber(file) for file in some])
    _timed("ours, 1 core", pages, lambda: [read(file, Source("a.pdf")) for file in files])
    with ReadingWorkers(2) as workers:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: workers.read(b"a", Source("warm")), range(2)))
        start = time.perf_counter()
        for _ in workers.read_many((file, Source("a.pdf")) for file in files):
            pass
        took = time.perf_counter() - start
    print(f"  {'ours, 2 workers':22} {pages:6} {pages / took:8.1f}")


def _timed(name: str, pages: int, work: Callable[[], object]) -> None:
    start, spent = time.perf_counter(), time.process_time()
    work()
    took, used = time.perf_counter() - start, time.process_time() - spent
    print(f"  {name:22} {pages:6} {pages / took:8.1f} {pages / used:12.1f}")


def memory(data: Path) -> None:
    """Memory while the same document is read until a thousand pages have been."""
    file = max((data / "pdf_text").rglob("*.pdf"), key=lambda path: _pages(path.read_bytes()))
    content, pages = file.read_bytes(), 0
    print("\nmemory over 1,000 pages")
    while pages < 1000:
        reading = read(content, Source(file.name))
        pages += len(reading.document.pages) if reading.document else 0
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  after {pages:5} pages: {held:6.0f} MB at most")


def first_pages(data: bytes, count: int) -> bytes:
    """A PDF of the first pages."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as whole, pikepdf.new() as part:
        part.pages.extend(whole.pages[:count])
        part.save(output)
    return output.getvalue()


def body(document: Document) -> str:
    """The text without furniture and head, whitespace as one space."""
    left_out = (BlockKind.BOILERPLATE, BlockKind.HEADER)
    text = " ".join(document.quote((b.start, b.end)) for b in document.blocks
                    if b.kind not in left_out)  # fmt: skip
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def dots_as_one(text: str) -> str:
    """``text`` with one mark for each row of dots and the spaces around it."""
    return _LEADER.sub("…", text)


def prefix_distance(found: str, truth: str) -> tuple[int, int]:
    """Least edit distance of ``found`` to a beginning of ``truth``, and that beginning's length.

    Hyyrö's bit-parallel form of Myers' algorithm (2003), on integers of any length.
    """
    size = len(found)
    where: dict[str, int] = {}
    for index, letter in enumerate(found):
        where[letter] = where.get(letter, 0) | (1 << index)
    full, top = (1 << size) - 1, 1 << max(size - 1, 0)
    plus, minus, score = full, 0, size
    best = (size, 0)
    for index, letter in enumerate(truth, start=1):
        equal = where.get(letter, 0)
        across = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (~(across | plus) & full)
        down = plus & across
        score += bool(up & top) - bool(down & top)
        up, down = ((up << 1) | 1) & full, (down << 1) & full
        both = equal | minus
        plus, minus = down | (~(both | up) & full), up & both
        best = min(best, (score, index))
    return best


def _pages(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def _pdfium(data: bytes) -> None:
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def _plumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:_PLUMBER_PAGES]:
            page.extract_text(use_text_flow=True)
            page.extract_tables()
            page.close()


if __name__ == "__main__":
    main()
