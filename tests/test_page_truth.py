"""The truth about pages is well formed and speaks of pages that exist."""

from __future__ import annotations

import re
import unicodedata
import zipfile

import pypdfium2 as pdfium
import pytest

from extract.model import BlockKind
from tests.bench.corpus import SHARED
from tests.bench.page_truth import TrueFile, TruePage, true_files

FILES = true_files()
_KINDS = {kind.value for kind in BlockKind}


def test_thirty_pages_with_tables_and_footnotes() -> None:
    pages = [page for file in FILES for page in file.pages]
    assert len(pages) >= 30
    assert sum(bool(page.tables) for page in pages) >= 12
    assert sum(bool(page.notes) for page in pages) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_truth_is_well_formed(file: TrueFile) -> None:
    for page in file.pages:
        for table in page.tables:
            for row in table.rows:
                ends = [cell.column + cell.columns for cell in row.cells]
                assert ends == [*(cell.column for cell in row.cells[1:]), ends[-1]]
            assert len({sum(cell.columns for cell in row.cells) for row in table.rows}) == 1
        assert all(set(kinds) <= _KINDS for _, kinds in page.kinds)
        assert page.page is None or not file.read or page.page in file.read


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_pages_exist_and_say_what_the_truth_quotes(file: TrueFile) -> None:
    path = SHARED / file.file
    if not SHARED.is_dir():
        pytest.skip("the real documents (../shared) are not here")
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            parts = [name for name in package.namelist() if name.startswith("word/")]
            said = " ".join(package.read(name).decode("utf-8", "replace") for name in parts)
        for page in file.pages:
            _quoted(page, re.sub(r"<[^>]*>", "", said))
        return
    document = pdfium.PdfDocument(path)
    for page in file.pages:
        assert page.page is not None
        assert page.page <= len(document)
        if not file.scan:
            around = range(max(page.page - 3, 0), page.page)  # marks may stand on pages before
            _quoted(page, " ".join(document[i].get_textpage().get_text_range() for i in around))


def _quoted(page: TruePage, said: str) -> None:
    """Every word of the truth stands in the words of the file, however they are laid out."""
    phrases = [phrase for phrases in page.order for phrase in phrases]
    phrases += [*page.joins, *page.furniture, *(phrase for phrase, _ in page.kinds)]
    phrases += [text for note in page.notes for text in (note.begins, *note.marks)]
    phrases += [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    letters = _letters(said)
    for phrase in phrases:
        for word in phrase.split():
            assert _letters(word) in letters, (page.page, phrase, word)


def _letters(text: str) -> str:
    """Letters and digits alone: words in a file may be cut anywhere, Ƣ is a broken Ư."""
    text = unicodedata.normalize("NFC", text.replace("ƣ", "ư").replace("Ƣ", "Ư"))
    return "".join(filter(str.isalnum, text))
