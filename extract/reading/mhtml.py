"""Web pages with their parts in one file (RFC 2557), as Word and browsers save them.

Old portals publish such files under the name .doc. The page itself is read; pictures are not.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from extract.model import Outcome, Reading, Source
from extract.reading.html import read_html

_MOST_PARTS = 1_000


def read_mhtml(data: bytes, source: Source) -> Reading:
    """Read the first page of the file."""
    page = page_of(data)
    if page is None:
        return Reading(Outcome.UNREADABLE, reason="no_text")
    return read_html(page, source)


def page_of(data: bytes) -> bytes | None:
    """The bytes of the first page; None when there is none, or the file is damaged."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        for count, part in enumerate(message.walk()):
            if count > _MOST_PARTS:
                return None
            if part.get_content_type() == "text/html":
                return _content(part)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None
    return None


def _content(part: Message) -> bytes | None:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None
