"""Library values as JSON can hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from extract.contract import as_json
from extract.model import Instrument
from index.answers import Card, Citation, DocumentAnswer, Fact
from search_ui.addresses import capture_address, document_address


def plain(value: Any) -> Any:
    """A library value as JSON can hold it: dates in ISO form, unknown as null.

    Documents, instruments, facts and citations also carry ``page``, the address at which people
    read them.
    """
    if is_dataclass(value) and not isinstance(value, type):
        shape = {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        page = _page(value)
        return {**shape, "page": page} if page and "page" not in shape else shape
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _page(value: object) -> str | None:
    match value:
        case Card():
            return document_address(value)
        case Fact() | Citation():
            return document_address(value.document, (value.sentence.start, value.sentence.end))
        case Instrument():
            return f"/so-hieu/{value.key}"
        case _:
            return None


def document_shape(answer: DocumentAnswer) -> dict[str, Any]:
    """A held document: its annotations as ``danchieu annotate --json`` prints them, its versions,
    and its captures with the address of the raw bytes."""
    whole = {one.name: getattr(answer, one.name) for one in fields(answer)}
    whole["document"] = as_json(answer.document)
    shape: dict[str, Any] = plain(whole)
    for capture in shape["captures"]:
        capture["download"] = capture_address(answer.card, capture["id"])
    return shape
