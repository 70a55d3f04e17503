"""What an expression of time is said of: a citation, a title, an effect, a past event.

Only expressions without a role can set a deadline.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from extract.data_files import read_yaml
from extract.model import Block, BlockKind, Bound, Document, Reference, ReferenceKind, TimeKind
from extract.times import words as w
from extract.times.basis import SIGNING_LINE
from extract.times.moments import Basis
from extract.times.scan import Found

_CUES: dict[str, list[str]] = read_yaml("extract.times", "data/roles.yaml")
_LINE = 80  # letters of the longest line of signing
_BESIDE = 60  # letters before a day, in which a verb orders
_WINDOW = 200

_BREAK = re.compile(r"[.;:\t]")
_EFFECT = w.pattern(rf"(?:{w.words(_CUES['effect'])})[^.;\n\t]{{0,40}}$")
_EFFECT_AFTER = w.pattern(rf"[^.;\n\t]{{0,30}}(?:{w.words(_CUES['effect_after'])})")
# "ban hành văn bản, bảo đảm có hiệu lực trước ngày …" is something to be done.
_ENSURED = w.pattern(r"(?:bảo đảm|đảm bảo)(?: [^\s.;,]{1,12}){0,3} có hiệu lực[^.;\n\t]{0,40}$")
# "Nghị quyết này có hiệu lực kể từ ngày ký và được thực hiện đến hết ngày …"
_RUNS_UNTIL = w.pattern(
    rf"(?:{w.words(w.DOCUMENTS)}) này (?:có hiệu lực[^.;\n\t]{{0,80}} và )?"
    r"(?:được )?(?:thực hiện|áp dụng|thí điểm|có giá trị)(?: thực hiện| áp dụng)? $"
)
_MEMORY = w.pattern(rf"(?:{w.words(_CUES['memory'])})[^.;\n\t]{{0,120}}$")
_PROGRAMME = w.pattern(rf"(?<!\w)(?:{w.words(_CUES['programmes'])})(?!\w)")
_AIM = w.pattern(
    rf"(?<!\w)(?<!chương\x20)(?<!công\x20)(?<!quá\x20)(?:{w.words(_CUES['aims'])})(?!\w)"
)
_SCHEDULE = re.compile(rf"(?<!\w)(?:{w.words(_CUES['schedules'])})(?!\w)")
_HORIZON = w.pattern(rf"(?:{w.words(_CUES['horizons'])})\s*$")
# A date straight after a document's symbol ("12/QĐ-UBND ngày …") cites it, whether or not the
# reference was found.
_SYMBOL = re.compile(
    r"\d[\w]*(?:/\d{4})?[/-][a-zđ][\w&đ.\-/]{1,24}[^\S\t]{0,2},?[^\S\t]{0,3}(?:ký[^\S\t])?$"
)
_NARRATIVE = w.pattern(
    rf"[^\S\t]{{0,2}},[^.;\n\t]{{3,140}}(?<!\w)(?:{w.words(_CUES['narrative'])})(?!\w)"
)
_OPENING = re.compile(r"(?:^|[.;\n\t)]|[-–—])\s*(?:\(\w[^)]{0,40}\)\s*[-–]?\s*)?$")
_QUOTES = re.compile('[“”"„«»]')
# "3. Sửa đổi khoản 2 Điều 8 như sau: “2. Trước ngày …”": a rule in its new words, no title.
_AMENDED = re.compile(r"\s*(?:điều \d+[a-zđ]?|\d{1,3}[a-zđ]?|[a-zđ]{1,2})[.)]\s", re.IGNORECASE)

_TITLE_KINDS = (TimeKind.PERIOD, TimeKind.TENURE, TimeKind.YEAR, TimeKind.SCHOOL_YEAR)
_BINDING = (Bound.BEFORE, Bound.AT_LATEST, Bound.WITHIN)
_OVER_IN_TITLES = (None, Bound.UNTIL)


class Roles:
    """Decides the roles of the expressions of one document, block by block."""

    def __init__(self, document: Document, text: str, basis: Basis) -> None:
        """``text`` is the lower-case text of ``document``."""
        self._text = text
        self._original = document.text
        self._basis = basis
        self._references = sorted(document.references, key=lambda item: item.start)
        self._starts = [reference.start for reference in self._references]
        header = document.header
        self._signing = _span(header.issued_on.start, header.issued_on.end)
        self._publishing = _span(header.published_on.start, header.published_on.end)
        self._quoted: Sequence[tuple[int, int]] | None = None  # until it is asked for
        self._block: Block | None = None
        self._first = self._end = 0
        self._last_title = -1

    def enter(self, block: Block | None, start: int, end: int) -> None:
        """Begin a block (None: a text without blocks)."""
        self._block = block
        self._first, self._end = start, end
        self._quoted = None
        self._last_title = -1

    def of(self, found: Found, kind: TimeKind, latest: date | None) -> str | None:
        """The role of an expression, None if it is free."""
        role = self._of(found, kind, latest)
        if role in ("title", "citation"):
            self._last_title = found.end
        return role

    def _of(self, found: Found, kind: TimeKind, latest: date | None) -> str | None:
        start = found.core.start if found.core else found.start
        end = found.end
        if _overlaps(self._signing, start, end):
            return "signing"
        block_kind = self._block.kind if self._block else None
        if block_kind is BlockKind.SIGNATURE:
            return "signing"
        if _overlaps(self._publishing, start, end):
            return "event"
        if kind is TimeKind.DATE and _signs(self._original, start, end):
            return "signing"
        reference = self._reference(start, end)
        if reference is not None and found.bound not in _BINDING:
            named = reference.kind is ReferenceKind.PROGRAMME
            return "title" if named and kind in _TITLE_KINDS else "citation"
        before = self._text[max(self._first, start - _WINDOW) : start]
        if kind is TimeKind.DATE and _SYMBOL.search(before[-50:]):
            return "citation"
        # A letter may say on whose proposal it acts and what it orders in one paragraph.
        if block_kind is BlockKind.BASIS and found.bound not in _BINDING:
            return "citation" if kind is TimeKind.DATE else "title"
        if block_kind is BlockKind.TITLE or self._is_quoted(start, end):
            return "title"
        ensured = found.bound in _BINDING and _ENSURED.search(before) is not None
        if (_EFFECT.search(before) and not ensured) or _EFFECT_AFTER.match(
            self._text, end, end + 60
        ):
            return "effect"
        near = max(self._first, found.start - _WINDOW)
        if found.bound is Bound.UNTIL and _RUNS_UNTIL.search(self._text, near, found.start):
            return "effect"
        if self._in_title(found, kind, start, before):
            return "title"
        if self._is_event(found, kind, latest, before):
            return "event"
        return None

    def _is_quoted(self, start: int, end: int) -> bool:
        if self._quoted is None:
            self._quoted = _quoted(self._text, self._first, self._end)
        return any(first < start and end <= last for first, last in self._quoted)

    def _reference(self, start: int, end: int) -> Reference | None:
        position = bisect_right(self._starts, start)
        for reference in self._references[max(0, position - 2) : position + 1]:
            # "kể từ ngày ban hành Kế hoạch này" counts from the document, it cites nothing.
            if reference.kind is ReferenceKind.SELF:
                continue
            if reference.start < end and start < reference.end:
                return reference
        return None

    def _in_title(self, found: Found, kind: TimeKind, start: int, before: str) -> bool:
        if kind not in _TITLE_KINDS or found.bound not in _OVER_IN_TITLES:
            return False
        if found.bound is Bound.UNTIL and self._last_title >= 0:
            between = self._text[self._last_title : found.start]
            if len(between) < 40 and _HORIZON.search(between):
                return True
        if found.bound is Bound.UNTIL and self._follows_a_number(found.start):
            return False
        clause = _clause(before)
        programmes = list(_PROGRAMME.finditer(clause))
        if not programmes or _SCHEDULE.search(clause) or clause.rstrip().endswith("vào"):
            return False
        since = clause[programmes[0].end() :]
        if kind is TimeKind.SCHOOL_YEAR or found.bound is Bound.UNTIL:
            # A task of the year is no title: "Kế hoạch … năm học" is one only when cited.
            cited = self._cites(start, clause)
            if kind is TimeKind.SCHOOL_YEAR:
                return cited and not _AIM.search(since)
        return not _AIM.search(since)

    def _follows_a_number(self, start: int) -> bool:
        """Whether a time stands right behind a number, its date and issuer: no title is between."""
        position = bisect_right(self._starts, start) - 1
        if position < 0 or self._references[position].kind is not ReferenceKind.NUMBERED:
            return False
        end = self._references[position].end
        return end <= start and not self._text[end:start].strip()

    def _cites(self, start: int, clause: str) -> bool:
        position = bisect_right(self._starts, start) - 1
        return position >= 0 and self._references[position].end > start - len(clause)

    def _is_event(self, found: Found, kind: TimeKind, latest: date | None, before: str) -> bool:
        if found.core is not None and found.core.recurrence:
            return False
        if _MEMORY.search(before):
            return True
        day = self._basis.day
        if latest is not None and day is not None:
            if latest < (day if self._basis.exact else day.replace(day=1)):
                published = self._basis.source == "published_on"
                return not (published and found.bound in (Bound.BEFORE, Bound.AT_LATEST))
            ordered = found.bound is Bound.BEFORE and _AIM.search(_clause(before)[-_BESIDE:])
            if ordered and latest == day:
                return False  # "gửi Bộ Tài chính trước ngày 06/5", signed on that day
            if latest == day and found.bound in (None, Bound.BEFORE) and self._basis.exact:
                return self._basis.source == "issued_on" or found.bound is None
        if kind in (TimeKind.DATE, TimeKind.TIME_OF_DAY) and found.bound is None:
            opening = _OPENING.search(self._text[max(self._first, found.start - 60) : found.start])
            if opening and _NARRATIVE.match(self._text, found.end, found.end + 200):
                return True
        return False


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def _signs(text: str, start: int, end: int) -> bool:
    """Whether a day stands in the line of signing, after the place and alone with it."""
    if text[end : end + 1] not in ("\n", ""):
        return False
    first = text.rfind("\n", max(0, start - _LINE), start) + 1
    return SIGNING_LINE.match(text, first, end) is not None


def _overlaps(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and span[0] < end and start < span[1]


def _clause(before: str) -> str:
    breaks = list(_BREAK.finditer(before))
    return before[breaks[-1].end() :] if breaks else before


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between quotation marks; a mark left open closes with its sentence.

    A numbered rule between them is none.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _QUOTES.finditer(text, start, end):
        if opened is None:
            if mark.group() not in "”»":
                opened = mark.start()
        else:
            spans.append((opened, mark.start()))
            opened = mark.start() if mark.group() in "“„«" else None
    if opened is not None:
        stop = text.find(";", opened, end)
        spans.append((opened, end if stop < 0 else stop))
    return [span for span in spans if not _AMENDED.match(text, span[0] + 1)]
