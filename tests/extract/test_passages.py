"""Passages: the examples of the data file, and sections of shortcomings."""

from dataclasses import replace
from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.model import Block, BlockKind, Document, Header, PassageKind, Stated
from extract.passages import find_passages

EXAMPLES = read_yaml("extract", "data/passages.yaml")["examples"]


def _paragraph(text: str) -> Document:
    return Document("mẫu", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:30])
def test_examples(example: dict[str, Any]) -> None:
    passages = find_passages(_paragraph(example["text"]))
    if "grades" in example:
        grades = [p.values for p in passages if p.kind is PassageKind.GRADES]
        assert [value for values in grades for value in values] == example["grades"]
    if "shortcomings" in example:
        texts = [p.text for p in passages if p.kind is PassageKind.SHORTCOMING]
        assert texts == example["shortcomings"]


def test_a_section_ends_at_the_next_heading_of_its_level() -> None:
    lines = ["2. Hạn chế, tồn tại", "Thiếu giáo viên tiếng Anh.", "3. Phương hướng", "Tuyển thêm."]
    kinds = [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]
    text, blocks = "\n".join(lines), []
    for line, kind in zip(lines, kinds, strict=True):
        start = text.index(line)
        blocks.append(Block(kind, start, start + len(line), level=1))
    passages = find_passages(Document("mẫu", text, tuple(blocks)))
    assert [passage.text for passage in passages] == ["Thiếu giáo viên tiếng Anh."]


def test_what_lays_down_rules_admits_nothing() -> None:
    document = _paragraph("Chủ đầu tư nghiệm thu công trình khi còn một số tồn tại nhỏ.")
    assert find_passages(document) != ()
    for kind, number in (("Thông tư", None), ("Quyết định", "12/2024/QĐ-UBND")):
        header = Header(type=Stated(kind), number=Stated(number))
        assert find_passages(replace(document, header=header)) == ()


def test_page_furniture_is_not_read() -> None:
    text = "Vẫn còn một số hạn chế ở lớp 1, 2."
    document = Document("mẫu", text, (Block(BlockKind.BOILERPLATE, 0, len(text)),))
    assert find_passages(document) == ()
