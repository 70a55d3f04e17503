"""Footnotes and endnotes of a DOCX: their numbers in order of their marks, their texts."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.reading.word.lists import printed
from extract.reading.word.package import Element, W, number, val

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # what Word takes when nothing is said


@dataclass(slots=True)
class Notes:
    """The notes of one kind, "footnote" or "endnote"."""

    kind: str
    root: Element | None
    settings: Element | None = None
    section: Element | None = None  # w:sectPr, which goes before the settings
    used: list[tuple[str, str]] = field(default_factory=list)  # identifier, number as printed
    _form: str = ""
    _count: int = 0

    def __post_init__(self) -> None:
        """Take form and start of the numbers from the section, else from the settings."""
        form = start = None
        for place in (self.section, self.settings):
            properties = None if place is None else place.find(f"{W}{self.kind}Pr")
            if properties is not None:
                form = form or val(properties.find(W + "numFmt"))
                start = number(properties.find(W + "numStart")) if start is None else start
        self._form = form or _FORMS[self.kind]
        self._count = (1 if start is None else start) - 1

    def mark(self, identifier: str, custom: str | None) -> str:
        """The mark of the next note in the text; ``custom`` is a mark typed by hand."""
        if custom is None:
            self._count += 1
        shown = printed(self._count, self._form) if custom is None else custom
        self.used.append((identifier, shown))
        return shown

    def texts(self) -> list[tuple[str, Element]]:
        """Number and element of each note that is marked in the text, in order."""
        if self.root is None:
            return []
        elements = {val(note, "id"): note for note in self.root.iterfind(W + self.kind)}
        return [(shown, elements[name]) for name, shown in self.used if name in elements]
