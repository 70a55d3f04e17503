"""Word files: DOCX from its XML, DOC from its piece table, RTF from its groups."""

from extract.reading.word.doc import read_doc
from extract.reading.word.docx import read_docx
from extract.reading.word.rtf import read_rtf

__all__ = ["read_doc", "read_docx", "read_rtf"]
