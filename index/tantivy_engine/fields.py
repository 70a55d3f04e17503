"""The collections' fields as tantivy schemas, and rows as tantivy documents."""

from __future__ import annotations

from functools import cache

from tantivy import Document, Schema, SchemaBuilder

from index.engine import Row
from index.schema import FIELDS, Collection, FieldKind


@cache
def schema(collection: Collection) -> Schema:
    """The tantivy schema of a collection."""
    builder = SchemaBuilder()
    for name, kind in FIELDS[collection].items():
        match kind:
            case FieldKind.WORDS:
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
            case FieldKind.PAIRS:
                builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
            case FieldKind.KEY:
                builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
            case FieldKind.WHOLE:
                builder.add_integer_field(name, fast=True)
            case FieldKind.NUMBER:
                builder.add_float_field(name, fast=True)
            case FieldKind.PAYLOAD:
                builder.add_bytes_field(name, stored=True)
    return builder.build()


def tantivy_document(collection: Collection, row: Row) -> Document:
    """A row as a tantivy document. Raises KeyError for a field the collection does not have."""
    kinds = FIELDS[collection]
    document = Document()
    for name, value in row.items():
        kind = kinds[name]
        if isinstance(value, tuple):
            for item in value:
                document.add_text(name, item)
        elif kind is FieldKind.PAYLOAD:
            document.add_bytes(name, str(value).encode())
        elif kind is FieldKind.WHOLE:
            document.add_integer(name, int(value))
        elif kind is FieldKind.NUMBER:
            document.add_float(name, float(value))
        else:
            document.add_text(name, str(value))
    return document
