"""What the codes in a document number stand for (``data/types.yaml``, ``data/issuers.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from extract.data_files import read_yaml
from extract.letters import fold

PACKAGE = "extract.references"


@cache
def types_data() -> Any:
    """The table of document types."""
    return read_yaml(PACKAGE, "data/types.yaml")


@cache
def issuers_data() -> Any:
    """The table of issuers."""
    return read_yaml(PACKAGE, "data/issuers.yaml")


@cache
def type_of_code() -> Mapping[str, str]:
    """Type by its code: ``NĐ`` -> ``Nghị định``."""
    names: dict[str, str] = {}
    for entry in types_data()["types"]:
        for code in entry.get("codes", ()):
            names.setdefault(code, entry["name"])
    return names


@cache
def code_of_type() -> Mapping[str, str]:
    """First code of each type that has one: ``Nghị định`` -> ``NĐ``."""
    return {e["name"]: e["codes"][0] for e in types_data()["types"] if e.get("codes")}


@cache
def issuer_of_code() -> Mapping[str, str]:
    """Full name behind an issuer's code, without the place of a local one."""
    data = issuers_data()
    names: dict[str, str] = {}
    for part in ("central", "local", "party", "party_local"):
        names.update(data[part])
    return names


@cache
def _restored() -> Mapping[str, str]:
    """Canonical code by its folded letters; letters that fold to two codes are left out."""
    data = issuers_data()
    found: dict[str, str | None] = {}
    for code in _exact():
        folded = _bare(code)
        found[folded] = code if found.get(folded, code) == code else None
    for variant, code in data["variants"].items():
        if _bare(variant) not in found:
            found[_bare(variant)] = code
    return {folded: code for folded, code in found.items() if code is not None}


@cache
def _exact() -> frozenset[str]:
    data = issuers_data()
    return frozenset([*type_of_code(), *issuer_of_code(), *data["party_centre"], *data["fields"]])


def _bare(code: str) -> str:
    return fold(code).replace("&", "").replace("-", "").replace(".", "")


def is_known(code: str) -> bool:
    """Whether ``code`` is in the tables, in whatever spelling."""
    return code in _exact() or _bare(code) in _restored()


def canonical(code: str) -> str:
    """The code behind a spelling: ``BGD&ĐT``, ``BGDDT`` -> ``BGDĐT``; unknown ones as they are."""
    return code if code in _exact() else _restored().get(_bare(code), code)


def spelled(code: str) -> str:
    """``code`` with its letters restored; an ampersand stays where it was printed."""
    known = canonical(code)
    if "&" not in code or known == code:
        return known if _bare(known) == _bare(code) else code
    letters = iter(known)
    return "".join("&" if letter == "&" else next(letters, letter) for letter in code)


def longest_first(words: Iterable[str]) -> list[str]:
    """Words in the order in which an alternation must try them."""
    return sorted(set(words), key=lambda word: (-len(word), word))
