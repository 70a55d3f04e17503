"""Cells whose ruled lines do not meet: their words are kept in their row and column."""

from itertools import pairwise

from extract.reading.pdf.ruling import Grid
from extract.reading.pdf.tables import make_table
from extract.reading.pdf.words import Word

ROWS, COLUMNS = (100.0, 120.0, 140.0), (50.0, 150.0, 250.0, 350.0)
BOXES = [
    (left, top, right, bottom)
    for top, bottom in pairwise(ROWS)
    for left, right in pairwise(COLUMNS)
]


def word(text: str, column: int, row: int) -> Word:
    left, top = COLUMNS[column] + 10, ROWS[row] + 4
    return Word(text, left, top, left + 30, top + 12, top + 10, 12)


def test_words_outside_every_cell_are_not_lost() -> None:
    closed = tuple(box for box in BOXES if box not in (BOXES[1], BOXES[4]))
    grid = Grid(50, 100, 350, 140, ROWS, COLUMNS, closed)
    words = [word(f"{row}{column}", column, row) for row in range(2) for column in range(3)]
    more = Word("x", 195, 124, 200, 136, 134, 12)
    table = make_table(grid, [*words, more], page=1)
    found = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert found == {
        (0, 0): "00", (0, 1): "01", (0, 2): "02", (1, 0): "10", (1, 1): "11 x", (1, 2): "12",
    }  # fmt: skip
