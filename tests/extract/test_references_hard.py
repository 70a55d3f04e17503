"""Hard sentences of the genre, one a line in ``hard_references.yaml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.model import Document, Reference, ReferenceKind
from extract.references import find_references

FILE = Path(__file__).with_name("hard_references.yaml")
SENTENCES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def value(reference: Reference, field: str) -> str | None:
    """A field as the table writes it: of a URI its last part."""
    found = getattr(reference, field)
    if found is None:
        return None
    return str(found).rpartition("/")[2] if field == "instrument" else str(found)


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_sentence(entry: dict[str, Any]) -> None:
    parts = entry["text"].replace("»", "«").split("«")
    text, quoted = "".join(parts), parts[1::2]
    found = [
        reference
        for reference in find_references(Document("test", text))[0]
        if reference.kind is not ReferenceKind.SELF
    ]
    assert [reference.text for reference in found] == quoted
    for field in entry.keys() - {"text"}:
        wanted = entry[field]
        expected = wanted if isinstance(wanted, list) else [wanted]
        said = [value(reference, field) for reference in found]
        assert said == [None if each is None else str(each) for each in expected], field
