"""All references of a document, put together from the readers of this package."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from extract.model import (
    BlockKind,
    Document,
    Finding,
    Instrument,
    Reference,
    ReferenceKind,
    Relation,
    Stated,
)
from extract.references.bare import bare_mentions, fill_in
from extract.references.context import Context, context_of
from extract.references.cues import ENDING, can_change
from extract.references.identity import (
    laws_meant,
    named_instrument,
    numbered_instrument,
    own_instrument,
)
from extract.references.issued import complete, finding, share_issuers
from extract.references.issuers import issuer_after, told_by_centre
from extract.references.law_numbers import close, join_names
from extract.references.laws import law_mentions
from extract.references.letters import plain
from extract.references.mention import Mention
from extract.references.numbered import numbered_mentions
from extract.references.numbers import Number
from extract.references.programmes import programme_mentions
from extract.references.provisions import pinpoint_before
from extract.references.relations import relate
from extract.references.selves import announced_mentions, repeated_mentions, self_mentions
from extract.references.spans import sentence_around
from extract.references.titled import titled_mentions
from extract.references.treaties import treaty_mentions

_FIRST_ARTICLE = re.compile(r"\n[*# ]{0,4}Điều 1(?!\d)")
_FRAME = frozenset([BlockKind.BOILERPLATE, BlockKind.ATTRIBUTES])
_NEWS = "Tin"  # the type of a news page
_LONGEST_BASIS = 3000  # characters of a căn cứ line before its last mention


def find_references(document: Document) -> tuple[tuple[Reference, ...], tuple[Finding, ...]]:
    """The references of ``document`` in text order, and what in them should be checked.

    Reads ``text``, ``blocks`` and ``header``; spans of references never overlap.
    """
    context = context_of(document)
    text = plain(document.text)
    mentions = [m for m in _mentions(text, context) if not _only_words(text, m)]
    if context.number is None:
        context = replace(context, number=_stated_number(text, mentions), type=None)
    blocks = _BlockKinds(document)
    findings: list[Finding] = []
    for mention in mentions:
        _read_like_the_head(mention, document.header.number, context.number)
        _mark_own(text, mention, context, blocks)
        findings.extend(_check(mention))
    sentences = _sentences(text, mentions)
    reprinted = _in_reprinted_basis(text, mentions)
    basis = [m.start in reprinted or blocks.is_basis(text, m) for m in mentions]
    own_type, own_issuer = document.header.type.value, document.header.issuer.value
    news = own_type in (None, _NEWS)
    relate(text, mentions, sentences, basis, news)
    for mention in mentions:
        if mention.relation in ENDING and not can_change(own_type, own_issuer, mention.type):
            mention.relation = Relation.REFERS_TO
    own = own_instrument(document.header)
    references = tuple(
        _reference(document.text, mention, blocks.inside(mention, sentence), own)
        for mention, sentence in zip(mentions, sentences, strict=True)
    )
    return references, tuple(findings)


def _mentions(text: str, context: Context) -> list[Mention]:
    laws = law_mentions(text)
    numbered = [*numbered_mentions(text), *bare_mentions(text)]
    numbered.sort(key=lambda mention: mention.start)
    direct = _without_overlaps(join_names(text, laws, numbered))
    fill_in(direct)
    for mention in direct:
        complete(text, mention, context)
        close(text, mention)
    share_issuers(direct)
    programmes = _outside_titles(text, programme_mentions(text), direct)
    for mention in programmes:
        issuer = issuer_after(text, mention.end, context, joint=False)
        if issuer is not None and text.startswith(" của", mention.end):
            mention.issuer, mention.end = issuer.name, issuer.end
    titled = [*titled_mentions(text, context), *treaty_mentions(text)]
    named = _without_overlaps([*direct, *titled, *programmes])
    more = [
        *self_mentions(text, context.type),
        *repeated_mentions(text, named),
        *announced_mentions(text, named),
    ]
    mentions = _without_overlaps([*named, *more])
    floor = 0
    for mention in mentions:
        if mention.pinpoint is None:
            found = pinpoint_before(text, mention.start, floor)
            if found is not None:
                mention.pinpoint, mention.pinpoint_start = found
        floor = mention.end
    return mentions


_APPROVES = re.compile(r"(?:phê[ \n]duyệt|ban[ \n]hành)[ \n]{1,3}\Z")
_TITLE = 200  # characters from a number to the programme in its title


def _outside_titles(text: str, programmes: list[Mention], numbered: list[Mention]) -> list[Mention]:
    """Without the programmes that only name what approves them: "Quyết định số … phê duyệt Chiến
    lược …" is one mention."""
    ends = [mention.end for mention in numbered]
    kept = []
    for mention in programmes:
        index = bisect_right(ends, mention.start) - 1
        near = index >= 0 and mention.start - ends[index] < _TITLE
        between = text[ends[index] : mention.start] if near else "."
        titled = _APPROVES.search(between) and not re.search(r"[;.]\s|\n\n", between)
        if not titled:
            kept.append(mention)
    return kept


_WORDS = re.compile('cụm[ \\n]từ[ \\n]{0,2}[“"]\\Z')


def _only_words(text: str, mention: Mention) -> bool:
    """ "Thay thế cụm từ “Luật Giáo dục” bằng …": the name stands for its letters."""
    if text[mention.start - 1 : mention.start] not in ("“", '"'):
        return False
    words = _WORDS.search(text, max(0, mention.start - 12), mention.start)
    return words is not None and text[mention.end : mention.end + 1] in ("”", '"')


_NUMBER_CELL = re.compile(r"Số(?: ký)? hiệu[ :|\n]{0,4}\Z")
_LETTERHEAD = re.compile(r"(?:\A|[\n|])[ *]{0,4}\Z")


def _stated_number(text: str, mentions: list[Mention]) -> Number | None:
    """The own number where the header has none: from a portal's table of attributes, or the first
    one of the text in the form of a letterhead, "Số: …"."""
    for mention in mentions:
        if mention.number is None:
            continue
        at = mention.number_start
        if _NUMBER_CELL.search(text, max(0, at - 16), at):
            return mention.number
    first = next((mention for mention in mentions if mention.number is not None), None)
    if first is None or not _HEAD.match(text, first.start):
        return None
    heads = _LETTERHEAD.search(text, max(0, first.start - 6), first.start) is not None
    return first.number if heads and first is mentions[0] else None


# The formula by which a law names itself at the end of its preamble.
_ENACTS = re.compile(
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội)[ \n]{1,3}ban[ \n]{1,3}hành[ \n]{1,3}\Z"
)
_HEAD = re.compile(r"Số ?:")
_PRIORITY = {
    ReferenceKind.NUMBERED: 0,
    ReferenceKind.NAMED: 1,
    ReferenceKind.PROGRAMME: 2,
    ReferenceKind.SELF: 3,
}


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """In text order; of two that overlap the better kind stays, then the longer."""
    mentions.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in mentions:
        while kept and mention.start < kept[-1].end:
            last = kept[-1]
            inside = last.kind is ReferenceKind.NAMED and mention.end <= last.end
            if inside and (
                mention.kind is not ReferenceKind.NUMBERED or last.rule == "amending_law"
            ):
                break
            if _PRIORITY[mention.kind] >= _PRIORITY[last.kind]:
                break
            kept.pop()
        else:
            kept.append(mention)
    return kept


def _check(mention: Mention) -> list[Finding]:
    """What in a mention should be checked; findings made on the way come first."""
    findings = list(mention.findings)
    number = mention.number
    if mention.furniture or number is None or mention.rule == "serial_and_year":
        return findings
    year = None if mention.date is None else int(mention.date[:4])
    if number.lacks_year(mention.date):
        findings.append(finding(mention, "year_missing"))
    if mention.type is not None and not number.agrees(mention.type):
        findings.append(finding(mention, "type_disagrees"))
    if number.year is not None and year is not None and year != number.year:
        findings.append(finding(mention, "year_disagrees"))
    return findings


class _BlockKinds:
    """Which block of a document a mention stands in."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.start for block in document.blocks]
        self._blocks = document.blocks
        self._body: int | None = None  # where the preamble ends, if no blocks tell

    def kind(self, position: int) -> BlockKind | None:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._blocks[index].end:
            return None
        return self._blocks[index].kind

    def inside(self, mention: Mention, sentence: tuple[int, int]) -> tuple[int, int]:
        """The part of the sentence in the block of its mention: evidence crosses no block."""
        index = bisect_right(self._starts, mention.start) - 1
        if index < 0 or mention.end > self._blocks[index].end:
            return sentence
        return max(sentence[0], self._blocks[index].start), min(
            sentence[1], self._blocks[index].end
        )

    def is_basis(self, text: str, mention: Mention) -> bool:
        """Whether a mention stands in a căn cứ line of the preamble.

        By its block; where an article tells the end of the preamble, also by its line.
        """
        if self.kind(mention.start) is BlockKind.BASIS:
            return True
        if self._body is None:
            article = _FIRST_ARTICLE.search(text)
            self._body = article.start() if article else 0 if self._blocks else len(text)
        return mention.start < self._body and _basis_line(text, mention) is not None


_BASIS = re.compile(r"[ *_“\"–-]{0,4}Căn cứ ")


_LISTED = re.compile(r"(?:Bộ luật|Luật|Nghị|Thông tư|Quyết định|Pháp lệnh|[Ss]ố )")


def _basis_line(text: str, mention: Mention) -> int | None:
    """Where the line of a mention begins, if with "Căn cứ"; a list may go on in the lines below."""
    floor = max(0, mention.start - _LONGEST_BASIS)
    line = text.rfind("\n", floor, mention.start) + 1
    while not _BASIS.match(text, line):
        end = line
        while end > floor and text[end - 1] in " \n":
            end -= 1
        above = text[end - 1 : end]
        if end <= floor or above in (".", ":") or text[line : line + 1] in ("", "\n"):
            return None
        if above == ";" and not _LISTED.match(text, line):
            return None
        line = text.rfind("\n", floor, line - 1) + 1
    return line


def _in_reprinted_basis(text: str, mentions: list[Mention]) -> set[int]:
    """Starts of mentions in căn cứ lines that the note of a consolidated text reprints."""
    introduced = [match.end() for match in re.finditer("căn cứ ban hành", text)]
    found: set[int] = set()
    for mention in mentions if introduced else ():
        line = _basis_line(text, mention)
        before = 0 if line is None else bisect_right(introduced, line)
        if line is not None and before and line - introduced[before - 1] < _LONGEST_BASIS:
            found.add(mention.start)
    return found


def _read_like_the_head(mention: Mention, stated: Stated, own: Number | None) -> None:
    """A number whose letters stand apart ("33/ QĐ - UBND") is what the head was read with."""
    if own is None or mention.number is None or stated.start is None or stated.end is None:
        return
    inside = stated.start <= mention.number_start < stated.end
    if inside and mention.number.key != own.key:
        mention.number, mention.end = own, max(mention.end, stated.end)


def _mark_own(text: str, mention: Mention, context: Context, blocks: _BlockKinds) -> None:
    """The document's own number is a self mention; what stands in a page frame is furniture."""
    kind = blocks.kind(mention.start)
    mention.furniture = kind in _FRAME
    number = mention.number
    if number is None:
        if (
            mention.kind is ReferenceKind.NAMED
            and context.type in (None, mention.type)
            and _ENACTS.search(text, max(0, mention.start - 40), mention.start)
        ):
            mention.kind, mention.relation = ReferenceKind.SELF, Relation.SELF
        return
    own = context.number
    is_own = own is not None and number.key == own.key
    heads = own is None and kind is BlockKind.HEADER and _HEAD.match(text, mention.start)
    if not is_own and not heads:
        return
    if mention.date is not None and context.date is not None and mention.date != context.date:
        return
    mention.kind, mention.relation = ReferenceKind.SELF, Relation.SELF
    if is_own or not number.serial:
        mention.type = context.type or mention.type
        if not told_by_centre(number):
            mention.issuer = context.issuer or mention.issuer
        mention.date = mention.date or context.date


def _sentences(text: str, mentions: list[Mention]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for mention in mentions:
        if spans and spans[-1][0] <= mention.start and mention.end <= spans[-1][1]:
            spans.append(spans[-1])
        else:
            spans.append(sentence_around(text, mention.start, mention.end))
    return spans


def _reference(
    text: str, mention: Mention, sentence: tuple[int, int], own: Instrument | None
) -> Reference:
    target = mention if mention.target is None else mention.target
    number = target.number.text if target.number is not None and target.number.serial else None
    type_, date, issuer = mention.type, target.date, target.issuer
    name = mention.name or target.name
    meant: tuple[str, ...] = ()
    if number is not None:
        instrument = numbered_instrument(number, type_, issuer, date, name)
    elif mention.kind is ReferenceKind.SELF:
        instrument = own
    else:
        instrument = named_instrument(target.rule, type_, date, issuer, name)
        meant = laws_meant(type_, issuer, date, name)
    return Reference(
        mention.start,
        mention.end,
        text[mention.start : mention.end],
        mention.kind,
        mention.rule,
        type_,
        number,
        mention.date,
        issuer,
        name,
        mention.pinpoint,
        mention.relation,
        mention.weight,
        None if instrument is None else instrument.uri,
        meant,
        sentence,
        mention.furniture,
    )
