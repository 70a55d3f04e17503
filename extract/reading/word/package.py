"""A DOCX as a package of parts: opened under limits, its XML read without entities.

ECMA-376 (Office Open XML), Part 2: parts are found by relationships, not by their names.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

from extract.reading.word.flat import flat_parts

PART_BYTES = 40_000_000
"""Unpacked bytes of one XML part that is read."""

RATIO = 400
"""How many times larger a part may become by unpacking; real ones stay below 50."""

_RATIO_FROM = 4_000_000  # bytes below which the ratio does not matter
_STRICT = (  # the namespaces of ISO/IEC 29500 Strict and those they stand for
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = f"{{{_OFFICE}}}"

Element = etree._Element
_MAIN = "word/document.xml"


class PartTooLarge(ValueError):
    """A part is larger than the limits; the message names it."""


class PartBroken(ValueError):
    """A part is not well-formed, cannot be unpacked or is missing; the message names it."""


class Package:
    """The parts of a DOCX. ``broken`` names the lesser parts that could not be read."""

    def __init__(self, data: bytes) -> None:
        self._archive: zipfile.ZipFile | None = None
        self._flat: dict[str, bytes] = {}
        try:
            if data.startswith(b"PK"):
                self._archive = zipfile.ZipFile(BytesIO(data))
            elif len(data) > PART_BYTES:
                raise PartTooLarge("XML")
            else:
                self._flat = flat_parts(data)
        except PartTooLarge:
            raise
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise PartBroken("ZIP" if data.startswith(b"PK") else "XML") from error
        listed = self._archive.namelist() if self._archive else list(self._flat)
        self._names = {name.replace("\\", "/"): name for name in listed}
        self.broken: list[str] = []
        self._main = self._main_part()
        self._targets: dict[str, tuple[str, str]] | None = None

    def close(self) -> None:
        """Let go of the file."""
        if self._archive is not None:
            self._archive.close()

    def document(self) -> Element:
        """The root of the main part. Raises PartTooLarge, PartBroken."""
        return self._read(self._main)

    def related(self, kind: str) -> Element | None:
        """The root of the first part of ``kind`` ("styles", "footnotes"), None without one."""
        for target_kind, name in self._relations().values():
            if target_kind == kind:
                return self._lesser(name)
        return None

    def by_id(self, identifier: str) -> Element | None:
        """The root of the part that the main part calls by ``identifier``."""
        target = self._relations().get(identifier)
        return None if target is None else self._lesser(target[1])

    def chunk(self, identifier: str) -> tuple[str, bytes]:
        """Name and bytes of a foreign part; no bytes where it is damaged or missing."""
        _, name = self._relations().get(identifier, ("", identifier))
        try:
            return name, self._bytes(name)
        except PartBroken:
            return name, b""

    def _lesser(self, name: str) -> Element | None:
        try:
            return self._read(name)
        except PartBroken:
            self.broken.append(name)
            return None

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Kind and name of each part that the main part refers to, by identifier."""
        if self._targets is None:
            self._targets = {}
            folder, name = posixpath.split(self._main)
            for identifier, kind, target in self._entries(f"{folder}/_rels/{name}.rels"):
                self._targets[identifier] = (kind, _resolved(folder, target))
        return self._targets

    def _main_part(self) -> str:
        """The name of the main part; nearly always the usual one."""
        if _MAIN not in self._names:
            for _, kind, target in self._entries("_rels/.rels"):
                if kind == "officeDocument":
                    return _resolved("", target)
        return _MAIN

    def _entries(self, name: str) -> list[tuple[str, str, str]]:
        """Identifier, kind and target of the relationships that a part lists."""
        root = self._lesser(name) if name in self._names else None
        return [
            (entry.get("Id", ""), kind.rsplit("/", 1)[1], entry.get("Target", ""))
            for entry in ([] if root is None else root)
            if (kind := entry.get("Type", "")).startswith(_OFFICE)
            and entry.get("TargetMode") != "External"
        ]

    def _read(self, name: str) -> Element:
        data = self._bytes(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise PartBroken(name) from error

    def _bytes(self, name: str) -> bytes:
        if name not in self._names:
            raise PartBroken(name)
        if self._archive is None:
            return self._flat[name]
        member = self._archive.getinfo(self._names[name])
        try:
            with self._archive.open(member) as stream:
                # What the directory says of sizes may be false: what is unpacked counts.
                data = stream.read(PART_BYTES + 1)
        except Exception as error:  # zlib.error and lzma.LZMAError have no common base
            raise PartBroken(name) from error
        if len(data) > PART_BYTES:
            raise PartTooLarge(name)
        if len(data) > _RATIO_FROM and len(data) > RATIO * max(member.compress_size, 1):
            raise PartTooLarge(name)
        return data


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def val(element: Element | None, name: str = "val") -> str | None:
    """The attribute ``w:name`` of ``element``; None without the element or the attribute."""
    return None if element is None else element.get(W + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """The attribute as an integer; None where it is missing or no integer."""
    text = val(element, name)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def on(element: Element | None) -> bool | None:
    """Whether a toggle such as ``w:b`` is on; None where it does not stand."""
    if element is None:
        return None
    return val(element) not in ("0", "false", "off", "none")
