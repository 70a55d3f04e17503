"""The five seed documents against their gold, in the terms a reader would check."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.model import Block, BlockKind, Document, Header, Reference, ReferenceKind, Stated
from extract.references import find_references

PLACES = {"000": "Quảng Bình", "003": "Hải Dương", "004": "Bình Thuận"}


def seed(shared: Path, name: str) -> Document:
    """A seed with the header and frame that reading gives it."""
    text = (shared / "seeds" / name).read_text(encoding="utf-8")
    place = PLACES.get(name[:3])
    header = Header(place=Stated(place)) if place else Header()
    blocks: tuple[Block, ...] = ()
    if name.startswith("004"):
        header = Header(
            number=Stated("3461/KH-UBND"),
            type=Stated("Kế hoạch"),
            issuer=Stated("Ủy ban nhân dân tỉnh Bình Thuận"),
            issued_on=Stated("2023-09-14"),
            place=Stated("Bình Thuận"),
        )
        head, foot = text.index("ỦY BAN NHÂN DÂN\n"), text.index("Văn bản này chưa")
        blocks = (
            Block(BlockKind.ATTRIBUTES, 0, head),
            Block(BlockKind.PARAGRAPH, head, foot),
            Block(BlockKind.BOILERPLATE, foot, len(text)),
        )
    return Document(source=name, text=text, blocks=blocks, header=header)


def gold(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "gold" / "seeds_references.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[str, tuple[Document, tuple[Reference, ...]]]:
    names = sorted(path.name for path in (shared / "seeds").glob("*.txt"))
    documents = {name: seed(shared, name) for name in names}
    return {name: (doc, find_references(doc)[0]) for name, doc in documents.items()}


Found = dict[str, tuple[Document, tuple[Reference, ...]]]


def overlapping(references: tuple[Reference, ...], entry: dict[str, Any]) -> list[Reference]:
    return [r for r in references if r.start < entry["end"] and entry["start"] < r.end]


def test_every_numbered_reference_has_type_number_date_and_issuer(
    shared: Path, found: Found
) -> None:
    entries = [entry for entry in gold(shared) if entry["kind"] == "numbered"]
    assert len(entries) == 40
    for entry in entries:
        (reference,) = overlapping(found[entry["doc"]][1], entry)
        issuer = entry["issuer"]
        if entry["doc"].startswith("002"):  # the text does not say its province
            issuer = "Sở Giáo dục và Đào tạo"
        assert (reference.type, reference.number, reference.date, reference.issuer) == (
            entry["type"],
            entry["number"],
            entry["date"],
            issuer,
        )


def test_every_named_reference_is_found(shared: Path, found: Found) -> None:
    entries = [entry for entry in gold(shared) if entry["kind"] == "named"]
    assert len(entries) == 17
    for entry in entries:
        (reference,) = overlapping(found[entry["doc"]][1], entry)
        assert reference.kind is ReferenceKind.NAMED
        assert (reference.type, reference.number) == (entry["type"], None)
        if entry["type"] != "Thông tư":
            assert reference.text == entry["text"]
            assert reference.issuer == entry["issuer"]


def test_nothing_is_invented(shared: Path, found: Found) -> None:
    for name, (_, references) in found.items():
        entries = [entry for entry in gold(shared) if entry["doc"] == name]
        for reference in references:
            if reference.kind is ReferenceKind.PROGRAMME or reference.furniture:
                continue
            assert any(
                reference.start < entry["end"] and entry["start"] < reference.end
                for entry in entries
            ), reference


def test_the_own_number_repeated_in_the_page_frame_is_furniture(found: Found) -> None:
    _, references = next(value for name, value in found.items() if name.startswith("004"))
    own = [r for r in references if r.number == "3461/KH-UBND"]
    assert [r.kind for r in own] == [ReferenceKind.SELF] * 3
    assert [r.furniture for r in own] == [True, False, True]


def test_spans_quote_the_text_and_do_not_overlap(found: Found) -> None:
    for document, references in found.values():
        end = 0
        for reference in references:
            assert document.quote((reference.start, reference.end)) == reference.text
            assert reference.start >= end
            end = reference.end


def test_a_wrong_issuer_and_a_missing_year_are_findings(shared: Path) -> None:
    name = next(p.name for p in (shared / "seeds").glob("004*"))
    document = seed(shared, name)
    _, findings = find_references(document)
    quotes = {finding.kind: document.quote((finding.start, finding.end)) for finding in findings}
    assert set(quotes) == {"issuer_disagrees", "year_missing"}
    assert "80/2017/NĐ-CP" in quotes["issuer_disagrees"]
    assert "06/TTLT-BGDĐT-BNV" in quotes["year_missing"]
