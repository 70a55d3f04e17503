"""Styles of a DOCX: what a paragraph or a run inherits (ECMA-376, Part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from extract.reading.word.package import Element, W, number, on, val


@dataclass(frozen=True, slots=True)
class Look:
    """Properties that matter for reading; None where nothing is said."""

    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    align: str | None = None
    outline: int | None = None  # 0 to 8 for a heading
    list_id: int | None = None
    list_level: int | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else what ``below`` says."""
        return _over(self, below)


@lru_cache(maxsize=4096)
def _over(above: Look, below: Look) -> Look:
    said = {name: value for name in Look.__slots__ if (value := getattr(above, name)) is not None}
    return replace(below, **said)


NONE = Look()


def run_look(properties: Element | None) -> Look:
    """What ``w:rPr`` itself says."""
    if properties is None:
        return NONE
    fonts = properties.find(W + "rFonts")
    return Look(
        bold=on(properties.find(W + "b")),
        capitals=on(properties.find(W + "caps")),
        hidden=on(properties.find(W + "vanish")),
        font=val(fonts, "ascii") or val(fonts, "hAnsi"),
    )


def paragraph_look(properties: Element | None) -> Look:
    """What ``w:pPr`` itself says, its numbering and outline included."""
    if properties is None:
        return NONE
    numbering = properties.find(W + "numPr")
    level = None if numbering is None else number(numbering.find(W + "ilvl"))
    return Look(
        align=val(properties.find(W + "jc")),
        outline=number(properties.find(W + "outlineLvl")),
        list_id=None if numbering is None else number(numbering.find(W + "numId")),
        list_level=level,
    )


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._looks: dict[str, Look] = {}
        for style in [] if root is None else root.iterfind(W + "style"):
            name = val(style, "styleId")
            if name is None:
                continue
            self._styles[name] = style
            if val(style, "type") == "paragraph" and val(style, "default") in ("1", "true"):
                self._default = name

    def look(self, name: str | None) -> Look:
        """What the style ``name`` (of a paragraph: the default one if None) gives."""
        name = name or self._default
        if name is None:
            return NONE
        if name not in self._looks:
            look = NONE
            for above in self.chain(name):
                style = self._styles[above]
                own = paragraph_look(style.find(W + "pPr"))
                look = look.over(run_look(style.find(W + "rPr")).over(own))
            self._looks[name] = look
        return self._looks[name]

    def chain(self, name: str | None) -> list[str]:
        """The style ``name`` and those it is based on, nearest first."""
        found: list[str] = []
        while name in self._styles and name not in found:
            found.append(name)
            name = val(self._styles[name].find(W + "basedOn"))
        return found

    def run(self, name: str | None) -> Look:
        """What the character style ``name`` gives."""
        return self.look(name) if name else NONE

    def list_of(self, name: str) -> int | None:
        """The list that the numbering style ``name`` stands for."""
        return self.look(name).list_id if name in self._styles else None
