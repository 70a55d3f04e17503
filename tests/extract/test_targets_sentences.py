"""Targets of sentences of our own, whose answers were written before the program saw them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.model import Block, BlockKind, Document, Header, Source, Stated, Target
from extract.reading.text import document_of_text
from extract.targets import find_targets
from extract.times import find_times

SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "target_sentences.yaml").read_text(encoding="utf-8")
)["sentences"]


def _document(sentence: dict[str, Any]) -> Document:
    under = sentence.get("under")
    lines: list[tuple[BlockKind, int | None, str]]
    lines = [(BlockKind.HEADING, 1, under)] if under else []
    if "text" in sentence:
        kind = BlockKind.ITEM if under else BlockKind.PARAGRAPH
        lines.append((kind, 2, sentence["text"]))
    text, blocks = "", []
    for kind, level, line in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line), level))
        text += f"{line}\n"
    header = Header(issued_on=Stated("2024-09-10"), type=Stated(sentence.get("type", "Kế hoạch")))
    document = Document("a", text, tuple(blocks), header)
    if "lines" in sentence:
        read = document_of_text("\n".join(sentence["lines"]), Source("a.txt"))
        document = replace(read, header=header)
    return replace(document, times=find_times(document))


def told(target: Target) -> str:
    """A target as the files of sentences and documents write it."""
    said = f"{target.comparator} {target.value:g} {target.unit or ''}".strip()
    due = f" | {target.due_on}" if target.due_on else ""
    return f"{said}{due}{' change' if target.change else ''}"


@pytest.mark.parametrize(
    "sentence", SENTENCES, ids=lambda sentence: sentence.get("text", "lines")[:50]
)
def test_sentence(sentence: dict[str, Any]) -> None:
    assert [told(target) for target in find_targets(_document(sentence))] == sentence["targets"]
