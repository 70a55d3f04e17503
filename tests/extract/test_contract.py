"""The outside contract: what docs/contract.md promises is what as_json gives."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

from extract.contract import as_json
from extract.model import (
    Block,
    BlockKind,
    Body,
    Box,
    Deadline,
    DigitalSignature,
    Document,
    Finding,
    Header,
    Reference,
    ReferenceKind,
    Relation,
    Stated,
    Target,
    Time,
    TimeKind,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "contract.md"

TEXT = "Sở Nội vụ báo cáo trước ngày 05/9/2023 theo Công văn số 12/SNV-VP, đạt 90%."
DOCUMENT = Document(
    source="mẫu.txt",
    text=TEXT,
    blocks=(Block(BlockKind.PARAGRAPH, 0, len(TEXT)),),
    header=Header(
        number=Stated("7/KH-UBND", 0, 1, "text"),
        issued_on=Stated("2023-09", 2, 3, "text", "handwritten", Box(1, 300, 90, 420, 104)),
    ),
    signatures=(DigitalSignature(datetime(2023, 9, 1, 8, tzinfo=UTC), "Sở Nội vụ"),),
    references=(Reference(44, 66, TEXT[44:66], ReferenceKind.NUMBERED, "r", number="12/SNV-VP"),),
    times=(Time(18, 38, TEXT[18:38], TimeKind.DATE, "r", "2023-09-05", latest=date(2023, 9, 5)),),
    deadlines=(
        Deadline(
            18, 38, TEXT[18:38], "r", "2023-09-05", date(2023, 9, 5),
            lead=("Sở Nội vụ",), cooperating=("Sở Tài chính",),
        ),
    ),
    targets=(Target(68, 75, TEXT[68:75], "r", value=90.0, unit="%"),),
    bodies=(Body(0, 9, TEXT[0:9], "r", "Sở Nội vụ", "tỉnh"),),
    findings=(Finding("year_missing", 0, 1, "…"),),
)  # fmt: skip


def _documented() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)(?:\[\])?` \| (.*) \|$", DOCS.read_text("utf-8"), re.M)
    return {name: set(re.findall(r"`(\w+)(?:\[\])?`", meaning)) for name, meaning in rows}


def test_fields_are_those_documented() -> None:
    record, documented = as_json(DOCUMENT), _documented()
    assert set(record) == set(documented)
    for name, value in record.items():
        if isinstance(value, list):
            assert set(value[0]) == documented[name], name
    assert set(record["header"]) == documented["header"]


def test_relations_are_those_documented() -> None:
    listed = re.search(r"`relation` is one of: (.*)\.", DOCS.read_text("utf-8"))
    assert listed is not None
    assert set(listed.group(1).split(", ")) == {relation.value for relation in Relation}


def test_values_are_plain_json() -> None:
    record = json.loads(json.dumps(as_json(DOCUMENT), ensure_ascii=False))
    assert record["header"]["number"] == "7/KH-UBND"
    assert record["header"]["place"] is None
    assert record["deadlines"][0]["due_on"] == "2023-09-05"
    assert record["deadlines"][0]["with"] == ["Sở Tài chính"]
    assert record["references"][0]["kind"] == "numbered"
    assert record["text"][18:38] == "trước ngày 05/9/2023" == record["times"][0]["text"]
