"""The library: the one object that the pages, the API and the command line ask.

Searching and facts come from the engine, documents and captures from the ledger. Opening it
costs no import of Prefect or of a word segmenter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.model import Deadline, Document, Instrument, Target
from extract.references.codes import canonical, issuer_of_code
from extract.time_zone import VIETNAM
from index import comparing
from index.answers import (
    Card,
    Cascade,
    Citation,
    Comparison,
    Conflict,
    DeadlinesAnswer,
    DocumentAnswer,
    DutiesAnswer,
    Fact,
    FactsAnswer,
    InstrumentAnswer,
    MatrixRow,
    PortalAnswer,
    Resolution,
    SearchAnswer,
    Status,
)
from index.archive import Archive, ArchiveDamaged
from index.conflicts import conflicts
from index.duties import CALENDAR, aims, clearness_of, duties, leads
from index.engine import Engine, EngineError
from index.engines import open_engine
from index.holding import held
from index.instruments import Instruments
from index.ledger import Ledger
from index.plan import Everything, Plan
from index.planner import number_key
from index.query import ALL_DUTIES, NO_FILTERS, NO_QUERY, Clearness, DutyQuery, Filters, Query
from index.records import CaptureRecord, DocumentRecord, VersionRecord
from index.rows import make_card
from index.schema import Collection
from index.searching import Searching
from index.settings import Settings
from index.slug import slug
from index.suggesting import Suggesting

_SUGGESTED = 5  # instruments shown above the results of a query that names a number
_ALL = 10_000


class Library:
    """The documents held, the facts in them and the instruments they cite.

    Every name of a document may be its id or a slug; of an instrument its key, its URI or its
    number in any spelling. Methods that name one thing give None when it is not known.
    Raises ``index.engine.EngineUnavailable`` where the engine is needed and does not answer.
    """

    def __init__(self, settings: Settings, ledger: Ledger, engine: Engine) -> None:
        self._settings = settings
        self._ledger = ledger
        self._engine = engine
        self._searching = Searching(engine, settings.query_length)
        self._suggesting = Suggesting(engine, self._searching, settings.query_length)
        self._instruments = Instruments(engine)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Library:
        """The library the settings name, the environment's by default."""
        settings = settings or Settings()
        return cls(settings, Ledger.open(settings), open_engine(settings))

    def close(self) -> None:
        """Give back what is held."""
        self._engine.close()
        self._ledger.close()

    def search(self, query: Query) -> SearchAnswer:
        """Documents that answer a query, best first, with their best sentences."""
        query = self._bounded(query)
        found, asked = self._searching.documents(query)
        numbers = [*asked.numbers] or ([query.text] if number_key(query.text) else [])
        candidates = [
            candidate
            for name in numbers or [query.text]  # "luật đất đai" is a name without a number
            for candidate in self._instruments.resolve(name, _SUGGESTED).candidates
        ]
        end = query.offset + query.limit
        cursor = str(end) if query.limit and end < min(found.total, _ALL) else None
        suggestion = None if numbers or query.offset else self._suggesting.suggestion(query, found)
        return replace(found, instruments=tuple(candidates), cursor=cursor, suggestion=suggestion)

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
        answer = self._searching.facts(
            kind,
            self._bounded(query),
            value=value,
            body=body,
            instrument=(instrument,) if instrument else (),
        )
        return replace(answer, facts=self._with_basis(answer.facts))

    def document(self, name: str) -> DocumentAnswer | None:
        """A document that is held, with its versions and captures."""
        record = self._ledger.document(name)
        document = self._ledger.annotated(record.version) if record else None
        if record is None or document is None:
            return None
        card = make_card(record, document)
        copies: tuple[Card, ...] = ()
        try:
            instrument = self._instruments.of_document(card)
            if instrument is not None:
                copies = self._instruments.copies(card)
        except EngineError:  # the page of a document is shown also while search is down
            instrument = None
        return DocumentAnswer(
            card=card,
            record=record,
            document=document,
            versions=self._ledger.versions(record.id),
            captures=self._ledger.captures(record.url),
            slugs=self._ledger.slugs(record.id),
            instrument=instrument,
            copies=copies,
            gone=self._ledger.fetch_failure(record.url),
        )

    def version(self, version: VersionRecord) -> Document | None:
        """A document as it stood in one of its versions."""
        return self._ledger.annotated(version.id)

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
        record = self._ledger.document(name)
        if record is None:
            return None
        found = self._instruments.cited_in(record.id)
        if issuer is not None:
            wanted = {slug(issuer), slug(issuer_of_code().get(canonical(issuer), issuer))}
            found = tuple(item for item in found if wanted & _issuers(item))
        if relation is not None:
            found = tuple(item for item in found if item.reference.relation.value == relation)
        if kind is not None:
            found = tuple(item for item in found if item.reference.kind.value == kind)
        return found

    def instrument(self, name: str) -> InstrumentAnswer | None:
        """An instrument, held or merely cited, with the sentences that cite it."""
        return self._instruments.answer(name, _ALL)

    def cited_by(
        self, name: str, filters: Filters = NO_FILTERS, *, limit: int | None = 100, offset: int = 0
    ) -> tuple[Citation, ...] | None:
        """The mentions of an instrument, newest documents first; all, for exports, without a limit.

        Pages reach as far as the first 10,000.
        """
        found = self._instruments.named(name)
        if not found:
            return None
        filters = self._with_ids(filters)
        limit = None if limit is None else min(limit, _ALL)
        return self._instruments.citations(found, filters, limit, offset)

    def resolve(self, words: str, limit: int = 10) -> Resolution:
        """Which instruments words such as "chi thi 34" or "ND 24/2021" may name."""
        return self._instruments.resolve(words, limit)

    def cascade(self, name: str) -> Cascade | None:
        """The documents that carry an instrument out, by days between the signing dates."""
        return comparing.cascade(self._instruments, name)

    def deadlines(self, query: DutyQuery = ALL_DUTIES, limit: int | None = _ALL) -> DeadlinesAnswer:
        """What is due, the stated days apart from bounds and recurrences.

        As many as ``limit`` of all together; all, for exports, without a limit.
        """
        found = self.duties(query, limit=limit)
        calendar, relative, recurring = (
            tuple(fact for fact in found.facts if clearness_of(fact) in those)
            for those in (CALENDAR, (Clearness.WORDS,), (Clearness.RHYTHM,))
        )
        return DeadlinesAnswer(calendar, relative, recurring, found.total)

    def duties(self, query: DutyQuery, offset: int = 0, limit: int | None = _ALL) -> DutiesAnswer:
        """A page of what is due, in order of time, and how much there is; each duty once.

        All, for exports, without a limit.
        """
        query = replace(query, filters=self._with_ids(query.filters))
        found = duties(self._engine, self._searching, query, offset, limit)
        return replace(found, facts=self._with_basis(found.facts))

    def leads(self, query: DutyQuery) -> Mapping[str, int]:
        """The thousand bodies that lead most duties, as they are written, with how many each.

        ``index.due_fields.NOBODY`` stands for the duties that name nobody.
        """
        return leads(self._engine, replace(query, filters=self._with_ids(query.filters)))

    def conflicts(self, facts: Iterable[Fact]) -> tuple[Conflict, ...]:
        """The duties of other documents that set another day for one of ``facts``."""
        return conflicts(self._engine, self._searching, self._instruments, facts)

    def aims(
        self, query: Query, *, value: float | None = None, body: str | None = None
    ) -> FactsAnswer:
        """Targets, each once in however many copies it is held, those of the newest year first."""
        query = self._bounded(query)
        found = aims(self._engine, self._searching, query, value, body)
        return replace(found, facts=self._with_basis(found.facts))

    def compare(self, places: Sequence[str], topic: str) -> Comparison:
        """What each place says on a topic, with the numbers its own text gives."""
        return comparing.compare(self._engine, self._searching, places, topic)

    def matrix(self, filters: Filters = NO_FILTERS, limit: int = 30) -> tuple[MatrixRow, ...]:
        """The instruments cited by most documents, with the places of those documents."""
        return comparing.matrix(self._engine, self._with_ids(filters), limit)

    def portals(self) -> tuple[PortalAnswer, ...]:
        """The portals and how they are."""
        documents = self._ledger.by_portal("document")
        addresses = self._ledger.by_portal("address")
        failures = self._ledger.failures()
        return tuple(
            PortalAnswer(
                portal=portal,
                addresses=addresses.get(portal.name, 0),
                documents=documents.get(portal.name, 0),
                last_capture=(
                    portal.changed_at.astimezone(VIETNAM).date() if portal.changed_at else None
                ),
                failures=tuple(item for item in failures if item.portal == portal.name),
            )
            for portal in self._ledger.portals()
        )

    def status(self) -> Status:
        """The state of the collection; never raises because the engine is away."""
        counts, waiting = dict(self._ledger.counts()), 0
        problem, detail = None, ""
        try:
            plan = Plan(Collection.FACTS, Everything(), limit=0, facets=("kind",))
            counts |= dict(self._engine.search(plan).facets["kind"])
            # Asked last: an engine without an index makes one when it is asked for its name.
            waiting = self._ledger.waiting(self._engine.name)
        except EngineError as error:
            problem, detail = f"engine.{error.reason}", error.detail
        return Status(
            counts=counts,
            failures=self._ledger.failures(),
            runs=self._ledger.runs(),
            engine=self._settings.engine,
            engine_problem=problem,
            engine_detail=detail,
            waiting=waiting,
        )

    def entitled(self, words: str = "", limit: int = 20) -> tuple[DocumentRecord, ...]:
        """Documents by words of number or title, newest first; the engine is not asked."""
        return self._ledger.entitled(words.split(), limit)

    def capture(self, capture_id: int) -> CaptureRecord | None:
        """Where archived bytes came from and where they are."""
        return self._ledger.capture(capture_id)

    def body(self, capture: CaptureRecord) -> bytes:
        """The bytes of a capture from the archive. Raises index.archive.ArchiveDamaged."""
        found = held(Archive(self._settings.archive_folder), self._ledger, capture.sha256)
        if found is None:
            raise ArchiveDamaged(f"{capture.archive_file}:{capture.archive_offset}")
        return found[1]

    def _bounded(self, query: Query) -> Query:
        limit = max(0, min(query.limit, _ALL))
        given = query.cursor or ""
        offset = int(given) if given.isdecimal() and len(given) < 10 else query.offset
        offset = max(0, min(offset, _ALL))
        filters = self._with_ids(query.filters)
        return replace(query, limit=limit, offset=offset, filters=filters)

    def _with_ids(self, filters: Filters) -> Filters:
        """Documents by id, whichever of their names was given."""
        if not filters.document:
            return filters
        found = [self._ledger.document(name) for name in filters.document]
        ids = [
            item.id if item else name for item, name in zip(found, filters.document, strict=True)
        ]
        return replace(filters, document=tuple(ids))

    def _with_basis(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Facts with the instrument that each target or duty rests on."""
        resting = {
            fact.annotation.basis
            for fact in facts
            if isinstance(fact.annotation, Target | Deadline) and fact.annotation.basis
        }
        if not resting:
            return facts
        named = [item for fact in facts for item in fact.references if item.instrument in resting]
        known: dict[str, Instrument] = {}
        for found in self._instruments.of_references(named):
            known |= {said.uri: found.instrument for said in found.members if said.uri}
        return tuple(
            replace(fact, basis=known.get(fact.annotation.basis))
            if isinstance(fact.annotation, Target | Deadline) and fact.annotation.basis
            else fact
            for fact in facts
        )


def _issuers(citation: Citation) -> set[str]:
    names = (citation.reference.issuer or "").split("; ")
    return {slug(name) for name in names}
