"""What the document does with an instrument it mentions, and how much hangs on the mention.

The last cue before a mention decides, unless an earlier mention stands before that cue: then it
belongs to the cited title ("Nghị định số A sửa đổi Nghị định số B" amends nothing here). Items of a
list take the relation of its first one, and items under a line ending in ":" that of the line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.model import ReferenceKind, Relation
from extract.references.codes import PACKAGE, longest_first
from extract.references.letters import by_first_word, spaced
from extract.references.mention import Mention

# "X về … hết hiệu lực": said at the end of the sentence that X begins.
_ENDS = re.compile(spaced(r"(?:hết hiệu lực|(?:bị|được) bãi bỏ)(?!\w)"))
_REACH = 170
_NEAR = 90
_LONGEST_CUE = 50  # a cue that begins further left may be cut off by the nearer window
_LIST = re.compile(
    r"(?:[^.:\n]{0,200}?(?:,|;|và|hoặc|cùng với|-|\))[ \n]{1,3})"
    r"(?:(?:các|tại|của|số|Căn cứ|theo)[ \n]{1,3}){0,2}\Z"
)
_PHRASE = re.compile(r"cụm[ \n]từ|từ[ \n]ngữ|bằng[ \n]cụm")
_PARTLY = re.compile(
    r"(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Mm]ẫu)[ \n]"
    r"(?:số[ \n])?[\dIVXa-zđ](?!\w)"
)


@cache
def _data() -> Any:
    return read_yaml(PACKAGE, "data/relations.yaml")


def _words(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"[ \n]{1,3}")


@cache
def _relation_of() -> dict[str, Relation]:
    return {
        " ".join(phrase.split()): Relation(relation)
        for relation, phrases in _data()["before"].items()
        for phrase in phrases
    }


@cache
def _before() -> re.Pattern[str]:
    # Begins with a class of characters, not with a look-behind, so that the engine tries the
    # phrases only where a word begins.
    return re.compile(rf"[ \n(,;:“”\".-](?P<cue>{by_first_word(_relation_of())})(?!\w)")


@cache
def _after() -> re.Pattern[str]:
    branches = [
        f"(?P<{relation}>{'|'.join(_words(phrase) for phrase in longest_first(phrases))})"
        for relation, phrases in _data()["after"].items()
    ]
    return re.compile(
        r"[ \n]{0,2}(?:\([^()\n]{0,80}\))?[ \n]{0,2}(?:,[ \n]{1,2})?(?:(?:đã|sẽ|cũng)[ \n]{1,2})?"
        rf"(?:{'|'.join(branches)})(?!\w)"
    )


@cache
def _due() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(_words(phrase) for phrase in longest_first(_data()['due']))})|\d[ ]?%"
    )


@cache
def _acts() -> frozenset[Relation]:
    return frozenset(Relation(name) for name in _data()["acts"])


@cache
def _reach_of() -> dict[Relation, int]:
    return {Relation(relation): reach for relation, reach in _data()["reach"].items()}


def _cue(text: str, begin: int, end: int) -> tuple[Relation, int] | None:
    """The last cue in the stretch that reaches its end, and where the cue begins."""
    near = max(begin, end - _NEAR)
    if near > begin:  # the last cue is nearly always close; look there first
        found = None
        for match in _before().finditer(f" {text[near:end].lower()}"):
            found = match
        if found is not None and found.start() > _LONGEST_CUE:
            return _read_cue(found, near, end)
    found = None
    for match in _before().finditer(f" {text[begin:end].lower()}"):
        found = match
    return None if found is None else _read_cue(found, begin, end)


def _read_cue(found: re.Match[str], begin: int, end: int) -> tuple[Relation, int] | None:
    relation = _relation_of()[" ".join(found["cue"].split())]
    if end - begin - found.end() + 1 > _reach_of().get(relation, _REACH):
        return None
    return relation, begin + found.start("cue") - 1


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
    for mention, sentence, in_basis in zip(mentions, sentences, basis, strict=True):
        if mention.relation is Relation.SELF:
            previous = mention
            continue
        same = previous is not None and previous.end > sentence[0]
        before = previous if same else None
        relation = _relation(text, mention, before, sentence, head, intros)
        if in_basis:
            relation = _in_basis(text, mention, before, relation)
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
    cue = _cue(text, _opened(text, max(floor, start - _REACH), start), start)
    if cue is not None and previous is not None and ";" in text[cue[1] : start]:
        cue = None  # it belongs to the item of the list before
    in_title = cue is not None and _is_title(text, previous, *cue)
    listed = (
        cue is None
        and previous is not None
        and (start - previous.end < 4 or _LIST.match(text, previous.end, start) is not None)
    )
    history = _history(previous, cue)
    if in_title or history is not None:
        mention.described = True
        return Relation.REFERS_TO if history is None else history
    if listed and previous is not None and previous.described:
        mention.described = True
        return previous.relation
    turned = _after().match(text, mention.end)
    if turned is not None and turned.lastgroup is not None:
        return Relation(turned.lastgroup)
    if cue is not None:
        relation, at = cue
        if relation is Relation.ATTACHED_TO:
            relation, at = _governing(text, max(floor, start - _REACH), at)
        if _is_cited_title(text, relation, at):
            return Relation.REFERS_TO
        if relation is Relation.REPORTS and previous is not None:
            relation = Relation.REFERS_TO
        return _of_part(text, relation, at, start, mention)
    if previous is not None:
        return head if listed and previous.kind is not ReferenceKind.SELF else Relation.REFERS_TO
    if _ENDS.search(text, mention.end, sentence[1]):
        return Relation.REPEALS
    introduced = intros.over(start)
    if introduced is None:
        return Relation.REFERS_TO
    return _of_part(text, introduced, start, start, mention)


_PASSIVE = frozenset(
    [Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY]
)


def _history(previous: Mention | None, cue: tuple[Relation, int] | None) -> Relation | None:
    """ "Nghị định A được sửa đổi bởi Nghị định B": what B did to A; what follows is said of A."""
    if previous is None or cue is None or previous.kind is ReferenceKind.SELF:
        return None
    return cue[0] if cue[0] in _PASSIVE else None


def _governing(text: str, begin: int, at: int) -> tuple[Relation, int]:
    """What "ban hành kèm theo" at ``at`` means: by its verb, its place and what it speaks of.

    Amending a regulation amends what issued it; at the head of an annex it is this document that
    is attached; else the regulation named before was issued with the instrument.
    """
    cue = _cue(text, begin, at)
    if cue is not None and cue[0] in _acts() and cue[0] is not Relation.CARRIES_OUT:
        return cue
    before = text[max(0, at - 6) : at].rstrip(" ")
    if before[-1:] in ("", "\n", "(", "|"):
        return Relation.ATTACHED_TO, at
    return Relation.ISSUED_WITH, at


def _opened(text: str, begin: int, end: int) -> int:
    """Where the parenthesis begins that is still open at ``end``; a cue before it is none."""
    opening = text.rfind("(", begin, end)
    return begin if opening < 0 or text.find(")", opening, end) >= 0 else opening


_PROPOSED = re.compile(r"(?:Theo|Xét|theo|xét) (?:đề nghị|Tờ trình|tờ trình)")
_OWN_ACT = re.compile(spaced("ban hành (?:Luật|Nghị|Thông tư|Quyết định|Chỉ thị)"))


def _in_basis(
    text: str, mention: Mention, previous: Mention | None, relation: Relation
) -> Relation:
    """A căn cứ line rests on what it names first; titles name others, a proposal is no basis."""
    begin = max(0, mention.start - 300)
    begin = max(
        begin, text.rfind(";", begin, mention.start), text.rfind("\n", begin, mention.start)
    )
    if _OWN_ACT.search(text, begin, mention.start):
        return relation
    if _PROPOSED.search(text, begin, mention.start):
        return Relation.REFERS_TO
    if previous is not None and previous.end > begin:
        cue = _cue(text, previous.end, mention.start)
        if cue is not None and (cue[0] in _acts() or cue[0] is Relation.ATTACHED_TO):
            return Relation.REFERS_TO
    return Relation.LEGAL_BASIS if relation is not Relation.SELF else relation


def _is_title(text: str, previous: Mention | None, relation: Relation, at: int) -> bool:
    """Whether a cue belongs to the title of the mention before it."""
    if previous is None or previous.kind is ReferenceKind.SELF or relation not in _acts():
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
    if relation not in _acts():
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


def _phrase_edit(text: str, at: int) -> bool:
    """ "Thay thế cụm từ “A” bằng cụm từ “B” tại …": the last cue is only "tại"."""
    begin = max(0, at - 200)
    line = text.rfind("\n", begin, at)
    stretch = text[line + 1 if line >= 0 else begin : at]
    return (
        re.search(r"(?:[Tt]hay(?:[ \n]thế)?|[Bb]ỏ|[Bb]ổ sung)[ \n](?:các[ \n])?cụm[ \n]từ", stretch)
        is not None
    )


def _weight(text: str, mention: Mention, sentence: tuple[int, int]) -> int:
    """0 named only, 1 carried out, 2 something due or measured stands in the same sentence."""
    if mention.relation is not Relation.CARRIES_OUT:
        return 0
    return 2 if _due().search(text, mention.end, min(sentence[1], mention.end + 600)) else 1


class _Introductions:
    """Lines that end in ":" and say what is done with the items below them."""

    _ITEM = re.compile(r"[ ]{0,8}(?:\d{1,2}[.)]|[a-zđ]\)|[-+•*])?[ ]{0,4}(?:các[ ]|Các[ ])?\Z")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, Relation | None] = {}

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
                cue = _cue(self._text, max(begin, end - 400), end)
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
