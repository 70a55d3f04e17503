"""The lines of tables saved as plain text, in which each line of a cell is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import BlockKind, Document

_READ = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}")
# "Bộ Nội vụ Các bộ, cơ quan": two cells on one line.
_NEXT_CELL = re.compile(
    r"[^\W\d_]\s+(?=Các\s(?:bộ|sở|ban|cơ quan|đơn vị|địa phương|trường|xã|phường))"
)
UNFINISHED = re.compile(r"(?:,|(?<!\w)(?:và|của|với|là|cho|thuộc|-))\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where it stands and in which block."""

    start: int
    end: int
    block: int


def printed_lines(document: Document, original: str) -> Iterator[Line]:
    """The lines of the text proper; ``original`` is the document's text with its line ends."""
    for position, block in enumerate(document.blocks):
        if block.kind not in _READ or _is_page_number(document, position):
            continue
        start = block.start
        for part in original[block.start : block.end].split("\n"):
            begin = 0
            for cut in [*(match.end() for match in _NEXT_CELL.finditer(part)), len(part)]:
                if part[begin:cut].strip():
                    yield Line(start + begin, start + len(part[:cut].rstrip()), position)
                begin = cut
            start += len(part) + 1


def _is_page_number(document: Document, position: int) -> bool:
    """Whether a block is the number of a page, below or above its running head."""
    words = document.quote((document.blocks[position].start, document.blocks[position].end))
    beside = document.blocks[max(0, position - 1) : position + 2]
    return words.strip().isdigit() and any(block.kind is BlockKind.BOILERPLATE for block in beside)


def goes_on(text: str, line: Line, before: Line) -> bool:
    """Whether a line goes on the one before it: after a comma, in brackets, or written small."""
    words = text[line.start : line.end].lstrip()
    if words[:1].islower() or (words[:1] == "(" and not words[1:2].isdigit()):
        return True
    return UNFINISHED.search(text[before.start : before.end]) is not None
