"""The foot of a document: signature, recipients, footnotes of a saved text; a news page's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.head import cues
from extract.letters import is_upper
from extract.model import BlockKind
from extract.reading.lines import Placed
from extract.reading.numbering import opening

_SIGNED = re.compile(r"\W*(?:da ky|ky ten|ky|da ky va dong dau)\W*")
_RECIPIENTS = re.compile(r"noi nhan\b.{0,40}")
_TO = re.compile(r"(?:[-–—+•*]|nhu |luu|\(?bao cao\)?|\(?de ).{0,400}")
_FILED = re.compile(
    r"[-–—+•*] ?luu(?: ?:| (?:vt|vp|van thu)\b).{0,60}"
)  # the last recipient is the office's own file
_DASHED = re.compile(r"[-–—+•*].{1,160}")
_MISREAD = re.compile(r"\W{0,3}\w{2,4} nhan\W*")
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?[.:]?(?: {1,3}|\t)?(?=[^\W\d_“\"(]|[“\"(])")
_FIGURES = re.compile(r"\d+")
_NOTES = re.compile(r"(?:ghi chu|chu thich|chu giai|huong dan (?:cach )?ghi)\W*")
_BRACKETED = re.compile(r"[\[(](\d{1,2})[\])]")
_MORE = 8  # lines that may go on with one note of a form
_CAPTION = 250  # characters of the longest caption
_APART = 4  # lines: two lines of frame nearer than this open a frame, one may be a broken cell
_SIGNER_LINES = 3  # on a form, that say who signs
_SIGNER = 60  # characters of such a line
_SIGNATURE_LINES = 12  # from the position down to the name


def tail_roles(lines: Sequence[Placed], kinds: list[BlockKind | None], official: bool) -> None:
    """Mark signatures, recipients, saved footnotes, captions and bylines."""
    _mark_signatures(lines, kinds)
    if official:
        _mark_recipients(lines, kinds)
        _mark_notes(lines, kinds)
        _mark_form_notes(lines, kinds)
        _mark_after_end(lines, kinds)
    else:
        _mark_news_end(lines, kinds)
        _mark_captions(lines, kinds)


def _mark_signatures(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    position = 0
    while position < len(lines):
        if kinds[position] is None and cues.is_position(
            lines[position].text, lines[position].folded
        ):
            last = _name_below(lines, kinds, position)
            if last is not None:
                for member in range(position, last + 1):
                    if kinds[member] is None:
                        kinds[member] = BlockKind.SIGNATURE
                position = last
        elif kinds[position] is None and cues.is_sign_here(lines[position].folded):
            _mark_place_to_sign(lines, kinds, position)
        position += 1


def _mark_place_to_sign(lines: Sequence[Placed], kinds: list[BlockKind | None], here: int) -> None:
    """On a form: "(Ký, ghi rõ họ tên)" and the lines in capitals above it that say who."""
    kinds[here] = BlockKind.SIGNATURE
    for position in range(here - 1, max(here - _SIGNER_LINES, 0) - 1, -1):
        item = lines[position]
        if kinds[position] is not None or len(item.text) > _SIGNER or not is_upper(item.text):
            return
        kinds[position] = BlockKind.SIGNATURE


def _name_below(
    lines: Sequence[Placed], kinds: Sequence[BlockKind | None], position: int
) -> int | None:
    """The last line of the signature that opens at ``position``: the name, or "(Đã ký)"."""
    last: int | None = None
    for below in range(position + 1, min(position + _SIGNATURE_LINES, len(lines))):
        item = lines[below]
        if kinds[below] is not None:
            break
        if cues.is_person(item.text) and not cues.is_position(item.text, item.folded):
            return below
        if _SIGNED.fullmatch(item.folded):
            last = below
        elif not (is_upper(item.text) and len(item.text) < 100):
            break
    return last


def _mark_recipients(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    for position, item in enumerate(lines):
        if kinds[position] is not None or not _RECIPIENTS.match(item.folded):
            continue
        kinds[position] = BlockKind.RECIPIENTS
        for below in range(position + 1, len(lines)):
            if kinds[below] is not None:
                break
            if not _TO.fullmatch(lines[below].folded) and not lines[below].text.endswith(";"):
                break
            kinds[below] = BlockKind.RECIPIENTS
    for position, item in enumerate(lines):
        if kinds[position] is None and _FILED.fullmatch(item.folded):
            _mark_recipients_above(lines, kinds, position)


def _mark_recipients_above(
    lines: Sequence[Placed], kinds: list[BlockKind | None], last: int
) -> None:
    """Recipients whose heading a scan has misread, from the last of them up to the heading."""
    position = last
    while position >= 0 and kinds[position] is None and _DASHED.fullmatch(lines[position].folded):
        kinds[position] = BlockKind.RECIPIENTS
        position -= 1
    if position >= 0 and kinds[position] is None and _MISREAD.fullmatch(lines[position].folded):
        kinds[position] = BlockKind.RECIPIENTS


def _mark_notes(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """A run of lines "1 …", "2 …" after the signature: footnotes of a saved page."""
    if BlockKind.FOOTNOTE in kinds:
        return
    ends = [p for p, kind in enumerate(kinds) if kind is BlockKind.SIGNATURE]
    if not ends:
        return
    notes: list[int] = []
    for position in range(ends[-1] + 1, len(lines)):
        if kinds[position] is not None:
            continue
        match = _NOTE.match(lines[position].text)
        if match is None or int(match[1]) != len(notes) + 1 or _is_listed(lines[position]):
            break
        notes.append(position)
    for position in notes:
        kinds[position] = BlockKind.FOOTNOTE


def _mark_form_notes(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """Notes (1), (2) … under "Ghi chú", to which the blanks of a form point; over pages, too."""
    for heading, item in enumerate(lines):
        if kinds[heading] is not None or not _NOTES.fullmatch(item.folded):
            continue
        wanted, more = 1, 0
        for position in range(heading + 1, len(lines)):
            if kinds[position] is BlockKind.BOILERPLATE:
                continue
            match = _BRACKETED.match(lines[position].text)
            if kinds[position] is not None or cues.is_annex(lines[position].folded):
                break
            if match and int(match[1]) == wanted:
                kinds[position] = BlockKind.FOOTNOTE
                wanted, more = wanted + 1, 0
            elif wanted == 1 or more == _MORE:
                break
            else:
                more += 1


def _is_listed(item: Placed) -> bool:
    found = opening(item.text)
    return found is not None and not item.text.startswith(("[", "("))


def _mark_after_end(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """Once frame follows the signature, short lines after it are frame too.

    What also stands above the signature is the running head of pages. Annexes go on below it:
    from the first one on, a line is frame only for what it says itself, for the cells of a saved
    table are as short as the lines of a menu.
    """
    ends = [
        p
        for p, kind in enumerate(kinds)
        if kind in (BlockKind.SIGNATURE, BlockKind.RECIPIENTS, BlockKind.FOOTNOTE)
    ]
    if not ends:
        return
    inside, before = False, -_APART
    running = {
        _FIGURES.sub("0", lines[position].folded)
        for position in range(ends[-1])
        if kinds[position] is BlockKind.BOILERPLATE
    }
    for position in range(ends[-1] + 1, len(lines)):
        item = lines[position]
        if item.line.page is not None or cues.is_annex(item.folded):
            return  # pages have their frame from their layout
        if kinds[position] is BlockKind.BOILERPLATE:
            if _FIGURES.sub("0", item.folded) not in running:
                inside = inside or position - before < _APART
                before = position
        elif kinds[position] is not None:
            inside = False
        elif inside and len(item.text) < 250:
            kinds[position] = BlockKind.BOILERPLATE


def _mark_news_end(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    """The writer's line after the last paragraph."""
    for position in range(len(lines) - 1, -1, -1):
        item = lines[position]
        if kinds[position] is not None:
            continue
        if cues.is_byline(item.folded) or cues.is_person(item.text):
            kinds[position] = BlockKind.SIGNATURE
        else:
            return


def _mark_captions(lines: Sequence[Placed], kinds: list[BlockKind | None]) -> None:
    titles = {
        lines[p].folded
        for p, kind in enumerate(kinds)
        if kind is BlockKind.TITLE and not cues.is_issued_with(lines[p].folded)
    }
    pictured = False  # the line above stands for a picture
    for position, item in enumerate(lines):
        below_picture, pictured = pictured, item.folded.startswith("[")
        if kinds[position] is not None or item.line.heading_level is not None:
            continue
        sentence = item.text.endswith((".", ";", ":"))
        if (
            item.folded in titles
            or (below_picture and len(item.text) < _CAPTION)
            or (cues.is_caption(item.folded) and not sentence)
            or item.folded.startswith(("anh:", "anh minh hoa", "(anh"))
        ):
            kinds[position] = BlockKind.CAPTION
