"""How large a file may be before it is read at all.

Each limit is far above any real document and far below what would hold up a batch.
"""

TEXT_BYTES = 32_000_000
"""Bytes of a plain text."""

LINE_BYTES = 2_000_000
"""Bytes of one line of a plain text; a longer one is a dump, not a document."""

HTML_BYTES = 16_000_000
"""Bytes of a web page."""

HTML_DEPTH = 400
"""Tags open at once in a web page; real pages stay below a hundred."""

HTML_ELEMENTS = 400_000
"""Elements and texts of a web page; real pages stay below a hundred thousand."""

MEMBER_BYTES = 200_000_000
"""Unpacked bytes of one member of an archive."""

MEMBERS = 1_000
"""Files in an archive."""


def megabytes(size: int) -> str:
    """``size`` as a reader is told it, such as "32 MB"."""
    return f"{size // 1_000_000} MB"
