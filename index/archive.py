"""The archive of raw captures: WARC 1.1 files (ISO 28500:2017), one gzip member a record.

A capture is written before anything reads it; everything later can be made again from here.
Each record is one finished gzip member written by one ``write`` call, so a process killed in the
middle leaves at most one torn member at the end of the newest file. Opening the archive for
writing cuts it off; reading stops before it.

A payload seen before becomes a ``revisit`` record that names the file and offset of the first
(``WARC-Refers-To-Filename``, ``WARC-Refers-To-File-Offset``, as Heritrix writes them). What the
portal said of a capture travels with it in ``WARC-JSON-Metadata``, so that the archive alone is
enough for ``danchieu rebuild``.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import os
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_CHUNK = 1 << 20
_CAPTURES = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.revisit)
# A body is stored as decoded; these describe the transfer and would mislead a replay.
_TRANSFER_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ArchiveBusy(RuntimeError):
    """Another process is writing to this archive."""


class ArchiveDamaged(ValueError):
    """A record cannot be read at the place it was said to be."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stands: a file of the archive folder and the offset of its gzip member."""

    file: str
    offset: int

    def __str__(self) -> str:
        return f"{self.file}:{self.offset}"


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were found, with when and where.

    ``status`` is the HTTP status, None for a local file. ``headers`` are the server's.
    ``metadata`` holds what the portal said of the address (portal, listed fields), as JSON text.
    """

    url: str
    fetched_at: datetime  # aware
    body: bytes
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    metadata: str = "{}"

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the body."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None when the server sent none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class Archive:
    """The WARC files of one folder; ``writable`` takes the folder's lock until ``close``.

    Raises ArchiveBusy when another process holds the lock.
    """

    def __init__(self, folder: Path, writable: bool = False, roll_bytes: int = 64 << 20) -> None:
        self.folder = folder
        self._roll_bytes = roll_bytes
        self._mutex = threading.Lock()
        self._lock: io.TextIOWrapper | None = None
        self._file: io.FileIO | None = None
        if writable:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "lock").open("w")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                self._lock.close()
                self._lock = None
                raise ArchiveBusy(str(folder)) from error
            self._open_newest()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything to the disk and let the lock go."""
        if self._file is not None:
            self.sync()
            self._file.close()
            self._file = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def files(self) -> list[Path]:
        """The archive's files, oldest first."""
        return sorted(self.folder.glob("*.warc.gz"))

    def add(self, capture: Capture, repeats: Location | None = None) -> Location:
        """Write one record; returns where it stands.

        ``repeats`` is the place of an earlier record with the same body: only the fact of the
        repetition is then stored. The record is in the kernel's hands when this returns;
        ``sync`` brings it to the disk.
        """
        member = _member(capture, self._first(repeats))
        with self._mutex:
            if self._file is None:
                raise RuntimeError("the archive was not opened for writing")
            if self._file.tell() + len(member) > self._roll_bytes and self._file.tell():
                self._open_next()
            offset = self._file.tell()
            name = Path(os.fsdecode(self._file.name)).name
            view = memoryview(member)
            try:
                while view:
                    view = view[self._file.write(view) :]
            except OSError:  # the disk is full: a torn record must stand before no other
                self._file.truncate(offset)
                self._file.seek(offset)
                raise
        return Location(name, offset)

    def sync(self) -> None:
        """Bring what was added to the disk; call before the ledger acknowledges it."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def read(self, location: Location) -> Capture:
        """The capture at ``location``; a revisit is joined with the body it repeats.

        Raises ArchiveDamaged when no whole record stands there, or not its own body.
        """
        try:
            with (self.folder / location.file).open("rb") as stream:
                stream.seek(location.offset)
                for record in ArchiveIterator(stream, parse_http=False):
                    return self._capture(record)
        except (OSError, LookupError, ValueError) as error:
            raise ArchiveDamaged(f"{location}: {error}") from error
        raise ArchiveDamaged(str(location))

    def records(self, after: Location | None = None) -> Iterator[tuple[Location, Capture]]:
        """Every record that can be read, oldest first; with ``after``, those behind it."""
        for location, record in self._whole(after):
            if record.record_type in _CAPTURES:
                with contextlib.suppress(OSError, LookupError, ValueError):
                    yield location, self._capture(record)

    def _whole(self, after: Location | None = None) -> Iterator[tuple[Location, WarcRecord]]:
        for path in self.files():
            if after is not None and path.name < after.file:
                continue
            end, _ = _whole_bytes(path)
            with path.open("rb") as stream:
                begin = after.offset if after is not None and path.name == after.file else -1
                stream.seek(max(begin, 0))
                # Going on from the last whole record fails where damage stands behind it.
                with contextlib.suppress(OSError):
                    for record in ArchiveIterator(stream, parse_http=False):
                        offset = record.stream_pos
                        if offset >= end:
                            break
                        if offset > begin:
                            yield Location(path.name, offset), record

    def damaged(self) -> list[Location]:
        """Where files cannot be read on, and repetitions of what was lost with that.

        ``read`` still gives records behind the damage to whoever knows their place; they are out
        of ``records``' reach.
        """
        found = []
        for path in self.files():
            whole, torn = _whole_bytes(path)
            if not torn:
                found.append(Location(path.name, whole))
        if found:
            found.extend(place for place, record in self._whole() if not self._has_body(record))
        return found

    def _has_body(self, record: WarcRecord) -> bool:
        try:
            origin = _refers_to(record)
            return origin is None or bool(self.read(origin))
        except ArchiveDamaged:
            return False

    def _first(self, repeats: Location | None) -> tuple[Location, WarcRecord] | None:
        if repeats is None:
            return None
        with (self.folder / repeats.file).open("rb") as stream:
            stream.seek(repeats.offset)
            for record in ArchiveIterator(stream, parse_http=False):
                origin = _refers_to(record)
                if origin is not None:
                    return self._first(origin)
                record.freeze()
                return repeats, record
        raise ArchiveDamaged(str(repeats))

    def _capture(self, record: WarcRecord) -> Capture:
        headers = record.headers
        fetched_at = datetime.fromisoformat(str(headers["WARC-Date"]).replace("Z", "+00:00"))
        content = record.reader.read()
        status, http_headers, body = _split_http(content) if record.is_http else (None, (), content)
        origin = _refers_to(record)
        if origin is not None:
            body = self.read(origin).body
        elif status is None and headers.get("Content-Type"):
            http_headers = (("Content-Type", str(headers["Content-Type"])),)
        capture = Capture(
            url=str(headers["WARC-Target-URI"]),
            fetched_at=fetched_at,
            body=body,
            status=status,
            headers=http_headers,
            metadata=str(headers.get("WARC-JSON-Metadata") or "{}"),
        )
        if headers["WARC-Payload-Digest"] != f"sha256:{capture.sha256}":
            raise ArchiveDamaged(capture.url)
        return capture

    def _open_newest(self) -> None:
        existing = self.files()
        if not existing:
            self._open_next()
            return
        newest = existing[-1]
        whole, torn = _whole_bytes(newest)
        if not torn:
            self._open_next()
            return
        self._file = io.FileIO(newest, "r+")
        self._file.truncate(whole)
        self._file.seek(whole)

    def _open_next(self) -> None:
        if self._file is not None:
            self.sync()
            self._file.close()
        existing = self.files()
        number = int(existing[-1].name.split(".")[0].rsplit("-", 1)[-1]) + 1 if existing else 1
        self._file = io.FileIO(self.folder / f"danchieu-{number:05d}.warc.gz", "x")


def _member(capture: Capture, first: tuple[Location, WarcRecord] | None) -> bytes:
    record = WarcRecord()
    http = capture.status is not None
    if first is not None:
        kind = WarcRecordType.revisit
    else:
        kind = WarcRecordType.response if http else WarcRecordType.resource
    record.init_headers(record_type=kind)
    headers = record.headers
    headers["WARC-Date"] = capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    headers["WARC-Target-URI"] = capture.url
    headers["WARC-Payload-Digest"] = f"sha256:{capture.sha256}"
    # A header line is ASCII and has no line breaks: the text is escaped on the way in.
    headers["WARC-JSON-Metadata"] = json.dumps(json.loads(capture.metadata), sort_keys=True)
    body = capture.body
    if first is not None:
        location, original = first
        headers["WARC-Profile"] = _PROFILE
        headers["WARC-Refers-To"] = str(original.headers["WARC-Record-ID"])
        headers["WARC-Refers-To-Target-URI"] = str(original.headers["WARC-Target-URI"])
        headers["WARC-Refers-To-Date"] = str(original.headers["WARC-Date"])
        headers["WARC-Refers-To-Filename"] = location.file
        headers["WARC-Refers-To-File-Offset"] = str(location.offset)
        body = b""
    if http:
        headers["Content-Type"] = "application/http; msgtype=response"
        lines = [f"HTTP/1.1 {capture.status} -"]
        lines += [
            f"{name}: {value}"
            for name, value in capture.headers
            if name.lower() not in _TRANSFER_HEADERS
        ]
        lines.append(f"Content-Length: {len(capture.body)}")
        head = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n"
        record.is_http = True
        body = head + body
    else:
        headers["Content-Type"] = capture.header("Content-Type") or "application/octet-stream"
    record.set_bytes_content(body)
    target = io.BytesIO()
    writer = GzipWriter(target, compression_level=6)
    record.write(writer)
    writer.finish()
    return target.getvalue()


def _refers_to(record: WarcRecord) -> Location | None:
    file = record.headers.get("WARC-Refers-To-Filename")
    offset = record.headers.get("WARC-Refers-To-File-Offset")
    return Location(str(file), int(offset)) if file and offset else None


def _split_http(content: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    head, _, body = content.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return int(first.split(" ")[1]), tuple((name, value) for name, _, value in pairs), body


def _whole_bytes(path: Path) -> tuple[int, bool]:
    """The length of ``path`` up to its last whole gzip member, and whether the rest may be cut.

    A writer that was killed leaves the beginning of a member; anything else that does not
    unpack is damage, which is left alone.
    """
    whole = 0
    position = 0
    member = zlib.decompressobj(wbits=31)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            while chunk:
                try:
                    # Only the end of the member matters; the text is dropped as it comes.
                    member.decompress(chunk)
                except zlib.error:
                    return whole, False
                left = len(member.unused_data) if member.eof else 0
                position += len(chunk) - left
                chunk = member.unused_data if member.eof else b""
                if member.eof:
                    whole = position
                    member = zlib.decompressobj(wbits=31)
    return whole, True
