"""Mentions that carry a number: type word, number, and the lists that share them.

One pass of the regular-expression engine looks for slashes that join a number to a symbol or a
year; everything else is read around such an anchor, within a bounded window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import ReferenceKind
from extract.references.mention import Mention
from extract.references.numbers import (
    Number,
    Symbol,
    inverted_party,
    old_symbol,
    sole_symbol,
)
from extract.references.symbols import codes_at, party_symbol_at, symbol_at, unit_at
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
    read = symbol_at(text, slash + 1)
    if read is None and head["year"] is None:
        read = unit_at(text, slash + 1)
    if read is None:
        return None
    symbol, end = read
    serial = head["serial"]
    torn = _TORN_SERIAL.search(text, max(0, start - 6), start) if len(serial) > 1 else None
    if torn is not None:
        start, serial = torn.start("first"), torn["first"] + serial
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


_TORN_SERIAL = re.compile(r"[Ss]ố (?P<first>\d) \Z")  # "số 1 466/QĐ-UBND" as a scan was read
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


_DIGIT = re.compile(r"\d")
_WORDS = frozenset(["Ng", "ng", "th", "nă", "lầ", "bu", "hộ", "tr", "kg", "ha", "m2", "lớ"])


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
    read = symbol_at(text, end) if text[end : end + 1].isupper() else None
    if read is not None and read[0].type_code is not None:  # the slash was lost: 127/2007NĐ-CP
        symbol, end = read
    else:
        symbol = sole_symbol(word.type, dated=True)
    number = Number(head["serial"], year, symbol)
    return _mention(head.start(), end, number, word, "serial_and_year")


def _party(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    read = party_symbol_at(text, slash + 1, head["type"])
    if read is None or is_decoy(text, head.start()):
        return None
    symbol, end = read
    word = type_word(text, head.start())
    if not symbol.known and (word is None or word.type is None):
        return None
    number = Number(head["serial"], None, symbol)
    return _mention(head.start(), end, number, word)


def _oldest(text: str, slash: int, head: re.Match[str]) -> Mention | None:
    """``64 TC/TCT``: a ministry's number before 1990; only behind a type word."""
    word = type_word(text, head.start())
    codes = codes_at(text, slash + 1)
    if word is None or word.type is None or codes is None:
        return None
    printed, end = codes
    symbol = Symbol(f"{head['first']}/{printed}", None, (head["first"],), joint=" ")
    return _mention(head.start(), end, Number(head["serial"], None, symbol), word)


def _blank(text: str, slash: int, floor: int) -> Mention | None:
    """``Số:      /KH-SGDĐT``: the serial is not written yet, and stays unknown."""
    blank = _BLANK.search(text, max(floor, slash - 50), slash)
    read = symbol_at(text, slash + 1)
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
