"""An embedded index that cannot be read is named, documents are still shown, a rebuild mends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from extract.catalogue import say
from index.engine import EngineUnusable
from index.engines import open_engine
from index.library import Library
from index.settings import Settings
from search_ui.app import create_app
from tests.flows.running import danchieu
from tests.index.index_run import Run
from tests.index.test_engines import document

Damage = Callable[[Path], None]


def generation(index: Path) -> Path:
    """The folder that is read."""
    return index / (index / "current").read_text()


def each(name: str, change: Callable[[Path], object]) -> Damage:
    """Changes every file of a name."""

    def damage(index: Path) -> None:
        found = list(generation(index).rglob(name))
        assert found
        for path in found:
            change(path)

    return damage


def scrambled_but_for_the_end(path: Path) -> None:
    """tantivy looks at the end of a file when it opens it, at the rest when it is asked."""
    content = path.read_bytes()
    end = content[-150:]
    path.write_bytes((b"\xd5\x3a\x81" * len(content))[: len(content) - len(end)] + end)


def another_programs_fields(path: Path) -> None:
    """The index is of a program with a field less, under today's name."""
    known = json.loads(path.read_text())
    path.write_text(json.dumps({**known, "schema": known["schema"][1:]}))


def named_for_other_fields(index: Path) -> None:
    """The index is of a program with other fields."""
    old = generation(index)
    (index / "current").write_text(f"000000{old.name[6:]}")
    old.rename(old.with_name(f"000000{old.name[6:]}"))


def no_folder(index: Path) -> None:
    """A file stands where the folder was; what is without rights fails the same way."""
    shutil.rmtree(index)
    index.write_text("")


UNREADABLE: dict[str, Damage] = {
    "no meta.json": each("meta.json", Path.unlink),
    "empty meta.json": each("meta.json", lambda path: path.write_bytes(b"")),
    "cut": each("*.idx", lambda path: path.write_bytes(path.read_bytes()[:20])),
    "gone": each("*.term", Path.unlink),
    "postings": each("*.idx", scrambled_but_for_the_end),
    "columns": each("*.fast", scrambled_but_for_the_end),
    "store": each("*.store", scrambled_but_for_the_end),
    "fields": each("meta.json", another_programs_fields),
    "no generation": lambda index: shutil.rmtree(generation(index)),
    "no folder": no_folder,
}
WHEN_ASKED = {"postings", "columns", "store", "fields"}
"""Damages that show when a question needs what is damaged."""
OTHER: dict[str, Damage] = {
    "older fields": named_for_other_fields,
    "garbled name": lambda index: (index / "current").write_bytes(b"\xff\xfe"),
    "never made": shutil.rmtree,
}
REASONS = {
    **dict.fromkeys(UNREADABLE, "unreadable"),
    "older fields": "other_index",
    "garbled name": "other_index",
    "never made": "no_index",
}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Three documents, published."""
    made = Run(Settings(data=tmp_path), 3)
    made.go()
    made.engine.close()
    yield made
    made.close()


@pytest.mark.parametrize("damage", REASONS)
def test_the_reader_names_it_and_shows_documents(damage: str, run: Run) -> None:
    (UNREADABLE | OTHER)[damage](run.settings.index_folder)
    name = run.ledger.documents()[0].id
    reason = f"engine.{REASONS[damage]}"
    told = say(reason, "vi", detail="…").split("…")[1]
    library = Library(run.settings, run.ledger, open_engine(run.settings))
    with TestClient(create_app(library)) as client:
        page = client.get("/tim?q=Kế hoạch 0")
        assert page.status_code == 503
        assert told in page.text
        assert '<h3><a href="/van-ban/' in page.text  # found by its title in the ledger
        answer = client.get("/api/v1/search?q=Kế hoạch 0")
        assert answer.status_code == 503
        assert told in answer.json()["error"]["message"]
        shown = client.get(f"/van-ban/{name}")
        assert shown.status_code == 200
        assert "dạy học." in shown.text
        assert client.get("/").status_code == 200
        if damage not in WHEN_ASKED:
            assert told in client.get("/nguon").text
            assert client.get("/api/v1/status").json()["engine_problem"] == reason


@pytest.mark.parametrize("damage", REASONS)
def test_a_rebuild_mends_it(damage: str, run: Run) -> None:
    (UNREADABLE | OTHER)[damage](run.settings.index_folder)
    if damage == "no folder":
        run.settings.index_folder.unlink()
    with run.engine.rebuilding() as fresh:
        fresh.publish([document("a" * 12, "dạy học")])
    assert run.found() == 1


@pytest.mark.parametrize("damage", [name for name in UNREADABLE if name not in WHEN_ASKED])
def test_a_run_does_not_wait_for_what_stays_broken(damage: str, run: Run) -> None:
    UNREADABLE[damage](run.settings.index_folder)
    run.add(range(3, 6))
    with pytest.raises(EngineUnusable):
        run.go()
    assert run.waited_for == set()


@pytest.mark.parametrize("damage", OTHER)
def test_a_run_fills_an_index_made_anew(damage: str, run: Run) -> None:
    OTHER[damage](run.settings.index_folder)
    run.add(range(3, 6))
    assert run.go() == 6
    assert run.found() == 6


def test_commands_name_it_and_end_with_their_codes(tmp_path: Path) -> None:
    run = Run(Settings(data=tmp_path), 2)
    run.go()
    run.close()
    UNREADABLE["cut"](tmp_path / "index")
    letter = tmp_path / "thư.txt"
    letter.write_text("Các trường dạy học theo kế hoạch.", encoding="utf-8")
    for code, words in ((3, ("search", "dạy học")), (5, ("ingest", str(letter)))):
        ran = danchieu(tmp_path, *words)
        assert ran.code == code
        assert "danchieu rebuild" in ran.complaints[-1]
