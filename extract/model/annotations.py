"""What is found in a text: each value points at it and names the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relation(StrEnum):
    """What the sentence does with the instrument it names; from the citing document's side."""

    SELF = "self"  # the document's own number
    LEGAL_BASIS = "legal_basis"  # căn cứ, preamble only
    CARRIES_OUT = "carries_out"  # thực hiện, triển khai, quán triệt
    REFERS_TO = "refers_to"  # theo quy định tại, dẫn chiếu
    GUIDES = "guides"
    IMPLEMENTS = "implements"  # quy định chi tiết
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    CORRECTS = "corrects"
    SUSPENDS = "suspends"
    EXTENDS = "extends"
    CONSOLIDATES = "consolidates"
    ATTACHED_TO = "attached_to"  # ban hành kèm theo
    ANSWERS = "answers"
    FOLLOWS = "follows"
    REPORTS = "reports"  # a news page tells of the instrument's issue
    AMENDED_BY = "amended_by"
    REPLACED_BY = "replaced_by"
    REPEALED_BY = "repealed_by"
    GUIDED_BY = "guided_by"
    ISSUED_WITH = "issued_with"  # the thing named was issued by this instrument


class ReferenceKind(StrEnum):
    """How a reference names its instrument."""

    NUMBERED = "numbered"
    NAMED = "named"
    PROGRAMME = "programme"  # chương trình, đề án, dự án, quoted or not
    SELF = "self"  # the document's own number, or "Nghị định này"


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an instrument (văn bản được dẫn)."""

    start: int
    end: int
    text: str  # Document.text[start:end]
    kind: ReferenceKind
    rule: str  # name of the rule that found it
    type: str | None = None  # "Nghị định"
    number: str | None = None  # normal form, "24/2021/NĐ-CP"
    date: str | None = None  # EDTF
    issuer: str | None = None  # full name with place, "Ủy ban nhân dân tỉnh Bình Thuận"
    name: str | None = None  # of a law or programme
    pinpoint: str | None = None  # inner to outer, "điểm b khoản 2 Điều 5"
    relation: Relation = Relation.REFERS_TO
    weight: int = 0  # 0 named only, 1 carried out, 2 something due or measured hangs on it
    instrument: str | None = None  # FRBR work URI (Akoma Ntoso Naming Convention 1.0)
    candidates: tuple[str, ...] = ()  # URIs, when more than one instrument fits
    sentence: tuple[int, int] = (0, 0)
    furniture: bool = False  # stands in a page frame; repeats, not a citation of its own


class TimeKind(StrEnum):
    """What an expression of time denotes."""

    DATE = "date"
    TIME_OF_DAY = "time_of_day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    TERM = "term"  # học kỳ
    SCHOOL_YEAR = "school_year"
    PERIOD = "period"  # giai đoạn, từ … đến …
    TENURE = "tenure"  # nhiệm kỳ, khóa
    DURATION = "duration"  # trong thời hạn 5 ngày làm việc kể từ …
    RECURRENCE = "recurrence"
    VAGUE = "vague"  # cuối năm học, trước Tết, sau khai giảng
    RELATIVE = "relative"  # năm nay, tháng tới


class Bound(StrEnum):
    """How an expression of time limits what it is said of."""

    BEFORE = "before"  # trước: literally exclusive, used as "no later than"
    AT_LATEST = "at_latest"  # chậm nhất, không quá
    UNTIL = "until"  # đến, đến hết
    FROM = "from"  # từ, kể từ
    WITHIN = "within"  # trong
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time."""

    start: int
    end: int
    text: str
    kind: TimeKind
    rule: str
    value: str | None = None  # EDTF
    bound: Bound | None = None
    earliest: date | None = None  # first day it can mean
    latest: date | None = None  # last day it can mean
    recurrence: str | None = None  # RFC 5545 RRULE without the "RRULE:" prefix
    basis: str | None = None  # what a relative expression was resolved by
    reason: str | None = None  # catalogue key: why it stays unresolved
    role: str | None = None  # "citation", "signing", "effect", "title", "event"; None if free


@dataclass(frozen=True, slots=True)
class Deadline:
    """A task that must be done or reported by some time."""

    start: int  # of the time expression
    end: int
    text: str
    rule: str
    value: str | None = None  # EDTF
    due_on: date | None = None  # the latest day it allows; None for a pure recurrence
    recurrence: str | None = None
    vague: bool = False  # "cuối năm học": due_on is a bound, not a stated day
    task: str | None = None
    lead: tuple[str, ...] = ()  # chủ trì
    cooperating: tuple[str, ...] = ()  # phối hợp; "with" in the JSON contract
    addressee: str | None = None  # to whom the result goes
    basis: str | None = None  # URI of the instrument the duty rests on
    product: str | None = None  # sản phẩm, kết quả
    sentence: tuple[int, int] = (0, 0)
    block: int | None = None  # position in Document.blocks


@dataclass(frozen=True, slots=True)
class Target:
    """A measured aim (chỉ tiêu)."""

    start: int
    end: int
    text: str
    rule: str
    indicator: str | None = None
    comparator: str = "="  # one of = >= > <= <
    value: float | None = None
    unit: str | None = None  # "%", "trường", "đồng", …
    change: bool = False  # "tăng 5% so với …" is a change, not a level
    population: str | None = None
    by: str | None = None  # EDTF of the time by which
    due_on: date | None = None
    body: str | None = None
    basis: str | None = None  # URI of the instrument it rests on
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, organisation or office named in the text (cơ quan, tổ chức)."""

    start: int
    end: int
    text: str
    rule: str
    name: str  # full name, "Sở Giáo dục và Đào tạo tỉnh Bình Thuận"
    level: str | None = None  # "trung ương", "tỉnh", "huyện", "xã", "trường", "đảng", "đoàn thể"
    place: str | None = None  # at the document's date
    successor: str | None = None  # today's name, when it has changed


class PassageKind(StrEnum):
    """Stretches a reader asks for by their nature."""

    SHORTCOMING = "shortcoming"  # tồn tại, hạn chế
    GRADES = "grades"  # a list of school grades, "các lớp: 1, 2, 3, 4, 8 và 11"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text of one nature; ``values`` are its items ("1", "2", … for grades)."""

    start: int
    end: int
    text: str
    kind: PassageKind
    rule: str
    values: tuple[str, ...] = ()
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should check (cần kiểm tra). ``kind`` is a key of the catalogue."""

    kind: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One real document, held or merely cited (FRBR work)."""

    uri: str  # /akn/vn/act/nghi-dinh/chinh-phu/2021/24-2021-nd-cp
    key: str  # short address, "24-2021-nd-cp"; province-level ones carry their place
    type: str | None = None
    number: str | None = None
    name: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None  # EDTF
    year: int | None = None
