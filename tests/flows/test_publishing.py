"""An index run tells of documents that it cannot bring into the index, and brings the others."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from flows.progress import Event
from flows.publishing import Published, publish
from flows.settings import FlowSettings
from index.ledger import Ledger
from index.plan import Everything, Plan
from index.schema import Collection
from index.settings import Settings
from index.tantivy_engine import TantivyEngine
from tests.index.index_run import store

EVERYTHING = Plan(Collection.DOCUMENTS, Everything(), limit=100)
BATCHES_OF_TWO = FlowSettings(publish_batch=2)


class Run:
    """A ledger of ``count`` documents and an embedded engine that has none of them."""

    def __init__(self, folder: Path, count: int) -> None:
        settings = Settings(data=folder)
        self.address = settings.ledger_address
        self.ledger = Ledger.open(settings)
        self.engine = TantivyEngine(settings.index_folder)
        store(self.ledger, range(count))
        self.told: list[Event] = []

    def go(self) -> Published:
        return publish(self.ledger, self.engine, BATCHES_OF_TWO, self.told.append)

    def annotated(self, document: str) -> bytes:
        """What is held of a document, as it stands in the ledger."""
        with create_engine(self.address).connect() as connection:
            query = "SELECT annotated FROM version WHERE document = :document"
            found = connection.execute(text(query), {"document": document}).scalar_one()
            return bytes(found)

    def overwrite(self, document: str, annotated: bytes) -> None:
        """Put other bytes there, as a damaged disk would."""
        with create_engine(self.address).begin() as connection:
            query = "UPDATE version SET annotated = :annotated WHERE document = :document"
            connection.execute(text(query), {"annotated": annotated, "document": document})

    def found(self) -> int:
        """Documents that can be found."""
        return self.engine.search(EVERYTHING).total


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Seven documents that wait."""
    made = Run(tmp_path, 7)
    yield made
    made.engine.close()
    made.ledger.close()


@pytest.mark.parametrize("position", [0, 3, 6])
def test_a_damaged_document_is_told_and_the_others_are_published(run: Run, position: int) -> None:
    damaged = run.ledger.documents()[position]
    whole = run.annotated(damaged.id)
    run.overwrite(damaged.id, whole[:-9])
    published = run.go()
    assert published.documents == run.found() == 6
    (trouble,) = published.troubles
    assert trouble.name == damaged.url
    assert damaged.url in trouble.text("vi")
    assert [event.done for event in run.told] == [2, 4, 6, 7]

    again = run.go()  # the next run tries it again
    assert (again.documents, again.troubles) == (0, published.troubles)
    run.overwrite(damaged.id, whole)
    assert run.go() == Published(1)
    assert run.found() == 7
    assert run.go() == Published(0)


def test_a_document_of_later_rules_leaves_what_was_published_of_it(run: Run) -> None:
    assert run.go() == Published(7)
    record = run.ledger.documents()[2]
    packed = zlib.decompress(run.annotated(record.id))
    unknown = packed.replace(b'"kind":"paragraph"', b'"kind":"a kind of later years"')
    run.overwrite(record.id, zlib.compress(unknown))
    with create_engine(run.address).begin() as connection:
        connection.execute(text("UPDATE version SET revision = revision + 1"))
    published = run.go()
    assert published.documents == 6
    assert [trouble.name for trouble in published.troubles] == [record.url]
    assert run.found() == 7
