"""What OCR is known to misread, put right where only one reading makes sense.

Nothing is guessed: a figure is restored among figures or after a word that a figure must follow;
a lost circumflex or horn only where the word as read is no syllable and one single restored
form is, or where the syllable beside it makes it a known word (``data/compounds.yaml``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product

from extract.data_files import read_yaml
from extract.head.cues import title_type
from extract.letters import fold
from extract.reading.pdf.words import Word
from extract.reading.syllables import is_syllable

_ONES = re.compile(r"[lI|\]Ì]")
_FIGURES = re.compile(r"^[\dlI|\]Ì]{2}(?=\W*$)")  # a day or month of two figures
_STROKES = re.compile(r"^[lI|]{1,2}(?=\W*$)")
_BEFORE = ("ngay", "thang")  # a figure must follow
_MARKS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_ABOUT = re.compile(r"v[ae] viec")
_SYLLABLE = re.compile(r"^[^\W\d_]+")
_WORD = re.compile(r"^[^\W\d_]{3,7}$")


def put_right(words: Sequence[Word]) -> None:
    """Restore misread figures and marks in ``words``, which stand in reading order."""
    _restore_letters(words)
    for word, after in pairwise(words):
        _restore_compound(word, after)


def put_title_right(lines: Sequence[Sequence[Word]]) -> None:
    """Restore "Về việc" where OCR read "và việc" right below the type of a document."""
    for line, below in pairwise(lines):
        printed = " ".join(word.text for word in line)
        if len(below) < 2 or title_type(printed, fold(printed)) is None:
            continue
        if _ABOUT.fullmatch(f"{fold(below[0].text)} {fold(below[1].text)}"):
            below[0].text, below[1].text = "Về", "việc"


@cache
def _compounds() -> dict[tuple[str, str], tuple[str, str]]:
    """Two-syllable words by their letters without marks."""
    found = {}
    for row in read_yaml(__package__, "data/compounds.yaml")["compounds"]:
        for compound in row.split(", "):
            one, two = compound.split()
            found[fold(one), fold(two)] = (one, two)
    return found


@cache
def _before_figures() -> dict[str, str]:
    table = read_yaml(__package__, "data/compounds.yaml")["before_figures"]
    return {fold(key): value for key, value in table.items()}


def _restore_compound(word: Word, after: Word) -> None:
    """Put right the one syllable of a known word that was misread."""
    single = _before_figures().get(fold(word.text))
    if single is not None and after.text[:1].isdigit():
        word.text = _cased(single, word.text) if single[0].islower() else single
        return
    found = _SYLLABLE.match(after.text)
    if not found or not word.text.isalpha():
        return
    meant = _compounds().get((fold(word.text), fold(found[0])))
    if meant is None:
        return
    same = (word.text.lower() == meant[0], found[0].lower() == meant[1])
    if any(same) and not all(same):
        word.text = _cased(meant[0], word.text)
        after.text = _cased(meant[1], found[0]) + after.text[found.end() :]


def _cased(text: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text.capitalize() if like[:1].isupper() else text


def with_figures(text: str) -> str:
    """``text`` with strokes that stand for figures put right: "tháng I2" as "tháng 12"."""
    words: list[str] = []
    for word in text.split():
        words.append(_figures(word, fold(words[-1]).strip(".,;:") if words else ""))
    return " ".join(words)


def _restore_letters(words: Sequence[Word]) -> None:
    before = ""
    for word in words:
        word.text = _figures(word.text, before)
        if _WORD.match(word.text) and not word.text.isascii() and not is_syllable(word.text):
            word.text = _marked(word.text)
        before = fold(word.text).strip(".,;:")


def _figures(text: str, before: str) -> str:
    if before in _BEFORE:
        found = _STROKES.match(text) or _FIGURES.match(text)
    else:
        found = _FIGURES.match(text) if any(map(str.isdigit, text)) else None
    if not found:
        return text
    return _ONES.sub("1", found[0]) + text[found.end() :]


def _marked(text: str) -> str:
    """``text`` with the one set of circumflexes, horns and breves that makes it a syllable."""
    tones: list[str] = []
    choices: list[str] = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        bare = parts[0]
        tone = "".join(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        forms = _MARKS.get(bare.lower(), bare)
        choices.append(forms.upper() if bare.isupper() else forms)
        tones.append(tone)
    fitting = set()
    for combination in product(*choices):
        form = "".join(letter + tone for letter, tone in zip(combination, tones, strict=True))
        form = unicodedata.normalize("NFC", form)
        if is_syllable(form):
            fitting.add(form)
            if len(fitting) > 1:
                return text
    return fitting.pop() if fitting else text
