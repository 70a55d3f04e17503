"""What the document does with an instrument it mentions, and how much hangs on the mention.

The last cue before a mention decides, unless an earlier mention stands before that cue: then it
belongs to the cited title ("Nghị định số A sửa đổi Nghị định số B" amends nothing here). Items of a
list take the relation of its first one, and items under a line ending in ":" that of the line.
"""

from __future__ import annotations

import re

from extract.model import ReferenceKind, Relation
from extract.references.basis import relation_in_basis, separator_before
from extract.references.cues import (
    ENDING,
    PASSIVE,
    REACH,
    acts,
    by_others,
    cue_before,
    is_due,
    turned_after,
)
from extract.references.introductions import Introductions
from extract.references.letters import spaced
from extract.references.mention import Mention
from extract.references.parts import (
    edits_at,
    edits_words,
    named_issued_with,
    names_place,
    of_part,
    within_words,
)

# "X về … hết hiệu lực": said at the end of the sentence that X begins.
_ENDS = re.compile(spaced(r"(?:hết hiệu lực|(?:bị|được) bãi bỏ)(?!\w)(?! (?:bởi|theo) )"))
# "Kể từ ngày Thông tư này có hiệu lực thi hành, X … hết hiệu lực".
_TAKES_EFFECT = re.compile(spaced(r" có hiệu lực(?: thi hành)?, (?:các )?"))
# A consolidated text names what it is made of: "Nghị định số …, có hiệu lực kể từ ngày …".
_IN_FORCE = re.compile(spaced(r",? có hiệu lực(?: thi hành)? (?:kể )?từ ngày"))
# "ban hành Luật sửa đổi … của 15 luật …, gồm Luật A; Luật B".
_CONSISTS = re.compile(r"gồm:?[ \n]{1,3}\Z")
_LIST = re.compile(
    r"(?:[^.:\n]{0,360}?(?:,|;|và|hoặc|cùng với|-|\))[ \n]{1,3})"
    r"(?:(?:các|tại|của|số|Căn cứ|theo)[ \n]{1,3}){0,2}\Z"
)


def relate(
    text: str,
    mentions: list[Mention],
    sentences: list[tuple[int, int]],
    basis: list[bool],
    news: bool,
) -> None:
    """Set relation and weight of ``mentions`` (in text order) of plain ``text``.

    ``sentences`` are the spans of their sentences, ``basis`` says which stand in a căn cứ line of
    the preamble, ``news`` whether the text can be a page that reports what others issue.
    """
    place = _Place(text)
    for mention, sentence, in_basis in zip(mentions, sentences, basis, strict=True):
        place.enter(sentence)
        if mention.relation is Relation.SELF:
            if mention.number is not None:
                place.own.add(mention.number.key)
                if _heads_annex(text, mention.start):
                    mention.relation = Relation.ATTACHED_TO
            place.last = place.previous = mention
            continue
        relation = relation_in_basis(text, mention, place.last) if in_basis else None
        if relation is None:
            relation = _relation(text, mention, sentence, place)
        if relation is Relation.REPORTS and not news:
            relation = Relation.REFERS_TO
        mention.relation = relation
        mention.weight = _weight(text, mention, sentence)
        place.pass_by(mention)


class _Place:
    """What came before a mention."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.intros = Introductions(text)
        self.consolidated = "hợp nhất" in text
        self.own: set[str] = set()  # keys of the document's own number, blank ones too
        self.last: Mention | None = None  # the mention before, wherever
        self.previous: Mention | None = None  # the mention before in the sentence
        self.lead: Mention | None = None  # the last one in the sentence that is in no title
        self.amended: Mention | None = None  # the one whose amendments were named last
        self.closed = False  # whether "và" has brought the last of those amendments

    def enter(self, sentence: tuple[int, int]) -> None:
        """Go on to a mention in ``sentence``."""
        if self.previous is not None and self.previous.end <= sentence[0]:
            self.previous = self.lead = None

    def is_other(self, mention: Mention) -> bool:
        """Whether the document has said its own number, and the mention has another one."""
        return bool(self.own) and (mention.number is None or mention.number.key not in self.own)

    def pass_by(self, mention: Mention) -> None:
        """Leave a mention whose relation is known."""
        before = self.previous
        self.closed = False
        if before is not None and mention.relation in PASSIVE:
            if before.relation is not mention.relation:
                self.amended = None if before.kind is ReferenceKind.SELF else before
            else:
                self.closed = self._text[before.end : mention.start].strip(" \n") == "và"
        self.last = self.previous = mention
        # In a list of what is abolished "quy định tại X" stands in a title.
        ends = self.lead is not None and self.lead.relation in ENDING
        mention.described |= ends and mention.relation is Relation.REFERS_TO
        issued = self.lead is not None and mention.relation is Relation.ISSUED_WITH
        if not mention.described and not issued:
            self.lead = mention


def _relation(text: str, mention: Mention, sentence: tuple[int, int], place: _Place) -> Relation:
    previous = place.previous
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    floor = sentence[0] if previous is None else max(sentence[0], previous.end)
    if within_words(text, start):
        mention.described = True
        return Relation.REFERS_TO
    before = _continued(text, mention, place, start)
    if before is not None:
        mention.described = before.described
        return of_part(text, before.relation, start, start, mention)
    begin = _opened(text, max(floor, start - REACH), start)
    begin = max(begin, text.rfind("|", begin, start) + 1)
    cue = cue_before(text, begin, start)
    if cue is not None and ";" in text[cue[1] : start]:
        cue = None  # it belongs to the item of the list before
    subject = previous is not None and _TAKES_EFFECT.fullmatch(text, previous.end, start)
    cue = None if subject else cue
    if _APPROVED_AS.search(text, max(floor, start - REACH), start):
        return Relation.ISSUED_WITH
    attached = start < mention.start and named_issued_with(text, mention)
    if cue is not None and cue[0] is Relation.REFERS_TO and names_place(text, cue[1]):
        verb = cue_before(text, begin, cue[1])
        if verb is not None and text.startswith("tại", verb[1]):
            verb = cue_before(text, begin, verb[1])  # "thực hiện tại cấp tỉnh quy định tại …"
        edits = verb is not None and edits_at(text, *verb, cue[1])
        if verb is not None and edits and not _is_title(text, mention, place, *verb):
            return Relation.AMENDS if verb[0] in ENDING else verb[0]
        cue = verb or cue if attached else cue
    if attached and (cue is None or cue[0] not in acts() or cue[0] is Relation.CARRIES_OUT):
        return Relation.AMENDS if edits_words(text, start, start) else Relation.ISSUED_WITH
    listed = (
        cue is None
        and previous is not None
        and text[previous.end : start].strip() != "("
        and (start - previous.end < 4 or _LIST.match(text, previous.end, start) is not None)
    )
    if cue is not None and _is_title(text, mention, place, *cue):
        mention.described = True
        return Relation.ISSUED_WITH if attached else Relation.REFERS_TO
    history = _history(text, previous, mention, cue)
    if history is not None:
        mention.described = True
        return history
    if listed and previous is not None and previous.described:
        mention.described = True
        return previous.relation
    turned = turned_after(text, mention.end)
    if turned is not None:
        if cue is not None and previous is not None and previous.relation is turned:
            mention.described = True  # "A hướng dẫn B hết hiệu lực" is said of A
            return Relation.REFERS_TO
        return of_part(text, turned, start, start, mention)
    if cue is not None:
        return _by_cue(text, mention, place, *cue, floor)
    if previous is not None and previous.kind is ReferenceKind.SELF and not subject:
        named = previous.rule == "amending_law" and _CONSISTS.search(text, previous.end, start)
        relation = Relation.AMENDS if named else Relation.REFERS_TO
        return of_part(text, relation, start, start, mention)
    if previous is not None and not subject:
        if not listed:
            return of_part(text, Relation.REFERS_TO, start, start, mention)
        return of_part(text, _shared(text, mention, place), start, start, mention)
    excepted = text[max(0, start - 5) : start].lower().endswith(("trừ ", "trừ\n"))
    if not excepted and _ENDS.search(text, mention.end, sentence[1]):
        return of_part(text, Relation.REPEALS, start, start, mention)
    introduced = place.intros.over(start)
    if introduced is not None:
        return of_part(text, introduced, start, start, mention)
    if place.consolidated and _IN_FORCE.search(text, mention.end, sentence[1]):
        return Relation.CONSOLIDATES
    return of_part(text, Relation.REFERS_TO, start, start, mention)


def _shared(text: str, mention: Mention, place: _Place) -> Relation:
    """The relation that an item of a list has from the one before it.

    What was issued with that one was so with the next only if both are one phrase: "ban hành kèm
    theo Quyết định số 1 và Quyết định số 2".
    """
    previous, lead = place.previous, place.lead
    if previous is None or previous.relation is not Relation.ISSUED_WITH:
        return Relation.REFERS_TO if previous is None else previous.relation
    pure = text[previous.end : mention.start].strip(" \n") in (",", "và", ", và")
    if pure and mention.type == previous.type:
        return previous.relation
    return Relation.REFERS_TO if lead is None or lead is previous else lead.relation


def _continued(text: str, mention: Mention, place: _Place, start: int) -> Mention | None:
    """The item before in a list, where its title stands between: "thay thế Nghị định A sửa đổi
    Nghị định B; Nghị định C"."""
    lead, previous = place.lead, place.previous
    if lead is None or previous is None or not previous.described or lead is previous:
        return None
    separator = separator_before(text, previous.end, start)
    if separator is None:
        return None
    pure = separator.start() == previous.end
    amending = (  # "được sửa đổi bởi Luật A; Luật B"
        pure
        and previous.relation in PASSIVE
        and mention.pinpoint is None
        and mention.type == previous.type
        and not (mention.name and previous.name is None)
        and text[max(0, lead.start - 3) : lead.start].strip() != ";"
    )
    goes_on = (
        (";" in separator.group() and not amending)
        or (previous.relation in PASSIVE and mention.pinpoint and previous.pinpoint is None)
        or (
            (lead.relation in ENDING and lead.type == mention.type)
            and not (pure and previous.type == mention.type)
        )
    )
    if place.closed and not goes_on and "và" not in separator.group():
        return place.amended
    return lead if goes_on else None


def _by_cue(
    text: str, mention: Mention, place: _Place, relation: Relation, at: int, floor: int
) -> Relation:
    """The relation that the cue at ``at`` gives; no cue begins before ``floor``."""
    previous = place.previous
    start = mention.start if mention.pinpoint_start < 0 else mention.pinpoint_start
    if relation is Relation.ATTACHED_TO:
        relation, at = _governing(text, max(floor, start - REACH), at, place.is_other(mention))
        if _is_title(text, mention, place, relation, at):
            mention.described = True
            return Relation.ISSUED_WITH
    place_of_issue = relation is Relation.REFERS_TO and text.startswith("tại", at)
    if place_of_issue and _APPROVED.search(text, max(floor, at - REACH), at):
        return Relation.ISSUED_WITH
    if _is_cited_title(text, relation, at):
        return Relation.REFERS_TO
    if relation in (Relation.GUIDES, Relation.IMPLEMENTS) and by_others(text, floor, at):
        return Relation.REFERS_TO
    if previous is not None:
        if relation is Relation.REPORTS:
            return Relation.REFERS_TO
        if relation is Relation.REFERS_TO and previous.kind is ReferenceKind.SELF:
            return _detailed(text, previous, at) or relation
    return of_part(text, relation, at, start, mention)


# "Quy hoạch đã được Thủ tướng Chính phủ phê duyệt (Quyết định …)".
_APPROVED_AS = re.compile(
    spaced(r"(?:được|do) [^.;:()\n]{0,80}(?<!\w)(?:phê duyệt|ban hành) ") + r"\(\Z"
)
# "UBND tỉnh đã phê duyệt Đề án … tại Quyết định …".
_APPROVED = re.compile(spaced(r"(?:đã|được) (?:phê duyệt|ban hành) [^.;:]{2,160}") + r"\Z")
_DETAILS = re.compile(spaced(" (?:(?P<implements>quy định chi tiết)|(?P<guides>hướng dẫn))"))


def _detailed(text: str, own: Mention, at: int) -> Relation | None:
    """ "Nghị định này quy định chi tiết … quy định tại Điều 5 của Luật …": what is detailed.

    ``at`` is where the last cue, "quy định tại", begins.
    """
    verb = _DETAILS.match(text, own.end)
    if verb is None or verb.lastgroup is None or verb.end() > at:
        return None
    return Relation(verb.lastgroup)


_ANNEX = re.compile(r"(?:\A|[\n(|])[ ]?" + spaced("(?:Ban hành )?(?:kèm|Kèm) theo "))


def _heads_annex(text: str, start: int) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)": the document's own number above its annex."""
    match = _ANNEX.search(text, max(0, start - 30), start)
    return match is not None and match.end() == start


def _history(
    text: str, previous: Mention | None, mention: Mention, cue: tuple[Relation, int] | None
) -> Relation | None:
    """ "Nghị định A được sửa đổi bởi Nghị định B": what B did to A; what follows is said of A.

    It may be said twice: "thay thế bằng Mẫu số 1 kèm theo B theo quy định tại Điều 1 của B".
    """
    if previous is None or cue is None or previous.kind is ReferenceKind.SELF:
        return None
    if cue[0] in PASSIVE:
        return cue[0]
    if previous.relation not in PASSIVE or text[previous.end : cue[1]].strip(" \n"):
        return None
    same = previous.number and mention.number and previous.number.key == mention.number.key
    return previous.relation if same else None


_ANNEX_WORD = re.compile(r"(?:[Pp]hụ lục|[Mm]ẫu|[Bb]iểu)[ \n]{1,2}\Z")


def _governing(text: str, begin: int, at: int, other: bool) -> tuple[Relation, int]:
    """What "ban hành kèm theo" at ``at`` means: by its verb, its place and what it speaks of.

    Amending a regulation amends what issued it; at the head of an annex it is this document that
    is attached, unless the number is an ``other`` one; a mere annex was not issued for itself; else
    the regulation named before was issued with the instrument.
    """
    cue = cue_before(text, begin, at)
    if cue is not None and cue[0] is Relation.GUIDES and len(text[cue[1] : at].split()) == 2:
        cue = cue_before(text, begin, cue[1])  # "Hướng dẫn ban hành kèm theo …" is a paper
    if cue is not None and names_place(text, cue[1]):
        verb = cue_before(text, begin, cue[1])
        if verb is not None and edits_at(text, *verb, cue[1]):
            cue = Relation.AMENDS, verb[1]
    if cue is not None and cue[0] in PASSIVE:
        return cue
    if cue is not None and cue[0] in acts() and cue[0] is not Relation.CARRIES_OUT:
        return cue
    before = text[max(0, at - 6) : at].rstrip(" ")
    if before[-1:] in ("", "\n", "(", "|") and not other:
        return Relation.ATTACHED_TO, at
    if _ANNEX_WORD.search(text, max(begin, at - 10), at):
        return Relation.REFERS_TO, at
    return Relation.ISSUED_WITH, at


def _opened(text: str, begin: int, end: int) -> int:
    """Where the parenthesis begins that is still open at ``end``; a cue before it is none."""
    opening = text.rfind("(", begin, end)
    return begin if opening < 0 or text.find(")", opening, end) >= 0 else opening


def _is_title(text: str, mention: Mention, place: _Place, relation: Relation, at: int) -> bool:
    """Whether a cue belongs to the title of the mention before it.

    "Thay thế Nghị định A … và bãi bỏ Điều 2 Nghị định B": a verb like that of the list goes on.
    """
    previous, lead = place.previous, place.lead
    if previous is None or previous.kind is ReferenceKind.SELF or relation not in acts():
        return False
    if mention.target is not None:  # "Chỉ thị nêu trên" stands in no title
        return False
    between = text[previous.end : at]
    heads = previous.kind is ReferenceKind.PROGRAMME or previous.relation is relation
    heads |= previous.relation in ENDING and relation in ENDING
    new_line = heads and between.strip(" ") == "\n"  # a heading, and the text below
    if (new_line or _NEW_LINE.search(between)) and text[at].isupper():
        return False
    same = lead is not None and lead.relation in ENDING and relation in ENDING
    if same and lead is not None and (relation is not Relation.AMENDS or relation is lead.relation):
        goes_on = between.rstrip(" \n").endswith((" và", ";")) or text.startswith("và", at)
        return not goes_on
    return ";" not in between and "\n\n" not in between


_NEW_LINE = re.compile(r"[^\n]{30}\n *\Z")  # behind a title that went on for a while
_TITLES = 1500  # characters in which a document says its own title
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
    if match is None or match["own"] is not None:
        return False
    heads = match.start() > 0 and text[match.start() - 1] == "\n"
    return not (heads and at < _TITLES)


def _weight(text: str, mention: Mention, sentence: tuple[int, int]) -> int:
    """0 named only, 1 carried out, 2 something due or measured stands in the same sentence."""
    if mention.relation is not Relation.CARRIES_OUT:
        return 0
    return 2 if is_due(text, mention.end, min(sentence[1], mention.end + 600)) else 1
