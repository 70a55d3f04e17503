"""Dates and numbers in words."""

from datetime import UTC, date, datetime

import pytest

from search_ui import phrasing


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("2023-09-14", "14/9/2023", "14 Sep 2023"),
        ("2023-09", "tháng 9/2023", "9/2023"),
        ("2023-33", "quý I/2023", "quarter I of 2023"),
        ("2023-41", "nửa năm II/2023", "half II of 2023"),
        ("2022-09-05/2023-05-31", "5/9/2022 – 31/5/2023", "5 Sep 2022 – 31 May 2023"),
        ("../2025", "đến 2025", "until 2025"),
        ("2025/..", "từ 2025", "since 2025"),
        ("XXXX-12-15", "ngày 15/12, không rõ năm", "15/12, year not known"),
        ("2022-02-03T10:00:00", "3/2/2022 10:00", "3 Feb 2022 10:00"),
        ("2022-02-03T17:30", "3/2/2022 17:30", "3 Feb 2022 17:30"),
        ("2023-05-31~", "31/5/2023?", "31 May 2023?"),
        ("2021", "2021", "2021"),
        ("no date", "no date", "no date"),
        (None, "", ""),
    ],
)
def test_edtf_in_words(value: str | None, vi: str, en: str) -> None:
    assert phrasing.edtf(value, "vi") == vi
    assert phrasing.edtf(value, "en") == en.replace("since", "from")


def test_numbers_carry_the_separators_of_the_language() -> None:
    assert phrasing.number(41362, "vi") == "41.362"
    assert phrasing.number(99.9, "vi") == "99,9"
    assert phrasing.number(19.0, "vi") == "19"
    assert phrasing.number(1234.5, "en") == "1,234.5"
    assert phrasing.number(None, "vi") == ""


def test_days_and_moments() -> None:
    assert phrasing.day(date(2023, 12, 31), "vi") == "31/12/2023"
    assert phrasing.day(None, "vi") == ""
    asked = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
    assert phrasing.moment(asked, "vi") == "22/11/2026 01:05 UTC+7"


def test_vietnamese_dictionary_order() -> None:
    words = ["đô", "dô", "âm", "an", "ăn", "ba", "bà", "bá", "e", "ê", "Điện Biên", "Đà Nẵng"]
    assert sorted(words, key=phrasing.dictionary_order) == [
        "an", "ăn", "âm", "ba", "bà", "bá", "dô", "Đà Nẵng", "Điện Biên", "đô", "e", "ê",
    ]  # fmt: skip
