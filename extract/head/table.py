"""Header fields from a portal's table of attributes, placeholders recognised as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.head.attributes import attributes_in_line, is_placeholder, label_field
from extract.head.days import any_day
from extract.head.number import normal_number, type_name
from extract.letters import fold
from extract.model import Block, BlockKind, Stated

_SOURCE = "attributes"
_STATUS = re.compile(r"hieu luc|ngung|dinh chi|thay the|bai bo|huy bo|khong con|du thao")


def read_attributes(text: str, blocks: Sequence[Block]) -> dict[str, Stated]:
    """The fields that the portal's table states, by name of the header's field."""
    fields: dict[str, Stated] = {}
    for name, start, end in _pairs(text, blocks):
        stated = _stated(name, text, start, end)
        if name != "other" and (name not in fields or fields[name].value is None):
            fields[name] = stated
    return fields


def _pairs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, int, int]]:
    label: str | None = None
    for block in blocks:
        if block.kind is not BlockKind.ATTRIBUTES:
            label = None
            continue
        if block.cells:
            yield from _cell_pairs(text, block)
            continue
        line = text[block.start : block.end]
        folded = fold(line)
        found = attributes_in_line(line, folded)
        if label is not None and not found and label_field(folded) is None:
            yield label, block.start, block.end
        label = label_field(folded)
        for attribute in found:
            yield attribute.field, block.start + attribute.start, block.start + attribute.end


def _cell_pairs(text: str, row: Block) -> Iterator[tuple[str, int, int]]:
    first = row.cells[0]
    parts = [label_field(fold(part)) for part in text[first.start : first.end].split("/")]
    if len(parts) > 1 and len(parts) == len(row.cells) - 1 and None not in parts:
        for part, value in zip(parts, row.cells[1:], strict=True):  # "Cơ quan/ Chức danh/ …"
            yield part or "other", value.start, value.end
        return
    cells = [cell for cell in row.cells if text[cell.start : cell.end].strip()]
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        field = label_field(fold(text[label.start : label.end]))
        if field is not None:
            yield field, value.start, value.end


def _stated(field: str, text: str, start: int, end: int) -> Stated:
    printed = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(printed)
    if is_placeholder(fold(printed)):
        return Stated(None, start, end, _SOURCE, "placeholder")
    if field in ("issued_on", "published_on"):
        return any_day(text, start, end, _SOURCE) or Stated(None, start, end, _SOURCE, "unclear")
    if field == "number":
        value = normal_number(printed)
        return Stated(value, start, end, _SOURCE, None if value else "unclear")
    if field == "status" and _STATUS.search(fold(printed)) is None:
        return Stated(None, start, end, _SOURCE, "unclear")
    if field == "type":
        return Stated(type_name(printed) or printed, start, end, _SOURCE)
    return Stated(printed, start, end, _SOURCE)
