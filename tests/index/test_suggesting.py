"""What misspelt words and words without marks may have meant, from the documents alone."""

import pytest

from index.query import Query

TEXTS = [
    "Tuyển dụng viên chức ngành giáo dục.",
    "Giáo dục phổ thông và giáo dục thường xuyên.",
    "Quản lý việc dạy thêm, học thêm ngoài nhà trường.",
    "Bảo đảm an toàn trên đường bộ cho học sinh.",
    "Thực hành tiết kiệm trong trường học.",
]


@pytest.fixture
def library(shelf, composed):
    shelf.add(*(composed(f"https://a.example/{at}", [text]) for at, text in enumerate(TEXTS)))
    return shelf.library


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("tuyển dụng viên chức", None),
        ("tuyen dung vien chuc", "tuyển dụng viên chức"),  # no marks
        ("Tuyen dung viên chuc", "tuyển dụng viên chức"),  # few marks
        ("tuyễn dụng viên chức", "tuyển dụng viên chức"),  # another mark
        ("tuyển dụng vien chức", "tuyển dụng viên chức"),  # none on one word
        ("tuyển dụgn viên chức", "tuyển dụng viên chức"),  # letters in the wrong order
        ("tuyển dụn viên chức", "tuyển dụng viên chức"),  # one too few
        ("tuyển dungg vien chuc", "tuyển dụng viên chức"),  # one too many
        ("giáo fục phổ thông", "giáo dục phổ thông"),  # the key beside
        ("dduwowngf booj", "đường bộ"),  # Telex that stayed as it was typed
        ("dayj theem", "dạy thêm"),
        ("giaoduc phổ thông", "giáo dục phổ thông"),  # no blank
        ("trường xa", None),  # documents have one of the two, nothing like the other
        ("24/2021/NĐ-CP", None),
        ("loại:KH tuyễn dụng", None),
        ("tuyễn AND dụng", None),
        ("?", None),
    ],
)
def test_suggestions(library, text, suggestion):
    answer = library.search(Query(text))
    assert answer.suggestion == suggestion
    if suggestion:
        assert library.search(Query(suggestion)).total > 0
        assert library.search(Query(suggestion)).suggestion is None


def test_of_two_words_one_letter_apart_the_one_that_goes_with_its_neighbours_is_meant(library):
    assert library.search(Query("thực hàhh")).suggestion == "thực hành"  # not "ngành"
    assert library.search(Query("trường hcọ")).suggestion == "trường học"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("xóa mủ chữ", "xóa mù chữ"),  # both words are there, not beside each other
        ("xóa mu chữ", "xóa mù chữ"),
        ("mủ cao su", None),
        ("lớp xóa mù", None),
        ("Đỗ Thị Mai", None),  # a name, not "đô thị"
        ("trẻ dự thì", None),  # a word that only binds, not "thi"
        ("mở lớp ở quang ngai", "mở lớp ở quảng ngãi"),  # no document names it
    ],
)
def test_marks_beside_a_neighbour(shelf, composed, text, suggestion):
    texts = ["Mở lớp xóa mù chữ.", "Xóa mù chữ là việc cần làm.", "Cạo mủ cao su, tên là mu rùa."]
    texts += ["Đỗ xe ở khu đô thị.", "Khu đô thị có bà Mai."]
    texts += ["Trẻ dự thi.", "Ai dự thi cũng đến sớm.", "Thì giờ là vàng."]
    shelf.add(*(composed(f"https://a.example/{at}", [each]) for at, each in enumerate(texts)))
    assert shelf.library.search(Query(text)).suggestion == suggestion


def test_a_text_in_another_language_and_a_very_long_word_bring_none(library):
    assert library.search(Query(" ".join(["tuyeenr", "dungj"] * 6))).suggestion is None
    assert library.search(Query("tuyendungvienchucnganhgiaoduc")).suggestion is None


def test_later_pages_bring_no_suggestion(library):
    assert library.search(Query("tuyen dung", offset=20)).suggestion is None


def test_engines_count_documents_with_a_word(shelf, composed):
    shelf.add(*(composed(f"https://a.example/{at}", [text]) for at, text in enumerate(TEXTS)))
    asked = {"folded": ("duc", "them", "xyz"), "pairs": ("giao_duc",), "title_exact": ("giáo",)}
    found = shelf.writer.frequencies(asked)
    assert {field: dict(words) for field, words in found.items() if words} == {
        "folded": {"duc": 2, "them": 1},
        "pairs": {"giao_duc": 2},
    }
