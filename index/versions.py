"""The rows behind a document: its versions, which one is current, and the names it goes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, select, update

from extract.model import Document, Outcome
from index import ledger_schema as tables
from index.database import insert_if_new, maybe
from index.encoding import pack, unpack
from index.records import CaptureRecord, Stored, VersionRecord, document_id
from index.slug import document_slug

VERSION_COLUMNS = tuple(column for column in tables.version.c if column.name != "annotated")


def versions(connection: Connection, document: str) -> tuple[VersionRecord, ...]:
    """The versions of a document, oldest first."""
    table = tables.version
    query = (
        select(*VERSION_COLUMNS)
        .where(table.c.document == document)
        .order_by(table.c.captured_at, table.c.id)
    )
    return tuple(VersionRecord(**row) for row in connection.execute(query).mappings())


def store(
    connection: Connection,
    capture: CaptureRecord,
    document: Document,
    text_sha256: str,
    rules: str,
    at: datetime,
    outcome: Outcome,
) -> Stored:
    """Put what was read from a capture into the right version of its document."""
    key = document_id(capture.url)
    insert_if_new(
        connection,
        tables.document,
        {"id": key, "slug": key, "url": capture.url, "portal": capture.portal, "created_at": at},
    )
    known = versions(connection, key)
    own = next((item for item in known if item.capture == capture.id), None)
    content = {
        "text_sha256": text_sha256,
        "rules": rules,
        "outcome": outcome.value,
        "annotated": pack(document),
    }
    if own is not None:
        done, number = _replace(connection, own, content), own.id
    else:
        before = [item for item in known if item.captured_at <= capture.fetched_at]
        if before and before[-1].text_sha256 == text_sha256:
            number = before[-1].id
            done = _restate(connection, before[-1], capture, document, content)
        else:
            done = Stored.CHANGED if known else Stored.NEW
            row = {"document": key, "capture": capture.id, "captured_at": capture.fetched_at}
            result = connection.execute(
                tables.version.insert().values(**row, **content, revision=1, created_at=at)
            )
            number = int(result.inserted_primary_key[0])  # type: ignore[index]
    connection.execute(
        update(tables.capture).where(tables.capture.c.id == capture.id).values(version=number)
    )
    current = versions(connection, key)[-1].id
    if current == number and done is not Stored.UNCHANGED:
        _describe(connection, key, current, document)
    return done


def _restate(
    connection: Connection,
    known: VersionRecord,
    capture: CaptureRecord,
    document: Document,
    content: Mapping[str, object],
) -> Stored:
    """Let a version take over what its source now states of the same text, say that it ended."""
    table = tables.version
    held = unpack(connection.scalar(select(table.c.annotated).where(table.c.id == known.id)) or b"")
    if _values(held) == _values(document):
        return Stored.UNCHANGED
    connection.execute(
        update(table)
        .where(table.c.id == known.id)
        .values(**content, capture=capture.id, revision=known.revision + 1)
    )
    return Stored.REPLACED


def _values(document: Document) -> list[str | None]:
    header = document.header
    return [getattr(header, field.name).value for field in fields(header)]


def _replace(connection: Connection, own: VersionRecord, content: Mapping[str, object]) -> Stored:
    table = tables.version
    annotated = connection.scalar(select(table.c.annotated).where(table.c.id == own.id))
    if annotated == content["annotated"] and own.outcome == content["outcome"]:
        connection.execute(update(table).where(table.c.id == own.id).values(rules=content["rules"]))
        return Stored.UNCHANGED
    connection.execute(
        update(table).where(table.c.id == own.id).values(**content, revision=own.revision + 1)
    )
    return Stored.REPLACED


def _describe(connection: Connection, key: str, current: int, document: Document) -> None:
    """Bring the document's row in line with its current version."""
    header = document.header
    name = _own_slug(connection, key, document_slug(header))
    connection.execute(
        update(tables.document)
        .where(tables.document.c.id == key)
        .values(
            version=current,
            slug=name,
            title=header.title.value,
            number=header.number.value,
            type=header.type.value,
            issuer=header.issuer.value,
            place=header.place.value,
            issued_on=header.issued_on.value,
        )
    )


def _own_slug(connection: Connection, key: str, wanted: str) -> str:
    """``wanted`` when it is free or already ours, else with the document's id behind it."""
    for name in (wanted, f"{wanted}-{key}".strip("-")):
        if not name:
            continue
        insert_if_new(connection, tables.slug, {"slug": name, "document": key})
        owner = maybe(connection, tables.slug, slug=name)
        if owner is not None and owner["document"] == key:
            return name
    return key
