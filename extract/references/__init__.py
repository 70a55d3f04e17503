"""References: every instrument that a document mentions.

``find_references`` is the one entry; ``parse_number``, ``instrument_of`` and ``own_instrument``
serve the rooms that look instruments up.
"""

from extract.references.find import find_references
from extract.references.identity import instrument_of, own_instrument
from extract.references.numbers import Number, parse_number

__all__ = [
    "Number",
    "find_references",
    "instrument_of",
    "own_instrument",
    "parse_number",
]
