"""The date of issue that stands beside a document number.

Values are EDTF: ``2023-08-23``, ``2023-08``, ``2023``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extract.data_files import read_yaml
from extract.letters import fold
from extract.references.codes import PACKAGE

# The text is ``plain``: blanks are spaces or newlines, dashes are hyphens. A year may carry the
# mark of a footnote: "ngày 13/02/20232".
_DAY = (
    r"(?P<day>\d{1,2})(?:\s{0,2}(?P<joint>[/.\-])\s{0,2}(?P<month>\d{1,2})\s{0,2}(?P=joint)\s{0,2}"
    r"(?:(?P<year>(?:19|20)\d\d)(?!\d{3})|(?P<short>\d{2})(?!\d))"
    r"|\s{1,2}th[áa]ng\s{1,2}(?P<named>\d{1,2}|[^\W\d_]{2,6})(?:\s{1,2}|,\s)n[ăáaà]m\s{1,2}"
    r"(?P<spoken>\d{4}))"
)
_AFTER = re.compile(
    r"\s{0,16}[,;]?\s{0,3}(?P<open>\()?\s{0,2}"
    r"(?:(?:được )?(?:Quốc hội )?(?:ban hành|ký|thông qua|bổ sung)\s{1,3})?"
    r"(?:(?:(?P<ngay>[Nn]g[àa]y)\s{0,3}(?:mồng |mùng )?|(?<=\())" + _DAY + r"(?P<close>\s{0,2}\))?"
    r"|(?:ngày[ .…]{1,12})?tháng\s{1,2}(?P<m>\d{1,2})(?:\s{0,2}/\s{0,2}|\s{1,2}năm\s{1,2})"
    r"(?P<my>\d{4})(?!\d)"
    r"|(?:năm\s{1,2})(?P<y>\d{4})(?!\d|\s?-\s?\d))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[Nn]gày\s{0,3}" + _DAY)


@cache
def _months() -> dict[str, int]:
    months = read_yaml(PACKAGE, "data/dates.yaml")["months"]
    return {fold(word): number for word, number in months.items()}


def _century(year: int) -> int:
    """The full year behind two digits; documents in use are from 1945 on."""
    return year + (1900 if year >= 45 else 2000)


def _value(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    year = (
        _century(int(match["short"])) if match["short"] else int(match["year"] or match["spoken"])
    )
    word = match["month"] or match["named"]
    month = int(word) if word.isdigit() else _months().get(fold(word), 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def date_after(text: str, position: int) -> tuple[str | None, int] | None:
    """The date written right after a number that ends at ``position``, and where it ends.

    The value is None for a day that does not exist ("ngày 31/6/2020"). None where no date stands.
    """
    match = _AFTER.match(text, position)
    if match is None:
        return None
    end = match.end()
    if match["day"]:
        if match["open"] and not match["close"]:
            end = max(match.end("year"), match.end("short"), match.end("spoken"))
        elif match["close"] and not match["open"]:
            end = match.start("close")
        return _value(match), end
    if match["m"]:
        month = int(match["m"])
        return (f"{match['my']}-{month:02}" if 1 <= month <= 12 else None), end
    return match["y"], end


def date_before(text: str, start: int, position: int) -> str | None:
    """The last full date in ``text[start:position]``: "Ngày 20/9/2022, Sở … có Kế hoạch số …"."""
    found = None
    for match in _BEFORE.finditer(text, start, position):
        found = match
    return None if found is None else _value(found)
