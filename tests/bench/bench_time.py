"""Times, deadlines, targets and bodies: scores against the gold, speed, scaling.

    python -m tests.bench.bench_time [--dump FILE] [--against FILE] [--errors]

``--errors`` lists each miss (-), false find (+) and wrong detail (?) of the gold. ``--dump`` writes
all annotations of the corpus, ``--against`` prints what was gained and lost since such a dump.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from extract.annotate import annotate
from extract.deadlines import find_deadlines
from extract.model import Block, BlockKind, Document, Header, Stated
from extract.targets import find_targets
from extract.times import find_times
from tests.bench import other_dates
from tests.bench.corpus import SHARED, TEXT_SETS, require_shared, texts
from tests.bench.edtf_days import days_of
from tests.bench.time_gold import (
    HELD_OUT,
    PARTS,
    Comparison,
    Item,
    by_document,
    document_of,
    lines_of,
    placed,
    stretches,
    text_of,
    within,
)

CORPUS = (
    "docx/*.docx",
    "pdf_text/*/*.pdf",
    "pdf_text/*/dev/*.pdf",
    "text/*/dev/*",
    "text/school/*",
)
OF_SETS = 10  # every tenth record of the text sets
SPEED_TEXT = 12_000_000  # letters


@cache
def annotated(name: str) -> Document | None:
    """A real document with everything found in it; None when it cannot be read."""
    document = document_of(name)
    return annotate(document) if document else None


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def items_of(document: Document) -> list[Item]:
    """The annotations of a document in the shape of the gold."""
    return [
        *(
            {
                "kind": "time",
                "start": item.start,
                "end": item.end,
                "value": item.value,
                "recurrence": item.recurrence,
                "role": item.role,
            }
            for item in document.times
        ),
        *(
            {
                "kind": "deadline",
                "start": item.start,
                "end": item.end,
                "value": item.value,
                "due_on": _day(item.due_on),
                "recurrence": item.recurrence,
                "lead": list(item.lead),
                "with": list(item.cooperating),
            }
            for item in document.deadlines
        ),
        *(
            {
                "kind": "target",
                "start": item.start,
                "end": item.end,
                "comparator": item.comparator,
                "number": item.value,
                "unit": item.unit,
                "due_on": _day(item.due_on),
            }
            for item in document.targets
        ),
        *(
            {
                "kind": "body",
                "start": item.start,
                "end": item.end,
                "name": item.name,
                "level": item.level,
                "place": item.place,
            }
            for item in document.bodies
        ),
    ]


def score(gold: list[Item], show_errors: bool) -> None:
    """Print how the program does on each part of the gold; no error of those held out."""
    chosen, wanted = stretches(), by_document(gold)
    for part in PARTS:
        comparison, count = Comparison(), 0
        for doc in sorted(chosen):
            of_part = [stretch for stretch in chosen[doc] if stretch.part == part]
            count += len(of_part)
            if not of_part:
                continue
            document = annotated(doc)
            found = within(items_of(document), of_part) if document else []
            comparison.add(doc, text_of(doc), within(wanted[doc], of_part), found)
        held_out = " (held out: not listed by --errors)" if part in HELD_OUT else ""
        print(f"gold, part {part}: {count} stretches{held_out}")
        shown = comparison.differences if show_errors and part not in HELD_OUT else []
        for line in comparison.lines() + shown:
            print(line)


def compare(lines: list[Item]) -> None:
    """Print how other readers do on the expressions of the gold that mean certain days."""
    expressions = []
    for line in lines:
        document = annotated(line["doc"]) if line["kind"] == "time" else None
        days = days_of(line.get("value"))
        if document is None or not isinstance(days, tuple) or not (days[0] and days[1]):
            continue
        signed = days_of(document.header.issued_on.value)
        day = signed[0] if isinstance(signed, tuple) and signed[0] else date(2025, 1, 1)
        expressions.append((document.text[line["start"] : line["end"]], day, (days[0], days[1])))
    print("other readers of dates, handed the bare expressions and the day of the document:")
    for row in other_dates.table(expressions):
        print(row)


def corpus_names() -> Iterator[str]:
    """The documents for gains and losses."""
    for pattern in CORPUS:
        for path in sorted((SHARED / "data").glob(pattern)):
            yield str(path.relative_to(SHARED / "data"))
    for member in TEXT_SETS:
        with gzip.open(SHARED / "data" / member) as lines:
            for number, _ in enumerate(lines):
                if number % OF_SETS == 0:
                    yield f"{member}#{number}"


def dump() -> dict[str, list[list[Any]]]:
    """All annotations of the corpus, as comparable rows by document."""
    rows: dict[str, list[list[Any]]] = {}
    for name in corpus_names():
        document = annotated(f"data/{name}")
        if document is None:
            continue
        rows[name] = [
            [value for key, value in item.items() if key != "role"] for item in items_of(document)
        ]
        annotated.cache_clear()
        document_of.cache_clear()
    return rows


def print_changes(before: dict[str, list[list[Any]]], after: dict[str, list[list[Any]]]) -> None:
    """What was gained and lost between two dumps."""
    for name in sorted(before.keys() | after.keys()):
        old = {json.dumps(row, ensure_ascii=False) for row in before.get(name, [])}
        new = {json.dumps(row, ensure_ascii=False) for row in after.get(name, [])}
        for sign, rows in (("-", old - new), ("+", new - old)):
            for row in sorted(rows):
                print(f"{sign} {name} {row}")


def speed() -> None:
    """Print the speed of the time module on the text sets."""
    pieces: list[Document] = []
    letters = size = 0
    for _, text in texts():
        blocks, position = [], 0
        for line in text.split("\n"):
            blocks.append(Block(BlockKind.PARAGRAPH, position, position + len(line)))
            position += len(line) + 1
        header = Header(issued_on=Stated("2023-09-14"))
        pieces.append(Document("bench", text, tuple(blocks), header))
        letters, size = letters + len(text), size + len(text.encode())
        if letters > SPEED_TEXT:
            break
    start = time.process_time()
    found = sum(len(find_times(piece)) for piece in pieces)
    seconds = time.process_time() - start
    print(f"times: {size / 1e6 / seconds:.2f} MB/s of UTF-8, one core ({found} found)")


HOSTILE: dict[str, Callable[[int], str]] = {
    "digits and slashes": lambda size: "1/2/" * (size // 4),
    "dates": lambda size: "15/9/2023 " * (size // 10),
    "one word": lambda size: "ngày " * (size // 5),
    "cues": lambda size: "trước " * (size // 6),
    "blanks": lambda size: "ngày" + " " * size,
    "years": lambda size: "năm 2023 - " * (size // 11),
    "lists": lambda size: "ngày 1, 2, 3, 4, 5, 6, 7, 8, 9, " * (size // 32),
    "counts": lambda size: "5 ngày kể từ ngày " * (size // 18),
    "quotes": lambda size: "“" * size,
}


HOSTILE_DUTIES: dict[str, Callable[[int], str]] = {
    "one long sentence": lambda size: "báo cáo trước ngày 15/10/2023, " * (size // 31),
    "clauses": lambda size: "báo cáo trước ngày 15/10/2023; " * (size // 31),
    "figures": lambda size: "đạt 95%, " * (size // 9),
    "open brackets": lambda size: "đạt 95% (" * (size // 9),
    "bodies": lambda size: "các sở, " * (size // 8) + "báo cáo trước ngày 15/10/2023",
}


def _document(text: str) -> Document:
    header = Header(issued_on=Stated("2023-09-14"))
    return Document("bench", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), header)


def _seconds(work: Callable[[Document], object], document: Document) -> float:
    start = time.process_time()
    work(document)
    return time.process_time() - start


def scaling() -> None:
    """Print how the time grows with hostile text eight times as long."""
    for name, make in HOSTILE.items():
        small = min(_seconds(find_times, _document(make(125_000))) for _ in range(3))
        large = _seconds(find_times, _document(make(1_000_000)))
        print(f"  {name:20} 1 M letters {large:6.2f} s, x{large / max(small, 1e-3):.1f} for x8")
    for name, make in HOSTILE_DUTIES.items():
        for work in (find_deadlines, find_targets):
            sizes = []
            for size in (25_000, 200_000):
                document = _document(make(size))
                document = replace(document, times=find_times(document))
                repeats = 3 if size < 100_000 else 1
                sizes.append(min(_seconds(work, document) for _ in range(repeats)))
            print(
                f"  {name:20} {work.__name__:14} 200 k letters {sizes[1]:6.2f} s, "
                f"x{sizes[1] / max(sizes[0], 1e-3):.1f} for x8"
            )


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    if arguments.dump or arguments.against:
        rows = dump()
        if arguments.against:
            print_changes(json.loads(arguments.against.read_text(encoding="utf-8")), rows)
        if arguments.dump:
            arguments.dump.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        return
    require_shared()
    gold, lost = placed(lines_of("gold.jsonl"))
    for line in lost:
        print(f"no longer in its text: {line}")
    score(gold, arguments.errors)
    compare(gold)
    speed()
    scaling()


if __name__ == "__main__":
    main()
