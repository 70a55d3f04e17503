"""A letterhead that a file holds below the title it stands above.

The gazette and signed files put number and date into the page after its text is made, and so the
text of the page ends with its letterhead. It is known by being whole: national name, a number that
is filled in, place and date. What has blanks is the form of an annex.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.head import cues
from extract.head.days import day_in_words
from extract.head.number import number_in_line
from extract.letters import is_upper
from extract.model import BlockKind
from extract.reading.front import is_head_line
from extract.reading.lines import Placed

_SEARCHED = 80  # lines, as many as a page may have


def mark_displaced_head(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """Mark the letterhead below the title of a document that has none above it."""
    head = [at for at, kind in enumerate(kinds) if kind is BlockKind.HEADER]
    if any(cues.is_nation(lines[at].folded) or _number(lines[at]) for at in head):
        return
    for position, item in enumerate(lines[:_SEARCHED]):
        if kinds[position] in (BlockKind.SIGNATURE, BlockKind.RECIPIENTS):
            return
        if kinds[position] is None and cues.is_nation(item.folded) and is_upper(item.text):
            stretch = _around(lines, kinds, position)
            if _is_whole([lines[at] for at in stretch]):
                for at in stretch:
                    kinds[at] = BlockKind.HEADER
            return


def _around(lines: Sequence[Placed], kinds: Sequence[BlockKind | None], nation: int) -> list[int]:
    """The lines of a letterhead that stand together with the national name."""

    def belongs(at: int) -> bool:
        return 0 <= at < len(lines) and kinds[at] is None and is_head_line(lines[at])

    first = last = nation
    while belongs(first - 1):
        first -= 1
    while belongs(last + 1):
        last += 1
    return list(range(first, last + 1))


def _is_whole(stretch: Sequence[Placed]) -> bool:
    return any(_number(item) for item in stretch) and any(_is_dated(item) for item in stretch)


def _number(item: Placed) -> bool:
    if not cues.is_number_line(item.folded):
        return False
    stated = number_in_line(item.text, 0, len(item.text))
    return stated is not None and stated.value is not None


def _is_dated(item: Placed) -> bool:
    if not cues.is_place_date(item.folded):
        return False
    stated = day_in_words(item.text, 0, len(item.text))
    return stated is not None and len(stated.value or "") == len("2023-09-05")
