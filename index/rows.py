"""A document as rows: one for itself, one for each annotation and each sentence in it.

Page furniture is in no row: neither its words nor what stands in it can be found.
"""

from __future__ import annotations

from collections import Counter

from extract.model import Document, Header, TimeKind
from extract.places import place_named, today
from extract.references import own_instrument
from extract.references.numbers import parse_number
from index.analysis import Analysed, analyse
from index.answers import Card
from index.copies import Signature, signature
from index.due_fields import source_of
from index.engine import DocumentRows, Row, Value
from index.evidence import Evidence
from index.fact_rows import fact_rows
from index.fields import cited_keys, is_citation, number_keys, order, place_keys, sortable
from index.records import DocumentRecord
from index.slug import slug
from index.stored import StoredDocument, write_document


def document_rows(record: DocumentRecord, document: Document) -> DocumentRows:
    """All rows of the current version of a document."""
    card = make_card(record, document)
    shared = _shared_fields(card)
    evidence = Evidence(document)
    words = evidence.all_words()
    sketch = signature(words.folded)
    facts = tuple(fact_rows(card, shared, document, evidence, source_of(card, sketch)))
    own = _document_row(card, shared, document, words, sketch)
    return DocumentRows(card.id, own, facts)


def make_card(record: DocumentRecord, document: Document) -> Card:
    """The document's entry in lists."""
    header = document.header
    stated = header.place.value
    known = place_named(stated) if stated else None
    now = today(known) if known else None
    own = own_instrument(header)
    return Card(
        id=record.id,
        slug=record.slug,
        url=record.url,
        portal=record.portal,
        title=header.title.value,
        number=header.number.value,
        type=header.type.value,
        issuer=header.issuer.value,
        place=known.name if known else stated,
        place_today=now.name if now else None,
        district=header.district.value,
        issued_on=header.issued_on.value,
        published_on=header.published_on.value,
        year=_year(header),
        school_year=_school_year(document),
        signer=header.signer.value,
        instrument=own.key if own else None,
    )


def _document_row(
    card: Card,
    shared: dict[str, Value],
    document: Document,
    words: Analysed,
    sketch: Signature,
) -> Row:
    title = analyse(card.title or "")
    cited = [item for item in document.references if is_citation(item)]
    own = parse_number(card.number) if card.number else None
    relations = dict.fromkeys(item.relation.value for item in cited)
    sections = dict.fromkeys(item.kind.value for item in document.passages)
    return shared | {
        "slug": card.slug,
        "number": number_keys(own, card.type) if own else (),
        "cites": tuple(dict.fromkeys(key for item in cited for key in cited_keys(item))),
        "relation": tuple(relations),
        "section": tuple(sections),
        "exact": words.exact,
        "folded": words.folded,
        "pairs": words.pairs,
        "title_exact": title.exact,
        "title_folded": title.folded,
        "title_pairs": title.pairs,
        "payload": write_document(StoredDocument(card, sketch)),
    }


def _shared_fields(card: Card) -> dict[str, Value]:
    """What a document's facts can be filtered and counted by as well as itself."""
    places = [card.place, card.place_today, card.district]
    keys = [key for place in places if place for key in place_keys(place)]
    issued = sortable(card.issued_on or card.published_on)
    fields: dict[str, Value | None] = {
        "document": card.id,
        "place": tuple(dict.fromkeys(keys)),
        "province": card.place,
        "province_today": card.place_today,
        "district": card.district,
        "type": card.type,
        "type_key": slug(card.type) if card.type else None,
        "issuer": card.issuer,
        "issuer_key": slug(card.issuer) if card.issuer else None,
        "year": None if card.year is None else str(card.year),
        "school_year": card.school_year,
        "portal": card.portal,
        "issued": issued,
        **order(card.id, issued, 0),
    }
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _year(header: Header) -> int | None:
    for stated in (header.issued_on, header.published_on):
        if stated.value and stated.value[:4].isdigit():
            return int(stated.value[:4])
    return None


def _school_year(document: Document) -> str | None:
    """The school year the title names, else the one named most often."""
    found = [item for item in document.times if item.kind is TimeKind.SCHOOL_YEAR and item.value]
    title = document.header.title
    if title.start is not None and title.end is not None:
        in_title = [item for item in found if title.start <= item.start < title.end]
        found = in_title or found
    if not found:
        return None
    value = Counter(item.value for item in found).most_common(1)[0][0] or ""
    first, _, last = value.partition("/")
    return f"{first[:4]}-{last[:4]}" if last else None
