"""Duties under honest headings: a period is not put into its last month."""

from __future__ import annotations

from datetime import date

from extract.model import Deadline, Target
from index.answers import Card, DeadlinesAnswer, Excerpt, Fact
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
ANSWER = DeadlinesAnswer(
    (ON_A_DAY, AT_AN_HOUR, IN_A_MONTH, IN_A_QUARTER, IN_A_YEAR, AIM), (IN_WORDS,), (RHYTHM,)
)


def test_clearness_tells_a_day_from_a_period() -> None:
    assert duties.by_clearness(ANSWER) == {
        "ngay": (ON_A_DAY, AT_AN_HOUR, AIM),
        "ky": (IN_A_MONTH, IN_A_QUARTER, IN_A_YEAR),
        "mo-ho": (IN_WORDS,),
        "lap": (RHYTHM,),
    }


def test_a_period_has_a_heading_of_its_own() -> None:
    assert [(one.period, one.clearness, len(one.facts)) for one in every(8)] == [
        ("2026-09", None, 3),
        ("2026-35", None, 1),
        ("2026-12", None, 1),
        ("2026", None, 1),
        ("", "mo-ho", 1),
        ("", "lap", 1),
    ]


def test_no_heading_stands_twice() -> None:
    early, late = duty("2026-10-02", date(2026, 10, 2)), duty("2026-10-30", date(2026, 10, 30))
    across = duty("2026-09-20/2026-10-15", date(2026, 10, 15))
    within = duty("2026-10-05/2026-10-15", date(2026, 10, 15))
    answer = DeadlinesAnswer((early, across, within, late), (), ())
    assert [(one.period, one.facts) for one in duties.stretches(answer, 0, 9)] == [
        ("2026-10", (early, within, late)),
        ("2026-09-20/2026-10-15", (across,)),
    ]


def every(most: int) -> list[duties.Stretch]:
    return duties.stretches(ANSWER, 0, most)


def test_pages_hold_every_duty_once() -> None:
    pages = [duties.stretches(ANSWER, first, 3) for first in (0, 3, 6)]
    shown = [fact for page in pages for one in page for fact in one.facts]
    whole = [*ANSWER.calendar, *ANSWER.relative, *ANSWER.recurring]
    assert sorted(map(id, shown)) == sorted(map(id, whole))
    assert duties.stretches(ANSWER, 9, 3) == []


def test_a_body_is_one_in_whatever_letters() -> None:
    found = duties.by_lead([*ANSWER.calendar, IN_WORDS])
    assert found == [
        ("Sở Nội vụ", [ON_A_DAY, IN_A_MONTH, IN_A_QUARTER]),
        ("Sở Y tế", [IN_A_QUARTER, AIM]),
        ("", [AT_AN_HOUR, IN_A_YEAR, IN_WORDS]),
    ]


def test_years_are_counted() -> None:
    assert duties.of_years([*ANSWER.calendar, IN_WORDS, RHYTHM]) == [(2026, 6), (2027, 1)]
