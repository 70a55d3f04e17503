"""A DOCX as one XML file ("Flat OPC"): its parts stand in it side by side, pictures in base64."""

from __future__ import annotations

import base64
import binascii

from lxml import etree

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def flat_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts by their names. Raises ValueError where ``data`` is no such file."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("XML") from error
    parts: dict[str, bytes] = {}
    for part in root.iterfind(_PKG + "part"):
        name = (part.get(_PKG + "name") or "").lstrip("/")
        content = part.find(_PKG + "xmlData")
        if content is not None and len(content):
            parts[name] = etree.tostring(content[0], encoding="utf-8")
        elif (packed := part.findtext(_PKG + "binaryData")) is not None:
            try:
                parts[name] = base64.b64decode(packed)
            except binascii.Error:
                continue
    return parts
