"""The present time and the readable names of addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit


def now() -> datetime:
    """The present time, with its zone."""
    return datetime.now(UTC)


def name_of(url: str) -> str:
    """The file name at the end of an address, readable; the host where there is none."""
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]) or parts.netloc


def shown(url: str) -> str:
    """An address as a reader is told it: a local file by its path."""
    if not url.startswith("file:"):
        return url
    parts = urlsplit(url)
    member = f" ({unquote(parts.fragment)})" if parts.fragment else ""
    return unquote(parts.path) + member
