"""Archives: each member is read on its own; an archive inside an archive is not opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

from extract.model import Outcome, Reading, Source
from extract.reading import limits
from extract.reading.sniff import Form, sniff

_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(
    data: bytes, source: Source, read_member: Callable[[bytes, Source], Reading]
) -> Iterator[tuple[str, Reading]]:
    """The members of a ZIP archive with their readings; a refusal is named like the archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not any(part in member.filename for part in _SKIPPED)
        ]
        if len(members) > limits.MEMBERS:
            refusal = Reading(
                Outcome.REFUSED, reason="too_many_members", detail=str(limits.MEMBERS)
            )
            yield source.name, refusal
            return
        for member in members:
            name = _name(member)
            yield name, _read(archive, member, replace(source, name=name), read_member)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Windows often leave out that it is UTF-8."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _read(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    source: Source,
    read_member: Callable[[bytes, Source], Reading],
) -> Reading:
    if member.flag_bits & 0x1:
        return Reading(Outcome.UNREADABLE, reason="encrypted_archive")
    if member.file_size > limits.MEMBER_BYTES:
        return Reading(
            Outcome.REFUSED, reason="too_large", detail=limits.megabytes(limits.MEMBER_BYTES)
        )
    try:
        data = archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Reading(Outcome.UNREADABLE, reason="broken_zip")
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        if type(error).__name__ not in ("error", "LZMAError"):
            raise
        return Reading(Outcome.UNREADABLE, reason="broken_zip")
    if sniff(data) is Form.ZIP:
        return Reading(Outcome.UNREADABLE, reason="nested_archive")
    return read_member(data, source)
