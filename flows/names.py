"""The present time, and addresses as they are kept and as they are told."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit, urlunsplit

_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_LONGEST = 2000  # characters; an index of PostgreSQL takes 2,700 bytes


def now() -> datetime:
    """The present time, with its zone."""
    return datetime.now(UTC)


def absolute(base: str, link: str | None) -> str | None:
    """The canonical absolute address of ``link``; None when no request can be made to it.

    Without fragment, host in lower case, spaces and Vietnamese letters escaped.
    """
    if not link or not link.strip():
        return None
    try:
        parts = urlsplit(urldefrag(urljoin(base, link.strip())).url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="=&%:@!$'()*+,;/?~-._")
    except ValueError:  # a port, a name or a letter that no address has
        return None
    host = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    netloc = host if port in (None, default) else f"{host}:{port}"
    found = urlunsplit((parts.scheme, netloc, path, query, ""))
    return found if len(found) <= _LONGEST else None


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
