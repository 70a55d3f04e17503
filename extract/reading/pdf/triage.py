"""Whether a page's text layer is its text, by its letters and its syllables."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from extract.letters import fold
from extract.reading.syllables import syllable_score

_FEW = 60  # letters; fewer beside a large image are a stamp, not the text
_COVERED = 0.5  # share of the page an image covers that makes it a scan
_MANY = 30  # things drawn; beside a few letters they are the text, in pieces or as outlines
_SOUND = 0.95  # syllable score from which the layer under a scan is trusted
_FOREIGN = 0.04  # share of letters no Vietnamese or English text has, above which it is garbled
_POOR = 0.75  # syllable score below which foreign letters mean a broken character map
_RULED = 5  # lines that a table has at least; a running head or footnotes have fewer
_TORN = 0.97  # syllable score below which words may be torn apart
_COLUMNS = re.compile(r"xa hoi chu nghia|dang cong san viet|noi\s+nhan\s*:")
_SIGNING = re.compile(
    r"(?:nguoi ky|ky boi|thoi gian ky|ngay ky|email|co quan|signed by|date)\s*:.*|\S+@\S+"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}:\d{2}.*"
)
_VIETNAMESE = set("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")


class Verdict(Enum):
    """How a page is to be read."""

    LAYER = "layer"
    SCAN = "scan"


def judge(text: str, image_share: float, pieces: int, first: bool) -> tuple[Verdict, float | None]:
    """How to read a page with the characters ``text``, and the syllable score of its layer.

    ``image_share`` is how much of it its largest image covers, ``pieces`` how much is drawn.
    ``first`` is the document's first page: under a scan its layer is never trusted, since the
    number and the date there are often written by hand.
    """
    score = syllable_score(text)
    if score is not None:
        score = round(score, 3)
    own = _SIGNING.sub("", fold(text))
    few = sum(map(str.isalpha, own)) < _FEW
    if few and (pieces >= _MANY or (pieces and not any(map(str.isalpha, own)))):
        return Verdict.SCAN, score
    if image_share >= _COVERED:
        if few or first or score is None or score < _SOUND:
            return Verdict.SCAN, score
        return Verdict.LAYER, score
    if score is not None and score < _POOR and _foreign_share(text) > _FOREIGN:
        return Verdict.SCAN, score
    return Verdict.LAYER, score


def is_even(text: str, edges: int, score: float | None) -> bool:
    """Whether a page is even text: no ruled table, no two-column head or foot, no torn words."""
    if edges >= _RULED or (score is not None and score < _TORN):
        return False
    return _COLUMNS.search(fold(text)) is None


def _foreign_share(text: str) -> float:
    """The share of letters and symbols that Vietnamese and English do not use."""
    letters = foreign = 0
    for letter in text[:20_000]:
        if letter.isspace() or letter.isdigit() or (ord(letter) < 0x80 and not letter.isalpha()):
            continue
        letters += 1
        base = unicodedata.normalize("NFD", letter.lower())[0]
        if base == "đ" or base in _VIETNAMESE or letter in "–—“”‘’…•§²³°×≥≤":
            continue
        foreign += 1
    return foreign / letters if letters else 0.0
