"""The lists that a DOCX defines in ``numbering.xml``."""

from __future__ import annotations

from dataclasses import replace

from extract.reading.word.lists import LEVELS, Level, List
from extract.reading.word.package import Element, W, number, on, val
from extract.reading.word.styles import Styles
from extract.reading.word.symbols import bullet


def read_lists(root: Element | None, styles: Styles) -> dict[int, List]:
    """The lists by their ``w:numId``."""
    if root is None:
        return {}
    abstract: dict[int, Element] = {}
    for entry in root.iterfind(W + "abstractNum"):
        identifier = number(entry, "abstractNumId")
        if identifier is not None:
            abstract[identifier] = entry
    nums: dict[int, Element] = {}
    for entry in root.iterfind(W + "num"):
        identifier = number(entry, "numId")
        if identifier is not None:
            nums[identifier] = entry
    return {
        identifier: made
        for identifier, entry in nums.items()
        if (made := _list(entry, nums, abstract, styles)) is not None
    }


def _list(
    entry: Element, nums: dict[int, Element], abstract: dict[int, Element], styles: Styles
) -> List | None:
    definition = number(entry.find(W + "abstractNumId"))
    if definition is None or definition not in abstract:
        return None
    # A list may stand for the one that a numbering style names.
    linked = val(abstract[definition].find(W + "numStyleLink"))
    if linked is not None:
        target = nums.get(styles.list_of(linked) or 0)
        meant = None if target is None else number(target.find(W + "abstractNumId"))
        if meant is not None and meant in abstract:
            definition = meant
    levels = {
        place: level
        for child in abstract[definition].iterfind(W + "lvl")
        if (place := number(child, "ilvl")) is not None
        and 0 <= place < LEVELS
        and (level := _level(child))
    }
    restarts: dict[int, int] = {}
    for override in entry.iterfind(W + "lvlOverride"):
        place = number(override, "ilvl")
        if place is None or not 0 <= place < LEVELS:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            levels[place] = _level(own)
        start = number(override.find(W + "startOverride"))
        if start is not None:
            restarts[place] = start
            levels[place] = replace(levels.get(place, Level()), start=start)
    return List(definition, levels, restarts)


def _level(child: Element) -> Level:
    start = number(child.find(W + "start"))
    form = val(child.find(W + "numFmt")) or "decimal"
    shape = val(child.find(W + "lvlText")) or ""
    if form == "bullet":
        properties = child.find(W + "rPr")
        fonts = None if properties is None else properties.find(W + "rFonts")
        shape = bullet(shape, val(fonts, "ascii") or val(fonts, "hAnsi"))
    return Level(
        start=1 if start is None else start,
        form=form,
        shape=shape,
        legal=bool(on(child.find(W + "isLgl"))),
        restart=number(child.find(W + "lvlRestart")),
        style=val(child.find(W + "pStyle")),
    )
