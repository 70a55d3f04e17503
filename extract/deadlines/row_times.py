"""The times of the rows of task tables: those of their time cells, or of the columns they mark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.deadlines.tables import TaskRow
from extract.model import Document, Time
from extract.times import times_in


def times_of_rows(document: Document, rows: Sequence[TaskRow]) -> list[list[Time]]:
    """The times of each row, in order; of a marked column the span is that of the mark."""
    if not rows:
        return []
    spans = [(row.time.start, row.time.end) for row in rows]
    text = document.text
    periods: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.period is not None and row.period not in periods:
            periods[row.period] = len(text) + 1, len(text) + 1 + len(row.period)
            text = f"{text}\n{row.period}"
    longer = document if text is document.text else replace(document, text=text)
    read = times_in(longer, [*spans, *periods.values()])
    of_periods = dict(zip(periods, read[len(rows) :], strict=True))
    return [
        _in_cell(document, row, times)
        if row.period is None
        else [_moved(document, row, time) for time in of_periods[row.period]]
        for row, times in zip(rows, read, strict=False)
    ]


def _moved(document: Document, row: TaskRow, time: Time) -> Time:
    start, end = row.time.start, row.time.end
    return replace(time, start=start, end=end, text=document.text[start:end])


def _in_cell(document: Document, row: TaskRow, read: Sequence[Time]) -> list[Time]:
    """The times of a time cell: those found already, else the cell read as a time throughout."""
    first = bisect_left(document.times, row.time.start, key=lambda time: time.start)
    last = bisect_left(document.times, row.time.end, key=lambda time: time.start)
    found = [
        time
        for time in document.times[first:last]
        if time.end <= row.time.end and time.role in (None, "title")
    ]
    meant = [time for time in read if time.role != "citation"]
    return found if len(found) >= len(meant) else meant
