"""Figures written by hand into the number and the date of a scan: left blank, never guessed.

OCR reads such figures wrongly and is sure of it. Printed figures have the height of the capitals
around them and stand on the same line; written ones do not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.letters import fold
from extract.reading.pdf.scan import ScannedPage, Symbol
from extract.reading.pdf.words import Blanks, Word

_TOP = 0.45  # of the page: number and date stand above
_TALL = 0.075  # how much the height of a printed figure may differ from the capitals
_LIFT = 0.075  # of the capitals' height: how far a printed figure's foot may be off its line
_SURE = 95.0  # per cent confidence of each printed figure
_NUMBER = re.compile(r"^s[o0]\s*[:.;]?$|^s[o0][:.;]?(?=\S)")
_FIGURES = re.compile(r"^\d{1,5}$")
_CAPITALS = set("ABCDEGHKLMNPRSTUVXIĐ0123456789/")


def blank_written_figures(page: ScannedPage, height: float) -> Blanks:
    """Take figures that are not surely printed out of the number and the date of ``page``."""
    rows = _lines(page, height)
    number = date = False
    for row in rows:
        if not number:
            number = _blank_number(page, row)
        date = _blank_date(page, row) or date
    return Blanks(number, date)


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


def _blank_number(page: ScannedPage, row: list[int]) -> bool:
    """Handle "Số: 47 /QĐ-UBND"; true if its figures were taken out."""
    words = page.words
    for position, index in enumerate(row):
        match = _NUMBER.match(fold(words[index].text))
        if not match:
            continue
        limit = words[index].left + 0.42 * _span(words)
        tail = [index, *(i for i in row[position + 1 :] if words[i].right <= limit)]
        return _take_out_number(page, tail, match.end())
    return False


def _span(words: list[Word]) -> float:
    return max(word.right for word in words) - min(word.left for word in words)


def _take_out_number(page: ScannedPage, tail: list[int], lead: int) -> bool:
    words = page.words
    text, owners = "", []  # every character with the word and position it comes from
    for index in tail:
        for position, letter in enumerate(words[index].text):
            owners.append((index, position))
            text += letter
    rest = _code_start(text, lead)
    if rest is None:
        return False
    serial = text[lead:rest].strip(" .:;,_")
    if _FIGURES.match(serial) and _is_printed(page, owners[lead:rest], tail):
        return False
    for index in tail:
        kept = "".join(
            letter
            for position, letter in enumerate(words[index].text)
            if not lead <= owners.index((index, position)) < rest
        )
        words[index] = replace(words[index], text=kept)
    return True


def _code_start(text: str, lead: int) -> int | None:
    """Where the code of a number begins: "/QĐ-UBND", "/2025/QĐ-UBND"."""
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


def _blank_date(page: ScannedPage, row: list[int]) -> bool:
    """Handle "ngày 17 tháng 01 năm 2025"; true if a day or month was taken out."""
    words = page.words
    folded = [fold(words[index].text).strip(" .,:;") for index in row]
    month = next((p for p, text in enumerate(folded) if text.startswith("than")), None)
    year = next((p for p, text in enumerate(folded) if text in ("nam", "năm")), None)
    if month is None or year is None or not month < year:
        return False
    if year + 1 >= len(row) or not re.match(r"^(?:19|20)\d\d\b", words[row[year + 1]].text):
        return False
    day = next((p for p in range(month - 1, -1, -1) if folded[p].startswith("nga")), None)
    if day is None:
        return False
    around = [row[p] for p in (year + 1, *range(day))]
    taken = False
    head = words[row[day]]
    glued = re.match(r"^ng[aà]y", fold(head.text))
    if glued and len(head.text) > 4:
        words[row[day]] = replace(head, text=head.text[:4])
        taken = True
    for first, last, most in ((day + 1, month, 31), (month + 1, year, 12)):
        inside = row[first:last]
        text = "".join(words[index].text for index in inside)
        places = [(i, p) for i in inside for p in range(len(words[i].text))]
        if (
            not (first == day + 1 and taken)
            and re.match(r"^\d{1,2}$", text)
            and 1 <= int(text) <= most
            and _is_printed(page, places, around)
        ):
            continue
        taken = taken or bool(inside)
        for index in inside:
            words[index] = replace(words[index], text="")
    return taken
