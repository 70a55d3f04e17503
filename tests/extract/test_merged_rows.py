"""Whose rows are those of a merged cell that is printed half way down, by hand."""

from __future__ import annotations

import time

from extract.deadlines.merged_rows import rows_of_names


def shared(
    heights: list[int], named: list[int], barred: set[tuple[int, int]] | None = None
) -> list[int | None]:
    return rows_of_names(heights, named, lambda row, name: (row, name) in (barred or set()))


def test_one_name_has_all_rows() -> None:
    assert shared([3, 3, 3], [1]) == [1, 1, 1]


def test_each_name_stands_in_the_middle_of_its_rows() -> None:
    # The fourth and the fifth row may be of either name by no more than two lines.
    assert shared([4] * 8, [1, 6]) == [1, 1, 1, None, None, 6, 6, 6]


def test_a_name_at_the_edge_of_its_rows_has_few_of_them() -> None:
    assert shared([14, 4, 3, 7, 5], [1, 4]) == [1, 1, 1, 1, 4]


def test_a_body_is_not_its_own_partner() -> None:
    # The row of one line names the body of row 3 as a partner.
    assert shared([4, 4, 1, 4, 4], [1, 3], {(2, 3)}) == [1, 1, 1, 3, 3]
    assert shared([4, 4, 1, 4, 4], [1, 3], {(2, 1)}) == [1, 1, 3, 3, 3]
    assert shared([4, 4, 1, 4, 4], [1, 3], {(2, 1), (2, 3)})[2] is None


def test_time_grows_with_the_rows() -> None:
    def seconds(groups: int) -> float:
        start = time.process_time()
        shared([4] * (20 * groups), [10 + 20 * number for number in range(groups)])
        return time.process_time() - start

    assert min(seconds(160) for _ in range(3)) < 12 * min(seconds(20) for _ in range(3))
