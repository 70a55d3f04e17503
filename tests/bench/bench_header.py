"""Header fields of plain texts against what the publishers' databases say: right, blank, wrong.

A text without a head (a fragment, a translation) has nothing to say: blank is right there. The
gazette writes its types short ("QĐ") and some numbers as part of an address; its day for a
consolidated text is that of the instrument consolidated and is not compared.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from extract.head.number import normal_number
from extract.letters import fold
from extract.model import Header, Source
from extract.reading.text import document_of_text

from .corpus import TEXT_SETS, require_shared

SHORT_TYPES = {"NQ": "Nghị quyết", "QĐ": "Quyết định", "VB HN": "Văn bản hợp nhất"}
FIELDS = ("number", "type", "issued_on")


def truth(record: Mapping[str, Any]) -> dict[str, str | None]:
    """What the publisher's record says of the fields."""
    day = record.get("ngay_ban_hanh") or record.get("ngay_ban_hanh_tu_than_van_ban")
    parts = re.split(r"[/-]", day) if day else []
    kind = SHORT_TYPES.get(record["loai"], record["loai"]) if record.get("loai") else None
    if kind == "Văn bản hợp nhất":
        parts = []
    return {
        "number": record.get("so_hieu"),
        "type": kind,
        "issued_on": "-".join(parts if len(parts[0]) == 4 else parts[::-1]) if parts else None,
    }


def verdict(field: str, header: Header, wanted: str) -> str:
    """``right``, ``blank`` or ``wrong``."""
    value = getattr(header, field).value
    if value is None:
        return "blank"
    if field == "number" and "/" not in wanted:
        same = _in_address(value) in re.sub(r"-0+(?=\d)", "-", wanted)
    elif field == "number":
        same = _plain(value) == _plain(normal_number(wanted) or wanted)
    else:
        same = value == unicodedata.normalize("NFC", wanted)
    return "right" if same else "wrong"


def _plain(number: str) -> str:
    return number.upper().lstrip("0")


def _in_address(number: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(number).replace(".", "").lstrip("0"))


def main() -> int:
    """Print one line for each set and field; with ``-v`` the wrong ones too."""
    data = require_shared() / "data"
    for member in TEXT_SETS:
        counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
        size, seconds = 0, 0.0
        with gzip.open(data / member, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                text = unicodedata.normalize("NFC", record["text"])
                began = time.process_time()
                header = document_of_text(text, Source("text")).header
                seconds += time.process_time() - began
                size += len(text.encode())
                for field, wanted in truth(record).items():
                    if not wanted:
                        continue
                    found = verdict(field, header, wanted)
                    counts[field][found] += 1
                    if found == "wrong" and "-v" in sys.argv:
                        print(f"  {field}: {getattr(header, field).value!r}, record {wanted!r}")
        for field, count in counts.items():
            total = sum(count.values())
            if total:
                shares = ", ".join(
                    f"{kind} {count[kind]} ({count[kind] / total:.3f})"
                    for kind in ("right", "blank", "wrong")
                )
                print(f"{member} {field}: {shares}")
        print(f"{member}: read at {size / 1e6 / seconds:.2f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
