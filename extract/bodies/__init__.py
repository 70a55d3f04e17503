"""Bodies: agencies, organisations and offices that a document names.

A grammar over data (``data/grammar.yaml``, ``data/agencies.yaml``) finds them; their place comes
from the document's head, their name of today from dated changes. Page frame is passed over, so
the editor of a portal is none of the document's bodies.
"""

from __future__ import annotations

from extract.model import BlockKind, Body, Document

_PASSED_OVER = (
    BlockKind.BOILERPLATE,
    BlockKind.ATTRIBUTES,
    BlockKind.HEADER,
    BlockKind.SIGNATURE,
)


def find_bodies(document: Document) -> tuple[Body, ...]:
    """The bodies that ``document`` names outside its head and frame, in text order."""
    # Imported here: ``extract.header``, on which documents rest, uses the names beside this.
    from extract.bodies.complete import Where, complete
    from extract.bodies.scan import scan

    where = Where.of(document.header)
    mentions = [
        mention
        for block in document.blocks
        if block.kind not in _PASSED_OVER
        for mention in scan(document.text, block.start, block.end)
    ]
    first = [complete(mention, document.text, where) for mention in mentions]
    named = (
        body.name.removeprefix(mention.title).lstrip()
        for mention, body in zip(mentions, first, strict=True)
        if body is not None and mention.rule in ("department", "ministry")
    )
    where = where.with_departments(named)
    return tuple(
        body
        for mention, known in zip(mentions, first, strict=True)
        if (body := known if mention.rule != "alone" else complete(mention, document.text, where))
    )
