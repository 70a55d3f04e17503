"""What is known before a file is read, and what comes out of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from extract.model.annotations import (
    Body,
    Deadline,
    Finding,
    Passage,
    Reference,
    Target,
    Time,
)
from extract.model.header import NO_HEADER, DigitalSignature, Header
from extract.model.layout import Block, Page


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of some bytes before they are read: the only context ``read`` may use."""

    name: str  # file name or last part of the address
    url: str | None = None
    media_type: str | None = None  # as the server said; content decides
    captured_at: datetime | None = None
    place: str | None = None  # province of the portal, when the portal belongs to one
    issuer: str | None = None  # body that runs the portal
    listed: tuple[tuple[str, str], ...] = ()  # header fields the listing page gave
    content_selectors: tuple[str, ...] = ()  # CSS of the main text, from the portal file
    boilerplate_selectors: tuple[str, ...] = ()


class Outcome(StrEnum):
    """How the reading of one file ended."""

    READ = "read"
    PARTLY = "partly"
    NEEDS_OCR = "needs_ocr"
    REFUSED = "refused"  # a limit was passed
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. ``text`` is one NFC string; everything else points into it."""

    source: str  # address or path it was read from
    text: str
    blocks: tuple[Block, ...] = ()
    header: Header = NO_HEADER
    pages: tuple[Page, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
    media: str = "text/plain"  # what the content turned out to be
    references: tuple[Reference, ...] = ()
    times: tuple[Time, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    bodies: tuple[Body, ...] = ()
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()

    def quote(self, span: tuple[int, int]) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The typed outcome of reading one file: a document, or the reason there is none."""

    outcome: Outcome
    document: Document | None = None
    reason: str | None = None  # catalogue key under "outcome."
    detail: str = ""  # which page, which limit, which member
