"""Header fields against the header truth: right, blank or wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.bodies.scan import scan
from extract.letters import fold
from extract.model import BlockKind, Document, Stated

TRUTH = (
    "pdf_scan/header_gold_chinhphu.dev.jsonl",
    "pdf_scan/header_gold_quangngai.dev.jsonl",
    "pdf_scan/header_gold_other.dev.jsonl",
    "pdf_text/hanoi/header_gold.dev.jsonl",
)


def truths(data: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Each PDF of the header truth with its fields as a reader sees them."""
    for member in TRUTH:
        file = data / member
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            path = data / record["file"]
            if not path.is_file():
                path = file.parent / "dev" / record["file"]
            yield path, record


@dataclass
class Score:
    """Counts of right, blank and wrong by field, and what was wrong."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, file: str, found: str | None, truth: str) -> None:
        """Compare one field; spelling of tone marks and case do not count."""
        verdict = "blank" if not found else "right" if _same(found, truth) else "wrong"
        self.counts.setdefault(name, Counter())[verdict] += 1
        if verdict == "wrong":
            self.wrong.append(f"{name}: {file}: {found!r}, truth {truth!r}")

    def share(self, name: str) -> float:
        """The share of a field that is right."""
        counts = self.counts[name]
        return counts["right"] / max(sum(counts.values()), 1)


def compare(score: Score, file: str, document: Document, truth: dict[str, str]) -> None:
    """Add all fields of one document to ``score``."""
    header = document.header
    number = truth["so_hieu"]
    score.add("number", file, header.number.value, number)
    score.add("number suffix", file, _suffix(header.number, document), _after_serial(number))
    day, month, year = truth["ngay_ban_hanh"].split("/")
    issued = header.issued_on.value or ""
    full = issued if len(issued) == 10 else None
    score.add("day", file, full, f"{year}-{month}-{day}")
    if "hanoi" not in file:  # their month is stamped as an image, the year is the form's
        score.add("month and year", file, issued[:7] if len(issued) >= 7 else None,
                  f"{year}-{month}")  # fmt: skip
    if "loai" in truth:
        score.add("type", file, header.type.value, truth["loai"])
        issuer, true = header.issuer.value, truth["co_quan"]
        if issuer and same_bodies(issuer, truth, _head_above(document, header.issuer)):
            issuer = true
        score.add("issuer", file, issuer, true)
    if "trich_yeu" in truth:
        found = _words(header.title.value or "")
        wanted = _words(truth["trich_yeu"])
        counts = score.counts.setdefault("title words", Counter())
        hits = sum((Counter(wanted) & Counter(found)).values())
        counts["right"] += hits
        counts["blank" if not found else "wrong"] += len(wanted) - hits
        if hits < 0.9 * len(wanted):
            score.wrong.append(f"title words: {file}: {header.title.value!r}")


def _suffix(number: Stated, document: Document) -> str | None:
    if number.value:
        return _after_serial(number.value)
    if number.start is None or number.end is None:
        return None
    match = re.search(r"/.*", document.text[number.start : number.end])
    return _after_serial(match[0]) if match else None


def _after_serial(number: str) -> str:
    """The part of a number after serial and year: "QĐ-UBND"."""
    return re.sub(r"^\s*\d*\s*/\s*(?:(?:19|20)\d\d\s*/)?\s*", "", number)


def same_bodies(found: str, truth: dict[str, str], above: list[str]) -> bool:
    """Whether ``found`` names the true bodies, however they are listed.

    The truth may add the superior body: it must then be printed in the head ``above`` the issuer,
    where Nghị định 30/2020/NĐ-CP, Phụ lục I, has it. Where it only counts joint issuers, the
    initials of those found must be the codes in the number.
    """
    bodies, true = _bodies(found), _bodies(truth["co_quan"])
    if re.search(r"\d+ cơ quan", truth["co_quan"]):
        codes = re.split(r"[/-]", truth["so_hieu"])[2:]
        return sorted(codes) == sorted("".join(re.findall(r"\b\w", body)) for body in bodies)
    superior = true[len(bodies) :]
    return bool(bodies) and true[: len(bodies)] == bodies and set(superior) <= set(above)


def _bodies(names: str) -> list[str]:
    """Each body that ``names`` lists, in capitals without marks of tone."""
    return [_plain(names[body.start : body.end]) for body in scan(names, 0, len(names))]


def _head_above(document: Document, issuer: Stated) -> list[str]:
    return [
        _plain(document.quote((block.start, block.end)))
        for block in document.blocks
        if block.kind is BlockKind.HEADER and block.end <= (issuer.start or 0)
    ]


def _plain(name: str) -> str:
    return fold(name).upper().strip()


def _same(found: str, truth: str) -> bool:
    return re.sub(r"[\s.]+", "", fold(found)) == re.sub(r"[\s.]+", "", fold(truth))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(re.sub(r"^\s*(?:về việc|v/v)\s*:?", "", text, flags=re.I)))
