"""Listings and pages become records; rules for every portal are tried on stored pages elsewhere."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.faults import FetchFault
from flows.listing import Item, absolute, attributes, iso_date, read_list, read_page
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
