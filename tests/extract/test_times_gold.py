"""The gold of times speaks of text that is there, in the terms of the guidelines."""

from typing import Any

import pytest

from tests.bench.edtf_days import days_of
from tests.bench.time_gold import (
    HANDS,
    HELD_OUT,
    KINDS,
    PARTS,
    Comparison,
    lines_of,
    placed,
    stretches,
    within,
)

FILES = (*HANDS, "gold.jsonl")
FIELDS = {
    "time": {"value", "recurrence"},
    "deadline": {"value", "due_on", "recurrence", "lead", "with"},
    "target": {"number", "comparator", "unit", "due_on", "change"},
    "body": {"name", "level", "place"},
}


@pytest.mark.parametrize("file", FILES)
def test_each_annotation_stands_in_a_stretch_of_its_kind(shared: Any, file: str) -> None:
    del shared  # the texts are read from there
    standing, lost = placed(lines_of(file))
    assert not lost
    chosen = stretches()
    for item in standing:
        assert within([item], chosen[item["doc"]]), item


def test_no_document_stands_in_two_parts(shared: Any) -> None:
    del shared
    parts = [{stretch.part for stretch in chosen} for chosen in stretches().values()]
    assert all(len(of_document) == 1 for of_document in parts)
    assert set().union(*parts) == set(PARTS)
    assert set(PARTS) > HELD_OUT


@pytest.mark.parametrize("file", FILES)
def test_lines_have_the_fields_of_the_guidelines(file: str) -> None:
    for line in lines_of(file):
        assert line.keys() - {"doc", "kind", "quote", "nth"} <= FIELDS[line["kind"]], line
        value = line.get("value") or ""
        assert not isinstance(days_of(value), str) or value == "" or "XXXX" in value, line


def test_a_comparison_counts_each_annotation_once() -> None:
    due = {"kind": "deadline", "due_on": "2023-09-15", "lead": ["Sở Nội vụ tỉnh Bình Thuận"]}
    wanted = [
        {**due, "start": 0, "end": 10},
        {**due, "start": 20, "end": 30, "due_on": "2023-09-16"},
        {**due, "start": 40, "end": 50},
    ]
    found = [
        {**due, "start": 6, "end": 10, "lead": ["Sở Nội vụ Bình Thuận"]},
        {**due, "start": 0, "end": 5, "lead": ["Sở Tài chính"]},
        {**due, "start": 22, "end": 30},
    ]
    comparison = Comparison()
    comparison.add("plan.docx", "trước ngày 15/9/2023 " * 3, wanted, found)
    span, figure = comparison.tallies["deadline span"], comparison.tallies["deadline due"]
    assert (span.right, span.found, span.wanted) == (2, 3, 3)
    assert (figure.right, figure.found, figure.wanted) == (1, 3, 3)
    assert comparison.shares["deadline lead"] == [1, 1]
    assert [line[0] for line in comparison.differences] == ["-", "-", "+", "+"]
    assert set(KINDS) == set(FIELDS)
