"""Times, deadlines and targets: precision and recall against the gold, speed, scaling.

    python -m tests.bench.bench_time [--dump FILE] [--against FILE] [--errors]

Gold: ``tests/gold/time/*.jsonl``, a line for each annotation (``docs/annotation_time.md``), its
offsets those of the text as read. ``--dump`` writes all annotations of the corpus, ``--against``
prints what was gained and lost since such a dump.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from extract.bodies import find_bodies
from extract.deadlines import find_deadlines
from extract.model import Block, BlockKind, Document, Header, Source, Stated
from extract.reading import read
from extract.references import find_references
from extract.targets import find_targets
from extract.times import find_times
from tests.bench.corpus import SHARED, TEXT_SETS, texts
from tests.bench.edtf_days import days_of

GOLD = Path(__file__).resolve().parents[1] / "gold" / "time"
CORPUS = (
    "docx/*.docx",
    "pdf_text/*/*.pdf",
    "pdf_text/*/dev/*.pdf",
    "text/*/dev/*",
    "text/school/*",
)
OF_SETS = 10  # every tenth record of the text sets
SPEED_TEXT = 12_000_000  # letters
Item = dict[str, Any]


@cache
def annotated(name: str) -> Document | None:
    """A document of the shared data with everything found in it; None when it cannot be read."""
    member, _, line = name.partition("#")
    path = SHARED / member if (SHARED / member).exists() else SHARED / "data" / member
    content, title = path.read_bytes(), path.name
    if line:  # one record of a set of texts
        record = gzip.decompress(content).splitlines()[int(line)]
        content, title = json.loads(record)["text"].encode(), f"{path.name}-{line}.txt"
    document = read(content, Source(title)).document
    if document is None:
        return None
    references, findings = find_references(document)
    document = replace(document, references=references, findings=findings)
    document = replace(document, times=find_times(document))
    document = replace(document, bodies=find_bodies(document))
    document = replace(document, deadlines=find_deadlines(document))
    return replace(document, targets=find_targets(document))


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def items_of(document: Document) -> dict[str, list[Item]]:
    """The annotations of a document in the shape of the gold, by kind."""
    return {
        "time": [
            {
                "start": item.start,
                "end": item.end,
                "value": item.value,
                "recurrence": item.recurrence,
                "role": item.role,
            }
            for item in document.times
        ],
        "deadline": [
            {
                "start": item.start,
                "end": item.end,
                "value": item.value,
                "due_on": _day(item.due_on),
                "recurrence": item.recurrence,
                "lead": list(item.lead),
                "with": list(item.cooperating),
            }
            for item in document.deadlines
        ],
        "target": [
            {
                "start": item.start,
                "end": item.end,
                "comparator": item.comparator,
                "number": item.value,
                "unit": item.unit,
                "due_on": _day(item.due_on),
            }
            for item in document.targets
        ],
    }


def same(kind: str, gold: Item, found: Item) -> bool:
    """Whether two annotations overlap and say the same."""
    if not (found["start"] < gold["end"] and gold["start"] < found["end"]):
        return False
    if kind == "target":
        alike = gold.get("number") == found["number"]
        return alike and gold.get("comparator", "=") == found["comparator"]
    if gold.get("recurrence") or found["recurrence"]:
        return bool(gold.get("recurrence") == found["recurrence"])
    if kind == "deadline":
        return bool(gold.get("due_on") == found["due_on"])
    return days_of(gold.get("value")) == days_of(found["value"])


def match(kind: str, gold: list[Item], found: list[Item]) -> list[tuple[Item, Item]]:
    """Pairs of gold and found annotations, each used once."""
    pairs, free = [], list(found)
    for item in gold:
        fits = [other for other in free if same(kind, item, other)]
        if fits:
            lead = item.get("lead")
            best = max(fits, key=lambda other: (_names_match(lead, other.get("lead")),))
            pairs.append((item, best))
            free.remove(best)
    return pairs


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("uỷ", "ủy").replace("-", " ").split())


def _names_match(gold: list[str] | None, found: list[str] | None) -> bool:
    """Whether the same bodies are named; a full name with its place fits the shorter one."""
    if not gold or not found:
        return not gold and not found
    first, second = [[_plain(name) for name in names] for names in (gold, found)]
    return all(any(a in b or b in a for b in second) for a in first)


def score(gold_lines: Iterable[Item], show_errors: bool) -> None:
    """Print precision, recall and F1 for each kind, and how often the lead is right."""
    by_document: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for line in gold_lines:
        by_document[line["doc"]][line["kind"]].append(line)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    leads = [0, 0]
    for name, kinds in sorted(by_document.items()):
        document = annotated(name)
        found = items_of(document) if document else {"time": [], "deadline": [], "target": []}
        for kind in ("time", "deadline", "target"):
            gold = kinds.get(kind, [])
            if not gold and kind == "time":
                continue  # a file may be annotated for deadlines and targets alone
            pairs = match(kind, gold, found[kind])
            total = counts[kind]
            total[0] += len(pairs)
            total[1] += len(found[kind])
            total[2] += len(gold)
            for item, other in pairs:
                if kind == "deadline" and item.get("lead"):
                    leads[1] += 1
                    leads[0] += _names_match(item["lead"], other["lead"])
            if show_errors and document:
                _print_errors(name, kind, document, gold, found[kind], pairs)
    print(f"gold: {len(by_document)} documents")
    for kind, (hits, found_count, gold_count) in counts.items():
        precision = hits / found_count if found_count else 0.0
        recall = hits / gold_count if gold_count else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        print(
            f"  {kind:9} gold {gold_count:5}  found {found_count:5}  "
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
        )
    if leads[1]:
        print(f"  lead body right where one is named: {leads[0]}/{leads[1]}")


def _print_errors(
    name: str,
    kind: str,
    document: Document,
    gold: list[Item],
    found: list[Item],
    pairs: list[tuple[Item, Item]],
) -> None:
    matched = [id(item) for pair in pairs for item in pair]
    for sign, items in (("-", gold), ("+", found)):
        for item in items:
            if id(item) not in matched:
                around = document.text[max(0, item["start"] - 60) : item["end"] + 20]
                shown = {key: value for key, value in item.items() if key not in ("doc", "kind")}
                print(f"{sign} {name} {kind} {shown} | {around!r}")
    for item, other in pairs:
        if kind == "deadline" and not _names_match(item.get("lead"), other.get("lead")):
            print(f"? {name} lead {item.get('lead')} != {other['lead']} | {item['start']}")


def gold_lines() -> list[Item]:
    """All lines of the gold."""
    lines = []
    for path in sorted(GOLD.glob("*.jsonl")):
        text = path.read_text(encoding="utf-8")
        lines += [json.loads(line) for line in text.splitlines() if line.strip()]
    return lines


def compare_with_dateparser(lines: list[Item]) -> None:
    """How many of the gold's single days a general parser reads, given the bare expression."""
    try:
        import dateparser
    except ImportError:
        print("dateparser: not installed")
        return
    right = total = 0
    for line in lines:
        if line["kind"] != "time":
            continue
        document = annotated(line["doc"])
        if document is None:
            continue
        total += 1
        text = document.text[line["start"] : line["end"]]
        day = dateparser.parse(text, languages=["vi"], settings={"DATE_ORDER": "DMY"})
        right += day is not None and days_of(line.get("value")) == (day.date(), day.date())
    print(f"dateparser, given the bare expressions: {right}/{total} values right")


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
        document = annotated(name)
        if document is None:
            continue
        rows[name] = [
            [kind, *(value for key, value in item.items() if key != "role")]
            for kind, items in items_of(document).items()
            for item in items
        ]
        annotated.cache_clear()
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
                sizes.append(_seconds(work, document))
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
    lines = gold_lines()
    if lines:
        score(lines, arguments.errors)
        compare_with_dateparser(lines)
    else:
        print(f"no gold in {GOLD.relative_to(GOLD.parents[2])}: accuracy not measured")
    speed()
    scaling()


if __name__ == "__main__":
    main()
