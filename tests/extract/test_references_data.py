"""The examples in the data files, each against the rule it feeds."""

from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.model import Document, Header, Reference, ReferenceKind
from extract.places import place_named
from extract.references import find_references
from extract.references.context import Context
from extract.references.dates import date_after
from extract.references.issuers import issuer_after
from extract.references.laws import law_mentions, numbers_meant


def examples(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml("extract.references", f"data/{name}.yaml")["examples"]
    assert found
    return found


def references(text: str) -> tuple[Reference, ...]:
    return find_references(Document(source="test", text=text, header=Header()))[0]


@pytest.mark.parametrize("example", examples("types"), ids=lambda e: e["text"])
def test_types(example: dict[str, Any]) -> None:
    found = references(example["text"])
    if example["number"] is None:
        assert found == ()
    else:
        assert [(r.type, r.number) for r in found] == [(example["type"], example["number"])]


@pytest.mark.parametrize("example", examples("issuers"), ids=lambda e: e["text"])
def test_issuers(example: dict[str, Any]) -> None:
    place = place_named(example["place"]) if "place" in example else None
    context = Context(place=None if place is None else place.at(None))
    issuer = issuer_after(f" {example['text']}", 0, context, joint=True)
    assert issuer is not None
    assert issuer.name == example["issuer"]


@pytest.mark.parametrize("example", examples("dates"), ids=lambda e: e["text"])
def test_dates(example: dict[str, Any]) -> None:
    found = date_after(example["text"], 0)
    assert (found and found[0]) == example["date"]


@pytest.mark.parametrize("example", examples("laws"), ids=lambda e: e["text"])
def test_laws(example: dict[str, Any]) -> None:
    text = example["text"]
    mention = next(iter(law_mentions(text)), None)
    if example["name"] is None:
        assert mention is None
        return
    assert mention is not None
    assert (mention.name, text[mention.start : mention.end]) == (
        example["name"],
        example["mention"],
    )
    numbers = numbers_meant(mention.name, None)
    assert numbers == (example["number"],) or example["number"] is None


@pytest.mark.parametrize(
    "example", [*examples("titled"), *examples("programmes")], ids=lambda e: e["text"]
)
def test_titles_and_programmes(example: dict[str, Any]) -> None:
    found = references(example["text"])
    expected = [] if example["mention"] is None else [(example["mention"], example["kind"])]
    assert [(r.text, r.kind.value) for r in found] == expected


@pytest.mark.parametrize("example", examples("relations"), ids=lambda e: e["text"])
def test_relations(example: dict[str, Any]) -> None:
    before, quoted, after = example["text"].replace("»", "«").split("«")
    text = before + quoted + after
    (found,) = [r for r in references(text) if r.text == quoted]
    assert found.kind is ReferenceKind.NUMBERED
    assert found.relation.value == example["relation"]
