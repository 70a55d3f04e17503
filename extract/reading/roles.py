"""What each line of a document is: head, title, grounds, headings, points, signature, frame.

One walk down the lines; where a line stands decides as much as what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.head import cues
from extract.head.attributes import attributes_in_line, label_field
from extract.letters import is_upper
from extract.model import BlockKind
from extract.reading.annex import annex_roles
from extract.reading.boilerplate import is_furniture, opens_furniture
from extract.reading.displaced import mark_displaced_head
from extract.reading.front import front_roles
from extract.reading.lines import Placed
from extract.reading.numbering import Depths, Opening, automatic, opening
from extract.reading.tail import tail_roles

_RUNNING_TEXT = 200  # characters: a line as long as this is text of the document
_SENTENCE = 120  # characters: as long as this and with a full stop, it is too
_HEAD_BELOW = 8  # lines from an issuer's name down to the national name
_ATTRIBUTE = 400  # characters of a label with its value
_HEADING = 200  # characters: the longest heading
_LEAD_IN = 70  # characters: a longer line that ends in a colon leads in a list
_LABELLED = re.compile(r"[^\d:]{2,40}:(?:\s|$)")
_NAMES_TABLE = re.compile(r"(?:bang|bieu do|hinh|so do) \d{1,3}(?:\.\d{1,3})*[.:] .{0,150}[^.;:,]$")
_SENTENCE_END = (".", ";", "./.", "…", "!", "?", ",")


@dataclass(frozen=True, slots=True)
class Role:
    """The kind of a line and, of a heading or item, its level and number."""

    kind: BlockKind
    level: int | None = None
    number: str | None = None


def classify(lines: Sequence[Placed], framed: bool = True) -> list[Role]:
    """The role of each line, in order; ``framed`` when a portal's frame may stand around."""
    kinds: list[BlockKind | None] = [_forced(item) for item in lines]
    if framed:
        _mark_attributes(lines, kinds)
        _mark_frame(lines, kinds)
    official = front_roles(lines, kinds, framed)
    tail_roles(lines, kinds, official)
    if official:
        mark_displaced_head(lines, kinds)
    annexed: set[int] = annex_roles(lines, kinds) if official else set()
    roles = _body(lines, kinds)
    for position in annexed:
        roles[position] = Role(roles[position].kind, level=1)
    return roles


def _forced(item: Placed) -> BlockKind | None:
    if item.line.furniture:
        return BlockKind.BOILERPLATE
    if item.line.footnote is not None:
        return BlockKind.FOOTNOTE
    if item.line.cells:
        return BlockKind.TABLE_ROW
    if item.line.title:
        return BlockKind.TITLE
    return None


def _mark_attributes(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """Runs of lines, or rows of a table, that state at least two known attributes."""
    run: list[int] = []
    stated = 0
    position = 0
    while position <= len(lines):
        found, taken = _attributes(lines, kinds, position)
        if found:
            run.extend(range(position, position + taken))
            stated += found
        else:
            if stated >= 2:
                for member in run:
                    kinds[member] = BlockKind.ATTRIBUTES
            run, stated = [], 0
        position += max(taken, 1)
    for position, kind in enumerate(kinds):
        before = lines[position - 1].line.table
        if (
            kind is BlockKind.TABLE_ROW
            and position
            and kinds[position - 1] is BlockKind.ATTRIBUTES
            and before == lines[position].line.table
            and len(_filled(lines[position])) <= 2
        ):
            kinds[position] = BlockKind.ATTRIBUTES  # a label of the table that we do not know


def _attributes(
    lines: Sequence[Placed], kinds: Sequence[BlockKind | None], position: int
) -> tuple[int, int]:
    """How many attributes are stated from ``position`` on, and by how many lines."""
    if position == len(lines) or kinds[position] not in (None, BlockKind.TABLE_ROW):
        return 0, 0
    item = lines[position]
    if item.cells:
        cells = _filled(item)
        if len(cells) == 1 and len(item.cells) == 2:  # a label without a value
            return int(label_field(cells[0]) is not None), 1
        if len(cells) in (2, 4):
            labels = [label_field(cell) is not None for cell in cells]
            return (0 if any(labels[1::2]) else sum(labels)), 1  # else the heads of columns
        return 0, 0
    if len(item.text) > _ATTRIBUTE:
        return 0, 0
    field = label_field(item.folded)
    is_label = field is not None and (field != "other" or item.text.endswith(":"))
    if is_label and _is_value(lines, kinds, position + 1):
        return 1, 2
    return len(attributes_in_line(item.text, item.folded)), 1


def _filled(row: Placed) -> list[str]:
    """The cells of a row that are not empty, folded."""
    return [cell for cell in row.folded.split("\t") if cell.strip()]


def _is_value(lines: Sequence[Placed], kinds: Sequence[BlockKind | None], position: int) -> bool:
    """Whether the line below a label can be its value."""
    if position >= len(lines) or kinds[position] is not None:
        return False
    item = lines[position]
    return (
        len(item.text) <= _ATTRIBUTE
        and label_field(item.folded) is None
        and _LABELLED.match(item.text) is None
    )


def _mark_frame(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """Furniture lines, and what follows the opening of a frame until running text.

    In an official document a line in small letters is a piece of a broken cell, not a menu's
    word, and nothing opens a frame before the signature or after an annex has begun.
    """
    inside = False
    official = ended = annexed = False  # in an official document; past its signature; in an annex
    for position, item in enumerate(lines):
        official = official or cues.is_nation(item.folded)
        ended = ended or item.folded.startswith("noi nhan") or _signs(item)
        annexed = annexed or (ended and cues.is_annex(item.folded))
        if kinds[position] in (BlockKind.ATTRIBUTES, BlockKind.TITLE):
            inside = False
        if kinds[position] in (BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES, BlockKind.TITLE):
            continue
        if (
            kinds[position] is None
            and is_furniture(item.folded)
            and not (official and item.text[0].islower())
        ):
            kinds[position] = BlockKind.BOILERPLATE
        elif (
            kinds[position] is None
            and item.line.page is None
            and (ended or not official)
            and not annexed
            and not item.text[0].islower()
            and opens_furniture(item.folded)
        ):
            kinds[position] = BlockKind.BOILERPLATE
            inside = True
        elif inside and _ends_frame(lines, position):
            inside = False
        elif inside:
            kinds[position] = BlockKind.BOILERPLATE


def _signs(item: Placed) -> bool:
    return cues.is_position(item.text, item.folded)


def _ends_frame(lines: Sequence[Placed], position: int) -> bool:
    """Whether the document goes on at ``position``: running text, or the head of a document."""
    item = lines[position]
    length = len(item.text)
    if length >= _RUNNING_TEXT or (length >= _SENTENCE and item.text.endswith((".", ";", ":"))):
        return True
    if cues.is_nation(item.folded) or item.line.heading_level == 1:
        return True
    return cues.is_issuer(item.text, item.folded) and any(
        cues.is_nation(below.folded) for below in lines[position : position + _HEAD_BELOW]
    )


def _body(lines: Sequence[Placed], kinds: Sequence[BlockKind | None]) -> list[Role]:
    depths = Depths()
    roles: list[Role] = []
    for position, item in enumerate(lines):
        kind = kinds[position]
        if kind is BlockKind.FOOTNOTE:
            roles.append(Role(kind, number=item.line.footnote or _footnote_number(item.text)))
        elif kind is not None:
            roles.append(Role(kind))
        else:
            roles.append(_body_role(item, depths))
    return roles


def _footnote_number(text: str) -> str | None:
    match = re.match(r"[\[(]?(\d{1,3})", text)
    return match[1] if match else None


def _body_role(item: Placed, depths: Depths) -> Role:
    line = item.line
    if cues.is_annex(item.folded) and (is_upper(item.text) or line.centered):
        depths.start_again()
        return Role(BlockKind.HEADING, 1)
    found = automatic(line.number) if line.number else opening(item.text)
    if found is None:
        if line.heading_level is not None:
            return Role(BlockKind.HEADING, min(line.heading_level, 9))
        if line.page is not None and _NAMES_TABLE.match(item.folded):
            return Role(BlockKind.CAPTION)
        if _is_plain_heading(item):
            return Role(BlockKind.HEADING, 1 if is_upper(item.text) else None)
        return Role(BlockKind.PARAGRAPH)
    level = depths.level(found.rank)
    kind = BlockKind.HEADING if _is_heading(item, found) else BlockKind.ITEM
    return Role(kind, level, found.number)


def _is_heading(item: Placed, found: Opening) -> bool:
    content = item.text[found.length :].strip()
    if found.is_dash or len(content) > _HEADING:
        return False
    if item.line.heading_level is not None:
        return True
    if found.is_roman:
        return not content.endswith(";")
    if found.is_named:
        return not content.endswith((".", ";")) or is_upper(content)
    if found.number is not None and found.number.isalpha():
        return item.line.bold and not content.endswith(_SENTENCE_END)
    if not content or content.endswith(_SENTENCE_END) or not content[0].isupper():
        return False
    return not content.endswith(":") or not (
        len(content) > _LEAD_IN or content.endswith(("gồm:", "sau:", "sau đây:", "là:"))
    )


def _is_plain_heading(item: Placed) -> bool:
    """Whether an unnumbered line is a heading: capitals, or bold and short of a sentence."""
    if len(item.text) > _HEADING or item.text.endswith(_SENTENCE_END):
        return False
    return is_upper(item.text) or (item.line.bold and not item.text.endswith(":"))
