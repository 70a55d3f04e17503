"""The heads of annexes: the letterhead and the title of what a document issues with itself.

They look like the document's own head but stand below it, and are no headings of its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.head import cues
from extract.letters import is_upper
from extract.model import BlockKind
from extract.reading.lines import Placed
from extract.reading.numbering import opening

_BLANK_DATE = re.compile(r"[ .…_,]*ngay[ .…_\d]*thang[ .…_\d]*nam[ .…_\d]*")
_NATION_BEGINS = ("cong hoa xa hoi", "dang cong san")
_ABOVE = 6  # lines of a letterhead or title above the line that gives it away
_BELOW = 6
_LONGEST = 300  # characters of one line of a title
_SENTENCE_END = (".", ";", ":", ",")

_FRONT = (BlockKind.HEADER, BlockKind.TITLE, BlockKind.BASIS)


def annex_roles(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> set[int]:
    """Mark letterheads and titles below the front of a document; their positions."""
    front = max((at for at, kind in enumerate(kinds) if kind in _FRONT), default=-1)
    marked: dict[int, BlockKind] = {}
    for position in range(front + 1, len(lines)):
        if kinds[position] is not None or position in marked:
            continue
        if _is_nation(lines[position]):
            _mark_letterhead(lines, kinds, marked, position)
        elif cues.is_issued_with(lines[position].folded):
            _mark_title(lines, kinds, marked, position)
    for position, kind in marked.items():
        kinds[position] = kind
    return set(marked)


def _mark_letterhead(
    lines: Sequence[Placed],
    kinds: Sequence[BlockKind | None],
    marked: dict[int, BlockKind],
    nation: int,
) -> None:
    """The body's name above the national name, and what stands below it down to the title."""
    marked[nation] = BlockKind.HEADER
    for position in range(nation - 1, max(nation - _ABOVE, -1), -1):
        if kinds[position] is not None or not _is_body(lines[position]):
            break
        marked[position] = BlockKind.HEADER
    position = nation + 1
    while position < len(lines) and kinds[position] is None and _is_head(lines[position]):
        marked[position] = BlockKind.HEADER
        position += 1
    for title in range(position, min(position + _BELOW, len(lines))):
        item = lines[title]
        if kinds[title] is not None or not _is_title(item, below_head=title == position):
            break
        marked[title] = BlockKind.TITLE


def _mark_title(
    lines: Sequence[Placed],
    kinds: Sequence[BlockKind | None],
    marked: dict[int, BlockKind],
    issued: int,
) -> None:
    """The title above "(Ban hành kèm theo …)", and that line to its closing bracket."""
    for position in range(issued, min(issued + 3, len(lines))):
        if kinds[position] is not None:
            break
        marked[position] = BlockKind.TITLE
        if lines[position].text.endswith(")"):
            break
    for position in range(issued - 1, max(issued - _ABOVE, -1), -1):
        if kinds[position] is not None or position in marked or not _is_title(lines[position]):
            break
        marked[position] = BlockKind.TITLE


def _is_nation(item: Placed) -> bool:
    """Whether a line is the national name; "Luật này được Quốc hội nước … thông qua" is not."""
    alone = is_upper(item.text) or item.folded.startswith(_NATION_BEGINS)
    return alone and cues.is_nation(item.folded)


def _is_body(item: Placed) -> bool:
    return (
        cues.is_issuer(item.text, item.folded)
        or cues.continues_issuer(item.text, item.folded)
        or cues.is_rule(item.folded)
        or cues.is_number_line(item.folded)
    )


def _is_head(item: Placed) -> bool:
    return (
        cues.is_motto(item.folded)
        or cues.is_place_date(item.folded)
        or _BLANK_DATE.fullmatch(item.folded) is not None
        or _is_body(item)
    )


def _is_title(item: Placed, *, below_head: bool = False) -> bool:
    """Whether a line can belong to a title: set apart, no sentence, no numbered point.

    Right ``below_head`` it is in capitals, and may be what else opens an annex: "DANH SÁCH".
    """
    text, line = item.text, item.line
    if len(text) > _LONGEST or text.endswith(_SENTENCE_END):
        return False
    if below_head:
        return is_upper(text) and opening(text) is None
    if cues.is_annex(item.folded):
        return False
    return opening(text) is None and (
        is_upper(text) or line.bold or line.centered or cues.is_about(item.folded)
    )
