"""Instruments as the corpus knows them: found by any name, with who cites them and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.model import Instrument, Reference
from index.answers import Candidate, Card, Citation, InstrumentAnswer, Resolution, Variant
from index.cards import cards
from index.engine import Answer, Engine
from index.identity import (
    Cluster,
    Identity,
    clusters,
    identity,
    in_common,
    reference_identity,
    unpacked,
)
from index.plan import Clause, Everything, OneOf, Plan, Term
from index.planner import filter_clauses, number_key
from index.query import NO_FILTERS, Filters
from index.schema import Collection
from index.slug import slug
from index.stored import StoredFact, read_document, read_fact

_MOST = 2000  # identities or documents looked at for one number
_REFERENCE = Term("kind", "reference")


class Instruments:
    """Finds instruments and their citations through an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, name: str, limit: int) -> InstrumentAnswer | None:
        """The instrument of a name; where a name fits several, what they have in common."""
        found = self.named(name)
        if not found:
            return None
        said = _members(found)
        citations = self.citations(found, NO_FILTERS, limit, 0)
        return InstrumentAnswer(
            instrument=_whole(found),
            held=self._held_by_all(found),
            variants=self._variants(said),
            cited_by=citations,
            documents=self._documents(said),
            lookalikes=self._lookalikes(found),
        )

    def named(self, name: str) -> tuple[Cluster, ...]:
        """The instruments that a key, URI, number in any spelling or name may mean."""
        name = name.strip()
        if name.startswith("/akn/"):
            found = self._of_keys(self._keys_said(Term("instrument", name)))
            return tuple(item for item in found if _has_uri(item, name))
        key = number_key(name) or slug(name)
        if not key:
            return ()
        whole = self._of_keys(self._keys_said(Term("number", key)))
        exact = [item for item in whole if item.instrument.key == key]
        if exact or whole:
            return tuple(exact) or whole
        return self._with_place_or_year(key)

    def resolve(self, words: str, limit: int) -> Resolution:
        """The instruments that words may name, those cited most first."""
        found = [self._candidate(item) for item in self.named(words)]
        found.sort(key=lambda item: (-len(item.held), -item.cited_by, item.instrument.key))
        return Resolution(words, tuple(found[:limit]))

    def citations(
        self, found: Sequence[Cluster], filters: Filters, limit: int | None, offset: int
    ) -> tuple[Citation, ...]:
        """The mentions of instruments, newest documents first; all of them without a limit."""
        packed = tuple(item.packed() for item in _members(found))
        plan = Plan(
            Collection.FACTS,
            Everything(),
            (_REFERENCE, OneOf("identity", packed), *filter_clauses(filters, Collection.FACTS)),
            order="newest",
            limit=limit or 0,
            offset=offset,
        )
        rows = self._engine.every(plan) if limit is None else self._engine.search(plan).rows
        return self._cited([read_fact(row) for row in rows], found)

    def cited_in(self, document: str) -> tuple[Citation, ...]:
        """What a document cites, in the order of its text."""
        plan = Plan(
            Collection.FACTS,
            Everything(),
            (_REFERENCE, Term("document", document)),
            order="newest",
            limit=10_000,
        )
        facts = [read_fact(row) for row in self._engine.search(plan).rows]
        return self._cited(facts, self.of_references(_references(facts)))

    def of_references(self, references: Iterable[Reference]) -> tuple[Cluster, ...]:
        """The instruments of references, as the whole corpus knows them."""
        said = [item for item in map(reference_identity, references) if item is not None]
        return self._of_keys({item.key for item in said}, said)

    def of_document(self, card: Card) -> Instrument | None:
        """The instrument that a document held is; None when it has no number."""
        own = _own(card)
        if own is None:
            return None
        found = self._of_keys({own.key}, [own])
        return next((item.instrument for item in found if own in item.members), None)

    def copies(self, card: Card) -> tuple[Card, ...]:
        """The other documents held that are the instrument a document is."""
        own = _own(card)
        if own is None:
            return ()
        found = self._of_keys({own.key}, [own])
        held = (one for item in found if own in item.members for one in self._held_by(item))
        return tuple(one for one in held if one.id != card.id)

    def _keys_said(self, clause: Clause) -> set[str]:
        """The full keys that mentions and documents with some key or URI have."""
        return {item.key for item in self._said(clause)}

    def _of_keys(self, keys: set[str], also: Iterable[Identity] = ()) -> tuple[Cluster, ...]:
        if not keys:
            return ()
        clause = OneOf("number", tuple(sorted(keys)))
        said = [*self._said(clause), *also]
        return clusters(item for item in said if item.key in keys)

    def _said(self, clause: Clause) -> list[Identity]:
        """What mentions, and documents held of themselves, say."""
        plans = [_mentions(clause)]
        if not (isinstance(clause, Term) and clause.field == "instrument"):
            plans.append(_documents(clause))
        mentioned, *held = self._engine.search_all(plans)
        said = [unpacked(text) for text, _ in mentioned.facets["identity"]]
        return [*said, *(own for each in held for own in _held(each))]

    def _with_place_or_year(self, key: str) -> tuple[Cluster, ...]:
        """Instruments whose own key is longer than the number's: "3461-kh-ubnd-binh-thuan".

        A name alone ("luat-giao-duc") is made longer by a year only.
        """
        parts = key.split("-")
        shorter = tuple("-".join(parts[:size]) for size in range(2, len(parts)))
        if not shorter or not any(map(str.isdigit, key)):
            return ()
        keys = self._keys_said(OneOf("number", shorter))
        found = self._of_keys({item for item in keys if key.startswith(f"{item}-")})
        exact = [item for item in found if item.instrument.key == key]
        if exact:
            return tuple(exact)
        return tuple(item for item in found if item.instrument.key.startswith(f"{key}-"))

    def _candidate(self, found: Cluster) -> Candidate:
        documents = self._documents(_members([found]))
        return Candidate(found.instrument, self._held_by(found), documents)

    def _held_by(self, found: Cluster) -> tuple[Card, ...]:
        keys = tuple({item.key for item in found.members})
        held = _held(self._engine.search(_documents(OneOf("number", keys))))
        return tuple(card for own, of in held.items() if own in found.members for card in of)

    def _held_by_all(self, found: Sequence[Cluster]) -> tuple[Card, ...]:
        return tuple(card for item in found for card in self._held_by(item))

    def _lookalikes(self, found: Sequence[Cluster]) -> tuple[Candidate, ...]:
        """Others with the same type and serial; all of them where the name fits several."""
        if len(found) > 1:
            return tuple(self._candidate(item) for item in found)
        own = found[0].instrument
        serial = number_key(f"{own.type} {_serial(own.number)}") if own.type else None
        if not own.number or serial is None:
            return ()
        others = self._of_keys(self._keys_said(Term("number", serial)))
        return tuple(self._candidate(item) for item in others if item.instrument.key != own.key)

    def _variants(self, said: Iterable[Identity]) -> tuple[Variant, ...]:
        packed = tuple(item.packed() for item in said)
        plan = Plan(
            Collection.FACTS,
            Everything(),
            (_REFERENCE, OneOf("identity", packed)),
            limit=0,
            facets=("written",),
        )
        counted = self._engine.search(plan).facets["written"]
        return tuple(Variant(text, count) for text, count in counted)

    def _documents(self, said: Iterable[Identity]) -> int:
        packed = tuple(item.packed() for item in said)
        plan = Plan(
            Collection.FACTS,
            Everything(),
            (_REFERENCE, OneOf("identity", packed)),
            limit=0,
            distinct="document",
        )
        return self._engine.search(plan).distinct

    def _cited(self, facts: Sequence[StoredFact], known: Sequence[Cluster]) -> tuple[Citation, ...]:
        of_identity: dict[Identity, list[Cluster]] = defaultdict(list)
        for item in known:
            for member in (*item.members, *item.open):
                of_identity[member].append(item)
        documents = cards(self._engine, (fact.document for fact in facts))
        found = []
        for fact in facts:
            reference = fact.annotation
            if not isinstance(reference, Reference) or fact.document not in documents:
                continue
            said = reference_identity(reference)
            fitting = [item.instrument for item in of_identity[said]] if said else []
            if not said:
                fitting = [_known_by_uri(uri) for uri in reference.candidates]
            one = fitting[0] if len(fitting) == 1 else None
            found.append(
                Citation(
                    document=documents[fact.document],
                    reference=reference,
                    instrument=one,
                    candidates=() if one else tuple(fitting),
                    sentence=fact.sentence,
                    anchor=fact.anchor,
                    undated=bool(one and one.date and not reference.date),
                )
            )
        return tuple(found)


def _mentions(clause: Clause) -> Plan:
    """Counts what mentions say."""
    of = (_REFERENCE, clause)
    counted = ("identity",)
    return Plan(Collection.FACTS, Everything(), of, limit=0, facets=counted, facet_size=_MOST)


def _documents(clause: Clause) -> Plan:
    return Plan(Collection.DOCUMENTS, Everything(), (clause,), limit=_MOST)


def _held(answer: Answer) -> dict[Identity, list[Card]]:
    """Documents by what they say of themselves."""
    found: dict[Identity, list[Card]] = defaultdict(list)
    for row in answer.rows:
        card = read_document(row.payload).card
        own = _own(card)
        if own is not None:
            found[own].append(card)
    return found


def _references(facts: Iterable[StoredFact]) -> list[Reference]:
    return [fact.annotation for fact in facts if isinstance(fact.annotation, Reference)]


def _own(card: Card) -> Identity | None:
    return identity(
        card.number,
        card.type,
        card.issuer,
        card.issued_on,
        place=card.district or card.place,
    )


def _members(found: Iterable[Cluster]) -> set[Identity]:
    """Everything that may mean these instruments, also where it may mean others."""
    return {said for item in found for said in (*item.members, *item.open)}


def _has_uri(found: Cluster, uri: str) -> bool:
    return found.instrument.uri == uri or any(item.uri == uri for item in found.members)


def _whole(found: Sequence[Cluster]) -> Instrument:
    if len(found) == 1:
        return found[0].instrument
    keys = {said.key for item in found for said in item.members}
    return in_common(found, min(keys, key=lambda key: (len(key), key)))


def _known_by_uri(uri: str) -> Instrument:
    return Instrument(uri, uri.rpartition("/")[2])


def _serial(number: str | None) -> str:
    digits = (number or "").replace("-", "/").partition("/")[0]
    return digits.strip()
