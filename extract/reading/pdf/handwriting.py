"""Figures written by hand into the number and the date of a scan: left blank, never guessed.

OCR reads such figures wrongly and is sure of it. Printed figures have the height of the capitals
around them and stand on the same line; written ones do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.letters import fold
from extract.model import Box
from extract.reading.pdf.misread import with_figures
from extract.reading.pdf.recognised import ScannedPage, Symbol, one_letter
from extract.reading.pdf.words import Blanks, Word

_TOP = 0.45  # of the page: number and date stand above
_TALL = 0.1  # how much the height of a printed figure may differ from the capitals
_LIFT = 0.1  # of the capitals' height: how far a printed figure's foot may be off its line
_SURE = 95.0  # per cent confidence of each printed figure
_NUMBER = re.compile(r"^s[o0]\s*[:.;]?$|^s[o0][:.;]?(?=\S)")
_BARE_CODE = re.compile(r"^(?=/[A-ZĐ]{2})")
_CODE = re.compile(r"[\w/&.,-]*[\w-]|")
_PLACE = 5  # words of the place before the date at most
_DAY = re.compile(r"\W*ng[aà]")
_MONTH = re.compile(r"than\w*\W*(\d{1,2})\W+nam\b")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NO_LABEL = ("SỞ", "Sở", "SỐ")  # in names of bodies; the label of a number is "Số:"
_LEFT = 0.46  # of the page: the left column ends here
_LEAST = 8.0  # letter sizes: a number takes at least so much room
_PARTY = re.compile(r"[^/-]*(?=-[A-ZĐ][A-Za-zĐđ]{0,4}/[A-ZĐ])")
_FIGURES = re.compile(r"^\d{1,5}$")
SecondLook = Callable[[Sequence[Word]], str]

_CAPITALS = set("ABCDEGHKLMNPRSTUVXIĐ0123456789/")


def blank_written_figures(page: ScannedPage, height: float, again: SecondLook) -> Blanks:
    """Take figures that are not surely printed out of the number and the date of ``page``.

    ``again`` reads some words once more; printed figures are read the same both times.
    """
    blanking = {"number": _blank_number, "date": _blank_date}
    boxes: dict[str, Box | None] = {}
    dated: list[int] = []
    for row in _lines(page, height):
        for field, blank in list(blanking.items()):
            before = [page.words[index] for index in row]
            taken = blank(page, row, again)
            if taken is not None:
                boxes[field] = _changed(page, row, before) if taken else None
                dated = row if field == "date" else dated
                del blanking[field]
    if dated and "number" in blanking:
        boxes["number"] = _number_beside(page, dated, again)
    return Blanks(**boxes)


def _changed(page: ScannedPage, row: Sequence[int], before: Sequence[Word]) -> Box:
    """Where the words of ``row`` stand that are no longer what they were ``before``."""
    words: list[Word] = []
    for index, old in zip(row, before, strict=True):
        if page.words[index] is not old:
            words += (old, page.words[index])
    return _around(words or before)


def _around(words: Sequence[Word]) -> Box:
    return Box(
        1,
        round(min(word.left for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.right for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )


def _lines(page: ScannedPage, height: float) -> list[list[int]]:
    """Positions of the words in the upper part of the page, row by row."""
    upper = [i for i, word in enumerate(page.words) if word.baseline < _TOP * height]
    upper.sort(key=lambda i: page.words[i].baseline)
    rows: list[list[int]] = []
    base = -1e9
    for index in upper:
        word = page.words[index]
        if word.baseline - base > 0.6 * word.size:
            rows.append([])
            base = word.baseline
        rows[-1].append(index)
    return [sorted(row, key=lambda i: page.words[i].left) for row in rows]


def _blank_number(page: ScannedPage, row: list[int], again: SecondLook) -> bool | None:
    """Handle "Số: 47 /QĐ-UBND"; true if its figures were taken out, None if it is not there."""
    words = page.words
    wide = max(word.right for word in words)
    for position, index in enumerate(row):
        word = words[index]
        match = _NUMBER.match(fold(word.text)) or _BARE_CODE.match(word.text)
        if not match or word.text in _NO_LABEL or word.left > 0.45 * wide:
            continue
        if position and word.left - words[row[position - 1]].right < 2 * word.size:
            continue  # inside a sentence
        tail = [index]
        for other in row[position + 1 :]:
            before = words[tail[-1]]
            if words[other].left - before.right > 3 * word.size or words[other].right > 0.6 * wide:
                break
            if any(letter.isalnum() or letter in "/-" for letter in words[other].text):
                tail.append(other)
            else:
                words[other] = replace(words[other], text="")
        return _take_out_number(page, tail, match.end(), again)
    return None


def _take_out_number(
    page: ScannedPage, tail: list[int], lead: int, again: SecondLook
) -> bool | None:
    words = page.words
    text = "".join(words[index].text for index in tail)
    places = [(i, p) for i in tail for p in range(len(words[i].text))]
    rest = _code_start(text, lead)
    second = again([words[i] for i in tail]).replace(" ", "")
    start = _code_start(second, 0)
    if rest is None and start is None:
        label = words[tail[0]]
        place = replace(label, right=max(label.right, _LEFT * max(word.right for word in words)))
        code = _code_in(place, again)
        words[tail[0]] = replace(place, text=f"Số: {code}") if code else label
        return True
    # The larger drawing shows the letters of the code better.
    clear = start is not None and (rest is None or second[start] == "/")
    code = _code(second[start:] if clear else text[rest:])
    serial = text[lead:rest].strip(" .:;,_")
    agreed = start is not None and re.sub(r"\D", "", second[:start]) == serial
    printed = _FIGURES.match(serial) and _is_printed(page, places[lead:rest], tail)
    kept = serial if agreed and printed else ""
    words[tail[0]] = replace(
        words[tail[0]], text=f"Số: {kept}{code}", right=max(words[i].right for i in tail)
    )
    for index in tail[1:]:
        words[index] = replace(words[index], text="")
    return not kept


def _number_beside(page: ScannedPage, dated: Sequence[int], again: SecondLook) -> Box | None:
    """Put in the number that the first look missed, left of the date; None if there is none.

    Bold strokes of a pen make OCR take the whole line for a drawing.
    """
    first = min((page.words[index] for index in dated), key=lambda word: word.left)
    left = min(word.left for word in page.words)
    if first.left - left < _LEAST * first.size:
        return None
    place = replace(first, left=left, right=first.left - first.size)
    code = _code_in(place, again)
    if not code:
        return None
    page.words.append(replace(place, text=f"Số: {code}"))
    return _around([place])


def _code_in(place: Word, again: SecondLook) -> str:
    """The code of a number that OCR reads when it looks at ``place`` alone; "" for none."""
    seen = again([place]).replace(" ", "")
    start = _code_start(seen, 0)
    return "" if start is None else _code(seen[start:])


def _code(text: str) -> str:
    """The code at the start of ``text``, without what was read beside it."""
    found = _CODE.match(one_letter(text))
    return found[0] if found else ""


def _code_start(text: str, lead: int) -> int | None:
    """Where the code of a number begins: "/QĐ-UBND", "/2025/QĐ-UBND", of the Party "-CT/TU"."""
    party = _PARTY.match(text, lead)
    if party:
        return party.end()
    for match in re.finditer(r"/", text[lead:]):
        start = lead + match.start()
        if re.match(r"/\s*(?:(?:19|20)\d\d\s*/\s*)?[A-ZĐÐ]", text[start:]):
            return start
    dash = re.search(r"-[A-ZĐ]{2}", text[lead:])
    return lead + dash.start() if dash else None


def _is_printed(page: ScannedPage, places: list[tuple[int, int]], around: list[int]) -> bool:
    """Whether the figures at ``places`` (word, position) look like the capitals around them."""
    figures: list[Symbol] = []
    for index, position in places:
        symbols = page.symbols.get(index, [])
        if len(symbols) != len(page.words[index].text):
            return False
        if symbols[position].text.isdigit():
            figures.append(symbols[position])
    chosen = set(map(id, figures))
    others = [
        symbol
        for index in around
        for symbol in page.symbols.get(index, [])
        if symbol.text in _CAPITALS and id(symbol) not in chosen
    ]
    return bool(figures) and _agree(figures, others)


def _agree(figures: list[Symbol], others: list[Symbol]) -> bool:
    if len(others) < 2:
        return False
    height = sorted(symbol.height for symbol in others)[len(others) // 2]
    lift = sorted(symbol.lift for symbol in others)[len(others) // 2]
    return all(
        abs(figure.height - height) <= max(_TALL * height, 1.5)
        and abs(figure.lift - lift) <= max(_LIFT * height, 1.5)
        and figure.confidence >= _SURE
        for figure in figures
    )


def _blank_date(page: ScannedPage, row: list[int], again: SecondLook) -> bool | None:
    """Handle "…, ngày 17 tháng 01 năm 2025" at the end of a row.

    True if a day or month was taken out, None if the row is not the date of a head.
    """
    words = page.words
    folded = [fold(words[index].text).strip(" .,:;") for index in row]
    year = len(row) - 1
    while year > 0 and not _YEAR.match(words[row[year]].text):
        year -= 1
    if year < 3 or len(row) - year > 2 or folded[year - 1] != "nam":
        return None
    day = next((p for p in range(year - 2, -1, -1) if _DAY.match(folded[p])), None)
    column = 0.3 * max(word.right for word in words)  # the right column begins further right
    if day is None or words[row[day]].left < column:
        return None
    place = [i for i in row[:day] if words[i].left > column and words[i].text]
    if len(place) > _PLACE or (place and not words[place[-1]].text.endswith((",", "."))):
        return None  # a date inside a sentence
    around = [row[year], *place]
    second = again([words[i] for i in row[day : year + 1]])
    seen = re.findall(r"\d+", with_figures(second))
    month = next((p for p in range(year - 2, day, -1) if "than" in folded[p]), None)
    if month is None:
        return _blank_unseen_month(page, row[day : year + 1], second, around)
    taken = False
    for first, last, most, name in ((day, month, 31, "ngày"), (month, year - 1, 12, "tháng")):
        inside = row[first + 1 : last]
        text = "".join(words[index].text for index in inside)
        places = [(i, p) for i in inside for p in range(len(words[i].text))]
        sound = folded[first] == fold(name) and re.match(r"^\d{1,2}$", text)
        agreed = sound and 1 <= int(text) <= most and text in seen
        if agreed and _is_printed(page, places, around):
            continue
        taken = True
        words[row[first]] = replace(words[row[first]], text=name)
        for index in inside:
            words[index] = replace(words[index], text="")
    return taken


def _blank_unseen_month(
    page: ScannedPage, row: list[int], second: str, around: list[int]
) -> bool | None:
    """Handle a date whose "tháng" only the second look saw, under the figures of the day."""
    words = page.words
    found = _MONTH.search(fold(with_figures(second)))
    if not found or len(row) < 4:
        return None
    index = row[-3]
    places = [(index, position) for position in range(len(words[index].text))]
    figures = words[index].text
    printed = figures == found[1] and 1 <= int(figures) <= 12
    kept = figures if printed and _is_printed(page, places, around) else ""
    words[row[0]] = replace(words[row[0]], text=f"ngày tháng {kept}".strip())
    for other in row[1:-2]:
        words[other] = replace(words[other], text="")
    return True
