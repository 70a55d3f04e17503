"""The same answers in other shapes: a spreadsheet, a feed, plain JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from fastapi.responses import JSONResponse, Response

from index.answers import Hit
from search_ui.addresses import document_address
from search_ui.plain import plain

# A cell that starts like this is run as a formula by spreadsheets.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """A CSV file (RFC 4180) in UTF-8 with the mark that spreadsheet programs look for.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; a sign alone is
    none.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return Response(
        "\ufeff" + buffer.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _cell(value: object) -> object:
    if isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def json_answer(value: object) -> JSONResponse:
    """A library value as a JSON response."""
    return JSONResponse(plain(value))


def atom(title: str, here: str, base: str, hits: Iterable[Hit]) -> Response:
    """A feed of documents (RFC 4287), in the order given.

    A document without a date of issue or publication is dated by the epoch, which readers show as
    very old rather than as new.
    """
    entries: list[str] = []
    newest = _epoch()
    for hit in hits:
        card = hit.document
        stamp = _stamp(card.issued_on or card.published_on)
        newest = max(newest, stamp)
        summary = " … ".join(fact.sentence.text for fact in hit.sentences)
        link = base + document_address(card)
        entries.append(
            f"<entry><id>{escape(link)}</id><title>{_text(card.title or card.number or card.id)}"
            f"</title><link href={quoteattr(link)}/><updated>{stamp:%Y-%m-%dT%H:%M:%SZ}</updated>"
            f"<author><name>{_text(card.issuer or '?')}</name></author>"
            f"<summary>{_text(summary)}</summary></entry>"
        )
    body = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape(here)}</id><title>{_text(title)}</title>"
        f"<link rel='self' href={quoteattr(here)}/>"
        f"<updated>{newest:%Y-%m-%dT%H:%M:%SZ}</updated>{''.join(entries)}</feed>"
    )
    return Response(body, media_type="application/atom+xml; charset=utf-8")


def _text(text: str) -> str:
    """As XML, without the control characters that XML 1.0 forbids."""
    return escape("".join(one for one in text if one >= " " or one in "\n\t"))


def _epoch() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


def _stamp(edtf: str | None) -> datetime:
    try:
        return datetime.fromisoformat((edtf or "")[:10]).replace(tzinfo=UTC)
    except ValueError:
        return _epoch()


def json_error(status: int, key: str, message: str) -> JSONResponse:
    """An error of the API: the catalogue's key for programs, the sentence for people."""
    return JSONResponse({"error": {"key": key, "message": message}}, status)
