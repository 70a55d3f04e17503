"""The tables of the ledger, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuses a time without a zone: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

portal = Table(
    "portal",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("place", Text),
    Column("issuer", Text),
    Column("verified", Boolean, nullable=False, default=False),
    Column("listed_at", Moment),
    Column("listed_outcome", String(40)),
    Column("listed_detail", Text, nullable=False, default=""),
    Column("changed_at", Moment),
)

address = Table(
    "address",
    metadata,
    Column("url", Text, primary_key=True),
    Column("portal", String(100), index=True),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("listed", JSON, nullable=False, default=dict),
    Column("parent", Text),
    Column("fetched_at", Moment),
    Column("outcome", String(40), index=True),
    Column("reason", String(100)),
    Column("detail", Text, nullable=False, default=""),
    Column("http_status", Integer),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("payload_sha256", String(64)),
    Column("text_sha256", String(64)),
)

document = Table(
    "document",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("slug", String(200), nullable=False),
    Column("url", Text, nullable=False),
    Column("portal", String(100), index=True),
    Column("title", Text),
    Column("number", Text),
    Column("type", Text),
    Column("issuer", Text),
    Column("place", Text),
    Column("issued_on", String(30)),
    Column("version", Integer),
    Column("created_at", Moment, nullable=False),
)

# A slug once given keeps leading to its document, also after the header is read better.
slug = Table(
    "slug",
    metadata,
    Column("slug", String(200), primary_key=True),
    Column("document", ForeignKey("document.id"), nullable=False, index=True),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", ForeignKey("document.id"), nullable=False, index=True),
    Column("capture", Integer, nullable=False, unique=True),
    Column("captured_at", Moment, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("rules", String(100), nullable=False),
    Column("revision", Integer, nullable=False, default=1),
    Column("outcome", String(40), nullable=False),
    Column("annotated", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("url", Text, nullable=False, index=True),
    Column("fetched_at", Moment, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("archive_file", Text, nullable=False),
    Column("archive_offset", Integer, nullable=False),
    Column("http_status", Integer),
    Column("media_type", String(200)),
    Column("portal", String(100), index=True),
    Column("facts", JSON, nullable=False, default=dict),
    Column("outcome", String(40)),
    Column("reason", String(100)),
    Column("detail", Text, nullable=False, default=""),
    Column("rules", String(100)),
    Column("version", Integer, index=True),
    UniqueConstraint("url", "fetched_at", name="capture_once"),
    UniqueConstraint("archive_file", "archive_offset", name="capture_place"),
    Index("capture_outcome", "outcome", "rules"),
)

publication = Table(
    "publication",
    metadata,
    Column("engine", String(100), primary_key=True),
    Column("document", String(12), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("portal", String(100)),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("state", String(20), nullable=False, default="running"),
    Column("counts", JSON, nullable=False, default=dict),
)
