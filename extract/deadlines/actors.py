"""Who is charged in a sentence: who leads, who co-operates, who receives the result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.deadlines.names import ACTORS, BEGINNING, VERB, Names, lists_bodies, region, spelled
from extract.deadlines.obliged import may_act, obliged
from extract.deadlines.receivers import receiver_of
from extract.times.words import DOCUMENTS

_LEADS = re.compile(spelled(ACTORS["lead_words"]) + r"(?!\s*:)")
# "giao thông" and "đề nghị của …" charge nobody.
_ASSIGNS = re.compile(spelled(ACTORS["assigns"]) + r"(?<!giao(?= (?:thông|lưu|dịch|kế) ))(?! của )")
_WITH = re.compile(
    r"(?<!\w)(?:với sự (?:phối hợp|tham gia) của"
    r"|(?:phối hợp(?: (?:chặt chẽ|đồng bộ|hiệu quả))?|(?:chủ trì|đầu mối),?(?= cùng ))"
    rf"(?: (?:{'|'.join(sorted(ACTORS['with_words'], key=len, reverse=True))}))?)\s"
)
# "Sở Xây dựng chủ trì, Sở Tài chính phối hợp;"
_BEHIND = re.compile(
    r"(?<!\w)chủ trì[,;] (?P<who>[^;:()]{3,200}?),? (?:cùng )?phối hợp(?! (?:với|cùng|chặt))(?!\w)"
)
# "gửi Bộ Nội vụ trước ngày 31/3 để Bộ Nội vụ phối hợp với Bộ Tài chính …": what comes later.
_PURPOSE = re.compile(rf"(?<!\w)để (?:{BEGINNING.pattern})[^;,.]{{0,140}}$")
# "kế hoạch xây dựng do Sở Nội vụ chủ trì"
_BY = re.compile(rf"(?<!\w)do\s+(?={BEGINNING.pattern})")
_NEAR = 150
_NUMBERED = re.compile(
    r"\s*[“\"]?(?:[-–—+*•]\s*|(?:Điều\s+)?[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}[.)]\s*|[IVXLC]{1,6}[.)]\s*"
    r"|[a-zđA-ZĐ][.)]\s*)*"
)
_AFTER_TIME = re.compile(r"(?:[^;,.]{0,45},\s*){1,3}")
# "Phòng A (chủ trì), Phòng B (phối hợp)"
_MARKED = re.compile(r"\(\s*(?:(?:cơ quan|đơn vị) )?(?P<role>chủ trì|phối hợp)\s*\)")
# "Đối với cấp THCS, các phòng …": the subject comes after an opening of its own.
_OPENING = re.compile(
    rf"(?:{spelled(ACTORS['openings'])}"
    rf"|{spelled(ACTORS['carrying_out'])} (?={spelled(list(DOCUMENTS))}))"
    # "báo cáo của bộ, ngành": that comma ends no opening.
    r"[^,;:]{0,200}?(?:(?<=bộ),[^,;:]{0,200}?)?,(?<! bộ,)\s*"
)
_MUST_BE = re.compile(
    r"(?<!\w)của (?P<who>[^,;:.]{3,80}?) phải(?: được)? (?:ban hành|hoàn thành|xong)"
)
_PREDICATE = re.compile(r"(?<!\w)là\s+$")
# "Căn cứ dự toán do các sở và các xã gửi, Sở Tài chính lập …": whose grounds they are.
_OTHERS = re.compile(
    rf"(?<!\w)do [^;:]{{3,200}}?(?:{spelled(ACTORS['handing_over'])}),\s*(?={BEGINNING.pattern})"
)
_GROUNDS = re.compile(r",?\s*(?:căn cứ|trên cơ sở|theo)(?!\w)[^,;:]{1,200},\s*")
_ALONE = re.compile(r"(?:riêng(?: đối với)?|thời hạn|thời gian|thời điểm) ")
_ACTING = re.compile(spelled(["báo cáo", "gửi", "hoàn thành", "tổ chức", "xây dựng", "rà soát"]))
_TIMED = re.compile(r"(?:hằng|hàng|định kỳ|trước|chậm nhất)(?!\w)")
_PASSIVE = re.compile(r"\W*được\s+")
_COMMA = re.compile(r",\s+")
# "… được tiếp tục tồn tại nhưng địa phương phải hoàn thành …"
_CONTRARY = re.compile(r"(?<!\w)(?:nhưng|song|thì)\s+")
# "Đối với các đơn vị sáp nhập, đề nghị báo cáo …": who is meant is who is asked.
_CONCERNED = re.compile(
    rf"(?:riêng )?đối với\s+(?P<who>[^,;:]{{3,160}}?"
    rf"(?:, (?!{BEGINNING.pattern})[^,;:]{{3,100}}?)?)(?:,| thì)\s*"
    r"(?:(?:chậm nhất|muộn nhất|trước) [^,;:]{2,60}?,?\s*)?"
    rf"(?:{spelled(ACTORS['assigns'])}|phải|có trách nhiệm)(?!\w)"
)
# "với các đơn vị: Bộ Tư lệnh …" names them, it opens no clause.
_LISTING = re.compile(rf"(?=các ){BEGINNING.pattern}(?:\s+[^\s:;,.]+){{0,3}}$")
_LONGEST_LISTING = 60  # letters
_GENERIC_OPENING = re.compile(r"^(?:để|nhằm|do đó|theo đó|căn cứ|trên cơ sở|ngoài ra|đồng thời)\b")


@dataclass(frozen=True, slots=True)
class Actors:
    """Names as the text gives them; empty or None where it names nobody."""

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    addressee: str | None = None


def after_number(text: str, start: int, end: int) -> int:
    """Where a block's words begin, past its number, letter or dash."""
    match = _NUMBERED.match(text, start, end)
    return match.end() if match is not None else start


def actors_of(
    text: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    time: tuple[int, int],
    names: Names,
) -> Actors:
    """The actors of a time's duty, from its clause, then from its sentence.

    ``clause`` holds the whole duty; all spans are of ``text``.
    """
    lead = partner = None
    for span in dict.fromkeys((clause, sentence)):
        start = after_number(text, *span)
        low = text[start : span[1]].lower()
        if len(low) != span[1] - start:
            continue
        # Who co-operates stands with who leads, in the clause of the time or before it.
        partner = partner or (_partner(text, low, start, names) if lead is None else None)
        lead = lead or _lead(text, low, start, time, names)
    if lead is not None and partner is not None and lead[0] < time[1] <= partner[0]:
        partner = None  # they help with what comes after the time
    addressee = receiver_of(text, *clause, time, names)
    found = names.within(*lead) if lead else ()
    return Actors(
        lead=found,
        cooperating=tuple(
            name for name in (names.within(*partner) if partner else ()) if name not in found
        ),
        addressee=None if addressee in found else addressee,
    )


def _lead(
    text: str, low: str, start: int, time: tuple[int, int], names: Names
) -> tuple[int, int] | None:
    marked = _marked(low, start, "chủ trì")
    if marked is not None:
        return marked
    leading = _LEADS.search(low)
    if leading is not None:
        found = _before_lead_word(text, low, start, leading.start())
        if found is not None:
            return found
    # "gửi báo cáo trước ngày 28/4, đề nghị …": what is asked for after a time is something else.
    told = VERB.search(text, start, time[0]) is not None
    before = low[: time[0] - start] if told else low
    assigned = _assigned(text, before, start, names) or _issuing(low, start)
    if assigned is not None:
        return assigned
    bound = obliged(text, start, start + len(low))
    for position in _subject_positions(text, low, start, time):
        if position == start and text[start].islower():
            continue  # the rest of a sentence that a page break cut
        if names.begin_at(position):
            whole = bound is not None and bound[0] == position and not names.known_at(position)
            return bound if whole else region(text, position, start + len(low), names)
    concerned = _CONCERNED.match(low)
    if concerned is not None and may_act(low, concerned.start("who")):
        return start + concerned.start("who"), start + concerned.end("who")
    return bound


def _marked(low: str, start: int, role: str) -> tuple[int, int] | None:
    """The names before the mark "(chủ trì)" or "(phối hợp)", as a span of the document."""
    begin = 0
    for mark in _MARKED.finditer(low):
        if mark["role"] == role:
            while begin < mark.start() and not low[begin].isalnum():
                begin += 1
            return start + begin, start + mark.start()
        begin = mark.end()
    return None


def _before_lead_word(text: str, low: str, start: int, at: int) -> tuple[int, int] | None:
    opening = 0
    for match in re.finditer(r"[;:(]|\.\s", low[:at]):
        opening = match.end()
    for match in _assigning(text, low, start):
        if opening <= match.start() and match.end() <= at:
            opening = match.end()
    for match in _new_subjects(text, start + opening, start + at):
        # "Trên cơ sở báo cáo của Ủy ban nhân dân quận, huyện, Sở Xây dựng chủ trì"
        if _GENERIC_OPENING.match(low[opening:].lstrip()) and BEGINNING.match(
            low, match.end() - start
        ):
            opening = match.end() - start
            break
    for by in _BY.finditer(low, opening, at):
        if VERB.search(text, start + by.end(), start + at) is None:
            opening = by.end()
    while opening < at and not low[opening].isalnum():
        opening += 1
    begin = BEGINNING.search(low, opening, at)
    if begin is None or VERB.search(text, start + opening, start + begin.start()):
        return None
    if _PREDICATE.search(low, opening, begin.start()):
        return None  # "Sở Nội vụ: Là cơ quan chủ trì" says of the Sở that it leads
    end = at
    verb = VERB.search(text, start + begin.end(), start + at)
    if verb is not None:
        end = verb.start() - start
    while end > begin.start() and not low[end - 1].isalnum():
        end -= 1
    return (start + begin.start(), start + end) if end > begin.start() else None


def _assigning(text: str, low: str, start: int) -> Iterator[re.Match[str]]:
    """The verbs that charge somebody; "giao ban" is a meeting."""
    for match in _ASSIGNS.finditer(low):
        if not (low.startswith(" ban ", match.end()) and text[start + match.end() + 1] == "b"):
            yield match


def _assigned(text: str, low: str, start: int, names: Names) -> tuple[int, int] | None:
    for match in _assigning(text, low, start):
        before = low[: match.start()]
        clause = re.split(r"[;:,]|\.\s", before.rstrip(" ,"))[-1].strip()
        plain = not clause or _GENERIC_OPENING.match(clause) or not VERB.search(clause)
        if not plain and not before.rstrip().endswith((",", "và")):
            continue
        position = match.end()
        while position < len(low) and not low[position].isalnum():
            position += 1
        if names.begin_at(start + position):
            return region(text, start + position, start + len(low), names)
    return None


def _issuing(low: str, start: int) -> tuple[int, int] | None:
    """Whose paper "phải được ban hành": "Kế hoạch của Ủy ban nhân dân tỉnh phải được ban hành"."""
    match = _MUST_BE.search(low)
    if match is None or not BEGINNING.match(low, match.start("who")):
        return None
    return start + match.start("who"), start + match.end("who")


def _subject_positions(text: str, low: str, start: int, time: tuple[int, int]) -> list[int]:
    """Where a subject may stand: the clause of the time, after the time, the sentence."""
    at = max(0, time[0] - start)
    clause = max(low.rfind(";", 0, at), low.rfind(": ", 0, at), -1) + 1
    if clause and lists_bodies(text, start, start + clause - 1):
        clause = 0  # the semicolon parts bodies that all are charged
    if clause and _LISTING.search(low, max(0, clause - _LONGEST_LISTING), clause - 1):
        clause = 0
    positions = [clause, 0]
    for contrary in _CONTRARY.finditer(low, clause, at):
        act = _first_act(text, start + contrary.end(), time[0]) - start
        if BEGINNING.match(low, contrary.end()) and act - contrary.end() <= _LONGEST_LISTING:
            positions.insert(0, contrary.end())
    for begin in (clause, 0):
        while begin < len(low) and not low[begin].isalnum():
            begin += 1
        alone = _ALONE.match(low, begin)
        if alone is not None:
            positions.append(alone.end())
        opening = _OPENING.match(low, begin)
        if opening is not None and not _tells_a_task(low, opening):
            others = _OTHERS.search(low, opening.start(), at)
            if others is not None:
                positions.append(others.end())
            positions.append(opening.end())
            # "Căn cứ kết quả quản lý, bảo trì, Bộ Xây dựng …": more than one comma.
            following = _new_subjects(text, start + opening.end(), time[0])
            positions.extend(
                match.end() - start
                for match in following
                if _first_act(text, match.end(), time[0]) < time[0]
            )
            if low.startswith("trường hợp", opening.start()):
                positions.extend(_acting_behind(text, low, start, opening.end(), time[0]))
    passive = _PASSIVE.match(low, clause)
    if passive is not None:
        positions.insert(0, passive.end())  # "e) Được cơ quan bảo hiểm hằng tháng cung cấp …"
    # "Định kỳ 6 tháng, hằng năm, Sở …": the subject comes after the times.
    behind = max(0, time[1] - start)
    grounds = _GROUNDS.match(low, behind)
    if grounds is not None and VERB.search(text, start + clause, time[0]) is None:
        positions.insert(0, grounds.end())  # "Hằng năm, căn cứ nhu cầu tuyển dụng, Sở Nội vụ …"
    opened = low[clause:at].strip()
    # "Căn cứ cơ cấu tổ chức, hằng năm Sở …": after an opening the subject stands behind the time.
    grounded = opened.endswith(",") and _GENERIC_OPENING.match(opened) is not None
    if grounded or not _ACTING.search(low[clause:at]):
        positions.insert(0, behind)
        opening = _AFTER_TIME.match(low, behind)
        if opening is not None:
            act = _first_act(text, time[1], start + behind + len(opening.group()))
            ends = [behind + comma.end() for comma in re.finditer(r",\s*", opening.group())]
            positions[:0] = [end for end in ends if start + end <= act]
    out = []
    for position in positions:
        while position < len(low) and not low[position].isalnum():
            position += 1
        out.append(start + position)
    return out


def _acting_behind(text: str, low: str, start: int, at: int, end: int) -> Iterator[int]:
    """Where, behind later commas of a case, somebody begins who acts: "…, chủ dự án gửi …"."""
    for comma in _COMMA.finditer(low, at, end - start):
        act = _first_act(text, start + comma.end(), end) - start
        near = 0 < act - comma.end() <= _LONGEST_LISTING and act < end - start
        if near and "," not in low[comma.end() : act] and may_act(low, comma.end()):
            yield comma.end()


def _tells_a_task(low: str, opening: re.Match[str]) -> bool:
    """Whether an opening is a time and the task itself: "Hằng năm tổng hợp và báo cáo …, …"."""
    timed = _TIMED.match(low, opening.start())
    return timed is not None and _ACTING.search(low, timed.end(), opening.end()) is not None


def _new_subjects(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The commas between two positions behind which a capital begins what may be a subject."""
    return (comma for comma in _COMMA.finditer(text, start, end) if text[comma.end()].isupper())


def marked_in(text: str, start: int, end: int, names: Names) -> Actors:
    """Whom the marks of a stretch name: "Phòng A (chủ trì), Phòng B (phối hợp)"."""
    low = text[start:end].lower()
    lead, partner = (_marked(low, start, role) for role in ("chủ trì", "phối hợp"))
    return Actors(
        names.within(*lead) if lead is not None else (),
        names.within(*partner) if partner is not None else (),
    )


def _first_act(text: str, start: int, end: int) -> int:
    """Where the first verb between two positions stands that opens no time; ``end`` for none."""
    acts = (verb for verb in VERB.finditer(text, start, end) if verb[0] not in ACTORS["openings"])
    return next((verb.start() for verb in acts), end)


def partner_in(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    """The bodies that "phối hợp với …" names between two positions."""
    low = text[start:end].lower()
    span = _partner(text, low, start, names) if len(low) == end - start else None
    return names.within(*span) if span is not None else ()


def _partner(text: str, low: str, start: int, names: Names) -> tuple[int, int] | None:
    marked = _marked(low, start, "phối hợp")
    if marked is not None:
        return marked
    behind = _BEHIND.search(low)
    if behind is not None and BEGINNING.match(low, behind.start("who")):
        return start + behind.start("who"), start + behind.end("who")
    match = _WITH.search(low)
    if match is None:
        return None
    if not BEGINNING.match(low, match.end()) and not low.startswith("các ", match.end()):
        return None
    if _PURPOSE.search(low, max(0, match.start() - _NEAR), match.start()):
        return None
    return region(text, start + match.end(), start + len(low), names)
