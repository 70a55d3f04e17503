"""What is due, a page at a time, each duty once, in both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.model import Deadline, Document, Target, Time, TimeKind
from index.due_fields import NOBODY, Stretch, due_fields
from index.query import Clearness, DutyQuery, Query
from tests.index.conftest import Shelf, compose

LONG = " ".join(f"câu {n} của văn bản này nói về một việc khác" for n in range(20))


def due(value: str | None, due_on: date | None, *lead: str, vague: bool = False) -> Deadline:
    return Deadline(0, 4, "mốc", "composed", value=value, due_on=due_on, lead=lead, vague=vague)


def with_duties(url: str, *duties: Deadline, more: str = LONG, **header: str) -> Document:
    """A document with a sentence for each duty, which names its bodies and day."""
    lines = [f"{', '.join(one.lead)} nộp báo cáo {one.value}." for one in duties]
    document = compose(url, [*lines, more], **header)
    placed = []
    for line, one in zip(lines, duties, strict=True):
        start = document.text.index(line)
        end = start + len(line)
        placed.append(replace(one, start=end - 5, end=end - 1, sentence=(start, end)))
    return replace(document, deadlines=tuple(placed))


def days(
    shelf: Shelf, query: DutyQuery, offset: int = 0, limit: int | None = 100
) -> list[date | None]:
    return [fact.annotation.due_on for fact in shelf.library.duties(query, offset, limit).facts]  # type: ignore[union-attr]


def test_pages_follow_each_other_over_months_and_say_each_duty_once(shelf: Shelf) -> None:
    months = [date(2024, month, 28) for month in (2, 4, 4, 5, 9, 12)]
    months[2] = date(2024, 4, 30)
    duties = [due(day.isoformat(), day, "Sở Y tế") for day in months]
    shelf.add(with_duties("https://a.example/1", *reversed(duties), number="3/KH-UBND"))
    shelf.add(with_duties("https://b.example/1", *duties, number="3/KH-UBND"))
    pages = [days(shelf, DutyQuery(), offset, 2) for offset in (0, 2, 4, 6)]
    assert pages == [months[:2], months[2:4], months[4:], []]
    asked = (shelf.library.duties(DutyQuery(), limit=limit).facts for limit in (100, None))
    given, exported = ([(fact.duty, len(fact.copies)) for fact in facts] for facts in asked)
    assert given == exported
    june = DutyQuery(since=date(2024, 6, 1), clearness=Clearness.DAY)
    assert days(shelf, june, limit=None) == months[4:]
    answer = shelf.library.duties(DutyQuery(), 1, 1)
    assert answer.total == answer.clearness[Clearness.DAY] == answer.years[2024] == 6
    (fact,) = answer.facts
    assert {fact.document.url, *(card.url for card in fact.copies)} == {
        "https://a.example/1",
        "https://b.example/1",
    }


def test_one_sentence_in_documents_of_two_kinds_is_two_duties(shelf: Shelf) -> None:
    duty = due("2024-06-15", date(2024, 6, 15), "Sở Y tế")
    shelf.add(with_duties("https://a.example/1", duty, number="3/KH-UBND"))
    shelf.add(with_duties("https://a.example/2", duty, number="4/KH-UBND"))
    answer = shelf.library.duties(DutyQuery())
    assert (answer.total, len(answer.facts)) == (2, 2)


def test_a_reprint_without_a_number_is_a_copy(shelf: Shelf) -> None:
    duty = due("2024-06-15", date(2024, 6, 15), "Sở Y tế")
    shelf.add(with_duties("https://a.example/1", duty), with_duties("https://b.example/1", duty))
    shelf.add(with_duties("https://c.example/1", duty, more=LONG.replace("văn bản", "trang")))
    assert shelf.library.duties(DutyQuery()).total == 2


def test_what_is_counted_is_what_is_listed(shelf: Shelf) -> None:
    end = date(2024, 12, 31)
    duties = (
        due("2024-06-15", date(2024, 6, 15), "Sở Y tế", "SỞ NỘI VỤ"),
        due("2024-06", date(2024, 6, 30), "Sở Y tế"),
        due("2024", end, "Sở Nội vụ"),
        due("2024-05/2024-06", date(2024, 6, 30), vague=True),
        due(None, None),
        replace(due(None, None, "Sở Y tế"), recurrence="FREQ=MONTHLY"),
    )
    shelf.add(with_duties("https://a.example/1", *duties))
    library = shelf.library
    answer = library.duties(DutyQuery())
    assert answer.clearness == {
        Clearness.DAY: 1,
        Clearness.PERIOD: 2,
        Clearness.WORDS: 2,
        Clearness.RHYTHM: 1,
    }
    for clearness, count in answer.clearness.items():
        assert len(library.duties(DutyQuery(clearness=clearness)).facts) == count
    assert answer.years == {2024: 3}
    assert library.duties(DutyQuery(until=date(2024, 6, 30))).total == 4
    leads = library.leads(DutyQuery())
    assert leads == {"Sở Y tế": 3, NOBODY: 2, "SỞ NỘI VỤ": 1, "Sở Nội vụ": 1}
    for name, count in leads.items():
        assert library.duties(DutyQuery(leads=(name,))).total == count


def test_more_copies_than_are_read_at_once_hide_no_duty(shelf: Shelf) -> None:
    first, last = date(2024, 6, 15), date(2024, 6, 16)
    many = due(first.isoformat(), first, "Sở Y tế")
    shelf.add(
        *(with_duties(f"https://{n}.example/1", many, number="3/KH-UBND") for n in range(40)),
        with_duties("https://x.example/1", due(last.isoformat(), last), number="3/KH-UBND"),
    )
    answer = shelf.library.duties(DutyQuery(), 0, 2)
    assert [len(fact.copies) for fact in answer.facts] == [39, 0]
    assert days(shelf, DutyQuery(), 1, 1) == [last]


@pytest.mark.parametrize("year", [1, 1900, 2026, 2400])
def test_duties_of_a_stretch_lie_between_its_numbers(year: int) -> None:
    at = date(year, 6, 30)
    month = Time(0, 4, "tháng", TimeKind.MONTH, "composed", latest=at)
    document = Document("a", "100%", (), times=(month,))
    target = Target(0, 4, "100%", "composed", by=f"{year:04}-06", due_on=at, sentence=(0, 4))
    fields = due_fields(document, target, "a", "", {})
    stretch = Stretch.of(str(fields["stretch"]))
    low, high = stretch.duties
    assert low <= int(str(fields["duty"])) <= high < 2**53
    vague = replace(month, kind=TimeKind.VAGUE)
    words = due_fields(replace(document, times=(vague,)), target, "a", "", {})
    assert Stretch.of(str(words["stretch"])).duties[0] > high


def test_a_duty_keeps_its_number_when_copies_come_and_its_place_moves(shelf: Shelf) -> None:
    first, last = date(2024, 6, 15), date(2024, 7, 15)
    duty = due(first.isoformat(), first, "Sở Y tế")
    shelf.add(with_duties("https://b.example/1", duty, number="3/KH-UBND"))
    (before,) = shelf.library.duties(DutyQuery()).facts
    more = due(last.isoformat(), last, "Sở Nội vụ")
    shelf.add(with_duties("https://b.example/1", more, duty, number="3/KH-UBND"))
    shelf.add(with_duties("https://a.example/1", duty, number="3/KH-UBND"))
    after = [fact.duty for fact in shelf.library.duties(DutyQuery()).facts]
    assert after[0] == before.duty
    assert len(set(after)) == 2


def test_a_target_reprinted_on_another_day_is_one_and_a_later_year_comes_first(
    shelf: Shelf,
) -> None:
    def with_target(url: str, share: int, published_on: str) -> Document:
        line = f"Có {share}% trường đạt chuẩn."
        document = compose(url, [line, LONG], published_on=published_on)
        span = line.index(f"{share}%"), line.index("%") + 1
        target = Target(
            *span, f"{share}%", "composed", value=float(share), unit="%", sentence=(0, len(line))
        )
        return replace(document, targets=(target,))

    shelf.add(
        with_target("https://a.example/1", 65, "2023-05-02"),
        with_target("https://b.example/1", 65, "2023-06-20"),
        with_target("https://c.example/1", 70, "2024-01-10"),
    )
    found = shelf.library.aims(Query())
    assert [(fact.annotation.value, len(fact.copies)) for fact in found.facts] == [  # type: ignore[union-attr]
        (70.0, 0),
        (65.0, 1),
    ]
    assert found.total == 2


def test_two_duties_of_a_document_never_share_a_number() -> None:
    duty = due("2024-06-15", date(2024, 6, 15), "Sở Y tế")
    document = Document("a", "một kế hoạch", ())
    words_of: dict[object, str] = {}
    for n in range(100_000):
        words = f"việc {n * 104_729 % 10**9:09} và {n * 1_299_709 % 10**9:09}"
        number = due_fields(document, duty, "a", words, {})["duty"]
        if number in words_of:
            break
        words_of[number] = words
    else:
        pytest.fail("no two sentences have one digest")
    taken: dict[int, str] = {}
    told = [
        due_fields(document, duty, "a", one, taken)["duty"]
        for one in (words_of[number], words, words_of[number])
    ]
    assert told[0] == told[2] == number
    assert told[1] == int(str(number)) + 1
