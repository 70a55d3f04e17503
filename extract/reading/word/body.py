"""The walk through a DOCX: from elements to paragraphs and rows, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reading.word.chunks import chunk_parts
from extract.reading.word.flow import FlowCell, Paragraph, Part, Piece, Row, in_cell
from extract.reading.word.grid import MOST_COLUMNS
from extract.reading.word.lists import LEVELS, Counter
from extract.reading.word.notes import Notes
from extract.reading.word.numbering import read_lists
from extract.reading.word.package import Element, Package, PartBroken, R, W, number, on, val
from extract.reading.word.runs import ALTERNATE, Runs, alternative
from extract.reading.word.styles import Look, Styles, paragraph_look

_DEEPEST_TABLE = 5  # tables in tables; what is deeper is read as plain text
_DEEPEST_CHUNK = 2  # documents in documents
_HEADING_LEVELS = 9
_LETTERS_OF_A_HEAD = 20  # a first-page header with more is a letterhead, not a page number
# Elements that only wrap others.
_WRAPPERS = {
    W + name
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "subDoc",
        "dir",
        "bdo",
    )
}


class Body:
    """The content of one document."""

    def __init__(self, package: Package) -> None:
        self._root = package.document()
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._counter = Counter(read_lists(package.related("numbering"), self._styles))
        settings = package.related("settings")
        section = next(self._root.iter(W + "sectPr"), None)
        self._notes = {
            kind: Notes(kind, package.related(kind + "s"), settings, section)
            for kind in ("footnote", "endnote")
        }
        self._runs = Runs(self._styles, self._notes)
        self._tables = 0
        self._carried: list[Piece] = []  # of a paragraph whose end was deleted

    def parts(self, depth: int = 0) -> list[Part]:
        """Headers, body, notes and footers. Raises PartTooLarge.

        ``depth``: how deep the document stands in others.
        """
        body = self._root.find(W + "body")
        main: list[Part] = []
        if body is not None:
            self._blocks(body, main, "body", depth)
        head, foot = self._frame(body)
        return [*head, *main, *self._note_parts(), *foot]

    def _blocks(self, parent: Element, into: list[Part], path: str, depth: int) -> None:
        """Add the paragraphs and tables among the children of ``parent``."""
        counts = {"p": 0, "tbl": 0}
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                counts["p"] += 1
                self._paragraph(child, into, f"{path}/p[{counts['p']}]", depth)
            elif tag == W + "tbl":
                counts["tbl"] += 1
                self._table(child, into, f"{path}/tbl[{counts['tbl']}]", depth)
            elif tag in _WRAPPERS:
                name = str(tag).rpartition("}")[2]
                self._blocks(child, into, f"{path}/{name}", depth)
            elif tag == ALTERNATE:
                self._blocks(alternative(child), into, path, depth)
            elif tag == W + "altChunk":
                into.extend(self._chunk(child.get(R + "id", ""), depth))

    def _chunk(self, identifier: str, depth: int) -> Sequence[Part]:
        """The content of a foreign part; one that is not read is named as broken."""
        name, data = self._package.chunk(identifier)
        found = chunk_parts(data, self._tables, lambda inner: self._inner(inner, depth))
        if found is None:
            self._package.broken.append(name)
            return ()
        tables = [part.table for part in found if isinstance(part, Row)]
        self._tables = max([self._tables, *(table + 1 for table in tables)])
        return found

    def _inner(self, data: bytes, depth: int) -> Sequence[Part]:
        """The content of a DOCX inside this one; none of one that is damaged or too deep."""
        if depth >= _DEEPEST_CHUNK:
            return ()
        try:
            package = Package(data)
            try:
                body = Body(package)
                body._tables = self._tables
                return body.parts(depth + 1)
            finally:
                package.close()
        except PartBroken:
            return ()

    def _paragraph(self, element: Element, into: list[Part], path: str, depth: int) -> None:
        properties = element.find(W + "pPr")
        style = None if properties is None else val(properties.find(W + "pStyle"))
        look = paragraph_look(properties).over(self._styles.look(style))
        content = self._runs.read(element, look)
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        ):
            self._carried += content.pieces  # the paragraph runs on into the next one
            return
        pieces, self._carried = [*self._carried, *content.pieces], []
        paragraph = Paragraph(pieces, path=path)
        paragraph.bold = content.bold
        paragraph.centered = look.align == "center"
        if look.outline is not None and 0 <= look.outline < _HEADING_LEVELS:
            paragraph.heading_level = look.outline + 1
        if mark is None or not on(mark.find(W + "vanish")):
            paragraph.label = self._label(look, style)
        if paragraph.label or paragraph.written.strip():
            into.append(paragraph)
        for place, box in enumerate(content.boxes, 1):
            self._blocks(box, into, f"{path}/txbxContent[{place}]", depth)

    def _label(self, look: Look, style: str | None) -> str:
        if not look.list_id:
            return ""
        level = look.list_level
        if level is None:
            level = self._counter.level_of(look.list_id, self._styles.chain(style))
        return self._counter.label(look.list_id, min(max(level, 0), LEVELS - 1))

    def _table(self, element: Element, into: list[Part], path: str, depth: int) -> None:
        table = self._tables
        self._tables += 1
        rows: list[Row] = []
        for place, child in enumerate(self._children(element, "tr"), 1):
            properties = child.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            rows.append(self._row(child, properties, table, f"{path}/tr[{place}]", depth))
        rows = [row for row in rows if row.cells]
        if all(len(row.cells) == 1 for row in rows):
            # A table of one column is a frame around paragraphs.
            for row in rows:
                into.extend(row.cells[0].paragraphs)
            return
        into.extend(rows)

    def _row(
        self, element: Element, properties: Element | None, table: int, path: str, depth: int
    ) -> Row:
        heading = properties is not None and bool(on(properties.find(W + "tblHeader")))
        before = None if properties is None else number(properties.find(W + "gridBefore"))
        column = _within(before or 0)
        row = Row(table, [], heading, path)
        for place, cell in enumerate(self._children(element, "tc"), 1):
            own = cell.find(W + "tcPr")
            span = merge = None
            if own is not None:
                span = number(own.find(W + "gridSpan"))
                merge = own.find(W + "vMerge")
                if own.find(W + "cellDel") is not None:
                    continue
            columns = max(_within(span or 1), 1)
            parts: list[Part] = []
            self._blocks(cell, parts, f"{path}/tc[{place}]", depth + 1)
            row.cells.append(
                FlowCell(
                    column,
                    columns,
                    in_cell(parts),
                    merge is not None and val(merge) in (None, "continue"),
                )
            )
            column += columns
        return row

    def _children(self, element: Element, name: str) -> list[Element]:
        """Rows or cells, those in wrappers too."""
        found: list[Element] = []
        for child in element:
            if child.tag == W + name:
                found.append(child)
            elif child.tag in _WRAPPERS:
                found.extend(self._children(child, name))
        return found

    def _note_parts(self) -> list[Part]:
        parts: list[Part] = []
        for kind, notes in self._notes.items():
            for place, (shown, element) in enumerate(notes.texts(), 1):
                own: list[Part] = []
                self._blocks(element, own, f"{kind}[{place}]", _DEEPEST_TABLE)
                first = True
                for paragraph in in_cell(own):
                    paragraph.footnote = shown
                    if first:
                        paragraph.label = shown
                    first = False
                    parts.append(paragraph)
        return parts

    def _frame(self, body: Element | None) -> tuple[list[Part], list[Part]]:
        """Headers and footers; a letterhead in the first page's header belongs to the text."""
        head: list[Part] = []
        foot: list[Part] = []
        seen: set[str] = set()
        references = [] if body is None else body.iter(W + "headerReference", W + "footerReference")
        for reference in references:
            identifier = reference.get(R + "id", "")
            root = None if identifier in seen else self._package.by_id(identifier)
            seen.add(identifier)
            if root is None:
                continue
            is_head = reference.tag == W + "headerReference"
            own: list[Part] = []
            self._blocks(root, own, "header" if is_head else "footer", 0)
            letterhead = is_head and val(reference, "type") == "first" and _letters(own)
            for part in own:
                part.furniture = not letterhead
            (head if is_head else foot).extend(own)
        return head, foot


def _within(columns: int) -> int:
    return min(max(columns, 0), MOST_COLUMNS)


def _letters(parts: list[Part]) -> bool:
    written = ""
    for part in parts:
        cells = part.cells if isinstance(part, Row) else []
        written += part.written if isinstance(part, Paragraph) else ""
        written += "".join(inner.written for cell in cells for inner in cell.paragraphs)
    return sum(letter.isalpha() for letter in written) >= _LETTERS_OF_A_HEAD
