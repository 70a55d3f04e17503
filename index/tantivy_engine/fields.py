"""The collections' fields as tantivy schemas, and rows as tantivy documents."""

from __future__ import annotations

from functools import cache

from tantivy import Document, Schema, SchemaBuilder

from index.engine import Row
from index.schema import FIELDS, Collection, FieldKind

DOCUMENT_NUMBER = "document_number"
"""A field of this engine alone: the id of the document, read without the rest of the row."""


@cache
def schema(collection: Collection) -> Schema:
    """The tantivy schema of a collection."""
    builder = SchemaBuilder().add_integer_field(DOCUMENT_NUMBER, fast=True)
    for name, kind in FIELDS[collection].items():
        match kind:
            case FieldKind.WORDS:
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
            case FieldKind.PAIRS:
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
            case FieldKind.KEY | FieldKind.COUNTED:
                counted = kind is FieldKind.COUNTED
                builder.add_text_field(
                    name, tokenizer_name="raw", index_option="basic", fast=counted
                )
            case FieldKind.WHOLE:
                builder.add_integer_field(name, fast=True)
            case FieldKind.NUMBER:
                builder.add_float_field(name, fast=True)
            case FieldKind.PAYLOAD:
                builder.add_bytes_field(name, stored=True)
    return builder.build()


def tantivy_document(collection: Collection, row: Row) -> Document:
    """A row as a tantivy document. Raises KeyError for a field the collection does not have."""
    if not row.keys() <= FIELDS[collection].keys():
        raise KeyError(*sorted(row.keys() - FIELDS[collection].keys()))
    values: dict[str, object] = {
        name: list(value) if type(value) is tuple else value for name, value in row.items()
    }
    values["payload"] = str(row["payload"]).encode()
    values[DOCUMENT_NUMBER] = int(str(row["document"]), 16)
    return Document.from_dict(values, schema(collection))


def document_of(number: int) -> str:
    """The id of the document that has this number."""
    return f"{number:012x}"
