"""What stands on pages of real files, as ``tests/gold/pages`` writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

GOLD = Path(__file__).resolve().parents[1] / "gold" / "pages"


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell with words: ``text`` whole, or its first and last words parted by ``~``."""

    column: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class TrueRow:
    """The cells of a printed row; a cell merged downwards stands in each row it covers."""

    cells: tuple[TrueCell, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class TrueTable:
    """A ruled table, or what of it stands on one page."""

    rows: tuple[TrueRow, ...]
    continues: bool  # its first rows stand on the page before
    joined: bool  # its first row below the headings begins on the page before
    part: bool  # not all rows are written down


@dataclass(frozen=True, slots=True)
class TrueNote:
    """A footnote: its number, how it begins, the words before each of its marks."""

    number: str
    begins: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TruePage:
    """One page, counted from 1 in the original; of a Word file a stretch, ``page`` is None."""

    page: int | None
    tables: tuple[TrueTable, ...]
    notes: tuple[TrueNote, ...]
    furniture: tuple[str, ...]
    noise: tuple[str, ...]
    order: tuple[tuple[str, ...], ...]
    joins: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class TrueFile:
    """An original: ``file`` below the shared folder, ``read`` the pages read (empty: all)."""

    name: str
    file: str
    scan: bool
    read: tuple[int, ...]
    pages: tuple[TruePage, ...]

    @property
    def format(self) -> str:
        """How the figures call it: ``text PDF``, ``scan`` or ``DOCX``."""
        if self.file.endswith(".docx"):
            return "DOCX"
        return "scan" if self.scan else "text PDF"


def true_files() -> list[TrueFile]:
    """All truth, by name."""
    return [_file(path) for path in sorted(GOLD.glob("*.yaml"))]


def _file(path: Path) -> TrueFile:
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    return TrueFile(
        path.stem,
        record["file"],
        record.get("scan", False),
        tuple(record.get("read", ())),
        tuple(map(_page, record["pages"])),
    )


def _page(record: dict[str, Any]) -> TruePage:
    return TruePage(
        page=record.get("page"),
        tables=tuple(map(_table, record.get("tables", ()))),
        notes=tuple(
            TrueNote(note["number"], note["begins"], tuple(note["marks"]))
            for note in record.get("notes", ())
        ),
        furniture=tuple(record.get("furniture", ())),
        noise=tuple(record.get("noise", ())),
        order=tuple(
            (item,) if isinstance(item, str) else tuple(item) for item in record.get("order", ())
        ),
        joins=tuple(record.get("joins", ())),
        kinds=tuple(
            (phrase, tuple(kinds.split("/"))) for phrase, kinds in record.get("kinds", {}).items()
        ),
    )


def _table(record: dict[str, Any]) -> TrueTable:
    rows: list[TrueRow] = []
    for index, line in enumerate(record["rows"]):
        cells: list[TrueCell] = []
        above = rows[-1].cells if rows else ()
        for column, text in enumerate(part.strip() for part in line.split("|")):
            if text == "<":
                cells[-1] = TrueCell(cells[-1].column, cells[-1].columns + 1, cells[-1].text)
            elif text == "^":
                cells.append(next(cell for cell in above if cell.column == column))
            else:
                cells.append(TrueCell(column, 1, text))
        rows.append(TrueRow(tuple(cells), index < record["heads"]))
    return TrueTable(
        tuple(rows),
        record.get("continues", False),
        record.get("joined", False),
        record.get("part", False),
    )
