"""Bytes to letters: UTF-8, UTF-16, the old Windows code pages.

A declared encoding is only a hint, for pages are often mislabelled; what makes Vietnamese
syllables is right.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata

from extract.reading.syllables import syllable_score

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([\w:.-]{3,20})", re.IGNORECASE)
_SAMPLE = 20_000  # characters on which encodings are compared
_FEW_ERRORS = 0.002  # share of undecodable bytes that still leaves a text UTF-8
_OLD = ("cp1258", "cp1252")


def decode(data: bytes) -> str:
    """The text of ``data`` in NFC, without a byte order mark, line ends as they are."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, errors="replace"))
    if wide := wide_encoding(data):
        return _finish(data.decode(wide, errors="replace"))
    try:
        return _finish(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    if lenient.count("\ufffd") <= max(3, _FEW_ERRORS * len(lenient)):
        return _finish(lenient)
    return _finish(max(_old(data), key=_vietnamese))


def wide_encoding(data: bytes) -> str | None:
    """The UTF-16 that bytes are in, mark or no mark: every other byte of most letters is zero."""
    head = data[:2000]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.4 * (len(head) / 2) and even < 0.05 * (len(head) / 2):
        return "utf-16-le"
    if even > 0.4 * (len(head) / 2) and odd < 0.05 * (len(head) / 2):
        return "utf-16-be"
    return None


def _old(data: bytes) -> list[str]:
    encodings = [*_OLD]
    if declared := _DECLARED.search(data[:4096]):
        encodings.insert(0, declared[1].decode("ascii", errors="ignore"))
    texts = []
    for encoding in dict.fromkeys(encodings):
        # What is declared may be no encoding of text at all.
        with contextlib.suppress(LookupError, UnicodeError):
            texts.append(data.decode(encoding, errors="replace"))
    return texts


def _vietnamese(text: str) -> float:
    """How Vietnamese a text looks: share of syllables less share of undecodable letters."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    score = syllable_score(sample) or 0.0
    return score - sample.count("\ufffd") / max(len(sample), 1)


def _finish(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\0", ""))
