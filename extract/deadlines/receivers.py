"""Who receives what a duty hands on: "gửi báo cáo về Sở …", "trình Thủ tướng Chính phủ"."""

from __future__ import annotations

import re

from extract.deadlines.names import ACTORS, BEGINNING, Names, region, spelled

_WORDS: dict[str, list[str]] = ACTORS["receiving"]
_NO_NOUN = r"(?<!chương )(?<!quá )(?<!quy )(?<!tờ )"
_HANDING = re.compile(_NO_NOUN + spelled(_WORDS["handing"]), re.IGNORECASE)
_SENDING = re.compile(_NO_NOUN + spelled(_WORDS["handing"] + _WORDS["sending"]), re.IGNORECASE)
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
    for verbs, near in ((_HANDING, _NEAR), (_SENDING, 0), (_ADVISING, _NEAR)):
        for verb in verbs.finditer(text, clause, stop):
            found = _named_behind(text, verb.end(), stop, near, names)
            if found is not None:
                return found
    return _named_behind(text, time[1], stop, 0, names)  # "trước ngày 15/01 về Sở Nội vụ"


def _named_behind(text: str, verb: int, stop: int, near: int, names: Names) -> str | None:
    broken = _BREAK.search(text, verb, min(stop, verb + _FAR))
    limit = broken.start() if broken is not None else min(stop, verb + _FAR)
    position = verb
    while (match := _WHO.search(text, position, limit)) is not None:
        who, position = match.start("who"), match.end()
        span = region(text, who, stop, names)
        if not BEGINNING.match(text[who : who + _FIRST_WORDS].lower()) or span is None:
            continue
        before = text[verb:who]
        named = match["who"][0].isupper() and len(before) <= near and not _NOT_TO.search(before)
        if match["to"] or not before.strip() or named:
            cut = _NAME_END.search(text, *span)
            found = names.within(span[0], cut.start() if cut else span[1])
            if found and found[0].lower() not in _WORDS["small"]:
                return found[0]  # "cơ quan" alone tells nobody
        position = max(position, span[1])
    return None
