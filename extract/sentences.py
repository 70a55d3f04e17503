"""Sentences as spans, for evidence.

underthesea finds the boundaries; lines are split first, and the dots of enumerators, titles,
abbreviations and addresses (``data/sentences.yaml``) are hidden from it, since it takes them for
full stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.data_files import read_yaml

_HIDDEN_DOT = "\u2024"  # one dot leader: same length, never ends a sentence
_ENUMERATORS = re.compile(r"^[ \t]*(?:(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])\.[ \t]*){1,4}")

_END = re.compile(r"[.?!]")

# Inside an address, a date or "./." a dot has no blank after it.
_INNER_DOT = re.compile(r"\.(?=[^\s.\"”»)\]])")


@cache
def _abbreviations() -> re.Pattern[str]:
    words = read_yaml("extract", "data/sentences.yaml")["abbreviations"]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:(?:" + "|".join(map(re.escape, longest_first)) + r")\.)+")


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    # Imported late: it takes a second, and reading an index needs none of it.
    import logging

    handlers = logging.root.handlers[:]
    from underthesea import sent_tokenize

    logging.root.handlers[:] = handlers  # importing it adds a handler that prints to stdout
    return sent_tokenize  # type: ignore[no-any-return]


def _hide(match: re.Match[str]) -> str:
    return match.group().replace(".", _HIDDEN_DOT)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, in order, without surrounding blanks.

    A whole text is split at its lines first. A span given by ``end`` is one block: the line feeds
    inside it are those of the print, and end no sentence.
    """
    if end is not None:
        return _line_sentences(text[start:end].replace("\n", " "), start)
    spans: list[tuple[int, int]] = []
    position = start
    while position < len(text):
        newline = text.find("\n", position)
        stop = len(text) if newline < 0 else newline
        spans.extend(_line_sentences(text[position:stop], position))
        position = stop + 1
    return spans


def _line_sentences(line: str, offset: int) -> list[tuple[int, int]]:
    whole = line.strip()
    if not whole:
        return []
    first = line.index(whole)
    last = first + len(whole) - 1
    masked = line
    for pattern in (_ENUMERATORS, _INNER_DOT, _abbreviations()):
        if _END.search(masked, first, last):
            masked = pattern.sub(_hide, masked)
    if not _END.search(masked, first, last):  # of most lines, and the splitter takes its time
        return [(offset + first, offset + last + 1)]
    spans = []
    position = 0
    for sentence in _tokenizer()(masked):
        begin = masked.index(sentence, position)
        position = begin + len(sentence)
        spans.append((offset + begin, offset + position))
    return spans


def sentence_at(text: str, start: int, end: int, within: tuple[int, int]) -> tuple[int, int]:
    """The span of the sentence(s) of the block ``within`` that cover ``start`` to ``end``."""
    covering = [span for span in sentences(text, *within) if span[0] < end and start < span[1]]
    if not covering:
        return within
    return covering[0][0], covering[-1][1]
