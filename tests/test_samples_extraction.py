"""What must come out of the sample portal (``samples/expected.yaml``), read and annotated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.annotate import annotate
from extract.model import Document, Outcome, ReferenceKind, Relation, Source
from extract.reading import read
from tests.samples.build import build

SAMPLES = Path(__file__).parent / "samples"
EXPECTED: dict[str, Any] = yaml.safe_load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))
FURNITURE = ("header.dau-trang", "aside.cot-phai", "footer.chan-trang", ".tin-khac", ".tien-ich")


def _cases() -> Iterator[Any]:
    for told in EXPECTED["documents"]:
        yield pytest.param(told, told["address"], id=told["address"])
        if "also" in told:
            yield pytest.param(told, told["also"], id=told["also"])


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal at its first harvest."""
    folder = tmp_path_factory.mktemp("portal")
    build(folder)
    return folder


_READ: dict[tuple[str, Path], Document] = {}


def _document(folder: Path, address: str) -> Document:
    if (address, folder) not in _READ:
        source = Source(
            name=address.rsplit("/", 1)[1],
            url="http://127.0.0.1" + address,
            content_selectors=("main",),
            boilerplate_selectors=FURNITURE,
        )
        reading = read((folder / address.lstrip("/")).read_bytes(), source)
        if reading.outcome is Outcome.NEEDS_OCR:
            pytest.skip("needs Tesseract with Vietnamese data")
        assert reading.outcome is Outcome.READ, reading
        assert reading.document is not None
        _READ[address, folder] = annotate(reading.document)
    return _READ[address, folder]


@pytest.mark.parametrize(("told", "address"), list(_cases()))
def test_header(told: dict[str, Any], address: str, portal: Path) -> None:
    header = _document(portal, address).header
    found = {name: getattr(header, name).value for name in told["header"]}
    wanted = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told["header"].items()
    }
    assert found == wanted


@pytest.mark.parametrize(("told", "address"), list(_cases()))
def test_references(told: dict[str, Any], address: str, portal: Path) -> None:
    document = _document(portal, address)
    found: dict[str, set[Relation]] = {}
    for reference in document.references:
        assert document.text[reference.start : reference.end] == reference.text
        if reference.kind is ReferenceKind.NUMBERED and reference.number:
            found.setdefault(reference.number, set()).add(reference.relation)
    assert set(found) == set(told["references"])
    for number, relation in told["references"].items():
        if relation is not None:
            assert relation in found[number], number
    named = {r.name for r in document.references if r.kind is ReferenceKind.NAMED}
    for name in told.get("named", {}):
        assert any(name in (other or "") for other in named)


@pytest.mark.parametrize(("told", "address"), list(_cases()))
def test_deadlines(told: dict[str, Any], address: str, portal: Path) -> None:
    if "deadlines" not in told:
        return
    document = _document(portal, address)
    left = list(document.deadlines)
    for wanted in told["deadlines"]:
        # The time expression may leave out the words before the date.
        fitting = [
            deadline
            for deadline in left
            if deadline.text in wanted["text"]
            and deadline.due_on == wanted.get("due_on", deadline.due_on)
            and any(wanted["lead"].casefold() in lead.casefold() for lead in deadline.lead)
        ]
        assert fitting, wanted
        left.remove(fitting[0])
        if "with" in wanted:
            assert any(wanted["with"] in body for body in fitting[0].cooperating), wanted
        if "recurrence" in wanted:
            assert fitting[0].recurrence == wanted["recurrence"]
    assert {deadline.due_on for deadline in left} <= set(told.get("may_be_due", ()))
    never = set(told.get("never_due", ()))
    assert not never & {deadline.due_on for deadline in document.deadlines}


@pytest.mark.parametrize(("told", "address"), list(_cases()))
def test_targets(told: dict[str, Any], address: str, portal: Path) -> None:
    if "targets" not in told:
        return
    document = _document(portal, address)
    found = [(target.value, target.unit, target.comparator) for target in document.targets]
    assert found == [(t["value"], t["unit"], t["comparator"]) for t in told["targets"]]
    for target, wanted in zip(document.targets, told["targets"], strict=True):
        if "due_on" in wanted:
            assert target.due_on == wanted["due_on"]


@pytest.mark.parametrize(("told", "address"), list(_cases()))
def test_footnotes_findings_and_grades(told: dict[str, Any], address: str, portal: Path) -> None:
    document = _document(portal, address)
    for number, word, cited in told.get("footnotes", ()):
        note = next(b for b in document.blocks if b.anchors and b.number == str(number))
        assert document.text[: note.anchors[0][0]].endswith(word)
        assert cited in document.text[note.start : note.end]
    kinds = {finding.kind for finding in document.findings}
    assert set(told.get("findings", ())) <= kinds
    if "grades" in told:
        assert tuple(told["grades"]) in {passage.values for passage in document.passages}


def test_broken_pdf_is_said_to_be_broken(portal: Path) -> None:
    address = EXPECTED["failures"][2]["address"]
    reading = read((portal / address.lstrip("/")).read_bytes(), Source(address))
    assert reading.outcome in (Outcome.UNREADABLE, Outcome.PARTLY)
    assert reading.reason


def test_second_harvest_puts_the_day_off(tmp_path: Path) -> None:
    build(tmp_path, harvest=2)
    told = next(t for t in EXPECTED["documents"] if "second_deadlines" in t)
    document = _document(tmp_path, told["address"])
    assert [deadline.due_on for deadline in document.deadlines] == [
        wanted["due_on"] for wanted in told["second_deadlines"]
    ]
