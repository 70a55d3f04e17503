"""The outside contract of ``danchieu annotate --json``: one JSON object for a document.

Kept stable for whoever scores the program from outside; ``docs/contract.md`` describes it and a
test holds the two together. Dates are ISO (EDTF where a value is no single day), unknown is null.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from extract.model import Block, Deadline, Document, Header, Reference, Stated, Target, Time

HEADER_FIELDS = ("number", "type", "issuer", "issued_on", "title", "signer", "place")


def as_json(document: Document) -> dict[str, Any]:
    """``document`` in the shape of the contract, ready for ``json.dumps``."""
    return {
        "source": document.source,
        "text": document.text,
        "header": _header(document.header),
        "unread": _unread(document.header),
        "signatures": [
            {"signed_at": one.signed_at.isoformat(), "signer": one.signer}
            for one in document.signatures
        ],
        "blocks": [_block(block) for block in document.blocks],
        "references": [_reference(reference) for reference in document.references],
        "times": [_time(time) for time in document.times],
        "deadlines": [_deadline(deadline) for deadline in document.deadlines],
        "targets": [_target(target) for target in document.targets],
        "bodies": [
            _fields(body, "start", "end", "text", "name", "level", "place")
            for body in document.bodies
        ],
        "findings": [
            _fields(finding, "kind", "start", "end", "message") for finding in document.findings
        ],
    }


def _fields(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _header(header: Header) -> dict[str, str | None]:
    fields: dict[str, Stated] = _fields(header, *HEADER_FIELDS)
    return {name: stated.value for name, stated in fields.items()}


def _unread(header: Header) -> list[dict[str, Any]]:
    fields: dict[str, Stated] = _fields(header, *HEADER_FIELDS)
    return [
        {"field": name, "reason": stated.reason}
        | _fields(stated.printed, "page", "left", "top", "right", "bottom")
        for name, stated in fields.items()
        if stated.printed is not None
    ]


def _block(block: Block) -> dict[str, Any]:
    fields = _fields(block, "kind", "start", "end", "level", "number", "page", "path", "table")
    fields["kind"] = block.kind.value
    fields["cells"] = [_fields(cell, "start", "end", "column", "columns") for cell in block.cells]
    fields["anchors"] = [list(anchor) for anchor in block.anchors]
    return fields


def _reference(reference: Reference) -> dict[str, Any]:
    return _fields(reference, "start", "end", "text") | {
        "kind": reference.kind.value,
        **_fields(reference, "type", "number", "date", "issuer", "name", "pinpoint"),
        "relation": reference.relation.value,
        "instrument": reference.instrument,
        "furniture": reference.furniture,
    }


def _time(time: Time) -> dict[str, Any]:
    return _fields(time, "start", "end", "text", "value") | {
        "kind": time.kind.value,
        "bound": None if time.bound is None else time.bound.value,
        "earliest": _day(time.earliest),
        "latest": _day(time.latest),
        "recurrence": time.recurrence,
        "role": time.role,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return _fields(deadline, "start", "end", "text", "value") | {
        "due_on": _day(deadline.due_on),
        "recurrence": deadline.recurrence,
        "vague": deadline.vague,
        "task": deadline.task,
        "lead": list(deadline.lead),
        "with": list(deadline.cooperating),
        "addressee": deadline.addressee,
    }


def _target(target: Target) -> dict[str, Any]:
    fields = ("start", "end", "text", "indicator", "comparator", "value", "unit", "change")
    return _fields(target, *fields) | {"due_on": _day(target.due_on)}
