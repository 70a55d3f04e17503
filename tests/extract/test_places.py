"""Places: names by date, spellings, and what a place is today."""

from datetime import date
from typing import Any

import pytest

from extract.data_files import read_yaml
from extract.places import (
    find_district,
    find_place,
    find_places,
    place_named,
    places,
    today,
)

EXAMPLES = read_yaml("extract", "data/places.yaml")["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["phrase"])
def test_examples(example: dict[str, Any]) -> None:
    place = find_place(example["phrase"], example["day"])
    assert (place.at(example["day"]) if place else None) == example["place"]
    now = today(place) if place else None
    assert (now.at(None) if now else None) == example["today"]


def test_sixty_three_units_became_thirty_four() -> None:
    coded = [place for place in places().values() if place.code]
    assert len(coded) == 63
    assert len({place.code for place in coded}) == 63
    now = {unit.slug: unit for place in coded if (unit := today(place))}
    assert len(now) == 34
    cities = [unit for unit in now.values() if unit.at(None).startswith("thành phố")]
    assert len(cities) == 7


def test_a_name_ends_the_day_before_the_next_begins() -> None:
    hue = place_named("Thừa Thiên Huế")
    assert hue is not None
    assert hue.at(date(2024, 12, 31)) == "tỉnh Thừa Thiên Huế"
    assert hue.at(date(2025, 1, 1)) == "thành phố Huế"


def test_the_map_of_merged_provinces_agrees(shared: Any) -> None:
    import json

    merged = json.loads((shared / "facts" / "provinces_63_to_34.json").read_text("utf-8"))
    for new, parts in merged.items():
        unit = place_named(new)
        assert unit is not None
        of_today = {item for item in places().values() if item.code and today(item) is unit}
        assert {place_named(part) for part in parts} == of_today


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("44", "quang-binh"),
        ("60", "binh-thuan"),
        ("binh-thuan", "binh-thuan"),
        ("Tỉnh Bình Thuận", "binh-thuan"),
        ("tinh quang binh", "quang-binh"),
        ("TP.HCM", "ho-chi-minh"),
        ("Hoà Bình", "hoa-binh"),
        ("THỪA THIÊN HUẾ", "hue"),
        ("Đăk Lăk", "dak-lak"),
        ("Tứ Kỳ", None),
        ("", None),
    ],
)
def test_place_named(asked: str, slug: str | None) -> None:
    place = place_named(asked)
    assert (place.slug if place else None) == slug


def test_a_smaller_unit_with_a_provinces_name_is_not_the_province() -> None:
    assert find_place("Ủy ban nhân dân thị xã Quảng Trị") is None
    assert find_place("phường Bắc Giang") is None


def test_two_places_are_no_place() -> None:
    assert find_place("liên kết giữa tỉnh Hà Nam và tỉnh Nam Định") is None


def test_a_place_named_with_its_rank_goes_first() -> None:
    found = find_place("Sở Giáo dục và Đào tạo tỉnh Phú Yên gửi Hà Nội")
    assert found is not None
    assert found.slug == "phu-yen"


def test_mentions_say_where_they_stand() -> None:
    phrase = "UBND tỉnh Hà Giang và TP. Huế"
    assert [phrase[m.start : m.end] for m in find_places(phrase)] == ["tỉnh Hà Giang", "TP. Huế"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["phrase"])
def test_those_with_their_rank_are_found_by_it(example: dict[str, Any]) -> None:
    phrase = f"{example['phrase']}, TP.HCM, tỉnh Nghệ An và Hà Tĩnh"
    ranked = [mention for mention in find_places(phrase) if mention.ranked]
    assert list(find_places(phrase, ranked=True)) == ranked


def test_an_ended_province_is_left_out_when_another_is_named() -> None:
    found = find_place("Bắc Giang, Bắc Ninh", date(2026, 1, 5))
    assert found is not None
    assert found.slug == "bac-ninh"


@pytest.mark.parametrize(
    ("phrase", "district"),
    [
        ("UBND huyện Bình Sơn", "huyện Bình Sơn"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN BÌNH SƠN", "huyện Bình Sơn"),
        ("thành phố Phan Thiết triển khai", "thành phố Phan Thiết"),
        ("UBND Quận 3 báo cáo", "quận 3"),
        ("TX. An Khê", "thị xã An Khê"),
        ("thành phố Hải Phòng", None),
        ("UBND các huyện, thị xã, thành phố", None),
        ("huyện và xã", None),
    ],
)
def test_find_district(phrase: str, district: str | None) -> None:
    assert find_district(phrase) == district


@pytest.mark.parametrize(
    ("name", "now"), [("tỉnh Kon Tum", "tỉnh Quảng Ngãi"), ("Nam Hà", "tỉnh Ninh Bình")]
)
def test_a_place_of_the_past_belongs_to_one_of_today(name: str, now: str) -> None:
    place = place_named(name)
    assert place is not None
    unit = today(place)
    assert unit is not None
    assert unit.at(None) == now


def test_a_place_that_was_divided_is_nowhere_today() -> None:
    place = place_named("Sông Bé")
    assert place is not None
    assert today(place) is None
