"""Whether a time bounds a duty: the words around it decide."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.deadlines.clauses import (
    ACT,
    AHEAD,
    COMPLETION,
    DUTIES,
    NEAR,
    NO_NOUN,
    begins_to_report,
    is_labelled,
    tells,
    tells_what_was_done,
    told,
)
from extract.deadlines.names import BEGINNING, VERB, spelled
from extract.deadlines.rhythms import recurring
from extract.model import Bound, Time, TimeKind
from extract.times.words import WEEKDAYS, words

_BINDS = re.compile(rf"{ACT.pattern}|(?<!\w)(?:phải|thời hạn)(?!\w)")
_SORTS = re.compile(
    rf"(?<!phải )(?<!bảo đảm )(?<!đảm bảo ){spelled(DUTIES['sorts'])}[^;,.]{{0,25}}$"
    rf"|(?<!tuyển )(?<!học )(?<!thí )(?<!đoàn )(?<!tổ )(?<!hồ sơ )(?<!thủ tục )(?<!xác nhận )"
    rf"(?<!công nhận )(?<!xét ){spelled(DUTIES['sorts_at_once'])}\s*$"
)
_LOOSE = re.compile(r"(?<!vào )" + spelled(DUTIES["loose"]) + r"(?: [^\s,]+){0,6}\s*$")
_OBJECT = re.compile(spelled(DUTIES["objects"]) + r"(?: [^\s,]+){0,4}\s*$")
_GIVEN = re.compile(NO_NOUN + spelled(DUTIES["given"]) + r"[^;]{0,60}$")
_KEEPS = re.compile(spelled(DUTIES["keeps"]) + r"[^;,.]{0,30}$")
# "kể từ ngày nhận được Công văn này", not "ngày nhận đủ hồ sơ quy định tại Nghị định này"
_OWN_PAPER = re.compile(
    r"(?:từ|sau)(?: (?:ngày|khi))?(?: (?:nhận(?: được)?|ký|ban hành))?(?: ban hành)? "
    + spelled(DUTIES["papers"])
    + r"\s+(?:này|nêu trên|trên)"
)
_MEASURE = re.compile(
    r"\d+(?:[.,]\d+)?\s*%|(?:đạt|có|trên|tối thiểu|ít nhất)\s+(?:trên |ít nhất )?\d"
)
_BRACKETED = re.compile(r"\([^()]{0,300}\)")
_CONDITION = re.compile(r"(?<!\w)(?:đang|nếu)(?!\w)[^;]{0,150}$")
_CASE = re.compile(
    r"(?:đối với|trường hợp|những|nếu)(?!\w)[^,;]*$|(?<!\w)chưa(?:\s+[^\s,;]+){1,8}\s*$"
)
_ENDS = re.compile(
    r"(?:hoàn thành|xong|kết thúc|hoàn tất)(?:\s+\S+){0,5}\s*$"
    r"|(?:sơ|tổng) kết(?:\s+\S+){0,8}\s+vào\s*$"
)
_UNDONE = re.compile(r"(?<!\w)chưa(?!\w)")
_AT_ITS_EDGE = re.compile(r"(?:bắt đầu|kết thúc)(?!\w)")
_NOTHING = re.compile(r"[\s\d\W]*(?:[a-zđ][.)]\s*)?")
_TO_HAND_IN = re.compile(NO_NOUN + spelled(DUTIES["to_hand_in"]))
_HANDED_WITHIN = re.compile(spelled(DUTIES["handed_within"]) + r"(?:\s+[^\s;.]+){0,14}\s*$")
_HANDED_IN_AT = re.compile(
    spelled(DUTIES["handed_in"])
    + r"(?: [^\s,;]+){0,20} vào(?: (?:lúc|ngày|sáng|chiều))?"
    + rf"(?: (?:{words(WEEKDAYS)}),?)?\s*$"
)
_ASSIGNED_LINE = re.compile(rf":\s*(?:{BEGINNING.pattern})[^:;.]{{0,120}},\s*$")
_CLOSED_LINE = re.compile(r"[\s.;)]*")
_CLOSED = re.compile(r"\s*\)[\s.;]*")
_COMPLETED = re.compile(r"\s*,?\s*(?:phải )?(?:hoàn thành|hoàn tất|kết thúc|xong)(?!\w)")
_OPENS_WITH = re.compile(
    r"(?:\w{1,3}[.)]\s*)?(?:(?:phấn đấu|khẩn trương|cơ bản) )?" + spelled(DUTIES["ends"])
)
_ENDED = re.compile(
    NO_NOUN + r"(?<!\w)(?:hoàn thành|xong|hoàn tất|trình|ban hành|tổng kết|sơ kết)(?!\w)"
    r"(?!\s+(?:tốt|xuất sắc))"
)
_MUST = re.compile(
    r"(?<!\w)phải [^;]{0,100}?(?<!\w)(?:hoàn thành|hoàn tất|xong|gửi|nộp|báo cáo|trình)(?!\w)[^;]*$"
)
# "Khóa học mở trước ngày … tiếp tục thực hiện theo quy định cũ": which are meant.
_STAYS = re.compile(
    r"\s*,?\s*(?:thì|(?:vẫn |được )*tiếp tục(?: được)? (?:thực hiện|áp dụng|hưởng|sử dụng|học)"
    r"|vẫn|mà|thực hiện theo|áp dụng|được (?:hưởng|áp dụng|giải quyết))(?!\w)"
)
# "Các tàu được đóng trước ngày … phải thỏa mãn …", "… trước ngày … nhưng chưa …": so too.
_CASE_GOES_ON = re.compile(
    r"\s*(?:nhưng|sẽ|phải|chưa|đã|đang|không (?:phải|thuộc|được)|được lấy|trở (?:đi|về)"
    r"|và (?:kết thúc|chưa|còn|đang|đã|đưa))(?!\w)"
)
_HAS_YEARS = re.compile(r"(?<!\w)có (?:đủ|ít nhất) \d+ (?:năm|tháng)(?!\w)[^;]*$")
_ORDERED = re.compile(r"(?<!\w)(?:phải|yêu cầu|đề nghị|giao|có trách nhiệm)(?!\w)")
# "Sổ hộ khẩu vẫn được sử dụng và có giá trị … cho đến hết ngày …": until then it stands.
_STANDS = re.compile(
    r"(?<!\w)(?:vẫn(?: được)?|tiếp tục được|được tiếp tục) "
    r"(?:sử dụng|áp dụng|lưu hành|thực hiện|hưởng|tồn tại|có)(?!\w)(?![^;]*(?<!\w)phải(?!\w))[^;]*$"
)
# "số vốn thanh toán đến hết quý II, dự kiến đến hết năm": how much there is by then.
_STOCK = re.compile(
    r"(?<!\w)(?:số(?! \d)|vốn|nợ|dư nợ|kinh phí|lũy kế|ước|dự kiến|khi|lúc)(?!\w)"
    r"(?: (?!hoàn thành|xong)[^\s,;]+){0,16}\s*$"
)
# "đã hoàn thành hoặc dự kiến hoàn thành trong năm 2024": which are meant.
_FORESEEN = re.compile(r"(?<!\w)dự kiến(?: [^\s,;]+){0,10}\s*$")
_OR_FORESEEN = re.compile(r"(?<!\w)hoặc dự kiến(?: [^\s,;]+){0,10}\s*$")
_OLD_LAW = re.compile(
    r"(?<!\w)(?:thì|được (?:thực hiện|giải quyết))(?!\w)[^;]*theo quy định của pháp luật\s*$"
)
# "Thời hạn gửi báo cáo: 60 ngày kể từ ngày kết thúc năm": each time anew.
_AFTER_THE_END = re.compile(r"(?:từ|sau)(?: (?:ngày|khi))? kết thúc (?:năm|quý|tháng|học kỳ|kỳ)")
_HANDED_ON = re.compile(rf"phải|hoàn thành|xong|gửi|nộp|báo cáo|{NO_NOUN}(?<!\w)trình(?!\w)")
_ENCOURAGED = re.compile(r"(?<!\w)khuyến khích(?!\w)[^;]*$")
# "100% trường dùng học bạ số trước …" is a level to be reached, unless something is handed in.
_LEVEL = re.compile(
    r"\W*(?:(?:phấn đấu|có|trên|ít nhất|tối thiểu) )*\d+(?:[.,]\d+)?\s*%"
    rf"(?!.*{spelled(DUTIES['to_hand_in'])})"
)
# "trình Hội đồng nhân dân tỉnh tại kỳ họp giữa năm 2026": the day of the session is the day due.
_AT_A_SESSION = re.compile(
    r"(?<!\w)(?:trình|báo cáo|ban hành|thông qua|xem xét)(?!\w)[^;]*(?<!\w)"
    r"(?:tại|trong|vào) (?:các )?(?:kỳ|phiên) họp(?: [^\s,;]+){0,8}\s*$"
)
# "chậm nhất ngày 20/01 đối với học kỳ I và ngày 10/6 đối với học kỳ II"
_SHARES_BOUND = re.compile(
    r"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?)(?: vào)? (?:ngày )?\d[^;.]{0,90}"
    r"(?:(?<!\w)và|,)(?: [^\s,;]+){0,2}\s*$"
)
_HELD = re.compile(r"(?<!\w)(?:diễn ra|được tổ chức)[^,;]{0,30}$")
_HOUR = re.compile(r"\d{1,2} ?(?:h|giờ|:\d\d)(?![^\W\d])")
_AIMS = re.compile(r"(?<!\w)(?:để|nhằm)(?!\w)[^;]*$")
_PURPOSE = re.compile(r",|(?<!\w)để(?!\w)")
# "tỷ giá do Ngân hàng Nhà nước công bố ngày …" was made known before.
_AGENT = re.compile(r"(?<!\w)(?:do|theo)(?!\w)[^,;]*$")
_ON_A_DAY = re.compile(spelled(DUTIES["on_a_day"]) + r"(?: [^\s,;:]+){0,8}\s*$")
_THEY_REVIEW = re.compile(
    rf"\s*,\s*(?:{BEGINNING.pattern})[^,;.]{{0,80}}? (?:sơ kết|tổng kết)(?!\w)"
)
_IN_THE_END = re.compile(r"\s*(?:tổ chức |tiến hành )?(?:sơ kết|tổng kết)(?!\w)")
_SHORTEST_NAME = 3
_SHORT = 31  # days
_NARROW = (TimeKind.DATE, TimeKind.TIME_OF_DAY, TimeKind.MONTH, TimeKind.QUARTER, TimeKind.VAGUE)
_SCHOOL = (TimeKind.TERM, TimeKind.SCHOOL_YEAR)  # unbounded, they only tell which year is meant
_WIDE = (TimeKind.HALF_YEAR, TimeKind.TERM, TimeKind.YEAR, TimeKind.SCHOOL_YEAR, TimeKind.RELATIVE)


def rule_of(
    time: Time, before: str, after: str, *, general: bool = False, news: bool = False
) -> str | None:
    """The rule by which ``time`` sets a deadline in its clause, None if it does not.

    ``before`` and ``after`` are the lower-case words of the clause around the time. ``general``:
    the document sets rules for every year (a law, a circular), where much happens yearly that
    nobody has to hand in. ``news``: it tells what others do, plan and foresee.
    """
    if time.text[:9].lower() == "từ trước " or _OR_FORESEEN.search(before):
        return None
    if news and _FORESEEN.search(before):
        return None
    shared = _SHARES_BOUND.search(before) if time.text[:5].lower() == "ngày " else None
    if time.bound is None and shared is not None:
        time, before = replace(time, bound=Bound.AT_LATEST), before[: shared.start()]
    before = _BRACKETED.sub("", before)  # "(gồm số hộ đã được hỗ trợ)" tells of something else
    if time.role is not None:
        if time.bound is not None and time.latest is not None and _MUST.search(before):
            return "bounded"  # "trường được thành lập trước khi … phải hoàn thành … trước ngày"
        return "labelled" if is_labelled(time, before) else None
    if time.recurrence is not None:
        return recurring(time, before, after, general=general)
    if time.kind is TimeKind.DURATION:
        ends = is_labelled(time, before) and _AFTER_THE_END.search(time.text.lower())
        return "labelled" if ends else _counted(time, before, general=general)
    if time.latest is None:
        dated = time.value is not None and time.value.startswith("XXXX")
        unresolved = dated and time.bound in (Bound.BEFORE, Bound.AT_LATEST)
        return "bounded" if unresolved and COMPLETION.search(f"{before} {after}") else None
    if _SORTS.search(before):
        return None
    if is_labelled(time, before):
        return "labelled"
    if _heads_line(time, before, after) and time.bound is not Bound.FROM:
        return "timeline"
    if time.bound is None and time.kind in _NARROW and _ends_line(before, after):
        return "within"
    bracketed = before.rstrip().endswith("(") and _CLOSED.fullmatch(after) is not None
    on_a_day = time.kind is TimeKind.DATE and _ON_A_DAY.search(before) and not _AGENT.search(before)
    if time.bound is None and time.kind in _NARROW and (on_a_day or _HANDED_IN_AT.search(before)):
        return None if told(before) else "within"  # "nộp về văn phòng vào sáng thứ Hai, 29/9"
    if time.bound is None and time.kind in _NARROW and _ASSIGNED_LINE.search(before):
        return "within" if _CLOSED_LINE.fullmatch(after) else None  # "Lập danh mục: Sở A, quý I."
    if time.bound is None and time.kind in _NARROW and bracketed and not (news or told(before)):
        return "within"  # "3. Kết nối kho học liệu (Quý III/2025)."
    if time.bound in (Bound.BEFORE, Bound.AT_LATEST):
        sorts = (
            _sorts_cases(before)
            or (time.bound is Bound.BEFORE and _names_cases(before, after))
            or any((_STAYS.match(after), _LEVEL.match(before)))
            or any(sorts.search(before) for sorts in (_ENCOURAGED, _STANDS, _OLD_LAW))
        )
        acts = (
            not general
            or time.bound is Bound.AT_LATEST
            or _BINDS.search(f"{before} {after}") is not None
        )
        return None if told(before) or sorts or not acts else "bounded"
    if time.bound is Bound.UNTIL:
        return _until(time, before, after)
    if time.kind is TimeKind.PERIOD:
        return _window(time, before)
    if time.bound is Bound.WITHIN or time.bound is None:
        return _within(time, before, after)
    return None


def _sorts_cases(before: str) -> bool:
    """Whether a day only tells which cases are meant ("đối với hợp đồng ký trước ngày …")."""
    case = _CASE.search(before)
    if before.endswith((" thì", " thì ")):
        return False  # "đối với cơ sở chưa kết nối thì chậm nhất ngày … phải gửi"
    if case is None or _HANDED_ON.search(case[0]):
        return False
    # "Hoàn thành … đối với hồ sơ quy định tại Điều 4 Kế hoạch này trước ngày …"
    quoted = before.rstrip().endswith(" này")
    return not (quoted and COMPLETION.search(before, 0, case.start()))


def _names_cases(before: str, after: str) -> bool:
    """Whether what follows a day is said of the cases it tells apart: "… trước ngày … nhưng"."""
    named = re.search(r"\w", before) is not None and _ORDERED.search(before) is None
    goes_on = _CASE_GOES_ON.match(after) or _HAS_YEARS.search(before)
    if named and after.startswith(",") and BEGINNING.match(before) and not VERB.search(before):
        return not before.rstrip().endswith(",")  # "Người lao động chết trước ngày …, thân nhân"
    return named and (goes_on is not None or tells_what_was_done(before))


def _counted(time: Time, before: str, *, general: bool) -> str | None:
    if time.bound is Bound.AFTER:
        return None
    own = _OWN_PAPER.search(time.text.lower()) is not None
    if _KEEPS.search(before) or (not own and (general or time.latest is None)):
        return None  # a rule's "kể từ ngày ban hành" is the day of some other paper
    bare = time.text[:1].isdigit()  # "12 tháng, kể từ …" says how long, not by when
    return None if bare or told(before) else "counted"


def _until(time: Time, before: str, after: str) -> str | None:
    if time.text.lower().startswith("tính") or _CONDITION.search(before):
        return None
    if _STANDS.search(before) or _STOCK.search(before):
        return None
    if _OPENS_WITH.match(after.lstrip(" ,")) and not _MEASURE.search(after[:NEAR]):
        return None if told(before) else "until"
    if (
        _KEEPS.search(before)
        or told(before)
        or tells(after)
        or _UNDONE.search(after[:AHEAD])
        or _MEASURE.search(f"{before[-60:]} {after}")
    ):
        return None
    narrow = time.kind in (*_NARROW, TimeKind.HALF_YEAR, TimeKind.TERM)
    close = before[-90:]
    if _OPENS_WITH.match(before.lstrip(" -–—+•)")):
        return "until"
    if COMPLETION.search(close) or COMPLETION.search(after[:60]):
        return "until"
    return (
        "until" if narrow and re.search(r"(?:nhận|thu|đăng ký|hồ sơ)[^;,]{0,60}$", close) else None
    )


def _window(time: Time, before: str) -> str | None:
    """ "từ … đến …": only what is handed in within it is due at its end."""
    handed = _HANDED_WITHIN.search(before[-110:])
    days = time.value is not None and len(time.value) > 12
    return "window" if handed and days and not told(before) else None


def _is_loose(before: str) -> bool:
    """Whether a time only tells which tasks or figures are meant ("nhiệm vụ trong quý I")."""
    if before.rstrip().endswith("vào"):
        return False
    if _LOOSE.search(before):
        return True
    return _OBJECT.search(before) is not None and _GIVEN.search(before) is None


def _heads_line(time: Time, before: str, after: str) -> bool:
    """Whether a time heads the line of what is to be done then ("- Tháng 3: Kiện toàn …")."""
    opens = _NOTHING.fullmatch(before) is not None and time.kind not in _SCHOOL
    opens = opens and _HOUR.search(after) is None  # an agenda, not a plan
    return opens and after.lstrip().startswith(":") and ACT.search(after[:AHEAD]) is not None


def _ends_line(before: str, after: str) -> bool:
    """Whether a time ends the line of what is to be handed in ("Sơ kết học kỳ I: tháng 01")."""
    named = before.rstrip().endswith(":") and _TO_HAND_IN.search(before) is not None
    named = named and len(before.split()) >= _SHORTEST_NAME  # "Ban hành: …" is a portal's field
    return named and not re.search(r"\w", after.split("(")[0])


def _within(time: Time, before: str, after: str) -> str | None:
    if told(before) or tells(after) or _MEASURE.search(after[:60]) or _is_loose(before):
        return None
    if _HELD.search(before):
        return None  # "Kỳ thi được tổ chức trong các ngày …" tells when
    close, ahead = before[-110:], after[:60]
    if time.bound is None:
        return "within" if _is_named_for(time, before, after) else None
    ordered = time.bound is Bound.WITHIN and VERB.search(before) and not _AIMS.search(before)
    if "dịp" in time.text.lower():
        return None  # "ổn định thị trường trong dịp Tết" tells when, not by when
    if time.kind is TimeKind.VAGUE:
        short = ordered and _days(time) <= _SHORT
        return "within" if short or COMPLETION.search(close) or COMPLETION.search(ahead) else None
    if time.kind in _NARROW:
        return "within" if ordered or ACT.search(close) or ACT.search(ahead) else None
    if time.kind in _WIDE:
        return "within" if _ENDED.search(close) or _ENDED.search(ahead) else None
    return None


def _days(time: Time) -> int:
    """How many days a time leaves open, many if that is not known."""
    if time.earliest is None or time.latest is None:
        return _SHORT + 1
    return (time.latest - time.earliest).days


def _is_named_for(time: Time, before: str, after: str) -> bool:
    """Whether a time without a bound is that of the act before it: "tổng kết vào năm 2030"."""
    if time.kind in _SCHOOL or _AT_ITS_EDGE.match(time.text.lower()):
        return False
    if _NOTHING.fullmatch(before) and time.kind is not TimeKind.DATE and begins_to_report(after):
        # "cuối quý I/2026 tổng hợp, báo cáo …", "Quý III/2026, Sở Nội vụ tổ chức tổng kết …"
        return (VERB.match(after.lstrip()) or _THEY_REVIEW.match(after)) is not None
    if _NOTHING.fullmatch(before) and time.kind in _WIDE:
        # "Năm 2024, hoàn thành việc …", "năm 2030 tổ chức tổng kết …"
        return (_COMPLETED.match(after) or _IN_THE_END.match(after)) is not None
    if time.kind not in (*_NARROW, *_WIDE):
        return False
    if time.kind is not TimeKind.VAGUE and _AT_A_SESSION.search(before.rstrip(" (")):
        return True
    if before.rstrip().endswith("vào"):
        clause = _PURPOSE.split(before)[-1]
        if _OPENS_WITH.match(before.lstrip(" -–—+•)")) or _ENDED.search(clause[-AHEAD:]):
            return True
    return COMPLETION.search(before[-45:]) is not None and _ENDS.search(before) is not None
