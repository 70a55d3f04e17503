"""From the bytes of a PDF to a document: each page by the way that suits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from extract.model import Box, Document, Outcome, Page, Reading, Source, Stated
from extract.printed import printed_at
from extract.reading.pdf import limits
from extract.reading.pdf.fields import print_fields
from extract.reading.pdf.handwriting import blank_written_figures
from extract.reading.pdf.layout import lay_out, turn_upright
from extract.reading.pdf.opening import BrokenError, LockedError, open_pdf
from extract.reading.pdf.ruling import find_drawings
from extract.reading.pdf.scan import Scanner, data_folder
from extract.reading.pdf.signatures import find_signatures
from extract.reading.pdf.stamps import split_scribbles, split_stamps
from extract.reading.pdf.textlayer import TextLayer
from extract.reading.pdf.triage import Verdict, is_even, judge
from extract.reading.pdf.words import Blanks, PageContent, Word
from extract.reading.structure import assemble
from extract.reading.syllables import syllable_score

MEDIA = "application/pdf"
_HEAD = 0.4  # of the first page: number, date and title stand above
_TAIL = 2048  # bytes in which the end mark stands (ISO 32000-1, 7.5.5; Annex H allows 1024)


def read_pdf(data: bytes, source: Source) -> Reading:
    """Read a PDF, by its text layer where that is sound and by OCR where it is not.

    Never raises for bad input: a locked, broken or too long file, and pages that need OCR
    where there is none, are outcomes with a reason.
    """
    try:
        document = open_pdf(data)
    except LockedError:
        return Reading(Outcome.UNREADABLE, reason="encrypted_pdf")
    except BrokenError:
        return Reading(Outcome.UNREADABLE, reason="broken_pdf")
    try:
        reading = _read(document, source)
    finally:
        document.close()
    signatures = find_signatures(data)
    if reading.document is not None and signatures:
        held = replace(reading.document, signatures=signatures)
        reading = replace(reading, document=held)
    if reading.outcome is Outcome.READ and b"%%EOF" not in data[-_TAIL:]:
        return replace(reading, outcome=Outcome.PARTLY, reason="cut_short")
    return reading


def _read(document: pdfium.PdfDocument, source: Source) -> Reading:
    count = min(len(document), limits.PAGES)
    contents: list[PageContent] = []
    unread: list[int] = []  # need OCR
    broken: list[int] = []
    letters = 0
    with Scanner() as scanner:
        for index in range(count):
            try:
                content, missed = _page(document, index, scanner)
            except pdfium.PdfiumError:
                broken.append(index + 1)
                continue
            letters += sum(len(word.text) for word in content.words)
            if letters > limits.LETTERS:
                count = index
                break
            if missed:
                unread.append(index + 1)
            contents.append(content)
    lines = lay_out(contents)
    pages = [
        Page(c.number, c.way, round(c.width, 1), round(c.height, 1), c.syllables, c.turned)
        for c in contents
    ]
    held = _with_evidence(assemble(lines, source, MEDIA, pages), contents)
    if unread:
        reason = "needs_ocr" if data_folder() is None else "ocr_limit"
        outcome = Outcome.NEEDS_OCR if reason == "needs_ocr" else Outcome.PARTLY
        return Reading(outcome, held, reason, _numbers(unread))
    if count < len(document):
        return Reading(Outcome.PARTLY, held, "too_many_pages", f"{count + 1}–{len(document)}")
    if broken:
        if len(broken) == count:
            return Reading(Outcome.UNREADABLE, reason="broken_pdf")
        return Reading(Outcome.PARTLY, held, "broken_pages", _numbers(broken))
    if not held.text.strip():
        return Reading(Outcome.UNREADABLE, reason="no_words")
    cut = [content.number for content in contents if content.cut]
    if cut:
        return Reading(Outcome.PARTLY, held, "page_too_long", _numbers(cut))
    return Reading(Outcome.READ, held)


def _page(document: pdfium.PdfDocument, index: int, scanner: Scanner) -> tuple[PageContent, bool]:
    """What is on one page, and whether it should have been read by OCR but was not."""
    page = document[index]
    try:
        content, score = _layered(page, index)
        # Only the first page carries number and day; fields of others are signatures.
        if content is not None and index == 0 and print_fields(page):
            page.close()
            page = document[index]
            content, score = _layered(page, index)
        return (content, False) if content else _scanned(page, index, scanner, score)
    finally:
        page.close()


def _layered(page: pdfium.PdfPage, index: int) -> tuple[PageContent | None, float | None]:
    """A page by its text layer, None where that is not its text; and the layer's syllable score."""
    width, height = page.get_size()
    layer = TextLayer(page, limits.PAGE_LETTERS)
    try:
        text = layer.string()
        drawings = find_drawings(page)
        verdict, score = judge(text, drawings.image_share, drawings.pieces, index == 0)
        if verdict is Verdict.SCAN:
            return None, score
        words = layer.words(text, coarse=is_even(text, len(drawings.edges), score))
    finally:
        layer.close()
    words, turned = turn_upright(words, width, height)
    sideways = turned in (1, 3)
    if sideways:
        width, height = height, width
    edges = [] if sideways else drawings.edges
    way = "text" if words else "none"
    words, slanted = _without_watermark(_visible(words, width))
    content = PageContent(index + 1, width, height, words, edges, way, score)
    content.asides = slanted
    content.cut, content.turned = layer.characters > layer.count, turned
    return content, score


def _with_evidence(document: Document, contents: Sequence[PageContent]) -> Document:
    """``document`` with where number and date stand on the page if they could not be read."""
    blanks = contents[0].blanks if contents else Blanks()
    header = document.header
    number = _evident(document, header.number, blanks.number)
    issued_on = _evident(document, header.issued_on, blanks.date)
    return replace(document, header=replace(header, number=number, issued_on=issued_on))


def _evident(document: Document, stated: Stated, written: Box | None) -> Stated:
    if stated.reason is None or stated.start is None or stated.end is None:
        return stated
    if written is not None and stated.reason == "left_blank":
        return replace(stated, reason="handwritten", printed=written)
    boxes = printed_at(document, (stated.start, stated.end))
    same = [box for box in boxes if box.page == boxes[0].page]
    if not same:
        return stated
    around = Box(
        same[0].page,
        min(box.left for box in same),
        min(box.top for box in same),
        max(box.right for box in same),
        max(box.bottom for box in same),
    )
    return replace(stated, printed=around)


def _scanned(
    page: pdfium.PdfPage, index: int, scanner: Scanner, score: float | None
) -> tuple[PageContent, bool]:
    width, height = page.get_size()
    found = scanner.read(page, symbols=index == 0)
    if found is None:
        return PageContent(index + 1, width, height, [], [], "none", score), True
    blanks = Blanks()
    if index == 0:
        blanks = blank_written_figures(
            found, height, lambda words: scanner.read_again(found, words)
        )
    level = [word for word in found.words if word.text and not word.turn]
    words, stamped = split_stamps(level, found.edges, width, _HEAD * height if index == 0 else 0.0)
    stamped.extend(word for word in found.words if word.turn)
    if index > 0:  # on the first page figures are written by hand
        words, scribbled = split_scribbles(words, index + 1)
        stamped.extend(scribbled)
    score = syllable_score(" ".join(word.text for word in words))
    score = None if score is None else round(score, 3)
    content = PageContent(index + 1, width, height, words, found.edges, "ocr", score)
    content.blanks, content.asides = blanks, stamped
    return content, False


def _visible(words: Sequence[Word], width: float) -> list[Word]:
    """Words that stand on the page: some files keep cut-off text beside it."""
    return [word for word in words if word.right > 0 and word.left < width]


def _without_watermark(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """The words of a page and, apart from them, those written across it at an angle."""
    slanted = [word for word in words if word.slanted]
    if not slanted or 2 * len(slanted) > len(words):
        return words, []
    return [word for word in words if not word.slanted], slanted


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers as ranges: "1–3, 7"."""
    ranges: list[list[int]] = []
    for number in pages:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in ranges)
