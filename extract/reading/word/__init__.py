"""Word files: DOCX from its XML, DOC from its piece table."""

from extract.reading.word.doc import read_doc
from extract.reading.word.docx import read_docx

__all__ = ["read_doc", "read_docx"]
