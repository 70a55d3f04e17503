"""The rows behind fetching: addresses, and what could not be fetched or read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.engine import RowMapping

from extract.model import Outcome
from index import ledger_schema as tables
from index.database import upsert
from index.records import FETCH_FAILURES, AddressRecord, Failure, Fetch, FetchOutcome

_UNREAD = frozenset({Outcome.REFUSED, Outcome.UNREADABLE, Outcome.NEEDS_OCR})


def address(row: RowMapping) -> AddressRecord:
    """A row as a record."""
    outcome = row["outcome"] and FetchOutcome(row["outcome"])
    return AddressRecord(**{**row, "outcome": outcome})


def remember_fetch(connection: Connection, fetch: Fetch, portal: str | None = None) -> None:
    """Write how asking for an address ended; a None leaves what was known before."""
    row: dict[str, Any] = {
        "url": fetch.url,
        "portal": portal,
        "last_seen": fetch.fetched_at,
        "fetched_at": fetch.fetched_at,
        "outcome": fetch.outcome.value,
        "detail": fetch.detail,
        "http_status": fetch.http_status,
        "etag": fetch.etag,
        "last_modified": fetch.last_modified,
        "payload_sha256": fetch.payload_sha256,
    }
    only_new = {"first_seen": fetch.fetched_at, "listed": {}}
    upsert(connection, tables.address, row, ("url",), only_new=only_new)
    # What no longer holds goes; upsert alone would keep it.
    now: dict[str, Any] = {"reason": fetch.reason, "http_status": fetch.http_status}
    if fetch.outcome in (FetchOutcome.NEW, FetchOutcome.CHANGED):
        now |= {"etag": fetch.etag, "last_modified": fetch.last_modified}
    connection.execute(
        update(tables.address).where(tables.address.c.url == fetch.url).values(**now)
    )


def fetch_failures(connection: Connection, url: str | None = None) -> list[Failure]:
    """Addresses whose last fetch failed; of one address when ``url`` is given."""
    table = tables.address
    query = select(table).where(table.c.outcome.in_([item.value for item in FETCH_FAILURES]))
    if url is not None:
        query = query.where(table.c.url == url)
    return [_failure("fetch", row) for row in connection.execute(query).mappings()]


def read_failures(connection: Connection) -> list[Failure]:
    """Failures of the newest capture of each address."""
    table = tables.capture
    newest = (
        select(table.c.url, func.max(table.c.fetched_at).label("fetched_at"))
        .group_by(table.c.url)
        .subquery()
    )
    query = (
        select(table)
        .join(newest, and_(newest.c.url == table.c.url, newest.c.fetched_at == table.c.fetched_at))
        .where(table.c.outcome.in_([item.value for item in _UNREAD]))
    )
    return [_failure("read", row) for row in connection.execute(query).mappings()]


def _failure(stage: str, row: RowMapping) -> Failure:
    return Failure(
        url=row["url"],
        portal=row["portal"],
        stage=stage,
        outcome=row["outcome"],
        reason=row["reason"],
        detail=row["detail"],
        at=row["fetched_at"],
    )
