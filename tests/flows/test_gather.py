"""Gathering a portal without Prefect: what is asked for, what is kept, what is skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.fetch import Fetcher
from flows.gather import fetch_items, list_portal
from flows.keeping import About, Keeping
from flows.names import now
from flows.portal import Pick, Portal, Start, load_portal
from flows.progress import Event, Tally
from flows.settings import FlowSettings
from flows.workshop import register_portals
from index.archive import Archive
from index.holding import held
from index.ledger import Ledger
from index.records import FetchOutcome
from tests.samples.build import build
from tests.samples.demo import PORTAL, portal_at
from tests.samples.server import PortalServer, serving

SETTINGS = FlowSettings(fetch_backoff_seconds=0.01)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    build(folder)
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[PortalServer]:
    with serving(site) as server:
        yield server


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Keeping]:
    with Archive(tmp_path / "archive", writable=True) as archive:
        ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
        yield Keeping(archive, ledger)
        ledger.close()


@pytest.fixture
def portal(server: PortalServer, tmp_path: Path) -> Portal:
    portal_at(server, tmp_path / "portals")
    return load_portal(tmp_path / "portals" / PORTAL.name)


def gather(portal: Portal, keeping: Keeping, told: list[Event] | None = None) -> Tally:
    async def run() -> Tally:
        internal = urlsplit(portal.homepage or "").netloc
        async with Fetcher(SETTINGS, internal=internal) as fetcher:
            found = await list_portal(portal, fetcher, keeping)
            tally = found.tally
            progress = (told if told is not None else []).append
            tally.add(await fetch_items(found.items, portal, fetcher, keeping, progress))
            return tally

    return asyncio.run(run())


def kinds(keeping: Keeping) -> dict[str, int]:
    counted: dict[str, int] = {}
    for capture in keeping.ledger.to_read("none"):
        kind = str(capture.facts["kind"])
        counted[kind] = counted.get(kind, 0) + 1
    return counted


def test_everything_listed_is_captured_once(portal: Portal, keeping: Keeping) -> None:
    told: list[Event] = []
    tally = gather(portal, keeping, told)
    assert kinds(keeping) == {"list": 4, "document": 15 + 5}  # 15 pages, 5 files
    assert tally.captures == 24
    assert {trouble.key for trouble in tally.troubles} == {"fetch.missing", "fetch.challenge"}
    assert [event.done for event in told] == list(range(1, 18))
    again = gather(portal, keeping)
    assert (again.captures, again.unchanged) == (0, 24)
    assert len(list(keeping.archive.records())) == 24


@pytest.mark.timeout(60)
def test_pages_that_lead_back_to_pages_seen_end_the_listing(
    portal: Portal, keeping: Keeping
) -> None:
    # The first link between pages: on the first page to the second, on the second to the first.
    rules = replace(portal.lists["documents"], next=Pick(".phan-trang a", "href"))
    gather(replace(portal, lists={**portal.lists, "documents": rules}), keeping)
    assert kinds(keeping)["list"] == 3


def test_what_the_first_listing_says_of_a_document_counts(portal: Portal, keeping: Keeping) -> None:
    bare = replace(portal.lists["documents"], fields={})
    starts = (*portal.starts, Start(f"{portal.homepage}van-ban/?bare", "bare"))
    gather(replace(portal, lists={**portal.lists, "bare": bare}, starts=starts), keeping)
    address = keeping.ledger.address(f"{portal.homepage}van-ban/kh-3461-ubnd.html")
    assert address is not None
    assert address.listed["number"] == "3461/KH-UBND"


def test_a_file_carries_what_its_page_and_the_listing_say(portal: Portal, keeping: Keeping) -> None:
    gather(portal, keeping)
    (pdf,) = [
        each for each in keeping.ledger.to_read("none") if each.url.endswith("kh-3461-ubnd.pdf")
    ]
    listed = dict(pdf.facts["listed"])  # type: ignore[call-overload]
    assert listed["number"] == "3461/KH-UBND"
    assert listed["issued_on"] == "2023-09-14"
    assert listed["signer"] == "Nguyễn Minh"
    assert "status" not in listed  # a placeholder
    assert str(pdf.facts["parent"]).endswith("/van-ban/kh-3461-ubnd.html")


def test_what_a_portal_states_otherwise_of_the_same_bytes_is_kept(keeping: Keeping) -> None:
    url, body = "https://mau.vn/kh.pdf", b"%PDF-1.4"

    def keep(**listed: str) -> tuple[FetchOutcome, int, dict[str, str]]:
        about = About(portal="mau", listed=tuple(sorted(listed.items())))
        outcome = keeping.keep(url, now(), body, about, 200, ())
        captures = keeping.ledger.captures(url)
        return outcome, len(captures), dict(About.of(captures[-1].facts).listed)

    said = {"number": "12/KH-UBND", "status": "Còn hiệu lực"}
    assert keep(**said) == (FetchOutcome.NEW, 1, said)
    assert keep(**said) == keep() == keep(number="12/KH-UBND") == (FetchOutcome.UNCHANGED, 1, said)
    ended = {**said, "status": "Hết hiệu lực"}
    assert keep(status="Hết hiệu lực") == (FetchOutcome.UNCHANGED, 2, ended)
    assert keep(**ended) == (FetchOutcome.UNCHANGED, 2, ended)
    assert [capture.body for _, capture in keeping.archive.records()] == [body, body]


def test_a_listing_is_no_news_of_its_portal(portal: Portal, keeping: Keeping) -> None:
    register_portals(keeping.ledger, {portal.name: portal})
    url = f"{portal.homepage}van-ban/"
    keeping.keep(url, now(), b"<li>1", About(kind="list", portal=portal.name))
    assert keeping.ledger.portals()[0].changed_at is None
    keeping.keep(url + "1", when := now(), b"<p>1", About(portal=portal.name))
    assert keeping.ledger.portals()[0].changed_at == when


def test_only_pages_or_only_so_many(portal: Portal, keeping: Keeping) -> None:
    gather(replace(portal, keep="page", list_pages=2, documents=4), keeping)
    assert kinds(keeping)["document"] == 4
    assert not [each for each in keeping.ledger.to_read("none") if "/tep/" in each.url]


def test_what_was_archived_but_not_recorded_is_recovered(
    portal: Portal, keeping: Keeping, tmp_path: Path
) -> None:
    gather(portal, keeping)
    before = [(each.url, each.sha256, each.facts) for each in keeping.ledger.to_read("none")]
    lost = Ledger(f"sqlite:///{tmp_path / 'other.sqlite'}")
    found = Keeping(keeping.archive, lost)
    assert found.recover() == 24
    assert found.recover() == 0
    assert [(each.url, each.sha256, each.facts) for each in lost.to_read("none")] == before
    lost.close()


def test_what_was_lost_to_damage_is_asked_for_and_kept_again(
    portal: Portal, keeping: Keeping
) -> None:
    gather(portal, keeping)
    lost = next(each for each in keeping.ledger.to_read("none") if each.url.endswith(".pdf"))
    path = keeping.archive.folder / lost.archive_file
    damaged = bytearray(path.read_bytes())
    damaged[lost.archive_offset + 400] ^= 0xFF
    path.write_bytes(damaged)
    assert held(keeping.archive, keeping.ledger, lost.sha256) is None
    assert gather(portal, keeping).captures == 0
    found = held(keeping.archive, keeping.ledger, lost.sha256)
    assert found is not None
    assert sha256(found[1]).hexdigest() == lost.sha256
    captures = len(keeping.ledger.to_read("none"))
    gather(portal, keeping)
    assert len(keeping.ledger.to_read("none")) == captures


def test_what_an_older_ledger_does_not_know_is_recovered_from_every_file(
    portal: Portal, keeping: Keeping, tmp_path: Path
) -> None:
    with Archive(tmp_path / "small", writable=True, roll_bytes=4_000) as archive:
        gather(portal, replace(keeping, archive=archive))
        assert len(archive.files()) > 3
        older = Ledger(f"sqlite:///{tmp_path / 'older.sqlite'}")
        known = replace(keeping, archive=archive, ledger=older)
        assert known.record(*next(archive.records()))
        assert known.recover() == 23
        older.close()


def test_a_portal_that_answers_nothing_is_remembered_as_such(
    portal: Portal, keeping: Keeping, server: PortalServer
) -> None:
    register_portals(keeping.ledger, {portal.name: portal})
    server.shutdown()
    server.server_close()
    tally = gather(portal, keeping)
    assert [trouble.key for trouble in tally.troubles] == ["fetch.no_answer"] * 2
    (record,) = keeping.ledger.portals()
    assert record.listed_outcome == "no_answer"
    address = keeping.ledger.address(f"{portal.homepage}van-ban/")
    assert address is not None
    assert address.outcome is FetchOutcome.FAILED


def test_a_listing_that_no_longer_fits_is_told(portal: Portal, keeping: Keeping) -> None:
    lists = {**portal.lists, "news": replace(portal.lists["news"], items="li.khac")}
    tally = gather(replace(portal, lists=lists), keeping)
    assert "fetch.empty_list" in {trouble.key for trouble in tally.troubles}
