"""Fields of a form printed on a page: so offices put number and day into a signed document."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MOST = 200  # annotations of a page that are looked at


def print_fields(page: pdfium.PdfPage) -> bool:
    """Make what the fields of ``page`` show part of its text; false where it has none.

    The page has to be loaded again to be read with it.
    """
    if not _has_fields(page):
        return False
    done: int = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    return bool(done == raw.FLATTEN_SUCCESS)


def _has_fields(page: pdfium.PdfPage) -> bool:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET:
            return True
    return False
