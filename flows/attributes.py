"""What attribute tables and labelled lines of a page say of a document, by the labels they carry.

Labels are those that ``extract.head`` knows; values are brought into the form they are kept in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.head.attributes import is_placeholder, label_field
from extract.letters import fold
from extract.time_zone import VIETNAM

_SPACE = re.compile(r"\s+")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})"
)
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_CELLS = ("td", "th", "dt", "dd")
_INLINE = "label, span, b, strong"
_DATES = ("issued_on", "published_on")
_LONGEST_LABEL = 80


def attributes(tree: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    """Header fields from the page's attribute tables, found by their labels.

    A cell whose whole text is a known label names the cells that follow it; the first statement
    of a field wins. Placeholders ("Đang cập nhật") state nothing.
    """
    found: dict[str, str] = {}
    for row in _rows(tree):
        names: list[str] = []
        for text in row:
            label = _label(text)
            if label:
                names = label
                continue
            head, colon, tail = text.partition(":")
            if not names and colon and _label(head):
                names, text = _label(head), tail.strip()
            if names:
                name = names.pop(0)
                value = normal(name, text)
                if value:
                    found.setdefault(name, value)
    return tuple(sorted(found.items()))


def normal(name: str, value: str | None) -> str | None:
    """The value of a field as it is kept; None where it says nothing of the field."""
    if not value or name == "other" or is_placeholder(fold(value)):
        return None
    day = iso_date(value)
    if name in _DATES:
        return day
    return None if name == "status" and day else value  # the day it came into force


def iso_date(text: str) -> str | None:
    """The first day written in figures in ``text``, as ISO 8601; None when there is none.

    Of a moment told with its zone it is the day in Viet Nam.
    """
    try:
        if match := _MOMENT.search(text):
            return _day(datetime.fromisoformat(match[0]))
        if match := _ISO_DAY.search(text):
            year, month, day = (int(part) for part in match.groups())
        elif match := _DAY.search(text):
            day, month, year = (int(part) for part in match.groups())
        else:
            return _day(parsedate_to_datetime(text))
        return date(year, month, day).isoformat()
    except (ValueError, OverflowError):  # no day of any calendar
        return None


def _day(moment: datetime) -> str:
    there = moment.astimezone(VIETNAM) if moment.tzinfo else moment
    return there.date().isoformat()


def clean(text: str) -> str:
    """``text`` in NFC on one line."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _label(text: str) -> list[str]:
    """The fields that a label names, in order: "Cơ quan ban hành / Người ký" names two."""
    if len(text) > _LONGEST_LABEL:
        return []
    parts = [label_field(fold(part).strip()) for part in text.split("/")]
    if len(parts) > 1 and all(parts):
        return [part for part in parts if part]
    whole = label_field(fold(text).strip())
    return [whole] if whole else []


def _rows(tree: LexborHTMLParser) -> Iterator[list[str]]:
    for row in tree.css("tr, dl, dl > div"):
        # Cells that hold a table are layout; its own rows come by themselves.
        cells = [
            clean(cell.text())
            for cell in row.iter()
            if cell.tag in _CELLS and cell.css_first("tr") is None
        ]
        if cells:
            yield cells
    for inline in tree.css(_INLINE):
        parent, only = inline.parent, inline.child
        # The first child of its parent, with nothing but text in it: no text is read twice.
        if parent is None or only is None or only.next is not None or not _is_first(inline):
            continue
        label = clean(only.text() or "") if only.tag == "-text" else ""
        if label.endswith(":") and _label(label):
            whole = clean(parent.text())
            if whole.startswith(label):
                yield [label, whole[len(label) :].strip()]


def _is_first(node: LexborNode) -> bool:
    before = node.prev
    return before is None or (
        before.prev is None and before.tag == "-text" and not (before.text() or "").strip()
    )
