"""Task tables saved as plain text: each line of a cell is a line, column after column.

What copying from a page or a gazette leaves of a table: the headings line by line ("TT",
"Nhiệm vụ", "Thời hạn", "Cơ quan chủ trì", …), then the cells of each row in the same order. The
line that holds nothing but a time is the anchor of a row; lines that name bodies are its columns
of who leads and who co-operates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extract.deadlines.actors import after_number
from extract.deadlines.flat_lines import NUMBER, UNFINISHED, Line, goes_on, printed_lines
from extract.deadlines.names import BEGINNING, VERB, Names, region
from extract.deadlines.tables import column_role
from extract.model import Document, Time

_LONGEST_HEADING = 40  # letters of one line of a heading
_MOST_JOINED = 3  # lines that make one heading
_FEWEST_COLUMNS = 3
_BESIDE = 2  # words that may stand with the time in its line ("Quý II/2026 và")
_ENUMERATED = re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s")
_HEAD_WORD = re.compile(r"(?:Các|Các \w+|\w+)\s*:\s*(?=[A-ZĐ])")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: its time, the span of its task, who leads, who co-operates."""

    time: Time
    block: int
    task: tuple[int, int] | None
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    span: tuple[int, int]


def flat_rows(document: Document, original: str, names: Names) -> Iterator[FlatRow]:
    """The rows of all flattened task tables; ``original`` is the text with its line ends."""
    lines = list(printed_lines(document, original))
    position = 0
    while position < len(lines):
        header = _header(document.text, lines, position, names)
        if header is None:
            position += 1
            continue
        begin, roles = header
        end = begin
        while end < len(lines) and _header(document.text, lines, end, names) is None:
            end += 1
        yield from _Table(document, lines[begin:end], roles, names).rows()
        position = end


def _header(
    text: str, lines: list[Line], position: int, names: Names
) -> tuple[int, list[str]] | None:
    """Where the rows begin, and the roles of the columns in order; None if no header is here."""
    roles: list[str] = []
    while position < len(lines):
        for joined in range(1, _MOST_JOINED + 1):
            part = lines[position : position + joined]
            words = " ".join(text[line.start : line.end].strip() for line in part)
            named = names.any_within(part[0].start, part[-1].end)
            if len(words) > joined * _LONGEST_HEADING or words.endswith((".", ";", ":")) or named:
                role = None
                break
            role = column_role(words)
            if role is not None:
                break
        if role is None:
            break
        if not roles or role != roles[-1]:
            roles.append(role)
        position += joined
    whole = "time" in roles and bool({"task", "lead"} & set(roles))
    return (position, roles) if whole and len(roles) >= _FEWEST_COLUMNS else None


class _Table:
    """The lines below one header."""

    def __init__(
        self, document: Document, lines: list[Line], roles: list[str], names: Names
    ) -> None:
        self._text = document.text
        self._lines = lines
        self._names = names
        self._after = [role for role in roles[roles.index("time") + 1 :] if role != "note"]
        self._before = roles[: roles.index("time")]
        self._times = {line.start: time for line, time in _time_lines(document, lines)}

    def rows(self) -> Iterator[FlatRow]:
        """The rows, each around its line of time."""
        carried: tuple[str, ...] = ()  # a lead merged over several rows, at the first of them
        merged = False
        first = 0
        for position, line in enumerate(self._lines):
            time = self._times.get(line.start)
            if time is None:
                continue
            last = self._row_end(position + 1)
            lead_cells, task, partner_cells = self._cells_before(first, position)
            if self._after:
                own, partners = self._cells_after(position + 1, last)
                lead_cells, partner_cells = lead_cells or own, partner_cells or partners
            lead = self._named(lead_cells)
            merged = merged or (first == 0 and bool(lead))
            if not lead and merged and not self._after:
                lead = carried
            carried = lead
            cooperating = self._named(partner_cells)
            yield FlatRow(
                time=time,
                block=line.block,
                task=task,
                lead=lead,
                cooperating=tuple(name for name in cooperating if name not in lead),
                span=(self._lines[first].start, self._lines[last - 1].end),
            )
            first = last

    def _row_end(self, position: int) -> int:
        """The line behind a row: where its last columns end; at once if time is the last."""
        if not self._after:
            return position
        while position < len(self._lines):
            if self._is_number(position) or self._lines[position].start in self._times:
                break
            position += 1
        return position

    def _is_number(self, position: int) -> bool:
        line = self._lines[position]
        return NUMBER.fullmatch(self._text[line.start : line.end].strip()) is not None

    def _is_body(self, position: int) -> bool:
        line = self._lines[position]
        start = after_number(self._text, line.start, line.end)
        enumerated = _ENUMERATED.match(self._text, line.start, line.end)
        start = enumerated.end() if enumerated is not None else start
        words = self._text[start : line.end]
        return words[:1].isupper() and BEGINNING.match(words.lower()) is not None

    def _groups(self, first: int, last: int) -> list[tuple[int, int]]:
        """The cells between two lines, as positions of their first line and behind their last."""
        groups: list[tuple[int, int]] = []
        for position in range(first, last):
            if self._is_number(position):
                continue
            begins = groups == [] or groups[-1][1] != position
            begins = begins or not goes_on(
                self._text, self._lines[position], self._lines[position - 1]
            )
            if begins:
                groups.append((position, position + 1))
            else:
                groups[-1] = groups[-1][0], position + 1
        return groups

    def _cells_after(
        self, first: int, last: int
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        groups: list[tuple[int, int]] = []
        for group in self._groups(first, last):
            if self._is_body(group[0]):
                groups.append(group)
            elif groups:
                groups[-1] = groups[-1][0], group[1]  # the rest of a name: "Việt Nam, các bộ"
        if "lead" not in self._after:
            return [], groups
        if "with" not in self._after:
            return groups, []
        listed = [group for group in groups if self._is_listed(group)]
        own = listed or groups[:1]
        return own, [group for group in groups if group not in own]

    def _is_listed(self, group: tuple[int, int]) -> bool:
        line = self._lines[group[0]]
        return _ENUMERATED.match(self._text, line.start, line.end) is not None

    def _cells_before(
        self, first: int, last: int
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, list[tuple[int, int]]]:
        numbers = [position for position in range(first, last) if self._is_number(position)]
        groups = self._groups(numbers[-1] if numbers else first, last)
        lead: list[tuple[int, int]] = []
        partners: list[tuple[int, int]] = []
        if self._after:
            groups = groups if numbers else groups[-1:]
        else:
            while groups and self._is_body(groups[0][0]) and len(groups) > 1:
                lead.append(groups.pop(0))
            while groups and self._is_body(groups[-1][0]):
                partners.insert(0, groups.pop())
            if "with" not in self._before:
                lead, partners = lead or partners, []
        if not groups:
            return lead, None, partners
        task = self._lines[groups[0][0]].start, self._lines[groups[-1][1] - 1].end
        return lead, task, partners

    def _named(self, cells: list[tuple[int, int]]) -> tuple[str, ...]:
        found: list[str] = []
        for first, last in cells:
            start, end = self._lines[first].start, self._lines[last - 1].end
            enumerated = _ENUMERATED.match(self._text, start, end)
            start = enumerated.end() if enumerated else start
            plain = _BRACKETS.sub(lambda match: " " * len(match.group()), self._text[start:end])
            if VERB.search(plain) is None:
                found.extend(self._names.within(start, end))
                continue
            span = region(self._text, start, end)
            listed = _HEAD_WORD.match(self._text, start, end)
            if listed is not None:  # "Các Bộ: Tài chính, Nội vụ"
                span = region(self._text, listed.end(), end)
                span = (start, span[1]) if span is not None else None
            if span is not None:
                found.extend(self._names.within(*span))
        return tuple(dict.fromkeys(found))


def _time_lines(document: Document, lines: list[Line]) -> Iterator[tuple[Line, Time]]:
    """The lines that hold a time and hardly anything else, each with its time."""
    starts = [line.start for line in lines]
    free = [time for time in document.times if time.role in (None, "title", "event")]
    first = bisect_left(free, starts[0], key=lambda time: time.start) if starts else len(free)
    for time in free[first:]:
        position = bisect_right(starts, time.start) - 1
        if position < 0 or time.start >= lines[-1].end:
            continue
        line = lines[position]
        last = line
        while last.end < time.end and position + 1 < len(lines):
            position += 1
            last = lines[position]
        before = document.text[line.start : time.start].strip()
        after = document.text[time.end : last.end]
        whole = before == "" or before[0].isupper()
        above = document.text[lines[max(0, position - 1)].start : line.start].rstrip()
        alone = len(re.findall(r"\w+", before + after)) <= _BESIDE
        if whole and alone and not UNFINISHED.search(above) and not above.endswith("giai đoạn"):
            yield line, time
