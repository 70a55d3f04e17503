"""The ``danchieu`` command: finds the commands of every room and runs the one that is asked for.

A command is a Typer function registered in ``pyproject.toml`` under ``danchieu.commands``; only
the module of the command that runs is imported, so reading never pays for harvesting.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from extract.catalogue import LANGUAGES, say


def _commands() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="danchieu.commands")}


class _Rooms(TyperGroup):
    """A group whose commands are loaded when named; Typer keeps the types of these to itself."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(_commands())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = _commands().get(cmd_name)
        if entry is None:
            return None
        single = typer.Typer(add_completion=False)
        single.command(cmd_name)(entry.load())
        return get_command(single)


app = typer.Typer(cls=_Rooms, no_args_is_help=True, add_completion=False)


@app.callback(help=say("command.danchieu"))
def _danchieu(
    context: typer.Context,
    lang: str = typer.Option("vi", "--lang", help=say("command.lang")),
) -> None:
    if lang not in LANGUAGES:
        raise typer.BadParameter(say("command.lang_unknown", lang=lang))
    context.obj = lang


def main() -> None:
    """Run the command line; the exit codes are listed in ``docs/command_line.md``."""
    app()
