"""Every word a template asks for is in the catalogue, and every word of the pages is asked for."""

from __future__ import annotations

import re
from pathlib import Path

from extract.catalogue import catalogue
from extract.model import Relation
from index.qualifiers import qualifiers
from search_ui.duties import CLEARNESS
from search_ui.unknowns import WORTH_KNOWING

ROOM = Path(__file__).resolve().parents[2] / "search_ui"
WHOLE = re.compile(r"""["']((?:page|date|reading)\.[\w.]+)["'](?!\s*~)""")
BEGUN = re.compile(
    r"""["']((?:page|date|reading)\.[\w.]*\.(?:\w+_)?)["']\s*~|f"((?:page|reading)\.[\w.]+\.)\{|f"(page\.[\w.]+_)\{"""
)


def sources() -> str:
    paths = [*ROOM.rglob("*.html"), *ROOM.rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_message_asked_for_by_its_whole_name_exists() -> None:
    asked = set(WHOLE.findall(sources()))
    assert len(asked) > 150
    assert sorted(asked - set(catalogue())) == []


def test_every_message_of_the_pages_is_asked_for() -> None:
    text = sources()
    asked = set(WHOLE.findall(text))
    begun = {one for groups in BEGUN.findall(text) for one in groups if one}
    ours = [key for key in catalogue() if key.startswith(("page.", "date."))]
    unused = [key for key in ours if key not in asked and not key.startswith(tuple(begun))]
    assert unused == []


def test_each_value_that_is_shown_has_its_word() -> None:
    for relation in Relation:
        assert f"page.relation.{relation.value}" in catalogue()
    for name in CLEARNESS:
        assert f"page.vagueness.{name}" in catalogue()
    for field in WORTH_KNOWING:
        assert f"page.field.{field}" in catalogue()
    query = "thông tư 5 bộ y tế, luật quảng ngãi năm học 2025-2026 năm 2024"
    for qualifier in qualifiers(query):
        assert qualifier.documents is not None
        assert f"page.explain.{qualifier.documents.field}" in catalogue()
