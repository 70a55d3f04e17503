"""Plans that answer in labelled lines: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.data_files import read_yaml
from extract.deadlines.actors import after_number
from extract.deadlines.names import ACTORS, BEGINNING, Names, spelled
from extract.model import Block, BlockKind, Document

_LABELS: dict[str, list[str]] = ACTORS["labels"]
_TIMES: list[str] = read_yaml("extract.deadlines", "data/duties.yaml")["labels"]
_ALL = [label for labels in _LABELS.values() for label in labels] + _TIMES
# "Thời gian trình Chính phủ:", "Cơ quan và thời gian ban hành:"
_TIME_FOR = (
    r"(?:(?:cơ quan|đơn vị)(?:,| và) )?(?:thời gian|thời hạn|tiến độ)"
    r"(?! (?:tới|qua|này|vừa|sắp))(?:,? [^\s:;.,()]+){1,7}"
)
_LABEL = re.compile(
    rf"(?:(?<=[;.,()\n•+–-])|(?<=[;.,()+–-] )|^)(?P<label>{spelled(_ALL)}|(?P<time>{_TIME_FOR}))"
    r"(?:\s+(?:dự kiến|cụ thể))?\s*:\s*"
)
# A semicolon between bodies parts no answers: "Đơn vị phối hợp: Sở A; Sở B".
_CLOSED = re.compile(rf"[;\n](?!\s*(?:{BEGINNING.pattern}))|\.(?=\s|$)")
_REACH = 400  # letters before a time in which its label stands
_NEAR = 5  # lines of one task stand together


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the labelled lines of one task say, and where the task itself stands."""

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    product: str | None = None
    task: tuple[int, int] | None = None


def labelled_around(document: Document, position: int, time_start: int, names: Names) -> Labelled:
    """The labelled answers that stand with the time of block ``position``."""
    blocks = document.blocks
    first = position
    while first > 0 and position - first < _NEAR and _is_label_line(document, blocks[first]):
        first -= 1
    last = position
    while last + 1 < len(blocks) and last - position < _NEAR:
        if not _is_label_line(document, blocks[last + 1]):
            break
        last += 1
    found: dict[str, tuple[int, int]] = {}
    for block in blocks[first : last + 1]:
        for role, span in _answers(document, block):
            found.setdefault(role, span)
    holder = blocks[first]
    start = after_number(document.text, holder.start, holder.end)
    inside = _LABEL.search(document.text[start : holder.end].lower())
    end = holder.end if inside is None else start + inside.start()
    if first == position:
        end = min(end, time_start)
    product = found.get("product")
    return Labelled(
        lead=names.within(*found["lead"]) if "lead" in found else (),
        cooperating=names.within(*found["with"]) if "with" in found else (),
        product=document.text[product[0] : product[1]].strip(" .;") if product else None,
        task=(start, end) if end > start else None,
    )


def answers_when(document: Document, block: Block, time_start: int) -> bool:
    """Whether a time stands behind a label that asks for one: "Thời gian: xong trước …"."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    start = max(after_number(document.text, block.start, block.end), time_start - _REACH)
    marks = list(_LABEL.finditer(document.text[start:time_start].lower()))
    if not marks:
        return False
    return marks[-1]["time"] is not None or " ".join(marks[-1]["label"].split()) in _TIMES


def _is_label_line(document: Document, block: Block) -> bool:
    return _label(document, block) is not None


def _label(document: Document, block: Block) -> str | None:
    """The label a block opens with."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return None
    start = after_number(document.text, block.start, block.end)
    match = _LABEL.match(document.text[start : block.end].lower())
    return None if match is None else " ".join(match["label"].split())


def _answers(document: Document, block: Block) -> list[tuple[str, tuple[int, int]]]:
    low = document.text[block.start : block.end].lower()
    marks = list(_LABEL.finditer(low))
    answers = []
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(low)
        closed = _CLOSED.search(low[mark.end() : stop])
        if closed is not None:
            stop = mark.end() + closed.start()
        label = " ".join(mark["label"].split())
        for role, labels in _LABELS.items():
            if label in labels:
                answers.append((role, (block.start + mark.end(), block.start + stop)))
    return answers
