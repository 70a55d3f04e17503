"""``make bench-pages``: tables, footnotes, frame, order and blocks of pages of real files.

Options: ``--errors`` lists each miss, ``--no-scans`` leaves out what needs OCR; other words name
the files of ``tests/gold/pages`` to score.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator

import pikepdf

from extract.model import Source
from index.guarded.workers import ReadingWorkers
from tests.bench.corpus import SHARED, require_shared
from tests.bench.page_score import MEASURES, PageScore, score_page
from tests.bench.page_truth import TrueFile, true_files

_FORMATS = ("text PDF", "scan", "DOCX")


def main() -> None:
    """Print the shares by measure and format."""
    require_shared()
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    files = [
        file
        for file in true_files()
        if (not names or file.name in names) and not ("--no-scans" in sys.argv and file.scan)
    ]
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for file, score in scores(files):
        for measure, good in score.outcomes:
            total[measure, file.format] += 1
            right[measure, file.format] += good
        if "--errors" in sys.argv:
            for line in score.errors:
                print(f"{file.name} {score.page or ''}: {line}")
    pages = Counter(file.format for file in files for _ in file.pages)
    print("pages of real files " + "".join(f"{name:>19}" for name in _FORMATS))
    print("  pages             " + "".join(f"{pages[name]:19}" for name in _FORMATS))
    for measure in MEASURES:
        cells = (_share(right[measure, name], total[measure, name]) for name in _FORMATS)
        print(f"  {measure:18}" + "".join(f"{cell:>19}" for cell in cells))


def scores(files: list[TrueFile]) -> Iterator[tuple[TrueFile, PageScore]]:
    """Each page of ``files`` with its score; a file that is not read has every page wrong."""
    contents = [(content_of(file), Source(file.file.rpartition("/")[2])) for file in files]
    with ReadingWorkers(2) as workers:
        readings = list(workers.read_many(contents))
    for file, reading in zip(files, readings, strict=True):
        if reading.document is None:
            print(f"{file.name}: {reading.outcome} {reading.reason}")
            continue
        for page in file.pages:
            number = page.page
            if number is not None and file.read:
                number = file.read.index(number) + 1
            yield file, score_page(reading.document, page, number, scan=file.scan)


def content_of(file: TrueFile) -> bytes:
    """The original, of a long scan the pages that are read."""
    content = (SHARED / file.file).read_bytes()
    if not file.read:
        return content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.new() as some:
        for number in file.read:
            some.pages.append(pdf.pages[number - 1])
        some.save(out)
    return out.getvalue()


def _share(right: int, total: int) -> str:
    return f"{right / total:.3f} {right:4}/{total:<4}" if total else "–"


if __name__ == "__main__":
    main()
