"""A portal's table of attributes: "Số hiệu: … Loại văn bản: …".

Labels are known by their words; a line of the table may hold several of them. In a saved page the
value may be glued to its label ("Loại văn bảnThông tư").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.data_files import read_yaml


@dataclass(frozen=True, slots=True)
class Attribute:
    """One label and where its value stands, relative to the text it was found in."""

    field: str  # a field of Header, or "other"
    start: int  # of the value
    end: int


_NUMBER = re.compile(r"\W{0,3}so ?: ?(?=\d)")
_ENDS = r"(?=\s?:|\s{2,}|\t|$)"  # what ends a label


@cache
def _labels(ends: str = _ENDS) -> tuple[re.Pattern[str], dict[str, str]]:
    entries = read_yaml("extract.head", "data/attributes.yaml")["labels"]
    groups = {f"g{i}": str(entry["field"]) for i, entry in enumerate(entries)}
    alternation = "|".join(f"(?P<g{i}>{entry['pattern']})" for i, entry in enumerate(entries))
    return re.compile(rf"(?<![\w/])(?:{alternation}){ends}"), groups


@cache
def _placeholder() -> re.Pattern[str]:
    entries = read_yaml("extract.head", "data/attributes.yaml")["placeholders"]
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries))


def is_placeholder(folded: str) -> bool:
    """Whether a value (folded, stripped) stands for one that the portal does not show."""
    return not folded or _placeholder().fullmatch(folded) is not None


def label_field(folded: str) -> str | None:
    """The field that a cell or line names when it is nothing but a label, else None."""
    pattern, groups = _labels()
    match = pattern.fullmatch(folded.strip(" :\t"))
    return groups[match.lastgroup or ""] if match else None


def attributes_in_line(text: str, folded: str) -> list[Attribute]:
    """The attributes that one line states as "label: value", in order; may be empty.

    The first label must open the line; the next ones follow a value.
    """
    if ":" not in folded:
        return _glued(text, folded)
    pattern, groups = _labels()
    found: list[tuple[str, int, int]] = []
    number = _NUMBER.match(folded)
    if number and pattern.search(folded, number.end()):  # alone it opens a document's head
        found.append(("number", 0, number.end()))
    for match in pattern.finditer(folded):
        after = re.compile(r"\s?:\s*|\t\s*").match(folded, match.end())
        if after and (found or not folded[: match.start()].strip(" -+*•\t")):
            found.append((groups[match.lastgroup or ""], match.start(), after.end()))
    attributes = []
    for position, (field, _, start) in enumerate(found):
        end = found[position + 1][1] if position + 1 < len(found) else len(folded)
        value = folded[start:end].rstrip(" \t\r\n;|")
        attributes.append(Attribute(field, start, start + len(value)))
    return attributes


def _glued(text: str, folded: str) -> list[Attribute]:
    """The attribute whose value begins in the middle of a word: "Số hiệu66/2025/TT-BXD"."""
    pattern, groups = _labels(ends="")
    match = pattern.match(folded)
    if match is None or not text[match.end() - 1].islower():
        return []
    value = text[match.end() :].rstrip()
    if not (value[:1].isupper() or value[:1].isdigit() or value.startswith("--")):
        return []
    return [Attribute(groups[match.lastgroup or ""], match.end(), match.end() + len(value))]
