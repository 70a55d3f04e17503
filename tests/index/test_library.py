"""What the library answers, on three composed documents."""

import json
from dataclasses import replace
from datetime import date

import pytest

from extract.model import (
    BlockKind,
    Deadline,
    Passage,
    PassageKind,
    Relation,
    Target,
    Time,
    TimeKind,
)
from index.query import DutyQuery, Filters, Query, Sort


def numbers(shelf, text, **filters):
    answer = shelf.library.search(Query(text, Filters(**filters)))
    return [hit.document.number or hit.document.district for hit in answer.hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"dạy thêm"', ["huyện Tứ Kỳ"]),
        ("dạy thêm", ["huyện Tứ Kỳ"]),
        ("dậy thêm", []),
        ('"day them"', ["562/SGDĐT-GDTrH", "huyện Tứ Kỳ"]),
        ("day them", ["562/SGDĐT-GDTrH", "huyện Tứ Kỳ"]),
        ("thêm dày", ["562/SGDĐT-GDTrH"]),
        ("hồ sơ điện tử", ["3461/KH-UBND"]),
        ("ho so dien tu", ["3461/KH-UBND"]),
        ("HỒ SƠ ĐIỆN TỬ", ["3461/KH-UBND"]),
        ("3461/KH-UBND", ["3461/KH-UBND"]),
        ("KH 3461/KH-UBND", ["3461/KH-UBND"]),
        ("ke hoach so 3461", ["3461/KH-UBND"]),
        ("2457/QĐ-BGDĐT", ["3461/KH-UBND"]),
        ("qd 2457/qd-bgddt", ["3461/KH-UBND"]),
        ("2457/QĐ-BGDĐT hồ sơ", ["3461/KH-UBND"]),
        ("dẫn:2457/QĐ-BGDĐT", ["3461/KH-UBND"]),
        ("dẫn:34-CT/TW tỉnh:Bình Thuận", ["3461/KH-UBND"]),
        ("place:Tứ Kỳ", ["huyện Tứ Kỳ"]),
        ("tỉnh:30", ["huyện Tứ Kỳ"]),
        ("tỉnh:Hải Phòng", ["huyện Tứ Kỳ"]),
        ("loại:KH", ["3461/KH-UBND"]),
        ("năm:2022..2022", ["huyện Tứ Kỳ"]),
        ("ngày:>=2023-01-01", ["3461/KH-UBND"]),
        ("ngày:<2023-01-01", ["huyện Tứ Kỳ"]),
        ("sơn NOT phòng", []),
        ("41362", []),
        ("lượt truy cập", []),
        ("không ai viết câu này bao giờ", []),
    ],
)
def test_what_a_query_finds(three, text, expected):
    assert numbers(three, text) == expected


def test_a_text_with_the_marks_stands_before_one_without(shelf, composed):
    shelf.add(
        composed("https://a.example/1", ["Cam day them, hoc them."], title="Khong dau"),
        composed("https://a.example/2", ["Cấm dạy thêm, học thêm."], title="Có dấu"),
        composed("https://a.example/3", ["Cấm dãy thềm, hóc thềm."], title="Khác dấu"),
    )
    marked = shelf.library.search(Query("dạy thêm"))
    assert [hit.document.title for hit in marked.hits] == ["Có dấu", "Khong dau"]
    bare = shelf.library.search(Query("day them"))
    assert bare.total == 3


def test_without_words_the_newest_come_first_and_undated_last(three):
    assert numbers(three, "") == ["3461/KH-UBND", "huyện Tứ Kỳ", "562/SGDĐT-GDTrH"]
    oldest = three.library.search(Query("", sort=Sort.OLDEST))
    assert [hit.document.year for hit in oldest.hits] == [2022, 2023, None]


def test_pages_of_results_follow_each_other(three):
    first = three.library.search(Query("", limit=2))
    assert (first.total, len(first.hits), first.cursor) == (3, 2, "2")
    second = three.library.search(Query("", limit=2, cursor=first.cursor))
    assert (len(second.hits), second.cursor) == (1, None)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("dậy thêm", "dạy thêm"), ("hồ sở điện tứ", "hồ sơ điện tử"), ("xyz", None), ("zzz ạ", None)],
)
def test_wrong_marks_bring_a_suggestion(three, text, suggestion):
    answer = three.library.search(Query(text))
    assert (answer.total, answer.suggestion) == (0, suggestion)
    if suggestion:
        assert three.library.search(Query(suggestion)).total > 0


def test_filters_and_facets_count_the_same(three):
    answer = three.library.search(Query("", facets=True))
    places = {count.value: count.count for count in answer.facets["place"]}
    assert places == {"binh-thuan": 1, "hai-duong": 1}
    for value, count in places.items():
        filtered = three.library.search(Query("", Filters(place=(value,))))
        assert filtered.total == count
    relations = {count.value: count.count for count in answer.facets["relation"]}
    assert relations == {"carries_out": 2}


def test_sentences_of_a_hit_are_marked_and_quoted_from_the_text(three):
    (hit,) = three.library.search(Query("học thêm sai quy định")).hits
    sentence = hit.sentences[0].sentence
    assert sentence.html() == (
        "Huyện yêu cầu xử lý nghiêm việc dạy <mark>thêm</mark>, <mark>học thêm sai quy định</mark>."
    )
    document = three.library.document(hit.document.id).document
    assert document.text[sentence.start : sentence.end] == sentence.text


def test_a_number_in_a_query_offers_its_instruments(three):
    answer = three.library.search(Query("chi thi 34"))
    assert {item.instrument.key for item in answer.instruments} == {"34-ct-ttg", "34-ct-tw"}


def test_look_alike_numbers_stay_apart(three):
    found = {
        item.instrument.number: item for item in three.library.resolve("chỉ thị 34").candidates
    }
    assert found["34/CT-TTg"].cited_by == 1
    assert found["34-CT/TW"].cited_by == 2
    assert found["34-CT/TW"].instrument.date == "1998-05-30"


@pytest.mark.parametrize(
    "name",
    ["34-ct-tw", "34-CT/TW", "chỉ thị 34-CT/TW", "/akn/vn/act/chi-thi/bo-chinh-tri/1998/34-ct-tw"],
)
def test_an_instrument_goes_by_many_names(three, name):
    answer = three.library.instrument(name)
    assert answer.instrument.key == "34-ct-tw"
    assert answer.documents == 2
    assert [(item.document.place, item.undated) for item in answer.cited_by] == [
        ("Bình Thuận", True),
        ("Hải Dương", False),
    ]
    assert {item.text for item in answer.variants} == {
        "Chỉ thị số 34-CT/TW",
        "Chỉ thị số 34-CT/TW, ngày 30/5/1998 của Bộ Chính trị",
    }
    assert [item.instrument.key for item in answer.lookalikes] == ["34-ct-ttg"]


@pytest.mark.parametrize("name", ["3461-kh-ubnd-binh-thuan", "3461/KH-UBND", "kế hoạch 3461"])
def test_a_document_held_is_an_instrument_too(three, name):
    answer = three.library.instrument(name)
    assert [card.number for card in answer.held] == ["3461/KH-UBND"]
    assert answer.instrument.place == "binh-thuan"
    assert answer.cited_by == ()


@pytest.mark.parametrize("name", ["999/QĐ-TTg", "", "không phải số", "/akn/vn/act/x/y"])
def test_an_unknown_instrument_is_none(three, name):
    assert three.library.instrument(name) is None
    assert three.library.cited_by(name) is None
    assert three.library.cascade(name) is None
    assert three.library.resolve(name).candidates == ()


def test_what_a_document_cites_in_order_and_by_issuer(three):
    name = "3461-kh-ubnd-binh-thuan-2023"
    cited = three.library.cites(name)
    assert [item.reference.number for item in cited] == ["2457/QĐ-BGDĐT", "34/CT-TTg", "34-CT/TW"]
    assert [item.reference.number for item in three.library.cites(name, issuer="BGDĐT")] == [
        "2457/QĐ-BGDĐT"
    ]
    assert three.library.cites("chưa-có") is None


def test_days_from_decision_to_plan(three):
    cascade = three.library.cascade("2457/QĐ-BGDĐT")
    assert cascade.signed_on == "2023-08-23"
    assert [(step.citation.document.number, step.days) for step in cascade.steps] == [
        ("3461/KH-UBND", 22)
    ]


def test_an_unknown_place_is_listed_with_its_reason(three):
    answer = three.library.facts("unknown", value="place")
    (fact,) = answer.facts
    assert fact.document.number == "562/SGDĐT-GDTrH"
    assert fact.annotation.reason("place") == "not_stated"


def test_a_central_body_lacks_no_place(shelf, composed):
    for name in ("Bộ Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"):
        shelf.add(composed(f"https://a.example/{len(name)}", ["Một câu."], issuer=name))
    answer = shelf.library.facts("unknown", value="place")
    assert [fact.document.issuer for fact in answer.facts] == ["Sở Giáo dục và Đào tạo"]


def test_a_matrix_of_instruments_and_places(three):
    rows = {row.instrument.key: row.documents for row in three.library.matrix()}
    assert rows["34-ct-tw"] == {"Bình Thuận": 1, "Hải Dương": 1}
    assert rows["34-ct-ttg"] == {"Bình Thuận": 1}


def test_places_beside_each_other_on_a_topic(three):
    found = three.library.compare(["binh-thuan", "hai-duong"], "dạy thêm")
    first, second = found.columns
    assert first.sentences == ()
    assert [fact.sentence.html() for fact in second.sentences] == [
        "Huyện yêu cầu xử lý nghiêm việc <mark>dạy thêm</mark>, học thêm sai quy định."
    ]
    assert found.years_differ is False


def test_what_is_due_is_parted_by_how_exactly_it_is_said(shelf, composed):
    text = "Nộp báo cáo trước ngày 15/12/2023. Đạt 100% vào cuối năm học. Hằng tháng họp một lần."
    document = composed("https://a.example/1", [text], place="tỉnh Bắc Giang")

    def at(quote):
        return text.index(quote), text.index(quote) + len(quote)

    first, second, third = (
        (0, text.index(". Đạt") + 1),
        (text.index("Đạt"), text.index(". Hằng") + 1),
        (text.index("Hằng"), len(text)),
    )
    day, end = date(2023, 12, 15), date(2023, 5, 31)
    document = replace(
        document,
        times=(Time(*at("cuối năm học"), "cuối năm học", TimeKind.VAGUE, "composed", latest=end),),
        deadlines=(
            Deadline(
                *at("trước ngày 15/12/2023"),
                "trước ngày 15/12/2023",
                "composed",
                due_on=day,
                lead=("Sở Nội vụ tỉnh Bắc Giang",),
                sentence=first,
            ),
            Deadline(
                *at("Hằng tháng"),
                "Hằng tháng",
                "composed",
                recurrence="FREQ=MONTHLY",
                sentence=third,
            ),
        ),
        targets=(
            Target(
                *at("100%"), "100%", "composed", value=100.0, unit="%", due_on=end, sentence=second
            ),
        ),
    )
    shelf.add(document)
    library = shelf.library
    found = library.deadlines(DutyQuery(until=date(2023, 12, 31)))
    assert [fact.annotation.due_on for fact in found.calendar] == [day]
    assert [fact.annotation.text for fact in found.relative] == ["100%"]
    assert [fact.annotation.text for fact in found.recurring] == ["Hằng tháng"]
    assert library.deadlines(DutyQuery(until=date(2023, 12, 14))).calendar == ()
    assert library.deadlines(DutyQuery(since=date(2023, 12, 16))).calendar == ()
    assert len(library.deadlines(DutyQuery(body="Sở Nội vụ")).calendar) == 1
    assert library.deadlines(DutyQuery(body="Sở Y tế")).calendar == ()
    assert library.facts("percentage", value=100).total == 1
    assert library.facts("percentage", value=99.9).total == 0


def test_a_section_is_a_filter_under_its_vietnamese_name(shelf, composed):
    lines = ["Vẫn còn đơn vị nộp chậm.", "Mọi việc khác đều tốt."]
    document = composed("https://a.example/1", lines)
    passage = Passage(0, len(lines[0]), lines[0], PassageKind.SHORTCOMING, "composed", (), (0, 24))
    shelf.add(replace(document, passages=(passage,)))
    answer = shelf.library.search(Query("", Filters(section=("ton-tai-han-che",))))
    (hit,) = answer.hits
    assert [fact.sentence.text for fact in hit.sentences] == [lines[0]]


def test_a_footnote_is_shown_with_the_sentence_it_hangs_on(shelf, composed):
    body = "Nhà trường tự chủ về chuyên môn3. Câu khác."
    note = "3 Theo Nghị định số 24/2021/NĐ-CP."
    cited = ("Nghị định số 24/2021/NĐ-CP", "Nghị định", "24/2021/NĐ-CP", None, None)
    document = composed(
        "https://a.example/1",
        [body, (BlockKind.FOOTNOTE, note)],
        ((*cited, Relation.REFERS_TO),),
    )
    mark = (body.index("3"), body.index("3") + 1)
    first, second = document.blocks
    shelf.add(replace(document, blocks=(first, replace(second, anchors=(mark,)))))
    (citation,) = shelf.library.cited_by("24/2021/NĐ-CP")
    assert citation.anchor is not None
    assert citation.anchor.html() == "Nhà trường tự chủ về chuyên môn<mark>3</mark>."
    assert citation.sentence.text == note


def test_copies_of_one_text_are_one_hit(shelf, composed):
    text = " ".join(f"Câu {word} nói về việc dạy và học trong năm." for word in "abcdefghik")
    shelf.add(
        composed("https://a.example/1", [text], title="Bản gốc"),
        composed("https://b.example/1", [text + " Theo báo."], title="Bản đăng lại"),
        composed("https://c.example/1", ["Việc dạy và học năm nay " * 20], title="Bài khác"),
    )
    answer = shelf.library.search(Query("dạy và học"))
    assert sorted(len(hit.copies) for hit in answer.hits) == [0, 1]


def test_each_hit_is_explained_by_the_parts_of_its_score(shelf, composed):
    text = " ".join(f"Câu {word} nói về việc dạy và học trong năm." for word in "abcdefghik")
    shelf.add(
        composed("https://a.example/1", [text]),
        composed("https://b.example/1", [text]),
        composed("https://c.example/1", ["Việc dạy và học.", "Không nói gì thêm."]),
    )
    answer = shelf.library.search(Query("dạy học", explain=True))
    explained = [json.loads(item) for item in answer.explanation]
    assert len(answer.hits) == 2
    assert [item["score"] for item in explained] == [hit.score for hit in answer.hits]
    for item in explained:
        assert item["score"] == pytest.approx(item["document"] + item["best_sentence"])
        assert item["best_sentence"] > 0
        assert item["of_document"]["value"] == pytest.approx(item["document"], rel=1e-3)
        said = {(part["field"], part["words"]) for part in item["parts"]}
        assert said >= {("exact", "dạy"), ("exact", "học")}


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("dạy thêm Hải Dương", ("place", "hai-duong")),
        ('"dạy thêm" OR bơi', ("exact", "dạy thêm")),
        ("2457/QĐ-BGDĐT hồ sơ", ("cites", "2457-qd-bgddt")),
        ("day them", ("pairs", "day them")),
        ("hồ sơ NOT bơi", ("pairs", "ho so")),
    ],
)
def test_the_parts_of_a_score_add_up_to_it(three, query, part):
    answer = three.library.search(Query(query, explain=True))
    explained = [json.loads(item) for item in answer.explanation]
    for item in explained:
        of_parts = sum(one["score"] for one in item["parts"])
        assert of_parts == pytest.approx(item["document"], rel=1e-3)
    assert part in {(one["field"], one["words"]) for item in explained for one in item["parts"]}


def test_a_changed_document_is_found_by_its_new_words_only(shelf, composed):
    shelf.add(composed("https://a.example/1", ["Trường mở lớp bơi."]))
    shelf.add(composed("https://a.example/1", ["Trường mở lớp vẽ."]))
    assert shelf.library.search(Query("lớp bơi")).total == 0
    assert shelf.library.search(Query("lớp vẽ")).total == 1
    answer = shelf.library.document("https://a.example/1") or shelf.library.document(
        shelf.ledger.documents()[0].id
    )
    assert len(answer.versions) == 2
    assert len(answer.captures) == 2


def test_a_rebuild_answers_from_the_old_index_until_it_is_done(three):
    with three.writer.rebuilding():
        assert three.library.search(Query("dạy thêm")).total == 1
    assert three.library.search(Query("dạy thêm")).total == 0  # nothing was published in it
    three.publish()
    assert three.library.search(Query("dạy thêm")).total == 1


def test_status_without_an_index_says_so(shelf):
    status = shelf.library.status()
    assert status.counts["document"] == 0
    assert shelf.library.portals() == ()


def test_a_document_is_quoted_by_each_wording_once(shelf, composed):
    lines = ["Phụ lục về chuyển đổi số.", "Phụ lục về  chuyển đổi số.", "Học bạ chuyển đổi số."]
    shelf.add(composed("https://a.example/1", lines))
    (hit,) = shelf.library.search(Query('"chuyển đổi số"')).hits
    assert sorted(fact.sentence.text for fact in hit.sentences) == [lines[2], lines[0]]


def test_a_question_for_documents_is_answered_by_no_sentence(shelf, composed):
    shelf.add(composed("https://a.example/1", ["Câu thứ nhất.", "Câu thứ hai."]))
    (hit,) = shelf.library.search(Query("")).hits
    assert hit.sentences == ()
