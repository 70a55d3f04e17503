"""What a user meets is documented, and every reason has its sentence."""

from __future__ import annotations

import ast
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from extract.catalogue import catalogue
from flows.console import Exit
from flows.progress import COUNTED

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "command_line.md").read_text(encoding="utf-8")


def test_every_command_of_flows_is_documented() -> None:
    commands = [
        entry.name
        for entry in entry_points(group="danchieu.commands")
        if entry.value.startswith("flows.")
    ]
    assert len(commands) == 7
    for name in commands:
        assert f"| `{name}" in GUIDE, name


def test_every_exit_code_is_documented() -> None:
    for code in Exit:
        assert f"| {code.value} | " in GUIDE


def test_every_count_has_its_heading() -> None:
    for name in (*COUNTED, "failures", "seconds", "portal", "address", "capture", "document"):
        assert f"count.{name}" in catalogue()


def reasons() -> list[tuple[str, str]]:
    """Every constant reason given to ``Reading`` or to a fetch fault, with its file."""
    found = []
    for room in ("extract", "flows"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = ast.unparse(node.func)
                given: list[ast.expr] = []
                if name == "Reading":
                    given = [word.value for word in node.keywords if word.arg == "reason"]
                elif name in ("FetchFault", "_refused"):
                    given = node.args[:1]
                area = "fetch" if name == "FetchFault" else "outcome"
                found += [
                    (f"{area}.{value.value}", path.name)
                    for value in given
                    if isinstance(value, ast.Constant) and isinstance(value.value, str)
                ]
    return found


@pytest.mark.parametrize(("key", "file"), sorted(set(reasons())))
def test_every_reason_has_its_sentence(key: str, file: str) -> None:
    assert key in catalogue(), f"{file} gives a reason that the catalogue does not explain"
