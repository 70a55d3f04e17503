"""Fields of a form printed on a page: so offices put number and day into a signed document."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MOST = 200  # annotations of a page that are looked at


def page_with_fields(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Page ``index`` with what its fields show as part of its text. The caller closes it."""
    page = document[index]
    if not _has_fields(page):
        return page
    done = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    if done != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]  # its text is made anew when it is loaded


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
