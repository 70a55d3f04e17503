"""The development gold of references speaks of text that is there.

Scans are left to the bench: reading them takes minutes, and their letters change as it gets better.
"""

import json
from typing import Any

import pytest

from extract.model import Relation
from tests.bench.reference_gold import FIELDS, GOLD, PARTS, SCANS, gold_text, stretches, written

FILES = ("hand_a.jsonl", "hand_b.jsonl", "gold.jsonl")


@pytest.mark.parametrize("name", FILES)
def test_mentions_stand_in_their_text(shared: Any, name: str) -> None:
    del shared  # the texts are read from there
    for doc, entries in written(name, scans=False).items():
        text, behind = gold_text(doc), 0
        for entry in entries:
            mention = text[entry["start"] : entry["end"]]
            assert mention.strip() == mention != "", (doc, entry)
            assert mention.split() == entry.get("quote", mention).split(), (doc, entry)
            assert entry["start"] >= behind, (doc, entry)
            behind = entry["end"]


def test_every_stretch_lies_in_its_document(shared: Any) -> None:
    del shared
    for part in PARTS:
        for stretch in stretches(part):
            if not stretch.doc.startswith(SCANS):
                assert 0 <= stretch.start < stretch.end <= len(gold_text(stretch.doc)), stretch


@pytest.mark.parametrize("name", FILES)
def test_lines_have_the_fields_of_the_guidelines(name: str) -> None:
    relations = {relation.value for relation in Relation}
    kinds = {"numbered", "named", "programme", "self"}
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        assert set(FIELDS) <= entry.keys(), line
        assert entry["relation"] in relations, line
        assert entry["kind"] in kinds, line
