"""Old encodings of Vietnamese, found by the text itself and brought to Unicode.

A font's name says little: modern files list .VnTime fonts that they do not use, and a plain text
has no fonts. What decides is whether the converted text is made of Vietnamese syllables.
"""

from extract.reading.legacy.encodings import CAPITAL_FONT, Encoding
from extract.reading.legacy.lookalikes import unify
from extract.reading.legacy.repair import Repair, printed_word, repair

__all__ = ["CAPITAL_FONT", "Encoding", "Repair", "printed_word", "repair", "unify"]
