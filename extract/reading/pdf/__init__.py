"""PDF: text layers and scans, read to the same blocks."""

from extract.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
