"""Bodies: found by the grammar, named in full, placed by the document's head."""

from time import perf_counter
from typing import Any

import pytest

from extract.bodies import find_bodies
from extract.bodies.names import agencies, grammar
from extract.bodies.scan import scan
from extract.model import Block, BlockKind, Body, Cell, Document, Header, Source, Stated
from extract.reading import read

BINH_THUAN = Header(
    issued_on=Stated("2023-09-14"),
    issuer=Stated("Ủy ban nhân dân tỉnh Bình Thuận"),
    place=Stated("tỉnh Bình Thuận"),
)
TU_KY = Header(
    published_on=Stated("2022-09-07"),
    place=Stated("tỉnh Hải Dương"),
    district=Stated("huyện Tứ Kỳ"),
)


def bodies(
    text: str, header: Header = BINH_THUAN, kind: BlockKind = BlockKind.PARAGRAPH
) -> tuple[Body, ...]:
    return find_bodies(Document("a", text, (Block(kind, 0, len(text)),), header))


def names(text: str, header: Header = BINH_THUAN) -> list[str]:
    return [body.name for body in bodies(text, header)]


@pytest.mark.parametrize("rules", ["placed", "named", "units", "school_parts"])
def test_examples_of_the_grammar(rules: str) -> None:
    for entry in grammar()[rules]:
        for example in entry["examples"]:
            found = list(scan(example, 0, len(example)))
            assert [(m.start, m.end) for m in found] == [(0, len(example))], example


def test_examples_of_groups() -> None:
    for example in grammar()["groups"]["examples"]:
        found = list(scan(example, 0, len(example)))
        assert [(m.start, m.end, m.rule) for m in found] == [(0, len(example), "group")], example


def test_examples_of_schools() -> None:
    for example in grammar()["schools"]["examples"]:
        [mention] = scan(example, 0, len(example))
        assert (mention.rule, mention.end) == ("school", len(example))


def test_examples_of_units_of_any_name() -> None:
    for example in grammar()["open"]["examples"]:
        sentence = f"{example} chủ trì, phối hợp với địa phương."
        [mention] = scan(sentence, 0, len(sentence))
        assert sentence[mention.start : mention.end] == example


def test_every_agency_of_the_data_is_found() -> None:
    for group in ("ministries", "central", "local", "party"):
        for entry in agencies()[group]:
            for name in (entry["name"], *entry.get("spellings", ())):
                found = list(scan(name, 0, len(name)))
                assert len(found) == 1, name
                assert found[0].end == len(name), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh giao", ["Ủy ban nhân dân tỉnh Bình Thuận"]),
        ("Sở GD&ĐT báo cáo", ["Sở Giáo dục và Đào tạo tỉnh Bình Thuận"]),
        ("của Bộ GDĐT và Bộ Nội vụ", ["Bộ Giáo dục và Đào tạo", "Bộ Nội vụ"]),
        ("Bộ trưởng Bộ Y tế ký", ["Bộ trưởng Bộ Y tế"]),
        (
            "Giao các Sở: Nội vụ, Tài chính.",
            ["Sở Nội vụ tỉnh Bình Thuận", "Sở Tài chính tỉnh Bình Thuận"],
        ),
        (
            "các Sở Tài chính và Tư pháp phối hợp",
            ["Sở Tài chính tỉnh Bình Thuận", "Sở Tư pháp tỉnh Bình Thuận"],
        ),
        ("Sở Y tế, Công an tỉnh", ["Sở Y tế tỉnh Bình Thuận", "Công an tỉnh Bình Thuận"]),
        ("UBND các huyện, thị xã, thành phố", ["Ủy ban nhân dân các huyện, thị xã, thành phố"]),
        ("Chủ tịch UBND các xã, phường", ["Chủ tịch Ủy ban nhân dân các xã, phường"]),
        ("Tỉnh ủy chỉ đạo", ["Tỉnh ủy Bình Thuận"]),
        ("Ban Thường vụ Tỉnh ủy", ["Ban Thường vụ Tỉnh ủy Bình Thuận"]),
        ("Phòng GD&ĐT các huyện, thành phố", ["Phòng Giáo dục và Đào tạo các huyện, thành phố"]),
        ("Trường THPT Phan Bội Châu, huyện", ["Trường THPT Phan Bội Châu, huyện"]),
        ("theo Thủ tướng Chính phủ", ["Thủ tướng Chính phủ"]),
        ("phát triển Chính phủ số, chính phủ điện tử", []),
        ("cán bộ, công chức toàn bộ cơ sở", []),
        ("Quyết định số 2457/QĐ-BGDĐT", []),
        ("học sinh lớp 10 trường hợp khác", []),
        ("UBND thành phố Phan Thiết", ["Ủy ban nhân dân thành phố Phan Thiết"]),
        ("UBND thành phố Đà Nẵng", ["Ủy ban nhân dân thành phố Đà Nẵng"]),
        ("Thống đốc Ngân hàng Nhà nước", ["Thống đốc Ngân hàng Nhà nước Việt Nam"]),
        ("gửi Bộ Công thương trước", ["Bộ Công Thương"]),
        ("Cục Xuất bản thuộc Bộ Tư pháp", ["Cục Xuất bản thuộc Bộ Tư pháp"]),
        ("trưởng Bộ môn đề xuất", []),
        ("HĐND cấp tỉnh, cấp xã", ["Hội đồng nhân dân cấp tỉnh, cấp xã"]),
        ("Đài PTTH tỉnh", ["Đài Phát thanh - Truyền hình tỉnh Bình Thuận"]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_members_of_a_list_stand_at_their_own_words() -> None:
    text = "Giám đốc các Sở: Giáo dục và Đào tạo, Lao động - Thương binh và Xã hội"
    assert [body.text for body in bodies(text)] == [
        "Giám đốc các Sở: Giáo dục và Đào tạo",
        "Lao động - Thương binh và Xã hội",
    ]


def test_the_text_of_a_body_is_its_span() -> None:
    text = "Sở Nội vụ chủ trì, phối hợp với UBND các huyện và Hội Khuyến học tỉnh."
    for body in bodies(text):
        assert text[body.start : body.end] == body.text


def test_levels() -> None:
    found = bodies("Quốc hội, Bộ Y tế, UBND tỉnh, UBND huyện, UBND xã, Tỉnh ủy, Hội Nông dân tỉnh")
    assert [body.level for body in found] == [
        "trung ương", "trung ương", "tỉnh", "huyện", "xã", "đảng", "đoàn thể",
    ]  # fmt: skip


def test_the_district_of_the_head_completes_its_bodies() -> None:
    assert names("UBND huyện giao phòng GD-ĐT.", TU_KY) == [
        "Ủy ban nhân dân huyện Tứ Kỳ",
        "Phòng Giáo dục và Đào tạo huyện Tứ Kỳ",
    ]


def test_without_a_place_none_is_added() -> None:
    [body] = bodies("Sở Giáo dục và Đào tạo họp", Header())
    assert (body.name, body.place, body.successor) == ("Sở Giáo dục và Đào tạo", None, None)


def test_a_head_alone_means_the_only_body_of_its_kind() -> None:
    text = "Sở Giáo dục và Đào tạo họp. Giám đốc Sở kết luận."
    assert names(text, Header())[1] == "Giám đốc Sở Giáo dục và Đào tạo"
    assert names("Giám đốc Sở kết luận.", Header()) == ["Giám đốc sở"]
    assert names("Sở Y tế và Sở Nội vụ họp tại Sở.", Header()) == ["Sở Y tế", "Sở Nội vụ"]


def test_the_owner_of_a_group_is_a_body_that_is_named() -> None:
    text = "Bộ Y tế phối hợp với các đơn vị thuộc Bộ Nội vụ. Giao Vụ Pháp chế giúp Bộ trưởng."
    assert "Bộ trưởng Bộ Y tế" not in names(text, Header())


def test_bodies_of_several_levels_have_none() -> None:
    levels = [
        bodies(f"Hội đồng nhân dân {of}")[0].level
        for of in ("cấp tỉnh, cấp xã", "các huyện, thị xã, thành phố", "các tỉnh, thành phố")
    ]
    assert levels == [None, "huyện", "tỉnh"]


def test_what_a_body_is_today() -> None:
    found = bodies("UBND tỉnh, Sở Kế hoạch và Đầu tư, Bộ Lao động - Thương binh và Xã hội, Bộ Y tế")
    assert [body.successor for body in found] == [
        "Ủy ban nhân dân tỉnh Lâm Đồng",
        "Sở Tài chính tỉnh Lâm Đồng",
        "Bộ Nội vụ",
        None,
    ]


@pytest.mark.parametrize("kind", [BlockKind.BOILERPLATE, BlockKind.HEADER, BlockKind.ATTRIBUTES])
def test_frame_and_head_are_passed_over(kind: BlockKind) -> None:
    assert bodies("Trưởng Ban Biên tập: Phó Chủ tịch UBND huyện", kind=kind) == ()


def test_the_portals_editor_is_no_body_of_the_seed(shared: Any) -> None:
    [path] = (shared / "seeds").glob("003_*.txt")
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    assert not any("Phó Chủ tịch" in body.name for body in find_bodies(document))


def test_the_seed_names_who_must_act(shared: Any) -> None:
    [path] = (shared / "seeds").glob("004_*.txt")
    document = read(path.read_bytes(), Source(path.name)).document
    assert document is not None
    found = {body.name for body in find_bodies(document)}
    assert {
        "Giám đốc Sở Giáo dục và Đào tạo tỉnh Bình Thuận",
        "Sở Nội vụ tỉnh Bình Thuận",
        "Đài Phát thanh - Truyền hình tỉnh Bình Thuận",
        "Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố",
        "Ban Thường vụ Tỉnh ủy Bình Thuận",
        "Trường Đại học Phan Thiết",
    } <= found


@pytest.mark.parametrize(
    "hostile",
    [
        "các Sở: Nội vụ, Nội vụ, UBND các huyện, xã, xã, Trường THPT A B C D E Phòng ",
        "Ban Pháp chế Ban Đô thị các đơn vị thuộc Phòng Kế hoạch - Tài chính các đơn vị trực ",
        "các sở, ban, HĐND, UBND các phường: Mũi Né, Phú Thủy, Trường Đại học Sư phạm Kỹ thuật ",
    ],
)
def test_time_grows_with_the_text(hostile: str) -> None:

    def seconds(text: str) -> float:
        document = Document("a", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), BINH_THUAN)
        began = perf_counter()
        find_bodies(document)
        return perf_counter() - began

    seconds(hostile)
    one = min(seconds(hostile * 200) for _ in range(3))
    assert seconds(hostile * 1600) < 30 * one


def test_no_name_goes_on_in_the_next_cell() -> None:
    text = "Các trường THPT\nTừ 10/11"
    cells = (Cell(0, 15, 0), Cell(16, len(text), 1))
    row = Block(BlockKind.TABLE_ROW, 0, len(text), table=0, cells=cells)
    (found,) = find_bodies(Document("a", text, (row,), BINH_THUAN))
    assert (found.start, found.end) == (0, 15)
