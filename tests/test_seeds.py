"""The five documents the project was made from: what must be known, and what must stay unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.annotate import annotate
from extract.model import BlockKind, Document, PassageKind, Source
from extract.reading import read

NAMES = {
    "000": "000_bed4a9baac4e0fad.txt",
    "001": "001_7e1e2b7c2a9353b6.txt",
    "002": "002_3cd3fae0bc1a3537.txt",
    "003": "003_8243eba747c9092b.txt",
    "004": "004_6e4c9955bd5ff2a9.txt",
}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    documents = {}
    for key, name in NAMES.items():
        reading = read((shared / "seeds" / name).read_bytes(), Source(name=name))
        assert reading.document is not None, reading.reason
        documents[key] = annotate(reading.document)
    return documents


def test_text_is_kept_to_the_letter(seeds: dict[str, Document], shared: Path) -> None:
    for key, name in NAMES.items():
        assert seeds[key].text == (shared / "seeds" / name).read_text(encoding="utf-8")


def test_every_span_quotes_the_text(seeds: dict[str, Document]) -> None:
    for document in seeds.values():
        for annotation in (
            *document.references, *document.times, *document.deadlines,
            *document.targets, *document.bodies, *document.passages,
        ):  # fmt: skip
            assert document.text[annotation.start : annotation.end] == annotation.text


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("000", "tỉnh Quảng Bình"),
        ("001", "tỉnh Bắc Giang"),
        ("002", None),
        ("003", "tỉnh Hải Dương"),
        ("004", "tỉnh Bình Thuận"),
    ],
)
def test_place(seeds: dict[str, Document], key: str, place: str | None) -> None:
    assert seeds[key].header.place.value == place


def test_the_plan_of_binh_thuan_is_known_by_its_header(seeds: dict[str, Document]) -> None:
    header = seeds["004"].header
    assert header.number.value == "3461/KH-UBND"
    assert header.type.value == "Kế hoạch"
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Bình Thuận"
    assert header.issued_on.value == "2023-09-14"
    assert header.signer.value == "Nguyễn Minh"
    assert header.status.value is None
    assert header.status.reason == "placeholder"


def test_nine_footnotes_know_their_anchors(seeds: dict[str, Document]) -> None:
    document = seeds["004"]
    notes = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [note.number for note in notes] == [str(number) for number in range(1, 10)]
    for note in notes:
        assert len(note.anchors) == 1
        start, end = note.anchors[0]
        assert document.text[start:end] == note.number
    start, end = notes[3].anchors[0]
    assert document.text[start - 8 : end] == "ường học4"


def test_findings_of_the_plan(seeds: dict[str, Document]) -> None:
    document = seeds["004"]
    found = {(f.kind, document.text[f.start : f.end]) for f in document.findings}
    assert any(kind == "issuer_disagrees" and "80/2017/NĐ-CP" in quote for kind, quote in found)
    assert any(kind == "year_missing" and "06/TTLT-BGDĐT-BNV" in quote for kind, quote in found)


def test_the_one_dated_target(seeds: dict[str, Document]) -> None:
    dated = [
        (key, target)
        for key, document in seeds.items()
        for target in document.targets
        if target.due_on is not None
    ]
    assert [key for key, _ in dated] == ["000"]
    target = dated[0][1]
    assert (target.value, target.unit, target.due_on) == (100.0, "%", date(2023, 5, 31))
    assert seeds["000"].text.index("đến cuối năm học 2022 - 2023 có 100%") <= target.end


def test_no_calendar_deadline_by_the_end_of_2023(seeds: dict[str, Document]) -> None:
    for document in seeds.values():
        for deadline in document.deadlines:
            assert deadline.vague or deadline.due_on is None or deadline.due_on > date(2023, 12, 31)


def test_nothing_comes_out_of_the_counter_on_the_page(seeds: dict[str, Document]) -> None:
    document = seeds["003"]
    counter = document.text.index("Kết quả giải quyết TTHC")
    for facts in (document.targets, document.deadlines, document.bodies, document.references):
        assert all(fact.end <= counter for fact in facts)


def test_the_minimum_share_of_spending_rests_on_a_decision(seeds: dict[str, Document]) -> None:
    shares = [target for target in seeds["004"].targets if target.value == 19.0]
    assert len(shares) == 1
    assert shares[0].comparator == ">="
    assert "chưa kể chi từ nguồn thu học phí" in shares[0].text
    assert shares[0].basis is not None
    assert shares[0].basis.endswith("30-2021-qd-ttg")


@pytest.mark.parametrize(
    ("key", "grades"),
    [("001", {"1", "2", "3", "6", "7", "10"}), ("004", {"1", "2", "3", "4", "8", "11"})],
)
def test_grades_of_the_curriculum(seeds: dict[str, Document], key: str, grades: set[str]) -> None:
    lists = [set(p.values) for p in seeds[key].passages if p.kind is PassageKind.GRADES]
    assert grades in lists


def test_admitted_shortcomings_stand_in_one_document(seeds: dict[str, Document]) -> None:
    with_them = {
        key
        for key, document in seeds.items()
        if any(p.kind is PassageKind.SHORTCOMING for p in document.passages)
    }
    assert with_them == {"002"}
