"""Taking in what a user names: files, folders, lists of them, web addresses. No Prefect here.

A local file is known by its ``file:`` address; taken in again it is a new capture only when its
bytes have changed. Everything that cannot be taken in is one trouble, and the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows.capturing import capture
from flows.faults import FetchFault, IngestFault
from flows.fetch import Fetcher
from flows.keeping import About, Keeping
from flows.names import absolute, now
from flows.progress import Event, Progress, Tally, Trouble, silent
from flows.settings import FlowSettings
from index.records import FetchOutcome


def is_address(word: str) -> bool:
    """Whether ``word`` is meant as a web address rather than a path."""
    return "://" in word


def listed_in(path: Path) -> list[str]:
    """The paths and addresses that a list names, one a line; "#" begins a comment.

    Relative paths are meant from the list's own folder. Raises IngestFault.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise IngestFault("ingest.bad_list", name=str(path), detail=detail) from error
    words = (line.strip() for line in lines)
    return [
        word if is_address(word) else str(path.parent / word)
        for word in words
        if word and not word.startswith("#")
    ]


def files_in(words: Iterable[str], tally: Tally) -> Iterator[str]:
    """The files and addresses that ``words`` name, folders walked in order of names.

    Hidden files are left out. What cannot be opened is a trouble in ``tally``.
    """
    for word in words:
        if is_address(word):
            yield word
        elif Path(word).is_dir():
            yield from _walk(Path(word), tally)
        elif os.path.lexists(word):
            yield word
        else:
            tally.troubles.append(Trouble(word, "ingest.no_such_file"))


def _walk(folder: Path, tally: Tally) -> Iterator[str]:
    def refused(error: OSError) -> None:
        tally.troubles.append(
            Trouble(str(error.filename), "ingest.closed_folder", error.strerror or "")
        )

    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield str(Path(place) / name)


async def take_in(
    words: Sequence[str],
    keeping: Keeping,
    settings: FlowSettings,
    progress: Progress = silent,
    done: int = 0,
    total: int | None = None,
) -> Tally:
    """Capture files and web addresses; ``done`` of ``total`` were captured by earlier batches."""
    tally = Tally()
    async with Fetcher(settings, pace_seconds=settings.ingest_pace_seconds) as fetcher:
        for word in words:
            try:
                if is_address(word):
                    outcome = await _take_address(word, keeping, fetcher)
                else:
                    outcome = _take_file(Path(word), keeping, settings)
            except FetchFault as fault:
                tally.troubles.append(Trouble(word, fault.key, fault.detail))
            except IngestFault as fault:
                detail = str(fault.values.get("detail", ""))
                tally.troubles.append(Trouble(word, fault.key, detail))
            else:
                tally.count(outcome)
            done += 1
            progress(Event("fetch", done, total, word))
    return tally


def _take_file(path: Path, keeping: Keeping, settings: FlowSettings) -> FetchOutcome:
    body = read_file(path, settings.ingest_bytes)
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return keeping.keep(path.resolve().as_uri(), now(), body, About(name))


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file of at most ``most`` bytes; raises IngestFault."""
    name = str(path)
    try:
        if not path.is_file():
            raise IngestFault("ingest.no_file", name=name, detail="")
        if path.stat().st_size > most:
            raise IngestFault("ingest.too_large", name=name, detail=most)
        return path.read_bytes()
    except OSError as error:
        detail = error.strerror or str(error)
        raise IngestFault("ingest.closed_file", name=name, detail=detail) from error


async def _take_address(url: str, keeping: Keeping, fetcher: Fetcher) -> FetchOutcome:
    address = absolute(url, url)
    if address is None:
        raise FetchFault("bad_address", url, name=url)
    return (await capture(address, About(), fetcher, keeping)).outcome
