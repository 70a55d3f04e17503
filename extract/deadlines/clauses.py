"""What the words of a clause tell: of acts, of reports, of what is done already."""

from __future__ import annotations

import re

from extract.data_files import read_yaml
from extract.deadlines.names import BEGINNING, VERB, spelled
from extract.model import Time, TimeKind

DUTIES: dict[str, list[str]] = read_yaml("extract.deadlines", "data/duties.yaml")
NO_NOUN = r"(?<!công )(?<!chương )(?<!quá )(?<!quy )(?<!lộ )"
COMPLETION = re.compile(NO_NOUN + spelled(DUTIES["completions"]))
ACT = re.compile(NO_NOUN + spelled([*DUTIES["completions"], *DUTIES["acts"]]))
REPORT = re.compile(NO_NOUN + spelled(DUTIES["reports"]))
_LABEL = re.compile(
    rf"(?:{spelled(DUTIES['labels'])}(?:\s*(?:dự kiến|cụ thể|cuối cùng))?\s*(?::|là(?!\w))"
    rf"|^\W*{spelled(DUTIES['labels'])})\s*(?:từ|trong|vào|trước)?\s*$"
)
_PAST = re.compile(spelled(DUTIES["past"]))
# "học phí đã thu": done to what the order is about; "đã được", "đã hoàn thành" tell.
_OF_AN_OBJECT = re.compile(rf"đã (?!được|có|{'|'.join(DUTIES['completions'])})")
_DONE = re.compile(r"(?<!\w)đã (?:được )?[^\s,;]+(?: [^\s,;]+)?")
_BOUND_OR_ACT = re.compile(rf"{ACT.pattern}|(?<!\w)(?:phải|cần)(?!\w)")
NEAR = 60  # letters before a time in which "đã" tells of the past
# "chủ trì, tổ chức rà soát": the last of these verbs says what is done.
_CARRYING_OUT = re.compile(r"(?:(?:chủ trì|tổ chức|tiến hành|thực hiện|chỉ đạo|đồng thời),? ){1,3}")
_BOUND_TO = (
    "có trách nhiệm",
    "chịu trách nhiệm",
    "phải",
    "sẽ",
    "cần",
    "chủ trì",
    "phối hợp",
    "với",
)
AHEAD = 100  # letters behind a time that still tell of it


def is_labelled(time: Time, before: str) -> bool:
    """Whether a label stands before; without a colon a period only says how long something runs."""
    label = _LABEL.search(before)
    return label is not None and (
        time.kind is not TimeKind.PERIOD or ":" in label.group() or label.group().endswith("là")
    )


def told(before: str) -> bool:
    """Whether the clause tells of what is done: "đã … trước ngày".

    What is done to the object of an order is no matter: "hoàn trả học phí đã thu trước ngày".
    """
    clause = before.rsplit(",", 1)[-1]
    past = _PAST.search(clause, max(0, len(clause) - NEAR))
    if past is None:
        return False
    ordered = VERB.search(clause, 0, past.start()) is not None
    return not (ordered and _OF_AN_OBJECT.match(clause, past.start()))


def tells_what_was_done(before: str) -> bool:
    """Whether a day tells when something was done: "đã phục viên, xuất ngũ trước ngày …"."""
    done = list(_DONE.finditer(before))
    if not done or VERB.search(before, 0, done[-1].start()) is not None:
        return False
    return _BOUND_OR_ACT.search(before, done[-1].end()) is None


def tells(after: str) -> bool:
    """Whether what follows a time at the head of its clause tells of what is done."""
    past = _PAST.search(after[:AHEAD])
    return past is not None and not ACT.search(after[: past.start()])


def begins_to_report(clause: str) -> bool:
    """Whether what is done first in a clause is to report, to publish, to check."""
    verb = VERB.search(clause)
    if verb is None:
        return False
    carried = _CARRYING_OUT.match(clause, verb.start())
    at = carried.end() if carried else verb.start()
    return REPORT.match(clause, at) is not None and not clause.startswith("báo cáo định kỳ", at)


def begins_to_act(clause: str) -> bool:
    """Whether a clause opens with an act, or with who does it and the act."""
    words = clause.lstrip(" ,")
    if ACT.match(words) or REPORT.match(words):
        return True
    if VERB.match(words) is None and BEGINNING.match(words) is None:
        return False
    verbs = (verb for verb in VERB.finditer(words) if verb[0] not in _BOUND_TO)
    verb = next(verbs, None)
    if verb is None:
        return False
    return (
        ACT.match(words, verb.start()) is not None or REPORT.match(words, verb.start()) is not None
    )
