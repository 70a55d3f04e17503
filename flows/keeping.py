"""Keeping captures: the archive first, the ledger after it, nothing twice.

What a capture is goes with it, in the archive as JSON and in the ledger as ``facts``::

    {"kind": "document", "name": "ke-hoach.pdf", "listed": [["number", "12/KH-SGDĐT"]],
     "parent": "https://…"}

``kind`` is ``document`` (bytes to be read), ``list`` (a page of a listing), ``companion`` (a page
about a document: attributes, relations) or ``archive`` (its members are kept by themselves).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.members import members
from index.archive import Archive, Capture, Location
from index.holding import held
from index.ledger import Ledger
from index.records import Fetch, FetchOutcome


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a capture besides its bytes."""

    name: str = ""  # file name or last part of the address
    kind: str = "document"
    portal: str | None = None
    listed: tuple[tuple[str, str], ...] = ()  # header fields the portal stated
    parent: str | None = None  # the page an attachment hangs on

    def facts(self) -> dict[str, object]:
        """The same as JSON values."""
        return {
            "kind": self.kind,
            "name": self.name,
            "portal": self.portal,
            "listed": [list(pair) for pair in self.listed],
            "parent": self.parent,
        }

    @classmethod
    def of(cls, facts: Mapping[str, object]) -> About:
        """The description that ``facts`` was made from."""
        listed = facts.get("listed") or ()
        return cls(
            name=str(facts.get("name") or ""),
            kind=str(facts.get("kind") or "document"),
            portal=_text(facts.get("portal")),
            listed=tuple((str(a), str(b)) for a, b in listed),  # type: ignore[attr-defined]
            parent=_text(facts.get("parent")),
        )


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where captures are kept. The archive must be open for writing.

    An archive that unpacks to more than ``unpacked_bytes`` is not opened.
    """

    archive: Archive
    ledger: Ledger
    unpacked_bytes: int = 64 << 20

    def keep(
        self,
        url: str,
        at: datetime,
        body: bytes,
        about: About,
        status: int | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> FetchOutcome:
        """Keep what was found at ``url``. The same bytes as last time are only remembered, unless
        their record in the archive is damaged or the portal now states something else of them.

        The documents in a ZIP archive are kept each by itself, before the archive: a run that is
        killed between them begins with the archive again.
        """
        kind = about.kind
        if kind == "document":
            for address, name, member in members(body, url, self.unpacked_bytes):
                inner = replace(about, name=name, parent=url)
                self._keep_one(address, at, member, inner, None, ())
                kind = "archive"
        about = replace(about, kind=kind)
        return self._keep_one(url, at, body, about, status, headers)

    def _keep_one(
        self,
        url: str,
        at: datetime,
        body: bytes,
        about: About,
        status: int | None,
        headers: tuple[tuple[str, str], ...],
    ) -> FetchOutcome:
        capture = Capture(url, at, body, status, headers, json.dumps(about.facts()))
        sha256 = capture.sha256
        known = self.ledger.address(url)
        before = known.payload_sha256 if known else None
        outcome = (
            FetchOutcome.UNCHANGED
            if before == sha256
            else FetchOutcome.NEW
            if before is None
            else FetchOutcome.CHANGED
        )
        fetch = Fetch(
            url=url,
            fetched_at=at,
            outcome=outcome,
            http_status=status,
            etag=capture.header("ETag"),
            last_modified=capture.header("Last-Modified"),
            payload_sha256=sha256,
        )
        first = held(self.archive, self.ledger, sha256)
        if outcome is FetchOutcome.UNCHANGED:
            restated = self._restated(url, about)
            if restated is None and first is not None:
                self.ledger.remember_fetch(fetch)
                return outcome
            about = restated or about
            capture = replace(capture, metadata=json.dumps(about.facts()))
        location = self.archive.add(capture, first[0] if first else None)
        self.archive.sync()
        self._record(fetch, capture, location, about)
        return outcome

    def _restated(self, url: str, about: About) -> About | None:
        """What is known now, if a field is stated otherwise than before; silence is no news."""
        captures = self.ledger.captures(url) if about.listed else ()
        if not captures:
            return None
        before = dict(About.of(captures[-1].facts).listed)
        now = {**before, **dict(about.listed)}
        return replace(about, listed=tuple(sorted(now.items()))) if now != before else None

    def recover(self) -> int:
        """Record what a killed run archived and did not live to record; gives the number.

        Captures are recorded in the order of the archive, so only its end can be missing.
        """
        missing = self.archive.records(self.ledger.last_archived())
        return sum(self.record(location, capture) for location, capture in missing)

    def record(self, location: Location, capture: Capture) -> bool:
        """Bring one record of the archive into the ledger; False when it is there already."""
        if self.ledger.capture_at(location) is not None:
            return False
        about = About.of(json.loads(capture.metadata))
        known = self.ledger.address(capture.url)
        fetch = Fetch(
            url=capture.url,
            fetched_at=capture.fetched_at,
            outcome=FetchOutcome.CHANGED if known and known.payload_sha256 else FetchOutcome.NEW,
            http_status=capture.status,
            etag=capture.header("ETag"),
            last_modified=capture.header("Last-Modified"),
            payload_sha256=capture.sha256,
        )
        self._record(fetch, capture, location, about)
        return True

    def _record(self, fetch: Fetch, capture: Capture, location: Location, about: About) -> None:
        self.ledger.record_capture(
            fetch,
            size=len(capture.body),
            archive_file=location.file,
            archive_offset=location.offset,
            media_type=capture.header("Content-Type"),
            # The ledger dates a portal's news by its captures; a listing is no news.
            portal=about.portal if about.kind == "document" else None,
            facts=about.facts(),
        )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
