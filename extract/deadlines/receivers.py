"""Who receives what a duty hands on: "gửi báo cáo về Sở …", "trình Thủ tướng Chính phủ"."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.deadlines.names import ACTORS, BEGINNING, Names, region, spelled

_WORDS: dict[str, list[str]] = ACTORS["receiving"]
_NO_NOUN = r"(?<!chương )(?<!quá )(?<!quy )(?<!tờ )"
_HANDING = re.compile(_NO_NOUN + spelled(_WORDS["handing"]), re.IGNORECASE)
_SENDING = re.compile(spelled(_WORDS["sending"]), re.IGNORECASE)
_ADVISING = re.compile(spelled(_WORDS["advising"]), re.IGNORECASE)
_WHO = re.compile(
    rf"(?<!\w)(?:(?<!liên quan )(?P<to>{spelled(_WORDS['to'])})\s+)?"
    rf"(?P<who>[A-ZĐÂÊÔƯỦÁ][^\W\d]*|{spelled(_WORDS['small'])})"
)
_NOT_TO = re.compile(rf"(?:,|{spelled(_WORDS['not_to'])})\s*$", re.IGNORECASE)
_BREAK = re.compile(r"[;:\n]|\.(?=\s)")
_NAME_END = re.compile(
    rf",|\(|(?<!\w)(?<!gân )(?:và|{'|'.join(ACTORS['matters'])})(?!\w)".replace(" ", r"\s")
)
_NOBODY = ("cơ quan", "đơn vị")  # one of them, without more words, could be any
_NEAR = 90  # letters between a verb and whom it names without a word like "về"
_FAR = 300  # letters between a verb and such a word
_FIRST_WORDS = 40


def receiver_of(text: str, start: int, end: int, time: tuple[int, int], names: Names) -> str | None:
    """The first body that receives the result of the duty of ``time``; None if none is named.

    ``start`` and ``end`` bound the duty. Whose report it is ("báo cáo của Sở …") or by whose
    guidance it is made receives nothing; "tham mưu UBND tỉnh" names the receiver only where
    nothing is handed in.
    """
    clause = text.rfind(";", start, time[0]) + 1 or start
    stop = text.find(";", time[1], end)
    stop = end if stop < 0 else stop
    whos = [
        who
        for who in _WHO.finditer(text, clause, stop)
        if BEGINNING.match(text[who.start("who") : who.start("who") + _FIRST_WORDS].lower())
    ]
    if not whos:
        return None
    for verbs, near in ((_HANDING, _NEAR), (_SENDING, 0), (_ADVISING, _NEAR)):
        for verb in verbs.finditer(text, clause, stop):
            found = _named_behind(text, verb.end(), whos, near, names)
            if found is not None:
                return found
    return _named_behind(text, time[1], whos, 0, names)  # "trước ngày 15/01 về Sở Nội vụ"


def _named_behind(
    text: str, verb: int, whos: list[re.Match[str]], near: int, names: Names
) -> str | None:
    first = bisect_left(whos, verb, key=lambda who: who.start())
    if first == len(whos):
        return None
    broken = _BREAK.search(text, verb, verb + _FAR)
    limit = broken.start() if broken is not None else verb + _FAR
    reached = verb
    for match in whos[first:]:
        who = match.start("who")
        if who >= limit:
            break
        span = region(text, who, whos[-1].endpos, names) if match.start() >= reached else None
        if span is None:
            continue
        before = text[verb:who]
        named = match["who"][0].isupper() and len(before) <= near and not _NOT_TO.search(before)
        if match["to"] or not before.strip() or named:
            cut = _NAME_END.search(names.masked(*span))
            found = names.within(span[0], span[0] + cut.start() if cut else span[1])
            if found and found[0].lower() not in _NOBODY:
                return found[0]
        reached = span[1]
    return None
