"""The query language: what is understood, and how mistakes are named."""

import pytest

from extract.catalogue import catalogue
from extract.data_files import read_yaml
from extract.model import Relation
from index.planner import number_key, understand
from index.query import NO_FILTERS
from index.query_language import And, Field, Node, Not, Or, Quoted, Words, parse
from index.schema import Collection
from index.slug import slug

FIELDS = read_yaml("index", "data/query_fields.yaml")["fields"]


def plain(node: Node) -> object:
    """A node without positions, as nested tuples."""
    match node:
        case Words(text):
            return text
        case Quoted(text):
            return f'"{text}"'
        case Field(name, value):
            return f"{name}={value}"
        case Not(inner):
            return ("not", plain(inner))
        case And(parts):
            return ("and", *map(plain, parts))
        case Or(parts):
            return ("or", *map(plain, parts))


@pytest.mark.parametrize(
    ("name", "query", "value"),
    [(name, q, v) for name, field in FIELDS.items() for q, v in field["examples"].items()],
)
def test_fields_are_read_as_their_examples_say(name: str, query: str, value: str) -> None:
    node, problems = parse(query)
    assert plain(node) == f"{name}={value}"
    assert problems == ()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("giáo dục mầm non", "giáo dục mầm non"),
        ('"dạy thêm" AND NOT phạt', ("and", '"dạy thêm"', ("not", "phạt"))),
        ("a b AND c", ("and", "a b", "c")),
        ("a OR b c", ("or", "a", "b c")),
        ("(a OR b) c", ("and", ("or", "a", "b"), "c")),
        ("“dạy thêm”", '"dạy thêm"'),
        ("phiếu (DC01) là gì ?", "phiếu DC01 là gì"),
        ("tuyển dụng place:Tứ Kỳ", ("and", "tuyển dụng", "place=Tứ Kỳ")),
        ("lúc 10:30", "lúc 10:30"),
        ("http://a.vn/x", "http://a.vn/x"),
        ("", ("and",)),
    ],
)
def test_operators_and_quotes(query: str, expected: object) -> None:
    node, problems = parse(query)
    assert plain(node) == expected
    assert problems == ()


@pytest.mark.parametrize(
    ("query", "key", "left"),
    [
        ('"dạy thêm', "query.quote_open", '"dạy thêm"'),
        ("(a b", "query.parenthesis_open", "a b"),
        ("a) b", "query.parenthesis_close", "a"),
        ("a OR", "query.operator_alone", "a"),
        ("AND a", "query.operator_alone", "a"),
        ("a NOT", "query.operator_alone", "a"),
        ("màu:đỏ", "query.field_unknown", "màu đỏ"),
        ("loại: x", "query.field_empty", "x"),
        ("a" * 401, "query.too_long", "a" * 400),
        ("(" * 30 + "a", "query.too_deep", None),
        ("NOT " * 30 + "a", "query.too_deep", None),
    ],
)
def test_mistakes_are_named_and_the_rest_is_searched(
    query: str, key: str, left: str | None
) -> None:
    node, problems = parse(query)
    assert key in [problem.key for problem in problems]
    assert key in catalogue()
    if left is not None and key != "query.parenthesis_close":
        assert plain(node) == left


def test_words_beside_a_phrase_are_optional_unless_joined_by_and() -> None:
    beside, _ = parse('định nghĩa "giáo viên"')
    assert beside == And((Words("định nghĩa", optional=True), Quoted("giáo viên")))
    joined, _ = parse('phạt AND "giáo viên"')
    assert joined == And((Words("phạt"), Quoted("giáo viên")))


def test_problems_fill_their_sentences() -> None:
    for query in ('"a', "(a", "a)", "a OR", "x:1", "loại:", "NOT a"):
        for problem in parse(query)[1]:
            for sentence in catalogue()[problem.key].values():
                assert sentence.format(**problem.values)


def test_hostile_queries_stay_short_work() -> None:
    for query in ("(" * 5000, '"' * 5001, "NOT " * 3000, "a:" * 3000, ") (" * 2000):
        parse(query)


def test_every_relation_has_a_vietnamese_name_and_every_name_a_relation() -> None:
    names = read_yaml("index", "data/relations.yaml")
    assert set(names.values()) == {one.value for one in Relation} - {"self"}
    assert all(slug(name) == name for name in names)


@pytest.mark.parametrize("name", FIELDS)
def test_messages_show_a_field_by_a_name_that_is_understood(name: str) -> None:
    _, problems = parse(f"{FIELDS[name]['written']}:")
    assert [(one.key, one.values) for one in problems] == [
        ("query.field_empty", {"field": FIELDS[name]["written"]})
    ]


@pytest.mark.parametrize(
    ("query", "known"), [("quan-hệ:yêu-quý", "thay-the"), ("mục:gì-đó", "ton-tai-han-che")]
)
def test_a_value_of_a_closed_field_is_named_when_it_is_none(query: str, known: str) -> None:
    asked = understand(f"giáo dục {query}", NO_FILTERS, Collection.DOCUMENTS)
    (problem,) = asked.problems
    assert problem.key == "query.value_unknown"
    assert known in problem.values["known"]
    assert asked.filters == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("QĐ 131 ttg", "131-qd-ttg"),
        ("qd 131 TTg", "131-qd-ttg"),
        ("nq 29 tw", "29-nq-tw"),
        ("TT 28 2020 BGDĐT", "28-2020-tt-bgddt"),
        ("kh 88 ubnd", "88-kh-ubnd"),
        ("lop 10 thpt", None),
        ("hoc 10 nam", None),
        ("năm 2025 tỉnh", None),
    ],
)
def test_a_number_typed_with_blanks_is_a_number(typed: str, key: str | None) -> None:
    assert number_key(typed) == key
