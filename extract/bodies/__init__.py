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
    bodies: list[Body] = []
    for block in document.blocks:
        if block.kind in _PASSED_OVER:
            continue
        for mention in scan(document.text, block.start, block.end):
            body = complete(mention, document.text, where)
            if body is not None:
                bodies.append(body)
    return tuple(bodies)
