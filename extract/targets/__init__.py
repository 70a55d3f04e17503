"""Measured aims: how much of what, of whom, by when, and on whose authority."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extract.deadlines.actors import actors_of, after_number
from extract.deadlines.heads import Charges
from extract.deadlines.names import VERB, Names, spelled
from extract.model import Block, BlockKind, Document, Target, Time
from extract.sentences import sentences
from extract.targets.aims import CHANGE, Stance, aims, goes_on, may_aim, sorts_cases
from extract.targets.due import AIM_HEADING, REACH, DueTimes, Span, plans, rules
from extract.targets.quantities import FACTS, Quantity, quantities
from extract.targets.tables import UNIT, PlannedFigure, planned_figures
from extract.times import lines_of

__all__ = ["find_targets"]

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE_ROW)
_LISTS = (BlockKind.ITEM, BlockKind.PARAGRAPH)
_AIM_LIST = re.compile(spelled(FACTS["aim_lists"]))
_TOLD_HEADING = re.compile(spelled(FACTS["told_headings"]))
_COMPARED = re.compile(r"\s*(?:so với|/năm|mỗi năm|hằng năm|hàng năm)(?!\w)")
_RATE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|số lượng|(?<!sĩ )(?<!một )(?<!thiểu )số(?!\s+(?:\d|hiệu))|mức|chỉ số)\s"
)
_PREDICATE = re.compile(spelled(FACTS["predicates"]))
_BASIS_CUE = re.compile(r"theo\s|quy định tại|tại\s")
_BARE_RATE = re.compile(r"(?:\s*(?<!\w)(?:đạt|là|ở mức|chiếm|lên|xuống|còn|tới|đến))+\s*$")
# "năm 2026 đạt 60%, năm 2027 đạt 65%": what is measured is said once.
_YEAR = r"(?:năm (?:học )?|giai đoạn )\d{4}(?:\s?[-–]\s?\d{4})?(?:\s(?:đạt|là|khoảng|còn|lên))*"
_NO_SUBJECT = re.compile(
    rf"(?:(?:và|trong đó|riêng|tính|cuối|đến|vào|trong|hết),?\s?)*(?:{_YEAR})?"
)
_JOINS = re.compile(r"^[)\s]*(?:(?:và|trong đó|riêng),?\s+)?")
_ITS_TIME = re.compile(rf"(?<=\w{{3}})[\s,]+(?:(?:tính|cuối|đến|vào|trong|hết)\s)*{_YEAR}$")
# A cell of a table that a saved text has on a line of its own.
_BARE = re.compile(r"\W*(?:tối thiểu |ít nhất |trên )?[≥≤<>=]*\s*\d[\d.,]*\s*%?\W*|\W*đạt\W*")
_LONGEST_BARE = 40  # letters
_REACHED_FIRST = re.compile(r"^(?:đạt|có|bảo đảm|đảm bảo)\s+")
_REACHED = re.compile(r"(?<!\w)(?:đạt|có|bảo đảm|đảm bảo)\s+$")
_EDGE = " \t\n\xa0,;:.-–—+*•"
_NEAR = 14  # letters of "đạt chỉ số "
_MARKS = (", ", "; ", ": ", ". ")
_SUBJECT = 120  # how far back the words may stand that say what a figure measures
_OPENING = 1500  # letters of a sentence among which its subject is looked for
_FIRST_WORDS = 20  # letters of a heading, with its number, that say what it is about


def find_targets(document: Document) -> tuple[Target, ...]:
    """The targets of ``document``, in text order.

    A figure is a target when its clause aims at it; what was reached, what a law measures and
    what a page counter shows is none. A step ("tăng 5% so với …") is flagged as a change.
    """
    original = document.text
    text = original.replace("\n", " ").replace("\xa0", " ")
    document = replace(document, text=text, blocks=document.blocks or lines_of(document))
    names = Names(document)
    charges = Charges(document, names)
    usual = _stance(document)
    found: list[Target] = []
    told = False
    aims_level: int | None = None  # of the heading under which aims are listed
    times = DueTimes(document, ruling=usual is Stance.RULING)
    tabled: dict[int, list[PlannedFigure]] = {}
    for figure in planned_figures(document):
        tabled.setdefault(figure.block, []).append(figure)
    measured: str | None = None  # what the line above bare figures says
    bare = False
    for position, block in enumerate(document.blocks):
        low = document.text[block.start : block.end].lower()
        follows, bare = bare, len(low) <= _LONGEST_BARE and _BARE.fullmatch(low) is not None
        if bare and not follows and position:
            measured = _words_of(document, document.blocks[position - 1])
        if block.kind is BlockKind.HEADING:
            told = _heading_tells(low, told, block)
            level = block.level or 1
            if _AIM_LIST.search(low):
                aims_level = level if aims_level is None else min(level, aims_level)
            elif aims_level is not None and level <= aims_level:
                aims_level = None
        if block.kind not in _PROSE or len(low) != block.end - block.start:
            continue
        given = times.enter(block, low)
        if position in tabled:
            found.extend(
                _planned(document, block, figure, first=number == 0)
                for number, figure in enumerate(tabled[position])
            )
        elif not told:
            listed = aims_level is not None and usual is Stance.PLAIN and block.kind in _LISTS
            stance = Stance.LISTED if listed else usual
            for target in _of_block(document, times, block, low, given, names, stance):
                lead = charges.inherited[position].lead if target.body is None else ()
                if bare and target.indicator is None:
                    target = replace(target, indicator=measured)
                found.append(replace(target, body=lead[0]) if lead else target)
    return tuple(replace(item, text=original[item.start : item.end]) for item in found)


def _stance(document: Document) -> Stance:
    """How much a figure needs in ``document`` to count as an aim."""
    kind = (document.header.type.value or "").lower()
    if rules(document):
        return Stance.RULING
    told = kind in FACTS["reports"] or not (kind or plans(document))
    return Stance.STRICT if told else Stance.PLAIN


def _words_of(document: Document, block: Block) -> str | None:
    """What a block says, without its number."""
    start = after_number(document.text, block.start, block.end)
    return _plain(document.text[start : block.end])


def _heading_tells(low: str, before: bool, block: Block) -> bool:
    if AIM_HEADING.search(low):
        return False
    told = _TOLD_HEADING.search(low)
    if told is not None and told.start() <= _FIRST_WORDS:
        return True
    return before and (block.level or 1) > 1


def _of_block(
    document: Document,
    times: DueTimes,
    block: Block,
    low: str,
    given: Time | None,
    names: Names,
    stance: Stance,
) -> Iterator[Target]:
    figures = list(quantities(document.text[block.start : block.end], low))
    if not may_aim(low, figures):
        return
    figures = [
        figure
        for figure in figures
        if not _masked(document, block.start + figure.figure, block.start + figure.end)
    ]
    if not figures:
        return
    spans = sentences(document.text, block.start, block.end)
    leads: dict[Span, tuple[str, ...]] = {}
    taken = -1
    before: Target | None = None
    chain: Quantity | None = None  # the target before, of which the next figure may go on
    for number, figure in enumerate(figures):
        at = block.start + figure.figure
        nearest = bisect_right(spans, at, key=lambda span: span[0]) - 1
        if nearest < 0 or at >= spans[nearest][1]:
            continue
        sentence = spans[nearest]
        first, last = sentence[0] - block.start, sentence[1] - block.start
        following = figures[number + 1] if number + 1 < len(figures) else None
        stop = last if following is None else min(last, following.start + 1)
        start, end = _clause(low, figure, max(first, 0), stop)
        if following is not None and following.start < end:
            end = _parting(low, figure.end, following.start)
        start = max(start, taken)
        past = _is_past(document, sentence[0], at)
        ahead = not past and times.ahead((sentence[0], block.start + end), at, given)
        follows = chain is not None and first <= chain.start and chain.unit == figure.unit
        if not (
            aims(low, start, figure, first, Stance.STRICT if past else stance, ahead)
            or (follows and goes_on(low, start, figure))
        ):
            chain = None
            taken = figure.end if sorts_cases(low, figure) else taken
            continue
        taken, chain = end, figure
        if sentence not in leads:
            leads[sentence] = _subjects(document, sentence, at, names)
        target = _target(
            document, times, block, low, figure, (start, end), sentence, given, leads[sentence]
        )
        before = _with_its_subject(target, before)
        yield before


def _with_its_subject(target: Target, before: Target | None) -> Target:
    """``target``; where its words only name its time, it measures what the one ``before`` did."""
    if before is None or before.sentence != target.sentence or target.indicator is None:
        return target
    timed = _NO_SUBJECT.fullmatch(target.indicator.lower()) is not None
    return replace(target, indicator=before.indicator) if timed else target


def _subjects(document: Document, sentence: Span, at: int, names: Names) -> tuple[str, ...]:
    """The bodies that the first words of a sentence charge with the figure at ``at``."""
    start, end = sentence[0], min(at, sentence[0] + _OPENING)
    first, last = (
        bisect_left(document.bodies, at, key=lambda body: body.start) for at in (start, end)
    )
    named = {body.name for body in document.bodies[first:last]}
    if not named:
        return ()
    lead = actors_of(document.text, (start, end), (start, end), (end, end), names).lead
    return tuple(name for name in lead if name in named)


def _is_past(document: Document, start: int, end: int) -> bool:
    """Whether a sentence speaks of a past time before the figure at ``end``."""
    first, last = (
        bisect_left(document.times, at, key=lambda time: time.start)
        for at in (max(start, end - REACH), end)
    )
    return any(time.role == "event" for time in document.times[first:last])


def _planned(document: Document, block: Block, figure: PlannedFigure, first: bool) -> Target:
    """The target of one figure in a table of targets; the first of a row names its indicator."""
    opens = after_number(document.text, figure.indicator.start, figure.indicator.end)
    indicator = UNIT.sub("", document.text[opens : figure.indicator.end])
    start = figure.indicator.start if first and figure.indicator.end <= figure.cell.start else -1
    start = start if start >= block.start else figure.cell.start
    return Target(
        start=start,
        end=figure.cell.end,
        text=document.text[start : figure.cell.end],
        rule="table",
        indicator=_plain(indicator),
        comparator=figure.comparator,
        value=figure.value,
        unit=figure.unit,
        change=figure.change,
        by=None if figure.year is None else str(figure.year),
        due_on=figure.due_on,
        sentence=(block.start, block.end),
    )


def _masked(document: Document, start: int, end: int) -> bool:
    """Whether a figure is part of a citation or of an expression of time."""
    for items in (document.references, document.times):
        position = bisect_right(items, start, key=lambda item: item.start) - 1
        if position >= 0 and items[position].end > start:
            return True
        if position + 1 < len(items) and items[position + 1].start < end:
            return True
    return False


def _clause(low: str, figure: Quantity, first: int, last: int) -> tuple[int, int]:
    """The clause of a figure: between semicolons; brackets are kept whole."""
    start = first = max(first, figure.start - REACH)
    last = min(last, figure.end + REACH)
    for match in re.finditer(r"[;\t]|\.(?=\s)|:\s", low[first : figure.start]):
        start = first + match.end()
    depth = 0
    end = figure.end
    while end < last:
        letter = low[end]
        depth += (letter == "(") - (letter == ")")
        stop = letter == "." and low[end + 1 : end + 2] in " \t"
        if depth < 0 or (depth == 0 and (stop or letter in ";\t")):
            break
        end += 1
    return start, end


def _parting(low: str, start: int, stop: int) -> int:
    """Where one figure's words end and the next one's begin, between two figures."""
    cut = max(low.rfind(joint, start, stop) for joint in (", ", " và ", "; "))
    return cut if cut > start else start


def _target(
    document: Document,
    times: DueTimes,
    block: Block,
    low: str,
    figure: Quantity,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    given: Time | None,
    lead: tuple[str, ...],
) -> Target:
    text = document.text
    change = CHANGE.search(low[clause[0] : figure.figure]) is not None
    begin = _begin(low, clause[0], figure)
    start, end = block.start + begin, block.start + clause[1]
    while end > start and text[end - 1] in _EDGE + "/":
        end -= 1
    at = block.start + figure.figure
    near = max(sentence[0], at - REACH)
    time = times.of(sentence, (block.start + clause[0], end), at, given)
    stop = time.start if time is not None and start < time.start < end else end
    span = (clause[0], begin, stop - block.start)
    population, indicator = _measured(text, block.start, low, figure, span)
    return Target(
        start=start,
        end=end,
        text=text[start:end],
        rule="change" if change else ("percentage" if figure.unit == "%" else "count"),
        indicator=indicator or _plain(text[near : block.start + figure.start]),
        comparator=figure.comparator,
        value=figure.value,
        unit=_as_written(text[at : block.start + figure.end], figure.unit) or None,
        change=change,
        population=population,
        by=time.value if time is not None else None,
        due_on=time.latest if time is not None else None,
        body=lead[0] if lead else None,
        basis=_basis(document, block.start + figure.end, sentence[1]),
        sentence=sentence,
    )


def _begin(low: str, start: int, figure: Quantity) -> int:
    """Where the target's words begin: at its rate, else at the words that aim or compare."""
    rates = list(_RATE.finditer(low, start, figure.start))
    if rates:
        reached = _REACHED.search(low[start : rates[0].start()])
        return start + reached.start() if reached is not None else rates[0].start()
    aim = _REACHED.search(low[start : figure.start])
    return start + aim.start() if aim is not None else figure.start


def _measured(
    text: str, base: int, low: str, figure: Quantity, span: tuple[int, int, int]
) -> tuple[str | None, str | None]:
    """Whom the figure counts, and what of them it measures.

    ``span``: where the clause begins, where the target does, and its end.
    """
    first, begin, end = span
    after = low[figure.end : end]
    following = text[base + figure.end : base + end]
    compared = _COMPARED.search(after)
    if compared is not None:
        after, following = after[: compared.start()], following[: compared.start()]
    if begin < figure.start and _RATE.search(low, begin, min(begin + _NEAR, figure.start)):
        start = begin
        if (
            len(_REACHED_FIRST.sub("", low[begin : figure.start]).split()) <= 2
        ):  # "… đạt tỷ lệ 19%": the rate of what
            start = _subject(low, begin)
        rate = _BARE_RATE.sub("", text[base + start : base + figure.start])
        return None, _plain(_ITS_TIME.sub("", rate))
    verb, predicate = VERB.search(following, 1), _PREDICATE.search(after, 1)
    cuts = [match.start() for match in (verb, predicate) if match is not None]
    if cuts:
        cut = min(cuts)
        return _plain(following[:cut]), _plain(following[cut:])
    subject = _plain(text[base + max(_subject(low, begin), first) : base + begin])
    subject = None if subject is None else _JOINS.sub("", _ITS_TIME.sub("", subject))
    return (_plain(following), subject) if subject else (None, _plain(following))


def _as_written(quote: str, unit: str) -> str:
    """A unit that is an abbreviation keeps its capitals ("MW", "kWh")."""
    match = re.search(re.escape(unit), quote, re.IGNORECASE)
    return match.group() if match is not None and match.group()[1:] != unit[1:] else unit


def _subject(low: str, begin: int) -> int:
    """Where the words begin that stand before a target in its part of the sentence."""
    first = max(0, begin - _SUBJECT)
    return max(first, *(low.rfind(mark, first, begin) + 1 for mark in _MARKS))


def _plain(text: str) -> str | None:
    return " ".join(text.split()).strip(_EDGE) or None


def _basis(document: Document, start: int, end: int) -> str | None:
    """The instrument a target rests on: the first cited after it by "theo", "quy định tại"."""
    first = bisect_left(document.references, start, key=lambda reference: reference.start)
    if first == len(document.references) or document.references[first].start >= end:
        return None
    reference = document.references[first]
    between = document.text[start : reference.start].lower()
    return reference.instrument if _BASIS_CUE.search(between) else None
