"""Reading: from bytes to a document, or to the reason why there is none.

What the bytes are is told by their content. Nothing here raises for bad input: each way of
failing is an outcome with a sentence of the catalogue (``outcome.<reason>``).
"""

from __future__ import annotations

from extract.model import Outcome, Reading, Source
from extract.reading.archives import read_zip
from extract.reading.sniff import Form, sniff

_REASONS = {
    Form.EMPTY: "empty",
    Form.BROKEN_ZIP: "broken_zip",
    Form.NOISE: "noise",
    Form.IMAGE: "image",
    Form.ARCHIVE: "archive_kind",
    Form.OFFICE: "office_kind",
    Form.DATA: "data",
}


def read(data: bytes, source: Source) -> Reading:
    """Read one file. An archive is read only if it holds exactly one document (``read_all``)."""
    form = sniff(data)
    if form in _REASONS:
        return Reading(Outcome.UNREADABLE, reason=_REASONS[form])
    if form is not Form.ZIP:
        return _read_form(form, data, source)
    readings = read_all(data, source)
    documents = [reading for _, reading in readings if reading.document is not None]
    if len(documents) == 1:
        return documents[0]
    if len(readings) == 1:
        return readings[0][1]
    if documents:
        return Reading(Outcome.UNREADABLE, reason="archive_of_many", detail=str(len(documents)))
    return Reading(Outcome.UNREADABLE, reason="not_a_document")


def read_all(data: bytes, source: Source) -> list[tuple[str, Reading]]:
    """Read a file; of an archive, each member by its name."""
    if sniff(data) is not Form.ZIP:
        return [(source.name, read(data, source))]
    readings = list(read_zip(data, source, read))
    if not any(reading.document is not None for _, reading in readings):
        failures = [item for item in readings if item[1].reason != "noise"]
        return failures or [(source.name, Reading(Outcome.UNREADABLE, reason="not_a_document"))]
    return readings


def _read_form(form: Form, data: bytes, source: Source) -> Reading:
    # Each reader is imported when it is first needed: their libraries take time to load.
    if form is Form.PDF:
        from extract.reading.pdf import read_pdf

        return read_pdf(data, source)
    if form is Form.DOCX:
        from extract.reading.word import read_docx

        return read_docx(data, source)
    if form is Form.DOC:
        from extract.reading.word import read_doc

        return read_doc(data, source)
    if form is Form.RTF:
        from extract.reading.word import read_rtf

        return read_rtf(data, source)
    if form is Form.MHTML:
        from extract.reading.mhtml import read_mhtml

        return read_mhtml(data, source)
    if form is Form.HTML:
        from extract.reading.html import read_html

        return read_html(data, source)
    from extract.reading.text import read_text

    return read_text(data, source)
