"""What reading one expression gives, and the pieces the forms of expression share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.model import TimeKind
from extract.times import words as w
from extract.times.moments import REFERENCE_POINT, Moment
from extract.times.words import DASH, END, MONTH, YEAR


@dataclass(frozen=True, slots=True)
class Core:
    """One expression as read: where it stands, what it says, by which rule."""

    start: int
    end: int
    moment: Moment
    rule: str
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where to read: lower-case text, first position, and the end that must not be passed.

    ``cued``: a word like "trước" stands before, so that a bare "15/9" is a date.
    """

    text: str
    start: int
    end: int
    cued: bool


Form = tuple[re.Pattern[str], Callable[[re.Match[str], Place], Core | None]]

# "năm trước ngày 15/12" is no "năm trước".
SHIFT = (
    rf"(?:{w.words([*w.RELATIVE, *w.OPEN])}){END}(?! đó{END})"
    rf"(?<!trước(?= (?:ngày|khi|tháng|năm|quý|thời|\d)))"
)

MONTH_NAME = (
    rf"(?:{MONTH}(?!\d)|(?:{w.words(w.MONTHS)}){END}(?! (?:lần|tháng|ngày|kỳ|kì|cái|đầu|cuối)))"
)

OF_YEAR = (
    rf"(?:~,?~(?:của )?năm~(?P<y>{YEAR})(?!\d)"
    # "năm hai nghìn không trăm hai mươi lăm"
    r"|~,? năm hai (?:nghìn|ngàn)(?: không trăm)?(?: (?:lẻ|linh))? "
    rf"(?P<yw>{w.words(w.NUMBERS)}){END}"
    rf"|~[/.]~(?P<ys>{YEAR})(?![\d/])|~{DASH}~(?P<yd>{YEAR})(?!\d))"
)

YEAR_WORD = rf"~,? (?:của )?(?:cùng )?năm (?P<rel>{SHIFT})"

WHEN = rf"(?:{OF_YEAR}|{YEAR_WORD})?"

AND = rf"(?:~(?:,|&|\+|{DASH})~| (?:và|đến hết|đến|tới) )"

YEARS = rf"(?P<a>{YEAR})~(?:{DASH}|/| (?:đến|tới) (?:năm )?)~(?P<b>{YEAR}|\d\d)(?![\d/])"


# "những năm tới", "2 năm nay" name no single year.
_SEVERAL = w.pattern(r"(?:\d|nhiều|những|các|mấy|vài|hai|ba|từng) $")


def year_of(match: re.Match[str]) -> int | None:
    """The year a pattern found, if it found one."""
    groups = match.groupdict()
    for name in ("y", "ys", "yd", "y2", "y3", "y4"):
        if groups.get(name):
            return w.full_year(groups[name])
    return 2000 + w.number(groups["yw"]) if groups.get("yw") else None


def offset_of(match: re.Match[str]) -> int | None:
    """The shift of "này", "tới", "qua" that a pattern found, if it found one."""
    word = match.groupdict().get("rel")
    if word is None:
        return None
    word = w.one_space(word)
    return w.RELATIVE.get(word, w.OPEN.get(word))


def is_open(match: re.Match[str]) -> bool:
    """Whether the words point at a time named elsewhere ("năm sau")."""
    word = match.groupdict().get("rel")
    return word is not None and w.one_space(word) in w.OPEN


def made(match: re.Match[str], rule: str, moment: Moment) -> Core:
    """The core of a match; an open expression without a year is left to its reference point."""
    if is_open(match) and moment.year is None:
        moment = replace(moment, text=REFERENCE_POINT)
    return Core(match.start(), match.end(), moment, rule)


def relative(unit: str, rule: str) -> Callable[[re.Match[str], Place], Core | None]:
    """A builder for expressions that only shift a unit ("tháng tới")."""

    def build(match: re.Match[str], place: Place) -> Core | None:
        if _SEVERAL.search(place.text[max(0, match.start() - 8) : match.start()]):
            return None
        offset = offset_of(match)
        moment = Moment(TimeKind.RELATIVE, unit, offset=offset)
        return made(match, rule, moment)

    return build
