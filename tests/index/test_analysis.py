"""Words as they are indexed."""

import pytest

from index.analysis import analyse, has_marks, joined, words


@pytest.mark.parametrize(
    ("text", "exact", "folded"),
    [
        ("Giáo dục và Đào tạo", "giáo dục và đào tạo", "giao duc va dao tao"),
        ("trường học4;", "trường học 4", "truong hoc 4"),
        ("đạt 99,9% hoặc 19%", "đạt 99.9% hoặc 19%", "dat 99.9% hoac 19%"),
        ("24/2021/NĐ-CP", "24 2021 nđ cp", "24 2021 nd cp"),
        ("Uỷ ban, hoà bình, quý I", "ủy ban hòa bình quý i", "uy ban hoa binh quy i"),
        ("", "_", "_"),  # every row has every field of words; "_" is in no query
    ],
)
def test_text_is_split_into_syllables(text: str, exact: str, folded: str) -> None:
    found = analyse(text)
    assert (found.exact, found.folded) == (exact, folded)


def test_neighbours_are_paired() -> None:
    assert analyse("Giáo dục phổ thông").pairs == "giao_duc duc_pho pho_thong"
    assert analyse("Một").pairs == "_"
    assert words("_") == []


def test_words_know_their_place() -> None:
    text = "Số: 05-CT/TW, quản trị trường học4"
    assert [text[word.start : word.end] for word in words(text)] == [
        "Số",
        "05",
        "CT",
        "TW",
        "quản",
        "trị",
        "trường",
        "học",
        "4",
    ]


def test_marks_are_told_from_plain_letters() -> None:
    assert has_marks("dạy")
    assert has_marks("đi")
    assert not has_marks("theo")


@pytest.mark.parametrize(
    "texts",
    [["Giáo dục và", "Đào tạo"], ["…", "Một", "-", "24/2021/NĐ-CP;"], ["", "–"], []],
)
def test_stretches_one_behind_the_other_are_analysed_as_their_whole(texts: list[str]) -> None:
    assert joined(map(analyse, texts)) == analyse(" ".join(texts))
