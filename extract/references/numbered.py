"""Mentions that carry a number: type word, number, and the lists that share them.

One pass of the regular-expression engine looks for slashes that join a number to a symbol or a
year; everything else is read around such an anchor, within a bounded window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import ReferenceKind
from extract.references.codes import canonical, is_known, type_of_code
from extract.references.mention import Mention
from extract.references.numbers import (
    Number,
    Symbol,
    inverted_party,
    old_symbol,
    read_party_symbol,
    read_symbol,
    sole_symbol,
)
from extract.references.type_words import TypeWord, is_decoy, type_word

_ANCHOR = re.compile(r"/(?=[ \n]{0,2}(?:[A-Za-zĐđƯư]|\d{4}(?!\d|[ \n]{0,2}/)))")
_HEAD = re.compile(
    r"(?<![\d,/])(?<!\d[.:\-])(?P<serial>\d{1,6}[a-zA-Z]?|\d{1,3}\.\d{1,3}(?=/))"
    r"(?:[ \n]{0,2}/[ \n]{0,2}(?P<year>\d{4}))?[ \n]{0,2}\Z"
)
_PARTY_HEAD = re.compile(
    r"(?<![\d.,:/])(?P<serial>\d{1,5}[a-zA-Z]?)[ \n]{0,2}-[ \n]{0,2}(?P<type>[A-ZĐa-zđ]{1,6})[ ]?\Z"
)
_OLD_HEAD = re.compile(r"(?<![\d.,:/\-])(?P<serial>\d{1,5}) (?P<first>[A-ZĐ]{1,6})\Z")
# A letterhead leaves room for the number: "Số: 68      /QĐ-UBND".
_ROOMY = re.compile(r"S[ốỐ][ ]?:[ ]{0,6}(?P<serial>\d{1,5})[ ]{1,14}(?:/[ ]?(?P<year>\d{4}))?\Z")
_BLANK = re.compile(r"[Ss]ố ?:?[ \n.…_]{1,40}(?:/ ?(?:(?P<year>\d{4})|(?:20)?[.…_ ]{1,9}) ?)?\Z")
_OLD_DASH = re.compile(r"-[ ]?(?P<code>CP|TTg|HĐBT|TTG|CT)(?![\w/\-]| ?/)")

_GROUP = r"(?>[A-ZĐƯ](?:[A-ZĐƯ0-9&]|[rgh](?![a-zà-ỹđ])|y(?=Đ)|t(?=g\b)|\.(?=Ư))*)"
_JOIN = r"(?:[ ]?[-/]|[-/][ \n]{1,3})"
_ENDS = r"(?:(?![a-zà-ỹđ])|(?=ngày|của|và|về))"
_SYMBOL = re.compile(rf"[ \n]{{0,2}}(?P<symbol>{_GROUP}(?:{_JOIN}{_GROUP}{_ENDS}){{0,7}})")
# "TT - BLĐTBXH": blanks on both sides, read only behind a type and before a known code.
_WIDE = re.compile(rf"[ \n]{{0,2}}(?P<symbol>{_GROUP}[ ]?-[ \n]{{1,4}}{_GROUP}{_ENDS})")
_WIDE_JOINT = re.compile(
    rf"[ \n]{{0,2}}(?P<symbol>(?:NQLT|TTLT|KHLT|QCLT)(?:[ ]?-[ \n]{{1,4}}{_GROUP}{_ENDS}){{1,7}})"
)
# "Quyết định số 606/ĐT": a school's number with nothing but its unit, read only behind a type.
_UNIT = re.compile(r"[ \n]{0,2}(?P<symbol>[A-ZĐ]{2,6})(?![\w&/.]|[ ]?-)")
# "13/2020/TT BTC": the hyphen between a type and a known code was lost.
_LOST_HYPHEN = re.compile(rf"[ \n]{{0,2}}(?P<type>[A-ZĐ]{{2,4}}) (?P<rest>{_GROUP})(?![\w&/])")
_LOOSE = re.compile(
    r"[ \n]{0,2}(?P<symbol>[A-Za-zĐđƯư&]{1,14}"
    r"(?:(?: ?[-/]|[-/][ \n]{1,2})[A-Za-zĐđ&]{1,14}\d{0,2}){0,5}\d{0,2})"
)
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH|TVQH|HĐNN|CTN|UBVHXH|UBPLTP)\Z", re.IGNORECASE)
_OF_ASSEMBLY = re.compile(r"(?:QH|UBTVQH|TVQH|HĐNN)\d{1,2}\Z", re.IGNORECASE)
_LAST_TERM = 19  # terms of the National Assembly are far from it; more is a term and a mark

# A number that shares the symbol of the next: "131, 522/QĐ-TTg", "26 và 27/2020/TT-BGDĐT".
_SHARED = re.compile(
    r"(?<![\w/.\-])(?P<serial>\d{1,5}[a-zA-Z]?)(?:/(?P<year>\d{4}))?[ \n]{0,2}"
    r"(?:,|;|và|hoặc|đến|-|, và)[ \n]{1,2}(?:số[ \n]{1,2})?\Z"
)
_BETWEEN = re.compile(r"[ \n]{0,2}(?:,|;|và|hoặc|, và|; và)?[ \n]{0,2}(?:[Ss]ố[ \n:]{1,2})?")


def numbered_mentions(text: str) -> list[Mention]:
    """Mentions with a number in plain ``text``, in order; dates and issuers are not read yet."""
    found: list[Mention] = []
    last_end = 0
    for match in _ANCHOR.finditer(text):
        slash = match.start()
        if slash < last_end:
            continue
        mention = _at(text, slash, last_end)
        if mention is not None:
            found.extend(_sharing(text, mention, last_end))
            if mention.type is None and found:
                _inherit(text, found[-1], mention)
            found.append(mention)
            last_end = mention.end
    found.extend(_old(text))
    found.sort(key=lambda mention: mention.start)
    return found


def _inherit(text: str, last: Mention, mention: Mention) -> None:
    """Take the type of the number before in a list: "các Luật số 26/2012/QH13, 71/2014/QH13"."""
    between = text[last.end : mention.start]
    if len(between) < 12 and _BETWEEN.fullmatch(between):
        mention.type = last.type


def _at(text: str, slash: int, floor: int) -> Mention | None:
    before = text[slash - 1] if slash else "\n"
    if before.isalpha():
        if _DIGIT.search(text, max(floor, slash - 14), slash) is None:
            return None
    elif text[slash + 1 : slash + 3] in _WORDS:
        return None
    if before.isdigit() or before in " \n":
        head = _HEAD.search(text, max(floor, slash - 18), slash)
        if head is None:
            head = _ROOMY.search(text, max(floor, slash - 30), slash)
        if head is not None:
            return _slashed(text, slash, head)
        party = _PARTY_HEAD.search(text, max(floor, slash - 16), slash) if before == " " else None
        if party is not None:
            return _party(text, slash, party)
        return _blank(text, slash, floor)
    if before in "._…":
        return _blank(text, slash, floor)
    party = _PARTY_HEAD.search(text, max(floor, slash - 16), slash)
    if party is not None:
        return _party(text, slash, party)
    suffixed = _HEAD.search(text, max(floor, slash - 18), slash)
    if suffixed is not None:
        return _slashed(text, slash, suffixed)
    old = _OLD_HEAD.search(text, max(floor, slash - 13), slash)
    return None if old is None else _oldest(text, slash, old)


def _slashed(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    start = head.start()
    if text[slash + 1].isdigit() or (text[slash + 1].isspace() and text[slash + 2].isdigit()):
        return _serial_and_year(text, slash, head)
    read = _symbol_at(text, slash + 1)
    if read is None and head["year"] is None:
        unit = _UNIT.match(text, slash + 1)
        read = None if unit is None else (Symbol(unit["symbol"]), unit.end())
    if read is None:
        return None
    symbol, end = read
    serial = head["serial"]
    misread = _MISREAD.search(text, max(0, start - 5), start)
    if misread is not None:
        start, serial = misread.start(), misread.group()[:-1] + "0" + serial
    word = type_word(text, start)
    if (word is None or word.type is None) and is_decoy(text, start):
        return None
    if not _plausible(symbol, head, word):
        return None
    year = None if head["year"] is None else int(head["year"])
    if year is None:
        symbol = inverted_party(symbol) or symbol
    number = Number(serial, year, symbol)
    return _mention(start, end, number, word)


_MISREAD = re.compile(r"(?<!\w)\d{1,3}[Oo]\Z")  # a letter that scanning or typing made of a zero


def _plausible(symbol: Symbol, head: re.Match[str], word: TypeWord | None) -> bool:
    """Whether a symbol that no table knows still looks like a document's."""
    told = symbol.type_code is not None or symbol.unit is not None
    if symbol.known and told and (symbol.issuers or word is not None):
        return True
    if head["year"] is not None:
        return symbol.known or word is not None
    if word is not None:
        return symbol.known or word.type is not None
    return symbol.known and symbol.text in ("CP", "TTg")


def _symbol_at(text: str, position: int) -> tuple[Symbol, int] | None:
    match = _LOST_HYPHEN.match(text, position)
    if match is not None and is_known(match["rest"]) and canonical(match["type"]) in type_of_code():
        symbol = read_symbol(f"{match['type']}-{match['rest']}")
        if symbol is not None:
            return symbol, match.end()
    match = _SYMBOL.match(text, position)
    if match is not None:
        end = match.end()
        following = text[end : end + 1]
        if not following.isalpha() or (following.islower() and _ends_known(match["symbol"])):
            printed, end = _without_footnote(text, match["symbol"], end)
            symbol = read_symbol(printed)
            if symbol is not None and (symbol.known or not _goes_on(text, end)):
                return _untorn(text, printed, end) or _with_unit(text, position, symbol, end)
    match = _WIDE_JOINT.match(text, position) or _WIDE.match(text, position)
    if match is not None and (match.re is _WIDE_JOINT or _ends_known(match["symbol"])):
        symbol = read_symbol(match["symbol"])
        if symbol is not None and symbol.type_code is not None:
            return symbol, match.end()
    match = _LOOSE.match(text, position)
    if match is None or text[match.end() : match.end() + 1].isalpha():
        return None
    printed, end = _without_footnote(text, match["symbol"], match.end())
    groups = [group for group in re.split(r"[-/]", "".join(printed.split())) if group]
    if len(groups) < 2 and not _OF_ASSEMBLY.match(groups[0]):
        return None
    if not all(is_known(group) or _OF_ASSEMBLY.match(group) for group in groups[:2]):
        return None
    symbol = read_symbol(printed)
    return None if symbol is None else (symbol, end)


def _with_unit(text: str, position: int, symbol: Symbol, end: int) -> tuple[Symbol, int]:
    """The symbol of a letter with the unit that stands behind a dash with blanks on both sides:
    "1234/SGDĐT - GDTrH"."""
    if symbol.type_code is None and symbol.unit is None and symbol.issuers:
        match = _WIDE.match(text, position)
        wide = None if match is None else read_symbol(match["symbol"])
        if match is not None and wide is not None and wide.unit is not None and wide.known:
            return wide, match.end()
    return symbol, end


_DIGIT = re.compile(r"\d")
_WORDS = frozenset(["Ng", "ng", "th", "nă", "lầ", "bu", "hộ", "tr", "kg", "ha", "m2", "lớ"])
_REST = re.compile(r" (?P<rest>[A-ZĐ]{1,5})(?![\w&/])")


def _untorn(text: str, printed: str, end: int) -> tuple[Symbol, int] | None:
    """A symbol whose last code was torn by a blank: ``QĐ-BGD ĐT``."""
    rest = _REST.match(text, end)
    if rest is None:
        return None
    last = re.split(r"[-/ \n]", printed)[-1]
    if not is_known(last + rest["rest"]) or is_known(rest["rest"]):
        return None
    symbol = read_symbol(printed + rest["rest"])
    return None if symbol is None else (symbol, rest.end())


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()


def _ends_known(symbol: str) -> bool:
    return is_known(re.split(r"[-/ \n]+", symbol)[-1])


_LETTER = re.compile(r"[A-ZĐ&]{4,10}-[A-ZĐa-z]{1,6}\d\Z")  # an issuer and a numbered unit: UBND-VX2


def _without_footnote(text: str, printed: str, end: int) -> tuple[str, int]:
    """Cut the mark of a footnote off a symbol: ``NĐ-CP4``; the term of an assembly stays.

    A unit of a letter has a number where the day follows: no note is marked in front of that.
    """
    letters = printed.rstrip("0123456789")
    digits = printed[len(letters) :]
    if not digits or (_LETTER.match(printed) and text.startswith(" ngày ", end)):
        return printed, end
    kept = 0
    if letters.endswith("BCĐ") and len(digits) > 1:  # a steering committee has a number: "BCĐ138"
        kept = len(digits)
    if _ASSEMBLY.search(letters):
        kept = 2 if len(digits) > 1 and int(digits[:2]) <= _LAST_TERM else 1
    return letters + digits[:kept], end - len(digits) + kept


def _mention(
    start: int, end: int, number: Number, word: TypeWord | None, rule: str = "number"
) -> Mention:
    kind = number.type if word is None or word.type is None else word.type
    begin = start if word is None else word.start
    return Mention(begin, end, ReferenceKind.NUMBERED, rule, kind, number, start)


def _serial_and_year(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    """``NĐ 81/2021``: serial and year behind a type word, without a symbol."""
    if head["year"] is not None:
        return None
    word = type_word(text, head.start())
    if word is None or word.type is None or not head["serial"].isdigit():
        return None
    end = slash + 1
    while text[end].isspace():
        end += 1
    year = int(text[end : end + 4])
    if not 1945 <= year <= 2100:
        return None
    end += 4
    read = _symbol_at(text, end) if text[end : end + 1].isupper() else None
    if read is not None and read[0].type_code is not None:  # the slash was lost: 127/2007NĐ-CP
        symbol, end = read
    else:
        symbol = sole_symbol(word.type, dated=True)
    number = Number(head["serial"], year, symbol)
    return _mention(head.start(), end, number, word, "serial_and_year")


def _party(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    match = _SYMBOL.match(text, slash + 1) or _LOOSE.match(text, slash + 1)
    if match is None or is_decoy(text, head.start()):
        return None
    end = match.end()
    if text[end : end + 1].isalpha() and not _ends_known(match["symbol"]):
        return None
    printed, end = _without_footnote(text, match["symbol"], end)
    symbol = read_party_symbol(head["type"], printed)
    if symbol is None:
        return None
    word = type_word(text, head.start())
    if not symbol.known and (word is None or word.type is None):
        return None
    number = Number(head["serial"], None, symbol)
    return _mention(head.start(), end, number, word)


def _oldest(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    """``64 TC/TCT``: a ministry's number before 1990; only behind a type word."""
    word = type_word(text, head.start())
    match = _SYMBOL.match(text, slash + 1)
    if word is None or word.type is None or match is None:
        return None
    if text[match.end() : match.end() + 1].isalpha():
        return None
    symbol = Symbol(f"{head['first']}/{match['symbol']}", None, (head["first"],), joint=" ")
    return _mention(head.start(), match.end(), Number(head["serial"], None, symbol), word)


def _blank(text: str, slash: int, floor: int) -> Mention | None:
    """``Số:      /KH-SGDĐT``: the serial is not written yet, and stays unknown."""
    blank = _BLANK.search(text, max(floor, slash - 50), slash)
    read = _symbol_at(text, slash + 1)
    if blank is None or read is None or is_decoy(text, blank.start()):
        return None
    symbol, end = read
    if not symbol.issuers or not symbol.known:
        return None
    year = None if blank["year"] is None else int(blank["year"])
    number = Number("", year, symbol)
    word = type_word(text, blank.start() + 2)
    lettered = symbol.unit is not None and text.startswith(("Số:", "Số :"), blank.start())
    if symbol.type_code is None and not lettered and (word is None or word.type is None):
        return None
    return _mention(blank.start(), end, number, word, "blank_number")


def _old(text: str) -> Iterator[Mention]:
    """``05-CP``, ``120-TTg``: the government until 1996."""
    for match in _OLD_DASH.finditer(text):
        head = _HEAD.search(text, max(0, match.start() - 8), match.start())
        if head is None or head["year"] is not None:
            continue
        word = type_word(text, head.start())
        if word is None:
            continue
        number = Number(head["serial"], None, old_symbol(match["code"]))
        yield Mention(
            word.start,
            match.end(),
            ReferenceKind.NUMBERED,
            "old_number",
            word.type,
            number,
            head.start(),
        )


def _sharing(text: str, mention: Mention, floor: int) -> list[Mention]:
    """Numbers before ``mention`` that share its symbol; none unless a type word opens the list."""
    number = mention.number
    if number is None or mention.start != mention.number_start:
        return []
    items: list[tuple[re.Match[str], int | None]] = []
    position = mention.number_start
    while len(items) < 30:
        match = _SHARED.search(text, max(floor, position - 24), position)
        if match is None:
            return []
        year = number.year if match["year"] is None else int(match["year"])
        items.append((match, year))
        position = match.start()
        word = type_word(text, position)
        if word is not None:
            if word.type is None:
                return []
            break
    else:
        return []
    mention.type = mention.type or word.type
    sharing = []
    for match, year in reversed(items):
        start, end = match.start("serial"), match.end("year" if match["year"] else "serial")
        begin = word.start if start == position else start
        sharing.append(
            Mention(
                begin,
                end,
                ReferenceKind.NUMBERED,
                "shared_symbol",
                mention.type,
                Number(match["serial"], year, number.symbol),
                start,
            )
        )
    return sharing
