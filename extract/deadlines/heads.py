"""Who is charged from above: headings and openings that assign what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extract.deadlines.actors import after_number, partner_in
from extract.deadlines.names import ACTORS, BEGINNING, VERB, Names, region, spelled
from extract.deadlines.obliged import obliged
from extract.letters import is_upper
from extract.model import Block, BlockKind, Document

_ASSIGN = re.compile(
    rf"(?:(?:{spelled(ACTORS['assigns'])}|{spelled(ACTORS['assigned_in_headings'])})\s+)?",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(rf"{spelled(ACTORS['assigns'])}\s+")
_OF = r"(?<!\w)của[ \xa0\n]{1,3}"
_RESPONSIBLE = re.compile(
    r"(?:(?:về|đối với|thuộc|trong|tại|quy định)(?!\w)[^,.;:]{0,120} )?(?:là [^,.;:]{0,80}, )?"
    rf"{spelled(ACTORS['made_responsible'])}[^.;]{{0,160}}:$"
)
# "Điều 6. Quy định về báo cáo của các bộ, ngành": what stands below is theirs to do.
_MATTER_OF = re.compile(rf"{spelled(ACTORS['matters_of'])}[^.:;]{{0,80}}?{_OF}", re.IGNORECASE)
# "3. Bộ Tài chính chủ trì, phối hợp với các cơ quan, địa phương:"
_ACTS = re.compile(spelled(ACTORS["acting_heads"]))
# "2. Công ty quản lý quỹ gửi Bộ Tài chính các báo cáo sau:"
_DOES = re.compile(rf"(?!{spelled(ACTORS['passive'])}){VERB.pattern}")
_ABOUT = re.compile(r"[:;(.]|(?<!\w)(?:trong|đối với|về|khi|nơi)(?!\w)")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_ADDRESS = re.compile(r"\s*kính gửi\s*:?", re.IGNORECASE)
_SUPERIOR = re.compile(rf"(?:{spelled(ACTORS['superiors'])})")
_OPENINGS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH)
_SIGNER = re.compile(r"(?:phó )?(?:thủ tướng|chủ tịch|bộ trưởng|giám đốc|bí thư|hiệu trưởng)(?!\w)")
_LETTER_HEAD = 25  # blocks among which a letter says to whom it goes
_MOST_ADDRESSED = 12
_LONGEST_HEAD = 320
_LONGEST_NAME = 160
_PAGE_NUMBER = 4  # digits
_DEEPEST = 98


@dataclass(frozen=True, slots=True)
class Charge:
    """The bodies that must act, and those that co-operate with them."""

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()


_NOBODY = Charge()


def _inherited(document: Document, names: Names) -> list[Charge]:
    """For each block, who is charged by its own opening or by what stands above it."""
    stack: list[tuple[int, Charge]] = []
    opened: tuple[int, Charge] | None = None  # how deep the stack was, and who is charged
    charges: list[Charge] = []
    addressed = False  # within the list after "Kính gửi:"
    named = False  # the block before only names who is charged
    items: list[bool] = []  # which entries of the stack are items
    for position, block in enumerate(document.blocks):
        if block.kind is BlockKind.TITLE:
            own, _ = _charged(document.text, block, names)
            if own.lead or document.blocks[position - 1].kind is not BlockKind.TITLE:
                stack, items, opened = [(0, own)], [False], None
            charges.append(own)
            continue
        if block.kind is BlockKind.ITEM and addressed:
            charges.append(_NOBODY)
            continue
        addressed = _ADDRESS.match(document.text, block.start, block.end) is not None
        if charges and goes_on(document.text, block):
            charges.append(charges[-1])  # after a page break the point before goes on
            continue
        own, whole = _charged(document.text, block, names)
        if not own.lead and _heads_points(document, position):
            own, whole = Charge(_named_by(document.text, block, names)), True
        level = _level(block)
        if _closes(block) and not whole:
            opened = None
        if block.kind is BlockKind.PARAGRAPH and not named:
            while items and items[-1]:  # the list has ended
                stack.pop()
                items.pop()
        if level is not None:
            floor = opened[0] if opened is not None else 0
            while len(stack) > floor and stack[-1][0] >= level:
                stack.pop()
                items.pop()
            stack.append((level, own))
            items.append(block.kind is BlockKind.ITEM and not (own.lead and whole))
        elif own.lead and whole:
            # A paragraph that only names who is charged holds for the items that follow it.
            opened = (len(stack), own)
        named = bool(own.lead) and whole
        inner = stack[opened[0] :] if opened is not None else stack
        above = next((charge for _, charge in reversed(inner) if charge.lead), _NOBODY)
        if own.lead:
            charges.append(own)
        else:
            charges.append(above if above.lead or opened is None else opened[1])
    return charges


class Charges:
    """Who is charged with each block of a document; found out when one is asked for first."""

    def __init__(self, document: Document, names: Names) -> None:
        """``document`` has its blocks; ``names`` are those of its text."""
        self._document = document
        self._names = names

    @cached_property
    def inherited(self) -> list[Charge]:
        """For each block, who is charged by its own opening or by what stands above it."""
        return _inherited(self._document, self._names)

    def of(self, position: int) -> Charge:
        """Who is charged with a block; where nobody is, those whom a letter addresses."""
        inherited = self.inherited[position]
        return inherited if inherited.lead else self._addressed

    @cached_property
    def _addressed(self) -> Charge:
        return Charge(_addressees(self._document, self._names))


def _addressees(document: Document, names: Names) -> tuple[str, ...]:
    """Whom a letter addresses ("Kính gửi: …"), if it is no letter to a superior."""
    text, blocks = document.text, document.blocks
    for position, block in enumerate(blocks[:_LETTER_HEAD]):
        match = _ADDRESS.search(text, block.start, min(block.end, block.start + _LONGEST_HEAD))
        if match is None:
            continue
        found = list(_addressed(text, match.end(), block.end, names))
        for item in blocks[position + 1 :]:
            if item.kind is not BlockKind.ITEM or len(found) > _MOST_ADDRESSED:
                break
            start = after_number(text, item.start, item.end)
            found.extend(_addressed(text, start, item.end, names))
        upward = any(_SUPERIOR.match(name.lower()) for name in found)
        return () if upward else tuple(dict.fromkeys(found))
    return ()


def _addressed(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    words = re.sub(r"^[\s:\-–+]+", "", text[start:end].lower())
    return names.within(start, end) if BEGINNING.match(words) else ()


def goes_on(text: str, block: Block) -> bool:
    """Whether a paragraph is a page number, or the rest of a sentence that a page break cut."""
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    words = text[block.start : block.end].strip()
    return words[:1].islower() or (words.isdigit() and len(words) <= _PAGE_NUMBER)


def _heads_points(document: Document, position: int) -> bool:
    """Whether a numbered line without a stop has points below it: "4. Doanh nghiệp …", "a) …"."""
    following = document.blocks[position + 1 : position + 2]
    block = document.blocks[position]
    words = document.text[block.start : block.end].rstrip()
    return (
        (block.number or "").isdigit()
        and len(words) <= _LONGEST_NAME
        and words[-1:].isalnum()
        and bool(following)
        and following[0].number == "a"
    )


def _named_by(text: str, block: Block, names: Names) -> tuple[str, ...]:
    """Whom a line names that is nothing but a name, whatever verbs stand in it."""
    start = after_number(text, block.start, block.end)
    first = BEGINNING.match(text[start : block.end].lower())
    named = first is not None and text[start + first.end() : block.end][:1] == " "
    return names.within(start, block.end) if named else ()


def _closes(block: Block) -> bool:
    """Whether a block ends what an opening like "Giao Sở Nội vụ:" holds for."""
    if block.kind is BlockKind.HEADING:
        return not (block.number or "").isdigit()
    return block.kind is BlockKind.PARAGRAPH


def _level(block: Block) -> int | None:
    if block.kind in (BlockKind.HEADING, BlockKind.ITEM):
        return block.level if block.level is not None else _DEEPEST
    return None


def _ordered(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    """Whom a paragraph orders "…, Sở yêu cầu các đơn vị thực hiện các nội dung sau:"."""
    first = max(start, end - 2 * _LONGEST_HEAD)
    told = text[first:end]
    low = told.lower() if told.rstrip().endswith(":") else ""
    if len(low) != end - first:
        return ()
    for match in _ASSIGNED.finditer(low):
        if names.begin_at(first + match.end()):
            span = region(text, first + match.end(), end, names)
            return names.within(*span) if span is not None else ()
    return ()


def _owner(text: str, start: int, end: int, names: Names) -> tuple[str, ...]:
    """Whose duties a heading lists, from behind "của" to what they are about."""
    plain = names.masked(start, end)
    about = _ABOUT.search(plain.lower())
    stop = end if about is None else start + about.start()
    return names.within(start, stop) if names.begin_at(start) else ()


def _charged(text: str, block: Block, names: Names) -> tuple[Charge, bool]:
    """Who is charged by a block's opening, and whether the block does nothing else."""
    if block.kind not in _OPENINGS:
        return _NOBODY, False
    start = after_number(text, block.start, block.end)
    opening = text[start : min(block.end, start + _LONGEST_HEAD)]
    low = opening.lower()
    assign = _ASSIGN.match(low)
    begin = assign.end() if assign is not None else 0
    if block.kind is BlockKind.TITLE and not begin:
        return _NOBODY, False  # "Nhiệm vụ của các bộ, ngành", the title of an annex, charges them
    if block.number is None and _SIGNER.match(low) and is_upper(opening):
        return _NOBODY, False  # who signs
    while begin < len(low) and not low[begin].isalnum():
        begin += 1
    ordered = _ordered(text, start, block.end, names)
    if ordered:
        return Charge(ordered), True
    heading = block.kind is BlockKind.HEADING
    if heading and block.number is None and is_upper(opening) and not names.known_at(start + begin):
        return _NOBODY, False  # "TRÁCH NHIỆM CỦA CÁC TỔ CHỨC, CÁ NHÂN" heads a chapter about many
    matter = _MATTER_OF.match(low) if heading else None
    owner = _owner(text, start + matter.end(), block.end, names) if matter is not None else ()
    if owner:
        return Charge(owner), True
    # "1. Ngoài quy định tại Điều 5, cơ sở trọng điểm còn có trách nhiệm:"
    bound = obliged(text, start, block.end) if low.endswith(":") else None
    if not names.begin_at(start + begin):
        return (Charge(names.within(*bound)), True) if bound is not None else (_NOBODY, False)
    if bound is not None and bound[0] == start + begin and not names.known_at(bound[0]):
        return Charge(names.within(*bound)), True
    colon = low.find(":", begin)
    whom = assign is not None and assign.group().startswith("đối với")
    if whom and 0 < colon < _LONGEST_NAME and not _ASSIGNED.search(low, begin, colon):
        return Charge(names.within(start + begin, start + colon)), start + colon + 1 >= block.end
    listed = colon >= 0 and re.match(r"(?:các|[^\s,]+(?: [^\s,]+)?)$", low[begin:colon]) is not None
    span = region(text, start + begin, start + len(opening), names)
    if span is None:
        return _NOBODY, False
    whole = start + len(opening) == block.end
    if listed and whole and VERB.search(text, start + colon, block.end) is None:
        # "Các sở: Nội vụ, Tài chính"
        return Charge(names.within(start + begin, block.end)), True
    rest = _BRACKETS.sub("", text[span[1] : start + len(opening)]).strip(" .;,")
    if not rest or rest == ":":
        return Charge(names.within(*span)), whole
    if rest.startswith(":"):
        return Charge(names.within(*span)), False
    assigned = assign is not None and assign.end() > 0
    numbered = block.kind is not BlockKind.PARAGRAPH
    tasked = rest.endswith(("trách nhiệm", "có nhiệm vụ"))
    if whole and numbered and tasked and _RESPONSIBLE.match(f"{rest}:"):
        return Charge(names.within(*span)), True  # "Điều 5. Bộ Tài chính có trách nhiệm"
    if not (whole and rest.endswith(":")):
        return _NOBODY, False
    acts = _ACTS.match(rest.lower()) or (rest.endswith("sau:") and _DOES.match(rest))
    if assigned or _RESPONSIBLE.match(rest.lower()) or (numbered and acts):
        lead = names.within(*span)
        partner = partner_in(text, span[1], block.end, names)
        return Charge(lead, tuple(name for name in partner if name not in lead)), True
    return _NOBODY, False
