"""Opening a PDF: damaged ones are rewritten once, locked ones are told apart."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw


class LockedError(Exception):
    """The PDF cannot be opened without its password."""


class BrokenError(Exception):
    """The PDF cannot be opened, not even after rewriting its cross references."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The document in ``data``, with at least one page. The caller closes it.

    Raises LockedError and BrokenError.
    """
    document = _try(data)
    if document is not None and len(document):
        return document
    if document is not None:
        document.close()
    document = _try(_rewritten(data))
    if document is None:
        raise BrokenError
    if not len(document):
        document.close()
        raise BrokenError
    return document


def _try(data: bytes) -> pdfium.PdfDocument | None:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise LockedError from error
        return None


def _rewritten(data: bytes) -> bytes:
    """``data`` with its cross references made anew (ISO 32000-1, 7.5.4)."""
    output = BytesIO()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            document.save(output)
    except pikepdf.PasswordError as error:
        raise LockedError from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError) as error:
        raise BrokenError from error
    return output.getvalue()
