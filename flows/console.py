"""How the commands of flows speak: bars while they work, lines for troubles, a table at the end.

Results go to standard output, bars and troubles to standard error, so that results can be piped.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from extract.catalogue import Language, say
from flows.faults import Fault
from flows.progress import COUNTED, Event, Tally, Trouble
from index.archive import ArchiveBusy
from index.database import LedgerUnavailable
from index.engine import EngineBusy, EngineError
from index.settings import wrong_settings

_PATIENCE = 1.0  # seconds before bars are shown


class Exit(IntEnum):
    """Exit codes of the commands; ``docs/command_line.md`` describes them."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_TO_DO = 3
    BUSY = 4
    ENGINE_AWAY = 5
    NO_ROOM = 6


class Bars:
    """Progress bars on standard error for what lasts longer than a second."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._began = time.monotonic()
        self._shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", style="dim", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[tuple[str, str], TaskID] = {}
        self._waited_for = ""  # the fault of the engine that was told last

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *error: object) -> None:
        if self._tasks:
            self._shown.stop()

    def __call__(self, event: Event) -> None:
        """Show that a step is done, or tell what is waited for."""
        reason = event.waits_for.reason if event.waits_for else ""
        if event.waits_for and reason != self._waited_for:
            fault = event.waits_for.text(self._language)
            waiting = say("run.waiting", self._language, fault=fault)
            self._shown.console.print(waiting, markup=False, highlight=False, soft_wrap=True)
        self._waited_for = reason
        # Where standard error is no terminal nobody watches.
        if not self._shown.console.is_terminal or time.monotonic() - self._began < _PATIENCE:
            return
        self._shown.start()
        key = (event.portal, event.stage)
        if key not in self._tasks:
            title = say(f"stage.{event.stage}", self._language)
            self._tasks[key] = self._shown.add_task(
                f"{event.portal} {title}".strip(), total=event.total, name=""
            )
        name = event.name if len(event.name) <= 50 else "…" + event.name[-49:]
        self._shown.update(
            self._tasks[key], completed=event.done, total=event.total, name=printable(name)
        )


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Turns errors that a user can act on into one line and an exit code."""
    try:
        yield
    except ArchiveBusy as error:
        complain(say("run.busy", language, folder=error))
        raise typer.Exit(Exit.BUSY) from error
    except EngineError as error:
        complain(error.text(language))
        busy = isinstance(error, EngineBusy)
        raise typer.Exit(Exit.BUSY if busy else Exit.ENGINE_AWAY) from error
    except LedgerUnavailable as error:
        complain(error.text(language))
        raise typer.Exit(Exit.NO_ROOM) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        name, detail = error.filename or "", error.strerror or str(error)
        complain(say("run.no_room", language, name=name, detail=detail))
        raise typer.Exit(Exit.NO_ROOM) from error
    except ValidationError as error:
        for line in wrong_settings(error, language):
            complain(line)
        raise typer.Exit(Exit.USAGE) from error
    except Fault as fault:
        complain(fault.text(language))
        raise typer.Exit(Exit.USAGE) from fault


def complain(line: str) -> None:
    """One line on standard error."""
    typer.echo(printable(line), err=True)


def complain_of(troubles: Iterable[Trouble], language: Language) -> None:
    """One line for each trouble on standard error."""
    for trouble in troubles:
        complain(trouble.text(language))


def tell(tally: Tally, seconds: float, language: Language, as_json: bool) -> None:
    """The counts of a run: a table, or one JSON object with the troubles in it."""
    if as_json:
        troubles = [
            {"name": trouble.name, "reason": trouble.key, "message": trouble.text(language)}
            for trouble in tally.troubles
        ]
        print_json({**tally.counts(), "seconds": round(seconds, 1), "troubles": troubles})
        return
    complain_of(tally.troubles, language)
    values: dict[str, object] = {**tally.counts(), "seconds": f"{seconds:.1f}"}
    tell_counts({name: values[name] for name in (*COUNTED, "failures", "seconds")}, language)


def tell_counts(values: Mapping[str, object], language: Language) -> None:
    """Counts by name, one a line, each under its heading of the catalogue."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in values.items():
        table.add_row(say(f"count.{name}", language), str(value))
    console().print(table)


def console() -> Console:
    """Standard output; where it is no terminal, lines are long rather than broken."""
    return Console() if sys.stdout.isatty() else Console(width=240)


def print_json(value: object) -> None:
    """One JSON value on one line of standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def nothing(key: str, language: Language) -> typer.Exit:
    """The exit code of a run that had nothing to do; ``key`` is the message that says so."""
    complain(say(key, language))
    return typer.Exit(Exit.NOTHING_TO_DO)


def ended(tally: Tally) -> typer.Exit:
    """The exit code that tells how a run ended."""
    return typer.Exit(Exit.SOME_FAILED if tally.troubles else Exit.DONE)


def printable(text: str) -> str:
    """``text`` as any output takes it, without what is no UTF-8 or would steer a terminal."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(one if one.isprintable() else " " for one in text)
