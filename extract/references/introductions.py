"""Lines that say what is done with the items below them: "Bãi bỏ các văn bản sau:"."""

from __future__ import annotations

import re

from extract.letters import fold
from extract.model import Relation
from extract.reading.boilerplate import is_furniture
from extract.references.cues import ENDING, cue_at, cue_before

_ITEM = re.compile(r"[ ]{0,8}(?:\d{1,2}[.)]|[a-zđ]\)|[-+•*])?[ ]{0,4}(?:các[ ]|Các[ ])?\Z")
_LABEL = re.compile(r"[ ]{0,8}(?:\d{1,3}[.)]|[a-zđ]\)|[-+•*][ ])")
_HEADING = re.compile(r"[ *“\"#]{0,6}Điều[ ]\d{1,3}[a-zđ]?\.")
_WRAPPED = re.compile(r"[ ]{0,8}[a-zà-ỹđ]")
# Between the pages of a gazette: the page's number, the stamp of its electronic signature.
_PAGE_BREAK = re.compile(
    r"[ ]{0,8}(?:\d{1,4}|(?:Ký bởi|Người ký|Cơ quan|Thời gian ký|Ngày ký):[^\n]{0,80})[ ]{0,8}"
)
_FULL_LINE = 50  # characters of a line that goes on in the next one, at least
_ENDS_ALL = re.compile(r"hết hiệu lực|bãi bỏ")
_PLACE = re.compile(r"(?:quy[ \n]định[ \n])?tại:\Z")  # "Bãi bỏ quy định tại:"
_EXCEPT = re.compile(r"trừ[ \n][^.;]{0,60}\Z")
_LONGEST_LINE = 4000
_MOST_LINES = 200
# What the heading of an article can say of its items: "Điều 1. Bãi bỏ một số văn bản".
_OF_HEADING = frozenset(
    [
        *(Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.CORRECTS),
        *(Relation.SUSPENDS, Relation.EXTENDS, Relation.CONSOLIDATES),
    ]
)


# "- Văn bản sửa đổi, bãi bỏ một phần:" in a list of instruments: what was done to one by others.
_DONE_BY = re.compile(
    r"[ ]{0,8}[-+•*]?[ ]{0,4}[Vv]ăn[ ]bản[ ]"
    r"(?P<verbs>(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?:(?!gồm|sau)[^.;:()]){0,60}):"
)


def _done(verbs: str) -> Relation:
    """What "sửa đổi, bổ sung, thay thế một phần" did to the instrument of a list."""
    if any(word in verbs for word in ("sửa đổi", "bổ sung", "một phần")):
        return Relation.AMENDED_BY
    return Relation.REPLACED_BY if "thay thế" in verbs else Relation.REPEALED_BY


class Introductions:
    """The introducing lines of a text, read from its items upwards and remembered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, Relation | None] = {}

    def over(self, start: int) -> Relation | None:
        """The relation that the line above gives to an item that begins at ``start``."""
        line = self._text.rfind("\n", max(0, start - 30), start) + 1
        if (line == 0 and start > 30) or _ITEM.match(self._text, line, start) is None:
            return None
        return self._above(line)

    def _above(self, line: int) -> Relation | None:
        passed: list[int] = []
        relation: Relation | None = None
        while line > 0 and len(passed) < _MOST_LINES:
            if line in self._known:
                relation = self._known[line]
                break
            passed.append(line)
            end = line - 1
            while end > 0 and self._text[end - 1] in " \n":
                end -= 1
            begin = self._text.rfind("\n", max(0, end - _LONGEST_LINE), end) + 1
            if self._text[end - 1 : end] == ":":
                relation = self._said(begin, end)
                break
            heading = _HEADING.match(self._text, begin, end)
            if heading:
                relation = self._headed(heading.end(), end)
                break
            if not self._is_item(begin, end):
                break
            line = begin
        for each in passed:
            self._known[each] = relation
        return relation

    def _headed(self, begin: int, end: int) -> Relation | None:
        """What a heading does with the items below: its first verb, or else its last."""
        cue = cue_before(self._text, begin, end)
        said = (cue_at(self._text, begin, end), None if cue is None else cue[0])
        return next((relation for relation in said if relation in _OF_HEADING), None)

    def _said(self, begin: int, end: int) -> Relation | None:
        """What a line that ends in ":" says; an exception from an end of force says nothing.

        The line may be the wrapped end of the one above.
        """
        while end - begin < _LONGEST_LINE and (above := self._continued(begin)) is not None:
            begin = above
        if _EXCEPT.search(self._text, max(begin, end - 80), end):
            return None
        label = _DONE_BY.match(self._text, begin, end)
        if label is not None:
            return _done(label["verbs"])
        if _ENDS_ALL.search(self._text, begin, end):
            return Relation.REPEALS
        cue = cue_before(self._text, max(begin, end - 400), end)
        if cue is not None and _PLACE.match(self._text, cue[1], end):
            verb = cue_before(self._text, max(begin, end - 400), cue[1])
            if verb is not None and verb[0] in ENDING:
                return Relation.AMENDS
        if cue is None or cue[0] is Relation.REPORTS:
            return self._headed(begin, end)
        return cue[0]

    def _continued(self, line: int) -> int | None:
        """Where the line above begins, if it goes on in the line that begins at ``line``."""
        begin = self._text.rfind("\n", max(0, line - _LONGEST_LINE), max(0, line - 1)) + 1
        above = self._text[begin : max(0, line - 1)].rstrip()
        if not above or above[-1] in ".;:":
            return None
        wraps = len(above) >= _FULL_LINE or _WRAPPED.match(self._text, line)
        return begin if wraps else None

    def _is_item(self, begin: int, end: int) -> bool:
        """Whether a line belongs to a list: an item, its end, a line that goes on, a page break."""
        text = self._text
        if text[end - 1 : end] in (";", ","):
            return True
        if _LABEL.match(text, begin, end) or _WRAPPED.match(text, begin, end):
            return True
        if self._continued(begin) is not None:
            return True
        broken = _PAGE_BREAK.fullmatch(text, begin, end)
        return bool(broken) or is_furniture(fold(text[begin:end]).strip())
