"""What the ledger hands out: plain values, one per row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


def document_id(url: str) -> str:
    """The identity of the document at a canonical address: 12 hex digits of its SHA-256."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


class FetchOutcome(StrEnum):
    """How asking for an address ended."""

    NEW = "new"  # first capture
    CHANGED = "changed"  # other bytes than before
    UNCHANGED = "unchanged"  # 304, or the same bytes as before
    MISSING = "missing"  # 404, 410
    CHALLENGE = "challenge"  # a bot check answered instead of the page
    FORBIDDEN = "forbidden"  # robots.txt, 401, 403
    REFUSED = "refused"  # a limit or an internal address
    FAILED = "failed"  # no answer, a server's error, a wrong certificate


FETCH_FAILURES = frozenset(
    {
        FetchOutcome.MISSING,
        FetchOutcome.CHALLENGE,
        FetchOutcome.FORBIDDEN,
        FetchOutcome.REFUSED,
        FetchOutcome.FAILED,
    }
)


class Stored(StrEnum):
    """What storing a version did."""

    NEW = "new"  # a document seen for the first time
    CHANGED = "changed"  # a new version of a known document
    REPLACED = "replaced"  # the same version, read or annotated by newer rules
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """A source as the ledger knows it."""

    name: str
    title: str
    url: str
    place: str | None = None
    issuer: str | None = None
    verified: bool = False  # a live capture has shown that the portal file works
    listed_at: datetime | None = None  # last time the listing was asked for
    listed_outcome: str | None = None  # "ok", or a key of the catalogue under "fetch."
    listed_detail: str = ""
    changed_at: datetime | None = None  # last time something new or changed was captured


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """An address that was seen on a listing or given by a user."""

    url: str
    portal: str | None
    first_seen: datetime
    last_seen: datetime
    listed: Mapping[str, str] = field(default_factory=dict)  # what the listing said of it
    parent: str | None = None  # the page an attachment hangs on
    fetched_at: datetime | None = None
    outcome: FetchOutcome | None = None
    reason: str | None = None  # catalogue key
    detail: str = ""
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    payload_sha256: str | None = None
    text_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """The outcome of asking for an address once."""

    url: str
    fetched_at: datetime
    outcome: FetchOutcome
    reason: str | None = None
    detail: str = ""
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    payload_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """Bytes that were archived; the archive file and offset say where."""

    id: int
    url: str
    fetched_at: datetime
    sha256: str
    size: int
    archive_file: str
    archive_offset: int
    http_status: int | None = None
    media_type: str | None = None
    portal: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)  # fields of ``extract.model.Source``
    outcome: str | None = None  # extract.model.Outcome; None until it was read
    reason: str | None = None
    detail: str = ""
    rules: str | None = None  # rule version it was read with
    version: int | None = None  # the version it belongs to


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One state of a document; the newest capture's is the current one."""

    id: int
    document: str
    capture: int
    captured_at: datetime
    text_sha256: str
    rules: str
    revision: int  # grows each time the same version is annotated again
    outcome: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document that is held."""

    id: str
    slug: str
    url: str
    portal: str | None
    title: str | None
    number: str | None
    type: str | None
    issuer: str | None
    place: str | None
    issued_on: str | None
    version: int  # the current one
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be fetched or read, for ``status`` and /nguon."""

    url: str
    portal: str | None
    stage: str  # "fetch" or "read"
    outcome: str  # FetchOutcome or extract.model.Outcome
    reason: str | None  # catalogue key
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One harvest, ingest or rebuild."""

    id: int
    kind: str
    portal: str | None
    started_at: datetime
    ended_at: datetime | None = None
    state: str = "running"  # "running", "done", "stopped"
    counts: Mapping[str, int] = field(default_factory=dict)
