"""The real texts the benches run on; they stay where they stand, beside the repository."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

TEXT_SETS = (
    "text/vbpl_docs.dev.jsonl.gz",
    "text/congbao_docs.dev.jsonl.gz",
    "text/edu_phapdien_docs.dev.jsonl.gz",
)


def require_shared() -> Path:
    """The folder of real documents; ends the bench with the reason when it is not there."""
    if not SHARED.is_dir():
        print("skipped: the real documents (../shared) are not here")
        sys.exit(0)
    return SHARED


def texts() -> Iterator[tuple[str, str]]:
    """(name, text) of every document in the text sets, largest sets first."""
    data = require_shared() / "data"
    for member in TEXT_SETS:
        with gzip.open(data / member, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                yield f"{member}#{number}", record["text"]
