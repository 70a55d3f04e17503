"""Tables whose ruled lines do not meet, or that have no upright ones: no word is lost."""

from itertools import pairwise

from extract.reading.pdf.open_tables import open_grids
from extract.reading.pdf.ruling import Grid
from extract.reading.pdf.tables import make_table
from extract.reading.pdf.words import Edge, Word

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


def level(top: float, left: float = 80, right: float = 520) -> Edge:
    return Edge(False, left, top, right, top)


def row_of(texts: list[tuple[str, float]], baseline: float) -> list[Word]:
    words = []
    for text, left in texts:
        for part in text.split():
            right = left + 7 * len(part)
            words.append(Word(part, left, baseline - 10, right, baseline + 2, baseline, 12))
            left = right + 4
    return words


LISTED = [
    [("TT", 90), ("Nội dung", 200), ("Thời hạn", 430)],
    [("1", 92), ("Mở lớp bơi ở các xã", 140), ("5/6/2031", 430)],
    [("2", 92), ("Tập huấn", 140), ("9/6/2031", 430)],
]


def test_a_table_ruled_by_level_lines_alone() -> None:
    words = [word for n, row in enumerate(LISTED) for word in row_of(row, 114 + 20 * n)]
    [grid] = open_grids([level(100 + 20 * n) for n in range(4)], words, 600)
    table = make_table(grid, words, page=1)
    assert [[cell.text for cell in line] for line in table.lines] == [
        ["TT", "Nội dung", "Thời hạn"],
        ["1", "Mở lớp bơi ở các xã", "5/6/2031"],
        ["2", "Tập huấn", "9/6/2031"],
    ]


def test_rules_above_and_below_paragraphs_make_no_table() -> None:
    text = "Trường tổ chức cho học sinh học bơi trong hè ở hồ của xã"
    words = [word for n in range(3) for word in row_of([(text, 80)], 114 + 20 * n)]
    assert open_grids([level(100 + 20 * n) for n in range(4)], words, 600) == []
    listed = [word for n, row in enumerate(LISTED) for word in row_of(row, 114 + 20 * n)]
    assert open_grids([level(100), level(160)], listed, 600) == []
    assert open_grids([level(100 + 20 * n, right=150) for n in range(4)], listed, 600) == []
