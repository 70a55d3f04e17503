"""Which words are well-formed Vietnamese syllables, by the rules of the script.

A syllable is an onset, a rhyme and one of six tones. The share of well-formed syllables tells
good text from a broken character map, a legacy encoding or an image read as letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Onsets by the letter that may follow: c, g, ng before back vowels; k, gh, ngh before i e ê y.
_ONSETS_ANY = (
    "", "b", "d", "đ", "h", "l", "m", "n", "p", "r", "s", "t", "v", "x",
    "ch", "gi", "kh", "nh", "ph", "th", "tr",
)  # fmt: skip
_ONSETS_BACK = ("c", "g", "ng")
_ONSETS_FRONT = ("k", "gh", "ngh")
_FRONT = "ieêy"
_ASIDE = ("ka", "kha", "gin", "ghin")  # gìn and the loan in Bắc Kạn's twin spellings

# Rhymes by nucleus: the codas each nucleus takes ("-" is none).
_CODAS = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- c ch m n ng nh p t u",
    "i": "- a c ch m n nh p t u",
    "iê": "c m n ng p t u",
    "o": "- c i m n ng p t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n ng p t",
    "u": "- a c i m n ng p t",
    "uô": "c i m n ng p t",
    "ư": "- a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "-",
    "yê": "m n ng t u",
    # with the medial w, written o or u
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "uâ": "n ng t y",
    "uê": "- ch n nh t",
    "uơ": "- n t",
    "uy": "- a c ch n nh p t u",
    "uyê": "n t",
}
# After q the medial is always u, and these nuclei follow it.
_AFTER_QU = {
    "a": _CODAS["a"],
    "ă": _CODAS["ă"],
    "â": _CODAS["â"],
    "e": _CODAS["e"],
    "ê": _CODAS["ê"],
    "i": "- c ch n nh t u",
    "y": "- c ch n nh t u",
    "yê": "n t",
    "ơ": "- i n t",
    "ô": "c",
}
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_STOP_TONES = {"\u0301", "\u0323"}  # a stopped syllable is sắc or nặng
_WORD = re.compile(r"[^\W\d_]+")


def _rhymes(table: dict[str, str]) -> list[str]:
    return [
        nucleus + ("" if coda == "-" else coda)
        for nucleus, codas in table.items()
        for coda in codas.split()
    ]


@cache
def _bases() -> frozenset[str]:
    """Every onset with every rhyme it can carry, without tone."""
    bases = set(_ASIDE)
    for rhyme in _rhymes(_CODAS):
        onsets = _ONSETS_ANY + (_ONSETS_FRONT if rhyme[0] in _FRONT else _ONSETS_BACK)
        for onset in onsets:
            if onset == "gi" and rhyme[0] == "i":
                bases.add("g" + rhyme)  # the i is written once: gì, giếng
            else:
                bases.add(onset + rhyme)
    bases.update("qu" + rhyme for rhyme in _rhymes(_AFTER_QU))
    return frozenset(bases)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, NFC or NFD) is a well-formed Vietnamese syllable."""
    tone = ""
    letters = []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            if tone:
                return False
            tone = letter
        else:
            letters.append(letter)
    base = unicodedata.normalize("NFC", "".join(letters))
    if base not in _bases():
        return False
    return not _STOPPED.search(base) or tone in _STOP_TONES


def syllable_score(text: str, least: int = 8) -> float | None:
    """The share of the words of ``text`` that are syllables, 0 to 1.

    Numbers, single letters and abbreviations in capitals (UBND, GDĐT) do not count. ``None``
    when fewer than ``least`` words are left: too little to judge by.
    """
    good = bad = 0
    for word in _WORD.findall(text):
        if len(word) == 1:
            continue
        if is_syllable(word):
            good += 1
        elif not (word.isupper() and len(word) <= 8):
            bad += 1
    return good / (good + bad) if good + bad >= least else None
