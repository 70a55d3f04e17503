"""Sentences: boundaries hold on the data file's own examples, spans fit the text."""

from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.sentences import sentence_at, sentences

EXAMPLES = read_yaml("extract", "data/sentences.yaml")["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:30])
def test_examples(example: dict[str, Any]) -> None:
    text = example["text"]
    assert [text[a:b] for a, b in sentences(text)] == example["sentences"]


def test_lines_are_never_joined() -> None:
    text = "Kính gửi: Sở Nội vụ\nĐề nghị báo cáo. Trân trọng!\n"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Kính gửi: Sở Nội vụ",
        "Đề nghị báo cáo.",
        "Trân trọng!",
    ]


def test_part_of_a_text() -> None:
    text = "Một. Hai. Ba."
    assert [text[a:b] for a, b in sentences(text, 5, 9)] == ["Hai."]


def test_the_sentence_of_a_span() -> None:
    text = "Sở họp. Đơn vị gửi báo cáo trước ngày 05/9. Hết."
    at = text.index("05/9")
    start, end = sentence_at(text, at, at + 4, (0, len(text)))
    assert text[start:end] == "Đơn vị gửi báo cáo trước ngày 05/9."
