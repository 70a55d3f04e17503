"""Everything a document says: references, times, bodies, deadlines, targets, passages.

The order matters. References come first, so that the date of a citation is not taken for a
deadline; deadlines and targets come last, since they join times, bodies and references.
"""

from __future__ import annotations

from dataclasses import replace

from extract.blanks import Blanks
from extract.bodies import find_bodies
from extract.deadlines import find_deadlines
from extract.model import Document, Finding, Reference
from extract.passages import find_passages
from extract.references import find_references
from extract.targets import find_targets
from extract.times import find_times

RULES = "4"
"""Version of all rules together; a stored annotation of another version is made again."""


def annotate(document: Document) -> Document:
    """``document`` with its annotations, each in text order; earlier annotations are replaced."""
    blanks = Blanks(document.text)
    read = _annotated(blanks.settled(document))
    return replace(
        document,
        references=blanks.printed(read.references),
        times=blanks.printed(read.times),
        bodies=blanks.printed(read.bodies),
        deadlines=blanks.printed(read.deadlines),
        targets=blanks.printed(read.targets),
        passages=blanks.printed(read.passages),
        findings=blanks.printed(read.findings),
    )


def references_of(document: Document) -> tuple[tuple[Reference, ...], tuple[Finding, ...]]:
    """The references of ``document`` and the findings about them, as ``annotate`` finds them."""
    blanks = Blanks(document.text)
    references, findings = find_references(blanks.settled(document))
    return blanks.printed(references), blanks.printed(findings)


def _annotated(document: Document) -> Document:
    references, findings = find_references(document)
    document = replace(document, references=references, findings=findings)
    document = replace(document, times=find_times(document))
    document = replace(document, bodies=find_bodies(document))
    document = replace(document, deadlines=find_deadlines(document))
    document = replace(document, targets=find_targets(document))
    return replace(document, passages=find_passages(document))
