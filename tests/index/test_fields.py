"""The keys that fields can be asked by."""

import pytest

from index.fields import asked_body_keys, body_keys


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ("Sở Giáo dục và Đào tạo", "Sở GDĐT"),
        ("Sở Giáo dục và Đào tạo tỉnh Bình Thuận", "sở giáo dục và đào tạo"),
        ("Sở Giáo dục và Đào tạo tỉnh Bình Thuận", "so giao duc va dao tao"),
        ("Ủy ban nhân dân tỉnh Bình Thuận", "UBND tỉnh"),
        ("Ủy ban nhân dân tỉnh Bình Thuận", "UBND tỉnh Bình Thuận"),
        ("Ủy ban nhân dân tỉnh Bình Thuận", "Uỷ ban nhân dân"),
    ],
)
def test_a_body_is_found_by_its_short_names(stated: str, asked: str) -> None:
    assert set(body_keys(stated)) & set(asked_body_keys(asked))


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ("Sở Nội vụ tỉnh Bình Thuận", "Sở Nội vụ tỉnh Quảng Ngãi"),
        ("Ủy ban nhân dân huyện Tứ Kỳ", "UBND tỉnh"),
        ("Sở Giáo dục và Đào tạo", "Bộ GDĐT"),
    ],
)
def test_a_body_is_not_found_by_the_name_of_another(stated: str, asked: str) -> None:
    assert not set(body_keys(stated)) & set(asked_body_keys(asked))
