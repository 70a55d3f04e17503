"""The walk through an RTF: from tokens to paragraphs, rows and notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.reading.legacy import CAPITAL_FONT
from extract.reading.word.flow import Paragraph, Part, Piece
from extract.reading.word.grid import Draft, rows
from extract.reading.word.rtf_tokens import Token, tokens
from extract.reading.word.symbols import plain, symbol

_DEEPEST = 500  # groups in groups
# Groups whose text is not the document's, beside all that begin with \*.
_SKIPPED = frozenset(
    (
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "listtable", "revtbl", "fldinst",
        "bkmkstart", "bkmkend", "themedata", "nonshppict", "objdata", "objclass", "annotation",
        "atnid", "atnauthor", "tc", "xe", "txe", "rxe", "template", "filetbl", "shprslt",
    )
)  # fmt: skip
_STARRED = frozenset(("shpinst", "fldinst", "footnote", "pn"))  # of those with \*, known ones
_HEADERS = frozenset(("header", "headerl", "headerr"))
_FOOTERS = frozenset(("footer", "footerl", "footerr", "footerf"))
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "line": "\n", "tab": "\t", "emspace": " ", "enspace": " ",
    "qmspace": " ", "~": "\u00a0", "_": "-", "-": "\u00ad",
}  # fmt: skip
_ENDS = frozenset(("par", "sect", "page", "\n", "\r"))
# Code pages by the font's character set.
_CODES = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 134: "gbk", 136: "big5",
    161: "cp1253", 163: "cp1258", 204: "cp1251", 238: "cp1250",
}  # fmt: skip
_SYMBOL_SET = 2


class RtfTooDeep(ValueError):
    """Groups are nested deeper than any real file's."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a group takes over from the one around it."""

    skipped: bool = False
    font: int = 0
    bold: bool = False
    capitals: bool = False
    gone: bool = False  # hidden or deleted
    unicode_skip: int = 1  # characters after \u that stand for it in old readers
    label: bool = False  # the text is a list's number
    fonts: bool = False  # inside the table of fonts
    shape: bool = False  # inside a shape, whose only text is that of its box


@dataclass(slots=True)
class _Target:
    """Where paragraphs go: the body, a note, a header, a text box."""

    depth: int  # of the group that opened it
    parts: list[Part] = field(default_factory=list)
    note: str | None = None
    pieces: list[Piece] = field(default_factory=list)
    weights: list[bool] = field(default_factory=list)
    label: str = ""
    centered: bool = False
    outline: int | None = None
    in_table: bool = False
    cell: list[Paragraph] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    row: Draft = field(default_factory=lambda: Draft([]))
    merged: bool = False  # the next cell's definition says that it goes on from above


class RtfBody:
    """The content of one document. Raises RtfTooDeep."""

    def __init__(self, data: bytes) -> None:
        self._states = [_State()]
        self._target = _Target(0)
        self._targets = [self._target]
        self._names: dict[int, str] = {}
        self._sets: dict[int, int] = {}
        self._page = "cp1252"
        self._raw = bytearray()  # bytes not yet decoded
        self._starred = False
        self._ignored = 0  # characters left to pass over after \u
        self._notes: list[Part] = []
        self._head: list[Part] = []
        self._foot: list[Part] = []
        self._count = 0
        self._tables = 0
        for token in tokens(data):
            if token.text:
                self._text(token.text)
            else:
                self._control(token)
        while len(self._targets) > 1:
            self._close_target()
        self._paragraph()
        self._end_table()

    def parts(self) -> list[Part]:
        """Headers, body, notes, footers."""
        return [*self._head, *self._targets[0].parts, *self._notes, *self._foot]

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def _set(self, **changes: object) -> None:
        self._flush()
        self._states[-1] = replace(self._states[-1], **changes)  # type: ignore[arg-type]

    def _text(self, text: bytes) -> None:
        self._starred = False
        state = self._state
        if state.fonts:
            name = self._names.get(state.font, "") + text.decode("latin-1")
            self._names[state.font] = name.rstrip(";").strip()[:80]
        if self._ignored:
            passed = min(self._ignored, len(text))
            self._ignored -= passed
            text = text[passed:]
        if not (state.skipped or state.gone):
            self._raw += text

    def _flush(self) -> None:
        """Decode the bytes that came, by the code page of their font."""
        if not self._raw:
            return
        state = self._state
        kind = self._sets.get(state.font, -1)
        if kind == _SYMBOL_SET:
            text = "".join(symbol(code, self._names.get(state.font)) for code in self._raw)
        else:
            text = self._raw.decode(_CODES.get(kind, self._page), errors="replace")
        self._raw.clear()
        self._add(text)

    def _add(self, text: str) -> None:
        state, target = self._state, self._target
        if state.label:
            target.label += text
            return
        font = self._names.get(state.font, "")
        capitals = state.capitals or bool(CAPITAL_FONT.match(font))
        target.pieces.append(Piece(plain(text, font), capitals, font))
        if text.strip():
            target.weights.append(state.bold)

    def _control(self, token: Token) -> None:
        word, value = token.word, token.value
        if word == "{":
            self._flush()
            self._ignored = 0
            if len(self._states) >= _DEEPEST:
                raise RtfTooDeep
            self._states.append(self._state)
        elif word == "}":
            self._end_group()
        elif word == "*":
            self._starred = True
            return
        elif self._starred and word not in _STARRED:
            self._set(skipped=True)
        elif self._destination(word) or (self._state.skipped and not self._state.fonts):
            pass
        else:
            self._format(word, value)
        self._starred = False

    def _end_group(self) -> None:
        self._flush()
        self._ignored = 0
        if len(self._states) > 1:
            self._states.pop()
        while len(self._targets) > 1 and self._target.depth > len(self._states):
            self._close_target()

    def _destination(self, word: str) -> bool:
        """Whether ``word`` says where the text of its group goes."""
        if word == "fonttbl":
            self._set(skipped=True, fonts=True)
        elif word in _SKIPPED:
            self._set(skipped=True)
        elif word == "shpinst":
            self._set(skipped=True, shape=True)
        elif word == "shptxt" and self._state.shape:
            self._set(skipped=False)
            self._open_target(None)
        elif self._state.skipped:
            return False
        elif word in ("listtext", "pntext"):
            self._set(label=True)
        elif word == "pn":
            self._set(skipped=True)
        elif word == "footnote":
            self._open_target(str(self._count))
        elif word in _HEADERS or word in _FOOTERS or word == "headerf":
            self._open_target(None)
            self._target.note = word
        else:
            return False
        return True

    def _format(self, word: str, value: int | None) -> None:
        target = self._target
        if word in _SIGNS:
            if not self._state.gone:
                self._flush()
                self._add(_SIGNS[word])
        elif word == "u" and value is not None:
            self._unicode(value)
        elif word in _ENDS:
            self._paragraph()
        elif word in ("cell", "nestcell", "row", "trowd", "cellx", "trleft", "clvmrg", "trhdr"):
            self._table_word(word, value)
        elif word == "pard" and not self._state.label:
            self._flush()
            target.centered, target.outline, target.in_table = False, None, False
        elif word == "qc":
            target.centered = True
        elif word == "intbl":
            target.in_table = True
        elif word == "outlinelevel":
            target.outline = value
        elif word == "chftn":
            self._mark()
        else:
            self._character_word(word, value)

    def _character_word(self, word: str, value: int | None) -> None:
        on = value != 0
        if word == "plain":
            self._set(bold=False, capitals=False, gone=False)
        elif word == "b":
            self._set(bold=on)
        elif word == "caps":
            self._set(capitals=on)
        elif word in ("v", "deleted"):
            self._set(gone=on)
        elif word == "f" and value is not None:
            self._set(font=value)
        elif word == "fcharset" and value is not None and self._state.fonts:
            self._sets[self._state.font] = value
        elif word == "uc" and value is not None:
            self._set(unicode_skip=min(max(value, 0), 10))
        elif word == "ansicpg" and value is not None:
            self._page = f"cp{value}" if f"cp{value}" in _CODES.values() else "cp1252"

    def _unicode(self, value: int) -> None:
        self._flush()
        code = value % 0x10000
        if not self._state.gone:
            self._add(chr(code))
        self._ignored = self._state.unicode_skip

    def _mark(self) -> None:
        """The mark of a footnote: in the text it counts, in the note it repeats."""
        self._flush()
        if self._target.note is None:
            self._count += 1
            self._target.pieces.append(Piece(str(self._count), mark=str(self._count)))

    def _paragraph(self) -> None:
        """End the paragraph."""
        self._flush()
        self._ignored = 0
        target = self._target
        paragraph = Paragraph(_whole(target.pieces), target.label.strip())
        paragraph.bold = bool(target.weights) and all(target.weights)
        paragraph.centered = target.centered
        if target.outline is not None and 0 <= target.outline < 9:
            paragraph.heading_level = target.outline + 1
        target.pieces, target.weights, target.label = [], [], ""
        if target.in_table:
            target.cell.append(paragraph)
            return
        self._end_table()
        if paragraph.label or paragraph.written.strip():
            target.parts.append(paragraph)

    def _table_word(self, word: str, value: int | None) -> None:
        target = self._target
        if word == "cell":
            target.in_table = True
            self._paragraph()
            target.cells.append(target.cell)
            target.cell = []
        elif word == "nestcell":
            target.in_table = True
            self._paragraph()
        elif word == "row":
            self._flush()
            target.row.cells = target.cells
            target.drafts.append(target.row)
            target.cells, target.cell = [], []
            target.row = replace(target.row, cells=[])
        elif word == "trowd":
            target.row = Draft([], [0])
        elif word == "trleft":
            target.row.edges[:1] = [value or 0]
        elif word == "clvmrg":
            target.merged = True
        elif word == "cellx":
            target.row.edges.append(value or 0)
            target.row.continued.append(target.merged)
            target.merged = False
        elif word == "trhdr":
            target.row.heading = True

    def _end_table(self) -> None:
        target = self._target
        if target.cells:  # a row that was never ended
            target.drafts.append(Draft(target.cells))
            target.cells = []
        if target.drafts:
            target.parts.extend(rows(self._tables, target.drafts))
            self._tables += 1
            target.drafts = []

    def _open_target(self, note: str | None) -> None:
        self._flush()
        self._target = _Target(len(self._states), note=note)
        self._targets.append(self._target)

    def _close_target(self) -> None:
        self._paragraph()
        self._end_table()
        closed = self._targets.pop()
        self._target = self._targets[-1]
        note = closed.note
        if note is None:  # a text box stands after the paragraph begun
            self._target.parts.extend(closed.parts)
        elif note.isdigit():
            self._add_note(note, closed.parts)
        else:
            for part in closed.parts:
                part.furniture = note != "headerf"
            (self._foot if note in _FOOTERS else self._head).extend(closed.parts)

    def _add_note(self, number: str, parts: list[Part]) -> None:
        label = number
        for part in parts:
            if isinstance(part, Paragraph):
                part.footnote, part.label, label = number, label, ""
                self._notes.append(part)


def _whole(pieces: list[Piece]) -> list[Piece]:
    """``pieces`` with letters beyond the BMP, written in two halves, put together."""
    for before, after in pairwise(pieces):
        if before.text and "\ud800" <= before.text[-1] < "\udc00" and after.text:
            pair = before.text[-1] + after.text[0]
            letter = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            before.text, after.text = before.text[:-1] + letter, after.text[1:]
    for piece in pieces:
        piece.text = piece.text.encode("utf-8", "replace").decode("utf-8")
    return pieces
