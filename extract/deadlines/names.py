"""The bodies of a stretch of text: as full names where the document's bodies give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from extract.data_files import read_yaml
from extract.model import Body, Document
from extract.times.basis import is_general
from extract.times.words import words

ACTORS: dict[str, Any] = read_yaml("extract.deadlines", "data/actors.yaml")
_BLANK = r"[ \xa0\n]{1,3}"


def spelled(phrases: list[str]) -> str:
    """Source of a pattern for any of ``phrases`` as whole words, over any blanks."""
    both = {*phrases, *(phrase.replace("ủy", "uỷ") for phrase in phrases)}
    return rf"(?<!\w)(?:{words(sorted(both))})(?!\w)".replace(" ", _BLANK)


# Some first words of agencies begin other words too ("ban hành", "trường hợp").
_OTHER = words(ACTORS["no_bodies"]).replace(" ", _BLANK)
BEGINNING = re.compile(
    r"(?<!trên (?=cơ sở))"
    + rf"(?:(?<!\w)(?:các|mỗi|từng){_BLANK})?"
    + spelled(ACTORS["beginnings"])
    + rf"(?!,?{_BLANK}(?:(?:{_OTHER})(?!\w)|chức(?!{_BLANK}(?:cán|đảng))))"
)


# A verb ends the name of a body; written small, since names of bodies carry the same words
# with capitals ("Ban Tổ chức"). Some are parts of nouns.
def _no_noun(noun: str, verb: str = "") -> str:
    """Source that keeps a verb, or one verb alone, from being found behind ``noun``."""
    ahead = f"(?={verb})" if verb else ""
    return "".join(rf"(?<!{noun}{blanks}{ahead})" for blanks in (" ", "  "))


def _at_head(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


_NOUNS_WITH = [(verb, noun) for verb, nouns in ACTORS["nouns_with"].items() for noun in nouns]
_NOUNS = "".join(
    [
        *(_no_noun(noun) for noun in ACTORS["nouns"]),
        *(_no_noun(_at_head(noun)) for noun in ACTORS["nouns"] if " " not in noun),
        *(_no_noun(noun, verb) for verb, noun in _NOUNS_WITH),
        *(_no_noun(_at_head(noun), verb) for verb, noun in _NOUNS_WITH),
    ]
)
# "các tổ chức đảng", "tổ chức có liên quan": here "tổ chức" is no verb.
_NO_BODY = (
    r"(?<!tổ chức(?= (?:đảng|đoàn|hội|chính trị|cơ sở|hành chính|khác|có liên quan|liên quan"
    r"|sự nghiệp|quốc tế)))"
)
# "lãnh đạo Sở" are persons, "lãnh đạo xây dựng" is what somebody does.
_LEADING_TO = rf"(?<!\w)lãnh đạo(?={_BLANK}(?:{words(ACTORS['verbs'])})(?!\w))"
_VERBS = spelled(ACTORS["verbs"])
VERB = re.compile(
    rf"(?={_VERBS}|(?<!\w)lãnh)"  # first, since the nouns before it are many
    + _NOUNS
    + rf"(?:{_VERBS}(?! thông(?! (?:báo|qua|tin))| dịch){_NO_BODY}|{_LEADING_TO})"
)
_PERSON = re.compile(rf"(?:(?:[Cc]ác|[Mm]ỗi|[Tt]ừng){_BLANK})?[Nn]gười")
_MUST = re.compile(
    spelled([*ACTORS["obliged"], *ACTORS["bound"], "gửi", "nộp", "báo cáo", "thực hiện"])
)
_BREAKS = re.compile(
    r"[;:()\n]|\.(?=\s|$)|\s[-–—]\s(?=[a-zđ])(?!(?:xã|phường|huyện|thị|thành|quận)\s)"
)
# "Phòng A (Sở B) và Phòng C"
_ASIDE = re.compile(
    rf"\([^()]{{1,80}}\)(?:,|;|{_BLANK}và)?{_BLANK}(?={BEGINNING.pattern}|X)", re.IGNORECASE
)
_EDGE = ' \t\n\xa0,;:.-–—+•*()“”"'
# "các trường thuộc Sở": the second body only says whose the first ones are.
_OF = re.compile(r"(?<!\w)(?:trực thuộc|thuộc|của|tại|trên địa bàn)\s+$", re.IGNORECASE)
_LEADS = re.compile(r"\s+lãnh\s+đạo\s+(?:việc\s+)?")
_LEADING = re.compile(r"^(?:và|cùng|với|,|;|\s)+")
_TRAILING = re.compile(r"(?:\s+(?:có|đã|và|để|cũng|đều|phải|sẽ|là|của))+$")
_REST = re.compile(r" [A-ZĐ][\wĐđ&\-]*(?: [A-ZĐ][\wĐđ&\-]*){0,6}")
_FIRST_WORDS = 40  # letters within which a body begins
_PARTED = re.compile(r"(?:[,;:.()/]|(?<!\w)(?:và|cùng|với|hoặc))\s*$")
# "Ban Chỉ đạo xã": the level whose body it is.
_LEVEL = re.compile(
    rf"{_BLANK}(?P<level>(?:cấp )?(?:tỉnh|huyện|xã|phường))(?![\w-]|{_BLANK}[A-ZĐ])"
)
# "Tổ chức đào tạo" at the head of a line is somebody only where rules are laid down.
_MAY_ACT = re.compile(rf"Tổ{_BLANK}chức{_BLANK}(?!đảng|cơ{_BLANK}sở{_BLANK}đảng)")
# "Ngân hàng Nhà nước chi nhánh", "Thuế khu vực IV": a branch is not its head office.
_BRANCH = re.compile(
    rf"{_BLANK}(?:[Cc]hi{_BLANK}nhánh|[Kk]hu{_BLANK}vực)(?: [IVX\d]{{1,5}})?(?!\w)"
)
_LEVELS = re.compile(
    r"(?:(?:xã|phường|đặc khu|thị trấn|huyện|thị xã|quận|thành phố)(?:,? (?:và )?|$)){1,4}"
)
_LONGEST = 200
_LONGEST_LIST = 4000  # letters of bodies charged together


class Names:
    """Names for stretches of one document."""

    def __init__(self, document: Document) -> None:
        """``document`` may come without bodies; then phrases are given as they stand."""
        self._text = document.text
        self._rules = is_general(document)
        self._bodies = sorted(document.bodies, key=lambda body: (body.start, -body.end))
        self._starts = [body.start for body in self._bodies]

    def begin_at(self, position: int) -> bool:
        """Whether the name of a body, or a word that one begins with, stands at a position."""
        number = bisect_left(self._starts, position)
        known = number < len(self._starts) and self._starts[number] == position
        ahead = self._text[position : position + _FIRST_WORDS]
        if not self._rules and _MAY_ACT.match(ahead):
            return known
        return known or BEGINNING.match(ahead.lower()) is not None

    def known_at(self, position: int) -> bool:
        """Whether a body of its own name, no group, stands at a position."""
        number = bisect_left(self._starts, position)
        known = number < len(self._starts) and self._starts[number] == position
        return known and self._bodies[number].rule != "group"

    def _begun(self, start: int, end: int) -> list[Body]:
        """The bodies that begin from ``start`` to ``end``."""
        return self._bodies[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def masked(self, start: int, end: int) -> str:
        """The stretch with X for the letters of each body ("giao" of "Bộ Ngoại giao")."""
        pieces: list[str] = []
        reached = start
        for body in self._begun(start, end):
            if body.end > reached:
                first, reached_by = max(body.start, reached), min(body.end, end)
                pieces += (self._text[reached:first], "X" * (reached_by - first))
                reached = reached_by
        return "".join((*pieces, self._text[reached:end]))

    def headed(self, start: int, end: int) -> str:
        """The stretch with X for the letters of each body but those of the word it begins with.

        "Cục Phát hành và Kho quỹ" publishes nothing by its name.
        """
        masked = list(self.masked(start, end))
        for body in self._begun(start, end):
            first = BEGINNING.match(self._text[body.start : body.end + 1].lower())
            stop = min(end, body.start if first is None else body.start + first.end() + 1)
            masked[body.start - start : stop - start] = self._text[body.start : stop]
        return "".join(masked)

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """The bodies named from ``start`` to ``end``; without any, the phrase itself."""
        names: list[str] = []
        reached = start
        for body in self._begun(start, end):
            if body.start < reached:
                continue
            if names and self._is_aside(start, body.start):
                closed = self._text.find(")", body.end, end)
                reached = end if closed < 0 else closed + 1
                continue
            if names and _LEADS.fullmatch(self._text, reached, body.start):
                return tuple(dict.fromkeys(names))  # what the body leads acts by its order
            if _OF.search(self._text[reached : body.start]):
                names.extend(self._between(reached, body.end))
            else:
                names.extend(self._unit_of(reached, body, end))
            level = _LEVEL.match(self._text, body.end, end)
            reached = body.end if level is None else level.end()
        if names:
            names.extend(self._between(reached, end))
            return tuple(dict.fromkeys(_joined(names)))
        phrase = " ".join(self._text[start:end].split()).strip(_EDGE)
        phrase = _TRAILING.sub("", phrase)
        # One syllable ("Ban" of "Ban quản lý khu công nghiệp") is a name cut short.
        return (phrase,) if " " in phrase and len(phrase) <= _LONGEST else ()

    def _is_aside(self, start: int, position: int) -> bool:
        """Whether a bracket is open at a position: "Phòng A (Sở B) và Phòng C"."""
        return self._text.rfind("(", start, position) > self._text.rfind(")", start, position)

    def _between(self, start: int, end: int) -> list[str]:
        """A group that no body covers ("các sở, ban, ngành"), between bodies or after them."""
        phrase = " ".join(self._text[start:end].split()).strip(_EDGE)
        phrase = _TRAILING.sub("", _LEADING.sub("", phrase))
        fits = BEGINNING.match(phrase.lower()) and len(phrase) <= _LONGEST
        return [phrase] if fits else []

    def _unit_of(self, start: int, body: Body, end: int) -> list[str]:
        """What stands before a body, and the body; "Tổ Thể chất Phòng GDĐT" is one name."""
        before, name = self._between(start, body.start), self._name(body, end)
        several = self._text.startswith("Các ", body.start)  # at the head of a line of a cell
        if not before or several or _PARTED.search(self._text[start : body.start]):
            return [*before, name]
        return [f"{before[0]} {name}"]

    def _name(self, body: Body, end: int) -> str:
        rest = _goes_on(self._text, body, end)
        if rest is not None:
            return self._text[body.start : rest.end()]
        branch = _BRANCH.match(self._text, body.end, end)
        if branch is not None:
            return " ".join(self._text[body.start : branch.end()].split())
        level = _LEVEL.match(self._text, body.end, end)
        return body.name if level is None else f"{body.name} {level['level']}"


def _joined(names: list[str]) -> list[str]:
    """``names`` with levels put to what they go on with: "các đảng ủy xã", "phường"."""
    joined = names[:1]
    for name in names[1:]:
        if _LEVELS.fullmatch(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


def _goes_on(text: str, body: Body, end: int) -> re.Match[str] | None:
    """The rest of a name of which only the first word was known ("Phòng" of "Phòng GDTrH")."""
    if body.rule != "alone" or " " in text[body.start : body.end].strip():
        return None
    return _REST.match(text, body.end, end)


def _past_what_they_do(plain: str, start: int, verb: re.Match[str] | None) -> re.Match[str] | None:
    """The verb behind those that only say which person: "Người được phân công theo dõi … phải"."""
    first = verb
    while verb is not None and not plain[start : verb.start()].strip():
        if _MUST.match(plain, verb.start()) is not None:
            return verb
        start, verb = verb.end(), VERB.search(plain, verb.end())
    return first if verb is None else verb


def lists_bodies(text: str, start: int, end: int) -> bool:
    """Whether a stretch only names who is meant, so that a semicolon after it ends no clause."""
    low = text[start:end].lower()
    begin = re.match(r"[\s\d.()\-–+]*", low)
    at = begin.end() if begin is not None else 0
    return BEGINNING.match(low, at) is not None and VERB.search(text, start, end) is None


def region(text: str, start: int, end: int, names: Names | None = None) -> tuple[int, int] | None:
    """From a body's first word to the verb or break that ends its name; None if none begins.

    ``text`` is the document's own, not lower-case: the verbs count only when written small,
    and neither they nor breaks count within a name ("các Bộ: Ngoại giao, Tư pháp").
    """
    end = min(end, start + _LONGEST_LIST)
    plain = names.masked(start, end) if names is not None else text[start:end]
    first = BEGINNING.match(plain.lower())  # "tổ chức dịch vụ" holds the verb "tổ chức"
    verb = VERB.search(plain, first.end() if first is not None else 0)
    if first is not None and _PERSON.fullmatch(plain, 0, first.end()):
        verb = _past_what_they_do(plain, first.end(), verb)
    stop = verb.start() if verb is not None else len(plain)
    reached = 0
    for broken in _BREAKS.finditer(plain, 0, stop):
        aside = _ASIDE.match(plain, broken.start())
        reached = aside.end() if aside is not None else reached
        if broken.start() < reached:
            continue
        following = re.match(r"\s*", plain[broken.end() : stop])
        after = start + broken.end() + (following.end() if following is not None else 0)
        if broken.group() != ";" or not BEGINNING.match(text[after : after + 40].lower()):
            stop = broken.start()
            break
    while stop and text[start + stop - 1] in _EDGE:
        stop -= 1
    return (start, start + stop) if stop else None
