"""Everything again from the archive alone: ledger, annotations, index; no network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flows.pipeline import read_captures
from flows.progress import Event, Progress, Tally, Trouble, silent
from flows.publishing import publish
from flows.workshop import Workshop
from index.records import CaptureRecord


def rebuild_all(shop: Workshop, progress: Progress = silent) -> Tally:
    """Read every capture of the archive anew and fill a fresh index with what comes out.

    Searches go on in the old index until the new one is whole. Captures that the ledger does not
    know are recorded first, so it may have been lost.
    """
    tally = Tally()
    for place in shop.archive.damaged():
        tally.troubles.append(Trouble(place.file, "rebuild.damaged", str(place.offset)))
    captures = _captures(shop)
    while batch := list(islice(captures, shop.settings.batch)):
        tally.captures += len(batch)
        tally.add(read_captures(batch, shop.archive, shop.ledger, shop.portals, shop.reader))
        progress(Event("read", tally.captures, None, batch[-1].url))
    with shop.engine.rebuilding() as fresh:
        published = publish(shop.ledger, fresh, shop.settings, progress)
    tally.troubles.extend(published.troubles)
    return tally


def _captures(shop: Workshop) -> Iterator[CaptureRecord]:
    for location, capture in shop.archive.records():
        shop.keeping.record(location, capture)
        record = shop.ledger.capture_at(location)
        if record is not None:
            yield record
