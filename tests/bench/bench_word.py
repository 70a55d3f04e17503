"""``make bench-word``: DOC and DOCX twins side by side; old encodings brought back."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from extract.model import BlockKind, Document, Source
from extract.reading.legacy import Repair, repair
from extract.reading.word import read_doc, read_docx
from tests.bench.corpus import require_shared, texts
from tests.extract.old_letters import WAYS

_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\.|[a-zđ]\)|Điều \d+\.")
_TEXTS, _EVERY, _LETTERS = 200, 17, 20_000  # texts taken, how far apart, letters of each


def main() -> None:
    """Print all figures."""
    data = require_shared() / "data"
    _speed(data)
    _twins(data)
    _legacy()


def _speed(data: Path) -> None:
    print("reader   files   MB  CPU s   MB/s")
    for suffix, read in ((".docx", read_docx), (".doc", read_doc)):
        files = [path.read_bytes() for path in sorted(data.rglob(f"*{suffix}"))]
        start = time.process_time()
        for content in files:
            read(content, Source("bench"))
        spent = time.process_time() - start
        size = sum(map(len, files)) / 1e6
        print(f"{suffix:6} {len(files):7} {size:4.1f} {spent:6.2f} {size / spent:6.2f}")


def _twins(data: Path) -> None:
    print("\ntwin        words  DOC in DOCX  DOCX in DOC  numbered  rows  notes")
    for path in sorted(data.rglob("*.doc")):
        twin = path.with_suffix(".docx")
        if not twin.is_file():
            continue
        old = read_doc(path.read_bytes(), Source(path.name)).document
        new = read_docx(twin.read_bytes(), Source(twin.name)).document
        if old is None or new is None:
            print(f"{path.stem:10} not read")
            continue
        one, two = Counter(_words(old)), Counter(_words(new))
        both = (one & two).total()
        counts = [f"{count(old)}/{count(new)}" for count in (_numbered, _rows, _notes)]
        print(
            f"{path.stem:10} {two.total():6} {both / one.total():12.4f} "
            f"{both / two.total():12.4f} {counts[0]:>9} {counts[1]:>5} {counts[2]:>6}"
        )


def _legacy() -> None:
    sample = [
        unicodedata.normalize("NFC", text[:_LETTERS])
        for _, text in islice(texts(), 0, _TEXTS * _EVERY, _EVERY)
    ]
    modern = [text for text in sample if not Repair(text.split("\n")).needed]
    print(f"\n{len(sample)} texts, {len(sample) - len(modern)} of them found in an old encoding")
    print("written in     word recall before   after   MB/s")
    for name, write in WAYS.items():
        found = before = total = 0
        spent, size = 0.0, 0
        for text in modern:
            written = write(text)
            start = time.process_time()
            converted = repair(written)
            spent += time.process_time() - start
            size += len(written)
            words = Counter(_WORD.findall(text.lower()))
            total += words.total()
            before += (words & Counter(_WORD.findall(written.lower()))).total()
            found += (words & Counter(_WORD.findall(converted.lower()))).total()
        print(f"{name:14} {before / total:18.3f} {found / total:7.4f} {size / 1e6 / spent:6.1f}")


def _words(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is not BlockKind.BOILERPLATE:
            yield from _WORD.findall(document.text[block.start : block.end])


def _numbered(document: Document) -> int:
    return sum(bool(_NUMBERED.match(line)) for line in document.text.split("\n"))


def _rows(document: Document) -> int:
    return sum(block.kind is BlockKind.TABLE_ROW for block in document.blocks)


def _notes(document: Document) -> int:
    return sum(bool(block.anchors) for block in document.blocks)


if __name__ == "__main__":
    main()
