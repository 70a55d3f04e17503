"""The tables of the ledger, for SQLite and PostgreSQL alike.

No text has a length: what a server or a file states may be as long as it likes.
"""

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
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Words(TypeDecorator[str]):
    """Text as every database takes it: PostgreSQL has no letter zero, UTF-8 no half of a pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """The text with "\ufffd" or "?" in place of such letters."""
        if value is None:
            return None
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


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
    Column("name", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("place", Words),
    Column("issuer", Words),
    Column("verified", Boolean, nullable=False, default=False),
    Column("listed_at", Moment),
    Column("listed_outcome", Words),
    Column("listed_detail", Words, nullable=False, default=""),
    Column("changed_at", Moment),
)

address = Table(
    "address",
    metadata,
    Column("url", Words, primary_key=True),
    Column("portal", Words, index=True),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("listed", JSON, nullable=False, default=dict),
    Column("parent", Words),
    Column("fetched_at", Moment),
    Column("outcome", Words, index=True),
    Column("reason", Words),
    Column("detail", Words, nullable=False, default=""),
    Column("http_status", Integer),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("payload_sha256", Words),
    Column("text_sha256", Words),
)

document = Table(
    "document",
    metadata,
    Column("id", Words, primary_key=True),
    Column("slug", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("portal", Words, index=True),
    Column("title", Words),
    Column("number", Words),
    Column("type", Words),
    Column("issuer", Words),
    Column("place", Words),
    Column("issued_on", Words),
    Column("version", Integer),
    Column("created_at", Moment, nullable=False),
)

# A slug once given keeps leading to its document, also after the header is read better.
slug = Table(
    "slug",
    metadata,
    Column("slug", Words, primary_key=True),
    Column("document", ForeignKey("document.id"), nullable=False, index=True),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", ForeignKey("document.id"), nullable=False, index=True),
    Column("capture", Integer, nullable=False, unique=True),
    Column("captured_at", Moment, nullable=False),
    Column("text_sha256", Words, nullable=False),
    Column("rules", Words, nullable=False),
    Column("revision", Integer, nullable=False, default=1),
    Column("outcome", Words, nullable=False),
    Column("annotated", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("url", Words, nullable=False, index=True),
    Column("fetched_at", Moment, nullable=False),
    Column("sha256", Words, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("archive_file", Words, nullable=False),
    Column("archive_offset", Integer, nullable=False),
    Column("http_status", Integer),
    Column("media_type", Words),
    Column("portal", Words, index=True),
    Column("facts", JSON, nullable=False, default=dict),
    Column("outcome", Words),
    Column("reason", Words),
    Column("detail", Words, nullable=False, default=""),
    Column("rules", Words),
    Column("version", Integer, index=True),
    UniqueConstraint("url", "fetched_at", name="capture_once"),
    UniqueConstraint("archive_file", "archive_offset", name="capture_place"),
    Index("capture_outcome", "outcome", "rules"),
)

publication = Table(
    "publication",
    metadata,
    Column("engine", Words, primary_key=True),
    Column("document", Words, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Words, nullable=False),
    Column("portal", Words),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("state", Words, nullable=False, default="running"),
    Column("counts", JSON, nullable=False, default=dict),
)
