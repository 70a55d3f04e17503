"""What some bytes are, by their content; names and declared types are not trusted."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from extract.reading.letter_codes import wide_encoding

_HEAD = 4096  # bytes looked at
_PDF_WITHIN = 1024  # a PDF's mark may stand behind some rubbish (ISO 32000-1, Annex H)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPARSE = 250  # bytes for each tag: a page has more of them
_TAG = re.compile(rb"<[a-zA-Z]{1,10}[ >/]")
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|div|table|p|h1|article|section|span|title|script)\b",
    re.IGNORECASE,
)
_WORD_PART = re.compile(r"word/document\d{0,2}\.xml")
_OFFICE_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MIMETYPE = 120  # bytes within which an OpenDocument file names its kind (ODF 1.3, Part 2, 3.3)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<\?xml\b")
_FLAT_WORD = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_OTHER_OFFICE = (
    b"schemas.microsoft.com/office/word/2003",
    b"urn:schemas-microsoft-com:office:spreadsheet",
    b"urn:oasis:names:tc:opendocument",
)
_JSON = re.compile(
    rb"""(?:\[\s{0,99}){0,3}(?:\{\s{0,99}"[^"\n]{1,200}"\s{0,9}:|\{\s{0,99}\}|\[\s{0,99}")"""
)
_FEED = re.compile(
    rb"(?:<\?[^>]{0,500}\?>\s{0,99}|<!--[^>]{0,1000}-->\s{0,99}){0,9}"
    rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]"
)
_MAIL_LINE = re.compile(rb"[A-Za-z-]{2,40}: ?\S")
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_PARTS = re.compile(rb"^Content-Type:\s{0,9}(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_NOISE = 0.02  # share of control bytes above which bytes are no text


class Form(StrEnum):
    """The forms that are told apart."""

    EMPTY = "empty"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    ZIP = "zip"
    BROKEN_ZIP = "broken_zip"
    HTML = "html"
    MHTML = "mhtml"  # a page with its parts in one file, as Word and browsers save it
    OFFICE = "office"  # spreadsheets, slides, OpenDocument: not read
    DATA = "data"  # JSON records, feeds, site maps: they speak of documents and are none
    TEXT = "text"
    IMAGE = "image"
    ARCHIVE = "archive"  # RAR, 7z, gzip: not opened
    RTF = "rtf"
    NOISE = "noise"


_MAGIC = (
    (_OLE, Form.DOC),
    (b"{\\rtf", Form.RTF),
    (b"\x89PNG", Form.IMAGE),
    (b"\xff\xd8\xff", Form.IMAGE),
    (b"GIF8", Form.IMAGE),
    (b"II*\0", Form.IMAGE),
    (b"MM\0*", Form.IMAGE),
    (b"Rar!\x1a\x07", Form.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Form.ARCHIVE),
    (b"\x1f\x8b", Form.ARCHIVE),
)


def sniff(data: bytes) -> Form:
    """The form of ``data``."""
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        return Form.EMPTY
    head = data[:_HEAD]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Form.PDF
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_form(data)
    return _text_form(head)


def _zip_form(data: bytes) -> Form:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return Form.BROKEN_ZIP
    if _OPEN_DOCUMENT in data[:_MIMETYPE] or any(part in names for part in _OFFICE_PARTS):
        return Form.OFFICE
    return Form.DOCX if any(_WORD_PART.fullmatch(name) for name in names) else Form.ZIP


def _text_form(head: bytes) -> Form:
    wide = wide_encoding(head)
    plain = head.decode(wide, "replace").encode() if wide else head
    if sum(byte in _CONTROLS for byte in plain) > _NOISE * len(plain):
        return Form.NOISE
    if not wide and not _readable(head):
        return Form.NOISE
    opening = plain.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _JSON.match(opening) or _FEED.match(opening):
        return Form.DATA
    if _XML.match(plain):
        if _FLAT_WORD in plain:
            return Form.DOCX
        if any(name in plain for name in _OTHER_OFFICE):
            return Form.OFFICE
    if _MAIL_LINE.match(plain) and _MIME.search(plain) and _PARTS.search(plain):
        return Form.MHTML
    return Form.HTML if _HTML.search(plain) and _is_markup(plain) else Form.TEXT


def _is_markup(plain: bytes) -> bool:
    """Whether a text with tags is a page, not a text with a tag here and there."""
    opens = plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return opens or len(_TAG.findall(plain)) * _SPARSE >= len(plain)


def _readable(head: bytes) -> bool:
    """Whether the bytes are UTF-8, or mostly letters and spaces of an older encoding."""
    try:
        head.decode("utf-8")
        return True
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 4 and error.reason == "unexpected end of data":
            return True
    common = sum(byte == 32 or 65 <= byte <= 122 or byte in b"\r\n\t" for byte in head)
    return common > 0.5 * len(head)
