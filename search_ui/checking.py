"""Checking the citations of a text that someone pastes: read, normalised, compared.

The text is read as plain paragraphs, without looking for a header or page furniture, and is kept
nowhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from extract.annotate import references_of
from extract.catalogue import Language, say
from extract.model import Block, BlockKind, Document, Finding, Reference, ReferenceKind
from index.answers import Candidate, Citation
from index.library import Library
from search_ui import phrasing
from search_ui.since import done_since

LONGEST = 200_000
"""The longest text that is checked, in characters."""

_MOST_CANDIDATES = 5


class TooLong(ValueError):
    """The text is longer than ``LONGEST``."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the text says of an instrument and what the collection knows."""

    field: str  # "date" or "issuer"
    stated: str
    known: str


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One citation of the text: one candidate is what it means, several leave it open."""

    reference: Reference
    normal: str  # type and number as they should be written, or the name
    candidates: tuple[Candidate, ...]
    disagreements: tuple[Disagreement, ...]
    findings: tuple[Finding, ...]
    since: tuple[Citation, ...]  # what has become of it, see ``done_since``

    def lines(self, language: Language) -> list[str]:
        """What there is to say of it, a line each."""
        said = [f"→ {self.normal}"]
        if not self.candidates:
            said.append(say("page.lint.unheard", language))
        elif len(self.candidates) > 1:
            keys = ", ".join(one.instrument.key for one in self.candidates)
            said.append(say("page.lint.several", language, keys=keys))
        else:
            said.append(say("page.held" if self.candidates[0].held else "page.not_held", language))
        for one in self.disagreements:
            said.append(f"! {disagreement(one, language)}")
        said += [f"! {finding.message}" for finding in self.findings]
        for citation in self.since:
            relation = say(f"page.since.{citation.reference.relation.value}", language)
            by = citation.document.number or citation.document.title or citation.document.id
            said.append(f"! {relation} {by}")
        return said


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with its citations."""

    text: str
    citations: tuple[CheckedCitation, ...]


def disagreement(one: Disagreement, language: Language) -> str:
    """A disagreement as a sentence."""
    stated, known = one.stated, one.known
    if one.field == "date":
        stated, known = phrasing.edtf(stated, language), phrasing.edtf(known, language)
    return say(f"page.lint.other_{one.field}", language, stated=stated, known=known)


def check(text: str, library: Library) -> CheckedText:
    """The citations of ``text`` against the library. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong
    document = _paragraphs(unicodedata.normalize("NFC", text))
    references, findings = references_of(document)
    cited = [
        _check(reference, findings, library)
        for reference in references
        if reference.kind is not ReferenceKind.SELF
    ]
    return CheckedText(document.text, tuple(cited))


def _paragraphs(text: str) -> Document:
    def blocks() -> Iterator[Block]:
        start = 0
        for line in text.split("\n"):
            if line.strip():
                yield Block(BlockKind.PARAGRAPH, start, start + len(line))
            start += len(line) + 1

    return Document("text", text, tuple(blocks()))


def _check(
    reference: Reference, findings: tuple[Finding, ...], library: Library
) -> CheckedCitation:
    candidates = _candidates(reference, library)
    one = candidates[0] if len(candidates) == 1 else None
    since: tuple[Citation, ...] = ()
    if one is not None:
        since = done_since(library, one.instrument.key)
    return CheckedCitation(
        reference=reference,
        normal=" ".join(part for part in (reference.type, reference.number) if part)
        if reference.number
        else reference.name or reference.text,
        candidates=candidates,
        disagreements=tuple(_disagreements(reference, one)) if one else (),
        findings=tuple(
            finding
            for finding in findings
            if finding.start < reference.end and finding.end > reference.start
        ),
        since=since,
    )


def _candidates(reference: Reference, library: Library) -> tuple[Candidate, ...]:
    name = reference.number or reference.name
    if name is None:
        return ()
    found = library.resolve(name, _MOST_CANDIDATES).candidates
    same = tuple(one for one in found if _agrees(reference, one))
    return same or found


def _agrees(reference: Reference, candidate: Candidate) -> bool:
    date, known = reference.date, candidate.instrument.date
    issuer, issued_by = reference.issuer, candidate.instrument.issuer
    return not (date and known and date != known) and not (
        issuer and issued_by and issuer != issued_by
    )


def _disagreements(reference: Reference, candidate: Candidate) -> Iterator[Disagreement]:
    for field in ("date", "issuer"):
        stated, known = getattr(reference, field), getattr(candidate.instrument, field)
        if stated and known and stated != known:
            yield Disagreement(field, stated, known)
