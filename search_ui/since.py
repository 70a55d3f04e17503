"""What documents held here have since done to an instrument: amended, replaced, repealed it.

That none is held says nothing about whether an instrument is in force.
"""

from __future__ import annotations

from extract.model import Relation
from index.answers import Citation
from index.library import Library
from index.query import Filters

SINCE = (
    Relation.REPLACES,
    Relation.REPEALS,
    Relation.AMENDS,
    Relation.SUSPENDS,
    Relation.EXTENDS,
    Relation.CORRECTS,
)
"""What can become of an instrument, the most a reader must know first."""

_MENTIONS = 200


def done_since(library: Library, key: str) -> tuple[Citation, ...]:
    """One sentence for each instrument, in however many copies, and each thing it does to ``key``.

    ``key`` is an instrument's. What ends it comes first, then the newest.
    """
    filters = Filters(relation=tuple(one.value for one in SINCE))
    found = library.cited_by(key, filters, limit=_MENTIONS) or ()
    once: dict[tuple[str, Relation], Citation] = {}
    for one in found:
        doing = one.document.instrument or one.document.id
        if doing != key:
            once.setdefault((doing, one.reference.relation), one)
    return tuple(sorted(once.values(), key=lambda one: SINCE.index(one.reference.relation)))
