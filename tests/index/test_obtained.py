"""A test without its server is skipped loudly; in CI it fails."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.index import elasticsearch_server
from tests.index.conftest import obtained


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No server is named, none is unpacked, and nothing is there to fetch one with."""
    monkeypatch.delenv(elasticsearch_server.ADDRESS, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))


@pytest.mark.usefixtures("nowhere")
def test_elsewhere_it_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with (
        ExitStack() as stack,
        pytest.warns(UserWarning, match="npm is not installed"),
        pytest.raises(pytest.skip.Exception, match=elasticsearch_server.ADDRESS),
    ):
        obtained(stack, elasticsearch_server.running())


@pytest.mark.usefixtures("nowhere")
def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with ExitStack() as stack, pytest.raises(pytest.fail.Exception, match="npm is not installed"):
        obtained(stack, elasticsearch_server.running())


def test_a_server_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(elasticsearch_server.ADDRESS, "http://127.0.0.1:9")
    with ExitStack() as stack:
        assert obtained(stack, elasticsearch_server.running()) == "http://127.0.0.1:9"


def test_an_archive_with_another_hash_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho part > part && tar -czf packed.tgz part && echo packed.tgz\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(elasticsearch_server.Unobtainable, match="hash"):
        elasticsearch_server._unpacked(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
