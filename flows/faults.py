"""Errors that a user can act on: each is a sentence of the catalogue with its values."""

from __future__ import annotations

from extract.catalogue import Language, say


class Fault(Exception):
    """Something went wrong in a way the catalogue has a sentence for."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(key, "en", **values))
        self.key = key
        self.values = values

    def text(self, language: Language = "vi") -> str:
        """The sentence in ``language``."""
        return say(self.key, language, **self.values)


class PortalFault(Fault):
    """A portal file that cannot be used."""


class FetchFault(Fault):
    """An address that could not be fetched; ``key`` says why."""

    def __init__(self, key: str, status: int | None = None, **values: object) -> None:
        super().__init__(key, **values)
        self.status = status


class IngestFault(Fault):
    """Something a user gave that cannot be taken in."""
