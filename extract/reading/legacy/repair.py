"""Finding that a text, or some of its lines, is in an old encoding, and converting it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from extract.reading.legacy.encodings import Encoding, encodings
from extract.reading.syllables import is_syllable, syllable_score

# Characters that Vietnamese in Unicode hardly has, but each of the old encodings often.
_STRANGE = re.compile(
    r"[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc"
    r"\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc"
    r"\u00fe\u00ff\u0192]"
)
_OLD_LETTERS = re.compile(r"[\u0080-\u00ff]")
_MODERN = re.compile(r"[\u0103\u0111\u0129\u0169\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_AROUND = ".,;:!?()[]\"'“”…/"  # may stand around a word
_GAIN = 0.2  # by which the share of syllables must rise
_GOOD = 0.65  # the share of syllables of a converted text
_SHORT = 2_000  # characters: lines too short to tell anything one by one are judged together
_SAMPLE = 60_000  # characters of a document that are looked at


class Repair:
    """What has to be done to the lines of one document.

    The document as a whole tells which encodings occur in it; each line is then converted or
    left alone, since old and new text may stand side by side.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._found = _encodings_in(list(lines))
        self._last: Encoding | None = None

    @property
    def needed(self) -> bool:
        """Whether anything in the document is in an old encoding."""
        return bool(self._found)

    @property
    def main(self) -> Encoding | None:
        """The encoding of most of what is in an old one."""
        return self._found[0] if self._found else None

    def line(self, text: str) -> str:
        """``text``, a line of the document, as it was meant; lines are to come in order."""
        encoding = self.encoding(text)
        if encoding is None:
            return unicodedata.normalize("NFC", text)
        return encoding.convert(text) or text

    def encoding(self, text: str) -> Encoding | None:
        """The old encoding of ``text``, or None when it is to be left alone."""
        if not self._found or not _OLD_LETTERS.search(text):
            return None
        best = None
        if not _MODERN.search(text):
            best = self._best(text)
        self._last = best
        return best

    def _best(self, text: str) -> Encoding | None:
        now = _score(text)
        candidates = [
            (_score(meant), encoding is self._last, -place, encoding)
            for place, encoding in enumerate(self._found)
            if (meant := encoding.convert(text)) is not None
        ]
        if not candidates:
            return None
        score, is_last, _, encoding = max(candidates, key=lambda candidate: candidate[:3])
        if score > now:
            return encoding
        # A short line may be made of syllables either way: it goes with the one before it.
        return encoding if score == now and (is_last or _STRANGE.search(text)) else None


def repair(text: str) -> str:
    """``text`` in Unicode: lines in TCVN3, VNI or a misread code page are converted.

    Soft hyphens are not removed: in TCVN3 the soft hyphen is "ư". Text that is Vietnamese as it
    stands is only composed (NFC).
    """
    lines = text.split("\n")
    found = Repair(lines)
    if not found.needed:
        return unicodedata.normalize("NFC", text)
    return "\n".join(found.line(line) for line in lines)


def printed_word(written: str, encoding: Encoding) -> str:
    """A word read from a page in ``encoding``.

    Readers of PDF give the soft hyphen as a hyphen, at the end of a line as U+0002; in TCVN3 it
    is "ư", which it is here wherever that makes a syllable.
    """
    if _MODERN.search(written):
        return written
    if _LETTER.search(written) and ("-" in written or "\x02" in written):
        meant = encoding.convert(written.replace("-", "\u00ad").replace("\x02", "\u00ad"))
        if meant is not None and is_syllable(meant.strip(_AROUND)):
            return meant
    return encoding.convert(written) or written


def _score(text: str) -> float:
    """The share of syllables, with what no word of Vietnamese holds counted against it."""
    score = syllable_score(text, least=1)
    strange = len(_STRANGE.findall(text))
    return (0.0 if score is None else score) - strange / max(len(text), 1)


def _encodings_in(lines: Sequence[str]) -> list[Encoding]:
    """The encodings that occur in a document, the most frequent one first."""
    strange: list[str] = []
    seen = found = 0
    for line in lines:
        line = line[: _SAMPLE - seen]
        seen += len(line)
        count = len(_STRANGE.findall(line))
        found += count
        if count and not _MODERN.search(line):
            strange.append(line)
        if seen >= _SAMPLE:
            break
    if found < 3 or not strange:
        return []
    won = [(_won(strange, encoding), encoding) for encoding in encodings()]
    won.sort(key=lambda item: -item[0])
    return [encoding for count, encoding in won if count]


def _won(lines: Sequence[str], encoding: Encoding) -> int:
    """How many characters of ``lines`` plainly become Vietnamese by ``encoding``."""
    count = sum(len(line) for line in lines if _gains(line, encoding))
    if not count and sum(map(len, lines)) < _SHORT:
        whole = "\n".join(lines)
        count = len(whole) if _gains(whole, encoding) else 0
    return count


def _gains(text: str, encoding: Encoding) -> bool:
    meant = encoding.convert(text)
    if meant is None:
        return False
    after = syllable_score(meant)
    return after is not None and after >= _GOOD and _score(meant) >= _score(text) + _GAIN
