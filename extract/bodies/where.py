"""What a document's head says of the bodies in it: when, where, and whose document it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from extract.head.days import as_date
from extract.model import Document, Header
from extract.places import Place, find_places, place_named

_DISTRICTS_ENDED = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 2025, Điều 54
_HEADS = ("Sở", "Bộ", "Phòng")
# Luật Ban hành văn bản quy phạm pháp luật 2025, Điều 4: only the centre issues these.
_OF_THE_CENTRE = ("hiến pháp", "luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư")
_COMMUNE = re.compile(r"(?:xã|phường|thị trấn|đặc khu) [^,;]+$")


@dataclass(frozen=True, slots=True)
class Where:
    """What the document's head says of place and time."""

    day: date | None
    place: Place | None
    district: str | None
    commune: str | None = None
    school: str | None = None  # the school that issued the document
    issuer: str | None = None
    heads: tuple[tuple[str, str], ...] = ()  # what "Sở", "Bộ", "Phòng" alone mean

    @classmethod
    def of(cls, document: Document) -> Where:
        """From the header; a news page counts by its day of publication.

        A document whose head names neither place nor issuer is of the province it names, when it
        names only one.
        """
        header = document.header
        day = as_date(header.issued_on.value or header.published_on.value)
        issuer = header.issuer.value or ""
        commune = _COMMUNE.search(issuer)
        head = issuer.split(" ", 1)[0]
        heads = ((head, issuer),) if head in _HEADS else ()
        school = issuer if head in ("Trường", "Học") else None
        return cls(
            day,
            _place(document, header),
            header.district.value,
            commune.group() if commune else None,
            school,
            header.issuer.value,
            heads,
        )

    def meant_by(self, head: str) -> str | None:
        """The body that "Sở" or "Bộ" alone means, if the document lets it be known."""
        return dict(self.heads).get(head)

    def with_named(self, names: Iterable[str]) -> Where:
        """The same, where a head that only one of ``names`` has means that body.

        A document without an issuer that names only one school is that school's.
        """
        found: dict[str, set[str]] = {}
        for name in names:
            found.setdefault(name.split(" ", 1)[0], set()).add(name)
        only = {head: names.pop() for head, names in found.items() if len(names) == 1}
        known = {head: name for head, name in only.items() if head in _HEADS} | dict(self.heads)
        school = self.school if self.issuer else only.get("Trường")
        return replace(self, heads=tuple(known.items()), school=school)

    @property
    def place_name(self) -> str | None:
        """The full name of the place at the document's date."""
        return self.place.at(self.day) if self.place else None

    @property
    def has_two_levels(self) -> bool:
        """Whether there were only provinces and communes then, whose offices are "phòng" too."""
        return self.day is not None and self.day >= _DISTRICTS_ENDED

    @property
    def department(self) -> str | None:
        """The department (sở) whose document it is."""
        return self.issuer if self.issuer and self.issuer.startswith("Sở ") else None

    def unit_of(self, rank: str) -> str | None:
        """The place of a rank that the document is of: its city, district or commune."""
        province = self.place_name
        own = (self.commune, self.district, None if self.district else province)
        return next((place for place in own if place and place.startswith(rank)), None)

    def level_of(self, level: str | None) -> str | None:
        """A level as data has it: "unit" and "office" are inside the body whose document it is.

        Only departments have offices; elsewhere those of districts, now of communes, are meant.
        """
        if level not in ("unit", "office"):
            return level
        if self.school is not None:
            return "trường"
        if self.commune is not None:
            return "xã"
        if self.district is not None:
            return "huyện"
        if level == "office":
            if self.department is not None:
                return "tỉnh"
            return "xã" if self.has_two_levels else "huyện"
        if self.meant_by("Bộ") is not None and self.place is None:
            return "trung ương"
        return "tỉnh" if self.place is not None else None


def _place(document: Document, header: Header) -> Place | None:
    kind = (header.type.value or "").lower().removesuffix(" liên tịch")
    if kind in _OF_THE_CENTRE:
        return None  # where it was signed, or the only place it names, is not whose it is
    if header.place.value:
        return place_named(header.place.value)
    if header.issuer.value:
        return None
    named: Place | None = None
    for mention in find_places(document.text, ranked=True):
        if named is not None and mention.place != named:
            return None
        named = mention.place
    return named
