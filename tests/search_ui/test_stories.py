"""The acceptance stories, in a browser, within three interactions, on the seeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.search_ui.visiting import Visitor, plain

MOST_INTERACTIONS = 3


@pytest.fixture(scope="module")
def stories(shared: Path) -> dict[str, dict[str, Any]]:
    path = shared / "acceptance" / "user_stories.json"
    return {story["id"]: story for story in json.loads(path.read_text(encoding="utf-8"))}


@pytest.fixture
def visitor(browser: Browser, seeds_reader: str) -> Iterator[Visitor]:
    context = browser.new_context(java_script_enabled=True, locale="vi-VN")
    context.set_default_timeout(10_000)
    someone = Visitor(context.new_page(), seeds_reader)
    someone.open()
    yield someone
    assert someone.interactions <= MOST_INTERACTIONS
    context.close()


def quotes(stories: dict[str, dict[str, Any]], story: str) -> list[str]:
    return [one["quote"] for one in stories[story]["evidence"] if "quote" in one]


def test_l1_every_citing_sentence_of_a_decree(visitor: Visitor, stories: Any) -> None:
    visitor.ask("24/2021/NĐ-CP")
    visitor.sees("Được dẫn bởi (1)")
    (article,) = visitor.page.locator("section[aria-labelledby=cited-by] article").all()
    for words in ("3461/KH-UBND", "Bình Thuận", "chú thích 4 ", "Mục II.2.d"):
        assert words in plain(article.inner_text())
    for quote in quotes(stories, "L1"):
        visitor.sees_highlighted(quote)


def test_l2_variants_of_one_citation_are_merged(visitor: Visitor, stories: Any) -> None:
    visitor.ask("Chỉ thị 05-CT/TW")
    visitor.sees("Được dẫn bởi (2)")
    for quote in quotes(stories, "L2"):
        visitor.sees_highlighted(quote)
    places = visitor.page.locator("section[aria-labelledby=cited-by] h3").all_inner_texts()
    assert sorted(places) == ["Bình Thuận (1)", "Hải Dương (1)"]
    undated = visitor.page.locator("article", has_text="khuyết ngày")
    assert undated.count() == 1
    assert "Tứ Kỳ" in undated.inner_text()
    (dated,) = visitor.page.locator("article", has_text="3461/KH-UBND").all()
    assert "ngày 15/5/2016" in dated.inner_text()


def test_l3_ministry_instruments_behind_a_provincial_plan(visitor: Visitor, stories: Any) -> None:
    visitor.ask("3461/KH-UBND")
    visitor.follow("Dẫn đi")
    visitor.follow("Bộ Giáo dục và Đào tạo", within="aside")
    for quote in quotes(stories, "L3"):
        visitor.sees_highlighted(quote)
    headings = " ".join(visitor.page.locator("ol.results h3 a").all_inner_texts())
    named = set(re.findall(r"\S+/\S+", headings))
    assert named == set(
        stories["L3"]["expected"].split(": ")[1].strip(".").replace("and ", "").split(", ")
    )
    visitor.open("/van-ban/3461-kh-ubnd-binh-thuan-2023?the=dan-di")
    visitor.sees("35 số hiệu")


def test_l4_look_alike_numbers_are_told_apart(visitor: Visitor, stories: Any) -> None:
    visitor.ask("chi thi 34")
    cards = visitor.page.locator(".doubles article")
    assert cards.count() == 2
    texts = " ".join(cards.all_inner_texts())
    for words in ("34/CT-TTg", "21/12/2021", "34-CT/TW", "30/5/1998"):
        assert words in texts
    for words in ("Thủ tướng Chính phủ", "quyền con người"):
        assert words in cards.filter(has_text="34/CT-TTg").inner_text()
    for words in ("Bộ Chính trị", "chính trị tư tưởng"):
        assert words in cards.filter(has_text="34-CT/TW").inner_text()
    for quote in quotes(stories, "L4"):
        visitor.sees_highlighted(quote)


def test_l6_the_legal_basis_of_a_number(visitor: Visitor, stories: Any) -> None:
    visitor.ask("19%")
    (figure,) = visitor.page.locator(".figure-card").all()
    card = figure.inner_text()
    for words in ("tối thiểu 19%", "30/2021/QĐ-TTg", "10/10/2021", "Thủ tướng Chính phủ"):
        assert words in card
    for words in ("3461/KH-UBND", "Bình Thuận", "Mục II.4.a", "chưa kể chi từ nguồn thu học phí"):
        assert words in card
    for quote in quotes(stories, "L6"):
        visitor.sees_highlighted(quote)


def test_l8_the_decree_used_for_a_practice(visitor: Visitor, stories: Any) -> None:
    visitor.ask('tuyển dụng viên chức place:"Tứ Kỳ"')
    visitor.sees("1 văn bản")
    chip = visitor.page.locator("ol.results .snippet a.badge").all_inner_texts()
    assert chip == ["115/2020/NĐ-CP"]
    visitor.follow("tuyển dụng viên chức", within="ol.results")
    for quote in quotes(stories, "L8"):
        visitor.sees_highlighted(quote)


def test_j1_a_directive_downstream_and_the_lag(visitor: Visitor, stories: Any) -> None:
    visitor.ask("2457/QĐ-BGDĐT")
    (step,) = visitor.page.locator("section[aria-labelledby=cascade] li").all()
    assert step.inner_text().startswith("22 ngày – ")
    for words in ("Kế hoạch 3461/KH-UBND Bình Thuận", "14/9/2023"):
        assert words in plain(step.inner_text())
    visitor.sees("Quyết định 2457/QĐ-BGDĐT")
    visitor.sees("tính từ ngày ký 23/8/2023")
    visitor.sees("3461/KH-UBND")
    visitor.sees_highlighted(quotes(stories, "J1")[0])


def test_j3_admitted_shortcomings(visitor: Visitor, stories: Any) -> None:
    visitor.follow("Tồn tại, hạn chế được thừa nhận")
    for quote in quotes(stories, "J3")[:3]:
        visitor.sees_highlighted(quote)
    briefing = visitor.page.locator("ol.results > li", has_text="giao ban Ngành quý I")
    assert "chưa xác định" in briefing.inner_text()
    assert briefing.locator("details.cite .select-all").count() >= 3
    visitor.follow("Hội nghị trực tuyến giao ban Ngành quý I năm 2023")
    visitor.sees(quotes(stories, "J3")[3])
    place = visitor.page.locator("dl.facts div", has_text="Tỉnh, thành phố")
    assert "chưa xác định" in place.inner_text()


def test_j6_a_topic_across_places(visitor: Visitor, stories: Any) -> None:
    visitor.ask('"dạy thêm"')
    visitor.sees("1 văn bản")
    tiles = visitor.page.locator("svg.tiles a")
    assert [tile.get_attribute("aria-label") for tile in tiles.all()] == [
        "HD: Tỉnh Hải Dương: 1 văn bản"
    ]
    visitor.follow("dạy thêm", within="ol.results")
    for quote in quotes(stories, "J6"):
        visitor.sees_highlighted(quote)


def test_j8_a_number_of_the_page_frame_is_no_target(visitor: Visitor, stories: Any) -> None:
    visitor.ask("99.9%")
    visitor.sees("Không chỉ tiêu nào nêu mức này")
    assert visitor.page.locator(".figure-card").count() == 0
    visitor.open("/tim?noi=tu-ky")
    visitor.follow("UBND huyện ban hành chỉ thị", within="ol.results")
    visitor.misses("41362")
    visitor.follow("Hiện phần bị loại")
    greyed = " ".join(visitor.page.locator(".furniture").all_inner_texts())
    for quote in quotes(stories, "J8"):
        assert " ".join(quote.split()) in " ".join(greyed.split())


def test_p1_two_provinces_on_one_topic(visitor: Visitor, stories: Any) -> None:
    visitor.open("/so-sanh?a=quang-binh&b=binh-thuan&chu-de=chuyen-doi-so")
    visitor.sees("Khác năm học.")
    quang_binh, binh_thuan = visitor.page.locator(".pair > section").all()
    assert "năm học 2022-2023" in quang_binh.inner_text()
    assert "năm học 2023-2024" in binh_thuan.inner_text()
    assert quang_binh.locator("strong").all_inner_texts() == ["100%"]
    assert "không nêu số" in binh_thuan.inner_text()
    assert binh_thuan.locator("strong").count() == 0
    evidence = stories["P1"]["evidence"]
    for column, file in ((quang_binh, "000_"), (binh_thuan, "004_")):
        shown = plain(column.inner_text())
        for one in evidence:
            if one["file"].startswith(file) and not one["quote"].startswith("Kế hoạch số 2797"):
                assert plain(one["quote"]) in shown
    cited = plain(binh_thuan.inner_text())
    for number in ("117/QĐ-TTg", "749/QĐ-TTg", "2797/KH-UBND", "11-CT/TU"):
        assert number in cited


def test_p2_what_is_due_and_who_must_act(visitor: Visitor, stories: Any) -> None:
    visitor.open("/lich?den=2023-12-31")
    visitor.sees("Không có mốc ngày cụ thể; 1 mốc tương đối.")
    (duty,) = visitor.page.locator("li.duty").all()
    when, *what = duty.inner_text().split("\n")
    assert when == "đến cuối năm học 2022 - 2023"
    said = " ".join(what)
    for words in ("muộn nhất 31/5/2023", "Đối tượng: cơ sở giáo dục", "Quảng Bình"):
        assert words in said
    assert "chủ trì: các đơn vị" in said.lower()
    visitor.sees_highlighted(quotes(stories, "P2")[0])


def test_p3_grades_of_the_new_programme(visitor: Visitor, stories: Any) -> None:
    visitor.open("/so-sanh?a=bac-giang&b=binh-thuan&chu-de=chuong-trinh")
    rows = visitor.page.locator("section[aria-labelledby=grades] tbody tr")
    for place, year, grades, quote in (
        ("Bắc Giang", None, (1, 2, 3, 6, 7, 10), 0),
        ("Bình Thuận", "2023-2024", (1, 2, 3, 4, 8, 11), 1),
    ):
        (row,) = rows.filter(has_text=quotes(stories, "P3")[quote]).all()
        ticked = [
            cell.get_attribute("aria-label") for cell in row.locator("td a[aria-label]").all()
        ]
        assert ticked == [f"lớp {grade}" for grade in grades]
        heading = row.locator("th").inner_text()
        assert place in heading
        assert year is None or year in heading


def test_p6_milestones_of_the_local_curriculum(visitor: Visitor, stories: Any) -> None:
    visitor.ask('"tài liệu giáo dục địa phương" tỉnh:"Bình Thuận"')
    (hit,) = visitor.page.locator("ol.results > li").all()
    shown = plain(hit.inner_text())
    for quote in quotes(stories, "P6"):
        assert plain(quote) in shown
    visitor.follow("tài liệu giáo dục địa phương", within="ol.results")
    visitor.sees_highlighted(quotes(stories, "P6")[0])


def test_every_story_works_without_scripts(browser: Browser, seeds_reader: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seeds_reader)
    assert page.locator("script").count() == 0
    page.get_by_role("searchbox").fill("24/2021/NĐ-CP")
    page.get_by_role("button", name="Tìm").click()
    assert page.url.endswith("/so-hieu/24-2021-nd-cp")
    context.close()
