"""A row for each annotation and each sentence of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import (
    Deadline,
    Document,
    Header,
    Reference,
    Stated,
    Target,
    TimeKind,
)
from index.analysis import Analysed
from index.answers import Annotation, Card, Unknown
from index.engine import Row, Value
from index.evidence import Evidence
from index.fields import (
    body_keys,
    cited_keys,
    day_number,
    is_citation,
    order,
    sortable,
)
from index.identity import reference_identity
from index.stored import StoredFact, write_fact

_NO_DAY = 99_999_999  # sorts behind every day

# An expression of these kinds names a calendar day, month or year; others only bound one.
_CALENDAR = frozenset(
    {TimeKind.DATE, TimeKind.MONTH, TimeKind.QUARTER, TimeKind.HALF_YEAR, TimeKind.YEAR}
)


def fact_rows(
    card: Card, shared: dict[str, Value], document: Document, evidence: Evidence
) -> Iterator[Row]:
    """The rows of a document's annotations and sentences; ``shared`` fields are in each."""
    issued = sortable(card.issued_on or card.published_on)
    ordinal = 0
    for kind, annotation, span, known, fields in _annotations(document):
        if kind != "finding" and span is not None and evidence.furniture(span[0]):
            continue
        where = evidence.sentence(span, known) if span is not None else (0, 0)
        ordinal += 1
        fact = StoredFact(
            document=card.id,
            kind=kind,
            sentence=evidence.excerpt(where, span),
            annotation=annotation,
            anchor=evidence.anchor(span[0]) if span is not None else None,
            references=evidence.references(where),
            section=evidence.section(where),
            phrase=_phrase(document, annotation),
        )
        yield _fact_row(shared, fields, fact, evidence.words(where), issued, ordinal)
    for where in evidence.sentences():
        ordinal += 1
        references = evidence.references(where)
        fact = StoredFact(
            document=card.id,
            kind="sentence",
            sentence=evidence.excerpt(where),
            anchor=evidence.anchor(where[0]),
            references=references,
            section=evidence.section(where),
        )
        fields = _sentence_fields(references)
        yield _fact_row(shared, fields, fact, evidence.words(where), issued, ordinal)


_Found = tuple[str, Annotation, tuple[int, int] | None, tuple[int, int], dict[str, Value]]


def _annotations(document: Document) -> Iterator[_Found]:
    for reference in document.references:
        if is_citation(reference):
            span = (reference.start, reference.end)
            fields = _reference_fields(reference)
            yield "reference", reference, span, reference.sentence, fields
    for deadline in document.deadlines:
        span = (deadline.start, deadline.end)
        yield "deadline", deadline, span, deadline.sentence, _deadline_fields(deadline)
    for target in document.targets:
        span = (target.start, target.end)
        yield "target", target, span, target.sentence, _target_fields(document, target)
    for passage in document.passages:
        span = (passage.start, passage.end)
        yield passage.kind.value, passage, span, passage.sentence, {"item": passage.values}
    for finding in document.findings:
        span = (finding.start, finding.end)
        yield "finding", finding, span, (0, 0), {"item": (finding.kind,)}
    for body in document.bodies:
        span = (body.start, body.end)
        yield "body", body, span, (0, 0), {"body": body_keys(body.name)}
    for name in Header.__dataclass_fields__:
        stated: Stated = getattr(document.header, name)
        if stated.value is None and stated.reason is not None:
            yield "unknown", Unknown(name, stated.reason), None, (0, 0), {"item": (name,)}


def _fact_row(
    shared: dict[str, Value],
    fields: dict[str, Value],
    fact: StoredFact,
    words: Analysed,
    issued: int,
    ordinal: int,
) -> Row:
    row = {
        **shared,
        **fields,
        **order(fact.document, issued, ordinal),
        "id": f"{fact.document}:{ordinal}",
        "kind": fact.kind,
        "exact": words.exact,
        "folded": words.folded,
        "pairs": words.pairs,
        "payload": write_fact(fact),
    }
    if fact.section is not None:
        row["section"] = (fact.section,)
    return row


def _sentence_fields(references: Sequence[Reference]) -> dict[str, Value]:
    if not references:
        return {}
    return {
        "number": tuple(dict.fromkeys(key for item in references for key in cited_keys(item))),
        "relation": tuple(dict.fromkeys(item.relation.value for item in references)),
    }


def _reference_fields(reference: Reference) -> dict[str, Value]:
    uris = [reference.instrument] if reference.instrument else reference.candidates
    fields: dict[str, Value] = {
        "number": cited_keys(reference),
        "instrument": tuple(uris),
        "relation": (reference.relation.value,),
    }
    said = reference_identity(reference)
    if said is not None:
        fields["identity"] = said.packed()
        fields["written"] = " ".join(reference.text.split())
    return fields


def _deadline_fields(deadline: Deadline) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "body": body_keys(*deadline.lead, *deadline.cooperating),
        "precision": "relative",
    }
    if deadline.recurrence:
        fields["precision"] = "recurring"
    elif deadline.due_on and not deadline.vague:
        fields["precision"] = "calendar"
    fields["due"] = day_number(deadline.due_on) or _NO_DAY
    if deadline.basis:
        fields["instrument"] = (deadline.basis,)
    return fields


def _target_fields(document: Document, target: Target) -> dict[str, Value]:
    fields: dict[str, Value] = {"body": body_keys(target.body) if target.body else ()}
    if target.value is not None:
        fields["value"] = target.value
    if target.unit:
        fields["unit"] = target.unit
    if target.basis:
        fields["instrument"] = (target.basis,)
    if target.due_on:
        fields["due"] = day_number(target.due_on) or _NO_DAY
        fields["precision"] = "relative" if time_in_words(document, target) else "calendar"
    return fields


def _phrase(document: Document, annotation: Annotation) -> str | None:
    return time_in_words(document, annotation) if isinstance(annotation, Target) else None


def time_in_words(document: Document, target: Target) -> str | None:
    """The words of a target's time when they name no calendar day, month or year."""
    if target.due_on is None:
        return None
    said = [
        item
        for item in document.times
        if item.latest == target.due_on
        and target.sentence[0] <= item.start
        and item.end <= target.sentence[1]
    ]
    if any(item.kind in _CALENDAR for item in said):
        return None
    return said[0].text if said else target.by
