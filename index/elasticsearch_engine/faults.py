"""What the server answers when it cannot, as the engine's own errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elastic_transport import TlsError, TransportError
from elasticsearch import ApiError

from index.engine import EngineError, EngineUnavailable

# By the server's name for the error, else by its status code; the rest of 4xx is a fault of ours.
_BY_TYPE = {
    "index_closed_exception": "red",
    "security_exception": "denied",
    "index_not_found_exception": "no_index",
}
_BY_STATUS = {
    401: "denied",
    403: "denied",
    404: "no_index",
    408: "silent",
    429: "overloaded",
    503: "red",  # no node has the shard, or the cluster no master
}
_BLOCK = "cluster_block_exception"
_FULL = ("flood-stage", "read-only-allow-delete", "read-only / allow delete")


@contextmanager
def named() -> Iterator[None]:
    """The client's exceptions as the engine's."""
    try:
        yield
    except TlsError as error:
        raise EngineUnavailable("certificate", _said(error)) from error
    except TransportError as error:
        raise EngineUnavailable("silent", _said(error)) from error
    except ApiError as error:
        body = error.body if isinstance(error.body, dict) else {}
        raise refusal(error.status_code, body.get("error", str(error))) from error


def refusal(status: int, error: Mapping[str, Any] | str) -> EngineError:
    """The error for what a request, or one row of it, was answered with."""
    kind, detail = "", str(error)
    if not isinstance(error, str):
        said = error if error.get("reason") else error.get("caused_by", error)
        kind, detail = str(error.get("type", "")), str(said.get("reason", error))
    if kind == _BLOCK:
        full = any(words in detail for words in _FULL)
        return EngineUnavailable("full" if full else "red", detail)
    reason = _BY_TYPE.get(kind) or _BY_STATUS.get(status) or ("failed" if status >= 500 else "")
    return EngineUnavailable(reason, detail) if reason else EngineError("refused", detail)


def _said(error: TransportError) -> str:
    return str(error.message)
