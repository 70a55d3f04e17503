"""The catalogue: both languages for every message, with the same fields; nothing unsaid."""

from __future__ import annotations

import ast
import string
from pathlib import Path

from extract.catalogue import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_message_speaks_both_languages_with_the_same_fields() -> None:
    for key, sentences in catalogue().items():
        assert set(sentences) == set(LANGUAGES), key
        assert all(sentences.values()), key
        assert _fields(sentences["vi"]) == _fields(sentences["en"]), key


def test_every_message_asked_for_by_name_exists() -> None:
    for room in ("extract", "index", "flows", "search_ui"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "say"):
                    continue
                key = node.args[0] if node.args else None
                if isinstance(key, ast.Constant):
                    assert key.value in catalogue(), f"{path.name}: {key.value}"
