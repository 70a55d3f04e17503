"""Listings and pages become records; rules for every portal are tried on stored pages elsewhere."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from extract.reading.letter_codes import decode
from flows.attributes import attributes, iso_date
from flows.faults import FetchFault
from flows.listing import Item, read_list, read_page
from flows.names import absolute
from flows.portal import ListRules, PageRules, Pick


@pytest.mark.parametrize(
    ("html", "fields"),
    [
        (
            "<table><tr><td>Số ký hiệu</td><td>12/KH-SGDĐT</td>"
            "<td>Ngày ban hành</td><td>05/9/2023</td></tr></table>",
            {"number": "12/KH-SGDĐT", "issued_on": "2023-09-05"},
        ),
        (
            "<table><tr><th>Số/Ký hiệu:</th><td>12/KH-SGDĐT</td></tr>"
            "<tr><th>Trích yếu</th><td>Kế hoạch  năm\n học</td></tr></table>",
            {"number": "12/KH-SGDĐT", "title": "Kế hoạch năm học"},
        ),
        (
            "<table><tr><td>Cơ quan ban hành/ Chức danh / Người ký</td><td>Sở A</td>"
            "<td>Giám đốc</td><td>Lê B</td></tr></table>",
            {"issuer": "Sở A", "capacity": "Giám đốc", "signer": "Lê B"},
        ),
        (
            "<table><tr><td colspan=4>Tình trạng hiệu lực: Còn hiệu lực</td></tr></table>",
            {"status": "Còn hiệu lực"},
        ),
        ("<dl><dt>Người ký</dt><dd>Lê B</dd><dt>Ngày ký</dt><dd>31/02/2023</dd></dl>",
         {"signer": "Lê B"}),
        ("<p><span>Loại văn bản: </span> <a>Kế hoạch</a></p>", {"type": "Kế hoạch"}),
        ("<p><label>Hiệu lực:</label>01/01/2017</p>", {}),
        ("<table><tr><td>Ngày ban hành</td><td></td><td>Người ký</td><td>Lê B</td></tr></table>",
         {"signer": "Lê B"}),
        ("<table><tr><td>Người ký</td><td>Đang cập nhật</td></tr></table>", {}),
        ("<table><tr><td><table><tr><td>Số hiệu</td><td>1/KH-UBND</td></tr></table></td></tr>"
         "</table>", {"number": "1/KH-UBND"}),
        ("<p>Số lượng: 15</p>", {}),
    ],
)  # fmt: skip
def test_labels_name_the_cells_after_them(html: str, fields: dict[str, str]) -> None:
    assert dict(attributes(LexborHTMLParser(html))) == fields


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16:51, Thứ Tư, 21-9-2022", "2022-09-21"),
        ("07/09/2022 04:25:20", "2022-09-07"),
        ("2023-11-06T08:00:00+07:00", "2023-11-06"),
        ("Mon, 06 Nov 2023 08:00:00 +0700", "2023-11-06"),
        ("30/02/2023", None),
        ("3461/KH-UBND", None),
        ("1/2/20234", None),
        ("", None),
    ],
)
def test_a_day_is_read_or_left_unknown(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("b.html#top", "https://mau.vn/a/b.html"),
        ("//khac.vn/x y", "https://khac.vn/x%20y"),
        ("HTTPS://MAU.VN:443/kế", "https://mau.vn/k%E1%BA%BF"),
        ("/tep.pdf?so=1/KH&ten=kế", "https://mau.vn/tep.pdf?so=1/KH&ten=k%E1%BA%BF"),
        ("javascript:void(0)", None),
        ("mailto:a@b.vn", None),
        ("http://", None),
        ("http://a:b:c/", None),
        ("  ", None),
        (None, None),
    ],
)
def test_addresses_are_canonical(link: str | None, address: str | None) -> None:
    assert absolute("https://mau.vn/a/c.html", link) == address


def test_entries_without_a_usable_link_are_left_out() -> None:
    html = b"<ul><li><a href='/1'>Mot</a></li><li><a href='#'>Hai</a></li><li>Ba</li></ul>"
    rules = ListRules(items="li", link=Pick("a", "href", "^(/.+)$"))
    assert read_list(html, "https://mau.vn/", rules).items == (Item("https://mau.vn/1", "Mot"),)


def test_a_list_whose_next_page_is_itself_ends() -> None:
    html = b"<a class=n href='?p=2'>Sau</a>"
    rules = ListRules(items="li", next=Pick(".n", "href"))
    assert read_list(html, "https://mau.vn/?p=1", rules).next_url == "https://mau.vn/?p=2"
    assert read_list(html, "https://mau.vn/?p=2", rules).next_url is None


@pytest.mark.parametrize(
    ("rules", "data", "reason"),
    [
        (ListRules(items="", format="json"), b"<html>", "not_json"),
        (ListRules(items="posts", format="json"), b"{}", "not_json"),
        (ListRules(items="item", format="rss"), b"<rss><item>", "not_rss"),
    ],
)
def test_a_list_of_another_kind_is_a_fault(rules: ListRules, data: bytes, reason: str) -> None:
    with pytest.raises(FetchFault) as caught:
        read_list(data, "https://mau.vn/", rules)
    assert caught.value.reason == reason


def test_an_rss_entity_is_not_opened() -> None:
    feed = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<rss><item><title>&x;Tin</title><link>https://mau.vn/1</link></item></rss>"
    )
    rules = ListRules(items="item", format="rss", link=Pick("link"))
    assert read_list(feed, "https://mau.vn/", rules).items[0].title == "&x;Tin"


def test_noise_gives_no_records() -> None:
    noise = bytes(range(256)) * 20
    assert read_list(noise, "https://mau.vn/", ListRules(items="li")).items == ()
    assert read_page(noise, "https://mau.vn/", PageRules()).fields == ()


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "page",
    [b"<div>" * 200_000, b"<b>" * 200_000, b"<span><b>So hieu:</b>" * 50_000, b"<i " * 2_000_000],
    ids=["div", "b", "labels", "unclosed"],
)
def test_a_page_made_to_stall_is_left_alone(page: bytes) -> None:
    assert read_page(page, "https://mau.vn/", PageRules()).fields == ()
    with pytest.raises(FetchFault) as caught:
        read_list(page, "https://mau.vn/", ListRules(items="li"))
    assert caught.value.reason == "page_limits"


@pytest.mark.parametrize(
    "link",
    ["http://ổ" + "a" * 80 + ".vn/", "http://a..ổ.vn/", "http://a\0b.vn/", "http://mau.vn/\udc80",
     "http://mau vn/", "http://mau.vn:99999/", "http://mau.vn/" + "x" * 3_000],
)  # fmt: skip
def test_what_no_request_can_be_made_to_is_no_address(link: str) -> None:
    assert absolute("https://mau.vn/", link) is None


@pytest.mark.parametrize(
    "text",
    ["Mon, 1 Jan 2024 00:00:00 +99999999999999", "1 Jan 99999999999999999999 00:00:00 +0000",
     "31/02/2024", "Jan", ""],
)  # fmt: skip
def test_what_no_calendar_has_is_no_day(text: str) -> None:
    assert iso_date(text) is None


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "undefined", "base64", "utf-16", "no-such"]
)
def test_a_page_that_declares_a_wrong_encoding_is_still_text(charset: str) -> None:
    assert "Sở" in decode(f"<meta charset={charset}>Sở".encode() + b"\xff")


def test_json_nested_without_end_is_a_fault() -> None:
    with pytest.raises(FetchFault) as caught:
        read_list(b"[" * 200_000, "https://mau.vn/", ListRules(items="", format="json"))
    assert caught.value.reason == "not_json"


def test_a_feed_may_stand_behind_blank_lines() -> None:
    feed = b"\xef\xbb\xbf\r\n<?xml version='1.0'?><rss><item><link>https://mau.vn/1</link></item></rss>"
    rules = ListRules(items="item", format="rss", link=Pick("link"))
    assert read_list(feed, "https://mau.vn/", rules).items[0].url == "https://mau.vn/1"


@pytest.mark.timeout(20)
def test_a_pattern_is_tried_on_the_beginning_of_a_long_text_only() -> None:
    page = b"<li><a href='/1'>" + b"1" * 400_000 + b"</a></li>"
    rules = ListRules(items="li", fields={"number": Pick("a", pattern=r"(\d\S*/\S+)$")})
    assert read_list(page, "https://mau.vn/", rules).items[0].fields == ()
