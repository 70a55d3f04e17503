"""Passages of one nature: admitted shortcomings, lists of school grades."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.data_files import read_yaml
from extract.model import Block, BlockKind, Document, Passage, PassageKind
from extract.sentences import sentence_at, sentences
from extract.times.basis import is_general

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE_ROW, BlockKind.FOOTNOTE)

_GRADE_LIST = re.compile(
    r"[Ll](?<!\w.)(?i:ớp:?[ \xa0]*\d{1,2}(?![\d/.])"
    r"(?:(?:[ \xa0]*[,;][ \xa0]*|[ \xa0]+(?:và|đến)[ \xa0]+|[ \xa0]*[-–][ \xa0]*)"
    r"(?:(?:khối[ \xa0]+)?lớp[ \xa0]+)?\d{1,2}(?![\d/.]\d|/))+)"
)
_GRADE_OR_RANGE = re.compile(r"(\d{1,2})|(đến|[-–])", re.IGNORECASE)


@cache
def _facts() -> dict[str, dict[str, list[str]]]:
    facts: dict[str, dict[str, list[str]]] = read_yaml("extract", "data/passages.yaml")
    return facts


@cache
def _admission() -> re.Pattern[str]:
    facts = _facts()["shortcoming"]
    verbs, nouns = "|".join(facts["admissions"]), "|".join(facts["nouns"])
    some = "(?: (?:một số|những|nhiều|các))?,?"
    return re.compile(rf"(?<!không )\b(?:{verbs}){some} (?:{nouns})\b", re.I)


@cache
def _heading() -> re.Pattern[str]:
    headings = "|".join(sorted(_facts()["shortcoming"]["headings"], key=len, reverse=True))
    return re.compile(rf"\W*(?:(?:\d+|[IVX]+|[a-zđ])[.)]\W*)*(?:{headings})\b", re.I)


def find_passages(document: Document) -> tuple[Passage, ...]:
    """The passages of ``document``, in text order; page furniture is not read."""
    found = [*_shortcomings(document), *_grades(document)]
    return tuple(sorted(found, key=lambda passage: (passage.start, passage.end)))


def _shortcomings(document: Document) -> Iterator[Passage]:
    if is_general(document):  # what lays down rules admits nothing
        return
    section: Block | None = None  # the heading under which everything is a shortcoming
    for block in document.blocks:
        if section is not None and _closes(block, section):
            section = None
        heads = block.kind is BlockKind.HEADING
        if heads and _heading().match(document.text, block.start, block.end):
            section = block
            continue
        if block.kind not in _PROSE:
            continue
        if section is None and not _admits(document, block):
            continue
        rule = "section" if section is not None else "admission"
        for start, end in sentences(document.text, block.start, block.end):
            quote = document.text[start:end]
            yield Passage(start, end, quote, PassageKind.SHORTCOMING, rule, (), (start, end))


def _admits(document: Document, block: Block) -> bool:
    """Whether the first sentence of a block admits a shortcoming."""
    admission = _admission().search(document.text, block.start, block.end)
    if admission is None:
        return False
    return admission.end() <= sentences(document.text, block.start, block.end)[0][1]


def _closes(block: Block, section: Block) -> bool:
    if block.kind is not BlockKind.HEADING:
        return block.kind in (BlockKind.SIGNATURE, BlockKind.RECIPIENTS)
    return block.level is None or section.level is None or block.level <= section.level


def _grades(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind not in _PROSE:
            continue
        for match in _GRADE_LIST.finditer(document.text, block.start, block.end):
            grades = _listed_grades(match.group())
            if len(grades) < 2:
                continue
            start, end = match.span()
            sentence = sentence_at(document.text, start, end, (block.start, block.end))
            values = tuple(str(grade) for grade in grades)
            yield Passage(start, end, match.group(), PassageKind.GRADES, "list", values, sentence)


def _listed_grades(text: str) -> list[int]:
    """The grades of a list with its ranges opened; empty when one is no grade of a school."""
    facts = read_yaml("extract", "data/passages.yaml")["grades"]
    grades: list[int] = []
    through = False
    for number, _ in _GRADE_OR_RANGE.findall(text):
        if not number:
            through = True
            continue
        grade = int(number)
        if not facts["lowest"] <= grade <= facts["highest"]:
            return []
        grades.extend(range(grades[-1] + 1, grade) if through and grades else ())
        grades.append(grade)
        through = False
    return list(dict.fromkeys(grades))
