"""How much of a PDF is read. Each limit is far above any real document."""

PAGES = 1_000
"""Pages; later ones are named as not read."""

PAGE_LETTERS = 100_000
"""Characters of one page; a dense page of a gazette has 8,000."""

LETTERS = 10_000_000
"""Characters of a document."""

SCAN_PAGES = 300
"""Pages read by OCR; later ones are named as not read."""

SCAN_PIXELS = 12_000_000
"""Pixels of a page drawn for OCR; a larger page is drawn more coarsely."""

SCAN_MILLISECONDS = 60_000
"""Time for OCR of one page; a dense page takes 3,000."""
