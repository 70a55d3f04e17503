"""By when a figure is aimed at: the time of its clause, of its sentence, its row, or above it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extract.deadlines.names import spelled
from extract.model import Block, BlockKind, Bound, Document, Time, TimeKind
from extract.targets.quantities import FACTS

AIM_HEADING = re.compile(spelled(FACTS["aim_headings"]))
REACH = 600  # letters around a figure among which its clause is looked for
_BY = (Bound.UNTIL, Bound.BEFORE, Bound.AT_LATEST, Bound.WITHIN)
_TO_COME = (Bound.UNTIL, Bound.BEFORE, Bound.AT_LATEST)
_WHOLE = (TimeKind.YEAR, TimeKind.VAGUE, TimeKind.PERIOD, TimeKind.SCHOOL_YEAR)
_PARTS = (TimeKind.MONTH, TimeKind.QUARTER, TimeKind.HALF_YEAR)
_IN = re.compile(r"(?<!\w)vào\s+$", re.IGNORECASE)
_THIS = re.compile(r"này(?!\w)")
_RULE = re.compile(rf"{spelled(FACTS['normative'])}\s+$", re.IGNORECASE)
_LONGEST_KIND = 24  # letters of "thông tư liên tịch "
_PLANS = re.compile(
    rf"(?:^|\n)[\W\d]{{0,6}}(?:[ivxabcd]{{1,4}}[.)]\s{{1,3}})?{spelled(FACTS['aim_lists'])}"
    r"|đến (?:hết )?(?:ngày \d\d? tháng \d\d? )?(?:năm )?20\d\d(?!\d)"
    r"|(?<!\w)(?:phấn đấu|giao chỉ tiêu)(?!\w)"
)
_OF_RULES = re.compile(r"(?<!\w)(?:điều|khoản) \d|(?<!\w)quy định (?:tại|này)(?!\w)")
_RULES_OFTEN = 2  # a plan may name a rule as "quy định này" once
_OPENS = re.compile(r"(?:^|[“\".;:])\s*$")
_LONGEST_OPENING = 200  # letters of a line like "Mục tiêu đến năm 2025:"
_DEEPEST = 98
_LABELLED = re.compile(r"[^:;.]{1,40}:\s{0,2}")  # "+ Chè: đến năm 2030 …"
_REACHING = re.compile(r"\s{1,3}(?:phải )?đạt\s")
_COMPARED = re.compile(r"so với\s+(?:cuối |cùng kỳ )?$")
_COMPARING = 20  # letters of "so với cùng kỳ "
_NUMBERING = 8  # letters of "- ", "1.2. "
Span = tuple[int, int]


def rules(document: Document) -> bool:
    """Whether a document lays down rules: by its type, or because it says "Quy chế này".

    Decisions, and documents of unknown type that speak of articles and clauses, do unless they
    list aims, strive or name a year to come.
    """
    kind = (document.header.type.value or "").lower()
    if kind in FACTS["normative"]:
        return True
    if kind in FACTS["may_plan"] and not plans(document):
        return kind != "" or _OF_RULES.search(document.text.lower()) is not None
    if kind not in FACTS["may_rule"]:
        return False
    found = 0
    for this in _THIS.finditer(document.text):
        before = document.text[max(0, this.start() - _LONGEST_KIND) : this.start()]
        found += _RULE.search(before) is not None
        if found == _RULES_OFTEN:
            return True
    return False


def plans(document: Document) -> bool:
    """Whether a document lists aims, strives or names a year to come."""
    return _PLANS.search(document.text.lower()) is not None


class DueTimes:
    """The times that bind the figures of one document, whose blocks are entered in order."""

    def __init__(self, document: Document, *, ruling: bool) -> None:
        """``document`` has its times and, for rows of task tables, its deadlines.

        ``ruling``: it lays down rules.
        """
        self._document = document
        self._starts = [time.start for time in document.times]
        self._stack: list[tuple[int, Time | None]] = []
        self._opened: Time | None = None
        self._depth = _DEEPEST  # level of the item that opened
        header = document.header
        self._issued = (header.issued_on.value or header.published_on.value or "")[:10]
        self._ruling = ruling
        self._rows = _rows(document)
        self._row_starts = [row[0] for row in self._rows]

    def enter(self, block: Block, low: str) -> Time | None:
        """Begin a block; the time its first words set ("Đến năm 2025, …"), or those above it."""
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            self._opened = None
        listed = block.kind in (BlockKind.HEADING, BlockKind.ITEM)
        level = (block.level or _DEEPEST) if listed else None
        if level is not None and (level < self._depth or (level == self._depth and block.number)):
            self._opened = None
        if level is not None:
            while self._stack and self._stack[-1][0] >= level:
                self._stack.pop()
        above = next((time for _, time in reversed(self._stack) if time is not None), None)
        first = bisect_left(self._starts, block.start)
        timed = first < len(self._starts) and self._starts[first] < block.end
        given = (self._opening(block, first) if timed else None) or self._opened or above
        own = None
        if timed and len(low) <= _LONGEST_OPENING:
            own = self._nearest(block.start, block.end, block.end)
        if own is not None and not (
            low.rstrip().endswith(":")
            or AIM_HEADING.search(low[:60]) is not None
            or self._ends_on_a_time(block)
        ):
            own = None
        if level is not None:
            self._stack.append((level, own))
        if own is not None and block.kind is not BlockKind.HEADING:
            self._opened, self._depth = own, level or 0
        return given

    def _opening(self, block: Block, first: int) -> Time | None:
        """The bound with which a block begins, its number aside; it holds for all its sentences.

        ``first``: the number of its first time.
        """
        time = self._document.times[first]
        if time.latest is None or time.bound not in _BY or not self._is_free(time):
            return None
        before = self._document.text[block.start : time.start]
        opens = len(before) <= _NUMBERING or _LABELLED.fullmatch(before) is not None
        return time if opens else None

    def _ends_on_a_time(self, block: Block) -> bool:
        """Whether a heading closes with its bound, or a line is nothing else: "a) Đến năm 2027"."""
        last = bisect_left(self._starts, block.end) - 1
        if last < 0 or self._document.times[last].start < block.start:
            return False
        time = self._document.times[last]
        bare = block.kind is BlockKind.HEADING or time.start - block.start <= _NUMBERING
        rest = self._document.text[time.end : block.end].strip(" .\n\xa0")
        return bare and not rest and (time.bound in _BY or time.kind is TimeKind.PERIOD)

    def of(self, sentence: Span, clause: Span, at: int, given: Time | None) -> Time | None:
        """The time by which the figure at ``at`` is aimed at: of its clause, sentence or above it.

        The time of a row of a task table goes before a bare year ("chi phí của năm 2026"), and
        ``given``, what is set above, before one of an earlier clause.
        """
        time = self._nearest(*clause, at)
        if time is None:
            earlier = self._nearest(max(sentence[0], at - REACH), clause[0], at)
            bare = earlier is None or earlier.bound is None
            time = given if bare and given is not None else earlier
            time = time or self._closing(clause[1], sentence[1], at)
        row = self._row(at) if time is None or time.bound is None else None
        return row or time

    def _closing(self, start: int, end: int, at: int) -> Time | None:
        """The time to come that closes a sentence: of all its figures ("… và 20 ha … trước …")."""
        time = self._nearest(start, end, at)
        if time is None or not (time.bound in _TO_COME or self._stands_within(time)):
            return None
        text = self._document.text
        closes = not text[time.end : end].strip(" .;\n\xa0") and ";" not in text[start : time.start]
        return time if closes else None

    def _stands_within(self, time: Time) -> bool:
        return _IN.search(self._document.text[max(0, time.start - 6) : time.start]) is not None

    def ahead(self, span: Span, at: int, given: Time | None) -> bool:
        """Whether the figure at ``at`` is said of a time to come, in ``span`` or above it.

        That is a bound ("đến năm 2030"), or a year after that of the document; in rules a bound,
        a period or a year to come by which something reaches a level ("năm 2027 đạt 95%").
        """
        time = self._nearest(max(span[0], at - REACH), span[1], at) or given
        if time is None or time.latest is None or time.latest.isoformat() <= self._issued:
            return False
        later = self._issued != "" and time.latest.isoformat()[:4] > self._issued[:4]
        if self._ruling:
            reaching = _REACHING.match(self._document.text, time.end) is not None
            return time.bound is Bound.UNTIL or time.kind is TimeKind.PERIOD or reaching
        return time.bound in _TO_COME or later

    def _nearest(self, start: int, end: int, at: int) -> Time | None:
        """Between two positions, the nearest time before ``at``, else the first after it."""
        first = second = None
        within = slice(bisect_left(self._starts, start), bisect_left(self._starts, end))
        for time in self._document.times[within]:
            if not self._is_free(time) or time.latest is None or time.recurrence is not None:
                continue
            before = self._document.text[max(0, time.start - _COMPARING) : time.start]
            if _COMPARED.search(before) is not None:
                continue
            ends = time.bound in _BY or (time.bound is None and self._is_whole(time))
            if ends and time.start < at:
                first = time
            elif ends and second is None:
                second = time
        return first or second

    def _is_whole(self, time: Time) -> bool:
        """Whether a time without a bound ends what it is said of: a year, "vào quý II/2025"."""
        if time.kind in _PARTS:
            return self._stands_within(time)
        return time.kind in _WHOLE

    def _is_free(self, time: Time) -> bool:
        """Whether a time can bind: an event to come, one of a title that opens or is reached by."""
        if time.role is None:
            return True
        if time.role == "event":
            day = "" if time.latest is None else time.latest.isoformat()
            return day > self._issued != ""
        before = self._document.text[max(0, time.start - 4) : time.start]
        opens = _OPENS.search(before) or _REACHING.match(self._document.text, time.end)
        return time.role == "title" and time.bound in _BY and opens is not None

    def _row(self, at: int) -> Time | None:
        position = bisect_right(self._row_starts, at) - 1
        if position < 0 or at >= self._rows[position][1]:
            return None
        return self._rows[position][2]


def _rows(document: Document) -> list[tuple[int, int, Time]]:
    """The rows of task tables that are due by one time."""
    starting = {time.start: time for time in document.times}
    rows: dict[Span, list[Time]] = {}
    for deadline in document.deadlines:
        if deadline.rule == "table" and deadline.start in starting:
            rows.setdefault(deadline.sentence, []).append(starting[deadline.start])
    due = [(*row, times[0]) for row, times in rows.items() if len(times) == 1]
    return sorted(due, key=lambda row: row[:2])
