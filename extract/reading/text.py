"""Plain text: saved pages and documents without any layout but their lines.

``Document.text`` is the file's own text in NFC, so that offsets into the file hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.head import cues
from extract.letters import fold, is_upper
from extract.model import Document, Outcome, Reading, Source
from extract.reading import limits
from extract.reading.boilerplate import is_furniture, opens_furniture
from extract.reading.flat_tables import FlatTable, flat_tables
from extract.reading.legacy import repair
from extract.reading.letter_codes import decode
from extract.reading.markdown import is_markdown, markdown_lines
from extract.reading.numbering import opening
from extract.reading.structure import Line, assemble

_WRAPPED_LINES = 3  # lines that end within a sentence: fewer are slips
_WRAPPED_TO_LONG = 2  # such lines for each that is longer than a page is wide
_WIDTH = (40, 130)  # characters: the usual length of a printed line
_FULL_LINE = 0.72  # of the width: a shorter line ends its paragraph
_HEAD_LINES = 14  # from the top, in which the letterhead stands
_TWO_COLUMNS = re.compile(
    r"[ \t\u00a0]*(\S(?:(?![ \u00a0]{3}|\t).)*+)(?:[ \u00a0]{3}|\t)[ \t\u00a0]*(\S.*?)\s*"
)
_END = (".", ";", ":", "!", "?", "”", '"', "…", "/")


def read_text(data: bytes, source: Source) -> Reading:
    """Read plain text in any encoding; refuses a file or a line beyond the limits."""
    longest = max(len(line) for line in data.split(b"\n"))
    if longest > limits.LINE_BYTES:
        return Reading(
            Outcome.REFUSED, reason="line_too_long", detail=limits.megabytes(limits.LINE_BYTES)
        )
    if len(data) > limits.TEXT_BYTES:
        return Reading(
            Outcome.REFUSED, reason="too_large", detail=limits.megabytes(limits.TEXT_BYTES)
        )
    return Reading(Outcome.READ, document_of_text(repair(decode(data)), source))


def document_of_text(text: str, source: Source) -> Document:
    """The document that a plain text is."""
    text = re.sub(r"\r(?!\n)", "\n", text)
    printed = text.split("\n")
    lines = markdown_lines(printed) if is_markdown(printed) else _plain_lines(printed)
    return assemble(list(lines), source, "text/plain")


def _plain_lines(printed: list[str]) -> Iterator[Line]:
    """The paragraphs and the rows of tables of a text without marks."""
    wrapped = is_wrapped(printed)
    width = _usual_width(printed)
    reached = 0
    for table in [*flat_tables(printed), FlatTable(len(printed), len(printed), ())]:
        above = printed[reached : table.start]
        if not reached:
            head = _letterhead(above)
            yield from (Line(line, pieces=_columns(line)) for line in above[:head])
            above = above[head:]
        for group in paragraphs(above, width if wrapped else None):
            yield Line("\n".join(group))
        yield from table.lines
        reached = table.end


def _letterhead(printed: list[str]) -> int:
    """How many lines from the top hold the issuer beside the national name, set apart by blanks.

    Zero where the head of the text is not laid out so (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    beside = [n for n, line in enumerate(printed[:_HEAD_LINES]) if len(_columns(line)) == 2]
    if not beside or not any(cues.is_nation(fold(line)) for line in _halves(printed, beside)):
        return 0
    return beside[-1] + 1


def _halves(printed: list[str], beside: list[int]) -> Iterator[str]:
    for number in beside:
        for start, end in _columns(printed[number]):
            yield printed[number][start:end]


def _columns(line: str) -> tuple[tuple[int, int], ...]:
    """The left and the right half of a line; the whole line where it has no two."""
    match = _TWO_COLUMNS.fullmatch(line)
    if match is None:
        return ((0, len(line)),)
    return match.span(1), match.span(2)


# Words that ask for the figure below: "trước ngày", "trong quý", "ngày 15 tháng".
_ASKS = re.compile(
    r"(?:(?<=[^\W\d] )(?:năm|tháng|ngày|quý|số|học kỳ)|ngày \d{1,2} tháng|tháng \d{1,2} năm)$"
)
_ASKING = 16  # letters of the longest of them, "ngày 15 tháng"
_FIGURE = re.compile(r"\d|[IVX]{1,5}\b")
_DATE_BEGUN = re.compile(r"(?:ngày|tháng) \d{1,2}$")
_DATE_ENDED = re.compile(r"(?:tháng|năm) \d")


def is_wrapped(printed: list[str]) -> bool:
    """Whether paragraphs run over several printed lines, as in the text of a PDF.

    Then lines end within sentences, and hardly any is longer than a page is wide. A letter of few
    paragraphs has few such lines, and a text whose paragraphs are whole has its slips.
    """
    inside = long = 0
    for line, below in pairwise(map(str.strip, printed)):
        long += len(line) > _WIDTH[1]
        if len(line) >= _WIDTH[0] and below and not line.endswith(_END):
            inside += below[0].islower() and opening(below) is None
    return inside >= _WRAPPED_LINES and inside > _WRAPPED_TO_LONG * long


def paragraphs(printed: list[str], width: int | None) -> Iterator[list[str]]:
    """Group printed lines to paragraphs.

    ``width``: the usual length of a line; None where each line is a paragraph, unless a date or
    a number is cut at its end.
    """
    group: list[str] = []
    above = ""
    for line in printed:
        visible = line.strip()
        cut = bool(above and visible) and _is_cut(above, visible)
        if group and not cut and not (width is not None and _goes_on(above, visible, width)):
            yield group
            group = []
        group.append(line)
        above = visible
    if group:
        yield group


def _is_cut(above: str, line: str) -> bool:
    """Whether a line ends within a date or before the figure it asks for: "quý", then "II"."""
    if _ASKS.search(above, max(0, len(above) - _ASKING)):
        return _FIGURE.match(line) is not None
    return _DATE_ENDED.match(line) is not None and _DATE_BEGUN.search(above) is not None


def _usual_width(printed: list[str]) -> int:
    lengths = sorted(len(line.strip()) for line in printed if len(line.strip()) > _WIDTH[0])
    return lengths[int(len(lengths) * 0.8)] if lengths else _WIDTH[1]


def _goes_on(above: str, line: str, width: int) -> bool:
    """Whether a printed line goes on with the paragraph above it."""
    if not above or not line:
        return False
    full = len(above) >= _FULL_LINE * width
    if not full and not line[0].islower():
        return False
    if is_upper(line) or is_upper(above):
        return False
    numbered = opening(line) is not None
    if numbered and (above.endswith(_END) or not full):
        return False
    folded, above_folded = fold(line), fold(above)
    if is_furniture(folded) or opens_furniture(folded) or is_furniture(above_folded):
        return False
    if cues.is_basis(folded) or cues.is_place_date(folded) or cues.is_motto(above_folded):
        return False
    return line[0].islower() or not (above.endswith(_END) or numbered)
