"""What was asked: words and filters, before anyone decides how to match them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Clearness(StrEnum):
    """How clear the time of a duty is."""

    DAY = "day"
    PERIOD = "period"  # a month or longer
    WORDS = "words"  # "cuối năm học": a day is only a bound, or not known
    RHYTHM = "rhythm"  # it recurs


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"  # by date of issue, else of publication; undated last
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filters:
    """What results must satisfy; values of one field are alternatives.

    ``place`` takes a name, slug or code of a province, city or district, of the document's date
    or of today. ``cites`` takes a number in any spelling, a key or a URI.
    """

    place: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    school_year: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    section: tuple[str, ...] = ()  # "shortcoming", "grades"; also "ton-tai-han-che"
    cites: tuple[str, ...] = ()
    document: tuple[str, ...] = ()  # ids or slugs
    issued_from: date | None = None  # inclusive
    issued_to: date | None = None  # inclusive


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class DutyQuery:
    """Which duties and dated aims are meant: all, but for what is given.

    ``body`` leads or takes part, in any spelling; ``topic`` is one of ``index.topics`` or words
    that the sentence must have; ``leads`` are bodies that lead, exactly as they are written.
    """

    since: date | None = None  # both days are inclusive
    until: date | None = None
    filters: Filters = NO_FILTERS
    body: str | None = None
    topic: str | None = None
    clearness: Clearness | None = None
    leads: tuple[str, ...] = ()


ALL_DUTIES = DutyQuery()


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to the library: ``text`` in the query language of ``docs/search.md``."""

    text: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    cursor: str | None = None  # from the answer before; then ``offset`` is not used
    facets: bool = False
    sentences: int = 3  # best sentences wanted for each document
    explain: bool = False


NO_QUERY = Query()
