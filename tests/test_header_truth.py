"""Which issuers the bench of header fields takes for the true ones."""

from __future__ import annotations

import pytest

from tests.bench.header_truth import same_bodies

JOINT = "Bộ Công an, Bộ Y tế, Viện kiểm sát nhân dân tối cao"
NUMBER = "24/HDLN-BCA-BYT-VKSNDTC"


@pytest.mark.parametrize(
    ("found", "true", "above", "same"),
    [
        ("Cục Hóa chất", "Cục Hóa chất", [], True),
        ("Cục Hóa chất", "Cục Hóa chất, Bộ Công Thương", ["BO CONG THUONG"], True),
        ("Cục Hóa chất", "Cục Hóa chất, Bộ Công Thương", [], False),  # not printed above
        ("Cục Hải quan", "Cục Hóa chất, Bộ Công Thương", ["BO CONG THUONG"], False),
        ("Sở Nội vụ, Sở Y tế tỉnh An Giang", "Sở Nội vụ - Sở Y tế tỉnh An Giang", [], True),
        ("Sở Nội vụ", "Sở Nội vụ - Sở Y tế tỉnh An Giang", [], False),
        (JOINT, "liên ngành (3 cơ quan)", [], True),
        ("Bộ Công an, Bộ Y tế, Bộ Tài chính", "liên ngành (3 cơ quan)", [], False),
        ("một tên lạ", "một tên khác", [], False),
    ],
)
def test_issuers_are_compared_as_bodies(
    found: str, true: str, above: list[str], same: bool
) -> None:
    truth = {"co_quan": true, "so_hieu": NUMBER}
    assert same_bodies(found, truth, above) is same
