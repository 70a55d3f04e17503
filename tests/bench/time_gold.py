"""The gold of times, deadlines, targets and bodies: where its lines stand, what agrees with it.

    python -m tests.bench.time_gold [--errors]

prints how far the two hands that wrote it agree; ``bench_time`` scores the program by the same
measures. What a line says is laid down in ``docs/annotation_time.md``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.model import Document, Source
from extract.reading import read
from tests.bench.corpus import SHARED, require_shared
from tests.bench.edtf_days import days_of
from tests.samples import official
from tests.samples.as_docx import docx
from tests.samples.as_pdf import pdf

GOLD = Path(__file__).resolve().parents[1] / "gold" / "time"
HANDS = ("hand_a.jsonl", "hand_b.jsonl")
KINDS = ("time", "deadline", "target", "body")
PARTS = (1, 2, 3, 4, 5, 6, 7)
HELD_OUT = frozenset({5, 6})
BUILT = {".docx": docx, ".pdf": pdf}
Item = dict[str, Any]
Test = Callable[[Item, Item], bool]


@dataclass(frozen=True, slots=True)
class Stretch:
    """An annotated part of a text, and the kinds that are annotated in it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    part: int


@cache
def document_of(name: str) -> Document | None:
    """A real document by its path; "#12" is a record of a set. None when it cannot be read."""
    member, _, line = name.partition("#")
    if line:
        text = json.loads(_records(member)[int(line)])["text"]
        return read(text.encode(), Source(f"{Path(member).name}-{line}.txt")).document
    return read(_bytes(member), Source(Path(member).name)).document


def _bytes(member: str) -> bytes:
    """A real document's bytes, or those of one written for the gold (`written/`)."""
    if not member.startswith("written/"):
        return (SHARED / member).read_bytes()
    path = GOLD / member
    if path.suffix not in BUILT:
        return path.read_bytes()
    text = official.read(str(path.with_suffix("")))
    assert isinstance(text, official.Official)
    return BUILT[path.suffix](text, "")


@cache
def _records(member: str) -> list[bytes]:
    content = (SHARED / member).read_bytes()
    return (gzip.decompress(content) if member.endswith(".gz") else content).splitlines()


def text_of(name: str) -> str:
    """The text of a real document, empty when it cannot be read."""
    document = document_of(name)
    return document.text if document else ""


def stretches() -> dict[str, list[Stretch]]:
    """The annotated stretches of each document; ``ValueError`` names one that has no place."""
    chosen: dict[str, list[Stretch]] = defaultdict(list)
    for entry in yaml.safe_load((GOLD / "selection.yaml").read_text(encoding="utf-8")):
        text = text_of(entry["doc"])
        start = text.find(entry["from"])
        last = text.find(entry["to"], start)
        if start < 0 or last < 0:
            raise ValueError(f"{entry['doc']}: no stretch {entry['from']!r} to {entry['to']!r}")
        end = last + len(entry["to"])
        stretch = Stretch(start, end, tuple(entry["kinds"]), entry.get("part", 1))
        chosen[entry["doc"]].append(stretch)
    return chosen


def within(items: Iterable[Item], chosen: list[Stretch]) -> list[Item]:
    """The annotations that begin in a stretch where their kind is annotated."""
    return [
        item
        for item in items
        if any(
            stretch.start <= item["start"] < stretch.end and item["kind"] in stretch.kinds
            for stretch in chosen
        )
    ]


def lines_of(file: str) -> list[Item]:
    """The lines of one file of the gold."""
    return [json.loads(line) for line in (GOLD / file).read_text(encoding="utf-8").splitlines()]


def placed(lines: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The lines with ``start`` and ``end`` in the text as read today, and those without a place."""
    standing, lost = [], []
    for line in lines:
        start = _place(text_of(line["doc"]), line["quote"], line["nth"])
        if start is None:
            lost.append(line)
        else:
            standing.append({**line, "start": start, "end": start + len(line["quote"])})
    return standing, lost


def _place(text: str, quote: str, nth: int) -> int | None:
    at = -1
    for _ in range(nth + 1):
        at = text.find(quote, at + 1)
        if at < 0:
            return None
    return at


def by_document(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Annotations by document, bodies of deadlines under the full names the annotations give."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item["doc"]].append(item)
    for group in groups.values():
        names = {item["quote"]: item["name"] for item in group if item["kind"] == "body"}
        for item in group:
            for key in ("lead", "with"):
                item[key] = [names.get(name, name) for name in item.get(key) or []]
    return groups


def _plain(name: str) -> str:
    words = (
        name.lower().replace("ubnd", "ủy ban nhân dân").replace("uỷ", "ủy").replace("hoá", "hóa")
    )
    return " ".join(words.replace("–", " ").replace("-", " ").split())


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names are the same or one holds the other, with or without its "tỉnh"."""
    if not one or not other:
        return not one and not other
    for kind in ("", r"\b[Tt]ỉnh (?=[A-ZĐ])"):
        first, second = [_plain(re.sub(kind, "", name)) for name in (one, other)]
        if first in second or second in first:
            return True
    return False


def _same_bodies(key: str) -> Test:
    """Whether each body either side names is named by the other."""

    def same(first: Item, second: Item) -> bool:
        one, other = first.get(key) or [], second.get(key) or []
        return all(any(_alike(name, twin) for twin in other) for name in one) and all(
            any(_alike(name, twin) for twin in one) for name in other
        )

    return same


def _same_value(first: Item, second: Item) -> bool:
    if first.get("recurrence") or second.get("recurrence"):
        return bool(first.get("recurrence") == second.get("recurrence"))
    return days_of(first.get("value")) == days_of(second.get("value"))


def _equal(*keys: str) -> Test:
    return lambda first, second: all(first.get(key) == second.get(key) for key in keys)


# What two annotations of one kind that overlap must share to agree.
AGREE: dict[str, tuple[str, Test]] = {
    "time": ("value", _same_value),
    "deadline": ("due", _equal("due_on", "recurrence")),
    "target": ("figure", _equal("number", "comparator")),
    "body": ("name", lambda first, second: _alike(first["name"], second["name"])),
}
# What is asked of those that agree. Bodies of deadlines: only where the first side names any.
ASKED: dict[str, dict[str, Test]] = {
    "time": {},
    "deadline": {"lead": _same_bodies("lead"), "with": _same_bodies("with")},
    "target": {"due_on": _equal("due_on")},
    "body": {
        "level": _equal("level"),
        "place": lambda first, second: _alike(first.get("place"), second.get("place")),
    },
}


@dataclass(slots=True)
class Tally:
    """Right, found and wanted, and the F1 they make."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return (
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
            f"  ({self.right} right, {self.found} found, {self.wanted} wanted)"
        )


class Comparison:
    """How far two sets of annotations agree, summed over documents."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.differences: list[str] = []

    def add(self, doc: str, text: str, wanted: list[Item], found: list[Item]) -> None:
        """Count a document; the annotations bear ``kind`` and their span in ``text``."""
        for kind in KINDS:
            first = [item for item in wanted if item["kind"] == kind]
            second = [item for item in found if item["kind"] == kind]
            pairs = _pairs(kind, first, second)
            measure, agree = AGREE[kind]
            agreed = [pair for pair in pairs if agree(*pair)]
            for name, right in (("span", pairs), (measure, agreed)):
                tally = self.tallies[f"{kind} {name}"]
                tally.right += len(right)
                tally.found += len(second)
                tally.wanted += len(first)
            for item, other in agreed:
                for key, same in ASKED[kind].items():
                    if kind == "deadline" and not item.get(key):
                        continue
                    share = self.shares[f"{kind} {key}"]
                    share[0] += (right := same(item, other))
                    share[1] += 1
                    if not right:
                        said = f"{item.get(key)} != {other.get(key)}"
                        self._differ("?", doc, f"{kind} {key} {said}", text, item)
            matched = {id(item) for pair in agreed for item in pair}
            for sign, items in (("-", first), ("+", second)):
                for item in items:
                    if id(item) not in matched:
                        self._differ(sign, doc, f"{kind} {_shown(item)}", text, item)

    def _differ(self, sign: str, doc: str, what: str, text: str, item: Item) -> None:
        around = text[max(0, item["start"] - 60) : item["end"] + 20]
        self.differences.append(f"{sign} {doc} {what} | {around!r}")

    def lines(self) -> list[str]:
        """The table, a line for each measure."""
        shown = [f"  {measure:14} {tally}" for measure, tally in self.tallies.items()]
        for measure, (right, asked) in self.shares.items():
            shown.append(f"  {measure:14} {right / asked:.3f} of the {asked} that agree")
        return shown


def _pairs(kind: str, first: list[Item], second: list[Item]) -> list[tuple[Item, Item]]:
    """Overlapping pairs, each annotation in one: those that agree first, then by the overlap."""
    agree, same_lead = AGREE[kind][1], _same_bodies("lead")
    options = []
    for one, item in enumerate(first):
        for two, other in enumerate(second):
            shared = min(item["end"], other["end"]) - max(item["start"], other["start"])
            if shared > 0:
                rank = (agree(item, other), same_lead(item, other), shared)
                options.append((rank, -one, -two))
    pairs: list[tuple[Item, Item]] = []
    taken: set[int] = set()
    for _, one, two in sorted(options, reverse=True):
        pair = first[-one], second[-two]
        if not taken & {id(item) for item in pair}:
            taken |= {id(item) for item in pair}
            pairs.append(pair)
    return pairs


def _shown(item: Item) -> Item:
    hidden = ("doc", "kind", "quote", "nth")
    return {key: value for key, value in item.items() if key not in hidden and value}


def main() -> None:
    """Print how far the two hands agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what they differ in")
    arguments = parser.parse_args()
    require_shared()
    hands = []
    for file in HANDS:
        standing, lost = placed(lines_of(file))
        print(f"{file}: {len(standing)} annotations, {len(lost)} without a place")
        hands.append(by_document(standing))
    comparison = Comparison()
    for doc in sorted(hands[0].keys() | hands[1].keys()):
        comparison.add(doc, text_of(doc), hands[0][doc], hands[1][doc])
    print("the first hand as wanted, the second as found:")
    for line in comparison.lines() + (comparison.differences if arguments.errors else []):
        print(line)


if __name__ == "__main__":
    main()
