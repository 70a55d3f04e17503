"""A law's name and the number behind it are one mention: "Luật Giáo dục số 43/2019/QH14"."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.references.mention import Mention

# "Luật … (HIV/AIDS) số", "Luật Giáo dục (Luật số".
_BETWEEN = re.compile(
    r"(?:[ \n]\([A-Z/]{2,12}\))?"
    r"[ \n]{0,3},?[ \n]{0,2}\(?[ \n]{0,2}(?:Luật[ \n])?(?:[Ss]ố|SỐ)?:?[ \n]{0,3}\Z"
)
_REACH = 30  # characters between the two, at most


def join_names(text: str, laws: list[Mention], numbered: list[Mention]) -> list[Mention]:
    """ "Luật Giáo dục số 43/2019/QH14" is one mention: the name goes to the number."""
    by_end = {law.end: law for law in laws}
    ends = sorted(by_end)
    joined: set[int] = set()
    for mention in numbered:
        index = bisect_right(ends, mention.number_start) - 1
        if index < 0 or mention.number_start - ends[index] > _REACH:
            continue
        law = by_end[ends[index]]
        within = mention.start < law.end  # "… theo hợp đồng số 69/2020/QH14"
        fits = within or mention.type in (None, law.type, "Luật", "Bộ luật")
        if mention.number is None or not fits:
            continue
        if "QH" not in mention.number.symbol.text:
            continue
        if _BETWEEN.match(text, law.end, mention.number_start) is None:
            continue
        mention.start, mention.type = law.start, law.type
        mention.name, mention.issuer = law.name, law.issuer
        mention.rule = "law_with_number"
        joined.add(law.start)
    return [*(law for law in laws if law.start not in joined), *numbered]


def close(text: str, mention: Mention) -> None:
    """ "Luật Giáo dục (Luật số 43/2019/QH14)": what a mention opens belongs to it closed."""
    if mention.rule == "law_with_number" and text.startswith(")", mention.end):
        opened = text.rfind("(", mention.start, mention.end)
        if opened >= 0 and text.find(")", opened, mention.end) < 0:
            mention.end += 1
