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
        "|(?P<act>ban hành (?:Bộ luật|Luật|Nghị|Thông tư|Quyết định|Chỉ thị))"
    )
)
_REACH = 1500  # characters of a căn cứ line
_SEPARATOR = re.compile(
    r"[ \n]{0,3}(?:[,;:]|(?<=\s)và|[,;][ \n]và)[ \n]{1,3}(?:(?:các|số)[ \n]{1,3})?\Z"
)


def relation_in_basis(
    text: str, mention: Mention, previous: Mention | None, rests_on: str | None
) -> Relation | None:
    """The relation of a mention in a căn cứ line of plain ``text``, ``previous`` the one before.

    A line rests on what it names first and on what is listed with that; what stands in a title
    ("Nghị định … quy định chi tiết Luật …") or behind "Theo đề nghị …" is only named, and what
    amended the first is said so. ``rests_on`` is the type of the last one that is a basis: what is
    listed behind a title with that type is one too. None in the words by which the document itself
    is issued.
    """
    heads = list(_HEAD.finditer(text, max(0, mention.start - _REACH), mention.start))
    head = heads[-1] if heads else None
    if head is not None and head["act"]:
        return None
    if head is not None and head["proposal"]:
        return Relation.REFERS_TO
    if previous is None or (head is not None and previous.end <= head.start()):
        return Relation.LEGAL_BASIS
    cue = cue_before(text, previous.end, mention.start)
    if cue is not None and cue[0] in PASSIVE:
        return cue[0]
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    separator = _SEPARATOR.search(text, max(previous.end, start - 14), start)
    if separator is None:
        return Relation.REFERS_TO
    if separator.start() > previous.end or rests_on == mention.type != previous.type:
        return Relation.LEGAL_BASIS
    return previous.relation
