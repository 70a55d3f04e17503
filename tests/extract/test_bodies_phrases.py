"""Bodies of phrases of our own, whose answers were written before the program saw them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.bodies import find_bodies
from extract.model import Block, BlockKind, Document, Header, Stated

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "body_phrases.yaml").read_text(encoding="utf-8")
)
Answer = tuple[str, str, str | None, str | None]


def _answer(line: str) -> Answer:
    words, name, *rest = [part.strip() or None for part in line.split("|")]
    level, place = [*rest, None, None][:2]
    return words or "", (name or "").lower(), level, place


@pytest.mark.parametrize("phrase", DATA["phrases"], ids=lambda phrase: phrase["text"][:50])
def test_phrase(phrase: dict[str, Any]) -> None:
    head = {field: Stated(value) for field, value in DATA["heads"][phrase["head"]].items()}
    text = phrase["text"]
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    found = find_bodies(Document("a", text, (block,), Header(**head)))
    assert [(body.text, body.name.lower(), body.level, body.place) for body in found] == [
        _answer(line) for line in phrase["bodies"]
    ]
