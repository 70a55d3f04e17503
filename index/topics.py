"""Topics of directives and the words that tell of them (``data/topics.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from extract.data_files import read_yaml
from index.analysis import has_marks, words
from index.plan import AnyOf, Clause, Nothing, Phrase
from index.planner import Understood
from index.slug import slug


@cache
def topics() -> Mapping[str, str]:
    """Names of the topics by key, for choosing one."""
    return MappingProxyType({key: topic["name"] for key, topic in _data().items()})


def topic_name(topic: str) -> str:
    """The name of a topic given by key or in words."""
    return topics().get(slug(topic), topic)


def topic_query(topic: str) -> Understood:
    """Sentences that speak of a topic; the more of its words, the better."""
    known = _data().get(slug(topic))
    spoken = known["words"] if known else [topic]
    found = [tuple(word.exact for word in words(phrase)) for phrase in spoken]
    phrases = tuple(phrase for phrase in found if phrase)
    clauses = tuple(map(_phrase, phrases))
    match: Clause = AnyOf(clauses) if clauses else Nothing()
    return Understood(match, (), (), (), phrases, ())


def _phrase(phrase: tuple[str, ...]) -> Clause:
    """Words typed without marks match any."""
    return Phrase("exact" if any(map(has_marks, phrase)) else "folded", phrase)


def _data() -> Any:
    return read_yaml("index", "data/topics.yaml")
