"""The documents inside an archive, each to be kept as a capture of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

from extract.model import Outcome, Reading, Source
from extract.reading.archives import read_zip
from extract.reading.sniff import Form, sniff

_DOCUMENTS = (
    ".pdf", ".doc", ".docx", ".rtf", ".htm", ".html", ".mht", ".mhtml", ".txt", ".md",
)  # fmt: skip


def members(data: bytes, url: str, most: int) -> Iterator[tuple[str, str, bytes]]:
    """Address, name and bytes of each document in a ZIP archive; nothing for any other file.

    Nor for an archive that unpacks to more than ``most`` bytes, or that holds no file named like
    a document: such a file is read, and refused, as a whole. Of two of one name the first counts.
    """
    if sniff(data) is not Form.ZIP:
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > most:
            return
    taken: list[bytes] = []
    seen: set[str] = set()

    def take(body: bytes, source: Source) -> Reading:
        taken.append(body)
        return Reading(Outcome.READ)

    for name, reading in read_zip(data, Source(name=""), take):
        if reading.outcome is Outcome.READ:
            body = taken.pop()
            if name.lower().endswith(_DOCUMENTS) and name not in seen:
                seen.add(name)
                yield f"{url}#{quote(name)}", name.rsplit("/", 1)[-1], body
