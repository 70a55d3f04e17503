"""Ready citations: one line for a text, one BibTeX entry for a list of references."""

from __future__ import annotations

import re

from extract.catalogue import Language, say
from extract.model import Instrument
from index.answers import Card, Excerpt
from search_ui import phrasing

_BIBTEX_SPECIAL = re.compile(r"([\\{}%#$&_~^])")


def citation(card: Card, language: Language, address: str, quoted: Excerpt | None = None) -> str:
    """How a text names this document, the item in it, the quoted words and their address.

    A page without a number is known by its day and address on the web, which may be dead: ours is
    named as its copy. What is not known is left out; a citation never fills it in.
    """
    number = say("page.citation.number", language, number=card.number) if card.number else None
    named = " ".join(part for part in (card.type, number) if part)
    if card.issued_on:
        day = phrasing.edtf(card.issued_on, language)
        named = f"{named} {say('page.citation.dated', language, day=day)}".strip()
    published = None
    if card.published_on and not card.issued_on:
        published = say("page.published", language, day=phrasing.edtf(card.published_on, language))
    item = quoted.item if quoted else None
    parts = [part for part in (card.issuer, named, card.title, published, item) if part]
    line = ", ".join(parts) + "."
    if quoted:
        words = " ".join(quoted.text.split())
        line += f" “{words}”" + ("" if words.endswith((".", "!", "?", "…")) else ".")
    if card.number is None and card.url.startswith(("http://", "https://")):
        address = say("page.citation.copy", language, url=card.url, address=address)
    return f"{line} {address}"


def bibtex(instrument: Instrument) -> str:
    """An entry of type ``misc``; its key is the instrument's."""
    fields = {
        "author": instrument.issuer,
        "title": " ".join(
            part for part in (instrument.name or instrument.type, instrument.number) if part
        ),
        "number": instrument.number,
        "date": instrument.date,
        "year": str(instrument.year) if instrument.year else None,
        "note": instrument.uri,
    }
    lines = [
        f"  {name} = {{{{{_BIBTEX_SPECIAL.sub(_escaped, value)}}}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{instrument.key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(match: re.Match[str]) -> str:
    names = {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    return names.get(match[1], "\\" + match[1])
