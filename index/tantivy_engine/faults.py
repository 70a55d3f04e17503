"""What tantivy and the file system raise, as the engine's own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engine import EngineBusy, EngineUnavailable, EngineUnusable

_LOCKED = "LockBusy"
_PANIC = "PanicException"  # of pyo3, for a file that is not as tantivy left it; no module has it


@contextmanager
def reading() -> Iterator[None]:
    """Whoever reads is told that the files are damaged, or not theirs to read."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineUnusable("unreadable", str(error)) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise EngineUnusable("unreadable", str(error)) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Whoever writes to the index in ``folder`` is told that another does, or what is amiss."""
    try:
        yield
    except ValueError as error:
        if _LOCKED in str(error):
            raise EngineBusy("locked", str(folder)) from error
        raise EngineUnavailable("unwritten", str(error)) from error
