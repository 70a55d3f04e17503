"""From the Ministry's decision to the plans of the sample portal that carry it out, by days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from index.library import Library
from index.settings import Settings
from tests.flows.running import danchieu
from tests.samples.build import build

EXPECTED = Path(__file__).parent / "samples" / "expected.yaml"


def test_plans_follow_the_decision_after_the_days_expected(tmp_path: Path) -> None:
    expected: dict[str, Any] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    steps = expected["cascade"]["2457/QĐ-BGDĐT"]
    build(tmp_path / "site")
    told = danchieu(tmp_path / "data", "ingest", str(tmp_path / "site" / "van-ban"),
                    str(tmp_path / "site" / "tep"), "--json").told  # fmt: skip
    assert "outcome.broken_pdf" in {trouble["reason"] for trouble in told["troubles"]}
    library = Library.open(Settings(data=tmp_path / "data"))
    cascade = library.cascade("2457-qd-bgddt")
    assert cascade is not None
    found = {
        (step.citation.document.number, step.citation.document.place, step.days)
        for step in cascade.steps
    }
    assert found == {(step["number"], step["place"], step["days"]) for step in steps}
    library.close()
