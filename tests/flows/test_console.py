"""What commands write on a terminal: foreign names neither style nor steer it."""

from __future__ import annotations

import pytest

from flows.console import Bars, printable
from flows.progress import Event
from index.engine import EngineUnavailable


def test_a_name_is_no_mark_of_style(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.console._PATIENCE", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    away = EngineUnavailable("silent", "[/x] [Errno 111]")
    with Bars("vi") as bars:
        bars(Event("fetch", 1, 2, "/van-ban/[/x].pdf"))
        bars(Event("publish", 0, 2, waits_for=away))
    told = capsys.readouterr().err
    assert "/van-ban/[/x].pdf" in told
    assert "[/x] [Errno 111]" in told


def test_a_name_does_not_steer_the_terminal() -> None:
    assert printable("a\x1b[2J\n\udcffế") == "a [2J \ufffdế"
