"""The ledger: verbs can be repeated, versions are kept, nothing is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from extract.model import Document, Header, Outcome, Stated
from index.archive import Location
from index.database import LedgerOutdated, LedgerUnavailable
from index.encoding import unpack
from index.ledger import Ledger
from index.records import Fetch, FetchOutcome, PortalRecord, Stored, document_id

NOON = datetime(2023, 9, 14, 12, tzinfo=UTC)
PAGE = "https://a.example/1"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.sqlite"
    server = make_url(request.getfixturevalue("postgresql"))
    name = f"ledger_{uuid4().hex}"
    engine = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    ledger = Ledger(address)
    yield ledger
    ledger.close()


def capture(ledger: Ledger, hours: int = 0, url: str = PAGE, sha: str = "a") -> int:
    fetch = Fetch(url, NOON + timedelta(hours=hours), FetchOutcome.NEW, payload_sha256=sha * 64)
    return ledger.record_capture(
        fetch, size=1, archive_file=url, archive_offset=hours, portal="mau"
    ).id


def store(ledger: Ledger, capture_id: int, text: str, rules: str = "1", **header: str) -> Stored:
    stated = {name: Stated(value) for name, value in header.items()}
    document = Document(PAGE, text, header=Header(**stated))
    return ledger.store_version(capture_id, document, text_sha256=text, rules=rules, at=NOON)


def test_recording_twice_is_recording_once(ledger: Ledger) -> None:
    assert capture(ledger) == capture(ledger)
    assert ledger.counts()["capture"] == 1
    assert ledger.counts()["address"] == 1


def test_the_same_text_is_no_new_version(ledger: Ledger) -> None:
    first, second = capture(ledger), capture(ledger, 1, sha="b")
    assert store(ledger, first, "một") is Stored.NEW
    assert store(ledger, first, "một") is Stored.UNCHANGED
    assert store(ledger, second, "một") is Stored.UNCHANGED
    assert len(ledger.versions(document_id(PAGE))) == 1
    assert [item.version for item in ledger.captures(PAGE)] == [1, 1]


def test_what_is_now_stated_of_the_same_text_is_taken_over(ledger: Ledger) -> None:
    first, second = capture(ledger), capture(ledger, 1)
    store(ledger, first, "một", title="Một", status="Còn hiệu lực")
    ledger.published("engine", ledger.to_publish("engine"))
    assert store(ledger, second, "một", title="Một", status="Hết hiệu lực") is Stored.REPLACED
    (version,) = ledger.versions(document_id(PAGE))
    held = ledger.annotated(version.id)
    assert held is not None
    assert held.header.status.value == "Hết hiệu lực"
    assert (version.capture, version.revision, ledger.waiting("engine")) == (second, 2, 1)


def test_other_text_is_a_new_version_and_the_old_one_stays(ledger: Ledger) -> None:
    first, second = capture(ledger), capture(ledger, 1, sha="b")
    store(ledger, first, "một", title="Một")
    assert store(ledger, second, "hai", title="Hai") is Stored.CHANGED
    versions = ledger.versions(document_id(PAGE))
    assert [item.capture for item in versions] == [first, second]
    old = ledger.annotated(versions[0].id)
    assert old is not None
    assert old.text == "một"
    record = ledger.document(document_id(PAGE))
    assert record is not None
    assert (record.title, record.version) == ("Hai", versions[1].id)


@pytest.mark.parametrize("older", ["một", "hai"])
def test_an_older_capture_read_later_stands_before_the_current_one(
    ledger: Ledger, older: str
) -> None:
    first, second = capture(ledger), capture(ledger, 1, sha="b")
    store(ledger, second, "hai", title="Hai")
    assert store(ledger, first, older, title="Một") is Stored.CHANGED
    assert [item.capture for item in ledger.versions(document_id(PAGE))] == [first, second]
    record = ledger.document(document_id(PAGE))
    assert record is not None
    assert record.title == "Hai"


def test_both_slugs_of_a_document_lead_to_it(ledger: Ledger) -> None:
    first, second = capture(ledger), capture(ledger, 1, sha="b")
    store(ledger, first, "một", number="12/KH-UBND", place="tỉnh Bắc Giang")
    store(ledger, second, "hai", number="21/KH-UBND", place="tỉnh Bắc Giang")
    for name in ("12-kh-ubnd-bac-giang", "21-kh-ubnd-bac-giang", document_id(PAGE)):
        record = ledger.document(name)
        assert record is not None
        assert record.slug == "21-kh-ubnd-bac-giang"


def test_two_documents_of_one_name_have_two_slugs(ledger: Ledger) -> None:
    other = "https://b.example/1"
    store(ledger, capture(ledger), "một", number="12/KH-UBND")
    number = capture(ledger, url=other)
    store(ledger, number, "hai", number="12/KH-UBND")
    slugs = {item.slug for item in ledger.documents()}
    assert slugs == {"12-kh-ubnd", f"12-kh-ubnd-{document_id(other)}"}


def test_newer_rules_replace_the_annotation_and_publish_it_again(ledger: Ledger) -> None:
    number = capture(ledger)
    store(ledger, number, "một")
    waiting = ledger.to_publish("engine")
    assert ledger.waiting("engine") == 1
    ledger.published("engine", waiting)
    assert ledger.to_publish("engine") == ()
    assert ledger.waiting("engine") == 0
    assert [item.id for item in ledger.to_read("2")] == [number]
    assert store(ledger, number, "một hai", rules="2") is Stored.REPLACED
    assert [item.revision for item in ledger.to_publish("engine")] == [2]
    assert ledger.to_read("2") == ()


def test_documents_are_handed_to_an_engine_batch_after_batch(ledger: Ledger) -> None:
    texts = {f"https://a.example/{at}": f"văn bản {at}" for at in range(7)}
    for url, text in texts.items():
        store(ledger, capture(ledger, url=url), text)
    handed, last = {}, ""
    while versions := ledger.to_publish("engine", limit=3, after=last):
        for record, packed in ledger.held(versions):
            handed[record.url] = unpack(packed).text
        ledger.published("engine", versions)
        last = versions[-1].document
    assert handed == texts
    assert list(ledger.held(())) == []
    assert ledger.to_publish("engine") == ()


def test_what_one_engine_has_says_nothing_of_another(ledger: Ledger) -> None:
    store(ledger, capture(ledger), "một")
    ledger.published("first", ledger.to_publish("first"))
    assert len(ledger.to_publish("second")) == 1


def test_failures_stand_until_something_succeeds(ledger: Ledger) -> None:
    ledger.remember_fetch(Fetch(PAGE, NOON, FetchOutcome.MISSING, "not_found", http_status=404))
    assert [(item.stage, item.outcome) for item in ledger.failures()] == [("fetch", "missing")]
    number = capture(ledger, 1)
    assert ledger.failures() == ()
    ledger.store_failure(number, "1", Outcome.UNREADABLE, "truncated", "trang 3")
    assert [(item.stage, item.detail) for item in ledger.failures()] == [("read", "trang 3")]
    store(ledger, capture(ledger, 2, sha="b"), "một")
    assert ledger.failures() == ()


def test_a_failed_fetch_keeps_what_makes_the_next_one_conditional(ledger: Ledger) -> None:
    fetch = Fetch(PAGE, NOON, FetchOutcome.NEW, etag='"1"', payload_sha256="a" * 64)
    ledger.record_capture(fetch, size=1, archive_file="a", archive_offset=0)
    ledger.remember_fetch(Fetch(PAGE, NOON + timedelta(hours=1), FetchOutcome.FAILED, "timeout"))
    address = ledger.address(PAGE)
    assert address is not None
    assert (address.etag, address.payload_sha256) == ('"1"', "a" * 64)
    assert (address.outcome, address.reason) == (FetchOutcome.FAILED, "timeout")


def test_a_new_capture_without_a_tag_forgets_the_old_one(ledger: Ledger) -> None:
    for hours, etag in enumerate(('"1"', None)):
        fetch = Fetch(PAGE, NOON + timedelta(hours=hours), FetchOutcome.CHANGED, etag=etag,
                      payload_sha256=f"{hours:064}")  # fmt: skip
        ledger.record_capture(fetch, size=1, archive_file="a", archive_offset=hours)
    address = ledger.address(PAGE)
    assert address is not None
    assert (address.etag, address.payload_sha256) == (None, f"{1:064}")


def test_registering_a_portal_again_keeps_its_history(ledger: Ledger) -> None:
    ledger.register_portal(PortalRecord("mau", "Cổng mẫu", "https://a.example"))
    ledger.remember_listing("mau", NOON, "ok")
    capture(ledger)
    ledger.register_portal(PortalRecord("mau", "Cổng thông tin mẫu", "https://a.example"))
    (portal,) = ledger.portals()
    assert portal.title == "Cổng thông tin mẫu"
    assert (portal.listed_at, portal.changed_at) == (NOON, NOON)


def test_a_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="time zone"):
        ledger.remember_address(PAGE, datetime(2023, 9, 14))


def test_readers_see_the_ledger_while_someone_writes(ledger: Ledger, address: str) -> None:
    store(ledger, capture(ledger), "một")
    other = Ledger(address)
    with ledger._writing.begin() as connection:
        connection.exec_driver_sql("UPDATE document SET title = 'đang ghi'")
        record = other.document(document_id(PAGE))
    assert record is not None
    assert record.title is None
    other.close()


def test_what_a_server_or_a_file_states_may_be_odd(ledger: Ledger) -> None:
    odd = "x" * 500 + "\0\ud800"
    fetch = Fetch(f"{PAGE}?{'%E1%BB%9D' * 200}", NOON, FetchOutcome.NEW, etag=odd,
                  payload_sha256="a" * 64)  # fmt: skip
    kept = ledger.record_capture(
        fetch, size=1, archive_file="a", archive_offset=0, media_type=odd, facts={"name": odd}
    )
    store(ledger, kept.id, "một", title="a\0", number="1" * 500, issued_on="x" * 500)
    ledger.store_failure(kept.id, "1", Outcome.UNREADABLE, odd, odd)
    ledger.start_run("harvest", NOON, odd)
    assert ledger.failures()[0].detail == "x" * 500 + "\ufffd?"
    assert ledger.documents()[0].title == "a\ufffd"


def test_writers_side_by_side_lose_nothing(ledger: Ledger, address: str) -> None:
    def write(first: int) -> None:
        own = Ledger(address)
        for number in range(first, first + 20):
            url = f"https://a.example/{number % 30}"
            own.remember_address(url, NOON, "mau")
            store(own, capture(own, number, url, f"{number:064x}"[-1]), f"văn bản {number}")
        own.close()

    with ThreadPoolExecutor() as pool:
        list(pool.map(write, (0, 20, 40, 60)))
    assert ledger.counts() == {
        "portal": 0, "address": 30, "capture": 80, "document": 30, "version": 80,
    }  # fmt: skip


def test_counts_by_portal_and_places_of_the_archive(ledger: Ledger) -> None:
    for number, portal in enumerate(["mau", "mau", None]):
        url = f"https://a.example/{number}"
        ledger.remember_address(url, NOON, portal)
        fetch = Fetch(url, NOON, FetchOutcome.NEW, payload_sha256=f"{number:064}")
        kept = ledger.record_capture(
            fetch, size=1, archive_file=f"{number // 2}", archive_offset=9 - number, portal=portal
        )
        store(ledger, kept.id, f"văn bản {number}")
    assert ledger.by_portal("address") == ledger.by_portal("document") == {"mau": 2}
    assert ledger.last_archived() == Location("1", 7)
    found = ledger.capture_at(Location("0", 8))
    assert found is not None
    assert found.url == "https://a.example/1"
    assert ledger.capture_at(Location("1", 8)) is None


def test_tables_of_another_version_are_refused(ledger: Ledger, address: str) -> None:
    with ledger._writing.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE run DROP COLUMN counts")
    with pytest.raises(LedgerOutdated, match=r"run\.counts"):
        Ledger(address)


def test_a_database_that_cannot_be_used_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"no database" * 500)
    for address in (f"sqlite:///{tmp_path}/noise", f"postgresql+psycopg://a@/b?host={tmp_path}"):
        with pytest.raises(LedgerUnavailable):
            Ledger(address)
