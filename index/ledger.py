"""The ledger: what was seen, fetched, read and published. The truth beside the archive.

Every verb is one transaction and can be repeated: a process killed at any point and started again
ends with the same rows as one that was never killed. Times are given by the caller, with a zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, or_, select, update

from extract.model import Document, Outcome
from index import fetches, publications, versions
from index import ledger_schema as tables
from index.archive import Location
from index.database import connect, insert_if_new, make_tables, maybe, one, upsert, writing
from index.encoding import unpack
from index.records import (
    AddressRecord,
    CaptureRecord,
    DocumentRecord,
    Failure,
    Fetch,
    PortalRecord,
    RunRecord,
    Stored,
    VersionRecord,
)
from index.settings import Settings


class Ledger:
    """The ledger at a SQLAlchemy address; see ``Settings.ledger_address``."""

    def __init__(self, address: str) -> None:
        self._engine = connect(address)
        self._writing = writing(self._engine)
        make_tables(self._writing, tables.metadata)

    @classmethod
    def open(cls, settings: Settings) -> Ledger:
        """The ledger the settings name; its folder is made when missing."""
        return cls(settings.ledger_address)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    # Portals -----------------------------------------------------------------------------

    def register_portal(self, portal: PortalRecord) -> None:
        """Remember a portal file; what was listed from it before stays known."""
        told = {
            "name": portal.name,
            "title": portal.title,
            "url": portal.url,
            "place": portal.place,
            "issuer": portal.issuer,
            "verified": portal.verified,
        }
        with self._writing.begin() as connection:
            upsert(connection, tables.portal, told, ("name",))

    def remember_listing(self, name: str, at: datetime, outcome: str, detail: str = "") -> None:
        """Remember that a portal's listing was asked for: ``ok`` or what went wrong."""
        with self._writing.begin() as connection:
            connection.execute(
                update(tables.portal)
                .where(tables.portal.c.name == name)
                .values(listed_at=at, listed_outcome=outcome, listed_detail=detail)
            )

    def portals(self) -> tuple[PortalRecord, ...]:
        """All portals by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.portal).order_by(tables.portal.c.name))
            return tuple(PortalRecord(**row) for row in rows.mappings())

    # Addresses and fetching --------------------------------------------------------------

    def remember_address(
        self,
        url: str,
        at: datetime,
        portal: str | None = None,
        listed: Mapping[str, str] | None = None,
        parent: str | None = None,
    ) -> AddressRecord:
        """Remember that an address was seen; gives back all that is known of it."""
        row: dict[str, Any] = {"url": url, "portal": portal, "last_seen": at, "parent": parent}
        if listed is not None:
            row["listed"] = dict(listed)
        with self._writing.begin() as connection:
            upsert(connection, tables.address, row, ("url",), only_new={"first_seen": at})
            return fetches.address(one(connection, tables.address, url=url))

    def address(self, url: str) -> AddressRecord | None:
        """What is known of an address."""
        with self._engine.connect() as connection:
            row = maybe(connection, tables.address, url=url)
            return fetches.address(row) if row else None

    def remember_fetch(self, fetch: Fetch) -> None:
        """Remember how asking for an address ended, when it archived nothing.

        Kept: the entity tag, time and hash of the last capture, so that the next question can be
        conditional. An address not seen before is remembered too.
        """
        with self._writing.begin() as connection:
            fetches.remember_fetch(connection, fetch)

    def record_capture(
        self,
        fetch: Fetch,
        *,
        size: int,
        archive_file: str,
        archive_offset: int,
        media_type: str | None = None,
        portal: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> CaptureRecord:
        """Remember archived bytes together with the fetch that brought them.

        ``fetch.payload_sha256`` must be given. Recording the same address and time again gives
        back the first record.
        """
        if fetch.payload_sha256 is None:
            raise ValueError(f"{fetch.url}: a capture needs its SHA-256")
        row = {
            "url": fetch.url,
            "fetched_at": fetch.fetched_at,
            "sha256": fetch.payload_sha256,
            "size": size,
            "archive_file": archive_file,
            "archive_offset": archive_offset,
            "http_status": fetch.http_status,
            "media_type": media_type,
            "portal": portal,
            "facts": dict(facts or {}),
        }
        with self._writing.begin() as connection:
            insert_if_new(connection, tables.capture, row)
            fetches.remember_fetch(connection, fetch, portal)
            if portal is not None:
                connection.execute(
                    update(tables.portal)
                    .where(tables.portal.c.name == portal)
                    .values(changed_at=fetch.fetched_at)
                )
            found = one(connection, tables.capture, url=fetch.url, fetched_at=fetch.fetched_at)
            return CaptureRecord(**found)

    def capture(self, capture_id: int) -> CaptureRecord | None:
        """A capture by its number."""
        with self._engine.connect() as connection:
            row = maybe(connection, tables.capture, id=capture_id)
            return CaptureRecord(**row) if row else None

    def capture_at(self, place: Location) -> CaptureRecord | None:
        """The capture that stands at a place of the archive."""
        wanted = {"archive_file": place.file, "archive_offset": place.offset}
        with self._engine.connect() as connection:
            row = maybe(connection, tables.capture, **wanted)
            return CaptureRecord(**row) if row else None

    def captures(self, url: str) -> tuple[CaptureRecord, ...]:
        """All captures of an address, oldest first."""
        table = tables.capture
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(table).where(table.c.url == url).order_by(table.c.fetched_at)
            )
            return tuple(CaptureRecord(**row) for row in rows.mappings())

    def same_bytes(self, sha256: str) -> tuple[CaptureRecord, ...]:
        """All captures of these bytes, wherever they came from, in order of their archiving."""
        table = tables.capture
        query = select(table).where(table.c.sha256 == sha256).order_by(table.c.id)
        with self._engine.connect() as connection:
            return tuple(CaptureRecord(**row) for row in connection.execute(query).mappings())

    def last_archived(self) -> Location | None:
        """The last record of the archive that the ledger knows; None when it knows none."""
        table = tables.capture
        place = (table.c.archive_file, table.c.archive_offset)
        query = select(*place).order_by(*(column.desc() for column in place)).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
            return None if row is None else Location(*row)

    # Reading -----------------------------------------------------------------------------

    def to_read(
        self, rules: str, *, outcome: Outcome | None = None, limit: int | None = None
    ) -> tuple[CaptureRecord, ...]:
        """Captures not yet read by these rules, oldest first.

        With ``outcome``, those whose last reading ended so, whichever rules read them (say
        ``NEEDS_OCR`` once Tesseract is installed).
        """
        table = tables.capture
        if outcome is None:
            wanted = or_(table.c.rules.is_(None), table.c.rules != rules)
        else:
            wanted = table.c.outcome == outcome.value
        query = select(table).where(wanted).order_by(table.c.fetched_at, table.c.id).limit(limit)
        with self._engine.connect() as connection:
            return tuple(CaptureRecord(**row) for row in connection.execute(query).mappings())

    def set_aside(self, capture_id: int, rules: str) -> None:
        """Remember that a capture holds no document of its own, say a listing page."""
        with self._writing.begin() as connection:
            connection.execute(
                update(tables.capture)
                .where(tables.capture.c.id == capture_id)
                .values(rules=rules, outcome=None, reason=None, detail="")
            )

    def store_failure(
        self, capture_id: int, rules: str, outcome: Outcome, reason: str | None, detail: str = ""
    ) -> None:
        """Remember that a capture could not be read and why."""
        with self._writing.begin() as connection:
            connection.execute(
                update(tables.capture)
                .where(tables.capture.c.id == capture_id)
                .values(rules=rules, outcome=outcome.value, reason=reason, detail=detail)
            )

    def store_version(
        self,
        capture_id: int,
        document: Document,
        *,
        text_sha256: str,
        rules: str,
        at: datetime,
        outcome: Outcome = Outcome.READ,
        reason: str | None = None,
        detail: str = "",
    ) -> Stored:
        """Keep the annotated document read from a capture.

        The same text as the version before it is no new version: the capture joins that version.
        Other text is a new version of the same document; the older one and its capture stay. The
        same capture read by other rules replaces its version in place.
        """
        with self._writing.begin() as connection:
            capture = CaptureRecord(**one(connection, tables.capture, id=capture_id))
            done = versions.store(connection, capture, document, text_sha256, rules, at, outcome)
            connection.execute(
                update(tables.capture)
                .where(tables.capture.c.id == capture_id)
                .values(rules=rules, outcome=outcome.value, reason=reason, detail=detail)
            )
            connection.execute(
                update(tables.address)
                .where(tables.address.c.url == capture.url)
                .values(text_sha256=text_sha256)
            )
            return done

    # Documents ---------------------------------------------------------------------------

    def document(self, name: str) -> DocumentRecord | None:
        """A document by its id or any slug it ever had."""
        with self._engine.connect() as connection:
            row = maybe(connection, tables.document, id=name)
            if row is None and (named := maybe(connection, tables.slug, slug=name)):
                row = maybe(connection, tables.document, id=named["document"])
            return DocumentRecord(**row) if row else None

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents held, by id."""
        query = select(tables.document).order_by(tables.document.c.id)
        with self._engine.connect() as connection:
            return tuple(DocumentRecord(**row) for row in connection.execute(query).mappings())

    def entitled(self, words: Sequence[str], limit: int) -> tuple[DocumentRecord, ...]:
        """Documents with all these words, as written, in number or title; newest first."""
        table = tables.document
        names = func.coalesce(table.c.number, "") + " " + func.coalesce(table.c.title, "")
        named = [names.icontains(word, autoescape=True) for word in words]
        newest = func.coalesce(table.c.issued_on, "").desc(), table.c.id
        query = select(table).where(*named).order_by(*newest).limit(limit)
        with self._engine.connect() as connection:
            return tuple(DocumentRecord(**row) for row in connection.execute(query).mappings())

    def slugs(self, document: str) -> tuple[str, ...]:
        """Every slug that leads to the document with this id."""
        table = tables.slug
        with self._engine.connect() as connection:
            found = connection.scalars(select(table.c.slug).where(table.c.document == document))
            return tuple(sorted(found))

    def versions(self, document: str) -> tuple[VersionRecord, ...]:
        """The versions of the document with this id, oldest first."""
        with self._engine.connect() as connection:
            return versions.versions(connection, document)

    def annotated(self, version: int) -> Document | None:
        """The annotated document of a version."""
        table = tables.version
        with self._engine.connect() as connection:
            data = connection.scalar(select(table.c.annotated).where(table.c.id == version))
            return None if data is None else unpack(data)

    # Publishing --------------------------------------------------------------------------

    def to_publish(
        self, engine: str, limit: int | None = None, after: str = ""
    ) -> tuple[VersionRecord, ...]:
        """Current versions that the engine does not have yet, in order of documents.

        ``after``: only of documents whose id comes behind this one.
        """
        with self._engine.connect() as connection:
            return publications.waiting(connection, engine, limit, after)

    def waiting(self, engine: str) -> int:
        """How many current versions the engine does not have yet."""
        with self._engine.connect() as connection:
            return publications.count_waiting(connection, engine)

    def held(self, versions: Sequence[VersionRecord]) -> Iterator[tuple[DocumentRecord, bytes]]:
        """The documents of versions with what was read in them, packed, in order of ids."""
        with self._engine.connect() as connection:
            yield from publications.held(connection, versions)

    def published(self, engine: str, versions: Sequence[VersionRecord]) -> None:
        """Remember that the engine has committed these versions."""
        with self._writing.begin() as connection:
            publications.remember(connection, engine, versions)

    # Runs and counts ---------------------------------------------------------------------

    def start_run(self, kind: str, at: datetime, portal: str | None = None) -> int:
        """Remember that a run began; gives its number."""
        with self._writing.begin() as connection:
            result = connection.execute(
                tables.run.insert().values(kind=kind, portal=portal, started_at=at, counts={})
            )
            return int(result.inserted_primary_key[0])  # type: ignore[index]

    def end_run(
        self, run: int, at: datetime, counts: Mapping[str, int], state: str = "done"
    ) -> None:
        """Remember how a run ended."""
        with self._writing.begin() as connection:
            connection.execute(
                update(tables.run)
                .where(tables.run.c.id == run)
                .values(ended_at=at, counts=dict(counts), state=state)
            )

    def runs(self, limit: int = 20) -> tuple[RunRecord, ...]:
        """The latest runs, newest first."""
        with self._engine.connect() as connection:
            query = select(tables.run).order_by(tables.run.c.id.desc()).limit(limit)
            return tuple(RunRecord(**row) for row in connection.execute(query).mappings())

    def counts(self) -> dict[str, int]:
        """How many portals, addresses, captures, documents and versions are known."""
        counted = ("portal", "address", "capture", "document", "version")
        with self._engine.connect() as connection:
            return {
                name: connection.scalar(
                    select(func.count()).select_from(tables.metadata.tables[name])
                )
                or 0
                for name in counted
            }

    def by_portal(self, name: Literal["address", "document"]) -> dict[str, int]:
        """How many addresses each portal has shown, or documents it has given."""
        portal = tables.metadata.tables[name].c.portal
        query = select(portal, func.count()).where(portal.is_not(None)).group_by(portal)
        with self._engine.connect() as connection:
            return {str(name): int(count) for name, count in connection.execute(query)}

    def fetch_failure(self, url: str) -> Failure | None:
        """Why an address that was captured before cannot be fetched any more."""
        with self._engine.connect() as connection:
            return next(iter(fetches.fetch_failures(connection, url)), None)

    def failures(self) -> tuple[Failure, ...]:
        """What stands unfetched or unread now, newest first; a later success removes it."""
        with self._engine.connect() as connection:
            found = [*fetches.fetch_failures(connection), *fetches.read_failures(connection)]
        return tuple(sorted(found, key=lambda item: (item.at, item.url), reverse=True))
