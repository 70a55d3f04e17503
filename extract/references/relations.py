"""What the document does with an instrument it mentions, and how much hangs on the mention.

The last cue before a mention decides, unless an earlier mention stands before that cue: then it
belongs to the cited title ("Nghị định số A sửa đổi Nghị định số B" amends nothing here). Items of a
list take the relation of its first one, and items under a line ending in ":" that of the line.
"""

from __future__ import annotations

import re

from extract.model import ReferenceKind, Relation
from extract.references.basis import relation_in_basis
from extract.references.cues import PASSIVE, REACH, acts, cue_before, is_due, turned_after
from extract.references.letters import spaced
from extract.references.mention import Mention

# "X về … hết hiệu lực": said at the end of the sentence that X begins.
_ENDS = re.compile(spaced(r"(?:hết hiệu lực|(?:bị|được) bãi bỏ)(?!\w)"))
# A consolidated text names what it is made of: "Nghị định số …, có hiệu lực kể từ ngày …".
_IN_FORCE = re.compile(spaced(r",? có hiệu lực(?: thi hành)? (?:kể )?từ ngày"))
_LIST = re.compile(
    r"(?:[^.:\n]{0,200}?(?:,|;|và|hoặc|cùng với|-|\))[ \n]{1,3})"
    r"(?:(?:các|tại|của|số|Căn cứ|theo)[ \n]{1,3}){0,2}\Z"
)
_PHRASE = re.compile(r"cụm[ \n]từ|từ[ \n]ngữ|bằng[ \n]cụm")
_PARTLY = re.compile(
    r"(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Mm]ẫu)[ \n]"
    r"(?:số[ \n])?[\dIVXa-zđ](?!\w)"
    r"|(?:quy[ \n]định|nội[ \n]dung)[ \n].{0,120}[ \n](?:tại|trong|ở)[ \n]",
    re.DOTALL,
)


def relate(
    text: str, mentions: list[Mention], sentences: list[tuple[int, int]], basis: list[bool]
) -> None:
    """Set relation and weight of ``mentions`` (in text order) of plain ``text``.

    ``sentences`` are the spans of their sentences, ``basis`` says which stand in a căn cứ line of
    the preamble.
    """
    intros = _Introductions(text)
    previous: Mention | None = None
    head = Relation.REFERS_TO
    rests_on: str | None = None  # type of the last instrument that the preamble rests on
    for mention, sentence, in_basis in zip(mentions, sentences, basis, strict=True):
        if mention.relation is Relation.SELF:
            if mention.number is not None and _heads_annex(text, mention.start):
                mention.relation = Relation.ATTACHED_TO
            previous = mention
            continue
        relation = relation_in_basis(text, mention, previous, rests_on) if in_basis else None
        if relation is Relation.LEGAL_BASIS:
            rests_on = mention.type
        if relation is None:
            before = previous if previous is not None and previous.end > sentence[0] else None
            relation = _relation(text, mention, before, sentence, head, intros)
        mention.relation = relation
        head = relation
        mention.weight = _weight(text, mention, sentence)
        previous = mention


def _relation(
    text: str,
    mention: Mention,
    previous: Mention | None,
    sentence: tuple[int, int],
    head: Relation,
    intros: _Introductions,
) -> Relation:
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    floor = sentence[0] if previous is None else max(sentence[0], previous.end)
    begin = _opened(text, max(floor, start - REACH), start)
    cue = cue_before(text, begin, start)
    if cue is not None and previous is not None and ";" in text[cue[1] : start]:
        cue = None  # it belongs to the item of the list before
    attached = start < mention.start and _issued_with(text, start, mention.start)
    if attached and cue is not None and text.startswith("tại", cue[1]):
        cue = cue_before(text, begin, cue[1]) or cue
    if attached and (cue is None or cue[0] not in acts() or cue[0] is Relation.CARRIES_OUT):
        return Relation.AMENDS if _phrase_edit(text, start) else Relation.ISSUED_WITH
    listed = (
        cue is None
        and previous is not None
        and (start - previous.end < 4 or _LIST.match(text, previous.end, start) is not None)
    )
    if cue is not None and _is_title(text, previous, *cue):
        mention.described = True
        return Relation.ISSUED_WITH if attached else Relation.REFERS_TO
    history = _history(previous, cue)
    if history is not None:
        mention.described = True
        return history
    if listed and previous is not None and previous.described:
        mention.described = True
        return previous.relation
    turned = turned_after(text, mention.end)
    if turned is not None:
        return _of_part(text, turned, start, start, mention)
    if cue is not None:
        return _by_cue(text, mention, previous, *cue, floor)
    if previous is not None:
        if not listed or previous.kind is ReferenceKind.SELF:
            return Relation.REFERS_TO
        return _of_part(text, head, start, start, mention)
    if _ENDS.search(text, mention.end, sentence[1]):
        return _of_part(text, Relation.REPEALS, start, start, mention)
    introduced = intros.over(start)
    if introduced is not None:
        return _of_part(text, introduced, start, start, mention)
    if intros.consolidated and _IN_FORCE.search(text, mention.end, sentence[1]):
        return Relation.CONSOLIDATES
    return Relation.REFERS_TO


def _by_cue(
    text: str, mention: Mention, previous: Mention | None, relation: Relation, at: int, floor: int
) -> Relation:
    """The relation that the cue at ``at`` gives; no cue begins before ``floor``."""
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    if relation is Relation.ATTACHED_TO:
        relation, at = _governing(text, max(floor, start - REACH), at)
        if _is_title(text, previous, relation, at):
            mention.described = True
            return Relation.ISSUED_WITH
    if _is_cited_title(text, relation, at):
        return Relation.REFERS_TO
    if previous is not None:
        if relation is Relation.REPORTS:
            return Relation.REFERS_TO
        if relation is Relation.REFERS_TO and previous.kind is ReferenceKind.SELF:
            return _detailed(text, previous, at) or relation
    return _of_part(text, relation, at, start, mention)


_DETAILS = re.compile(spaced(" (?:(?P<implements>quy định chi tiết)|(?P<guides>hướng dẫn))"))


def _detailed(text: str, own: Mention, at: int) -> Relation | None:
    """ "Nghị định này quy định chi tiết … quy định tại Điều 5 của Luật …": what is detailed.

    ``at`` is where the last cue, "quy định tại", begins.
    """
    verb = _DETAILS.match(text, own.end)
    if verb is None or verb.lastgroup is None or verb.end() > at:
        return None
    return Relation(verb.lastgroup)


_ISSUED_WITH = re.compile(spaced(" ban hành (?:kèm )?theo "))


def _issued_with(text: str, begin: int, end: int) -> bool:
    """Whether what a pinpoint belongs to was issued with the mention behind it."""
    return _ISSUED_WITH.search(text, max(begin, end - 30), end) is not None


_ANNEX = re.compile(r"(?:\A|[\n(|])[ ]?" + spaced("(?:Ban hành )?(?:kèm|Kèm) theo "))


def _heads_annex(text: str, start: int) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)": the document's own number above its annex."""
    match = _ANNEX.search(text, max(0, start - 30), start)
    return match is not None and match.end() == start


def _history(previous: Mention | None, cue: tuple[Relation, int] | None) -> Relation | None:
    """ "Nghị định A được sửa đổi bởi Nghị định B": what B did to A; what follows is said of A."""
    if previous is None or cue is None or previous.kind is ReferenceKind.SELF:
        return None
    return cue[0] if cue[0] in PASSIVE else None


def _governing(text: str, begin: int, at: int) -> tuple[Relation, int]:
    """What "ban hành kèm theo" at ``at`` means: by its verb, its place and what it speaks of.

    Amending a regulation amends what issued it; at the head of an annex it is this document that
    is attached; else the regulation named before was issued with the instrument.
    """
    cue = cue_before(text, begin, at)
    if cue is not None and cue[0] in acts() and cue[0] is not Relation.CARRIES_OUT:
        return cue
    before = text[max(0, at - 6) : at].rstrip(" ")
    if before[-1:] in ("", "\n", "(", "|"):
        return Relation.ATTACHED_TO, at
    return Relation.ISSUED_WITH, at


def _opened(text: str, begin: int, end: int) -> int:
    """Where the parenthesis begins that is still open at ``end``; a cue before it is none."""
    opening = text.rfind("(", begin, end)
    return begin if opening < 0 or text.find(")", opening, end) >= 0 else opening


def _is_title(text: str, previous: Mention | None, relation: Relation, at: int) -> bool:
    """Whether a cue belongs to the title of the mention before it."""
    if previous is None or previous.kind is ReferenceKind.SELF or relation not in acts():
        return False
    between = text[previous.end : at]
    return ";" not in between and "\n\n" not in between


_TYPE_BEFORE = re.compile(
    r"(?P<own>ban hành )?(?:Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Pháp lệnh) \Z"
)


def _is_cited_title(text: str, relation: Relation, at: int) -> bool:
    """Whether the verb belongs to a document named without number: "theo Luật sửa đổi …".

    "Chính phủ ban hành Nghị định sửa đổi …" is the formula of this document's own act.
    """
    if relation not in acts():
        return False
    match = _TYPE_BEFORE.search(text, max(0, at - 20), at)
    return match is not None and match["own"] is None


def _of_part(text: str, relation: Relation, at: int, start: int, mention: Mention) -> Relation:
    """An edit of a part amends the whole: repealing a khoản, replacing a phrase."""
    if relation not in (Relation.REPEALS, Relation.REPLACES, Relation.REFERS_TO):
        return relation
    if relation is Relation.REFERS_TO:
        return relation if not _phrase_edit(text, at) else Relation.AMENDS
    if (
        mention.pinpoint is not None
        or _PARTLY.search(text, at, start)
        or _PHRASE.search(text, at, start)
    ):
        return Relation.AMENDS
    return relation


_EDIT = re.compile(
    spaced(
        "(?:[Tt]hay(?: thế)?|[Bb]ỏ|[Bb]ãi bỏ|[Bb]ổ sung|[Ss]ửa đổi(?:, bổ sung)?) (?:các |một số )?"
        "(?:(?P<phrase>cụm từ|từ ngữ)|quy định|nội dung)(?!\\w)"
    )
)


def _phrase_edit(text: str, at: int) -> bool:
    """ "Thay thế cụm từ “A” bằng cụm từ “B” tại …": the last cue, at ``at``, is only "tại"."""
    begin = max(0, at - 200)
    begin = max(begin, text.rfind("\n", begin, at) + 1)
    edit = _EDIT.search(text, begin, at)
    return edit is not None and (edit["phrase"] is not None or text.startswith("tại", at))


def _weight(text: str, mention: Mention, sentence: tuple[int, int]) -> int:
    """0 named only, 1 carried out, 2 something due or measured stands in the same sentence."""
    if mention.relation is not Relation.CARRIES_OUT:
        return 0
    return 2 if is_due(text, mention.end, min(sentence[1], mention.end + 600)) else 1


class _Introductions:
    """Lines that end in ":" and say what is done with the items below them."""

    _ITEM = re.compile(r"[ ]{0,8}(?:\d{1,2}[.)]|[a-zđ]\)|[-+•*])?[ ]{0,4}(?:các[ ]|Các[ ])?\Z")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, Relation | None] = {}
        self.consolidated = "hợp nhất" in text

    def over(self, start: int) -> Relation | None:
        """The relation that the line above gives to an item that begins with its mention."""
        line = self._text.rfind("\n", max(0, start - 30), start) + 1
        if (line == 0 and start > 30) or self._ITEM.match(self._text, line, start) is None:
            return None
        return self._above(line)

    def _above(self, line: int) -> Relation | None:
        passed: list[int] = []
        relation: Relation | None = None
        while line > 0 and len(passed) < 200:
            if line in self._known:
                relation = self._known[line]
                break
            passed.append(line)
            end = line - 1
            while end > 0 and self._text[end - 1] in " \n":
                end -= 1
            begin = self._text.rfind("\n", max(0, end - 4000), end) + 1
            last = self._text[end - 1 : end]
            if last == ":":
                cue = cue_before(self._text, max(begin, end - 400), end)
                relation = None if cue is None else _listed(cue[0])
                turned = re.search(r"hết hiệu lực|bãi bỏ", self._text[begin:end])
                if turned is not None:
                    relation = Relation.REPEALS
                break
            if last not in (";", ","):
                break
            line = begin
        for each in passed:
            self._known[each] = relation
        return relation


def _listed(relation: Relation) -> Relation | None:
    return None if relation is Relation.REPORTS else relation
