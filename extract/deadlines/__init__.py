"""Tasks that must be done or reported by some time, and who must do them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.deadlines.actors import Actors, actors_of, after_number
from extract.deadlines.cells import charge_in_cell, named_in_cell
from extract.deadlines.duties import rule_of
from extract.deadlines.heads import Charge, Charges, goes_on
from extract.deadlines.labels import answers_when, labelled_around
from extract.deadlines.names import Names, lists_bodies
from extract.deadlines.rhythms import GROUNDS_AHEAD
from extract.deadlines.row_times import times_of_rows
from extract.deadlines.tables import TaskRow, task_rows
from extract.model import (
    Block,
    BlockKind,
    Bound,
    Cell,
    Deadline,
    Document,
    Relation,
    Time,
    TimeKind,
)
from extract.sentences import sentences
from extract.times import lines_of
from extract.times.basis import is_general

__all__ = ["find_deadlines"]

_PROSE = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.FOOTNOTE,
    BlockKind.TABLE_ROW,
    BlockKind.BASIS,  # "Theo đề nghị của …, UBND tỉnh giao … trước ngày …"
)
_BASES = (Relation.CARRIES_OUT, Relation.REFERS_TO, Relation.GUIDES, Relation.IMPLEMENTS)
_CLAUSE_BREAK = re.compile(r";|\.(?=\s)")
_WORD = re.compile(r"\w")
# "gửi báo cáo trước 01/4 đối với miền Bắc; trước 01/8 đối với miền Nam": one duty, two days.
_SHARES_DUTY = re.compile(r"\s+(?:đối với|cho)(?!\w)")
_NEWS = "Tin"
_BLANKS = re.compile(r"\s+")  # a line end with a blank before it is two
_BESIDE = 40  # letters between a rhythm and the day that makes it exact
_REACH = 1000  # letters around a time among which its duty and its actors are looked for
_PARTED = re.compile(r"[.;,:\n\t]|(?<!\w)và(?!\w)")
_EDGE = " \t\n\xa0,;:.-–—+*•/"
_WITHIN_TASKS = ("bounded", "until", "within")  # rules that set a limit within a task of a table
_EARLIER = 3  # sentences in which the subject of one that names none is looked for
_HOW_OFTEN = re.compile(r"(?<!\w)tần (?:suất|xuất)(?!\w)")
_LINES_BESIDE = 3
_SHORT_LINE = 12  # words of a line that only names the report and its rhythm
_SHORTEST_TASK = 4  # words; "hoàn thành trước ngày …" alone names no task
_BEFORE_MARK = re.compile(r"\s+([,;.)])")
_TAIL = re.compile(r"(?:trên cơ sở đó|từ đó|trình|báo cáo|gửi|nộp|tổng hợp|hoàn thành|xong)(?!\w)")
_CONJUNCTION = re.compile(r"(?:\s|,)+(?:và|phải|là|xong|thì|vào|hoàn thành)?\s*$")


def find_deadlines(document: Document) -> tuple[Deadline, ...]:
    """The deadlines of ``document``, in text order: from sentences, headings and task tables.

    Needs references, times and bodies found before; without bodies, names stand as in the text.
    Dates of citations, of effect, in titles and of past events set none, nor do the general
    mentions of a year.
    """
    has_blocks = bool(document.blocks)
    printed = replace(document, blocks=document.blocks or lines_of(document))
    # Within a block a line end is a blank like any other.
    document = replace(printed, text=document.text.replace("\n", " ").replace("\xa0", " "))
    names = Names(document)
    charges = Charges(document, names)
    spans: dict[int, list[tuple[int, int]]] = {}
    found: list[Deadline] = []
    cells: dict[int, list[Cell]] = {}  # of task rows, those that hold no times but words
    by_row: dict[int, Charge] = {}  # of task rows, who their own cells charge
    rows = list(task_rows(printed, names))
    for row, times in zip(rows, times_of_rows(document, rows), strict=True):
        block = document.blocks[row.block]
        cells[row.block] = [cell for cell in block.cells if cell.start != row.time.start]
        by_row[row.block] = _charge(document, row, names)
        found.extend(_of_row(document, row, times, by_row[row.block], names))
    starts = [block.start for block in document.blocks]
    for number, time in enumerate(document.times):
        position = bisect_right(starts, time.start) - 1
        block = document.blocks[position]
        free = time.role in (None, "event")  # what is over may still be labelled as due
        heads = any(cell.heading and _holds(cell, time) for cell in block.cells)
        if not free or heads or block.kind not in _PROSE:
            continue
        whole = _whole(document, position)
        if position in cells:
            cell = next((cell for cell in cells[position] if _holds(cell, time)), None)
            if cell is None:
                continue
            whole = replace(block, start=cell.start, end=cell.end, cells=())
        duty = _duty_of(document, time, whole, spans, names)
        if duty is None or _is_bounded_next(document, number):
            continue
        if position not in cells or duty.rule in _WITHIN_TASKS:
            above = by_row.get(position) or charges.of(position)
            found.append(_of_duty(document, time, position, duty, above, names))
    found = _without_repeats(document, found)
    if not has_blocks:
        found = [replace(item, block=None) for item in found]
    return tuple(sorted(found, key=lambda item: (item.block or 0, item.start, item.end)))


def _holds(cell: Cell, time: Time) -> bool:
    return cell.start <= time.start < cell.end


def _is_bounded_next(document: Document, number: int) -> bool:
    """Whether a bare time only names the task: "kiểm tra cuối học kỳ I trước ngày 05/01"."""
    time, following = document.times[number], document.times[number + 1 : number + 2]
    if time.bound is not None or time.recurrence is not None or not following:
        return False
    between = document.text[time.end : following[0].start]
    near = len(between) <= _BESIDE and not _PARTED.search(between)
    return near and following[0].bound in (Bound.BEFORE, Bound.AT_LATEST, Bound.UNTIL)


def _without_repeats(document: Document, found: list[Deadline]) -> list[Deadline]:
    """``found`` without each rhythm that its day follows: "hằng năm (trước ngày 10/12)".

    Of the same rhythm the day may stand anywhere in the sentence, or beside a line that says no
    more ("1. Báo cáo định kỳ hằng tháng", "Tần suất báo cáo: định kỳ hằng năm").
    """
    exact: dict[tuple[int, int], list[Deadline]] = {}
    dated: set[int | None] = set()  # blocks that hold such a day
    for item in found:
        if item.due_on is not None or "BYMONTHDAY" in (item.recurrence or ""):
            exact.setdefault(item.sentence, []).append(item)
            dated.add(item.block)

    def repeated(item: Deadline) -> bool:
        loose = item.recurrence is not None and "BYMONTHDAY" not in item.recurrence
        if not loose or item.rule == "table":
            return False
        if item.block is not None and _names_rhythm(document, item.block, dated):
            return True
        days = exact.get(item.sentence, [])
        following = bisect_left(days, item.end, key=lambda day: day.start)
        if any((day.recurrence or "").startswith(f"{item.recurrence};") for day in days):
            return True
        if following == len(days):
            return False
        between = document.text[item.end : days[following].start].lower()
        return len(GROUNDS_AHEAD.sub("", between, count=1)) <= _BESIDE

    return [item for item in found if not repeated(item)]


def _names_rhythm(document: Document, position: int, dated: set[int | None]) -> bool:
    """Whether a line only says how often a report is made whose days stand in lines beside it."""
    line = document.blocks[position]
    words = document.text[line.start : line.end]
    if len(words.split()) > _SHORT_LINE:
        return False
    asked = _HOW_OFTEN.search(words.lower()) is not None
    beside = range(position - _LINES_BESIDE, position + _LINES_BESIDE + 1)
    return position + 1 in dated or (asked and any(other in dated for other in beside))


@dataclass(frozen=True, slots=True)
class _Duty:
    """Where a time's duty stands, and by which rule the time binds it."""

    rule: str
    sentence: tuple[int, int]
    span: tuple[int, int]
    before: tuple[tuple[int, int], ...] = ()  # sentences of the block before it, nearest first


def _duty_of(
    document: Document,
    time: Time,
    block: Block,
    spans: dict[int, list[tuple[int, int]]],
    names: Names,
) -> _Duty | None:
    text = document.text
    start, end = _clause(text, time, block)
    if _SHARES_DUTY.match(text, time.end, end) and not _WORD.search(text, start, time.start):
        start = _clause_before(text, start, block)
    opening = after_number(text, start, time.start)
    before = _BLANKS.sub(" ", names.headed(opening, time.start)).lower()
    after = _BLANKS.sub(" ", names.headed(time.end, end)).lower()
    news = document.header.type.value == _NEWS
    rule = rule_of(time, before, after, general=is_general(document), news=news)
    issued = document.header.issued_on.value or ""
    over = time.latest is not None and time.latest.isoformat() < issued
    if rule is None or (over and rule != "labelled"):
        return None  # over before the document was signed
    if block.start not in spans:
        spans[block.start] = sentences(text, block.start, block.end)
    sentence = _covering(spans[block.start], time) or (block.start, block.end)
    near = max(sentence[0], time.start - _REACH), min(sentence[1], time.end + _REACH)
    first = bisect_left(spans[block.start], sentence)
    earlier = spans[block.start][max(0, first - _EARLIER) : first]
    nearest = tuple(span for span in reversed(earlier) if time.start - span[0] <= _REACH)
    return _Duty(rule, sentence, _duty(text, near, (start, end), time), nearest)


def _whole(document: Document, position: int) -> Block:
    """The block at ``position``, with the one whose sentence it goes on after a page break."""
    first = position
    while first > 0 and goes_on(document.text, document.blocks[first]):
        if document.blocks[first - 1].kind not in _PROSE or document.blocks[first - 1].cells:
            break
        first -= 1
    block = document.blocks[position]
    return block if first == position else replace(block, start=document.blocks[first].start)


def _covering(spans: list[tuple[int, int]], time: Time) -> tuple[int, int] | None:
    """From the first to the last of the sentences in order that hold a part of ``time``."""
    first = bisect_right(spans, time.start, key=lambda span: span[1])
    last = bisect_left(spans, time.end, key=lambda span: span[0]) - 1
    return (spans[first][0], spans[last][1]) if first <= last else None


def _of_duty(
    document: Document,
    time: Time,
    position: int,
    duty: _Duty,
    above: Charge,
    names: Names,
) -> Deadline:
    text = document.text
    near = max(duty.sentence[0], time.start - _REACH), min(duty.sentence[1], time.end + _REACH)
    actors = actors_of(text, near, duty.span, (time.start, time.end), names)
    if not actors.lead:
        actors = _going_on(actors, text, duty, names)
    deadline = replace(
        _made(time, duty.rule, actors, duty.sentence, position),
        task=_task(text, duty.span, time),
        lead=actors.lead or above.lead,
        cooperating=actors.cooperating or (() if actors.lead else above.cooperating),
        basis=_basis(document, duty.sentence),
    )
    block = document.blocks[position]
    if duty.rule != "labelled" and not answers_when(document, block, time.start):
        return deadline
    around = labelled_around(document, position, time.start, names)
    if around.task and not actors.lead:
        actors = actors_of(text, around.task, around.task, (around.task[1],) * 2, names)
    return replace(
        deadline,
        lead=around.lead or actors.lead or deadline.lead,
        cooperating=around.cooperating or actors.cooperating or deadline.cooperating,
        addressee=around.addressee or deadline.addressee,
        product=around.product,
        task=_plain(text, *around.task) if around.task else deadline.task,
    )


def _going_on(actors: Actors, text: str, duty: _Duty, names: Names) -> Actors:
    """``actors`` with who is charged before: "Sở Nội vụ lập danh sách. Hoàn thành trước …"."""
    for span in duty.before:
        charged = actors_of(text, span, span, (span[1], span[1]), names)
        if charged.lead:
            return replace(actors, lead=charged.lead, cooperating=charged.cooperating)
    return actors


def _made(
    time: Time, rule: str, actors: Actors, sentence: tuple[int, int], block: int | None
) -> Deadline:
    return Deadline(
        start=time.start,
        end=time.end,
        text=time.text,
        rule=rule,
        value=time.value,
        due_on=time.latest,
        recurrence=time.recurrence,
        vague=time.kind is TimeKind.VAGUE,
        cooperating=actors.cooperating,
        addressee=actors.addressee,
        sentence=sentence,
        block=block,
    )


def _clause(text: str, time: Time, block: Block) -> tuple[int, int]:
    """The clause around a time: between semicolons and full stops, in its cell."""
    start, end = max(block.start, time.start - _REACH), min(block.end, time.end + _REACH)
    for cell in block.cells:
        if _holds(cell, time):
            start, end = max(start, cell.start), min(end, cell.end)
    for match in _CLAUSE_BREAK.finditer(text, start, time.start):
        if not (match.group() == ";" and lists_bodies(text, start, match.start())):
            start = match.end()
    after = _CLAUSE_BREAK.search(text, time.end, end)
    return start, after.start() if after else end


def _clause_before(text: str, start: int, block: Block) -> int:
    """Where the clause begins that ends at ``start``."""
    breaks = list(_CLAUSE_BREAK.finditer(text, max(block.start, start - _REACH), start))
    return breaks[-2].end() if len(breaks) > 1 else max(block.start, start - _REACH)


def _plain(text: str, start: int, end: int) -> str | None:
    return " ".join(text[start:end].split()).strip(_EDGE) or None


def _duty(
    text: str, sentence: tuple[int, int], clause: tuple[int, int], time: Time
) -> tuple[int, int]:
    """The clause of a time; where that says no more than the time, all that led to it."""
    start, end = max(clause[0], sentence[0]), min(clause[1], max(sentence[1], time.end))
    words = f"{text[after_number(text, start, time.start) : time.start]} {text[time.end : end]}"
    tail = len(words.split()) < _SHORTEST_TASK or _TAIL.match(words.strip(_EDGE).lower())
    return (sentence[0], end) if tail else (start, end)


def _task(text: str, duty: tuple[int, int], time: Time) -> str | None:
    """What is to be done: the duty without its time and its number."""
    before = _CONJUNCTION.sub("", text[after_number(text, duty[0], time.start) : time.start])
    task = " ".join(f"{before} {text[time.end : duty[1]]}".split())
    task = _BEFORE_MARK.sub(r"\1", task.replace("( )", "").replace("()", ""))
    return " ".join(task.split()).strip(_EDGE).removeprefix("và ") or None


def _basis(document: Document, sentence: tuple[int, int]) -> str | None:
    for reference in document.references:
        if reference.start >= sentence[1]:
            break
        if reference.start >= sentence[0] and reference.relation in _BASES:
            return reference.instrument
    return None


def _of_row(
    document: Document, row: TaskRow, times: list[Time], charge: Charge, names: Names
) -> Iterator[Deadline]:
    block = document.blocks[row.block]
    addressee = _names(names, row.addressee)
    for time in times:
        if time.latest is None and time.recurrence is None and not _unfinished(time):
            continue
        actors = Actors(charge.lead, charge.cooperating, addressee[0] if addressee else None)
        deadline = _made(time, "table", actors, (block.start, block.end), row.block)
        yield replace(
            deadline,
            lead=charge.lead,
            task=_plain(document.text, row.task.start, row.task.end) if row.task else None,
            product=_plain(document.text, row.product.start, row.product.end)
            if row.product
            else None,
            basis=_basis(document, (block.start, block.end)),
        )


def _unfinished(time: Time) -> bool:
    """Whether a time names a day but not its year; an hour alone is no deadline."""
    return time.value is not None and time.value.startswith("XXXX")


def _names(names: Names, cell: Cell | None) -> tuple[str, ...]:
    if cell is None:
        return ()
    return named_in_cell(names, cell.start, cell.end)


def _charge(document: Document, row: TaskRow, names: Names) -> Charge:
    """Who is charged by a row: its cells of those who act, else the row of one cell above."""
    own = _in_cell(document, names, row.lead, row.both)
    lead = own.lead or _in_cell(document, names, row.section).lead
    partners = _names(names, row.cooperating) or own.cooperating
    return Charge(lead, tuple(name for name in partners if name not in lead))


def _in_cell(document: Document, names: Names, cell: Cell | None, both: bool = False) -> Charge:
    if cell is None:
        return Charge()
    return charge_in_cell(document, names, cell.start, cell.end, both=both)
