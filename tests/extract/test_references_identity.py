"""One identity for one instrument, within a mention and over a corpus."""

import pytest

from extract.model import Document, Header, Instrument, Reference, Stated
from extract.references import instrument_of, own_instrument, parse_number
from extract.references.find import find_references


def reference(text: str, place: str | None = None) -> Reference:
    header = Header(place=Stated(place)) if place else Header()
    return find_references(Document(source="test", text=text, header=header))[0][0]


def instrument(text: str, place: str | None = None) -> Instrument:
    found = instrument_of(reference(text, place), Header())
    assert found is not None
    return found


URIS = [
    (
        "Nghị định số 24/2021/NĐ-CP ngày 23/3/2021",
        "/akn/vn/act/nghi-dinh/chinh-phu/2021/24-2021-nd-cp",
        "24-2021-nd-cp",
    ),
    (
        "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị",
        "/akn/vn/act/chi-thi/bo-chinh-tri/2016/05-ct-tw",
        "05-ct-tw",
    ),
    ("Chỉ thị số 05/CT-TTg", "/akn/vn/act/chi-thi/thu-tuong-chinh-phu/05-ct-ttg", "05-ct-ttg"),
    (
        "Kế hoạch số 3461/KH-UBND ngày 14/9/2023 của UBND tỉnh Bình Thuận",
        "/akn/vn/act/ke-hoach/uy-ban-nhan-dan-tinh-binh-thuan/2023/3461-kh-ubnd-binh-thuan",
        "3461-kh-ubnd-binh-thuan",
    ),
    (
        "Thông tư số 9/2019/TT-BGDĐT",
        "/akn/vn/act/thong-tu/bo-giao-duc-va-dao-tao/2019/09-2019-tt-bgddt",
        "09-2019-tt-bgddt",
    ),
    (
        "Luật Giáo dục 2019",
        "/akn/vn/act/luat/quoc-hoi/2019/43-2019-qh14",
        "43-2019-qh14",
    ),
    (
        "Chương trình giáo dục phổ thông 2018",
        "/akn/vn/act/thong-tu/bo-giao-duc-va-dao-tao/2018/32-2018-tt-bgddt",
        "32-2018-tt-bgddt",
    ),
]


@pytest.mark.parametrize(("text", "uri", "key"), URIS)
def test_uri_and_key(text: str, uri: str, key: str) -> None:
    found = instrument(text)
    assert (found.uri, found.key) == (uri, key)
    assert reference(text).instrument == uri


def test_spellings_of_one_number_are_one_instrument() -> None:
    same = [
        "Thông tư số 09/2019/TT-BGDĐT",
        "thông tư 9/2019/TT-BGD&ĐT",
        "TT 9/2019/TT-BGDDT",
        "Thông tư số 09 / 2019/TT- BGDĐT",
    ]
    assert len({instrument(text).uri for text in same}) == 1


def test_the_symbol_decides_which_instrument_a_wrong_type_word_means() -> None:
    found = reference("Chỉ thị số 49-NQ/TW")
    assert found.type == "Chỉ thị"
    assert found.instrument == "/akn/vn/act/nghi-quyet/49-nq-tw"


def test_a_law_without_a_year_lists_its_candidates() -> None:
    found = reference("theo Luật Giáo dục")
    assert found.candidates[:2] == (
        "/akn/vn/act/luat/quoc-hoi/2019/43-2019-qh14",
        "/akn/vn/act/luat/quoc-hoi/2005/38-2005-qh11",
    )


def test_the_document_itself() -> None:
    header = Header(
        number=Stated("3461/KH-UBND"),
        type=Stated("Kế hoạch"),
        issuer=Stated("Ủy ban nhân dân tỉnh Bình Thuận"),
        issued_on=Stated("2023-09-14"),
    )
    own = own_instrument(header)
    assert own is not None
    assert own.uri == instrument(URIS[3][0]).uri
    assert own_instrument(Header()) is None


def test_a_year_that_must_stand_in_the_number_is_taken_from_the_date() -> None:
    lost = instrument("Thông tư liên tịch số 06/TTLT-BGDĐT-BNV ngày 16/3/2015")
    assert (lost.key, lost.number) == ("06-2015-ttlt-bgddt-bnv", "06/TTLT-BGDĐT-BNV")
    assert lost.uri == instrument("Thông tư liên tịch số 06/2015/TTLT-BGDĐT-BNV").uri
    old = instrument("Thông tư số 12/TT-BTC ngày 1/6/1990")
    decision = instrument("Quyết định số 12/QĐ-BTC ngày 1/6/2010")
    assert (old.key, decision.key) == ("12-tt-btc", "12-qd-btc")


TYPED = [
    ("24/2021", "24-2021"),
    ("ND 24/2021/ND-CP", "24-2021-nd-cp"),
    ("nghi dinh so 24/2021", "24-2021"),
    ("05-CT/TW", "05-ct-tw"),
    ("05/CT-TTg", "05-ct-ttg"),
    ("29/NQ-TW", "29-nq-tw"),
    ("9/2019/tt-bgddt", "09-2019-tt-bgddt"),
    ("Số: 3461/KH-UBND.", "3461-kh-ubnd"),
    ("66.13/2026/NQ-CP", "66-13-2026-nq-cp"),
    ("luật giáo dục", None),
    ("phòng 12", "12"),
]


@pytest.mark.parametrize(("typed", "key"), TYPED)
def test_what_a_reader_types(typed: str, key: str | None) -> None:
    number = parse_number(typed)
    assert (number and number.key) == key
