"""Which versions an engine has, and what it is given of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, and_, or_, select

from extract.model import Document
from index import ledger_schema as tables
from index.database import upsert_many
from index.encoding import unpack
from index.records import DocumentRecord, VersionRecord
from index.versions import VERSION_COLUMNS


def waiting(
    connection: Connection, engine: str, limit: int | None, after: str
) -> tuple[VersionRecord, ...]:
    """Current versions that the engine does not have yet, by document, behind ``after``."""
    version, document, done = tables.version, tables.document, tables.publication
    query = (
        select(*VERSION_COLUMNS)
        .join(document, document.c.version == version.c.id)
        .outerjoin(done, and_(done.c.document == document.c.id, done.c.engine == engine))
        .where(
            document.c.id > after,
            or_(
                done.c.version.is_(None),
                done.c.version != version.c.id,
                done.c.revision != version.c.revision,
            ),
        )
        .order_by(document.c.id)
        .limit(limit)
    )
    return tuple(VersionRecord(**row) for row in connection.execute(query).mappings())


def held(
    connection: Connection, versions: Sequence[VersionRecord]
) -> Iterator[tuple[DocumentRecord, Document]]:
    """The documents of versions with what was read in them, one by one in order of ids."""
    version, document = tables.version, tables.document
    query = (
        select(document, version.c.annotated)
        .join(version, version.c.document == document.c.id)
        .where(version.c.id.in_([item.id for item in versions]))
        .order_by(document.c.id)
    )
    for row in connection.execute(query).mappings():
        fields = dict(row)
        annotated = unpack(fields.pop("annotated"))
        yield DocumentRecord(**fields), annotated


def remember(connection: Connection, engine: str, versions: Sequence[VersionRecord]) -> None:
    """Note that the engine has these versions."""
    rows = [
        {
            "engine": engine,
            "document": item.document,
            "version": item.id,
            "revision": item.revision,
        }
        for item in versions
    ]
    upsert_many(connection, tables.publication, rows, ("engine", "document"))
