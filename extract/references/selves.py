"""Mentions that point inside the document: "Nghị định này", "khoản 2 Điều này", "Quyết định nêu
trên", and short names that the document announces ("sau đây gọi tắt là …")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from extract.letters import fold
from extract.model import ReferenceKind, Relation
from extract.references.codes import longest_first, types_data
from extract.references.letters import spaced
from extract.references.mention import Mention
from extract.references.provisions import pinpoint_before
from extract.references.type_words import type_names

_THIS = re.compile(r"này(?!\w)")
_ABOVE = tuple(
    re.compile(spaced(words) + r"(?!\w)") for words in ("nêu (?:ở )?trên", "nói trên", "trên đây")
)
_PROVISION = re.compile(r"(?<!\w)(?P<word>[Đđ]iều|[Kk]hoản)[ \n]{1,3}\Z")
_PROVISION_WORDS = frozenset(["Điều", "điều", "Khoản", "khoản"])
_ARTICLE = re.compile(r"\n[ ]{0,4}[“\"]?Điều[ ]{1,2}(?P<label>\d{1,3}[a-zđ]?)[.:\s]")
_CLAUSE = re.compile(r"\n[ ]{0,4}[“\"]?(?P<label>\d{1,2}[a-zđ]?)\. ")
_ALIAS = r" [“\"]?(?P<alias>[^\W\d_][^()“”\";\n]{2,60}?)[”\"]?(?=[).;,\n])"
_ANNOUNCED = tuple(
    re.compile(spaced(words + _ALIAS))
    for words in ("đây (?:được )?gọi(?: chung)? là:?", "tắt là:?", r"\(gọi(?: chung)? là:?")
)
_ANNOUNCED_REACH = 400
_PROGRAMMES = frozenset(["Chương trình", "Đề án", "Dự án", "Chiến lược"])
# Types that a text may call itself by in lower case: "quyết định này"; its own type it may always.
_ISSUED = frozenset(
    [
        *("Luật", "Nghị định", "Nghị quyết", "Thông tư", "Thông tư liên tịch", "Quyết định"),
        *("Chỉ thị", "Quy chế"),
    ]
)
# "văn bản này" is mostly a paper that was just spoken of.
_WITHIN = re.compile(r"(?:[Tt]rong|[Tt]ại|theo|khi|Điều[ \n]\d{1,3}[ \n]của|ngày)[ \n]{1,3}\Z")
_SEVERAL = re.compile(r"(?:các|những|\d{1,2}|hai|ba|bốn|năm)[ \n]{1,2}\Z")
_MOST_ANNOUNCED = 64


@cache
def _types() -> re.Pattern[str]:
    names = [entry["name"] for entry in types_data()["types"]] + ["Văn bản", "văn bản", "Điều lệ"]
    words = [*names, *(name[0].lower() + name[1:] for name in names)]
    spelled = "|".join(word.replace(" ", r"[ \n]{1,3}") for word in longest_first(words))
    return re.compile(rf"(?P<type>{spelled})[ \n]{{1,3}}\Z")


@cache
def _last_words() -> frozenset[str]:
    """The words in which names of types end, as they may stand before "này"."""
    names = [entry["name"] for entry in types_data()["types"]] + ["Văn bản", "Điều lệ"]
    last = {name.split()[-1] for name in names}
    return frozenset(last | {word[0].upper() + word[1:] for word in last})


def _word_before(text: str, position: int) -> str:
    end = position
    while end and text[end - 1] in " \n":
        end -= 1
    begin = end
    while begin and end - begin < 9 and text[begin - 1] not in " \n":
        begin -= 1
    return text[begin:end]


def _type_left(text: str, position: int) -> re.Match[str] | None:
    if _word_before(text, position) not in _last_words():
        return None
    match = _types().search(text, max(0, position - 30), position)
    if match is not None and match.start() and text[match.start() - 1].isalpha():
        return None
    return match


def _type_name(word: str) -> str | None:
    name = " ".join(word.split())
    name = name[0].upper() + name[1:]
    return None if name == "Văn bản" else name


class Provisions:
    """Where the articles (Điều) and clauses (khoản) of a text begin, to say which one a place is
    in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._articles: list[tuple[int, str]] | None = None
        self._clauses: list[tuple[int, str]] | None = None

    def article_at(self, position: int) -> tuple[int, str] | None:
        """Start and label of the article around ``position``."""
        if self._articles is None:
            self._articles = [(m.start(), m["label"]) for m in _ARTICLE.finditer(self._text)]
        return _last_before(self._articles, position)

    def clause_at(self, position: int) -> str | None:
        """Label of the khoản around ``position``."""
        if self._clauses is None:
            self._clauses = [(m.start(), m["label"]) for m in _CLAUSE.finditer(self._text)]
        article, clause = self.article_at(position), _last_before(self._clauses, position)
        return clause[1] if article and clause and clause[0] > article[0] else None


def _last_before(starts: list[tuple[int, str]], position: int) -> tuple[int, str] | None:
    index = bisect_right(starts, position, key=lambda pair: pair[0]) - 1
    return starts[index] if index >= 0 else None


def self_mentions(text: str, own_type: str | None) -> list[Mention]:
    """ "Nghị định này", "khoản 1 Điều này": the document, of type ``own_type``, on itself."""
    found: list[Mention] = []
    provisions = Provisions(text)
    for match in _THIS.finditer(text):
        typed = _type_left(text, match.start())
        if typed is not None:
            name = _type_name(typed["type"])
            if typed["type"][0].islower() and not _means_itself(text, typed, name, own_type):
                continue
            if name in _PROGRAMMES or (name or "").startswith("Chương trình"):
                continue
            found.append(
                Mention(typed.start(), match.end(), ReferenceKind.SELF, "this_document", name)
            )
            continue
        if _word_before(text, match.start()) not in _PROVISION_WORDS:
            continue
        provision = _PROVISION.search(text, max(0, match.start() - 10), match.start())
        if provision is not None:
            mention = _own_provision(text, provision, match.end(), provisions)
            if mention is not None:
                found.append(mention)
    for mention in found:
        mention.relation = Relation.SELF
    return found


def _means_itself(text: str, typed: re.Match[str], name: str | None, own_type: str | None) -> bool:
    """Whether a type in small letters before "này" means the document that says it."""
    if name is None:
        return _WITHIN.search(text, max(0, typed.start() - 16), typed.start()) is not None
    return name in _ISSUED or name == own_type


def _own_provision(
    text: str, provision: re.Match[str], end: int, provisions: Provisions
) -> Mention | None:
    word = fold(provision["word"])
    article = provisions.article_at(provision.start())
    if article is None:
        return None
    mention = Mention(provision.start(), end, ReferenceKind.SELF, "this_article")
    outer = f"Điều {article[1]}"
    if word == "khoan":
        clause = provisions.clause_at(provision.start())
        if clause is None:
            return None
        outer = f"khoản {clause} {outer}"
    before = pinpoint_before(text, mention.start)
    if before is not None:
        mention.pinpoint_start = before[1]
        outer = f"{before[0]} {outer}"
    mention.pinpoint = outer
    return mention


_ITEM = re.compile(r"(?:\A|\n)[ ]{0,4}\(?(?P<label>\d{1,3})[.)/][ ]")
_NUMBERED_ABOVE = re.compile(spaced(r"[Vv]ăn bản số (?P<label>\d{1,3}) ") + r"\Z")


def _items(text: str) -> dict[str, list[int]]:
    """Where the items of lists begin, by their labels."""
    items: dict[str, list[int]] = {}
    for match in _ITEM.finditer(text):
        items.setdefault(match["label"], []).append(match.end())
    return items


def _item_above(
    text: str, items: dict[str, list[int]], label: str, position: int, known: list[Mention]
) -> Mention | None:
    """The first mention in the last item before ``position`` that has this label."""
    starts = items.get(label, [])
    before = bisect_right(starts, position)
    if not before:
        return None
    start = starts[before - 1]
    index = bisect_left(known, start, key=lambda mention: mention.start)
    line = text.find("\n", start)
    inside = index < len(known) and known[index].start < (len(text) if line < 0 else line)
    return known[index] if inside else None


def repeated_mentions(text: str, known: list[Mention]) -> list[Mention]:
    """ "Quyết định nêu trên": the last mention before it of that type; "văn bản số 2 nêu trên":
    what the second item of the list above names."""
    found: list[Mention] = []
    ends = [mention.end for mention in known]
    items: dict[str, list[int]] = {}
    for match in (match for pattern in _ABOVE for match in pattern.finditer(text)):
        numbered = _NUMBERED_ABOVE.search(text, max(0, match.start() - 24), match.start())
        if numbered is not None:
            items = items or _items(text)
            target = _item_above(text, items, numbered["label"], numbered.start(), known)
            if target is not None:
                found.append(_repeating(target, numbered.start(), match.end()))
            continue
        typed = _type_left(text, match.start())
        if typed is None or _SEVERAL.search(text, max(0, typed.start() - 6), typed.start()):
            continue
        name = _type_name(typed["type"])
        index = bisect_right(ends, typed.start())
        target = next(
            (
                mention
                for mention in reversed(known[max(0, index - 40) : index])
                if mention.kind is not ReferenceKind.PROGRAMME
                and (name is None or mention.type == name)
            ),
            None,
        )
        if target is not None:
            found.append(_repeating(target, typed.start(), match.end()))
    return found


def _repeating(target: Mention, start: int, end: int) -> Mention:
    mention = Mention(start, end, target.kind, "named_above", target.type)
    mention.target = target
    return mention


def announced_mentions(text: str, known: list[Mention]) -> list[Mention]:
    """Later uses of a short name that the text announces beside a mention."""
    announced = _announcements(text, known)
    if not announced:
        return []
    names = longest_first(announced)[:_MOST_ANNOUNCED]
    first = min(positions[0][0] for positions in announced.values())
    found: list[Mention] = []
    for match in re.compile("|".join(map(re.escape, names))).finditer(text, first):
        start, end = match.span()
        if text[end : end + 1].isalnum() or text[start - 1 : start].isalnum():
            continue
        positions = announced[match.group()]
        index = bisect_right(positions, start, key=lambda pair: pair[0]) - 1
        if index < 0:
            continue
        target = positions[index][1]
        kind = target.kind if target.kind is ReferenceKind.PROGRAMME else ReferenceKind.NAMED
        type_ = _type_of_alias(match.group()) or target.type
        mention = Mention(start, end, kind, "announced", type_)
        mention.target = target
        mention.name = match.group()
        found.append(mention)
    return found


def _announcements(text: str, known: list[Mention]) -> dict[str, list[tuple[int, Mention]]]:
    """Short names, each with where it is announced and for which mention, in order."""
    ends = [mention.end for mention in known]
    announced: dict[str, list[tuple[int, Mention]]] = {}
    for match in (match for pattern in _ANNOUNCED for match in pattern.finditer(text)):
        index = bisect_right(ends, match.start()) - 1
        if index < 0 or match.start() - known[index].end > _ANNOUNCED_REACH:
            continue
        target = known[index]
        alias = match["alias"].strip()
        if _names_document(text, alias, target) and "\n\n" not in text[target.end : match.start()]:
            announced.setdefault(alias, []).append((match.end(), target))
    for positions in announced.values():
        positions.sort(key=lambda pair: pair[0])
    return announced


@cache
def _document_words() -> re.Pattern[str]:
    names = [entry["name"] for entry in types_data()["types"]]
    short = [code for entry in types_data()["types"] for code in entry.get("short", ())]
    return re.compile("|".join(map(re.escape, longest_first([*names, *short]))))


def _type_of_alias(alias: str) -> str | None:
    """The type that a short name begins with, where what tells which one follows."""
    match = _document_words().match(alias)
    if match is None or alias[match.end() :].strip() in ("", "số"):
        return None
    return type_names().get(match.group().lower())


_ISSUED_BY = re.compile(spaced("ban hành (?:kèm )?theo ") + r"\Z")


def _names_document(text: str, alias: str, target: Mention) -> bool:
    """Whether a short name can mean the mention: by its type, as a programme, or as what was
    issued with it ("Quy chế … ban hành kèm theo Thông tư số …, gọi là Quy chế thi")."""
    kind = _type_of_alias(alias)
    if kind is None:
        return False
    if kind == target.type or kind in _PROGRAMMES or kind == "Kế hoạch":
        return True
    return _ISSUED_BY.search(text, max(0, target.start - 30), target.start) is not None
