"""Who is named in a cell of a task table, which may say at length what each of them does."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.deadlines.actors import marked_in
from extract.deadlines.heads import Charge
from extract.deadlines.labels import answers_in
from extract.deadlines.names import VERB, Names, region
from extract.model import Document

_ENUMERATED = re.compile(r"(?<!\S)(?:\(\d{1,2}\)|\d{1,2}[.)])\s")
_HEAD_WORD = re.compile(r"(?:Các|Các \w+|\w+)\s*:\s*(?=[A-ZĐ])")
_BRACKETS = re.compile(r"\((?!\d{1,2}\))[^()]{0,200}\)")
_LEADS = re.compile(r"\(\s*(?:(?:cơ quan|đơn vị) )?chủ trì\s*\)\W*", re.IGNORECASE)
# "Phòng A chủ trì, phối hợp với Phòng B", "Phòng A chủ trì; Phòng B phối hợp"
_WITH = re.compile(r"(?<!\w)phối hợp,?(?: (?:với|cùng))?:?\s+", re.IGNORECASE)
_HELPS = re.compile(r"(?:[;.,]\s|(?<!\w)và\s)(?P<who>[^;.]{2,200}?)\s+phối hợp\s*(?:[;.,]|$)")


def named_in_cell(names: Names, start: int, end: int) -> tuple[str, ...]:
    """The bodies named in a cell; of "1. Bộ A chủ trì … 2. Bộ B …" those each point begins with."""
    masked = _without_names(names, start, end)
    found: list[str] = []
    points = [0, *(match.start() for match in _ENUMERATED.finditer(masked)), len(masked)]
    for first, last in pairwise(points):
        number = _ENUMERATED.match(masked, first, last)
        span = _acting(masked, number.end() if number else first, last)
        if span is not None:
            found.extend(names.within(start + span[0], start + span[1]))
    return tuple(dict.fromkeys(found))


def charge_in_cell(
    document: Document, names: Names, start: int, end: int, *, both: bool = False
) -> Charge:
    """Who leads and who co-operates, by a cell of those who act; ``both`` by its column's heading.

    Its labels tell ("Chủ trì: … Phối hợp: …"), or its marks ("Phòng A (chủ trì), Phòng B"), or
    its verbs, or a stroke where the column is for both; else all lead.
    """
    answers = answers_in(document.text, start, end)
    if "lead" in answers or "with" in answers:
        # "Phòng A; phối hợp: Phòng B": what stands before the label leads.
        lead = answers.get("lead", (start, answers.get("with", (end, end))[0]))
        partner = answers.get("with", (end, end))
        return _charge(named_in_cell(names, *lead), named_in_cell(names, *partner))
    marked = marked_in(document.text, start, end, names)
    if marked.lead:
        behind = _LEADS.search(document.text, start, end)
        rest = names.within(behind.end(), end) if behind is not None else ()
        return _charge(marked.lead, marked.cooperating or rest)
    masked = _without_names(names, start, end)
    stroke = masked.find("/")
    if both and stroke > 0:
        return _charge(
            named_in_cell(names, start, start + stroke),
            named_in_cell(names, start + stroke + 1, end),
        )
    spans = [(match.end(), len(masked)) for match in _WITH.finditer(masked)]
    spans = spans or [match.span("who") for match in _HELPS.finditer(masked)]
    partners = [
        name for first, last in spans for name in named_in_cell(names, start + first, start + last)
    ]
    return _charge(named_in_cell(names, start, end), tuple(dict.fromkeys(partners)))


def _charge(lead: tuple[str, ...], partners: tuple[str, ...]) -> Charge:
    return Charge(lead, tuple(name for name in partners if name not in lead))


def _without_names(names: Names, start: int, end: int) -> str:
    """The text of a cell in which no word of a name or of brackets can be a verb."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), names.masked(start, end))


def _acting(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a point names those who act: before its first verb."""
    if VERB.search(masked, start, end) is None:
        return start, end
    listed = _HEAD_WORD.match(masked, start)  # "Các Bộ: Tài chính, Nội vụ"
    span = region(masked, listed.end() if listed is not None else start, end)
    return (start, span[1]) if span is not None and listed is not None else span
