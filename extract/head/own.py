"""The fields that the document's own head, title and foot state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from extract.head import cues
from extract.head.days import any_day, day_in_words
from extract.head.issuer import HeadLine, Issuer, names_instrument, read_issuer
from extract.head.number import number_in_line, type_of_number
from extract.head.signature import read_signature
from extract.letters import fold
from extract.model import NOT_STATED, Block, BlockKind, Stated

_ADOPTED = re.compile(
    r"(?:(?:luật|nghị quyết|pháp lệnh|hiến pháp) này|(?:phiên|kỳ) họp thứ)[^.;]{0,250}?"
    r"thông qua\s{1,3}(?=ngày\s)",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"(?:Chủ tịch(?! nước)|Bộ trưởng|Giám đốc|Hiệu trưởng|Tổng cục trưởng|Cục trưởng) (?=\w)"
)
_CERTIFIED = ("xac thuc van ban hop nhat", "xac nhan van ban hop nhat")
_ABOUT = re.compile(r"V/v[ :]", re.IGNORECASE)
_AMENDED = re.compile(
    r"co hieu luc(?: thi hanh)? (?:ke )?tu (?:ngay )?[^;:]{4,60}"
    r"duoc sua doi,? bo sung[^;:]{0,60}\bboi\b"
)
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
# Types whose letters nothing else has, so that number and title cannot both be right.
_DISTINCT = ("Nghị định", "Thông tư", "Quyết định", "Nghị quyết", "Chỉ thị", "Kế hoạch", "Báo cáo")
_HEAD_LENGTH = 30  # lines: what stands further down is not the document's own head


@dataclass(frozen=True, slots=True)
class Own:
    """What the document says of itself."""

    number: Stated
    type: Stated
    title: Stated
    issued_on: Stated
    published_on: Stated
    signer: Stated
    capacity: Stated
    issuer: Issuer | None
    official: bool  # it has an official head
    consolidated: bool  # it says of itself by which instruments it has been amended
    is_letter: bool  # it has a "V/v" or a "Kính gửi" and no type of its own
    place_line: tuple[int, int] | None  # "Bình Thuận, ngày …": where the place is said


def read_own(text: str, blocks: Sequence[Block]) -> Own:
    """The fields of a document without those that others give for it."""
    blocks = [block for block in blocks if not _is_annexed(block)]
    head = lines_of(text, blocks, BlockKind.HEADER)[:_HEAD_LENGTH]
    number = issued_on = NOT_STATED
    place_line: tuple[int, int] | None = None
    for above, line in pairwise([HeadLine(0, 0, ""), *head]):
        folded = fold(line.text)
        if names_instrument(above, line):
            continue
        if cues.has_number_label(folded) or cues.is_number_line(folded):
            found = number_in_line(text, line.start, line.end) or NOT_STATED
            if found.value is None and cues.is_issuer(line.text, folded):
                continue  # "TRƯỜNG TIỂU HỌC SỐ 2"
            if number is not NOT_STATED and found.reason == "unclear":
                continue  # of a stamp: "ĐẾN Số: 1207"
            if number.reason not in ("not_stated", "unclear") and found.value != number.value:
                found = Stated(None, number.start, line.end, "text", "disagree")
            number = found
        if issued_on is NOT_STATED and cues.is_place_date(folded):
            issued_on = any_day(text, line.start, line.end) or NOT_STATED
            place_line = (line.start, line.end)
    if issued_on is NOT_STATED and number is NOT_STATED:
        number, issued_on = _consolidated(text, blocks)
    if issued_on is NOT_STATED:
        adopted = _adopted_on(text, blocks)
        issued_on = adopted if _same_year(number, adopted) else NOT_STATED
    elif not _same_year(number, issued_on):  # one of them is wrong, and nothing tells which
        number, issued_on = (
            replace(stated, value=None, reason="disagree") for stated in (number, issued_on)
        )
    signed = lines_of(text, blocks, BlockKind.SIGNATURE) if head else []
    signer, capacity = read_signature(signed)
    titles = _without_remark(lines_of(text, blocks, BlockKind.TITLE))
    kind, title, about = _title(titles or _about(text, head))
    if _names_another(number, kind):
        number = replace(number, value=None, reason="disagree")
    letter = kind is NOT_STATED and bool(head) and (about or _is_addressed(text, blocks))
    return Own(
        number=number,
        type=kind,
        title=title,
        issued_on=issued_on,
        published_on=_published_on(text, blocks),
        signer=signer,
        capacity=capacity,
        issuer=read_issuer(_above_title(head, blocks)) or _of_authority(read_issuer(head)),
        official=bool(head),
        consolidated=_is_consolidated(text, blocks),
        is_letter=letter,
        place_line=place_line,
    )


def _is_annexed(block: Block) -> bool:
    """Whether it is of the head of an annex, which says nothing of the document."""
    return block.kind in (BlockKind.HEADER, BlockKind.TITLE) and block.level is not None


def _same_year(number: Stated, issued_on: Stated) -> bool:
    """Whether the year in ``number``, if it has one, is that of the date, if there is one."""
    year = _YEAR.search(number.value or "")
    return year is None or issued_on.value is None or issued_on.value.startswith(year[1])


def _names_another(number: Stated, kind: Stated) -> bool:
    """Whether the letters of ``number`` are those of another type than the title's."""
    lettered = type_of_number(number.value or "")
    return lettered in _DISTINCT and kind.value in _DISTINCT and not kind.value.startswith(lettered)


def _above_title(head: Sequence[HeadLine], blocks: Sequence[Block]) -> list[HeadLine]:
    """The lines of the head without the one who decides, who stands between title and grounds."""
    titles = [block.start for block in blocks if block.kind is BlockKind.TITLE]
    first = next((start for start in titles if head and start > head[0].start), None)
    return [line for line in head if first is None or line.start < first]


def _of_authority(one: Issuer | None) -> Issuer | None:
    """The body of the one who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN …"), where no other is named."""
    if one is None:
        return None
    body = _LEADER.sub("", one.name)
    return replace(one, name=body[:1].upper() + body[1:])


def lines_of(text: str, blocks: Sequence[Block], kind: BlockKind) -> list[HeadLine]:
    """The printed lines of the blocks of one kind."""
    lines: list[HeadLine] = []
    for block in blocks:
        if block.kind is not kind:
            continue
        start = block.start
        for part in text[block.start : block.end].split("\n"):
            inner = part.strip(" \t\r*_")  # without the marks of emphasis of a saved text
            if inner:
                at = start + part.index(inner)
                lines.append(HeadLine(at, at + len(inner), inner))
            start += len(part) + 1
    return lines


def _title(lines: Sequence[HeadLine]) -> tuple[Stated, Stated, bool]:
    """Type, trích yếu, and whether the trích yếu is that of a letter ("V/v …")."""
    if not lines:
        return NOT_STATED, NOT_STATED, False
    for position, line in enumerate(lines):
        found = cues.title_type(line.text, fold(line.text))
        if found is None:
            continue
        name, rest = found
        kind = Stated(name, line.start, line.start + rest, "text")
        parts = [line.text[rest:].strip(" :"), *(below.text for below in lines[position + 1 :])]
        subject = _joined(parts)
        if not subject:
            return kind, NOT_STATED, False
        start = line.start + rest if parts[0] else lines[position + 1].start
        return kind, Stated(subject, start, lines[-1].end, "text"), False
    subject = _joined(line.text for line in lines)
    about = cues.is_about(fold(lines[0].text))
    return NOT_STATED, Stated(subject, lines[0].start, lines[-1].end, "text"), about


def _without_remark(lines: Sequence[HeadLine]) -> list[HeadLine]:
    """The lines of a title up to what it was issued with: "(Kèm theo Quyết định số …)"."""
    return list(takewhile(lambda line: not cues.is_issued_with(fold(line.text)), lines))


def _about(text: str, head: Sequence[HeadLine]) -> list[HeadLine]:
    """The trích yếu of a letter that is printed on the line of its number."""
    for line in head:
        match = _ABOUT.search(text, line.start, line.end)
        if match:
            return [HeadLine(match.start(), line.end, text[match.start() : line.end])]
    return []


def _joined(parts: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(part for part in parts if part)).strip()


def _consolidated(text: str, blocks: Sequence[Block]) -> tuple[Stated, Stated]:
    """Number and date of a consolidated text, which stand by "Xác thực" at its end.

    Pháp lệnh 01/2012/UBTVQH13 on consolidation: the head carries neither.
    """
    for position, block in enumerate(blocks):
        if not fold(text[block.start : block.start + 60]).startswith(_CERTIFIED):
            continue
        number = issued_on = NOT_STATED
        for near in blocks[max(position - 4, 0) : position + 8]:
            if number is NOT_STATED and "/VBHN" in text[near.start : near.end]:
                number = number_in_line(text, near.start, near.end) or NOT_STATED
            elif issued_on is NOT_STATED and cues.is_place_date(fold(text[near.start : near.end])):
                issued_on = day_in_words(text, near.start, near.end) or NOT_STATED
        if number is not NOT_STATED:
            return number, issued_on
    return NOT_STATED, NOT_STATED


def _is_consolidated(text: str, blocks: Sequence[Block]) -> bool:
    """Whether the text opens with the instrument it consolidates and those that amended it."""
    opening = [b for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)][:4]
    return any(
        _AMENDED.search(fold(text[block.start : block.start + 600])) is not None
        for block in opening
    )


def _adopted_on(text: str, blocks: Sequence[Block]) -> Stated:
    """The day a law says it was adopted: its head has no date of its own."""
    for block in reversed(blocks):
        match = _ADOPTED.search(text, block.start, block.end)
        if match:
            return day_in_words(text, match.end(), block.end) or NOT_STATED
    return NOT_STATED


def _published_on(text: str, blocks: Sequence[Block]) -> Stated:
    for block in blocks:
        if block.kind is BlockKind.ATTRIBUTES and cues.is_dateline(
            fold(text[block.start : block.end])
        ):
            return any_day(text, block.start, block.end) or NOT_STATED
    return NOT_STATED


def _is_addressed(text: str, blocks: Sequence[Block]) -> bool:
    return any(
        fold(text[block.start : block.start + 12]).startswith("kinh gui") for block in blocks[:60]
    )
