"""Days without a year that a clause about regular reports makes recurring."""

from __future__ import annotations

import re

from extract.model import Bound
from extract.times import words as w
from extract.times.core import Core
from extract.times.moments import REFERENCE_POINT, Basis
from extract.times.scan import Found

_BEFORE, _AFTER = 300, 60
_PERIODIC_REACH = 60
_BREAK = re.compile(r"[.;\t]")
_EVERY_YEAR = w.pattern(r"(?:hằng|hàng|mỗi) năm|định k[ỳì]|thường niên|báo cáo k[ỳì]")
_REPORTS = w.pattern(
    r"báo cáo (?:kết quả )?(?:(?:0?6|sáu) tháng|năm(?! \d)|quý(?! [iv\d])|tháng(?! \d))"
    r"|0?6 tháng(?! (?:đầu|cuối))"
)
# A rule speaks of the year after any year: "dự kiến kinh phí cho năm sau trước ngày 30 tháng 6".
_ANY_NEXT_YEAR = w.pattern(r"(?:cho|của) năm (?:sau|tiếp theo|kế tiếp|kế hoạch)(?! \d)")
_EVERY_MONTH = w.pattern(r"(?:hằng|hàng|mỗi) tháng|báo cáo tháng(?! \d)|định k[ỳì] tháng")
_YEARLY_BEFORE = w.pattern(r"(?:hằng|hàng|mỗi) năm~,?~(?:vào|trong)?~$")
_LISTED = w.pattern(
    r"~(?:,|và|hoặc)~(?:trước )?(?:ngày )?\d{1,2}(?:/| tháng )\d{1,2}"
    rf" (?:(?:{w.words(w.EVERY)}) năm|(?:của )?năm (?:{w.words(w.ANY_YEAR)}))(?!\w)"
)
_THIS_YEAR = w.pattern(r"năm (?:ngân sách )?hiện hành$")
# "Định kỳ cuối học kỳ I và cuối học kỳ II": parts of the year that come again each year.
_PERIODIC = w.pattern(r"định k[ỳì](?: [^.;,:\t]{1,40} (?:và|hoặc))? (?:vào )?$")
_LAST_MONTHS = {("term", 1): 1, ("term", 2): 5, ("school_year", None): 5, ("year", None): 12}
_DUE = (Bound.BEFORE, Bound.AT_LATEST, Bound.UNTIL, Bound.WITHIN, None)


def recurring(
    text: str, found: Found, core: Core, block: tuple[int, int], basis: Basis
) -> str | None:
    """The recurrence of a day without a year ("báo cáo định kỳ trước ngày 15/6"), or None."""
    moment = core.moment
    if moment.part in ("last", "end") and moment.year is None and not moment.offset:
        month = _LAST_MONTHS.get((moment.unit, moment.number))
        before = text[max(block[0], found.start - _PERIODIC_REACH) : found.start]
        periodic = month is not None and _PERIODIC.search(before) is not None
        return f"FREQ=YEARLY;BYMONTH={month}" if periodic else None
    if moment.unit == "month" and moment.year is None and moment.month is not None:
        before = text[max(block[0], found.start - 30) : found.start]
        yearly = _YEARLY_BEFORE.search(before) is not None and moment.last is None
        return f"FREQ=YEARLY;BYMONTH={moment.month}" if yearly else None
    if moment.unit != "day" or moment.year is not None or found.bound not in _DUE:
        return None
    each_year = f"FREQ=YEARLY;BYMONTH={moment.month};BYMONTHDAY={moment.day}"
    if moment.offset is not None and moment.text != REFERENCE_POINT:
        this = basis.general and _THIS_YEAR.search(text, found.start, found.end) is not None
        return each_year if this else None
    clause = _clause(text, found, block)
    if moment.month is None:
        if moment.text == REFERENCE_POINT and _EVERY_MONTH.search(clause):
            return f"FREQ=MONTHLY;BYMONTHDAY={moment.day}"
        return None
    listed = _LISTED.match(text, found.end, block[1]) is not None
    if found.bound is None and moment.text != REFERENCE_POINT and not listed:
        return None
    dated = basis.year is not None or basis.school_year is not None
    any_year = moment.text == REFERENCE_POINT and moment.offset is not None
    standing = basis.general or basis.day is None
    if standing and any_year and found.bound in (Bound.BEFORE, Bound.AT_LATEST):
        return each_year
    if basis.general and _ANY_NEXT_YEAR.search(clause):
        return each_year
    if listed or _EVERY_YEAR.search(clause) or (not dated and _REPORTS.search(clause)):
        return each_year
    return None


def _clause(text: str, found: Found, block: tuple[int, int]) -> str:
    before = text[max(block[0], found.start - _BEFORE) : found.start]
    breaks = list(_BREAK.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
    after = text[found.end : min(block[1], found.end + _AFTER)]
    stop = _BREAK.search(after)
    return f"{before} {after[: stop.start()] if stop else after}"
