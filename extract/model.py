"""The frozen values that pass between the rooms.

Offsets are code points into ``Document.text``, end exclusive. Dates are EDTF strings
(ISO 8601-2:2019): ``2023-09-14``, ``2023-09``, ``2022-09-05/2023-05-31``, ``../2025``.
``None`` means *chưa xác định* (not known); it is shown as such and never filled by a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is, by the layout of Nghị định 30/2020/NĐ-CP."""

    HEADER = "header"  # quốc hiệu, tên cơ quan, số và ký hiệu, địa danh và thời gian
    TITLE = "title"  # tên loại và trích yếu nội dung, or the headline of a news page
    BASIS = "basis"  # a "Căn cứ …" line of the preamble
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a numbered, lettered or dashed point
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    SIGNATURE = "signature"  # chức vụ, họ tên của người có thẩm quyền
    RECIPIENTS = "recipients"  # nơi nhận
    ATTRIBUTES = "attributes"  # a portal's table of attributes (Số hiệu, Ngày ban hành, …)
    BOILERPLATE = "boilerplate"  # page furniture: menus, counters, "tin khác", page numbers


@dataclass(frozen=True, slots=True)
class Box:
    """A printed row on a page: PDF points from the top left corner, pages counted from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    start: int = 0  # where in ``Document.text`` the words of the row begin


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; a cell merged downwards points at the same text in each row."""

    start: int
    end: int
    column: int
    columns: int = 1  # how many columns it spans
    heading: bool = False
    boxes: tuple[Box, ...] = ()  # its printed rows (PDF, scan)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of ``Document.text`` with one role. Blocks are in text order, never overlap."""

    kind: BlockKind
    start: int
    end: int
    level: int | None = None  # depth of a heading or item, 1 outermost; 1 of an annex's head
    number: str | None = None  # as printed, without closing mark: "II", "1", "a", "4"
    page: int | None = None
    boxes: tuple[Box, ...] = ()  # its printed rows (PDF, scan); of a table row the ruled ones
    path: str | None = None  # element path in the source (HTML, DOCX)
    table: int | None = None  # rows of one table share this number, counted from 0
    cells: tuple[Cell, ...] = ()
    anchors: tuple[tuple[int, int], ...] = ()  # of a footnote: spans of its marks in the body


@dataclass(frozen=True, slots=True)
class Stated:
    """A header value with its evidence.

    ``start``/``end`` is where the text says it. ``source`` names the evidence: ``text``,
    ``attributes`` (the portal's own table), ``listing``, ``file name``. ``reason`` is a key of the
    catalogue: why ``value`` is None or in part unknown (``not_stated``, ``left_blank``,
    ``handwritten``); ``printed`` is where on its page a reader can look at what was not read.
    """

    value: str | None = None
    start: int | None = None
    end: int | None = None
    source: str | None = None
    reason: str | None = None
    printed: Box | None = None


NOT_STATED = Stated(reason="not_stated")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields by which a document is known (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    number: Stated = NOT_STATED  # số và ký hiệu, "3461/KH-UBND"
    type: Stated = NOT_STATED  # tên loại văn bản, "Kế hoạch"; a news page has type "Tin"
    issuer: Stated = NOT_STATED  # full name, "Ủy ban nhân dân tỉnh Bình Thuận"
    issued_on: Stated = NOT_STATED  # EDTF date of signing
    published_on: Stated = NOT_STATED  # EDTF date of publication on the portal
    title: Stated = NOT_STATED  # trích yếu, or the headline
    signer: Stated = NOT_STATED  # "Nguyễn Minh"
    capacity: Stated = NOT_STATED  # "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    place: Stated = NOT_STATED  # province or centrally run city at the document's date
    district: Stated = NOT_STATED  # huyện, quận, thị xã, thành phố thuộc tỉnh, if the issuer is one
    status: Stated = NOT_STATED  # tình trạng hiệu lực as the source states it


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of some bytes before they are read: the only context ``read`` may use."""

    name: str  # file name or last part of the address
    url: str | None = None
    media_type: str | None = None  # as the server said; content decides
    captured_at: datetime | None = None
    place: str | None = None  # province of the portal, when the portal belongs to one
    issuer: str | None = None  # body that runs the portal
    listed: tuple[tuple[str, str], ...] = ()  # header fields the listing page gave
    content_selectors: tuple[str, ...] = ()  # CSS of the main text, from the portal file
    boilerplate_selectors: tuple[str, ...] = ()


class Outcome(StrEnum):
    """How the reading of one file ended."""

    READ = "read"
    PARTLY = "partly"
    NEEDS_OCR = "needs_ocr"
    REFUSED = "refused"  # a limit was passed
    UNREADABLE = "unreadable"


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
class Page:
    """How one page of a PDF was read."""

    number: int
    way: str  # "text", "layout", "ocr", "none"
    width: float
    height: float
    syllables: float | None = None  # share of valid Vietnamese syllables, 0 to 1
    turned: int = 0  # quarter turns, clockwise, after which the writing stands upright


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A digital signature as the file states it, unchecked; never the date of issue."""

    signed_at: datetime  # with its zone
    signer: str | None = None  # the name on the signer's certificate


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. ``text`` is one NFC string; everything else points into it."""

    source: str  # address or path it was read from
    text: str
    blocks: tuple[Block, ...] = ()
    header: Header = Header()
    pages: tuple[Page, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
    media: str = "text/plain"  # what the content turned out to be
    references: tuple[Reference, ...] = ()
    times: tuple[Time, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    bodies: tuple[Body, ...] = ()
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()

    def quote(self, span: tuple[int, int]) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The typed outcome of reading one file: a document, or the reason there is none."""

    outcome: Outcome
    document: Document | None = None
    reason: str | None = None  # catalogue key under "outcome."
    detail: str = ""  # which page, which limit, which member


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
