"""From captures to annotated documents: read, annotate, store; plain functions over the ledger.

Each step asks the ledger what is left to do and remembers what it did, so a run that was killed
goes on where it stopped. Reading one capture badly costs that capture and no other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

from extract.annotate import RULES
from extract.model import BlockKind, Document, Outcome, Reading, Source
from flows.keeping import About
from flows.listing import read_page
from flows.names import name_of, now, shown
from flows.portal import Portal
from flows.progress import Event, Progress, Tally, Trouble, silent
from index.archive import Archive, Location
from index.holding import held
from index.ledger import Ledger
from index.records import CaptureRecord, Stored

_HEAD = 100_000  # bytes of a page in which its links to itself stand
_LINK = re.compile(rb"<link\b[^>]{1,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"""href\s{0,3}=\s{0,3}["']?([^"'\s>]{1,500})""", re.IGNORECASE)

Reader = Callable[[bytes, Source], Reading]
"""Reads and annotates one file; must not raise for bad input."""


def read_captures(
    captures: Sequence[CaptureRecord],
    archive: Archive,
    ledger: Ledger,
    portals: Mapping[str, Portal],
    reader: Reader,
    progress: Progress = silent,
) -> Tally:
    """Read, annotate and store captures; gives what was found.

    ``reader`` is called from several threads; storing is done by this one, in order.
    """
    tally = Tally()
    with ThreadPoolExecutor() as pool:
        readings = pool.map(lambda each: _reading(each, archive, ledger, portals, reader), captures)
        for done, (capture, reading) in enumerate(zip(captures, readings, strict=True), start=1):
            _store(capture, reading, ledger, tally)
            progress(Event("read", done, len(captures), capture.url))
    return tally


def read_all(
    archive: Archive,
    ledger: Ledger,
    portals: Mapping[str, Portal],
    reader: Reader,
    batch: int,
    progress: Progress = silent,
    outcome: Outcome | None = None,
) -> Tally:
    """Read every capture that these rules have not read, by batches.

    With ``outcome``, those that ended so the last time are read once more instead.
    """
    tally = Tally()
    if outcome is not None:
        left: Iterable[Sequence[CaptureRecord]] = (ledger.to_read(RULES, outcome=outcome),)
    else:
        left = iter(lambda: ledger.to_read(RULES, limit=batch), ())
    for captures in left:
        tally.add(read_captures(captures, archive, ledger, portals, reader, progress))
    return tally


def text_sha256(document: Document) -> str:
    """The hash by which a document counts as changed: of its text without page furniture.

    Counters and lists of other news change at every visit and say nothing of the document.
    """
    kept = (
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is not BlockKind.BOILERPLATE
    )
    text = "\n".join(kept) if document.blocks else document.text
    return hashlib.sha256(text.encode()).hexdigest()


def source_of_file(name: str, portal: Portal | None) -> Source:
    """What is known of a file before it is read, ``portal`` being where it came from."""
    return Source(
        name=name,
        place=portal.place if portal else None,
        issuer=portal.issuer if portal else None,
        content_selectors=portal.page.content if portal else (),
        boilerplate_selectors=portal.page.boilerplate if portal else (),
    )


def source_of(capture: CaptureRecord, about: About, portal: Portal | None) -> Source:
    """What is known of a capture before it is read."""
    return replace(
        source_of_file(about.name or name_of(capture.url), portal),
        url=capture.url,
        media_type=capture.media_type,
        captured_at=capture.fetched_at,
        listed=about.listed,
    )


def _reading(
    capture: CaptureRecord,
    archive: Archive,
    ledger: Ledger,
    portals: Mapping[str, Portal],
    reader: Reader,
) -> Reading | None:
    """What was read; None where the capture holds no document of its own."""
    about = About.of(capture.facts)
    if about.kind != "document":
        return None
    found = held(archive, ledger, capture.sha256)
    if found is None:
        place = Location(capture.archive_file, capture.archive_offset)
        return Reading(Outcome.UNREADABLE, reason="archive_damaged", detail=str(place))
    body = found[1]
    portal = portals.get(about.portal or "") or portal_of_page(body, portals)
    if portal is not None and _only_leads_to_files(capture, about, body, portal):
        return None
    return reader(body, source_of(capture, about, portal))


def _only_leads_to_files(capture: CaptureRecord, about: About, body: bytes, portal: Portal) -> bool:
    """Whether this is a page that its portal keeps for its files alone."""
    if portal.keep != "files" or about.parent is not None or about.portal is None:
        return False
    return bool(read_page(body, capture.url, portal.page).attachments)


def portal_of_page(body: bytes, portals: Mapping[str, Portal]) -> Portal | None:
    """The portal that a saved page names as its own (``link rel=canonical``)."""
    for link in _LINK.findall(body[:_HEAD]):
        if b"canonical" in link and (href := _HREF.search(link)):
            host = urlsplit(href[1].decode("utf-8", "replace")).netloc
            hosts = {urlsplit(portal.homepage or "").netloc: portal for portal in portals.values()}
            return hosts.get(host) if host else None
    return None


def _store(capture: CaptureRecord, reading: Reading | None, ledger: Ledger, tally: Tally) -> None:
    if reading is None:
        ledger.set_aside(capture.id, RULES)
        return
    document = reading.document
    if reading.outcome is not Outcome.READ:
        key = f"outcome.{reading.reason}"
        tally.troubles.append(Trouble(shown(capture.url), key, reading.detail))
    if document is None:
        ledger.store_failure(capture.id, RULES, reading.outcome, reading.reason, reading.detail)
        return
    stored = ledger.store_version(
        capture.id,
        document,
        text_sha256=text_sha256(document),
        rules=RULES,
        at=now(),
        outcome=reading.outcome,
        reason=reading.reason,
        detail=reading.detail,
    )
    if stored is Stored.UNCHANGED:
        tally.unchanged += 1
        return
    tally.documents += 1
    tally.references += sum(not reference.furniture for reference in document.references)
    tally.deadlines += len(document.deadlines)
    tally.targets += len(document.targets)
    tally.findings += len(document.findings)
