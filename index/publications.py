"""Which versions an engine has, and what it is given of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from index import ledger_schema as tables
from index.database import upsert_many
from index.records import DocumentRecord, VersionRecord
from index.versions import VERSION_COLUMNS


def waiting(
    connection: Connection, engine: str, limit: int | None, after: str
) -> tuple[VersionRecord, ...]:
    """Current versions that the engine does not have yet, by document, behind ``after``."""
    document = tables.document
    query = _waiting(select(*VERSION_COLUMNS), engine).where(document.c.id > after)
    rows = connection.execute(query.order_by(document.c.id).limit(limit)).mappings()
    return tuple(VersionRecord(**row) for row in rows)


def count_waiting(connection: Connection, engine: str) -> int:
    """How many current versions the engine does not have yet."""
    return connection.scalar(_waiting(select(func.count()), engine)) or 0


def _waiting(query: Select[Any], engine: str) -> Select[Any]:
    version, document, done = tables.version, tables.document, tables.publication
    return (
        query.select_from(version)
        .join(document, document.c.version == version.c.id)
        .outerjoin(done, and_(done.c.document == document.c.id, done.c.engine == engine))
        .where(
            or_(
                done.c.version.is_(None),
                done.c.version != version.c.id,
                done.c.revision != version.c.revision,
            )
        )
    )


def held(
    connection: Connection, versions: Sequence[VersionRecord]
) -> Iterator[tuple[DocumentRecord, bytes]]:
    """The documents of versions with what was read in them, one by one in order of ids.

    What was read is as ``index.encoding.pack`` wrote it.
    """
    version, document = tables.version, tables.document
    query = (
        select(document, version.c.annotated)
        .join(version, version.c.document == document.c.id)
        .where(version.c.id.in_([item.id for item in versions]))
        .order_by(document.c.id)
    )
    for row in connection.execute(query).mappings():
        fields = dict(row)
        annotated: bytes = fields.pop("annotated")
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
