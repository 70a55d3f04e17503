"""Hard phrases of time, each in a sentence with its document's day (``hard_times.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.annotate import annotate
from extract.model import Block, BlockKind, Document, Header, Stated, Time
from tests.bench.edtf_days import days_of

_DAY = "2025-08-20"
_FAMILIES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("hard_times.yaml").read_text(encoding="utf-8")
)


def found(case: dict[str, Any]) -> list[Time]:
    """The times of a sentence that stands alone in a document of its day."""
    text = case["say"]
    header = Header(
        issued_on=Stated(case.get("day", _DAY)),
        title=Stated(case.get("title")),
        type=Stated(case.get("type", "Kế hoạch")),
    )
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    document = annotate(Document(source="test", text=text, blocks=blocks, header=header))
    return [time for time in document.times if time.role != "citation"]


def wrongs(case: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the times of a sentence, one line for each."""
    times, wanted = found(case), case.get("times", [case])
    if len(times) != len(wanted):
        yield f"{len(wanted)} wanted: {[time.text for time in times]}"
        return
    at = 0
    for time, row in zip(times, wanted, strict=True):
        at = case["say"].index(row["words"], at)
        if time.start > at or time.end != at + len(row["words"]):
            yield f"words: {time.text!r}"
        at += len(row["words"])
        if not same(time.value, row.get("value")):
            yield f"value: {time.value} ({time.reason})"
        if time.recurrence != row.get("rule"):
            yield f"rule: {time.recurrence}"
        for side in ("earliest", "latest"):
            day = getattr(time, side)
            if side in row and (day is None or day.isoformat() != row[side]):
                yield f"{side}: {day}"
        if time.kind != row.get("kind", time.kind):
            yield f"kind: {time.kind}"


def same(value: str | None, wanted: str | None) -> bool:
    """Whether two EDTF values mean the same; hours and sets must be written alike."""
    if value is None or wanted is None or {"T", "{"} & {*value, *wanted}:
        return value == wanted
    return days_of(value) == days_of(wanted)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{family}: {case['say']}")
        for family, cases in _FAMILIES.items()
        for case in cases
    ],
)
def test_a_hard_phrase_means_what_was_written_down_beforehand(case: dict[str, Any]) -> None:
    assert list(wrongs(case)) == []
