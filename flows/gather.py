"""From a portal to captures: listings first, then each document with its companions and files.

A second harvest brings only what changed: see ``flows.capturing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from extract.reading.sniff import Form, sniff
from flows.capturing import capture
from flows.faults import FetchFault
from flows.fetch import Fetcher
from flows.keeping import About, Keeping
from flows.listing import Item, read_list, read_page
from flows.names import absolute, now
from flows.portal import Portal
from flows.progress import Event, Progress, Tally, Trouble, silent


@dataclass(frozen=True, slots=True)
class Found:
    """What the listings of a portal name."""

    items: tuple[Item, ...]
    tally: Tally


async def list_portal(
    portal: Portal, fetcher: Fetcher, keeping: Keeping, progress: Progress = silent
) -> Found:
    """Walk the portal's listings from its starts; each document is named once.

    A listing that fails or has no entry is a trouble; the others go on.
    """
    tally = Tally()
    left = [(urljoin(portal.homepage or "", start.url), start.list) for start in portal.starts]
    seen: set[str] = set()
    items: dict[str, Item] = {}
    while left and len(seen) < portal.list_pages and len(items) < portal.documents:
        link, name = left.pop(0)
        url = absolute(link, link)
        if url is None or url in seen:
            continue
        seen.add(url)
        rules = portal.lists[name]
        body = await _ask(url, About(kind="list", portal=portal.name), fetcher, keeping, tally)
        if body is None:
            continue
        try:
            listing = read_list(body, url, rules)
            if not listing.items:
                raise FetchFault("empty_list")
        except FetchFault as fault:
            tally.troubles.append(Trouble(url, fault.key, fault.detail))
            continue
        for item in listing.items:
            if rules.leads_to != "page":
                left.append((item.url, rules.leads_to))
            elif len(items) < portal.documents:
                items.setdefault(item.url, item)
        if listing.next_url:
            left.append((listing.next_url, name))
        progress(Event("list", len(seen), None, url))
    _remember_listing(portal, keeping, tally)
    return Found(tuple(items.values()), tally)


async def fetch_items(
    items: Sequence[Item],
    portal: Portal,
    fetcher: Fetcher,
    keeping: Keeping,
    progress: Progress = silent,
    done: int = 0,
    total: int | None = None,
) -> Tally:
    """Capture documents: page, companions, files, as the portal's ``keep`` says.

    ``done`` of ``total`` were captured by earlier batches.
    """
    tally = Tally()
    for item in items:
        await _fetch_item(item, portal, fetcher, keeping, tally)
        done += 1
        progress(Event("fetch", done, total, item.url))
    return tally


async def _fetch_item(
    item: Item, portal: Portal, fetcher: Fetcher, keeping: Keeping, tally: Tally
) -> None:
    stated = {"title": item.title, **dict(item.fields)} if item.title else dict(item.fields)
    for name, url in item.companions:
        about = About(name, "companion", portal.name, parent=item.url)
        body = await _ask(url, about, fetcher, keeping, tally)
        if body is not None:
            stated.update(read_page(body, url, portal.page).fields)
    files = item.attachments
    if not (portal.keep == "files" and files):
        about = About(portal=portal.name, listed=tuple(sorted(stated.items())))
        body = await _ask(item.url, about, fetcher, keeping, tally)
        if body is not None and sniff(body) is Form.HTML:
            page = read_page(body, item.url, portal.page)
            stated.update(page.fields)
            files = tuple(dict.fromkeys((*files, *page.attachments)))
    if portal.keep == "page":
        return
    for url in files:
        listed = tuple(sorted(stated.items()))
        about = About(portal=portal.name, listed=listed, parent=item.url)
        await _ask(url, about, fetcher, keeping, tally)


async def _ask(
    url: str, about: About, fetcher: Fetcher, keeping: Keeping, tally: Tally
) -> bytes | None:
    """The present bytes at ``url``, captured if they are new; None after a fault."""
    try:
        captured = await capture(url, about, fetcher, keeping)
    except FetchFault as fault:
        tally.troubles.append(Trouble(url, fault.key, fault.detail))
        return None
    tally.count(captured.outcome)
    return captured.body


def _remember_listing(portal: Portal, keeping: Keeping, tally: Tally) -> None:
    first = tally.troubles[0] if tally.troubles else None
    keeping.ledger.remember_listing(
        portal.name,
        now(),
        first.key.removeprefix("fetch.") if first else "ok",
        first.detail if first else "",
    )
