"""Whether a rhythm ("hằng quý", "trước ngày 15/12 hằng năm") is that of a duty."""

from __future__ import annotations

import re

from extract.deadlines.clauses import (
    ACT,
    DUTIES,
    REPORT,
    begins_to_act,
    begins_to_report,
    is_labelled,
    told,
)
from extract.deadlines.names import ACTORS, BEGINNING, VERB, spelled
from extract.model import Bound, Time

_HANDED = re.compile(spelled(DUTIES["handed"]))
_NEED_OF_EVERY = re.compile(
    r"(?:^|[,;:.(]|định kỳ(?: [^.;,:]{1,40} (?:và|hoặc)| (?:tối thiểu|ít nhất))?)\s*$"
)
# "Hằng tháng, quý, hằng năm, Sở …": what is said of the first rhythm is said of each.
_FURTHER = re.compile(
    r"(?:(?:\s*,|\s+và)\s+(?:(?:hằng|hàng) )?(?:tháng|quý|6 tháng|(?:nửa )?năm)(?!\w))+(?=,)"
)
_FROM = re.compile(r"(?<!\w)(?:từ|bắt đầu|kỳ báo cáo|số liệu)(?!\w)[^;]{0,60}$")
_KIND_OF_REPORT = re.compile(r"báo cáo\s*$")  # "báo cáo định kỳ hằng năm của …" names it
_NAMED = re.compile(r"\s*(?::\s*)?(?:của|được|từ|gồm|tính|số liệu|và (?:các )?báo cáo)(?!\w)")
_SORT_OF_REPORT = re.compile(r"đối với (?:các )?báo cáo[^;.]{0,60}$")
_GROUNDS = re.compile(r"(?:^|[.;] )\W*(?:căn cứ|trên cơ sở|theo)(?!\w)[^,;]*$")
_ALLOTTED = re.compile(spelled(DUTIES["allotted"]) + r"\s*$")
# "số giường bệnh tại thời điểm 31 tháng 12 năm báo cáo": when something is counted.
# "trong đó 07 ngày cuối cùng của tháng", "b) Tiêu chuẩn 6.2: Hằng năm, trường có …" bind nobody.
_COUNTED_AT = re.compile(
    r"(?<!\w)(?:tại(?: thời điểm)?|có|có đến)(?: ngày)?\s*$"
    r"|(?<!\w)trong đó \d+\s*$|(?<!\w)tiêu (?:chuẩn|chí) [\d.]+\s*:\s*$"
)
_REPORTS_EACH_TIME = re.compile(r"(?<!\w)định kỳ,? " + spelled(DUTIES["reports"]))
_TO_WHOM = re.compile(r"\W*(?:$|(?:về|gửi|tới|để|lên|trên(?! địa bàn))(?!\w))")
_RESPONSIBLE = re.compile(r"(?<!\w)trách nhiệm (?:tổng hợp, )?báo cáo(?! định kỳ)[^,;.]*$")
_WHO = re.compile(rf",\s*(?:{BEGINNING.pattern})")
_HOURS = re.compile(r"(?:trước|lúc|vào) \d{1,2} ?(?:giờ|h)(?:[\d\s]|giờ|phút|h|và|,){0,40}$")
# "… nêu trong báo cáo hằng năm" says where something is told.
_IN_A_REPORT = re.compile(
    r"(?<!\w)(?:trong|tại|vào|mẫu|biểu mẫu) (?:các )?báo cáo(?: [^\s,;:]+){0,7}\s*$"
)
# "Ngoài báo cáo định kỳ hằng năm, …", "không gửi báo cáo định kỳ hằng năm thì …" name it.
_NAMES_IT = re.compile(
    r"(?<!\w)(?:ngoài|trường hợp|nếu|không)(?!\w)[^,;:()]{0,120}?báo cáo(?: [^\s,;:()]+){0,4}\s*$"
)
_ASIDE = re.compile(r"^\s*\([^()]{0,120}\)(?: hoặc (?:khi có yêu cầu|đột xuất))?")
_SENT = re.compile(r"(?<!\w)(?:gửi|trình|nộp) [^;:.]{0,40}báo cáo[^;:.]{0,60}$")
_TO_THEM = re.compile(r"\s*(?:đến|về|tới|cho|lên)(?!\w)")
_ENDING = re.compile(r"[\s.,;/)]*(?:để .*|theo .*)?")
_HANDED_ON = re.compile(
    rf"(?<!theo )(?<!chế độ )(?<!các )(?<!trong )(?<!tại ){spelled(DUTIES['handed'])}"
    r"(?! (?:năm|tháng|quý))"
)
_COUNTED = re.compile(r"\d|định")
_EVERY = re.compile(r"(?<!\w)(?:một|0?1|hai|02|ba|03) lần(?!\w)")
_MEETS = re.compile(
    r"(?<!cuộc )(?<!phiên )(?<!kỳ )(?<!\w)(?:họp|sinh hoạt|giao ban)(?!\w)[^,;]{0,40}$"
)
_REVIEWS = re.compile(r"(?<!\w)(?:sơ kết|tổng kết)(?: [^\s,;]+){0,6}\s*$")
_AMOUNT = re.compile(r"(?<!\w)(?:tối đa|hỗ trợ|mức)(?!\w)")
_FUNDED = re.compile(r"(?<!\w)(?:kinh phí|chi|quỹ|dự toán|hoạt động)(?!\w)[^;.]*$")
# "Hằng năm, căn cứ nhu cầu, Sở …"
GROUNDS_AHEAD = re.compile(
    r"^\s*,?\s*(?:căn cứ|trên cơ sở|theo|vào thời điểm|cùng thời điểm)(?!\w)[^,;]{1,200},"
)
_ON_GROUNDS = re.compile(r"(?:^|[:;.] )\W*(?:căn cứ|trên cơ sở|theo|để|nhằm)(?!\w)[^;:]*$")
_OBLIGED_NEXT = re.compile(r"\s*(?:phải|có trách nhiệm)(?!\w)")
_AT_MOST = re.compile(r"(?:tối đa|không quá|tối đa không quá) \d")


def recurring(time: Time, before: str, after: str, *, general: bool) -> str | None:
    """The rule by which a rhythm sets a duty in its clause; see ``duties.rule_of``."""
    if time.bound in (None, Bound.UNTIL) and _COUNTED_AT.search(before):
        return None
    if _IN_A_REPORT.search(before):
        return None
    if time.bound is None and _NAMES_IT.search(before):
        return None
    if is_labelled(time, before):
        return "labelled"
    if after.lstrip(" ,").startswith("không "):
        return None  # a list of what breaks the rules
    after = _ASIDE.sub("", after)  # "Định kỳ hằng quý (xong trong tuần đầu quý sau), …"
    after = GROUNDS_AHEAD.sub(",", after, count=1)  # "Hằng năm, căn cứ nhu cầu, Sở …"
    further = _FURTHER.match(after)
    after = after if further is None else after[further.end() :]
    around = f"{before} {after}"
    dated = "BYMONTHDAY" in str(time.recurrence)
    due = time.bound in (Bound.BEFORE, Bound.AT_LATEST) and dated
    by_month = time.bound is Bound.AT_LATEST and "BYMONTH" in str(time.recurrence)
    # "(Báo cáo định kỳ hằng năm và báo cáo đột xuất)" says of the report before how often.
    kind = _KIND_OF_REPORT.search(before) is not None and not before.endswith("(báo cáo ")
    if time.bound is None and kind and _NAMED.match(after):
        return None
    if time.bound is None and (_SORT_OF_REPORT.search(before) or _GROUNDS.search(before)):
        return None
    if _AT_MOST.match(time.text.lower()):
        return None  # "không quá 02 lần trong một năm" asks for none
    if time.text[:1].isdigit() and before.rstrip().endswith(":"):
        return None  # "Báo cáo quý: 01 lần/01 quý" says how often, its days stand beside
    opening = _NEED_OF_EVERY.search(before) is not None or time.text.lower().startswith("định")
    opening = opening or _only_names_who(before, after)
    named = opening and (begins_to_report(after) or begins_to_act(after))
    ends = _TO_WHOM.match(after) is not None
    if time.bound is None and _RESPONSIBLE.search(before) and (ends or after.startswith(" và")):
        return "recurring"
    if _HOURS.search(before) and REPORT.search(before):
        return "recurring"  # "báo cáo … trước 6 giờ và 16 giờ hằng ngày"
    every = _EVERY.search(time.text.lower()) is not None
    acts = begins_to_report(before) or begins_to_act(before)
    inside = time.bound is Bound.WITHIN or before.rstrip().endswith("vào")
    within = inside and "BYMONTH" in str(time.recurrence) and acts
    if due and not before.strip() and _WHO.match(after):
        return "recurring"  # "Trước ngày 01/6 hằng năm, Bộ Tài chính:"
    if by_month and not told(before) and VERB.search(around):
        return "recurring"  # "chậm nhất tháng 11 hằng năm, chuyển kinh phí đợt 2"
    if time.bound is None and _SENT.search(before) and _TO_THEM.match(after):
        return "recurring"  # "gửi báo cáo hoạt động hằng năm đến Ủy ban Thường vụ Quốc hội"
    if general and not (dated or named or every or within) and not _HANDED.search(around):
        return None
    if time.text.lower().startswith("tính") or told(before):
        return None
    verb = VERB.match(before.lstrip(" -–+,"))
    ordered = verb is not None and verb[0] not in ACTORS["openings"]
    ordered = ordered and not _AMOUNT.search(before)
    if every and (acts or ordered or _MEETS.search(before)):
        return "recurring"  # "Hội đồng họp 6 tháng một lần"
    if time.bound is None and _REVIEWS.search(before):
        if _FUNDED.search(before):
            return None  # "chi cho các hoạt động tổng kết hằng năm"
        return "recurring"  # "tổ chức sơ kết việc thực hiện Quy chế hằng năm"
    if within:
        return "recurring"  # "giao chỉ tiêu trong quý IV hằng năm"
    if not (ACT if due or named else REPORT).search(f"{around} {time.text.lower()}"):
        return None
    if time.bound in (Bound.FROM, Bound.AFTER):
        return None
    if time.bound is Bound.UNTIL and _FROM.search(before):
        return None  # the stretch a report covers, not the day it is due
    if time.bound in (Bound.BEFORE, Bound.AT_LATEST, Bound.UNTIL):
        return "recurring"
    if dated and "báo cáo" in time.text.lower():
        return "recurring"  # "ngày 25 tháng cuối quý báo cáo"
    nearby = REPORT.search(before[-80:]) or REPORT.match(after.lstrip(" ,"))
    if dated and (nearby or begins_to_act(after)):
        return "recurring"
    if opening and (REPORT.search(after[:80]) or REPORT.search(before[-60:])):
        return "recurring"
    if named:
        return "recurring"
    if _REPORTS_EACH_TIME.search(before):
        return "recurring"
    counted = _COUNTED.match(time.text.lower()) is not None
    if (
        (not general or time.text.lower().startswith("định"))
        and (counted or ends)
        and begins_to_report(before)
        and not _ALLOTTED.search(before)
    ):
        return None if _NAMED.match(after) else "recurring"
    if (
        not general
        and not _ALLOTTED.search(before)
        and _ENDING.fullmatch(after)
        and _HANDED_ON.search(before[-80:])
    ):
        return "recurring"
    adjacent = re.search(
        r"(?:báo cáo(?: nhanh| kết quả| tình hình)?|tổng hợp|rà soát|cập nhật|sơ kết|đánh giá)\s*$",
        before,
    )
    return "recurring" if adjacent and not after.lstrip().startswith("của") else None


def _only_names_who(before: str, after: str) -> bool:
    """Whether a clause only names who acts before a rhythm: "Các đội … hằng tháng báo cáo"."""
    if _ON_GROUNDS.search(before):
        return False
    who = before.rsplit(",", 1)[-1].strip().removeprefix("chỉ đạo ").removeprefix("đối với ")
    first = BEGINNING.match(who)
    if first is None or _ALLOTTED.search(before):
        return False
    acts = VERB.search(who.removesuffix(" có trách nhiệm"), first.end()) is not None
    return not acts or _OBLIGED_NEXT.match(after) is not None
