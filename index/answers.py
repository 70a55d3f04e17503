"""What the library answers: frozen values that pages, the API and the command line show."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extract.model import (
    Body,
    Deadline,
    Document,
    Finding,
    Instrument,
    Passage,
    Reference,
    Target,
)
from index.query import Clearness
from index.records import (
    CaptureRecord,
    DocumentRecord,
    Failure,
    PortalRecord,
    RunRecord,
    VersionRecord,
)


@dataclass(frozen=True, slots=True)
class Card:
    """A document in a list. None is *chưa xác định*."""

    id: str
    slug: str
    url: str
    portal: str | None = None
    title: str | None = None
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None  # province or city at the document's date
    place_today: str | None = None
    district: str | None = None
    issued_on: str | None = None  # EDTF
    published_on: str | None = None  # EDTF
    year: int | None = None
    school_year: str | None = None  # "2022-2023"
    signer: str | None = None
    instrument: str | None = None  # key of the instrument this document is


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document's text, with the parts of it that matter.

    ``start``/``end`` are offsets into ``Document.text``; ``marks`` are offsets into ``text``.
    """

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    item: str | None = None  # its number in the document: "mục II.2.d", "khoản 2 Điều 5"

    def html(self) -> str:
        """The text escaped for HTML with ``<mark>`` around the marks."""
        parts, last = [], 0
        for start, end in self.marks:
            parts.append(html.escape(self.text[last:start]))
            parts.append(f"<mark>{html.escape(self.text[start:end])}</mark>")
            last = end
        parts.append(html.escape(self.text[last:]))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet; ``value`` goes into addresses, ``label`` is for people."""

    value: str
    label: str
    count: int


Facets = Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a query was not understood as written: a catalogue key under ``query.`` and its fields.

    ``start``/``end`` say where in the query.
    """

    key: str
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnknownField:
    """A header field of a document that is not known, with the reason (a catalogue key)."""

    field: str  # name of the field in ``extract.model.Header``
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the header of a document does not tell."""

    fields: tuple[UnknownField, ...]

    def reason(self, field: str) -> str | None:
        """Why a field is not known; None where it is."""
        return next((one.reason for one in self.fields if one.field == field), None)


Annotation = Reference | Deadline | Target | Passage | Finding | Body | Unknown


@dataclass(frozen=True, slots=True)
class Fact:
    """One annotation with its evidence; ``kind`` "sentence" is a sentence without annotation."""

    kind: str
    document: Card
    sentence: Excerpt
    annotation: Annotation | None = None
    anchor: Excerpt | None = None  # of a footnote: the body sentence it hangs on
    references: tuple[Reference, ...] = ()  # what the sentence cites
    basis: Instrument | None = None  # the instrument a target or duty rests on
    section: str | None = None  # kind of passage it stands in, "shortcoming"
    phrase: str | None = None  # a target's time in words, where they name no day, month or year
    copies: tuple[Card, ...] = ()  # other documents that say the same in the same words
    duty: int | None = None  # stands for a duty and its copies, as long as its words and day stay


@dataclass(frozen=True, slots=True)
class FactsAnswer:
    """Facts in order, with how many there are in all."""

    total: int
    facts: tuple[Fact, ...]
    facets: Facets = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers a query."""

    document: Card
    score: float
    title: Excerpt | None  # marked; None when the document has no title
    sentences: tuple[Fact, ...] = ()  # best sentences first
    copies: tuple[Card, ...] = ()  # other copies of the same text (press, other portals)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument a number may mean."""

    instrument: Instrument
    held: tuple[Card, ...]  # documents we hold that are this instrument
    cited_by: int  # how many documents cite it


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which instruments some words may name; one candidate means no doubt."""

    query: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a query over documents."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Facets = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    instruments: tuple[Candidate, ...] = ()  # when the query names a number
    suggestion: str | None = None  # the query with misspelt words put right
    explanation: tuple[str, ...] = ()  # of each hit's score, JSON, when asked for
    cursor: str | None = None  # to go on behind the last hit, None at the end


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A document that is held, with where it came from."""

    card: Card
    record: DocumentRecord
    document: Document
    versions: tuple[VersionRecord, ...]
    captures: tuple[CaptureRecord, ...]
    slugs: tuple[str, ...]
    instrument: Instrument | None = None
    copies: tuple[Card, ...] = ()
    gone: Failure | None = None  # why its address cannot be fetched any more


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an instrument in a document."""

    document: Card
    reference: Reference
    instrument: Instrument | None  # as the whole corpus knows it; None for what has no identity
    candidates: tuple[Instrument, ...]  # when more than one fits, and then instrument is None
    sentence: Excerpt
    anchor: Excerpt | None = None  # the body sentence whose footnote this is
    undated: bool = False  # the mention gives no date though the instrument has one


@dataclass(frozen=True, slots=True)
class Variant:
    """A way in which documents write an instrument."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class InstrumentAnswer:
    """An instrument, held or merely cited."""

    instrument: Instrument
    held: tuple[Card, ...]
    variants: tuple[Variant, ...]
    cited_by: tuple[Citation, ...]
    documents: int  # how many documents cite it
    lookalikes: tuple[Candidate, ...] = ()  # other instruments with the same serial and type


@dataclass(frozen=True, slots=True)
class Step:
    """A document that carries an instrument out."""

    citation: Citation
    days: int | None  # between the signing dates; None when one is not known
    reason: str | None = None  # catalogue key: why the days are not known


@dataclass(frozen=True, slots=True)
class Cascade:
    """From an instrument to the documents that carry it out, by days."""

    instrument: Instrument
    signed_on: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DeadlinesAnswer:
    """What is due: calendar days apart from what only a phrase or a recurrence says."""

    calendar: tuple[Fact, ...]  # a day, month or year is stated; by the months they end in
    relative: tuple[Fact, ...]  # "cuối năm học": due_on is only a bound; also dated targets
    recurring: tuple[Fact, ...]
    total: int = 0  # of all three; more than are given where there are very many


@dataclass(frozen=True, slots=True)
class DutiesAnswer:
    """A page of what is due, each duty once; counts are of all pages."""

    facts: tuple[Fact, ...]
    total: int
    clearness: Mapping[Clearness, int]
    years: Mapping[int, int]  # in which duties with a day or period are due


@dataclass(frozen=True, slots=True)
class Conflict:
    """A duty for which a document that belongs with its own gives another day."""

    duty: Fact
    other: Fact


@dataclass(frozen=True, slots=True)
class Column:
    """One place's side of a comparison."""

    place: str
    documents: tuple[Card, ...]
    sentences: tuple[Fact, ...]
    targets: tuple[Fact, ...]  # empty is an answer: the text gives no number
    school_years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places side by side on one topic."""

    topic: str
    columns: tuple[Column, ...]
    years_differ: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An instrument and how many documents of each place cite it."""

    instrument: Instrument
    documents: Mapping[str, int]  # by place; "" is *chưa xác định*


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """A portal with its state."""

    portal: PortalRecord
    addresses: int
    documents: int
    last_capture: date | None
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the whole collection."""

    counts: Mapping[str, int]  # rows of the ledger, and facts by kind
    failures: tuple[Failure, ...]
    runs: tuple[RunRecord, ...]
    engine: str
    engine_problem: str | None = None  # catalogue key; why the engine does not answer
    engine_detail: str = ""  # what the engine said
    waiting: int = 0  # current versions the engine does not have yet
