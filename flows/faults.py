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
    """An address that could not be fetched.

    ``reason`` is a key of the catalogue under ``fetch.``; ``detail`` is what its sentence tells.
    """

    def __init__(
        self, reason: str, detail: object = "", status: int | None = None, name: str = ""
    ) -> None:
        super().__init__(f"fetch.{reason}", name=name, detail=detail)
        self.reason = reason
        self.detail = str(detail)
        self.status = status

    def at(self, url: str) -> FetchFault:
        """The same fault with the address it is about."""
        return FetchFault(self.reason, self.detail, self.status, url)


class IngestFault(Fault):
    """Something a user gave that cannot be taken in."""
