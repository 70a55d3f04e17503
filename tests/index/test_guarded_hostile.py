"""Every hostile file ends in a typed outcome within its limits."""

from __future__ import annotations

import time
from collections.abc import Iterator

from extract.catalogue import say
from extract.model import Outcome, Source
from index.guarded.limits import Limits
from index.guarded.workers import ReadingWorkers
from tests.samples.hostile import files

LIMITS = Limits(memory_bytes=640 << 20, cpu_seconds=5, wall_seconds=10.0)


def test_each_hostile_file_ends_in_a_typed_outcome() -> None:
    ended: dict[str, tuple[Outcome, str | None]] = {}
    slow: list[tuple[str, float]] = []
    names: list[str] = []

    def items() -> Iterator[tuple[bytes, Source]]:
        for name, data in files():
            names.append(name)
            yield data, Source(name)

    with ReadingWorkers(2, LIMITS) as workers:
        start = time.monotonic()
        for number, reading in enumerate(workers.read_many(items())):
            name = names[number]
            ended[name] = (reading.outcome, reading.reason)
            took = time.monotonic() - start
            if took > 3 * LIMITS.wall_seconds:
                slow.append((name, took))
            start = time.monotonic()
            if reading.outcome is not Outcome.READ:
                sentence = say(f"outcome.{reading.reason}", "vi", name=name, detail=reading.detail)
                assert name in sentence
    assert len(ended) >= 60
    assert slow == []
    expected = {
        "empty.pdf": (Outcome.UNREADABLE, "empty"),
        "noise.bin": (Outcome.UNREADABLE, "noise"),
        "head-only.pdf": (Outcome.UNREADABLE, "broken_pdf"),
        "truncated-quarter.pdf": (Outcome.UNREADABLE, "broken_pdf"),
        "encrypted.pdf": (Outcome.UNREADABLE, "encrypted_pdf"),
        "pages-10000.pdf": (Outcome.PARTLY, "too_many_pages"),
        "no-xref.pdf": (Outcome.READ, None),
        "not-a-docx.docx": (Outcome.UNREADABLE, "not_a_document"),
        "nested-tags.html": (Outcome.REFUSED, "too_deep"),
        "line-50-megabytes.txt": (Outcome.REFUSED, "line_too_long"),
        "truncated-tail.pdf": (Outcome.PARTLY, "cut_short"),
        "encrypted.zip": (Outcome.UNREADABLE, "encrypted_archive"),
    }
    assert {name: ended[name] for name in expected} == expected
    bombs = ("flate-bomb.pdf", "flate-bomb-twice.pdf", "zip-bomb.docx", "billion-laughs.docx")
    assert all(ended[name][0] is not Outcome.READ for name in bombs), ended
