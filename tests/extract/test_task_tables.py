"""Task tables of every kind of file, from bytes to who does what by when."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from extract.annotate import annotate
from extract.model import Deadline, Source
from extract.reading import read
from tests.extract.test_directives import named
from tests.extract.word_files import docx, p
from tests.samples.as_pdf import fonts

TABLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "task_tables.yaml").read_text(encoding="utf-8")
)
Placed = tuple[int, int, int, int, str]  # row, column, rows down, columns across, text


def placed(rows: list[list[Any]]) -> list[list[Placed]]:
    """The cells of each row with their places in the grid."""
    taken: set[tuple[int, int]] = set()
    found: list[list[Placed]] = []
    for at, row in enumerate(rows):
        column, cells = 0, []
        for cell in row:
            spec = cell if isinstance(cell, dict) else {"text": cell}
            while (at, column) in taken:
                column += 1
            down, across = spec.get("down", 1), spec.get("across", 1)
            taken |= {(at + y, column + x) for y in range(down) for x in range(across)}
            cells.append((at, column, down, across, spec["text"]))
        found.append(cells)
    return found


def as_html(table: dict[str, Any]) -> bytes:
    lines = "".join(f"<p>{escape(line)}</p>" for line in table["head"])
    rows = ""
    for row in placed(table["rows"]):
        rows += "<tr>"
        for _, _, down, across, text in row:
            inside = escape(text).replace("\n", "<br>")
            rows += f'<td rowspan="{down}" colspan="{across}">{inside}</td>'
        rows += "</tr>"
    page = (
        f"<html><head><meta charset='utf-8'></head><body>{lines}<table>{rows}</table></body></html>"
    )
    return page.encode()


def as_docx(table: dict[str, Any]) -> bytes:
    covered: dict[tuple[int, int], int] = {}  # by a cell merged downwards, and how wide it is
    body = ""
    for number, row in enumerate(placed(table["rows"])):
        cells = {
            at[1]: _tc("", wide, "continue") for at, wide in covered.items() if at[0] == number
        }
        for _, column, down, across, text in row:
            cells[column] = _tc(text, across, "restart" if down > 1 else "")
            covered |= {(number + below, column): across for below in range(1, down)}
        body += "<w:tr>" + "".join(cells[column] for column in sorted(cells)) + "</w:tr>"
    lines = "".join(p(escape(line)) for line in table["head"])
    return docx(f"{lines}<w:tbl>{body}</w:tbl>")


def _tc(text: str, across: int, merged: str) -> str:
    merge = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    inside = "".join(p(escape(line)) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{inside}</w:tc>'


def as_pdf(table: dict[str, Any]) -> bytes:
    fonts()
    style = ParagraphStyle("s", fontName="Serif-Regular", fontSize=11, leading=15)
    grid = placed(table["rows"])
    width = max(column + across for row in grid for _, column, _, across, _ in row)
    cells: list[list[Any]] = [[""] * width for _ in grid]
    spans = []
    for row in grid:
        for at, column, down, across, text in row:
            cells[at][column] = Paragraph(escape(text).replace("\n", "<br/>"), style)
            spans.append(("SPAN", (column, at), (column + across - 1, at + down - 1)))
    target = io.BytesIO()
    paper = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=70,
        rightMargin=50,
        topMargin=60,
        bottomMargin=60,
        invariant=1,
    )
    room = paper.width / sum(table["widths"])
    parts: list[Flowable] = [Paragraph(escape(line), style) for line in table["head"]]
    parts.append(Spacer(1, table["blank"]))
    parts.append(
        Grid(
            cells,
            colWidths=[share * room for share in table["widths"]],
            repeatRows=int(table.get("repeat", False)),
            style=TableStyle([*spans, ("GRID", (0, 0), (-1, -1), 0.6, colors.black)]),
        )
    )
    paper.build(parts)
    return target.getvalue()


def as_text(table: dict[str, Any]) -> bytes:
    return str(table["text"]).encode()


MAKERS = {"txt": as_text, "html": as_html, "docx": as_docx, "pdf": as_pdf}


def found_in(table: dict[str, Any]) -> tuple[Deadline, ...]:
    data = MAKERS[table["form"]](table)
    document = read(data, Source(f"thu.{table['form']}")).document
    assert document is not None
    return annotate(document).deadlines


def faults(table: dict[str, Any]) -> Iterator[str]:
    """What the program says otherwise than the table."""
    rest = list(found_in(table))
    for wanted in table["tasks"]:
        when = wanted.get("due") or wanted["rhythm"]
        item = next(
            (
                item
                for item in rest
                if (item.recurrence or str(item.due_on)) == when
                and (item.task or "").startswith(wanted["task"])
            ),
            None,
        )
        if item is None:
            yield f"no {wanted['task']} by {when}"
            continue
        rest.remove(item)
        if not named(wanted.get("lead", []), item.lead):
            yield f"{wanted['task']}: lead {item.lead}"
        if not named(wanted.get("with", []), item.cooperating):
            yield f"{wanted['task']}: with {item.cooperating}"
        if "product" in wanted and wanted["product"] != item.product:
            yield f"{wanted['task']}: product {item.product}"
        if "to" in wanted and not named([wanted["to"]], (item.addressee or "",)):
            yield f"{wanted['task']}: to {item.addressee}"
    for item in rest:
        yield f"too many: {item.task} by {item.due_on or item.recurrence}"


@pytest.mark.parametrize("table", TABLES, ids=[row["name"] for row in TABLES])
def test_tasks_of_a_table(table: dict[str, Any]) -> None:
    assert list(faults(table)) == []
