"""Whole directives of many kinds, from bytes to who must do what by when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.annotate import annotate
from extract.model import Deadline, Source
from extract.reading import read

DIRECTIVES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "directives.yaml").read_text(encoding="utf-8")
)


def found_in(directive: dict[str, Any]) -> dict[tuple[str, str], Deadline]:
    document = read(directive["text"].encode(), Source(directive["file"])).document
    assert document is not None
    return {
        (" ".join(item.text.lower().split()), item.recurrence or str(item.due_on)): item
        for item in annotate(document).deadlines
    }


def full(name: str) -> str:
    """A name with its usual abbreviations written out."""
    for short, long in (
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("GDĐT", "Giáo dục và Đào tạo"),
        ("THPT", "trung học phổ thông"),
        ("THCS", "trung học cơ sở"),
    ):
        name = name.replace(short, long)
    return name.lower()


def named(wanted: list[str], found: tuple[str, ...]) -> bool:
    """Whether the same bodies are named, in full or as the text has them."""
    return len(wanted) == len(found) and all(
        full(one) in full(other) or full(other) in full(one)
        for one, other in zip(wanted, found, strict=True)
    )


@pytest.mark.parametrize("directive", DIRECTIVES, ids=[row["name"] for row in DIRECTIVES])
def test_deadlines_of_a_directive(directive: dict[str, Any]) -> None:
    found = found_in(directive)
    rest = dict(found)
    for wanted in directive["deadlines"]:
        key = next(
            (key for key in rest if key[1] == wanted["due"] and key[0] in wanted["time"].lower()),
            None,
        )
        assert key is not None, (wanted["time"], list(found))
        item = rest.pop(key)
        assert named(wanted.get("lead", []), item.lead), (wanted, item.lead)
        if "with" in wanted:
            assert named(wanted["with"], item.cooperating), (wanted, item.cooperating)
        if "to" in wanted:
            assert named([wanted["to"]], (item.addressee or "",)), (wanted, item.addressee)
    assert not rest
