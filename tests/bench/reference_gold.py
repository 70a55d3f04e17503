"""The development gold of references: how far the two hands agree, how the program does on it.

``docs/annotation_references.md`` says how it was made. Every figure is given for the parts of the
selection apart; the program also for each kind of document. The third part is held out: its errors
are not listed. It and the fourth have one hand.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from extract.annotate import references_of
from extract.model import Document, Reference, Source
from extract.reading import read
from tests.bench.corpus import require_shared

GOLD = Path(__file__).resolve().parents[1] / "gold" / "references"
FIELDS = ("number", "type", "date", "issuer", "pinpoint", "relation")
TWO_HANDS = (1, 2)
HELD_OUT = 3
PARTS = (*TWO_HANDS, HELD_OUT, 4)
READ = (".doc", ".docx", ".html", ".pdf")  # files whose text is what reading makes of them

SCANS = "pdf_scan/"

Entry = dict[str, Any]  # a line of the gold


class Score:
    """Found, wanted and right, and the F1 they make."""

    def __init__(self) -> None:
        self.found = self.wanted = self.right = 0

    @property
    def f1(self) -> float:
        """Of precision and recall; 1 where nothing was wanted and nothing found."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 1.0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return (
            f"P {precision:.4f}  R {recall:.4f}  F1 {self.f1:.4f}"
            f"  ({self.right} right, {self.found} found, {self.wanted} wanted)"
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a real document that was annotated; offsets as in the gold."""

    doc: str
    start: int
    end: int
    part: int

    @property
    def kind(self) -> str:
        """The collection that the document comes from."""
        folders = self.doc.partition("#")[0].split("/")
        return folders[1].partition(".")[0] if folders[0] in ("text", "corpus") else folders[0]

    def entries(self, lines: dict[str, list[Entry]]) -> list[Entry]:
        """What a file of the gold says about this piece."""
        return [e for e in lines.get(self.doc, []) if self.start <= e["start"] < self.end]


def stretches(part: int) -> tuple[Stretch, ...]:
    """The selection, one part of it."""
    chosen = yaml.safe_load((GOLD / "selection.yaml").read_text(encoding="utf-8"))
    made = (Stretch(c["doc"], c["start"], c["end"], c.get("part", 1)) for c in chosen)
    return tuple(stretch for stretch in made if stretch.part == part)


@cache
def records(member: str) -> tuple[str, ...]:
    """The texts of one set, by line; of articles kept as HTML, their HTML."""
    path = require_shared() / "data" / member
    opened = gzip.open if member.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        entries = map(json.loads, lines)
        return tuple(e["text"] if "text" in e else e["html"] for e in entries)


@cache
def gold_document(doc: str) -> Document:
    """A document of the gold, read as a portal's file; a text is one without markup."""
    member, _, line = doc.partition("#")
    if member.startswith("html/") and line:
        content, name = records(member)[int(line)].encode("utf-8"), f"{line}.html"
    elif member.endswith(READ):
        content = (require_shared() / "data" / member).read_bytes()
        name = member.rpartition("/")[2]
    else:
        text = gold_text(doc)
        document = read(text.encode("utf-8"), Source(f"{doc.replace('#', '-')}.txt")).document
        if document is not None and document.text == text:
            return document
        header = document.header if document else Document("", "").header
        return Document(doc, text, header=header)
    return read(content, Source(name)).document or Document(doc, "")


@cache
def gold_text(doc: str) -> str:
    """The text that the offsets of the gold count in; of a file with markup, as read."""
    member, _, line = doc.partition("#")
    if member.startswith("html/") or member.endswith(READ):
        return gold_document(doc).text
    if line:
        return unicodedata.normalize("NFC", records(member)[int(line)])
    content = (require_shared() / "data" / member).read_bytes()
    return unicodedata.normalize("NFC", content.decode("utf-8"))


def written(name: str, scans: bool = True) -> dict[str, list[Entry]]:
    """The lines of a file of the gold by document, in text order; reading ``scans`` is slow."""
    lines: dict[str, list[Entry]] = {}
    path = GOLD / name
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if scans or not entry["doc"].startswith(SCANS):
                lines.setdefault(entry["doc"], []).append(located(entry))
    for entries in lines.values():
        entries.sort(key=lambda entry: int(entry["start"]))
    return lines


def located(entry: Entry) -> Entry:
    """The entry where its quote stands now: the reading of files gets better.

    Lines may be broken elsewhere by then, and letters have other marks.
    """
    if "quote" not in entry:
        return entry
    words = map(re.escape, without_marks(entry["quote"]).split())
    found = re.finditer(r"\s+".join(words), without_marks(gold_text(entry["doc"])))
    place = next(islice(found, entry["nth"], None), None)
    return entry if place is None else entry | {"start": place.start(), "end": place.end()}


@cache
def without_marks(text: str) -> str:
    """The text with the bare letter for each one, so that offsets stay."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def agreement() -> None:
    """How far the hands agreed before anything was settled."""
    first, second = written("hand_a.jsonl"), written("hand_b.jsonl")
    for part in TWO_HANDS:
        span, same = Score(), dict.fromkeys(("kind", *FIELDS), 0)
        for stretch in stretches(part):
            one, other = (
                {(e["start"], e["end"]): e for e in stretch.entries(hand)}
                for hand in (first, second)
            )
            common = one.keys() & other.keys()
            span.found, span.wanted = span.found + len(one), span.wanted + len(other)
            span.right += len(common)
            for field in same:
                same[field] += sum(one[at][field] == other[at][field] for at in common)
        shares = "  ".join(f"{f} {n / max(1, span.right):.4f}" for f, n in same.items())
        print(f"hands, part {part}: {span.found} and {span.wanted} mentions")
        print(f"  exact span F1 {span.f1:.4f}; of {span.right} common ones  {shares}")


def in_gold(reference: Reference) -> bool:
    """Whether the gold annotates such a mention: "khoản 2 Điều này" it leaves out."""
    return reference.rule != "this_article"


def found_in(stretch: Stretch) -> tuple[Reference, ...]:
    """What the program finds in a stretch, reading the whole document."""
    return tuple(
        reference
        for reference in references_of(gold_document(stretch.doc))[0]
        if stretch.start <= reference.start < stretch.end and in_gold(reference)
    )


class Scores:
    """Exact spans and every field; a field is right when the mentions overlap and say the same."""

    def __init__(self) -> None:
        self.exact = Score()
        self.fields = {field: Score() for field in FIELDS}

    def add(self, references: Iterable[Reference], wanted: Iterable[Entry]) -> Iterator[str]:
        """Count one stretch and say what is wrong in it."""
        left = list(references)
        for reference in left:
            self.exact.found += 1
            for field, score in self.fields.items():
                score.found += value(reference, field) is not None
        for entry in wanted:
            span = entry["start"], entry["end"]
            self.exact.wanted += 1
            reference = max(left, key=lambda r: shared_length(r, span), default=None)
            if reference is None or shared_length(reference, span) <= 0:
                yield f"@{span[0]}: missed {gold_text(entry['doc'])[slice(*span)]!r}"
                reference = None
            else:
                left.remove(reference)
            said = []
            for field, score in self.fields.items():
                score.wanted += entry[field] is not None
                if reference is None:
                    continue
                found = value(reference, field)
                score.right += found is not None and found == entry[field]
                if found != entry[field]:
                    said.append(f"{field} {found!r} for {entry[field]!r}")
            if reference is None:
                continue
            self.exact.right += (reference.start, reference.end) == span
            if (reference.start, reference.end) != span:
                said.append(f"span {reference.text!r}")
            if said:
                quote = gold_text(entry["doc"])[slice(*span)]
                yield f"@{span[0]}: {quote!r}: {'; '.join(said)}"
        for reference in left:
            yield f"@{reference.start}: not in the gold: {reference.text!r}"


def shared_length(reference: Reference, span: tuple[int, int]) -> int:
    """How many characters a reference shares with a span; none or less: they are apart."""
    return min(reference.end, span[1]) - max(reference.start, span[0])


def value(reference: Reference, field: str) -> str | None:
    """A field as the gold writes it."""
    found = getattr(reference, field)
    return None if found is None else str(found)


def development_gold(shown: int) -> None:
    """Score the program on the settled gold; show so many errors, none held out."""
    gold = written("gold.jsonl")
    wrong: list[str] = []
    for part in PARTS:
        whole, kinds = Scores(), dict[str, Scores]()
        for stretch in stretches(part):
            references, wanted = found_in(stretch), stretch.entries(gold)
            errors = [f"{stretch.doc}{error}" for error in whole.add(references, wanted)]
            wrong += errors if part != HELD_OUT else []
            for _ in kinds.setdefault(stretch.kind, Scores()).add(references, wanted):
                pass
        held_out = " (held out: not listed by --wrong)" if part == HELD_OUT else ""
        print(f"gold, part {part}: {len(stretches(part))} stretches{held_out}")
        print(f"  exact span {whole.exact}")
        for field, score in whole.fields.items():
            print(f"  {field:10} {score}")
        for kind, scores in sorted(kinds.items()):
            fields = "  ".join(f"{field} {score.f1:.3f}" for field, score in scores.fields.items())
            print(
                f"  {kind:17} {scores.exact.wanted:4} mentions"
                f"  F1 exact {scores.exact.f1:.3f}  {fields}"
            )
    for line in wrong[:shown]:
        print(f"  {line}")
