"""What stands behind the slash of a number: its symbol, read as far as it goes in the text.

However it was printed: torn by blanks and line ends, in small letters, with the mark of a footnote.
"""

from __future__ import annotations

import re

from extract.references.codes import canonical, is_known, type_of_code
from extract.references.numbers import Symbol, read_party_symbol, read_symbol

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


def symbol_at(text: str, position: int) -> tuple[Symbol, int] | None:
    """The symbol at ``position`` of plain ``text``, behind a slash, and where it ends."""
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


def unit_at(text: str, position: int) -> tuple[Symbol, int] | None:
    """A symbol of nothing but a school's unit, "606/ĐT": to be read only behind a type."""
    unit = _UNIT.match(text, position)
    return None if unit is None else (Symbol(unit["symbol"]), unit.end())


def party_symbol_at(text: str, position: int, type_: str) -> tuple[Symbol, int] | None:
    """A symbol of the Party whose ``type_`` stood before the slash: "CT/TW"."""
    match = _SYMBOL.match(text, position) or _LOOSE.match(text, position)
    if match is None:
        return None
    end = match.end()
    if text[end : end + 1].isalpha() and not _ends_known(match["symbol"]):
        return None
    printed, end = _without_footnote(text, match["symbol"], end)
    symbol = read_party_symbol(type_, printed)
    return None if symbol is None else (symbol, end)


def codes_at(text: str, position: int) -> tuple[str, int] | None:
    """The codes in capitals at ``position`` as printed, and where they end."""
    match = _SYMBOL.match(text, position)
    if match is None or text[match.end() : match.end() + 1].isalpha():
        return None
    return match["symbol"], match.end()
