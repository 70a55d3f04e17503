"""Asking for one address and keeping what it answers.

Everything is asked for conditionally, with the tags of the last capture, so that only what changed
is sent; what a server says is unchanged is taken from the archive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.faults import FetchFault
from flows.fetch import OUTCOMES, Fetcher
from flows.keeping import About, Keeping
from flows.names import name_of, now
from index.holding import held
from index.records import Fetch, FetchOutcome


@dataclass(frozen=True, slots=True)
class Captured:
    """The present bytes at an address, and whether they are news."""

    body: bytes
    outcome: FetchOutcome


async def capture(url: str, about: About, fetcher: Fetcher, keeping: Keeping) -> Captured:
    """Ask for ``url``, a canonical address, and keep the answer; without a name it gets its own.

    Raises FetchFault; the ledger then knows how it ended.
    """
    known = keeping.ledger.remember_address(
        url, now(), about.portal, dict(about.listed) or None, about.parent
    )
    # Without the bytes, lost to damage, the answer must come whole.
    last = known.payload_sha256 and held(keeping.archive, keeping.ledger, known.payload_sha256)
    try:
        answer = await fetcher.get(
            url, known.etag if last else None, known.last_modified if last else None
        )
    except FetchFault as fault:
        keeping.ledger.remember_fetch(
            Fetch(
                url=url,
                fetched_at=now(),
                outcome=OUTCOMES.get(fault.reason, FetchOutcome.FAILED),
                reason=fault.reason,
                detail=fault.detail,
                http_status=fault.status,
            )
        )
        raise
    body = last[1] if answer.status == 304 and last else answer.body
    about = replace(about, name=about.name or name_of(answer.final_url))
    outcome = keeping.keep(url, now(), body, about, answer.status, answer.headers)
    return Captured(body, outcome)
