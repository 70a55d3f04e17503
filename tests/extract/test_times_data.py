"""The data behind the expressions of time prove their own examples."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from holidays.countries import Vietnam as vietnam

from extract.catalogue import catalogue
from extract.data_files import read_yaml
from extract.model import Document, Header, Stated, Time
from extract.times import calendar, find_times


def examples(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_yaml("extract.times", f"data/{name}.yaml")["examples"]
    return rows


def day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def last_time(text: str, issued_on: str | None = "2023-09-14") -> Time:
    header = Header(issued_on=Stated(issued_on))
    return find_times(Document(source="test", text=text, header=header))[-1]


@pytest.mark.parametrize("example", examples("school_calendar"))
def test_school_calendar(example: dict[str, Any]) -> None:
    year = example["year"]
    days = calendar.school_term(year, example["term"]) if "term" in example else None
    assert (days or calendar.school_year(year)) == (day(example["first"]), day(example["last"]))


@pytest.mark.parametrize("example", examples("public_holidays"))
def test_working_days(example: dict[str, Any]) -> None:
    start = date.fromisoformat(example["start"])
    assert calendar.add_working_days(start, example["days"]) == day(example["day"])


@pytest.mark.parametrize("example", examples("words"))
def test_words(example: dict[str, Any]) -> None:
    found = last_time(example["text"])
    assert found.value == example["value"]
    assert found.bound == example.get("bound")
    assert (found.start, found.end) == (0, len(example["text"])) or found.start > 0


@pytest.mark.parametrize("example", examples("occasions"))
def test_occasions(example: dict[str, Any]) -> None:
    found = last_time(example["text"], example["issued_on"])
    assert found.latest == day(example["latest"])
    if "earliest" in example:
        assert found.earliest == day(example["earliest"])


@pytest.mark.parametrize("example", examples("tenures"))
def test_tenures(example: dict[str, Any]) -> None:
    assert last_time(example["text"]).value == example["value"]


def test_every_year_of_the_lunar_table_has_both_days() -> None:
    for year, days in read_yaml("extract.times", "data/public_holidays.yaml")["lunar"].items():
        assert {date.fromisoformat(value).year for value in days.values()} == {year}


def test_announced_days_off_are_weekdays() -> None:
    announced = read_yaml("extract.times", "data/public_holidays.yaml")["announced"]
    for year, row in announced.items():
        assert row["source"]
        for value in row["days"]:
            assert date.fromisoformat(value).year == year
            assert date.fromisoformat(value).weekday() < 5


def test_an_exchanged_day_is_a_weekday_for_a_saturday_nearby() -> None:
    for row in read_yaml("extract.times", "data/public_holidays.yaml")["exchanged"]:
        free, worked = date.fromisoformat(row["free"]), date.fromisoformat(row["worked"])
        assert row["source"]
        assert free.weekday() < 5
        assert worked.weekday() == 5
        assert abs((free - worked).days) <= 14


@pytest.mark.parametrize("year", range(2012, 2027))
def test_the_days_off_agree_with_another_table(year: int) -> None:
    theirs = {day for day in vietnam(years=year) if day.year == year and day.weekday() < 5}
    weekdays = (date(year, 1, 1) + timedelta(days=count) for count in range(365))
    ours = {
        day
        for day in weekdays
        if day.weekday() < 5 and calendar.add_working_days(day - timedelta(days=1), 1) != day
    }
    assert ours == theirs


def test_the_lunar_days_agree_with_another_table() -> None:
    for year, days in read_yaml("extract.times", "data/public_holidays.yaml")["lunar"].items():
        named = {name: day for day, name in vietnam(years=year, language="vi").items()}
        assert named["Tết Nguyên Đán"] == date.fromisoformat(days["first_day_of_tet"])
        assert named["Ngày Giỗ Tổ Hùng Vương"] == date.fromisoformat(days["hung_kings"])


def test_every_school_year_names_its_source_and_follows_the_year_before() -> None:
    years = read_yaml("extract.times", "data/school_calendar.yaml")["years"]
    for first, row in years.items():
        assert row["source"]
        opening, end = calendar.school_year(first)
        middle = calendar.school_term(first, 1)[1]
        assert opening < middle < end < calendar.school_year(first + 1)[0]
        assert (opening.year, middle.year, end.year) == (first, first + 1, first + 1)


def test_reasons_are_in_the_catalogue() -> None:
    import re
    from importlib.resources import files

    keys = set()
    for entry in (files("extract") / "times").iterdir():
        if entry.name.endswith(".py"):
            keys.update(re.findall(r'"(time\.\w+)"', entry.read_text(encoding="utf-8")))
    assert keys
    assert keys <= set(catalogue())
