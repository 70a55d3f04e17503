"""Words that say what a text does with an instrument, before it and behind it.

The tables are ``data/relations.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.model import Relation
from extract.references.codes import PACKAGE, longest_first
from extract.references.letters import by_first_word, spaced, unmarked

REACH = 170
"""How many characters before a mention a cue may begin, at most."""
PASSIVE = frozenset(
    [Relation.AMENDED_BY, Relation.REPLACED_BY, Relation.REPEALED_BY, Relation.GUIDED_BY]
)
"""What is done to another instrument by the one that is mentioned."""
ENDING = frozenset([Relation.REPEALS, Relation.REPLACES, Relation.AMENDS])
"""What ends an instrument or a part of it."""
_NEAR = 90
_LONGEST_CUE = 60  # a cue that begins further left may be cut off by the nearer window


@cache
def _data() -> Any:
    return read_yaml(PACKAGE, "data/relations.yaml")


def _words(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"[ \n]{1,3}")


@cache
def _relation_of(marked: bool) -> dict[str, Relation]:
    """Relations by their cues, written with their marks or without any."""
    return {
        phrase if marked else unmarked(phrase): Relation(relation)
        for key in ("before", "near")
        for relation, phrases in _data()[key].items()
        for phrase in phrases
    }


@cache
def _before(marked: bool) -> re.Pattern[str]:
    # Begins with a class of characters, not with a look-behind, so that the engine tries the
    # phrases only where a word begins.
    near = {
        phrase if marked else unmarked(phrase)
        for phrases in _data()["near"].values()
        for phrase in phrases
    }
    phrases = by_first_word(_relation_of(marked).keys() - near)
    adjoining = rf"(?:{by_first_word(near)})(?=[ \n]{{1,3}}\Z)"
    return re.compile(rf"[ \n(,;:“”\".-](?P<cue>{_passive(marked)}|{phrases}|{adjoining})(?!\w)")


def _passive(marked: bool) -> str:
    """ "được sửa đổi, bổ sung một số điều theo": a group of its name for each relation.

    What is put in its place may stand between, "được thay thế bằng Mẫu số 2 theo quy định tại",
    up to 45 characters of it, so that the whole lies within the nearer window.
    """
    data = _data()["passive"]
    written = str if marked else unmarked
    part, by, new, other = (
        "|".join(_words(written(phrase)) for phrase in longest_first(data[key]))
        for key in ("part", "by", "new", "other")
    )
    done = "|".join(
        f"(?P<{relation}>{'|'.join(_words(written(verb)) for verb in longest_first(verbs))})"
        for relation, verbs in data["done"].items()
    )
    gap = r"[ \n]{1,3}"
    times = rf"(?:{gap}{written('lần')}(?:{gap}{written('thứ')})?{gap}\w{{1,5}})?"
    made = _words(written("theo quy định"))
    new = rf"(?:{gap}(?:{new})(?!\w)[^.;:]{{1,45}}?(?={gap}{made}))"
    return (
        rf"(?!{other})(?:{written('được')}|{written('bị')}){gap}(?:{done}){times}"
        rf"(?:{gap}(?:{part})|{new})?{gap}(?:{by})"
    )


@cache
def _spoken_of() -> re.Pattern[str]:
    # Behind "về việc" stands a title, which does what its verb says.
    words = "|".join(_words(word) for word in _data()["spoken_of"])
    return re.compile(rf"(?<!\w)(?<!về[ \n])(?:{words})[ \n]{{1,3}}\Z")


@cache
def _planned() -> re.Pattern[str]:
    """A plan, and what is said of it up to the verb: "trình Quốc hội" …"""
    plans = "|".join(_words(word) for word in _data()["planned"])
    others = "".join(rf"(?<!(?<!\w){word}[ \n])" for word in _data()["unplanned"])
    return re.compile(rf"(?<!\w){others}(?:{plans})(?!\w)[^.;:“”\"\n]{{0,80}}\Z")


@cache
def _ordered() -> re.Pattern[str]:
    """An order, and who gave it, in front of "tại"."""
    orders = "|".join(_words(word) for word in _data()["orders"])
    return re.compile(
        rf"(?:thực[ \n]hiện|triển[ \n]khai)[^.;]{{0,100}}[ \n](?:{orders})(?![ \n]theo)"
        r"[^.,;:]{0,50}\Z"
    )


@cache
def _after() -> re.Pattern[str]:
    branches = [
        f"(?P<{relation}>{'|'.join(_words(phrase) for phrase in longest_first(phrases))})"
        for relation, phrases in _data()["after"].items()
    ]
    return re.compile(
        r"[ \n]{0,2}(?:\([^()\n]{0,80}\))?[ \n]{0,2}(?:,[ \n]{1,2})?(?:(?:đã|sẽ|cũng)[ \n]{1,2})?"
        rf"(?:{'|'.join(branches)})(?!\w)(?![ \n]{{1,2}}(?:bởi|theo)[ \n])"
    )


def can_change(type_name: str | None, issuer: str | None, other: str | None) -> bool:
    """Whether an act of a type, of an issuer, can end or change one of the type ``other``."""
    return not any(
        type_name in rule["types"] and other in rule["over"] and issuer not in rule.get("but", ())
        for rule in _data()["powerless"]
    )


@cache
def _due() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(_words(phrase) for phrase in longest_first(_data()['due']))})|\d[ ]?%"
    )


@cache
def acts() -> frozenset[Relation]:
    """Relations whose verbs can stand in the title of a cited document."""
    return frozenset(Relation(name) for name in _data()["acts"])


@cache
def _reach_of() -> dict[Relation, int]:
    return {Relation(relation): reach for relation, reach in _data()["reach"].items()}


def cue_before(text: str, begin: int, end: int) -> tuple[Relation, int] | None:
    """The last cue in ``text[begin:end]`` that reaches its end, and where the cue begins."""
    near = max(begin, end - _NEAR)
    if near > begin:  # the last cue is nearly always close; look there first
        found = _last(text, near, end)
        if found is not None and found.start() > _LONGEST_CUE:
            return _read(found, near, end)
    found = _last(text, begin, end)
    return None if found is None else _read(found, begin, end)


def cue_at(text: str, begin: int, end: int) -> Relation | None:
    """The relation of the cue that stands at ``begin``, behind blanks."""
    window = f" {text[begin:end].lower().lstrip()}"
    found = _before(not window.isascii()).match(window)
    return None if found is None else _said(found)


def _last(text: str, begin: int, end: int) -> re.Match[str] | None:
    found = None
    window = f" {text[begin:end].lower()}"
    for match in _before(not window.isascii()).finditer(window):
        if match["cue"] != "tại" or not _ordered().search(window, 0, match.start()):
            found = match
    return found


def _said(found: re.Match[str]) -> Relation:
    """The relation of a cue that was found."""
    for passive in PASSIVE:
        if found[passive] is not None:
            words = _EDITED_WORDS.search(found.string, 0, found.start("cue"))
            words = words or _BY_WORDS.search(found["cue"])
            return Relation.AMENDED_BY if words else passive
    relation = _relation_of(not found.string.isascii())[" ".join(found["cue"].split())]
    before = found.string, 0, found.start("cue")
    if relation in ENDING and (_spoken_of().search(*before) or _planned().search(*before)):
        return Relation.REFERS_TO
    return relation


# Who replaces words amends the whole: "Cụm từ “A” tại khoản này được bãi bỏ theo quy định tại".
_EDITED_WORDS = re.compile(r"(?:cụm từ[^.;]{0,80}|[”\"][^.;:“”\"]{0,40})\Z")
_BY_WORDS = re.compile(r"[ \n](?:cụm[ \n]{1,3})?từ(?!\w)")


def _read(found: re.Match[str], begin: int, end: int) -> tuple[Relation, int] | None:
    relation = _said(found)
    if end - begin - found.end() + 1 > _reach_of().get(relation, REACH):
        return None
    return relation, begin + found.start("cue") - 1


def turned_after(text: str, end: int) -> Relation | None:
    """What the words behind a mention that ends at ``end`` make of it: "… hết hiệu lực"."""
    match = _after().match(text, end)
    return Relation(match.lastgroup) if match is not None and match.lastgroup is not None else None


# "các văn bản hướng dẫn …", "theo quy định của Chính phủ hướng dẫn …", "Bộ A chủ trì hướng dẫn …".
_OTHERS = re.compile(
    spaced(
        "(?:(?:văn bản|(?:các|những) quy định|tài liệu)(?: quy phạm pháp luật)?"
        r"(?: quy định chi tiết(?:,| và)?)?|(?<!\w)(?:quy định|hướng dẫn) của [^,;.:\n]{2,60}"
        r"|(?<!\w)(?:chủ trì|phối hợp|trách nhiệm|chỉ đạo)(?!\w)[^;.:\n]{0,80}) "
    )
    + r"\Z"
)


def by_others(text: str, begin: int, end: int) -> bool:
    """Whether the cue behind ``text[begin:end]`` is said of others' papers, not of this one."""
    return _OTHERS.search(text, max(begin, end - 100), end) is not None


def is_due(text: str, begin: int, end: int) -> bool:
    """Whether ``text[begin:end]`` sets a time limit or a percentage."""
    return _due().search(text, begin, end) is not None
