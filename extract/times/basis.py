"""What a document gives relative expressions to lean on: its date, its school year."""

from __future__ import annotations

import re
from datetime import date

from extract.model import BlockKind, Document, Stated
from extract.times import words as w
from extract.times.calendar import StatedYear
from extract.times.moments import Basis
from extract.times.words import DASH, DAY, MONTH, YEAR

_SCHOOL_YEAR = w.pattern(rf"(?:năm học|niên kh[óo][aá]) (?P<a>{YEAR})~(?:{DASH}|/)~(?P<b>{YEAR})")
_YEAR = w.pattern(rf"năm (?P<y>{YEAR})(?!\d|~{DASH}~\d)")
_ON = (
    rf"[^.;\d]{{0,40}}ngày (?P<d>{DAY})(?:/(?P<m>{MONTH})/(?P<y>{YEAR})(?!\d)"
    rf"| tháng (?P<m2>{MONTH}) năm (?P<y2>{YEAR}))"
)
# A plan of the school year says "Khai giảng: ngày 05/9/2024", "kết thúc học kỳ I trước ngày …".
_STATED = {
    "opening": (w.pattern(rf"khai giảng{_ON}"), (8, 9)),
    "term_1_start": (
        w.pattern(rf"học k[ỳì] (?:i|1)(?!\w)\W{{1,3}}(?:bắt đầu )?từ{_ON}"),
        (8, 9),
    ),
    "term_1_end": (
        w.pattern(
            rf"(?:kết thúc học k[ỳì] (?:i|1)(?!\w)|học k[ỳì] (?:i|1)\W[^.]{{0,80}}kết thúc){_ON}"
        ),
        (12, 1, 2),
    ),
    "end": (w.pattern(rf"kết thúc năm học{_ON}"), (5, 6, 7)),
}
_OF_ITSELF = w.pattern(
    rf"(?<!\w)(?:{w.words(w.GENERAL)}) này (?:quy định|hướng dẫn|áp dụng|điều chỉnh|sửa đổi)"
)
_IN_FORCE = w.pattern(
    # "Nghị quyết này đã được Hội đồng nhân dân … thông qua ngày … và có hiệu lực từ ngày …"
    rf"(?:{w.words(w.DOCUMENTS)}) này (?:(?:đã )?được [^.;\n\t]{{1,200}}? và )?"
    r"có hiệu lực(?: thi hành)?(?: kể)? từ"
    rf" ngày (?P<d>{DAY})(?:/(?P<m>{MONTH})/(?P<y>{YEAR})(?!\d)"
    rf"| tháng (?P<m2>{MONTH}) năm (?P<y2>{YEAR}))"
)
# The place, then the day, and nothing else on the line.
SIGNING_LINE = re.compile(
    r"^[ \t*_]*[^\W\d_][^\d\n,;:]{1,40},[ \t]*ngày[ \t]+(?P<d>\d{1,2})"
    r"[ \t]+tháng[ \t]+(?P<m>\d{1,2})[ \t]+năm[ \t]+(?P<y>(?:19|20)\d\d)[ \t.*_]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = 3000  # letters at either end of a text in which it may be signed
_TITLE_BLOCKS = 8  # a title stands among the first blocks; later ones belong to annexes


def basis_of(document: Document, text: str) -> Basis:
    """The day, school year and calendar year by which ``document`` speaks.

    The day of signing comes before the day of publication; the years are those of the title,
    and only when it names one and no more. ``text`` is the document's in lower case.
    """
    source = None
    day: date | None = None
    exact = False
    for name in ("issued_on", "published_on"):
        stated: Stated = getattr(document.header, name)
        day, exact = _day(stated.value)
        if day is not None:
            source = name
            break
    if day is None:
        day, source, exact = *_signed(document.text), True
    title = _title(document).lower()
    school_years = {int(match["a"]) for match in _SCHOOL_YEAR.finditer(title)}
    years = {int(match["y"]) for match in _YEAR.finditer(title)}
    school_year = school_years.pop() if len(school_years) == 1 else None
    year = years.pop() if len(years) == 1 and school_year is None else None
    if day is not None and year is not None and year < day.year:
        year = None  # a report on a past year says nothing of dates to come
    own = stated_year(text, school_year) if school_year is not None else None
    general = is_general(document)
    return Basis(day, source, exact, school_year, year, own, general, _effect(text))


# Luật Ban hành văn bản quy phạm pháp luật: number ("66.7" too), year, kind and issuer.
_OF_RULES = re.compile(r"[\d.]+/\d{4}/")


def is_general(document: Document) -> bool:
    """Whether ``document`` sets rules for every year: a law, a decree, a circular.

    The number of a decision or resolution that lays down rules carries its year
    ("31/2024/QĐ-UBND"). A text without its head says so itself: "Thông tư này quy định …".
    """
    kind = document.header.type.value
    if kind is not None:
        number = document.header.number.value or ""
        return kind.lower() in w.GENERAL or _OF_RULES.match(number) is not None
    return _OF_ITSELF.search(document.text[:_END].lower()) is not None


def _effect(text: str) -> date | None:
    """The day from which lower-case ``text`` says that it is in force."""
    match = _IN_FORCE.search(text)
    if match is None:
        return None
    try:
        return date(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), int(match["d"]))
    except ValueError:
        return None


def _signed(text: str) -> tuple[date | None, str | None]:
    """The day of the line "Mỹ An, ngày 28 tháng 4 năm 2026" at either end of the text."""
    for part in (text[:_END], text[-_END:]):
        match = SIGNING_LINE.search(part)
        if match is None:
            continue
        try:
            return date(int(match["y"]), int(match["m"]), int(match["d"])), "signing_line"
        except ValueError:
            continue
    return None, None


def stated_year(text: str, first_year: int) -> StatedYear | None:
    """The opening, end of term I and end of a school year as lower-case ``text`` gives them."""
    found: dict[str, date] = {}
    for name, (pattern, months) in _STATED.items():
        match = pattern.search(text)
        if match is None:
            continue
        year = int(match["y"] or match["y2"])
        right = year == first_year + (name not in ("opening", "term_1_start"))
        try:
            day = date(year, int(match["m"] or match["m2"]), int(match["d"]))
        except ValueError:
            continue
        if right and day.month in months:
            found[name] = day
    return StatedYear(first_year, **found) if found else None


def _day(value: str | None) -> tuple[date | None, bool]:
    """The day of an EDTF value and whether the value gives the day itself."""
    if value is None:
        return None, False
    try:
        if len(value) in (4, 7):
            return date.fromisoformat(f"{value}-01-01"[:10]), False
        return date.fromisoformat(value[:10]), True
    except ValueError:
        return None, False


def _title(document: Document) -> str:
    if document.header.title.value:
        return document.header.title.value
    blocks = document.blocks[:_TITLE_BLOCKS]
    return "\n".join(
        document.text[block.start : block.end] for block in blocks if block.kind is BlockKind.TITLE
    )
