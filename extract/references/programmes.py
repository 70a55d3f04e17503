"""Programmes, schemes, projects and strategies called by name (chương trình, đề án, dự án …).

They are a kind of their own: a programme is approved by an instrument, it is none itself. Its title
stands in quotes, or it is one of the table, or the word for its kind has a capital and what follows
is the name of one thing. Such a name goes as far as the years it is for; without years to a word
that no name goes over. The words are in ``data/programmes.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.letters import fold
from extract.model import ReferenceKind
from extract.references.codes import PACKAGE, longest_first
from extract.references.letters import spaced
from extract.references.mention import Mention
from extract.references.numbers import Number

# "Kế hoạch dạy học năm học 2023-2024" is no name.
_YEARS = (
    r"(?:(?:giai đoạn|thời kỳ) |(?<!học\s))\d{4}\s?-\s?\d{4}"
    r"|(?:đến|tới|vào) (?:năm )?\d{4}"
)
_OUTLOOK = r"(?:(?:,| và)? (?:tầm nhìn|định hướng)(?: đến)?(?: năm)? \d{4})?"
_PERIOD = rf"(?:,? (?:{_YEARS}){_OUTLOOK})?"
# One literal each, so that the engine can skip to it.
_STARTS = tuple(
    re.compile(spaced(pattern))
    for pattern in (
        *("Chương trình (?=\\w)", "chương trình (?=\\w)", "Chiến lược (?=\\w)"),
        *("Đề án (?=\\w)", "Dự án (?=\\w)", "Kế hoạch (?=ph)", "CT(?=(?: )?GDPT)"),
    )
)
_OPENINGS = (re.compile("“"), re.compile('"'))
_TITLE = re.compile(r"[“\"](?P<title>[^“”\"\n]{4,300})[”\"]")
_REACH = 240
# A sentence, a parenthesis, a cell, a paragraph ends; a number begins; years may begin a line.
_LIMIT = re.compile(
    r"[.;:()\[\]“”\"|…]|\ssố[ \n]{1,3}\d|\d/|\n(?![ ]?[a-zà-ỹđ])(?<!đoạn\n)(?<!đoạn \n)"
    r"(?<!kỳ\n)(?<!kỳ \n)(?<!năm\n)(?<!năm \n)(?<!-\n)(?<!- \n)"
)
_BY_NUMBER = re.compile(r"(?P<so>số[ \n]{1,2})?(?P<serial>\d{2,4})(?![\w/]|[.,-]\d|[ ]?-[A-ZĐ])")
_WORD = re.compile(r"[^\s,;.:()]+")
_FEWEST = 3  # words of a name in small letters
# What the document itself issues, and a short name that it announces.
_OWN = re.compile(
    spaced(r"(?:này|(?:\A|\n)Điều 1\. ?(?:Ban hành|Phê duyệt)|(?:gọi|tắt|chung) là) \Z")
)


@cache
def _data() -> Any:
    return read_yaml(PACKAGE, "data/programmes.yaml")


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in _data()["programmes"]:
        for spelling in (entry["name"], *entry.get("also", ())):
            names[_key(spelling)] = entry["name"]
    return names


def _key(name: str) -> str:
    return fold(" ".join(name.split()))


@cache
def _known() -> re.Pattern[str]:
    words = longest_first(
        spelling
        for entry in _data()["programmes"]
        for spelling in (entry["name"], *entry.get("also", ()))
    )
    names = "|".join(
        re.escape(word)
        .replace(r"\ \-\ ", r"\s?-\s?")
        .replace(r"\ ", " ")
        .replace("giáo", "[Gg]iáo")
        for word in words
    )
    return re.compile(spaced(rf"(?P<name>{names})(?!\w){_PERIOD}"))


@cache
def _kind() -> re.Pattern[str]:
    kinds = "|".join(longest_first(_data()["kinds"]))
    return re.compile(spaced(rf"(?<!\w)(?P<kind>{kinds}) \Z"))


def _words(name: str) -> str:
    return "|".join(word.replace(" ", r"[ \n]{1,3}") for word in longest_first(_data()[name]))


@cache
def _dated_end() -> re.Pattern[str]:
    """The years a name goes up to, or a word before them that no name goes over."""
    return re.compile(
        spaced(rf"(?P<years>(?:,? |\()(?:{_YEARS}){_OUTLOOK})(?!\d)")
        + r"|(?P<year>[ \n]{1,3}năm[ \n]{1,3}\d{4})(?![\w/]|[ ]?-[ ]?\d)"
        + rf"|\s(?:{_words('always')})(?!\w)"
    )


@cache
def _end() -> re.Pattern[str]:
    words = f"{_words('always')}|{_words('undated')}"
    return re.compile(rf"[ \n](?:{words})(?!\w)|(?P<comma>,)")


@cache
def _stops() -> frozenset[str]:
    """The single words that end names, and so begin none."""
    return frozenset(word for word in (*_data()["always"], *_data()["undated"]) if " " not in word)


@cache
def _openers() -> frozenset[str]:
    return _stops().union(_data()["openers"])


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('several')})[ \n]{{1,3}}\Z", re.IGNORECASE)


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(rf"[ \n](?:{_words('carrying')})\Z")


@cache
def _governed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('governing')})[ \n]{{1,3}}\Z", re.IGNORECASE)


def programme_mentions(text: str) -> list[Mention]:
    """Programmes in plain ``text``: quoted titles, names of the table, names by their shape."""
    return [*_quoted(text), *_named(text)]


def _quoted(text: str) -> Iterable[Mention]:
    for opening in (quote for pattern in _OPENINGS for quote in pattern.finditer(text)):
        kind = _kind().search(text, max(0, opening.start() - 34), opening.start())
        title = None if kind is None else _TITLE.match(text, opening.start())
        if kind is None or title is None:
            continue
        mention = Mention(kind.start(), title.end(), ReferenceKind.PROGRAMME, "quoted_programme")
        word = " ".join(kind["kind"].split())
        mention.type = word[0].upper() + word[1:]
        mention.name = " ".join(title["title"].split())
        yield mention


def _named(text: str) -> Iterable[Mention]:
    """Names of the table and by shape; what may be a name must be one for sure elsewhere."""
    found: list[Mention] = []
    doubtful: list[Mention] = []
    for anchor in (anchor for pattern in _STARTS for anchor in pattern.finditer(text)):
        known = _of_table(text, anchor.start())
        if known is not None:
            found.append(known)
        read = _read(text, anchor.start(), anchor.end())
        if read is not None:
            mention, sure = read
            (found if sure else doubtful).append(mention)
    beginnings = {_beginning(mention) for mention in found}
    found.extend(mention for mention in doubtful if _beginning(mention) in beginnings)
    return found


def _of_table(text: str, start: int) -> Mention | None:
    match = _known().match(text, start)
    if match is None:
        return None
    mention = Mention(start, match.end(), ReferenceKind.PROGRAMME, "known_programme")
    mention.name = _by_name()[_key(match["name"])]
    mention.type = " ".join(mention.name.split()[:2])
    return mention


def _beginning(mention: Mention) -> str:
    return fold(" ".join((mention.name or "").split()[: _FEWEST + 2]))


def _read(text: str, start: int, after: int) -> tuple[Mention, bool] | None:
    """The programme whose kind begins at ``start``, and whether that it is one is sure."""
    kind = " ".join(text[start:after].split())
    if kind not in _data()["named"]:
        return None
    if start and (text[start - 1].isalnum() or text[start - 1] in "-/"):
        return None
    if text.endswith(("Viện ", "Vụ ", "Cục ", "Phòng ", "Khoa "), 0, start):
        return None  # "Viện Chiến lược …" is an office
    before = max(0, start - 24)
    if _several().search(text, before, start) or _OWN.search(text, before, start):
        return None
    number = _BY_NUMBER.match(text, after)
    if number is not None:
        if kind not in ("Đề án", "Chương trình"):
            return None
        mention = _mention(text, start, number.end(), kind)
        if number["so"]:  # "Đề án số 08"
            mention.kind, mention.rule = ReferenceKind.NUMBERED, "bare_number"
            mention.number, mention.name = Number(number["serial"]), None
            mention.number_start = number.start("serial")
        return mention, True
    first = _WORD.match(text, after)
    if first is None or not first.group()[0].isalpha() or _begins_class(first.group()):
        return None
    limit = min(len(text), after + _REACH)
    stop = _LIMIT.search(text, after, limit)
    limit = limit if stop is None else stop.start()
    capital = first.group()[0].isupper()
    dated = _dated_end().search(text, first.end(), limit)
    if dated is not None and dated["years"]:
        end, name = dated.end(), text[after : dated.start()]
        sure = True
    else:
        end = _undated_end(text, first.end(), limit)
        name = text[after:end]
        if dated is not None and dated["year"] and end >= dated.start():
            end, name = dated.end(), text[after : dated.start()]
        if not capital and (len(text[after:end].split()) < _FEWEST or _is_class(kind, name)):
            return None
        by_year = dated is not None and dated["year"] is not None and end == dated.end()
        sure = capital or by_year or _governed().search(text, before, start) is not None
        if kind == "Chiến lược":
            sure = sure or text[max(0, start - 4) : start].rstrip(" ")[-1:].isalpha()
    words = " ".join(name.lower().split())
    if words in _data()["alone"] or (" " not in words and name.isupper()):
        return None
    return _mention(text, start, end, kind), sure


def _begins_class(word: str) -> bool:
    return word in _data()["not_names"] or word.lower() in _stops()


def _is_class(kind: str, name: str) -> bool:
    words = " ".join(_WORD.findall(name.lower())[:2])
    return any(words == head or words.startswith(f"{head} ") for head in _data()["named"][kind])


def _undated_end(text: str, after: int, limit: int) -> int:
    """Where a name without years ends: a word that no name goes over, or a comma behind which no
    short rest of a list stands ("phòng, chống …", "nhà tạm, nhà dột nát")."""
    position = after
    while True:
        stop = _end().search(text, position, limit)
        if stop is None:
            return _trimmed(text, after, limit)
        if stop["comma"] is None:
            if not _carried().search(text, max(after - 9, stop.start() - 9), stop.start()):
                return _trimmed(text, after, stop.start())
            position = stop.end()
            continue
        following = _WORD.match(text, stop.end() + 1, limit)
        if following is None or following.group() in _openers():
            return stop.start()
        rest = _end().search(text, following.start(), limit)
        segment = text[following.start() : limit if rest is None else rest.start()].split()
        if not segment or len(segment) > (_MOST_LISTED if "và" in segment else _MOST_BEHIND_COMMA):
            return stop.start()
        position = following.end()


_MOST_BEHIND_COMMA = 5
_MOST_LISTED = 9


def _trimmed(text: str, after: int, end: int) -> int:
    """``end`` without blanks and a conjunction that leads to something else."""
    name = text[after:end].rstrip(" \n,-")
    return after + len(name.removesuffix(" và các").removesuffix(" và").rstrip())


def _mention(text: str, start: int, end: int, kind: str) -> Mention:
    mention = Mention(start, end, ReferenceKind.PROGRAMME, "named_programme", kind)
    mention.name = " ".join(text[start:end].split())
    return mention


@cache
def instrument_of_programme() -> dict[str, str]:
    """Number of the instrument that issued a programme, by the programme's name."""
    return {
        entry["name"]: entry["instrument"]
        for entry in _data()["programmes"]
        if "instrument" in entry
    }
