"""Duties under honest headings: a period is not put into its last month."""

from __future__ import annotations

from datetime import date

from extract.model import Deadline, Target
from index.answers import Card, Excerpt, Fact
from index.query import Clearness
from search_ui import duties


def duty(value: str | None, due_on: date | None, *lead: str, **more: object) -> Fact:
    due = Deadline(0, 4, "mốc", "composed", value=value, due_on=due_on, lead=lead, **more)  # type: ignore[arg-type]
    return Fact("deadline", Card("a", "a", "file:///a"), Excerpt(0, 4, "mốc."), due)


ON_A_DAY = duty("2026-09-30", date(2026, 9, 30), "Sở Nội vụ")
AT_AN_HOUR = duty("2026-09-30T17:00", date(2026, 9, 30))
IN_A_MONTH = duty("2026-09", date(2026, 9, 30), "SỞ NỘI VỤ")
IN_A_QUARTER = duty("2026-35", date(2026, 9, 30), "Sở Y tế", "Sở Nội vụ")
IN_A_YEAR = duty("2026", date(2026, 12, 31))
IN_WORDS = duty("2026-05/2027-05", date(2027, 5, 31), vague=True)
RHYTHM = duty(None, None, recurrence="FREQ=MONTHLY")
AIM = Fact(
    "target",
    Card("b", "b", "file:///b"),
    Excerpt(0, 4, "100%"),
    Target(0, 4, "100%", "composed", by="2026-12-31", due_on=date(2026, 12, 31), body="Sở Y tế"),
)
EVERY = (ON_A_DAY, AT_AN_HOUR, IN_A_MONTH, IN_A_QUARTER, IN_A_YEAR, AIM, IN_WORDS, RHYTHM)


def test_a_period_has_a_heading_of_its_own() -> None:
    assert [
        (one.period, one.clearness, len(one.facts)) for one in duties.under_headings(EVERY)
    ] == [
        ("2026-09", None, 3),
        ("2026-35", None, 1),
        ("2026-12", None, 1),
        ("2026", None, 1),
        ("", Clearness.WORDS, 1),
        ("", Clearness.RHYTHM, 1),
    ]


def test_no_heading_stands_twice() -> None:
    early, late = duty("2026-10-02", date(2026, 10, 2)), duty("2026-10-30", date(2026, 10, 30))
    across = duty("2026-09-20/2026-10-15", date(2026, 10, 15))
    within = duty("2026-10-05/2026-10-15", date(2026, 10, 15))
    found = duties.under_headings((early, across, within, late))
    assert [(one.period, one.facts) for one in found] == [
        ("2026-10", (early, within, late)),
        ("2026-09-20/2026-10-15", (across,)),
    ]


def test_a_body_is_one_in_whatever_letters_and_nobody_comes_last() -> None:
    found = duties.in_dictionary_order({"-": 3, "SỞ Y TẾ": 1, "Sở Y tế": 2, "SỞ NỘI VỤ": 1})
    assert [(lead.name, lead.duties) for lead in found] == [
        ("SỞ NỘI VỤ", 1),
        ("Sở Y tế", 3),
        ("", 3),
    ]
    assert [lead.leads(IN_A_QUARTER) for lead in found] == [False, True, False]
    assert [lead.leads(IN_A_MONTH) for lead in found] == [True, False, False]
    assert [lead.leads(IN_A_YEAR) for lead in found] == [False, False, True]


def test_pages_hold_the_duties_of_all_bodies_once() -> None:
    found = duties.in_dictionary_order({"A": 1, "B": 7, "C": 1, "D": 2})
    pages = [duties.parts(found, first, 4) for first in (0, 4, 8, 12)]
    shown = [
        [("".join(lead.name for lead in part.leads), part.offset, part.limit) for part in page]
        for page in pages
    ]
    assert shown == [
        [("A", 0, 1), ("B", 0, 3)],
        [("B", 3, 4)],
        [("CD", 0, 3)],
        [],
    ]
