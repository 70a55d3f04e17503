"""However blanks are printed, the same is found, and it stands where it was printed."""

from __future__ import annotations

import textwrap
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.annotate import annotate
from extract.blanks import Blanks
from extract.model import Block, BlockKind, Box, Cell, Document, Source
from extract.reading import read

_DIRECTIVES = [
    row["text"]
    for row in yaml.safe_load(
        Path(__file__).with_name("directives.yaml").read_text(encoding="utf-8")
    )
    if not row["text"].startswith("<")
]
_LINE = 80
# How a converter may end a line and begin the next.
_ENDS = ("  \n", " \n", "\u00a0\n", "\n   ", "\u2003\n")


def _wrapped(text: str, end: str) -> str:
    """``text`` as printed: its long lines wrapped, each ending and beginning as ``end`` says."""
    lines = []
    for line in text.split("\n"):
        long = len(line) > _LINE and "|" not in line
        parts = textwrap.wrap(line, _LINE, break_long_words=False, break_on_hyphens=False)
        lines.append(end.join(parts) if long else line)
    return "\n".join(lines)


def _annotated(text: str) -> Document:
    document = read(text.encode(), Source("x.txt")).document
    assert document is not None
    return annotate(document)


def _facts(document: Document) -> list[tuple[Any, ...]]:
    """What is found in ``document``, wherever it stands."""
    return [
        *((" ".join(t.text.split()), t.value, t.recurrence, t.role) for t in document.times),
        *((d.due_on, d.recurrence, d.task, d.lead, d.cooperating) for d in document.deadlines),
        *((" ".join(r.text.split()), r.number, r.relation) for r in document.references),
        *((b.name, b.level, b.place) for b in document.bodies),
        *((t.indicator, t.comparator, t.value) for t in document.targets),
    ]


@pytest.mark.parametrize("end", _ENDS)
@pytest.mark.parametrize("text", _DIRECTIVES[:12])
def test_blanks_at_line_ends_change_nothing(text: str, end: str) -> None:
    assert _facts(_annotated(_wrapped(text, end))) == _facts(_annotated(_wrapped(text, "\n")))


@pytest.mark.parametrize("text", _DIRECTIVES[:12])
def test_what_is_found_stands_where_it_was_printed(text: str) -> None:
    document = _annotated(_wrapped(text, "  \n  ").replace(" năm ", "  năm \u00a0"))
    found = [*document.references, *document.times, *document.bodies, *document.deadlines]
    assert found
    for one in found:
        assert one.text == document.text[one.start : one.end]
        assert one.text == one.text.strip()
    for deadline in document.deadlines:
        first, last = deadline.sentence
        assert first <= deadline.start < deadline.end <= last
        assert document.text[first:last] == document.text[first:last].strip()


def test_blocks_and_cells_keep_their_letters() -> None:
    text = "Bảng  một \n\n  Sở \u200b Nội vụ\t  trước  15/9 \ncuối"
    rows = (
        Block(BlockKind.PARAGRAPH, 0, 9),
        Block(BlockKind.TABLE_ROW, 14, 39, cells=(Cell(14, 25, 0), Cell(28, 39, 1))),
        Block(BlockKind.PARAGRAPH, 41, 45),
    )
    settled = Blanks(text).settled(Document("a", text, rows))
    first, row, last = (settled.text[block.start : block.end] for block in settled.blocks)
    assert first == "Bảng một"
    assert row == "Sở Nội vụ\t trước 15/9"
    assert last == "cuối"
    cells = [settled.text[cell.start : cell.end] for cell in settled.blocks[1].cells]
    assert cells == ["Sở Nội vụ", "trước 15/9"]
    assert settled.text == "Bảng một\n\nSở Nội vụ\t trước 15/9\ncuối"


def test_a_text_without_such_blanks_is_left_alone() -> None:
    text = "Sở Nội vụ\ttrước 15/9\nSở Tài chính"
    assert Blanks(text).settled(Document("a", text)).text == text


def test_a_moved_block_keeps_all_but_its_place() -> None:
    box = Box(1, 0.0, 0.0, 9.0, 9.0)
    block = Block(BlockKind.FOOTNOTE, 3, 6, 2, "4", 1, (box,), "p", 0, (Cell(3, 6, 0),), ((0, 1),))
    set_ones = (field for field in fields(Block) if field.default is not MISSING)
    assert all(getattr(block, field.name) != field.default for field in set_ones)
    (moved,) = Blanks("a  bcd").settled(Document("test", "a  bcd", (block,))).blocks
    assert moved == replace(block, start=2, end=5, cells=(Cell(2, 5, 0),))
