"""Laws, codes, ordinances and constitutions called by their names.

A name from ``data/laws.yaml`` is found in whatever case and however it is broken over lines; one
that is not there is read by its shape. An amending law contains the names of the laws it amends,
and they belong to its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.letters import fold
from extract.model import ReferenceKind
from extract.references.codes import PACKAGE
from extract.references.letters import by_first_word, lettered, spaced
from extract.references.mention import Mention

# One literal each, so that the engine can skip to it.
_ANCHORS = tuple(
    re.compile(spaced(word) + r"[ \n]{1,3}(?=[^\W\d_])(?!này|số|sư|gia|và|được|của)")
    for word in ("Luật", "luật", "LUẬT", "Luat", "Pháp lệnh", "PHÁP LỆNH")
)
_ANCHOR = re.compile(spaced("(?:[Bb]ộ [Ll]uật|[Ll]uật|Pháp lệnh) "))
_CODE = re.compile(spaced("(?:[Bb]ộ|BỘ|Bo) ") + r"\Z")
_CONSTITUTION = re.compile(
    spaced(
        "Hiến pháp(?: nước (?:Cộng h(?:òa|oà) xã hội chủ nghĩa|CHXHCN) Việt Nam)?"
        r"(?:,? (?:năm )?(?P<year>(?:19|20)\d\d))?(?!\w)"
    )
)
_AMENDING = re.compile(
    spaced(
        r"sửa đổi(?:,? (?:và )?bổ sung)? "
        r"(?:(?:một s[ốô] |các |khoản \d{1,2} )?(?:đi[ềê]u|nội dung)"
        r"(?: \d{1,3}[a-z]?(?:(?:,| và) (?:điều )?\d{1,3}[a-z]?){0,6})? "
        r"(?:(?:và phụ lục|có liên quan)(?: [^\W\d_]{1,7}){0,12}? )??)?"
        r"(?:của )?(?:các |\d{1,2} )?(?=bộ luật|luật|pháp lệnh)"
    ),
    re.IGNORECASE,
)
# "Luật sửa đổi … của các Luật về thuế": several laws under one name. It goes over a comma where a
# number or a day follows, over "và" where no other paper does.
_LAWS_ABOUT = re.compile(
    spaced(
        r"[Ll]uật (?:về|có liên quan đến|liên quan đến|trong lĩnh vực)(?:"
        r"(?:,? (?!(?:được|đã|theo|quy) )[a-zà-ỹđ]{1,7}){1,16}?(?= (?:số|ngày) \d)"
        r"|(?: (?!và (?:các|những|quy|pháp|văn|hướng|sửa|bãi) )[^\W\d_]{1,7}){1,8}?"
        r"(?=,? (?:năm |ngày |số |và (?:(?:các|những|quy|pháp|văn|hướng|sửa|bãi) |[A-ZĐ])|được "
        r"|đã |quy định |gồm |trừ )|[,.;:)]|\s*\n|\Z))"
    )
)
_MORE = re.compile(spaced(r"(?:,| và|, và) (?=Luật|Bộ luật|Pháp lệnh)"))
_YEAR = re.compile(
    spaced(
        r"(?: \(?sửa đổi(?:, bổ sung)?\)?)?,? (?:n[ăa]m )?"
        r"(?P<year>(?:19|20)\d\d)(?![\w/]|\s?-\s?\d)"
    )
)
_LINE_START = re.compile(r"(?:\A|\n) {0,6}\Z")
_WORD = re.compile(r"[^\s,;.:()\[\]\"“”'…/|]+")
_REACH = 150
_FACULTY = ("học ", "Khoa ", "khoa ", "Trường ", "ngành ", "học\n")


@dataclass(frozen=True, slots=True)
class Law:
    """A law of the table: its name and, where known, number -> date of passing."""

    name: str
    numbers: tuple[tuple[str, str | None], ...] = ()


@cache
def _data() -> Any:
    return read_yaml(PACKAGE, "data/laws.yaml")


def name_key(name: str) -> str:
    """A name for comparing: folded words without punctuation."""
    return " ".join(_WORD.findall(fold(name)))


@cache
def laws() -> dict[str, Law]:
    """The laws of the table by the key of their names, amending laws included."""
    known: dict[str, Law] = {}
    for name, numbers in _data()["laws"].items():
        pairs = tuple(
            (number, None if day is None else str(day)) for number, day in numbers.items()
        )
        known[name_key(name)] = Law(name, pairs)
    for short, name in _data()["short"].items():
        known[name_key(short)] = known[name_key(name)]
    for entry in _data()["amending"]:
        law = Law(entry["name"], ((entry["number"], str(entry["date"])),))
        known[name_key(entry["name"])] = law
    return known


@cache
def _spelled() -> dict[str, str]:
    """How the names of the table and their short forms are written, by their keys."""
    return {
        name_key(name): name for name in (*(law.name for law in laws().values()), *_data()["short"])
    }


@cache
def _longest_by_start() -> dict[str, int]:
    """How many words the longest name has that begins with these two words."""
    longest: dict[str, int] = {}
    for key in laws():
        words = key.split()
        kind = 2 if words[0] in ("bo", "phap") else 1
        if len(words) > kind:
            start = " ".join(words[: kind + 1])
            longest[start] = max(longest.get(start, 0), len(words))
    return longest


@cache
def _stops() -> frozenset[str]:
    return frozenset(_data()["stop_words"])


def law_mentions(text: str) -> list[Mention]:
    """Mentions of laws by name in plain ``text``, in order, none inside another."""
    found: list[Mention] = []
    position = 0
    for start, after in _anchors(text):
        if start < position or not _may_cite(text, start):
            continue
        mention = _law_at(text, start, after)
        if mention is not None:
            found.append(mention)
            position = mention.end
    for match in _CONSTITUTION.finditer(text):
        year = match["year"]
        mention = Mention(
            match.start(), match.end(), ReferenceKind.NAMED, "constitution", "Hiến pháp"
        )
        mention.name = "Hiến pháp" if year is None else f"Hiến pháp {year}"
        mention.issuer = "Quốc hội"
        found.append(mention)
    found.sort(key=lambda mention: mention.start)
    return found


def _anchors(text: str) -> list[tuple[int, int]]:
    """Where words for a law begin and where the name behind them begins, in order."""
    anchors = []
    for pattern in _ANCHORS:
        for match in pattern.finditer(text):
            code = _CODE.search(text, max(0, match.start() - 5), match.start())
            anchors.append((match.start() if code is None else code.start(), match.end()))
    anchors.sort()
    return anchors


def _may_cite(text: str, start: int) -> bool:
    """Not inside a word, not a title line in capitals, not a faculty ("Trường Đại học Luật …")."""
    if start and text[start - 1].isalpha():
        return False
    if text[start + 1].isupper() and _LINE_START.search(text, max(0, start - 8), start):
        return False
    return not text.endswith(_FACULTY, max(0, start - 8), start)


def _law_at(text: str, start: int, after: int) -> Mention | None:
    if text[start].islower() and not text[after].isupper():
        return None
    amending = _AMENDING.match(text, after)
    if amending is not None:
        end = _amended(text, amending.end())
        rule = "amending_law"
        if end is None:
            return None
    else:
        read = _name_end(text, start, after)
        if read is None:
            return None
        end, rule = read
    kind = _kind(text[start:after])
    mention = Mention(start, end, ReferenceKind.NAMED, rule, kind)
    name = " ".join(text[start:end].split())
    known = laws().get(name_key(name))
    mention.name = name if known is None else known.name
    mention.issuer = "Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội"
    year = _YEAR.match(text, end)
    if year is not None:
        mention.end, mention.name = year.end(), f"{mention.name} {year['year']}"
    return mention


def _kind(word: str) -> str:
    folded = fold(word).split()
    return {"bo": "Bộ luật", "phap": "Pháp lệnh"}.get(folded[0], "Luật")


_INNER_NUMBER = re.compile(spaced(r"(?: số)? (?P<number>\d{1,3}/\d{4}/QH\d{1,2})(?!\d)"))


def _is_of(text: str, start: int, end: int, number: re.Match[str]) -> bool:
    """Whether a number behind the last of the amended laws is that law's, not the amending one's:
    it is in the table, or more laws follow."""
    law = laws().get(name_key(text[start:end]))
    known = law is not None and number["number"] in dict(law.numbers)
    return known or _MORE.match(text, number.end()) is not None


def _amended(text: str, position: int) -> int | None:
    """Where the list of laws that an amending law names ends; None when it names none."""
    about = _LAWS_ABOUT.match(text, position)
    end = None if about is None else about.end()
    for _ in range(30):
        anchor = _ANCHOR.match(text, position)
        if anchor is None:
            break
        read = _name_end(text, anchor.start(), anchor.end())
        if read is None:
            break
        end = read[0]
        number = _INNER_NUMBER.match(text, end)
        if number is not None and _is_of(text, anchor.start(), end, number):
            end = number.end()
        more = _MORE.match(text, end)
        if more is None or text[end] == ";":
            break
        position = more.end()
    return end


@cache
def _as_written() -> re.Pattern[str]:
    """The names of the table in the letters they have there, without the word for their kind."""
    names = {re.sub(r"\A(?:Bộ luật|Luật|Pháp lệnh) ", "", law.name) for law in laws().values()}
    return re.compile(rf"(?:{by_first_word(names)})(?!\w)")


def _name_end(text: str, start: int, after: int) -> tuple[int, str] | None:
    """Where the name of the law that begins at ``start`` ends, and the rule that says so."""
    written = _as_written().match(text, after)
    if written is not None:
        name = " ".join(text[start : written.end()].split())
        if name in _names() and not _goes_on(text, name, written.end()):
            return written.end(), "law"
    limit = min(len(text), after + _REACH)
    key: list[str] = fold(text[start:after]).split()
    kinds = len(key)
    best: int | None = None
    longest = 0
    for match in _WORD.finditer(text, after, limit):
        if match.start() - after > 1 and _breaks(text, after, match.start(), len(key) - kinds):
            break
        word = fold(match.group())
        key.append(word.rstrip("0123456789") if word[-1].isdigit() else word)  # footnote marks
        if len(key) == kinds + 1:
            longest = _longest_by_start().get(" ".join(key), 0)
            if not longest:
                break
        if len(key) > longest:
            break
        law = laws().get(" ".join(key))
        if law is not None and _same_letters(text[start : match.end()], _spelled()[" ".join(key)]):
            best = match.end() - (len(word) - len(key[-1]))
        after = match.end()
    if best is not None:
        return best, "law"
    first = text[start : start + 1]
    return (
        _shaped(text, start, limit, kinds)
        if first.isupper() and not text[start + 1].isupper()
        else None
    )


@cache
def _following() -> dict[str, frozenset[str]]:
    """For the key of a name, the words by which longer names of the table go on."""
    keys = list(laws())
    following: dict[str, set[str]] = {}
    for key in keys:
        words = key.split()
        for length in range(2, len(words)):
            shorter = " ".join(words[:length])
            if shorter in laws():
                following.setdefault(shorter, set()).add(words[length])
    return {key: frozenset(words) for key, words in following.items()}


def _goes_on(text: str, name: str, end: int) -> bool:
    """Whether a longer name of the table may stand here in other capitals."""
    words = _following().get(name_key(name))
    following = None if words is None else _WORD.search(text, end, end + 14)
    return following is not None and words is not None and fold(following.group()) in words


@cache
def _names() -> frozenset[str]:
    return frozenset(law.name for law in laws().values())


def _same_letters(printed: str, name: str) -> bool:
    """Whether a text writes the marks of a name, or no marks at all ("Luat Giao duc")."""
    if printed.isascii():
        return True
    words = [lettered(word.rstrip("0123456789")) for word in _WORD.findall(printed)]
    return words == _letters_of(name)


@cache
def _letters_of(name: str) -> list[tuple[str, ...]]:
    return [lettered(word) for word in _WORD.findall(name)]


def _breaks(text: str, begin: int, end: int, words: int) -> bool:
    """Whether what stands between two words ends a name; comma, blank, one line break do not."""
    between = text[begin:end]
    return words > 0 and (between.strip() not in ("", ",", "/") or between.count("\n") > 1)


def _shaped(text: str, start: int, limit: int, kinds: int) -> tuple[int, str] | None:
    """A name outside the table: a capital, then words up to a stop word or punctuation."""
    words = list(_WORD.finditer(text, start, limit))
    if len(words) <= kinds or not text[words[kinds].start()].isupper():
        return None
    alone = "\n" in text[words[kinds - 1].end() : words[kinds].start()]
    if alone and text[start - 1 : start] in ("", "\n", "|"):
        return None  # a line or a cell that holds only the word for the kind
    end = None
    for index in range(kinds, min(len(words), kinds + 14)):
        match = words[index]
        between = text[words[index - 1].end() : match.start()]
        listed = between.strip() == "," and match.group() == "chống"
        if index > kinds and not listed and (between.strip() or between.count("\n") > 1):
            if index == kinds + 1 and "\n\n" in between.replace(" ", ""):
                return None  # one word before a page break says too little
            break
        word = match.group()
        following = words[index + 1].group() if index + 1 < len(words) else ""
        if index > kinds and (
            word.lower() in _stops() or f"{word} {following}".lower() in _stops()
        ):
            break
        if (
            index > kinds
            and word == "và"
            and (not following or following[0].isupper() or following in _stops())
        ):
            break
        if word[0].isdigit():
            break
        end = match.end()
    if end is None or text[words[kinds].start() : end].split()[0].lower() in _NOT_NAMES:
        return None
    return end, "law_by_shape"


_NOT_NAMES = frozenset(["sư", "này", "số", "gia", "sửa", "các", "và", "pháp", "về"])


_NAME_AND_YEAR = re.compile(r"(?P<name>.*\D) (?P<year>\d{4})\Z", re.DOTALL)


def numbers_meant(name: str, date: str | None) -> tuple[str, ...]:
    """Numbers of the laws that a name can mean, newest first.

    The year at the end of ``name`` ("Luật Giáo dục 2019") or the day of passing ``date`` (EDTF)
    choose among them.
    """
    year = None
    match = _NAME_AND_YEAR.match(name)
    if match is not None:
        name, year = match["name"], match["year"]
    law = laws().get(name_key(name))
    if law is None:
        return ()
    if date is not None and len(date) == 10:
        return tuple(number for number, day in law.numbers if day == date)
    year = date or year
    return tuple(number for number, _ in law.numbers if year is None or f"/{year}/" in number)
