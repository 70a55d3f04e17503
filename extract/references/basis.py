"""Preambles: what the căn cứ lines rest on, and what they only name in passing."""

from __future__ import annotations

import re

from extract.model import Relation
from extract.references.cues import PASSIVE, cue_before
from extract.references.letters import spaced
from extract.references.mention import Mention

_HEAD = re.compile(
    spaced(
        "(?P<basis>Căn cứ)|(?P<proposal>(?:Theo|Xét) )"
        r"|\n(?P<task>(?:Thực hiện|Triển khai|Quán triệt) )"
        "|(?P<act>ban hành (?:Bộ luật|Luật|Nghị|Thông tư|Quyết định|Chỉ thị))"
    )
)
_REACH = 1500  # characters of a căn cứ line
_SEPARATOR = re.compile(
    r"[ \n]{0,3}(?:[,;:]|(?<=\s)và|[,;][ \n]và)[ \n]{1,3}(?:(?:các|số|tại)[ \n]{1,3})?\Z"
)


def separator_before(text: str, floor: int, start: int) -> re.Match[str] | None:
    """What separates the item of a list that begins at ``start`` from the one before it."""
    return _SEPARATOR.search(text, max(floor, start - 18), start)


def relation_in_basis(text: str, mention: Mention, previous: Mention | None) -> Relation | None:
    """The relation of a mention in a căn cứ line of plain ``text``, ``previous`` the one before.

    A line rests on what it names first and on what is listed with that; what stands in a title
    ("Nghị định … quy định chi tiết Luật …") or behind "Theo đề nghị …" is only named, and what
    amended the first is said so. None in the words by which the document itself is issued, and for
    what it says it carries out.
    """
    heads = list(_HEAD.finditer(text, max(0, mention.start - _REACH), mention.start))
    head = heads[-1] if heads else None
    if head is not None and (head["act"] or head["task"]):
        return None
    if head is not None and head["proposal"]:
        return Relation.REFERS_TO
    if previous is None or (head is not None and previous.end <= head.start()):
        return Relation.LEGAL_BASIS
    cue = cue_before(text, previous.end, mention.start)
    if cue is not None and cue[0] in PASSIVE:
        return cue[0]
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    separator = separator_before(text, previous.end, start)
    if separator is None:
        with_it = cue is not None and cue[0] is Relation.ATTACHED_TO
        return Relation.ISSUED_WITH if with_it else Relation.REFERS_TO
    if text.startswith(")", previous.end):
        return Relation.LEGAL_BASIS
    pure = separator.start() == previous.end
    if ";" in separator.group():
        named = mention.name is not None and previous.name is None
        described = pure and previous.relation in PASSIVE and not named
        return previous.relation if described else Relation.LEGAL_BASIS
    described = pure or previous.relation is Relation.REFERS_TO
    return previous.relation if described else Relation.LEGAL_BASIS
