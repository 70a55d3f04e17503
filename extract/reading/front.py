"""The front of a document: head, title and grounds; or the headline of a news page."""

from __future__ import annotations

from collections.abc import Sequence

from extract.head import cues
from extract.letters import is_upper
from extract.model import BlockKind
from extract.reading.lines import Placed
from extract.reading.numbering import opening

_SEARCHED = 80  # lines at the top in which the head of a document is looked for
_HEAD_LINES = 24  # the longest head, from the first issuer line to the title
_TITLE_LINES = 8
_TITLE_LENGTH = 600  # characters of one line of a trích yếu
_PROEMS = ("loi noi dau", "loi mo dau")
_DATE_LINE = 60  # characters of a place with its date
_NO_HEADLINE = ("dia chi", "kinh gui", "dien thoai", "theo de nghi")
_SUBJECT_LINE = 120  # characters of a line of a trích yếu under the number
_STRAY = 50  # characters: the longest line inside a head that may say nothing


def front_roles(
    lines: Sequence[Placed], kinds: list[BlockKind | None], framed: bool = True
) -> bool:
    """Mark head, title and grounds; say whether the document is an official one.

    ``framed`` when a portal's frame may stand around the text.
    """
    head = _head(lines, kinds)
    if head is None:
        _news_title(lines, kinds, framed and all(item.line.page is None for item in lines))
        return False
    if framed:
        _mark_dateline(lines, kinds, head)
    position = _mark_head(lines, kinds, head)
    position = _mark_title(lines, kinds, position)
    _mark_basis(lines, kinds, position)
    return True


def _mark_dateline(lines: Sequence[Placed], kinds: list[BlockKind | None], head: int) -> None:
    """Mark the day on which a portal published the document, above its head."""
    for position in range(head - 1, -1, -1):
        item = lines[position]
        if kinds[position] is None and item.line.page is None and cues.is_dateline(item.folded):
            kinds[position] = BlockKind.ATTRIBUTES
            return


def _head(lines: Sequence[Placed], kinds: Sequence[BlockKind | None]) -> int | None:
    """The first line of an official head, or None."""
    anchor: int | None = None
    for position, item in enumerate(lines[:_SEARCHED]):
        if kinds[position] is not None:
            continue
        if cues.is_nation(item.folded) or cues.is_motto(item.folded):
            anchor = position
            break
        if item.line.heading_level is not None:
            continue
        if cues.is_number_line(item.folded) and _near_head(lines, position):
            anchor = position
            break
        if cues.title_type(item.text, item.folded) and _has_grounds(lines, position):
            return position
    if anchor is None:
        return None
    first = anchor
    for position in range(anchor - 1, max(anchor - 9, -1), -1):
        item = lines[position]
        if kinds[position] is not None or item.line.heading_level is not None:
            break
        if not (
            cues.is_issuer(item.text, item.folded)
            or cues.continues_issuer(item.text, item.folded)
            or cues.is_rule(item.folded)
            or cues.is_number_line(item.folded)
            or (len(item.text) < 80 and is_upper(item.text))
        ):
            break
        first = position
    return first


def _near_head(lines: Sequence[Placed], position: int) -> bool:
    """Whether a number line has a head's company: an issuer above, or a place and date."""
    around = lines[max(0, position - 4) : position + 8]
    return any(
        cues.is_issuer(item.text, item.folded)
        or cues.is_place_date(item.folded)
        or cues.title_type(item.text, item.folded) is not None
        for item in around
    )


def _has_grounds(lines: Sequence[Placed], position: int) -> bool:
    """Whether a type in capitals is followed by grounds: a document saved without its head."""
    below = lines[position + 1 : position + 2 * _TITLE_LINES]
    return any(cues.is_basis(item.folded) for item in below)


def _mark_head(lines: Sequence[Placed], kinds: list[BlockKind | None], first: int) -> int:
    """Mark the lines of the head; the position of the first line after it."""
    about = beside = False  # inside a trích yếu under the number; the other column's line after it
    for position in range(first, min(first + _HEAD_LINES, len(lines))):
        item = lines[position]
        if kinds[position] not in (None, BlockKind.HEADER):
            continue
        if cues.title_type(item.text, item.folded) or item.folded.startswith("kinh gui"):
            return position
        if cues.is_about(item.folded):
            about = True
            kinds[position] = BlockKind.TITLE
        elif is_head_line(item):
            about = about and (cues.is_place_date(item.folded) or cues.is_motto(item.folded))
            beside = about
            kinds[position] = BlockKind.HEADER
        elif about and _goes_on_about(item, beside):
            kinds[position] = BlockKind.TITLE
        elif _head_goes_on(lines, position):
            kinds[position] = BlockKind.HEADER
        else:
            return position
    return min(first + _HEAD_LINES, len(lines))


def _goes_on_about(item: Placed, beside: bool) -> bool:
    """Whether a line goes on with a trích yếu, perhaps after a line of the column beside it."""
    if len(item.text) >= _SUBJECT_LINE or cues.is_basis(item.folded):
        return False
    return not beside or item.text[0].islower()


def _head_goes_on(lines: Sequence[Placed], position: int) -> bool:
    """Whether a short line that says nothing stands inside a head: a stamp, a misread word."""
    if len(lines[position].text) > _STRAY or cues.is_basis(lines[position].folded):
        return False
    return any(
        cues.title_type(item.text, item.folded) is not None
        or cues.is_nation(item.folded)
        or cues.is_place_date(item.folded)
        for item in lines[position + 1 : position + 4]
    )


def is_head_line(item: Placed) -> bool:
    """Whether a line can stand in a letterhead by what it says."""
    text, folded = item.text, item.folded
    return (
        cues.is_nation(folded)
        or cues.is_motto(folded)
        or cues.is_rule(folded)
        or cues.is_number_line(folded)
        or cues.is_place_date(folded)
        or cues.is_dateline(folded)
        or cues.is_issuer(text, folded)
        or cues.continues_issuer(text, folded)
        or (len(text) < 80 and is_upper(text) and opening(text) is None)
    )


def _mark_title(lines: Sequence[Placed], kinds: list[BlockKind | None], first: int) -> int:
    """Mark the type and trích yếu from ``first`` on; the position after them."""
    if first >= len(lines) or kinds[first] is not None:
        return first
    found = cues.title_type(lines[first].text, lines[first].folded)
    if found is None:
        return first
    kinds[first] = BlockKind.TITLE
    complete = bool(lines[first].text[found[1] :].strip(" :"))
    position = first + 1
    upper: bool | None = is_upper(lines[first].text[found[1] :]) if complete else None
    while position < min(first + _TITLE_LINES, len(lines)):
        item = lines[position]
        if kinds[position] is not None or cues.is_rule(item.folded):
            break
        if item.folded in _PROEMS:
            break
        if item.line.ruled and upper is not None:  # the trích yếu is complete
            break
        if not _continues_title(item, upper, lines[position - 1]):
            break
        if upper is None:
            upper = is_upper(item.text)
        kinds[position] = BlockKind.TITLE
        position += 1
    while position < len(lines) and kinds[position] is None and _is_authority(lines[position]):
        kinds[position] = BlockKind.HEADER
        position += 1
    return position


def _is_authority(item: Placed) -> bool:
    """A line between title and grounds: the one who decides, in capitals, or a rule."""
    return (
        cues.is_rule(item.folded)
        or cues.is_issuer(item.text, item.folded)
        or cues.continues_issuer(item.text, item.folded)
    )


def _continues_title(item: Placed, upper: bool | None, before: Placed) -> bool:
    """Whether a line goes on with a title whose first lines are in capitals or not."""
    text, folded = item.text, item.folded
    if (
        len(text) > _TITLE_LENGTH
        or cues.is_basis(folded)
        or folded.startswith(("kinh gui", "can cu"))
    ):
        return False
    if text.startswith("(") and text.endswith(")"):
        return True
    if opening(text) is not None or before.text.endswith((".", ";")):
        return False
    if upper is None:
        if item.line.bold or item.line.centered or cues.is_about(folded):
            return True
        return (is_upper(text) and not cues.is_issuer(text, folded)) or _is_subject(text)
    if upper:
        return is_upper(text) and not (cues.is_issuer(text, folded) and _is_whole_issuer(folded))
    return ((item.line.bold or item.line.centered) and not is_upper(text)) or (
        text[0].islower() and not before.text.endswith((".", ";", ":"))
    )


def _is_whole_issuer(folded: str) -> bool:
    return folded.startswith(
        (
            "chu tich",
            "bo truong",
            "thu tuong",
            "giam doc",
            "hieu truong",
            "uy ban nhan dan",
            "hoi dong nhan dan",
            "quoc hoi",
            "chinh phu",
            "uy ban thuong vu",
            "thong doc",
            "truong ",
            "tong ",
            "chanh an",
            "vien truong",
            "cuc truong",
            "so ",
            "bo ",
        )
    )


def _is_subject(text: str) -> bool:
    """Whether a line of running case can be a trích yếu: not a sentence of the text."""
    return len(text) < _TITLE_LENGTH and not text.endswith((".", ";", ":"))


def _mark_basis(lines: Sequence[Placed], kinds: list[BlockKind | None], first: int) -> None:
    """Mark the grounds between the title and the first point of the text."""
    seen = False
    for position in range(first, len(lines)):
        item = lines[position]
        if kinds[position] is not None:
            continue
        if cues.is_basis(item.folded):
            kinds[position] = BlockKind.BASIS
            seen = True
        elif seen and item.text.endswith(";") and opening(item.text) is None:
            kinds[position] = BlockKind.BASIS
        elif opening(item.text) is not None or position > first + 40:
            return


def _news_title(lines: Sequence[Placed], kinds: list[BlockKind | None], web: bool) -> None:
    """Mark the headline and, on the ``web``, the date of publication and the section's name."""
    free = [position for position, kind in enumerate(kinds[:_SEARCHED]) if kind is None]
    titled = BlockKind.TITLE in kinds
    dated = next((p for p in free if web and cues.is_dateline(lines[p].folded)), None)
    if dated is not None:
        kinds[dated] = BlockKind.ATTRIBUTES
    if titled:
        return
    free = [position for position in free if kinds[position] is None]
    running = next((p for p in free if _is_running(lines[p])), len(lines))
    before = [p for p in free if dated is not None and p < min(dated, running)]
    after = [p for p in free if (dated is None or p > dated) and p < running]
    headline = next(
        (p for p in (*reversed(before[-4:]), *after[:8]) if _is_headline(lines[p])), None
    )
    if headline is None:
        return
    kinds[headline] = BlockKind.TITLE
    for position in range(headline + 1, headline + _TITLE_LINES):
        if position not in free or not _continues_headline(lines[position], lines[position - 1]):
            break
        kinds[position] = BlockKind.TITLE
    _mark_remark(lines, kinds, headline)
    for position in free:  # the section's name above the headline
        above = lines[position]
        if (
            web
            and position < headline
            and len(above.text) < 60
            and not cues.is_issuer(above.text, above.folded)
        ):
            kinds[position] = BlockKind.BOILERPLATE


def _mark_remark(lines: Sequence[Placed], kinds: list[BlockKind | None], headline: int) -> None:
    """Mark what a title was issued with, "(Kèm theo … của …)", to its closing bracket."""
    first = headline + 1
    while first < len(lines) and kinds[first] is BlockKind.TITLE:
        first += 1
    if first == len(lines) or not cues.is_issued_with(lines[first].folded):
        return
    for position in range(first, min(first + 3, len(lines))):
        if kinds[position] is not None:
            return
        kinds[position] = BlockKind.TITLE
        if lines[position].text.endswith(")"):
            return


def _is_running(item: Placed) -> bool:
    """Whether the text of the page has begun: a numbered point, or a sentence of some length."""
    if opening(item.text) is not None:
        return True
    return len(item.text) >= 300 or (len(item.text) >= 120 and item.text.endswith("."))


def _continues_headline(item: Placed, before: Placed) -> bool:
    """Whether a printed line goes on with a headline in capitals."""
    return (
        item.line.page is not None
        and is_upper(before.text)
        and is_upper(item.text)
        and opening(item.text) is None
        and not cues.is_annex(item.folded)
    )


def _is_headline(item: Placed) -> bool:
    """Whether a line can be the headline of a page: some words, no sentence, no point of a list.

    The name of a body, grounds, a place and date, an address, a remark in brackets, and dots to be
    filled in are none.
    """
    text = item.text
    dated = len(text) < _DATE_LINE and cues.is_place_date(item.folded)
    if dated or cues.is_basis(item.folded):
        return False
    if not 4 <= len(text.split()) <= 50 or len(text) > 300 or opening(text) is not None:
        return False
    if text.startswith("(") or item.folded.startswith(_NO_HEADLINE):
        return False
    if cues.is_issuer(text, item.folded):
        return False
    if 2 * sum(map(str.isalpha, text)) < len(text):
        return False
    return not text.endswith((";", ":", ",")) and not (
        text.endswith(".") and not text.endswith("..")
    )
