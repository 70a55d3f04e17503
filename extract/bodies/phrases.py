"""Words of the data as patterns, over any blanks and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANK = r"[ \u00a0\n]{1,2}"
DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
Tokens = tuple[str, ...]


def spaced(pattern: str) -> str:
    """A pattern in which each blank stands for any blank."""
    return pattern.replace(" ", BLANK)


def tokens(words: str) -> Tokens:
    """The patterns of the letters, blanks and dashes of words as they stand."""
    tokens: list[str] = []
    for part in re.split(r"( ?[-–—] ?| )", words):
        if part == " ":
            tokens.append(BLANK)
        elif part.strip() in ("-", "–", "—") and part:
            tokens.append(DASH)
        else:
            tokens.extend(map(re.escape, part))
    return tuple(tokens)


def branching(phrases: set[Tokens]) -> str:
    """A pattern for any of the phrases, the longest first, told apart letter by letter."""
    rests: dict[str, set[Tokens]] = {}
    for phrase in phrases:
        if phrase:
            rests.setdefault(phrase[0], set()).add(phrase[1:])
    branches = [token + branching(rest) for token, rest in sorted(rests.items())]
    if () in phrases:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def phrase(words: str) -> str:
    """A pattern for words as they stand, over any blanks and dashes."""
    return "".join(tokens(words))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first."""
    return branching({tokens(words) for words in phrases})
