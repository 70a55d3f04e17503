"""Any way the grammar writes a number is read back; spans hold; odd characters change nothing."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Document, Reference, ReferenceKind
from extract.references import find_references
from extract.references.codes import issuer_of_code, issuers_data, type_of_code

TYPES = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "NQ": "Nghị quyết",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
}
CENTRAL = sorted(issuers_data()["central"].keys() - {"QH", "UBTVQH", "TVQH", "CTN", "HĐNN"})
LOCAL = sorted(issuers_data()["local"])
serials = st.integers(1, 9999).map(lambda n: f"{n:02}")
years = st.integers(1997, 2035)


def numbers() -> st.SearchStrategy[tuple[str, str]]:
    """(type, number) in every family of the conventions."""
    legal = st.builds(
        lambda s, y, t, a: (TYPES[t], f"{s}/{y}/{t}-{a}"),
        serials,
        years,
        st.sampled_from(["TT", "QĐ", "NQ"]),
        st.sampled_from(CENTRAL),
    )
    admin = st.builds(
        lambda s, t, a: (TYPES[t], f"{s}/{t}-{a}"),
        serials,
        st.sampled_from(["QĐ", "KH", "CT", "HD", "TB", "BC"]),
        st.sampled_from(CENTRAL + LOCAL),
    )
    letter = st.builds(
        lambda s, a, u: ("Công văn", f"{s}/{a}-{u}"),
        serials,
        st.sampled_from(CENTRAL + LOCAL),
        st.sampled_from(["GDTrH", "GDMN", "KGVX", "VP", "TCCB"]),
    )
    party = st.builds(
        lambda s, t, a: (TYPES[t], f"{s}-{t}/{a}"),
        serials,
        st.sampled_from(["CT", "NQ", "KH", "HD"]),
        st.sampled_from(["TW", "TU", "HU", "BTGTW"]),
    )
    law = st.builds(lambda s, y, k: ("Luật", f"{s}/{y}/QH{k}"), serials, years, st.integers(9, 16))
    joint = st.builds(
        lambda s, y, a: ("Thông tư liên tịch", f"{s}/{y}/TTLT-{'-'.join(a)}"),
        serials,
        years,
        st.lists(
            st.sampled_from(["BGDĐT", "BNV", "BTC", "BYT"]), min_size=2, max_size=4, unique=True
        ),
    )
    return st.one_of(legal, admin, letter, party, law, joint)  # fmt: skip


@st.composite
def rendered(draw: st.DrawFn) -> tuple[str, str, str, str | None]:
    """(phrase, type, number, date) with blanks, dashes and letters as people write them."""
    type_, number = draw(numbers())
    printed = number
    printed = printed.replace("-", draw(st.sampled_from(["-", "–", "‑", "- ", "-\n"])), 1)
    printed = printed.replace("Đ", draw(st.sampled_from(["Đ", "Ð"])))
    if draw(st.booleans()):
        printed = printed.replace("/", " /", 1)
    word = draw(
        st.sampled_from([type_, type_.upper(), type_.lower(), type_.replace(" ", "\u00a0")])
    )
    link = draw(st.sampled_from([" số ", " ", " số: ", "\nsố "]))
    date, shown = None, ""
    if draw(st.booleans()):
        day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(years)
        date = f"{year}-{month:02}-{day:02}"
        shown = draw(
            st.sampled_from(
                [
                    f" ngày {day}/{month}/{year}",
                    f", ngày {day:02}-{month:02}-{year}",
                    f" ngày {day:02} tháng {month} năm {year}",
                    f" (ngày {day}.{month}.{year})",
                ]
            )
        )
    return f"{word}{link}{printed}{shown}", type_, number, date


def read(text: str) -> list[Reference]:
    return [
        reference
        for reference in find_references(Document(source="test", text=text))[0]
        if reference.kind is ReferenceKind.NUMBERED
    ]


@settings(max_examples=150, deadline=None)
@given(rendered())
def test_a_rendering_is_read_back(case: tuple[str, str, str, str | None]) -> None:
    phrase, type_, number, date = case
    text = f"Các trường thực hiện {phrase}; báo cáo kết quả."
    (reference,) = read(text)
    assert (reference.type, reference.number, reference.date) == (type_, number, date)
    assert reference.text == phrase


@settings(max_examples=60, deadline=None)
@given(st.lists(rendered(), min_size=1, max_size=5), st.sampled_from(["; ", ", ", " và ", ".\n"]))
def test_spans_do_not_overlap_and_quote_the_text(
    cases: list[tuple[str, str, str, str | None]], joint: str
) -> None:
    text = joint.join(case[0] for case in cases)
    references, _ = find_references(Document(source="test", text=text))
    end = 0
    for reference in references:
        assert reference.start >= end
        assert text[reference.start : reference.end] == reference.text
        end = reference.end
    assert [r.number for r in references] == [case[2] for case in cases]


@settings(max_examples=60, deadline=None)
@given(rendered())
def test_encodings_of_one_text_say_the_same(case: tuple[str, str, str, str | None]) -> None:
    text = f"Theo {case[0]} của Bộ Giáo dục và Đào tạo,\nnhà trường thực hiện Luật Giáo dục."
    plain = [(r.type, r.number, r.date, r.issuer) for r in read(text)]
    others = [
        unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)),
        text.replace("\n", " \n"),
        text.replace(" ", "\u00a0"),
        text.replace("\n", "\r\n"),
    ]
    for other in others:
        assert [(r.type, r.number, r.date, r.issuer) for r in read(other)] == plain


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789/-.,; \nĐđNQTCPHLsốậu(“”)", max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    references, findings = find_references(Document(source="test", text=text))
    end = 0
    for reference in references:
        assert reference.start >= end
        assert text[reference.start : reference.end] == reference.text
        end = reference.end
    assert all(0 <= f.start <= f.end <= len(text) for f in findings)


def test_each_issuer_of_the_tables_is_read_in_a_number() -> None:
    for code in issuer_of_code():
        if code in ("QH", "UBTVQH", "TVQH", "CTN", "HĐNN"):
            continue
        (reference,) = read(f"theo Quyết định số 17/QĐ-{code}.")
        assert reference.number in (f"17/QĐ-{code}", f"17-QĐ/{code}"), code


def test_each_type_of_the_tables_is_read_in_a_number() -> None:
    for code, name in type_of_code().items():
        (reference,) = read(f"theo {name} số 17/{code}-BGDĐT.")
        assert (reference.type, reference.number) == (name, f"17/{code}-BGDĐT")
