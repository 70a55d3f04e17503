"""Bodies: agencies, organisations and offices that a document names.

A grammar over data (``data/grammar.yaml``, ``data/agencies.yaml``) finds them; their place comes
from the document's head, their name of today from dated changes. Page frame is passed over, so
the editor of a portal is none of the document's bodies.
"""

from __future__ import annotations

from extract.model import Block, BlockKind, Body, Document

_LENDING = ("department", "ministry", "school")  # rules of bodies that a head alone can mean
_PASSED_OVER = (
    BlockKind.BOILERPLATE,
    BlockKind.ATTRIBUTES,
    BlockKind.HEADER,
    BlockKind.SIGNATURE,
)


def find_bodies(document: Document) -> tuple[Body, ...]:
    """The bodies that ``document`` names outside its head and frame, in text order."""
    # Imported here: ``extract.header``, on which documents rest, uses the names beside this.
    from extract.bodies.complete import body_of, named
    from extract.bodies.scan import scan
    from extract.bodies.where import Where

    where = Where.of(document)
    mentions = [
        mention
        for block in document.blocks
        if block.kind not in _PASSED_OVER
        for start, end in _stretches(block)
        for mention in scan(document.text, start, end)
    ]
    owners = [mention.owner for mention in mentions if mention.owner is not None]
    lending = (named(each, where) for each in mentions + owners if each.rule in _LENDING)
    where = where.with_named(known[0] for known in lending if known is not None)
    bodies = (body_of(mention, document.text, where) for mention in mentions)
    return tuple(body for body in bodies if body is not None)


def _stretches(block: Block) -> list[tuple[int, int]]:
    """A block, or the cells of a row that stand in it: no name goes on in the next cell."""
    if not block.cells:
        return [(block.start, block.end)]
    cells = {(cell.start, cell.end) for cell in block.cells}
    own = [(start, end) for start, end in cells if block.start <= start and end <= block.end]
    return sorted(own) or [(block.start, block.end)]
