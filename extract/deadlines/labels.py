"""Plans that answer in labelled lines: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.data_files import read_yaml
from extract.deadlines.actors import after_number
from extract.deadlines.names import ACTORS, BEGINNING, Names, spelled
from extract.model import Block, BlockKind, Document

Span = tuple[int, int]

_BODIES = ("lead", "with", "addressee")  # roles answered by the names of bodies
_REST = r"[^:.;()\n]{0,60}"  # more words of a label
_NOT_NOW = r"(?!\s(?:tới|qua|này|vừa|sắp)(?!\w))"  # "trong thời gian tới: …" asks for no time
_WHEN = spelled(read_yaml("extract.deadlines", "data/duties.yaml")["labels"])


def _labels() -> str:
    """Source of a pattern for any label, a group for each role."""
    who = spelled(ACTORS["labels"]["who"])
    whose = rf"(?:các )?{who}(?:(?:,|/| và| hoặc) ?{who}){{0,3}}(?:(?:,|/| và) ?thời gian)? "
    around = {"alone": ("", ""), "behind": (whose, _REST), "open": ("", _REST)}
    kinds = []
    for role, words in ACTORS["labels"]["roles"].items():
        ways = [spelled(words[shape]).join(around[shape]) for shape in words]
        kinds.append(f"(?P<{role}>{'|'.join(ways)})")
    when = rf"(?P<when>{_WHEN})|(?P<about>{spelled(ACTORS['labels']['when'])}{_NOT_NOW}{_REST})"
    return "|".join((*kinds, when))


_LABEL = re.compile(
    rf"(?:(?<=[;.,()\n•+–-])|(?<=[;.,()+–-] )|(?<=\s)(?=(?-i:[A-ZĐ]))|^)(?:{_labels()})"
    r"(?:\s+(?:dự kiến|cụ thể))?(?:\s*\([^()]{0,40}\))?\s*:\s*",
    re.IGNORECASE,
)
# A semicolon between bodies parts no answers: "Đơn vị phối hợp: Sở A; Sở B".
_CLOSED = re.compile(
    rf"[;\n](?!\s*(?:[-+–•]\s*)?(?:{BEGINNING.pattern}))|\.(?=\s|$)", re.IGNORECASE
)
_NUMBERED = re.compile(r"^[\s\-–+•]*(?:\(?\d{1,2}[.)]\s*)?")
_REACH = 400  # letters before a time in which its label stands
_NEAR = 7  # lines of one task stand together


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the labelled lines of one task say, and where the task itself stands."""

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    addressee: str | None = None
    product: str | None = None
    task: Span | None = None


def labelled_around(document: Document, position: int, time_start: int, names: Names) -> Labelled:
    """The labelled answers that stand with the time of block ``position``.

    The task is what a label calls it, else the line above the labelled ones, unless the label of
    the time tells itself what is due ("Thời hạn chuyển đổi: …") and no line tells who acts.
    """
    blocks, text = document.blocks, document.text
    first = last = position
    while first > 0 and position - first < _NEAR and _is_label_line(document, blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and last - position < _NEAR:
        if not _is_label_line(document, blocks[last + 1]):
            break
        last += 1
    found: dict[str, Span] = {}
    for block in blocks[first : last + 1]:
        for role, span in answers_in(text, block.start, block.end).items():
            found.setdefault(role, span)
    named = {role: names.within(*found[role]) for role in _BODIES if role in found}
    if "when" not in found and not named:
        return Labelled()
    product = found.get("product")
    return Labelled(
        lead=named.get("lead", ()),
        cooperating=named.get("with", ()),
        addressee=next(iter(named.get("addressee", ())), None),
        product=text[product[0] : product[1]].strip(" .;") if product else None,
        task=found.get("task") or _holder(text, blocks[first], time_start, first == position),
    )


def _holder(text: str, block: Block, time_start: int, own: bool) -> Span | None:
    """The words of the line that the labelled ones belong to, up to a label within it."""
    start = after_number(text, block.start, block.end)
    inside = _LABEL.search(text[start : block.end])
    end = block.end if inside is None else start + inside.start()
    end = min(end, time_start) if own else end
    return (start, end) if end > start else None


def answers_when(document: Document, block: Block, time_start: int) -> bool:
    """Whether a time stands behind a label that asks when, or who ("Sở A, quý I năm 2024")."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    start = max(after_number(document.text, block.start, block.end), time_start - _REACH)
    marks = list(_LABEL.finditer(document.text[start:time_start]))
    if not marks or _CLOSED.search(document.text, start + marks[-1].end(), time_start):
        return False  # the answer has ended before the time
    return marks[-1].lastgroup in ("when", "about", *_BODIES)


def answers_in(text: str, start: int, end: int) -> dict[str, Span]:
    """Where a stretch answers which label; of bodies only where the name of one begins."""
    words = text[start:end]
    marks = list(_LABEL.finditer(words))
    answers: dict[str, Span] = {}
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    for mark, stop in zip(marks, ends, strict=False):
        closed = _CLOSED.search(words, mark.end(), stop)
        stop = closed.start() if closed is not None else stop
        role = mark.lastgroup or ""
        answer = _NUMBERED.sub("", words[mark.end() : stop], count=1)
        if role not in _BODIES or BEGINNING.match(answer.lower()):
            answers.setdefault(role, (start + mark.end(), start + stop))
    return answers


def _is_label_line(document: Document, block: Block) -> bool:
    """Whether a block opens with a label."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    start = after_number(document.text, block.start, block.end)
    return _LABEL.match(document.text[start : min(block.end, start + _REACH)]) is not None
