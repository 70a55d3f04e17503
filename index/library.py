"""The library: the one object that the pages, the API and the command line ask.

Searching and facts come from the engine, documents and captures from the ledger. Opening it
costs no import of Prefect or of a word segmenter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.answers import (
    Cascade,
    Citation,
    Comparison,
    DeadlinesAnswer,
    DocumentAnswer,
    FactsAnswer,
    InstrumentAnswer,
    MatrixRow,
    PortalAnswer,
    Resolution,
    SearchAnswer,
    Status,
)
from index.ledger import Ledger
from index.query import NO_FILTERS, NO_QUERY, Filters, Query
from index.records import CaptureRecord
from index.settings import Settings


class Library:
    """The documents held, the facts in them and the instruments they cite.

    Every name of a document may be its id or a slug; of an instrument its key, its URI or its
    number in any spelling. Methods that name one thing give None when it is not known.
    Raises ``index.engine.EngineUnavailable`` where the engine is needed and does not answer.
    """

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger

    @classmethod
    def open(cls, settings: Settings | None = None) -> Library:
        """The library the settings name, the environment's by default."""
        settings = settings or Settings()
        return cls(settings, Ledger.open(settings))

    def search(self, query: Query) -> SearchAnswer:
        """Documents that answer a query, best first, with their best sentences."""
        raise NotImplementedError

    def facts(
        self,
        kind: str,
        query: Query = NO_QUERY,
        *,
        value: float | str | None = None,
        body: str | None = None,
        instrument: str | None = None,
    ) -> FactsAnswer:
        """Facts of one kind; best first when ``query`` has words, else in order of documents.

        ``kind``: "reference", "deadline", "target", "percentage" (targets in %), "grades",
        "shortcoming", "finding", "body", "unknown", "sentence". ``value`` is a target's number or
        one item of a passage ("8" of grades), or the kind of a finding; ``body`` an agency that
        must act; ``instrument`` what a reference cites or a target rests on.
        """
        raise NotImplementedError

    def document(self, name: str) -> DocumentAnswer | None:
        """A document that is held, with its versions and captures."""
        raise NotImplementedError

    def cites(
        self,
        name: str,
        *,
        issuer: str | None = None,
        relation: str | None = None,
        kind: str | None = None,
    ) -> tuple[Citation, ...] | None:
        """What a document cites, in order of the text; its own number is left out.

        ``issuer`` is a name or an abbreviation ("BGDĐT"), also one of several joint issuers.
        """
        raise NotImplementedError

    def instrument(self, name: str) -> InstrumentAnswer | None:
        """An instrument, held or merely cited, with every sentence that cites it."""
        raise NotImplementedError

    def cited_by(
        self, name: str, filters: Filters = NO_FILTERS, *, limit: int = 100, offset: int = 0
    ) -> tuple[Citation, ...] | None:
        """The mentions of an instrument, newest documents first."""
        raise NotImplementedError

    def resolve(self, words: str, limit: int = 10) -> Resolution:
        """Which instruments words such as "chi thi 34" or "ND 24/2021" may name."""
        raise NotImplementedError

    def cascade(self, name: str) -> Cascade | None:
        """The documents that carry an instrument out, by days between the signing dates."""
        raise NotImplementedError

    def deadlines(
        self,
        until: date | None = None,
        *,
        since: date | None = None,
        filters: Filters = NO_FILTERS,
        body: str | None = None,
    ) -> DeadlinesAnswer:
        """What is due from ``since`` to ``until``, both inclusive."""
        raise NotImplementedError

    def compare(self, places: Sequence[str], topic: str) -> Comparison:
        """What each place says on a topic, with the numbers its own text gives."""
        raise NotImplementedError

    def matrix(self, filters: Filters = NO_FILTERS, limit: int = 30) -> tuple[MatrixRow, ...]:
        """The instruments cited by most documents, with the places of those documents."""
        raise NotImplementedError

    def portals(self) -> tuple[PortalAnswer, ...]:
        """The portals and how they are."""
        raise NotImplementedError

    def status(self) -> Status:
        """The state of the collection; never raises because the engine is away."""
        raise NotImplementedError

    def capture(self, capture_id: int) -> CaptureRecord | None:
        """Where archived bytes came from and where they are."""
        return self._ledger.capture(capture_id)
