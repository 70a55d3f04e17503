"""The addresses of pages, with the language carried along."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, quote_plus

from extract.catalogue import Language
from index.answers import Card

Parameter = str | int | bool | None


def address(path: str, language: Language = "vi", **parameters: Parameter) -> str:
    """``path`` with its query; empty parameters are left out, the language is carried along."""
    given = [(name, value) for name, value in parameters.items() if value not in (None, "", False)]
    if language != "vi":
        given.append(("lang", language))
    values = ((name, "1" if value is True else str(value)) for name, value in given)
    query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in values)
    return f"{quote(path)}?{query}" if query else quote(path)


@lru_cache(maxsize=4096)  # a page has two hundred addresses that differ in one value
def _quoted(value: str) -> str:
    return quote_plus(value)


def linker(language: Language) -> Callable[..., str]:
    """``address`` for one language."""

    def link(path: str, **parameters: Parameter) -> str:
        return address(path, language, **parameters)

    return link


def document_address(
    card: Card, span: tuple[int, int] | None = None, language: Language = "vi"
) -> str:
    """The page of a document, or of one stretch of its text, highlighted."""
    path = f"/van-ban/{card.slug or card.id}"
    if span is None:
        return address(path, language)
    return address(path, language, doan=f"{span[0]}-{span[1]}") + "#doan"


def sentence_address(card: Card, language: Language = "vi") -> str:
    """The page of a document at a sentence, up to where "START-END" is to be written."""
    page = document_address(card, None, language)
    return f"{page}{'&' if '?' in page else '?'}doan="


def original_address(url: str, quoted: str, page: int | None) -> str | None:
    """The original at the quoted words: a page of a PDF, or a text fragment of a web page.

    None for what was not found on the web.
    """
    if not url.startswith(("http://", "https://")):
        return None
    plain = url.split("#")[0]
    if page is not None:
        return f"{plain}#page={page}"
    words = quoted.split()
    ends = [" ".join(words[:6]), " ".join(words[-6:])] if len(words) > 12 else [" ".join(words)]
    return f"{plain}#:~:text=" + ",".join(quote(one, safe="").replace("-", "%2D") for one in ends)


def source_address(
    card: Card, span: tuple[int, int] | None = None, language: Language = "vi"
) -> str:
    """The original behind a document, at one stretch of its text."""
    place = f"{span[0]}-{span[1]}" if span else None
    path = f"/van-ban/{card.slug or card.id}/ban-goc"
    return address(path, language, doan=place) + ("#doan" if span else "")


def picture_address(
    card: Card, capture: int, page: int, part: tuple[int, int, int, int] | None = None
) -> str:
    """The picture of a page of a captured PDF, or of a part of it in points."""
    path = f"/van-ban/{card.slug or card.id}/ban-goc/{capture}/{page}.webp"
    return address(path, phan="-".join(map(str, part)) if part else None)


def capture_address(card: Card, capture: int) -> str:
    """Where the raw bytes of a capture are downloaded from."""
    return f"/van-ban/{card.slug or card.id}/ban-luu/{capture}"
