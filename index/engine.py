"""What every engine can do; the library and the publisher know no more of it than this."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from extract.catalogue import Language, say
from index.plan import Plan
from index.schema import fields_digest

Value = str | int | float | tuple[str, ...]
Row = Mapping[str, Value]
"""One row of a collection by field; the fields of ``index.schema`` and no others."""


class EngineError(Exception):
    """The engine could not do what was asked.

    ``reason`` is a key of the catalogue under ``engine.``, ``detail`` what the engine said.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(say(f"engine.{reason}", "en", detail=detail))
        self.reason = reason
        self.detail = detail

    def text(self, language: Language) -> str:
        """What is wrong and what to do, in one sentence."""
        return say(f"engine.{self.reason}", language, detail=self.detail)


class EngineUnavailable(EngineError):
    """The engine does not answer for now, or its index has not been made yet."""


class EngineUnusable(EngineUnavailable):
    """What is kept of the index cannot be read; no waiting changes that."""


class EngineBusy(EngineError):
    """Another process is writing to the index."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All rows of one document; they replace the rows it had."""

    id: str
    document: Row
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One row that answers a plan; ``read`` gets its payload, which most of them never need."""

    document: str  # its id; a document's row has it too
    score: float
    read: Callable[[], bytes]
    explanation: str | None = None
    order: int = 0  # the row's value of ``Plan.order``

    @property
    def payload(self) -> bytes:
        """What the row carries, see ``index.stored``."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found."""

    total: int
    rows: tuple[Found, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]  # most frequent values first, then by name
    distinct: int = 0  # different values of ``Plan.distinct``; near enough above some thousands
    values: tuple[int, ...] = ()  # those of ``Plan.values`` that ``offset`` and ``limit`` choose


Frequencies = Mapping[str, Mapping[str, int]]
"""Numbers of documents by field and word."""


def new_generation() -> str:
    """A name for a new index: what fields it has, and a part of its own."""
    return f"{fields_digest()}-{uuid.uuid4().hex[:8]}"


class Engine(Protocol):
    """A search engine with the two collections."""

    @property
    def name(self) -> str:
        """The name under which the ledger remembers what this index has; new for a new index."""

    def publish(self, documents: Iterable[DocumentRows]) -> None:
        """Replace the rows of these documents; on return they are safe and can be found.

        They are taken one by one, so there may be more of them than memory holds. Raises
        EngineBusy or EngineUnavailable; then nothing is certain and it can be repeated, unless it
        was EngineUnusable, after which only ``rebuilding`` helps.
        """

    def remove(self, documents: Sequence[str]) -> None:
        """Take documents out by id."""

    def search(self, plan: Plan) -> Answer:
        """Answer a plan. Raises EngineUnavailable."""

    def search_all(self, plans: Sequence[Plan]) -> tuple[Answer, ...]:
        """Answer several plans in one go. Raises EngineUnavailable."""

    def every(self, plan: Plan) -> Iterator[Found]:
        """All rows that answer, however many, as they were when the first was asked for.

        They come in ``plan.order``, which must be given; limit, offset and what is counted are not
        heeded. For exports: a page is what ``search`` is for. Raises EngineUnavailable.
        """

    def frequencies(self, words: Mapping[str, Sequence[str]]) -> Frequencies:
        """In how many documents words stand, by field; words that stand in none are left out.

        Documents replaced a short time ago may count twice. Raises EngineUnavailable.
        """

    def rebuilding(self) -> AbstractContextManager[Engine]:
        """A new, empty index that takes this one's place when the block ends well.

        Searches go on in the old one until then; an error leaves it as it was.
        """

    def close(self) -> None:
        """Finish writing and give back what is held."""
