"""The walls of the house: which room may import what, and what every public name owes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("extract", "index", "flows", "search_ui")
OPEN_DOORS = {
    "extract": {"extract"},
    "index": {"index", "extract"},
    "flows": {"flows", "index", "extract"},
    "search_ui": {"search_ui", "index", "extract"},
}
ONLY_IN = {
    "prefect": {"flows"},
    "tantivy": {"index"},
    "elasticsearch": {"index"},
    "fastapi": {"search_ui"},
    "starlette": {"search_ui"},
    "uvicorn": {"search_ui"},
    "jinja2": {"search_ui"},
}
# extract takes what it needs as values: no network, no clock.
OUTSIDE_WORLD = {"httpx", "requests", "urllib.request", "socket", "http", "sqlalchemy", "sqlite3"}
MOST_LINES = 400


def _modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


ALL = [
    pytest.param(room, path, id=str(path.relative_to(ROOT)))
    for room in ROOMS
    for path in _modules(room)
]


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize(("room", "path"), ALL)
def test_imports_keep_to_the_walls(room: str, path: Path) -> None:
    for name in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        top = name.split(".")[0]
        if top in ROOMS:
            assert top in OPEN_DOORS[room], f"{room} must not import {name}"
        assert room in ONLY_IN.get(top, {room}), f"{room} must not import {name}"
        if room == "extract":
            assert not {name, top} & OUTSIDE_WORLD, f"no {name} in extract"


@pytest.mark.parametrize(("room", "path"), [case for case in ALL if case.values[0] == "extract"])
def test_extract_has_no_clock(room: str, path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
            owner = ast.unparse(node.value)
            assert owner not in {"date", "datetime", "time", "datetime.date", "datetime.datetime"}


def _public(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name.startswith("_"):
                continue
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                methods = (ast.FunctionDef, ast.AsyncFunctionDef)
                for inner in node.body:
                    if isinstance(inner, methods) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


@pytest.mark.parametrize(("room", "path"), ALL)
def test_public_names_have_docstrings(room: str, path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the module says what it is for"
    silent = [name for name, node in _public(tree) if not ast.get_docstring(node)]  # type: ignore[arg-type]
    assert silent == []


@pytest.mark.parametrize(("room", "path"), ALL)
def test_modules_stay_small(room: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def _graph() -> dict[str, set[str]]:
    names = {}
    for room in ROOMS:
        for path in _modules(room):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            names[name] = path
    graph: dict[str, set[str]] = {}
    for name, path in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        targets = set()
        for node in tree.body:  # an import inside a function is no circle at load time
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    targets.add(inner if inner in names else node.module)
            elif isinstance(node, ast.Import):
                targets.update(alias.name for alias in node.names)
        graph[name] = {target for target in targets if target in names and target != name}
    return graph


def test_no_circles() -> None:
    graph, done, path = _graph(), set(), []

    def visit(name: str) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done:
            return
        path.append(name)
        for target in sorted(graph[name]):
            visit(target)
        path.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)
