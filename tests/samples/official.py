"""Official documents and news as this folder's texts write them, ready for any format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parent / "texts"
MARK = re.compile(r"\[\^(\d+)\]")  # a footnote's mark in the body
_STARTS = (
    ("section", re.compile(r"([IVX]+)\. ")),
    ("article", re.compile(r"Điều (\d+)\. ")),
    ("point", re.compile(r"(\d+)\. ")),
    ("letter", re.compile(r"([a-zđ])\) ")),
)


@dataclass(frozen=True)
class Paragraph:
    """A line of a body: ``role`` is section, article, point, letter, centred or plain."""

    role: str
    text: str  # without its number; footnote marks as "[^1]"
    number: str = ""  # as printed, with its closing mark: "I.", "Điều 2.", "a)"

    @property
    def whole(self) -> str:
        """Number and text as one line."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Table:
    """A table: the first row is its heading."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Official:
    """An official document in the parts that Nghị định 30/2020/NĐ-CP, Phụ lục I, lays out."""

    agency: tuple[str, ...]
    number: str
    place: str
    issued_on: date
    type: str | None
    title: str
    authority: str | None
    addressees: tuple[str, ...]
    body: tuple[Paragraph | Table, ...]
    footnotes: tuple[str, ...]
    recipients: tuple[str, ...]
    capacity: tuple[str, ...]
    signer: str
    table_widths: tuple[int, ...]

    @property
    def dated(self) -> str:
        """Địa danh và thời gian: "Bình Thuận, ngày 14 tháng 9 năm 2023"."""
        day, month = self.issued_on.day, self.issued_on.month
        # Days below 10 and the months January and February take a leading zero.
        shown = f"{month:02d}" if month < 3 else str(month)
        return f"{self.place}, ngày {day:02d} tháng {shown} năm {self.issued_on.year}"

    @property
    def issuer(self) -> str:
        """The full name of the issuing body, as a table of attributes prints it."""
        names = {
            "ỦY BAN NHÂN DÂN": "Ủy ban nhân dân tỉnh " + self.place,
            "BỘ GIÁO DỤC VÀ ĐÀO TẠO": "Bộ Giáo dục và Đào tạo",
        }
        if self.agency[-1] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO":
            return f"Sở Giáo dục và Đào tạo tỉnh {self.place}"
        return names[self.agency[0]]


@dataclass(frozen=True)
class News:
    """A news page."""

    published: datetime
    headline: str
    lead: str
    body: tuple[str, ...]
    author: str
    caption: str | None
    widget: bool


def read(name: str, harvest: int = 1) -> Official | News:
    """The text ``name`` as the portal publishes it at the first or second harvest."""
    raw: dict[str, Any] = yaml.safe_load((TEXTS / f"{name}.yaml").read_text(encoding="utf-8"))
    body = raw.get("second_body", raw["body"]) if harvest > 1 else raw["body"]
    if "headline" in raw:
        return News(
            published=datetime.fromisoformat(str(raw["published"])),
            headline=raw["headline"],
            lead=raw["lead"],
            body=tuple(body.strip().split("\n")),
            author=raw["author"],
            caption=raw.get("caption"),
            widget=raw.get("widget", False),
        )
    return Official(
        agency=tuple(raw["agency"]),
        number=raw["number"],
        place=raw["place"],
        issued_on=raw["date"],
        type=raw["type"],
        title=raw["title"],
        authority=raw.get("authority"),
        addressees=tuple(raw.get("addressees", ())),
        body=_body(body),
        footnotes=tuple(raw.get("footnotes", ())),
        recipients=tuple(raw["recipients"]),
        capacity=tuple(raw["capacity"]),
        signer=raw["signer"],
        table_widths=tuple(raw.get("table_widths", ())),
    )


def _body(text: str) -> tuple[Paragraph | Table, ...]:
    parts: list[Paragraph | Table] = []
    rows: list[tuple[str, ...]] = []
    for line in text.strip().split("\n"):
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            parts.append(Table(tuple(rows)))
            rows = []
        parts.append(_paragraph(line))
    if rows:
        parts.append(Table(tuple(rows)))
    return tuple(parts)


def _paragraph(line: str) -> Paragraph:
    if line.startswith("^^"):
        return Paragraph("centred", line[2:])
    for role, start in _STARTS:
        if found := start.match(line):
            return Paragraph(role, line[found.end() :], found.group().strip())
    return Paragraph("plain", line)
