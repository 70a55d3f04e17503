"""``make bench-references``: are the references right, do none get lost, how fast, how linear.

Against the seeds' gold, the publishers' own links in vbpl pages, and the development gold where
there is one. ``--write FILE`` keeps what was found in the text corpus, ``--against FILE`` compares
with what an earlier version kept: gains and losses. Times are CPU seconds of one core.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.model import Document, Reference, ReferenceKind, Source
from extract.reading import read
from extract.references import find_references, parse_number
from index.identity import Cluster, clusters, reference_identity
from tests.bench.corpus import TEXT_SETS, require_shared, texts
from tests.bench.other_extractors import beside_others
from tests.bench.reference_gold import Score, agreement, development_gold, records

ENOUGH = 8_000_000  # bytes of text a set is timed on


def referenced(text: str, name: str) -> tuple[Document, tuple[Reference, ...]]:
    """A text read as a file of its own, with its references."""
    document = read(text.encode("utf-8"), Source(name)).document or Document(name, text)
    return document, find_references(document)[0]


def seeds(shared: Path) -> None:
    """Precision and recall on the five seeds, fields and spans."""
    lines = (shared / "gold" / "seeds_references.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    fields, spans, invented = Score(), Score(), []
    for path in sorted((shared / "seeds").glob("*.txt")):
        _, references = referenced(path.read_text(encoding="utf-8"), path.name)
        wanted = [entry for entry in gold if entry["doc"] == path.name]
        own = [r for r in references if r.kind is not ReferenceKind.PROGRAMME and not r.furniture]
        fields.wanted += len(wanted)
        spans.wanted += len(wanted)
        fields.found += len(own)
        spans.found += len(own)
        for reference in own:
            entry = next((e for e in wanted if overlap(reference, e["start"], e["end"])), None)
            if entry is None:
                invented.append(reference.text)
                continue
            spans.right += (reference.start, reference.end) == (entry["start"], entry["end"])
            same = all(getattr(reference, f) == entry[f] for f in ("type", "number", "date"))
            issuer = reference.issuer or ""
            fields.right += same and (entry["issuer"] or "").startswith(issuer)
    print(f"seeds, type number date issuer  {fields}")
    print(f"seeds, exact span               {spans}")
    print(f"seeds, invented                 {invented or 'none'}")


def overlap(reference: Reference, start: int, end: int) -> bool:
    """Whether a reference and a span share characters."""
    return reference.start < end and start < reference.end


def links(shared: Path) -> None:
    """Recall of the targets that the publisher linked; every miss with its explanation."""
    folder = shared / "data" / "text"
    pages: dict[str, str] = {}
    with gzip.open(folder / "vbpl_docs.dev.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            pages[record["file"]] = unicodedata.normalize("NFC", record["text"])
    score = Score()
    misses: Counter[str] = Counter()
    for line in (folder / "vbpl_citation_links.dev.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        _, references = referenced(pages[entry["file"]], entry["file"])
        keys = {
            uri.rpartition("/")[2]
            for r in references
            for uri in (r.instrument, *r.candidates)
            if uri
        }
        keys |= {number.key for r in references if (number := parse_number(r.number or ""))}
        for link in entry["links"]:
            target = parse_number(link["target_so_hieu_slug"] or "")
            if target is None:
                continue
            anchor = parse_number(link["anchor"])
            own = parse_number(entry["so_hieu"])
            if own is not None and own.key == target.key:
                misses["not counted: links from a page to itself, to its notes and annexes"] += 1
            elif anchor is not None and anchor.symbol.text and anchor.key != target.key:
                misses[f"not counted: anchor {anchor.text} leads to {target.text}"] += 1
            else:
                score.wanted += 1
                score.found += target.key in keys
                score.right += target.key in keys
                if target.key not in keys:
                    printed = f"{target.serial}/{target.year}" in pages[entry["file"]]
                    why = "printed, not read" if printed else "the text prints no number for it"
                    misses[f"missed: {link['anchor'][:70]!r} -> {target.text} ({why})"] += 1
    print(f"publishers' links, recall {score.right / max(1, score.wanted):.4f} of {score.wanted}")
    for explanation, times in sorted(misses.items()):
        print(f"  {times:3} {explanation}")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def yardstick() -> None:
    """What the machine is worth just now: other work on it slows every figure alike."""
    spent = seconds(lambda: sum(i for i in range(10_000_000)))
    print(f"yardstick: adding ten million numbers takes {spent:.2f} s of CPU time")


def speed() -> None:
    """Megabytes a second for references alone, on each set and on hostile text."""
    total_bytes, total_seconds, found = 0, 0.0, 0
    for member in TEXT_SETS:
        documents: list[Document] = []
        size = 0
        for text in map(nfc, records(member)):
            documents.append(Document(member, text))
            size += len(text.encode("utf-8"))
            if size > ENOUGH:
                break
        results: list[int] = []
        spent = seconds(
            lambda d=documents, r=results: r.extend(len(find_references(x)[0]) for x in d)
        )
        total_bytes, total_seconds = total_bytes + size, total_seconds + spent
        found += sum(results)
        print(f"speed {member:36} {size / spent / 1e6:6.1f} MB/s  {sum(results)} references")
    print(f"speed {'all':36} {total_bytes / total_seconds / 1e6:6.1f} MB/s  {found} references")


def nfc(text: str) -> str:
    """The text as reading leaves it."""
    return unicodedata.normalize("NFC", text)


HOSTILE = {
    "digits": "1234567890",
    "slashes": "////////",
    "commas": ",,,,,,,,",
    "numbers": "1/2/3/4/5/",
    "hyphens": "1-2-A-B-",
    "articles": "Điều 1, 2, 3, ",
    "types": "Thông tư số ",
    "serials": "Thông tư số 1, 2, 3, ",
    "symbols": "1/TT-BGDĐT-",
    "laws": "Luật Giáo dục, ",
    "amending": "Luật sửa đổi, bổ sung một số điều của Luật ",
    "quotes": "Đề án “",
    "congress": "Nghị quyết Đại hội lần thứ ",
    "this": "khoản 1 Điều này ",
    "announced": "Thông tư 12/2020/TT-BGDĐT (sau đây gọi là Thông tư 12), ",
    "clauses": "\n1. khoản này ",
    "basis": "\nCăn cứ Thông tư số 12/2020/TT-BGDĐT; ",
    "names": "12/2020/TT-BGDĐT (sau đây gọi là Thông tư 12a",
    "lines": "a) Thông tư số 12/2020/TT-BGDĐT;\n",
    "blanks": " \n",
}
SMALL = 125_000


def scaling() -> None:
    """Eight times the text may take at most nine times as long."""
    gc.freeze()  # what the bench holds by now is not for the collector to walk again and again
    worst = 0.0
    for name, unit in HOSTILE.items():
        small = Document("hostile", unit * (SMALL // len(unit)))
        large = Document("hostile", unit * (8 * SMALL // len(unit)))
        # Eight small runs around the large one: both share whatever else the machine is doing.
        eighths = [seconds(lambda d=small: find_references(d)) for _ in range(4)]
        whole = seconds(lambda d=large: find_references(d))
        eighths += [seconds(lambda d=small: find_references(d)) for _ in range(4)]
        ratio = 8 * whole / sum(eighths)
        worst = max(worst, ratio)
        rate = len(large.text.encode("utf-8")) / whole / 1e6
        print(f"hostile {name:10} 8x text takes {ratio:5.2f}x  {rate:7.2f} MB/s")
    print(f"hostile, worst {worst:.2f}x")


def resolution(found: Iterable[tuple[str, tuple[Reference, ...]]]) -> None:
    """References a second from what each says to the instruments of the whole corpus."""
    references = [reference for _, each in found for reference in each]
    known: list[Cluster] = []
    spent = seconds(
        lambda: known.extend(clusters(filter(None, map(reference_identity, references))))
    )
    print(
        f"identity: {len(references) / max(spent, 1e-9):.0f} references/s"
        f" into {len(known)} instruments"
    )


def corpus() -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """References of the text corpus, by document."""
    for name, text in texts():
        yield name, find_references(Document(name, nfc(text)))[0]


def compact(found: Iterable[tuple[str, tuple[Reference, ...]]]) -> dict[str, list[list[Any]]]:
    """What an exact comparison of two versions needs."""
    return {
        name: [
            [r.start, r.end, r.kind.value, r.type, r.number, r.date, r.issuer, r.pinpoint,
             r.relation.value]
            for r in references
        ]
        for name, references in found
    }  # fmt: skip


def gains_and_losses(now: dict[str, list[list[Any]]], path: Path) -> None:
    """What an earlier version found and this one does not, and the other way round."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        before: dict[str, list[list[Any]]] = json.load(file)
    lost = gained = changed = 0
    for name, references in now.items():
        old = {(r[0], r[1]): r[2:] for r in before.get(name, [])}
        new = {(r[0], r[1]): r[2:] for r in references}
        lost += len(old.keys() - new.keys())
        gained += len(new.keys() - old.keys())
        changed += sum(old[span] != new[span] for span in old.keys() & new.keys())
    print(f"against {path.name}: {gained} gained, {lost} lost, {changed} changed in their fields")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="keep what was found in this file (.json.gz)")
    parser.add_argument("--against", type=Path, help="compare with a file that --write kept")
    parser.add_argument("--wrong", type=int, default=0, help="show so many errors on the gold")
    options = parser.parse_args()
    shared = require_shared()
    seeds(shared)
    links(shared)
    agreement()
    development_gold(options.wrong)
    yardstick()
    speed()
    beside_others()
    scaling()
    found = list(corpus())
    resolution(found)
    if options.against is not None:
        gains_and_losses(compact(found), options.against)
    if options.write is not None:
        with gzip.open(options.write, "wt", encoding="utf-8") as file:
            json.dump(compact(found), file, ensure_ascii=False)


if __name__ == "__main__":
    main()
