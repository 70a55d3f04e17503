"""Real articles and texts as documents of an index, and questions made of their words."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from extract.model import Document, Header, Reference, ReferenceKind, Relation, Stated
from index.encoding import pack
from index.query import Filters, Query, Sort
from index.records import DocumentRecord, document_id
from index.row_makers import Held
from tests.bench.bench_search import composed
from tests.bench.corpus import require_shared, texts

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def documents(count: int) -> Iterator[tuple[DocumentRecord, Document]]:
    """``count`` documents in a random order; above what there is, drawn once more."""
    known, draw = shuffled(), random.Random(7)
    for at in range(count):
        document = known[at] if at < len(known) else draw.choice(known)
        name = document.source if at < len(known) else f"{document.source}#{at}"
        own = document_id(name)
        yield (
            DocumentRecord(own, own, name, None, None, None, None, None, None, None, 1, NOW),
            replace(document, source=name),
        )


def packed(count: int) -> Iterator[Held]:
    """``count`` documents as the ledger holds them."""
    return ((record, pack(document)) for record, document in documents(count))


@cache
def shuffled() -> tuple[Document, ...]:
    """All real articles and texts in a random order."""
    known = [*_articles(), *_texts()]
    random.Random(7).shuffle(known)
    return tuple(known)


def _articles() -> Iterator[Document]:
    """Articles of the codified law; each cites the text it comes from, and has its number."""
    path = require_shared() / "data" / "corpus" / "phapdien_articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            document = composed(item["id"], item["title"], item["text"])
            number, kind = item["so_hieu"], item["loai"]
            year = _YEAR.search(number or "")
            header = Header(
                number=Stated(number),
                title=Stated(item["title"]),
                type=Stated(kind),
                issued_on=Stated(year[1]) if year else Stated(reason="not_stated"),
            )
            cited = Reference(
                0, 1, document.text[:1], ReferenceKind.NUMBERED, "bench", kind, number,
                relation=Relation.CARRIES_OUT,
            )  # fmt: skip
            yield replace(document, header=header, references=(cited,))


def _texts() -> Iterator[Document]:
    for name, text in texts():
        yield composed(name, text.strip().split("\n")[0][:200], text)


def questions(titles: list[str], rounds: int) -> dict[str, list[Query]]:
    """``rounds`` queries of each kind, made of the words of real titles."""
    draw = random.Random(7)
    plain = [title.split() for title in titles if len(title.split()) >= 6]

    def words(size: int | None) -> str:
        return " ".join(draw.choice(plain)[:size])

    kinds: dict[str, list[Query]] = {}
    for size in range(1, 6):
        kinds[f"{size} syllables"] = [Query(words(size), sentences=0) for _ in range(rounds)]
    kinds["whole title"] = [Query(words(None), sentences=0) for _ in range(rounds)]
    kinds["phrase of 4"] = [Query(f'"{words(4)}"', sentences=0) for _ in range(rounds)]
    three = kinds["3 syllables"]
    law = Filters(type=("Nghị định", "Thông tư"))
    kinds["filtered by type"] = [replace(query, filters=law) for query in three]
    kinds["with all facets"] = [replace(query, facets=True) for query in three]
    kinds["ten with sentences"] = [replace(query, sentences=3, limit=10) for query in three]
    kinds["newest first"] = [Query("", sort=Sort.NEWEST, sentences=0)] * rounds
    return kinds
