"""The grammar of document numbers (số và ký hiệu văn bản).

Families, after Nghị định 30/2020/NĐ-CP, Nghị định 34/2016/NĐ-CP and Hướng dẫn 36-HD/VPTW:

- ``24/2021/NĐ-CP``, ``06/2015/TTLT-BGDĐT-BNV``, ``43/2019/QH14``: serial, year, symbol;
- ``2457/QĐ-BGDĐT``, ``196/QĐ-SGDĐT-TrH``: serial and symbol, numbered anew each year;
- ``4557/BGDĐT-GDTX``: an official letter, issuer and unit without a type;
- ``05-CT/TW``, ``317-QĐ/TWĐTN-TNTH``: the Party and its organisations;
- ``201/CP``, ``05-CP``, ``64 TC/TCT``: old forms.

Codes that no table knows are accepted by their shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.references.codes import (
    canonical,
    code_of_type,
    is_known,
    issuers_data,
    spelled,
    type_of_code,
    types_data,
)
from extract.references.letters import plain, slug

_ASSEMBLY = re.compile(r"(QH|UBTVQH|TVQH|HĐNN)(\d{0,2})\Z", re.IGNORECASE)
_SEPARATOR = re.compile(r"[-/]")
_GROUPS = re.compile(r"([-/])")
_JOINT = frozenset(["TTLT", "TTL", "LT", "NQLT", "TTLB", "KHLN", "KHLT", "CTPH", "CTrPH", "QCPH"])
# An old number may name the type after the issuer: 1067/BYT-QĐ. Codes that are also units of an
# office (TTr: Thanh tra, PC: Pháp chế) do not count.
_TYPE_AT_END = frozenset(["QĐ", "TT", "CT", "NĐ", "NQ"])
_NORMATIVE_SINCE = 1997
_NEEDS_YEAR = frozenset(["NĐ", "TT", "TTLT"])
_SYMBOL_ALONE = frozenset(["SL", "QĐ", "NQ", "TB", "CT", "KH", "BC", "CV", "TTr", "HD", "PA", "ĐA"])


@dataclass(frozen=True, slots=True)
class Symbol:
    """The part of a number behind serial and year, taken apart."""

    text: str  # normal form, "NĐ-CP"; of a Party number "CT/TW"
    type_code: str | None = None
    issuers: tuple[str, ...] = ()  # canonical codes, "BGDĐT"
    unit: str | None = None
    joint: str = "/"  # what stands before it; "-" in the Party's numbers and the oldest ones
    known: bool = False  # a type or issuer of it is in the tables
    codes: str = ""  # for comparing, where the text writes its codes or marks in another way


@dataclass(frozen=True, slots=True)
class Number:
    """A document number. ``serial`` is as printed ("05"), empty where it was left blank."""

    serial: str
    year: int | None = None
    symbol: Symbol = Symbol("")

    @property
    def text(self) -> str:
        """Normal form: no blanks, plain hyphens, letters restored."""
        head = self.serial if self.year is None else f"{self.serial}/{self.year}"
        return f"{head}{self.symbol.joint}{self.symbol.text}" if self.symbol.text else head

    @property
    def key(self) -> str:
        """Short address: folded, hyphens only, the serial with at least two digits."""
        year = "" if self.year is None else f"{self.year}-"
        return f"{_padded(self.serial)}-{year}{self._slug}".rstrip("-")

    @property
    def stem(self) -> str:
        """The key without the year: what an older slip or a full number have in common."""
        return f"{_padded(self.serial)}-{self._slug}".rstrip("-")

    def lacks_year(self, date: str | None) -> bool:
        """Whether the year is missing that a decree or circular of ``date`` (EDTF) must carry.

        Since the Luật Ban hành văn bản quy phạm pháp luật of 1996; without a date it is supposed
        to be of that time.
        """
        symbol = self.symbol
        return (
            self.year is None
            and self.serial != ""
            and symbol.joint == "/"
            and symbol.type_code in _NEEDS_YEAR
            and symbol.issuers[:1] not in (("HĐBT",), ())
            and (date is None or int(date[:4]) >= _NORMATIVE_SINCE)
        )

    def in_year(self, date: str | None) -> Number:
        """The number with the year of ``date`` (EDTF), where it lacks it."""
        if date is None or not self.lacks_year(date):
            return self
        return replace(self, year=int(date[:4]))

    @property
    def _slug(self) -> str:
        return slug(self.symbol.codes or self.symbol.text)

    @property
    def type(self) -> str | None:
        """The type that the number itself tells; None where a type word must decide."""
        symbol = self.symbol
        if symbol.type_code is not None:
            if symbol.joint == "-" and symbol.issuers == ("TW",):
                party: dict[str, str] = types_data()["party"]
                return party.get(symbol.type_code, type_of_code()[symbol.type_code])
            return type_of_code().get(symbol.type_code)
        if symbol.issuers and symbol.unit is not None:
            return "Công văn"
        return None

    def agrees(self, name: str) -> bool:
        """Whether a document of type ``name`` can have this number."""
        symbol = self.symbol
        if self.type is None or symbol.type_code is None or self.type == name:
            return True
        if not symbol.issuers or code_of_type().get(name) is None:
            return True
        if name == "Công văn" and symbol.type_code in types_data()["offices"]:
            return True
        return symbol.joint == "-" and name in types_data()["ambiguous"].get(symbol.type_code, ())


def _padded(serial: str) -> str:
    digits = serial.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    padded = f"{digits.lstrip('0').zfill(2)}{serial[len(digits) :].lower()}"
    return padded.replace(".", "-")


@lru_cache(maxsize=16384)
def read_symbol(printed: str) -> Symbol | None:
    """Take apart what stands after the slash, as printed: ``NĐ- CP``, ``BGDĐT-GDTX``, ``QH14``.

    None when it is no symbol of a document.
    """
    text = "".join(printed.split())
    groups = _joined([group for group in _SEPARATOR.split(text) if group])
    if not groups:
        return None
    assembly = _ASSEMBLY.match(groups[0])
    if assembly and len(groups) == 1:
        body, term = assembly[1].upper(), assembly[2]
        return Symbol(body + term, None, (body,), known=True)
    if len(groups) == 1 and not is_known(groups[0]):
        groups = _divided(groups[0])
        text = "-".join(groups)
    codes = [canonical(group) for group in groups]
    whole = "-".join(spelled(group) for group in groups)
    symbol = _taken_apart(codes, groups, whole)
    parts = _GROUPS.split(text)  # groups and the marks between them, by turns
    normal = "".join(part if part in "-/" else spelled(part) for part in parts)
    return (
        symbol if symbol is None or normal == whole else replace(symbol, text=normal, codes=whole)
    )


def _divided(group: str) -> list[str]:
    """``TTBGDĐT`` as ``TT``, ``BGDĐT``, where both are known: the hyphen was lost."""
    for length in range(2, 6):
        if canonical(group[:length]) in type_of_code() and is_known(group[length:]):
            return [group[:length], group[length:]]
    return [group]


def _taken_apart(codes: list[str], groups: list[str], text: str) -> Symbol | None:
    if codes[0] in type_of_code():
        return _typed(codes, text)
    known = is_known(groups[0])
    if len(groups) == 1:
        return Symbol(text, None, (codes[0],), known=True) if known else None
    if codes[-1] in _TYPE_AT_END:
        return Symbol(text, codes[-1], tuple(codes[:-1]), known=True)
    return Symbol(text, None, (codes[0],), "-".join(groups[1:]), known=known)


def _joined(groups: list[str]) -> list[str]:
    """``LĐ``, ``TBXH`` is one code when the tables know it joined."""
    out: list[str] = []
    for group in groups:
        last = out[-1] if out else ""
        new = len(group) > 1 and not is_known(group) and last not in type_of_code()
        if last and new and is_known(last + group):
            out[-1] += group
        else:
            out.append(group)
    return out


def _typed(codes: list[str], normal: str) -> Symbol | None:
    if len(codes) == 1:
        return Symbol(normal, codes[0], known=True) if codes[0] in _SYMBOL_ALONE else None
    rest = codes[1:]
    assembly = _ASSEMBLY.match(rest[0])
    if assembly and codes[0] in _JOINT:
        rest[0] = assembly[1].upper()
    elif assembly:
        return Symbol(normal, codes[0], (assembly[1].upper(),), known=True)
    if codes[0] == "TT" and rest[0] in ("LT", "LB"):
        return Symbol(normal, "TTLT", tuple(rest[1:]), known=True)
    if codes[0] in _JOINT:
        return Symbol(normal, codes[0], tuple(rest), known=True)
    return Symbol(normal, codes[0], (rest[0],), "-".join(rest[1:]) or None, known=True)


@lru_cache(maxsize=4096)
def read_party_symbol(type_printed: str, issuer_printed: str) -> Symbol | None:
    """Take apart a symbol that begins with a hyphen: ``-CT/TW`` as ``CT`` and ``TW``."""
    type_code = canonical("".join(type_printed.split()))
    groups = [g for g in _SEPARATOR.split("".join(issuer_printed.split())) if g]
    if not groups:
        return None
    issuer = canonical(groups[0])
    if issuer in _TYPE_AT_END and is_known(type_code):  # a ministry before 1990: 16-BYT/TT
        text = f"{spelled(type_code)}/{issuer}"
        return Symbol(text, issuer, (type_code,), joint="-", known=True)
    if type_code not in type_of_code():
        return None
    if issuer in issuers_data()["party_centre"]:
        issuer = "TW"
    shown = "TW" if issuer == "TW" else spelled(groups[0])
    unit = "-".join(groups[1:])
    text = f"{type_code}/{shown}" + (f"-{unit}" if unit else "")
    return Symbol(text, type_code, (issuer,), unit or None, "-", known=is_known(issuer))


def inverted_party(symbol: Symbol) -> Symbol | None:
    """``29/NQ-TW`` is a frequent slip for ``29-NQ/TW``: the Party symbol meant, or None."""
    if symbol.joint == "-" or symbol.type_code is None or len(symbol.issuers) != 1:
        return None
    issuer = symbol.issuers[0]
    if issuer not in issuers_data()["party_centre"] and issuer not in issuers_data()["party"]:
        return None
    return read_party_symbol(symbol.type_code, issuer)


def sole_symbol(name: str, dated: bool) -> Symbol:
    """The symbol of a type that only one body issues: Nghị định with a year is always NĐ-CP."""
    code = code_of_type().get(name)
    issuer: str | None = types_data()["sole_issuer"].get(name)
    if code is None or issuer is None or not dated:
        return Symbol("")
    return Symbol(f"{code}-{issuer}", code, (issuer,), known=True)


def old_symbol(code: str) -> Symbol:
    """The symbol of ``05-CP`` or ``120-TTg``, used by the government until 1996."""
    return Symbol(canonical(code), None, (canonical(code),), joint="-", known=True)


_SLASHED = re.compile(
    r"\s*(\d{1,6}[a-zA-Z]?|\d{1,3}\.\d{1,3}(?=/))(?:\s*/\s*(\d{4}))?"
    r"(?:\s*/\s*([A-Za-zĐđƯư][\w&.\- /]*))?\s*\Z"
)
_HYPHENED = re.compile(
    r"\s*(\d{1,5}[a-zA-Z]?)\s*-\s*([A-Za-zĐđ]{1,6})\s*/\s*([A-Za-zĐđƯư][\w&.\- ]*)\s*\Z"
)
_OLD = re.compile(r"\s*(\d{1,5})\s*-\s*(CP|TTg|HĐBT|CTN|TTG|TTCP)\s*\Z", re.IGNORECASE)
_LEADING_WORDS = re.compile(r"[^\d]*")


def parse_number(text: str) -> Number | None:
    """The number in what someone typed: "24/2021", "ND 24/2021/ND-CP", "nghi dinh so 24/2021".

    Words before the first digit are passed over. None when the rest is no document number.
    """
    rest = _LEADING_WORDS.sub("", plain(text), count=1).strip(" .,;")
    if match := _HYPHENED.match(rest):
        symbol = read_party_symbol(match[2], match[3])
        return None if symbol is None else Number(match[1], None, symbol)
    if match := _OLD.match(rest):
        return Number(match[1], None, old_symbol(match[2]))
    match = _SLASHED.match(rest)
    if match is None:
        return None
    year = None if match[2] is None else int(match[2])
    if match[3] is None:
        return Number(match[1], year)
    symbol = read_symbol(match[3])
    if symbol is None:
        return None
    return Number(match[1], year, inverted_party(symbol) or symbol)
