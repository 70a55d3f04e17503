"""Treaties called by name: "Công ước về Quyền trẻ em", "Hiệp định CPTPP".

They have no issuer and no number of ours. A short name is one word in capitals; any other goes on
up to a word or mark behind which no name goes on. A year ends the name and belongs to it.
"""

from __future__ import annotations

import re

from extract.model import ReferenceKind
from extract.references.letters import spaced
from extract.references.mention import Mention

# One literal each, so that the engine can skip to it.
_KINDS = tuple(
    re.compile(
        spaced(
            rf"(?P<kind>{kind}) (?:(?P<short>[A-ZĐ]{{3,}})|(?=[A-ZĐ][^A-ZĐ]"
            r"|(?:về|giữa(?! hai| các| ba)|quốc tế về|của Liên [Hh]ợp [Qq]uốc về|khung về) \w"
            r"|thương mại tự do (?:giữa|Việt) ))"
        )
    )
    for kind in ("Hiệp định", "Công ước", "Hiệp ước", "Nghị định thư", "Hiến chương")
)
_REACH = 260
_YEAR = r"(?P<year>(?:,? năm)? (?:19|20)\d\d(?![\w/]|-\d))"
_AFTER_SHORT = re.compile(spaced(_YEAR))
_KIND = "Hiệp|Công ước|Nghị định|Luật|Bộ luật|Hiến"
_STOP = re.compile(
    r"[.;:()\[\]“”\"|…]|\n(?! ?[a-zà-ỹđ](?!\)))"
    + spaced(
        rf"|{_YEAR}|(?:,| và|, và) (?={_KIND}|Thỏa|các |những |quy |pháp |văn |điều |luật |có )"
        r"| (?:thì|mà|được|đã|có|ký|trong|phải|nhằm|để|quy định|theo|tại|là|nếu|này|khi|trước"
        r"|sau|nêu|trái|hết|kể từ|từ ngày|thuộc|giai đoạn|đối với|với|\d{1,4})(?!\w)"
        r"|(?<!tự) do(?!\w)"
    )
)


def treaty_mentions(text: str) -> list[Mention]:
    """Treaties by name in plain ``text``."""
    found = []
    for match in (match for pattern in _KINDS for match in pattern.finditer(text)):
        if text[max(0, match.start() - 1) : match.start()].isalnum():
            continue
        after = match.end()
        limit = min(len(text), after + _REACH)
        if match["short"]:
            stop, limit = _AFTER_SHORT.match(text, after), after
        else:
            stop = _STOP.search(text, after, limit)
            limit = limit if stop is None else stop.start()
        end = stop.end() if stop is not None and stop["year"] else limit
        kind = " ".join(match["kind"].split())
        name = text[match.start() : end].rstrip(" ,\n")
        mention = Mention(
            match.start(), match.start() + len(name), ReferenceKind.NAMED, "treaty", kind
        )
        mention.name = " ".join(name.split())
        found.append(mention)
    return found
