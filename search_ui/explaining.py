"""Why a document stands where it does, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from extract.catalogue import Language, catalogue, say
from search_ui.phrasing import number

_WORDS = 5  # of one field that are named
_LEAST = 0.05  # score of a word that is named
_OF_WORDS = ("text", "pairs", "title")
_FIELDS = {
    "exact": "text",
    "folded": "text",
    "pairs": "pairs",
    "title_exact": "title",
    "title_folded": "title",
    "title_pairs": "title",
    "number": "number",
    "cites": "cites",
}


def explained(explanation: str, language: Language) -> list[str]:
    """The sum that is a score, then what each field of the document adds, a line each.

    ``explanation`` is one of ``SearchAnswer.explanation``.
    """
    told: dict[str, Any] = json.loads(explanation)
    by_field: dict[str, dict[str, float]] = {}
    for part in told["parts"]:
        said = by_field.setdefault(_FIELDS.get(part["field"], part["field"]), {})
        said[part["words"]] = said.get(part["words"], 0.0) + part["score"]
    total = say(
        "page.explain.score",
        language,
        score=_tenths(told["score"], language),
        document=_tenths(told["document"], language),
        sentence=_tenths(told["best_sentence"], language),
    )
    fields = sorted(by_field.items(), key=lambda item: -sum(item[1].values()))
    return [total, *(_line(field, words, language) for field, words in fields)]


def _line(field: str, words: Mapping[str, float], language: Language) -> str:
    key = f"page.explain.{field}"
    name = say(key, language) if key in catalogue() else field
    line = f"{name}: {_tenths(sum(words.values()), language)}"
    return f"{line} ({_named(words.items(), language)})" if field in _OF_WORDS else line


def _named(words: Iterable[tuple[str, float]], language: Language) -> str:
    told = [(word, score) for word, score in words if score >= _LEAST]
    ordered = sorted(told, key=lambda item: -item[1])
    named = [f"“{word}” {_tenths(score, language)}" for word, score in ordered[:_WORDS]]
    return ", ".join(named + ["…"] * (len(ordered) > _WORDS))


def _tenths(score: float, language: Language) -> str:
    return number(round(score, 1), language)
