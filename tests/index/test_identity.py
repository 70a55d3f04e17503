"""Which mentions mean one instrument."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from index.identity import Identity, clusters, identity, unpacked

BINH_THUAN = "Ủy ban nhân dân tỉnh Bình Thuận"
BAC_GIANG = "Ủy ban nhân dân tỉnh Bắc Giang"


def said(number: str, date: str | None = None, issuer: str | None = None) -> Identity:
    found = identity(number, None, issuer, date)
    assert found is not None
    return found


def typed(number: str, type_name: str) -> Identity:
    found = identity(number, type_name)
    assert found is not None
    return found


def keys(*items: Identity) -> list[str]:
    return [cluster.instrument.key for cluster in clusters(items)]


def test_the_undated_mention_joins_the_dated_one() -> None:
    (found,) = clusters([said("05-CT/TW"), said("05-CT/TW", "2016-05-15")])
    assert found.instrument.key == "05-ct-tw"
    assert found.instrument.date == "2016-05-15"
    assert len(found.members) == 2


def test_a_leading_zero_makes_no_difference() -> None:
    assert keys(said("9/2019/TT-BGDĐT"), said("09/2019/TT-BGDĐT")) == ["09-2019-tt-bgddt"]


def test_state_and_party_are_two_things() -> None:
    assert keys(said("34/CT-TTg"), said("34-CT/TW")) == ["34-ct-ttg", "34-ct-tw"]


def test_a_serial_of_two_years_is_two_instruments_and_without_a_year_either() -> None:
    first, second = said("117/QĐ-TTg", "2021-01-25"), said("117/QĐ-TTg", "2022-01-25")
    bare = said("117/QĐ-TTg")
    found = clusters([first, second, bare])
    assert [item.instrument.key for item in found] == ["117-qd-ttg-2021", "117-qd-ttg-2022"]
    assert all(item.open == {bare} for item in found)


def test_provinces_share_numbers_but_not_plans() -> None:
    items = [said("12/KH-UBND", "2023-01-05", of) for of in (BINH_THUAN, BAC_GIANG)]
    assert keys(*items) == ["12-kh-ubnd-bac-giang", "12-kh-ubnd-binh-thuan"]


def test_without_its_place_a_local_number_joins_only_on_the_same_day() -> None:
    known = said("12/KH-UBND", "2023-01-05", BINH_THUAN)
    (same_day,) = clusters([known, said("12/KH-UBND", "2023-01-05")])
    assert len(same_day.members) == 2
    (other_day,) = clusters([known, said("12/KH-UBND", "2023-03-01")])
    assert len(other_day.members) == 1
    assert len(other_day.open) == 1


def test_a_district_stands_in_the_key() -> None:
    found = said("12/KH-UBND", "2022-09-07", "Ủy ban nhân dân huyện Tứ Kỳ")
    assert keys(found) == ["12-kh-ubnd-tu-ky"]


def test_a_law_and_a_resolution_may_share_a_number() -> None:
    law, resolution = typed("43/2019/QH14", "Luật"), typed("43/2019/QH14", "Nghị quyết")
    bare = said("43/2019/QH14")
    found = clusters([law, resolution, bare])
    assert [item.instrument.key for item in found] == [
        "43-2019-qh14-luat",
        "43-2019-qh14-nghi-quyet",
    ]
    assert all(item.open == {bare} for item in found)
    (alone,) = clusters([law, bare])
    assert (alone.instrument.key, alone.instrument.type) == ("43-2019-qh14", "Luật")


def test_a_number_that_lost_its_year_joins_the_full_one_by_its_date() -> None:
    full, lost = said("06/2015/TTLT-BGDĐT-BNV"), said("06/TTLT-BGDĐT-BNV", "2015-03-16")
    (found,) = clusters([full, lost])
    assert (found.instrument.number, found.instrument.date) == (full.number, "2015-03-16")
    individual = said("15/NQ-HĐND", "2021-12-09", BINH_THUAN)
    assert len(clusters([said("15/2021/NQ-HĐND", None, BINH_THUAN), individual])) == 2


def test_a_document_that_arrives_later_joins_the_mentions_of_it() -> None:
    plans = [said("2457/QĐ-BGDĐT")]
    (before,) = clusters(plans)
    (after,) = clusters([*plans, said("2457/QĐ-BGDĐT", "2023-08-23")])
    assert (before.instrument.year, after.instrument.year) == (None, 2023)
    assert before.members < after.members


def test_the_only_known_place_is_still_a_candidate_not_the_answer() -> None:
    unplaced = said("12/KH-UBND")
    (found,) = clusters([said("12/KH-UBND", "2023-01-05", BINH_THUAN), unplaced])
    assert found.open == {unplaced}


def test_nothing_to_know_it_by() -> None:
    assert identity(None) is None
    assert identity("/KH-SGDĐT") is None


PLANS = [
    said("12/KH-UBND", date, issuer)
    for date in (None, "2022", "2022-01-05", "2023-01-05")
    for issuer in (None, BINH_THUAN, BAC_GIANG)
]
ACTS = [
    found
    for number in ("43/2019/QH14", "43/QH14")
    for type_name in (None, "Luật", "Bộ luật", "Nghị quyết")
    for date in (None, "2019-06-14")
    if (found := identity(number, type_name, date=date)) is not None
]
MENTIONS = st.sampled_from([*PLANS, *ACTS])


@given(st.lists(MENTIONS, max_size=5))
def test_the_order_of_mentions_does_not_matter(mentions: list[Identity]) -> None:
    first = clusters(mentions)
    assert all(clusters(order) == first for order in permutations(mentions))
    placed = {item for cluster in first for item in (*cluster.members, *cluster.open)}
    assert placed == set(mentions)


@given(MENTIONS)
def test_an_identity_comes_back_from_its_key(mention: Identity) -> None:
    assert unpacked(mention.packed()) == mention
