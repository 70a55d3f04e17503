"""Targets of whole documents of our own, from the bytes of web pages and Word files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.annotate import annotate
from extract.model import Source
from extract.reading import read
from tests.extract.test_targets_sentences import told
from tests.extract.test_task_tables import as_docx, as_html

DOCUMENTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "target_documents.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("make", "name"), [(as_html, "a.html"), (as_docx, "a.docx")])
@pytest.mark.parametrize("paper", DOCUMENTS, ids=lambda paper: paper["name"])
def test_document(paper: dict[str, Any], make: Any, name: str) -> None:
    document = read(make({"rows": [], **paper}), Source(name)).document
    assert document is not None
    assert [told(target) for target in annotate(document).targets] == paper["targets"]
