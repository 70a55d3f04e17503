"""Compound words and other ways of writing: what queries know beyond their letters."""

import pytest

from extract.data_files import read_yaml
from index.compounds import compound_pairs
from index.query import Query
from index.synonyms import related, synonyms

EXAMPLES = read_yaml("index", "data/synonyms.yaml")["examples"]
RELATED = read_yaml("index", "data/related.yaml")["examples"]


def test_syllables_of_one_word_are_paired() -> None:
    syllables = ["trường", "học", "của", "ngành", "giáo", "dục", "này"]
    assert compound_pairs(syllables) == {(0, 1), (4, 5)}


def test_the_longest_name_is_taken() -> None:
    found = synonyms(["sở", "giáo", "dục", "và", "đào", "tạo"])
    assert [(item.start, item.end) for item in found] == [(1, 6)]
    assert ("gdđt",) in found[0].others
    assert synonyms([]) == ()


@pytest.mark.parametrize(("query", "text"), EXAMPLES.items())
def test_either_way_of_writing_finds_the_other(shelf, composed, query, text) -> None:
    shelf.add(
        composed("https://a.example/1", [text]),
        composed("https://a.example/2", ["Một việc chẳng liên quan gì."]),
    )
    answer = shelf.library.search(Query(query))
    assert [hit.sentences[0].sentence.text for hit in answer.hits] == [text]


@pytest.mark.parametrize("example", RELATED, ids=lambda example: example["query"])
def test_what_provisions_say_stands_before_what_says_less(shelf, composed, example) -> None:
    first, second = example["texts"]
    shelf.add(
        composed("https://a.example/1", [second]),
        composed("https://a.example/2", [first]),
    )
    hits = shelf.library.search(Query(example["query"])).hits
    assert [hit.sentences[0].sentence.text for hit in hits] == [first, second]


def test_related_words_do_not_stand_for_a_word_of_the_query(shelf, composed) -> None:
    shelf.add(composed("https://a.example/1", ["Đình chỉ công tác."]))
    assert shelf.library.search(Query("xử phạt")).total == 0


def test_everyday_words_find_the_formal_ones_and_not_the_other_way_round() -> None:
    assert ("ly", "hôn") in synonyms(["ly", "dị"])[0].others
    assert synonyms(["ly", "hôn"]) == ()


def test_other_ways_of_writing_are_marked(shelf, composed) -> None:
    shelf.add(composed("https://a.example/1", ["Sở Giáo dục và Đào tạo và cha mẹ học sinh."]))
    for query, marked in (("Sở GDĐT", "Sở Giáo dục và Đào tạo"), ("phụ huynh", "cha mẹ học sinh")):
        (hit,) = shelf.library.search(Query(query)).hits
        assert f"<mark>{marked}</mark>" in hit.sentences[0].sentence.html()


def test_related_words_that_the_query_has_are_left_out() -> None:
    asked = ["xử", "phạt", "hay", "cảnh", "cáo"]
    found = related(asked)
    assert ("phạt", "tiền") in found
    assert ("cảnh", "cáo") not in found
    assert related(["phạt", "xử"]) == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dạy thêm học", 1),  # two of three words
        ("dạy thêm trường xa", 0),  # of four, three
        ("ai dạy trẻ em ở đâu và khi nào thì được phép", 1),  # a question: one
    ],
)
def test_most_words_of_a_query_must_be_there(shelf, composed, query, found) -> None:
    shelf.add(composed("https://a.example/1", ["Về việc dạy thêm."]))
    assert shelf.library.search(Query(query)).total == found


def test_who_types_marks_means_words_without_them(shelf, composed) -> None:
    shelf.add(
        composed("https://a.example/1", ["Học tập thi lại."]),
        composed("https://a.example/2", ["Học tập thị trấn."]),
    )
    first, second = shelf.library.search(Query("học tập thi")).hits
    assert first.sentences[0].sentence.html() == "<mark>Học tập thi</mark> lại."
    assert second.sentences[0].sentence.html() == "<mark>Học tập</mark> thị trấn."
    assert shelf.library.search(Query("hoc tap thi")).total == 2
