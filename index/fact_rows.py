"""A row for each annotation and each sentence of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.model import (
    Deadline,
    Document,
    Header,
    Reference,
    Stated,
    Target,
)
from index.analysis import Analysed
from index.answers import Annotation, Card, Excerpt, Unknown, UnknownField
from index.central import is_central
from index.due_fields import Numbers, aim_number, due_fields, time_in_words
from index.engine import Row, Value
from index.evidence import Evidence
from index.fields import (
    body_keys,
    cited_keys,
    is_citation,
    order,
    sortable,
)
from index.identity import reference_identity
from index.stored import StoredFact, write_fact


def fact_rows(
    card: Card, shared: dict[str, Value], document: Document, evidence: Evidence, source: str
) -> Iterator[Row]:
    """The rows of a document's annotations and sentences; ``shared`` fields are in each.

    ``source`` tells the document from all but its copies.
    """
    issued = sortable(card.issued_on or card.published_on)
    ordinal = 0
    duties: Numbers = {}
    aims: Numbers = {}
    for kind, annotation, span, known, fields in _annotations(document):
        if kind != "finding" and evidence.furniture(span[0]):
            continue
        where = evidence.sentence(span, known)
        ordinal += 1
        fact = StoredFact(
            kind=kind,
            sentence=evidence.excerpt(where, span),
            annotation=annotation,
            anchor=evidence.anchor(span[0]),
            references=evidence.references(where),
            section=evidence.section(where),
            phrase=_phrase(document, annotation),
        )
        words = evidence.words(where)
        if isinstance(annotation, Deadline | Target):
            fields |= due_fields(document, annotation, source, words.folded, duties)
        if isinstance(annotation, Target):
            fields["aim"] = aim_number(annotation, issued, source, words.folded, aims)
        _complete(fields, fact)
        yield _fact_row(shared, fields, words, issued, ordinal)
    unknown = _not_stated(document.header)
    if unknown:
        ordinal += 1
        fields = {
            "item": tuple(item.field for item in unknown),
            "kind": "unknown",
            "payload": _unknown(unknown),
        }
        yield _fact_row(shared, fields, evidence.words((0, 0)), issued, ordinal)
    for where in evidence.sentences():
        ordinal += 1
        references = evidence.references(where)
        fact = StoredFact(
            kind="sentence",
            sentence=evidence.excerpt(where),
            anchor=evidence.anchor(where[0]),
            references=references,
            section=evidence.section(where),
        )
        fields = _sentence_fields(references)
        _complete(fields, fact)
        yield _fact_row(shared, fields, evidence.words(where), issued, ordinal)


_Found = tuple[str, Annotation, tuple[int, int], tuple[int, int], dict[str, Value]]


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
        yield "target", target, span, target.sentence, _target_fields(target)
    for passage in document.passages:
        span = (passage.start, passage.end)
        yield passage.kind.value, passage, span, passage.sentence, {"item": passage.values}
    for finding in document.findings:
        span = (finding.start, finding.end)
        yield "finding", finding, span, (0, 0), {"item": (finding.kind,)}
    for body in document.bodies:
        span = (body.start, body.end)
        yield "body", body, span, (0, 0), {"body": body_keys(body.name)}


def _not_stated(header: Header) -> tuple[UnknownField, ...]:
    """The fields of a header that are not known, with the reason; a central body has no place."""
    fields: list[tuple[str, Stated]] = [
        (name, getattr(header, name))
        for name in Header.__dataclass_fields__
        if name != "place" or not is_central(header.issuer.value)
    ]
    return tuple(
        UnknownField(name, stated.reason)
        for name, stated in fields
        if stated.value is None and stated.reason is not None
    )


@lru_cache(maxsize=1000)  # documents lack the same few things for the same few reasons
def _unknown(fields: tuple[UnknownField, ...]) -> str:
    return write_fact(StoredFact("unknown", Excerpt(0, 0, ""), Unknown(fields)))


def _complete(fields: dict[str, Value], fact: StoredFact) -> None:
    fields["kind"] = fact.kind
    fields["payload"] = write_fact(fact)
    if fact.section is not None:
        fields["section"] = (fact.section,)


def _fact_row(
    shared: dict[str, Value],
    fields: dict[str, Value],
    words: Analysed,
    issued: int,
    ordinal: int,
) -> Row:
    document = str(shared["document"])
    return {
        **shared,
        **{name: value for name, value in fields.items() if value != ()},
        **order(document, issued, ordinal),
        "exact": words.exact,
        "folded": words.folded,
        "pairs": words.pairs,
    }


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
    fields: dict[str, Value] = {"body": body_keys(*deadline.lead, *deadline.cooperating)}
    if deadline.basis:
        fields["instrument"] = (deadline.basis,)
    return fields


def _target_fields(target: Target) -> dict[str, Value]:
    fields: dict[str, Value] = {"body": body_keys(target.body) if target.body else ()}
    if target.value is not None:
        fields["value"] = target.value
    if target.unit:
        fields["unit"] = target.unit
    if target.basis:
        fields["instrument"] = (target.basis,)
    return fields


def _phrase(document: Document, annotation: Annotation) -> str | None:
    return time_in_words(document, annotation) if isinstance(annotation, Target) else None
