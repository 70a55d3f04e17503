"""Citations, addresses, feeds, calendars and pictures made from library values."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from extract.data_files import read_yaml
from extract.model import Deadline, Instrument
from index.answers import Card, Excerpt, Fact, Hit
from index.central import is_central
from search_ui import asking, feeds
from search_ui.addresses import address, document_address, original_address
from search_ui.citation import bibtex, citation
from search_ui.ical import calendar
from search_ui.page import clip, marked
from search_ui.plain import plain
from search_ui.tile_map import tiles

CARD = Card(
    "0123456789ab",
    "12-kh-ubnd-mau-2023",
    "https://example.org/kh-12.html",
    title="Kế hoạch năm học",
    number="12/KH-UBND",
    type="Kế hoạch",
    issuer="Ủy ban nhân dân tỉnh Mẫu",
    issued_on="2023-09-14",
)
SENTENCE = Excerpt(10, 40, "Các trường báo cáo trước 15/10.", ((15, 22),))


def test_a_citation_leaves_out_what_is_not_known() -> None:
    quoted = Excerpt(0, 9, "lời\ntrích", item="mục II.4.a")
    whole = citation(CARD, "vi", "https://x/van-ban/a", quoted)
    assert whole == (
        "Ủy ban nhân dân tỉnh Mẫu, Kế hoạch số 12/KH-UBND ngày 14/9/2023, Kế hoạch năm học,"
        " mục II.4.a."
        " “lời trích”. https://x/van-ban/a"
    )
    assert citation(Card("a", "", "u", title="Tin"), "vi", "https://x") == "Tin. https://x"


def test_a_news_page_is_cited_by_its_day_and_address_with_the_copy() -> None:
    page = Card("a", "", "https://a.vn/tin", title="Họp giao ban", published_on="2023-03-31")
    quoted = Excerpt(0, 9, "Còn chậm.")
    assert citation(page, "vi", "https://x/1", quoted) == (
        "Họp giao ban, đăng ngày 31/3/2023. “Còn chậm.” https://a.vn/tin (bản lưu: https://x/1)"
    )


def test_bibtex_escapes_what_it_would_run() -> None:
    entry = bibtex(Instrument("/akn/x", "1-qd", "Quyết định", "1/QĐ", name="50% & {Đề án}_x"))
    assert entry.startswith("@misc{1-qd,\n")
    assert r"50\% \& \{Đề án\}\_x" in entry
    assert entry.endswith("}\n")


def test_addresses_drop_what_is_empty_and_keep_the_language() -> None:
    assert address("/tim", q="a b", noi="", trang=None, khung=False) == "/tim?q=a+b"
    assert address("/tim", "en", nay=True) == "/tim?nay=1&lang=en"
    assert address("/so-hieu/24/2021/NĐ-CP") == "/so-hieu/24/2021/N%C4%90-CP"
    assert document_address(CARD, (3, 9)) == "/van-ban/12-kh-ubnd-mau-2023?doan=3-9#doan"


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("https://a.vn/x.pdf", 3, "https://a.vn/x.pdf#page=3"),
        ("https://a.vn/x#old", None, "https://a.vn/x#:~:text=n%C4%83m%202022%2D2023"),
        ("file:///tmp/x.txt", None, None),
        ("javascript:alert(1)", None, None),
    ],
)
def test_the_original_is_shown_at_the_words(
    url: str, page: int | None, expected: str | None
) -> None:
    assert original_address(url, "năm 2022-2023", page) == expected


def test_a_long_sentence_is_clipped_around_what_matters() -> None:
    text = "từ " * 200 + "đích" + " sau" * 200
    start = text.index("đích")
    short = clip(Excerpt(100, 100 + len(text), text, ((start, start + 4),)))
    assert len(short.text) < 430
    (span,) = short.marks
    assert short.text[slice(*span)] == "đích"
    assert short.text.startswith("… ")
    assert (short.start, short.end) == (100, 100 + len(text))
    assert clip(SENTENCE) is SENTENCE


def test_cells_of_a_table_row_are_kept_apart() -> None:
    html = marked(Excerpt(0, 7, "1\t<b>\tx", ((2, 5),)))
    assert html == '1<span class="tab">\t</span><mark>&lt;b&gt;</mark><span class="tab">\t</span>x'


def test_a_spreadsheet_runs_no_foreign_formula() -> None:
    answer = feeds.table(["a", "b"], [["=1+1", None], ["-2", 3], ["@x", "y"], ["=", "-"]], "t")
    assert bytes(answer.body).decode("utf-8-sig").splitlines() == [
        "a,b",
        "'=1+1,",
        "'-2,3",
        "'@x,y",
        "=,-",
    ]


def test_a_feed_is_well_formed_whatever_the_text() -> None:
    fact = Fact("sentence", CARD, Excerpt(0, 9, "a <b> & \x08c"))
    card = replace(CARD, title="Kế \x08hoạch", issuer="Sở\x0b")
    answer = feeds.atom(
        "t <&>", "https://x/tim.atom?a=1&b=2", "https://x", [Hit(card, 1.0, None, (fact,))]
    )
    root = ElementTree.fromstring(bytes(answer.body))
    space = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{space}entry")
    assert entry is not None
    assert entry.findtext(f"{space}updated") == "2023-09-14T00:00:00Z"
    assert entry.findtext(f"{space}summary") == "a <b> & c"


def test_events_keep_their_identity_and_say_when_they_are_vague() -> None:
    exact = Deadline(
        20, 30, "trước 15/10", "r", value="2023-10-15", due_on=date(2023, 10, 15),
        task="báo cáo", lead=("Các trường",),
    )  # fmt: skip
    vague = Deadline(
        31, 40, "cuối năm học", "r", due_on=date(2024, 5, 31), vague=True, task="tổng kết",
        recurrence="FREQ=YEARLY;BYMONTH=5",
    )  # fmt: skip
    hourly = replace(exact, value="2023-10-15T17:30")
    facts = [
        Fact("deadline", CARD, SENTENCE, one, duty=number)
        for number, one in enumerate((exact, vague, hourly))
    ]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    read = Calendar.from_ical(calendar(facts, "vi", "https://x", "Lịch\n ATTENDEE:x", now))
    assert str(read["x-wr-calname"]) == "Lịch ATTENDEE:x"
    first, second, third = read.walk("VEVENT")
    assert [one["uid"] for one in (first, second, third)] == [f"{n}@danchieu" for n in range(3)]
    assert third["dtstart"].dt == datetime(2023, 10, 15, 10, 30, tzinfo=UTC)
    assert first["summary"] == "Các trường: báo cáo"
    assert first["dtstart"].dt == date(2023, 10, 15)
    assert first["url"] == "https://x/van-ban/12-kh-ubnd-mau-2023?doan=10-40#doan"
    assert second["summary"] == "tổng kết (cuối năm học)"
    assert second["rrule"]["FREQ"] == ["YEARLY"]


@pytest.mark.parametrize(
    ("rule", "issued_on", "first"),
    [
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "2023-09-14", date(2023, 12, 15)),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "2023-09-14", date(2024, 6, 15)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-02-10", date(2024, 2, 29)),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=14", "2023-09-14", date(2023, 9, 14)),
        ("FREQ=YEARLY", "2023-09-14", None),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "2023-09", None),
        ("FREQ=MONTHLY;BYMONTHDAY=25", None, None),
    ],
)
def test_a_recurrence_begins_where_its_document_does(
    rule: str, issued_on: str | None, first: date | None
) -> None:
    due = Deadline(20, 30, "ngày 15/12 hằng năm", "r", recurrence=rule, task="báo cáo")
    fact = Fact("deadline", replace(CARD, issued_on=issued_on), SENTENCE, due)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    events = Calendar.from_ical(calendar([fact], "vi", "", "Lịch", now)).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == ([first] if first else [])
    assert all(event["summary"] == "báo cáo (ngày 15/12 hằng năm)" for event in events)


def test_json_carries_the_page_and_iso_dates() -> None:
    due = Deadline(20, 30, "x", "r", due_on=date(2023, 10, 15))
    shape = plain(Fact("deadline", CARD, SENTENCE, due))
    assert shape["page"] == "/van-ban/12-kh-ubnd-mau-2023?doan=10-40#doan"
    assert shape["document"]["page"] == "/van-ban/12-kh-ubnd-mau-2023"
    assert shape["annotation"]["due_on"] == "2023-10-15"
    assert shape["annotation"]["value"] is None


def test_the_tiles_are_where_the_data_says_and_link_only_where_something_is() -> None:
    data = read_yaml("search_ui", "data/tiles.yaml")
    for example in data["examples"]:
        assert data[example["set"]][example["place"]] == example["tile"]
    for name in ("until_2025", "since_2025"):
        places = [tuple(one) for one in data[name].values()]
        assert len(places) == len(set(places)), "two provinces on one tile"
    assert (len(data["until_2025"]), len(data["since_2025"])) == (63, 34)
    svg = tiles(
        {"binh-thuan": 7},
        "until_2025",
        link=lambda place: f"/tim?noi={place}",
        label="<nhãn>",
        describe=lambda place, count: f"{place}: {count}",
    )
    assert svg.count("<a ") == 1
    assert 'class="many" href="/tim?noi=binh-thuan" aria-label="BT: Tỉnh Bình Thuận: 7"' in svg
    assert "<nhãn>" not in svg


@pytest.mark.parametrize(
    ("issuer", "central"),
    [
        ("Bộ Giáo dục và Đào tạo", True),
        ("Thủ tướng Chính phủ", True),
        ("Ủy ban nhân dân tỉnh Bình Thuận", False),
        ("Sở Giáo dục và Đào tạo", False),
        (None, False),
    ],
)
def test_a_province_is_not_missing_from_a_national_body(issuer: str | None, central: bool) -> None:
    assert is_central(issuer) is central


def test_pages_end_where_they_can_be_asked_for() -> None:
    assert [asking.pages(total, 20) for total in (0, 1, 20, 21, 10**6)] == [0, 1, 1, 2, 500]
