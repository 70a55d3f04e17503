"""Compound words and other ways of writing: what queries know beyond their letters."""

import pytest

from extract.data_files import read_yaml
from index.compounds import compound_pairs
from index.query import Query
from index.synonyms import synonyms

EXAMPLES = read_yaml("index", "data/synonyms.yaml")["examples"]


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
