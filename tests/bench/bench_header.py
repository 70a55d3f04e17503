"""Header fields of plain texts against what the publishers' databases say.

A record speaks of its instrument, not of the text we hold: a fragment, a translation, a gazette
whose number is an image do not print what it says, and blank is right there. So each fact is first
looked for in the text itself, by means of its own:

- ``right``, ``blank``, ``wrong``: the text states the fact, and we gave it, nothing, another value;
- ``silent``: the text does not state it, and we gave nothing;
- ``otherwise``: the text does not state it, and we gave what it prints (a record with a slip, or a
  printed slip); ``-v`` lists these with the wrong ones, to be looked at.

The gazette writes its types short ("QĐ") and some numbers as part of an address; its record of a
consolidated text may be that of the instrument consolidated, which is not compared.
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
from datetime import date
from typing import Any

from extract.letters import fold
from extract.model import Source, Stated
from extract.reading import read

from .corpus import TEXT_SETS, require_shared

SHORT_TYPES = {"NQ": "Nghị quyết", "QĐ": "Quyết định", "VB HN": "Văn bản hợp nhất"}
FIELDS = ("number", "type", "issued_on")
VERDICTS = ("right", "blank", "wrong", "silent", "otherwise")
CYRILLIC = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")  # a slip of many records
LONGER_TYPES = ("liên tịch", "hợp nhất")  # go on with the name of another type
HEAD = 1_500  # characters in which a text names the number of its consolidation


def truth(record: Mapping[str, Any], text: str) -> dict[str, str | None]:
    """What the publisher's record says of the fields; None where it says nothing usable."""
    day = record.get("ngay_ban_hanh") or record.get("ngay_ban_hanh_tu_than_van_ban")
    kind = SHORT_TYPES.get(record["loai"], record["loai"]) if record.get("loai") else None
    consolidated = kind == "Văn bản hợp nhất"
    if not consolidated and "/VBHN-" in text[:HEAD]:
        return {}
    return {
        "number": record.get("so_hieu"),
        "type": unicodedata.normalize("NFC", kind) if kind else None,
        "issued_on": None if consolidated or not day else _iso(re.split(r"[/-]", day)),
    }


def _iso(parts: list[str]) -> str | None:
    try:
        return date(*map(int, parts if len(parts[0]) == 4 else parts[::-1])).isoformat()
    except ValueError:
        return None


def states(text: str, field: str, wanted: str) -> bool:
    """Whether the text states the fact as its own, by plain search."""
    if field == "number":
        pieces = re.findall(r"\d[\w.]*(?: ?[/-] ?[\w.&]+)+", text)
        return any(_same_number(piece, wanted) for piece in pieces)
    if field == "type":
        if text.startswith("Điều"):  # without its head it only names itself
            own = rf"{wanted}\s+này\s+(?:có|chính thức có)\s+hiệu\s+lực|theo\s+{wanted}\s+này"
            return re.search(own, text) is not None
        more = "".join(rf"(?! {words.upper()})" for words in LONGER_TYPES)
        return re.search(rf"^\W*{wanted.upper()}\b{more}", text, re.M) is not None
    year, month, day = (int(part) for part in wanted.split("-"))
    words = rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}"
    return bool(
        re.search(rf",\s*{words}\W*$", text, re.M | re.I)
        or re.search(rf"thông qua\s+{words}", text)
        or re.search(rf"ngày ban hành\W*0?{day}/0?{month}/{year}", text, re.I)
    )


def verdict(text: str, field: str, stated: Stated, wanted: str) -> str:
    """One of ``VERDICTS``."""
    if stated.value is not None:
        same = stated.value == wanted
        if same or (field == "number" and _same_number(stated.value, wanted)):
            return "right"
    if states(text, field, wanted):
        return "blank" if stated.value is None else "wrong"
    return "silent" if stated.value is None else "otherwise"


def _same_number(printed: str, wanted: str) -> bool:
    """Whether a number is the record's, which may be an address or without its marks."""
    number, record = _address(printed), _address(wanted)
    return number == record or ("/" not in wanted and f"so-{number}-" in f"{record}-")


def _address(number: str) -> str:
    """A number as it stands in an address: small letters and hyphens, no zeros in front."""
    plain = re.sub(r"\s*([/-])\s*", r"\1", number.translate(CYRILLIC).replace(".", ""))
    return re.sub(r"(?<![a-z0-9])0+(?=\d)", "", re.sub(r"[^a-z0-9]+", "-", fold(plain))).strip("-")


def main() -> int:
    """Print one line for each set and field; with ``-v`` what differs from the records, too."""
    data = require_shared() / "data"
    for member in TEXT_SETS:
        counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
        size, seconds = 0, 0.0
        with gzip.open(data / member, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                text = unicodedata.normalize("NFC", record["text"])
                content = text.encode()
                began = time.process_time()
                document = read(content, Source("text")).document
                seconds += time.process_time() - began
                size += len(content)
                for field, wanted in truth(record, text).items():
                    if not wanted or document is None:
                        continue
                    stated = getattr(document.header, field)
                    found = verdict(text, field, stated, wanted)
                    counts[field][found] += 1
                    if found in ("wrong", "otherwise") and "-v" in sys.argv:
                        print(f"  {found}: {field}: {stated.value!r}, record {wanted!r}")
        for field, count in counts.items():
            stated_by_text = count["right"] + count["blank"] + count["wrong"]
            shown = ", ".join(f"{kind} {count[kind]}" for kind in VERDICTS)
            share = count["right"] / max(stated_by_text, 1)
            print(f"{member} {field}: {shown}; right of what the text states {share:.3f}")
        print(f"{member}: read at {size / 1e6 / seconds:.2f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
