"""Running ``danchieu`` as a user does, and taking stock of what it keeps."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.contract import as_json
from index.archive import Archive
from index.ledger import Ledger
from index.plan import Everything, Plan
from index.schema import Collection
from index.settings import Settings
from index.tantivy_engine.engine import TantivyEngine

DANCHIEU = Path(sys.executable).parent / "danchieu"


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    complaints: list[str]

    @property
    def told(self) -> Any:
        """What ``--json`` printed."""
        return json.loads(self.out)


def danchieu(data: Path, *words: str, **settings: str) -> Ran:
    """Run a command over a data folder."""
    done = subprocess.run(
        [DANCHIEU, *words], env=environment(data, **settings), capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr.splitlines())


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a command over a data folder."""
    return {**os.environ, "DANCHIEU_DATA": str(data), **settings}


def stock(data: Path) -> dict[str, Any]:
    """Everything kept, without the times at which it was kept."""
    settings = Settings(data=data)
    ledger = Ledger.open(settings)
    documents = {}
    for record in ledger.documents():
        texts = []
        for version in ledger.versions(record.id):
            document = ledger.annotated(version.id)
            assert document is not None
            texts.append(json.dumps(as_json(document), ensure_ascii=False))
        documents[record.id] = (record.slug, record.number, record.title, texts)
    engine = TantivyEngine(settings.index_folder)
    assert ledger.to_publish(engine.name) == ()
    kept = {
        "documents": documents,
        "counts": ledger.counts(),
        "failures": sorted((item.url, item.reason) for item in ledger.failures()),
        "archived": sorted(
            (capture.url, capture.sha256)
            for _, capture in Archive(settings.archive_folder).records()
        ),
        "rows": {
            collection.value: engine.search(Plan(collection, Everything())).total
            for collection in Collection
        },
    }
    engine.close()
    ledger.close()
    return kept


def write_documents(shared: Path, folder: Path, count: int, longest: int = 11_000) -> list[Path]:
    """Real document texts as files: the first ``count`` that are not longer than ``longest``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with gzip.open(shared / "data" / "text" / "vbpl_docs.dev.jsonl.gz", "rt") as lines:
        for number, line in enumerate(lines):
            text = json.loads(line)["text"]
            if text.strip() and len(text) <= longest and len(paths) < count:
                path = folder / f"van-ban-{number:04d}.txt"
                path.write_text(text, encoding="utf-8")
                paths.append(path)
    assert len(paths) == count
    return paths
