"""A real reader over real extraction, and a browser to read it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from index.library import Library
from index.settings import Settings
from search_ui.app import create_app
from tests.samples.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


DANCHIEU = Path(sys.executable).parent / "danchieu"


def environment(data: Path) -> dict[str, str]:
    """The environment in which ``data`` is the data folder."""
    return {**os.environ, "DANCHIEU_DATA": str(data), "PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a reader over ``data``, as ``danchieu serve`` prints it."""
    process = subprocess.Popen(
        [DANCHIEU, "serve", "--port", "0"],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://[\d.]+:\d+", line)
        assert address, line + process.stdout.read()
        yield address[0]
    finally:
        process.terminate()
        process.wait(10)


def ingest(data: Path, *places: Path) -> None:
    """Take files in as a user does."""
    words = [str(place) for place in places]
    done = subprocess.run(
        [DANCHIEU, "ingest", *words],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (data / "ledger.sqlite").exists(), done.stdout + done.stderr


@contextmanager
def reading(
    data: Path, *, raising: bool = True, today: date = date(2023, 9, 21)
) -> Iterator[TestClient]:
    """A reader over ``data`` in this process; its faults reach the test where ``raising``."""
    library = Library.open(Settings(data=data))
    app = create_app(library, lambda: today)
    with TestClient(app, raise_server_exceptions=raising) as client:
        yield client
    library.close()


@pytest.fixture(scope="session")
def seeds_data(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five seeds."""
    data = tmp_path_factory.mktemp("seeds")
    ingest(data, shared / "seeds")
    return data


@pytest.fixture(scope="session")
def seeds_reader(seeds_data: Path) -> Iterator[str]:
    """The address of a reader over the five seeds."""
    with serving(seeds_data) as address:
        yield address


@pytest.fixture(scope="session")
def samples_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the pages and files of the sample portal, taken in as files."""
    site, data = tmp_path_factory.mktemp("portal"), tmp_path_factory.mktemp("samples")
    build(site)
    pages = [
        place
        for folder, pattern in (("van-ban", "*.html"), ("tin-tuc", "*.html"), ("tep", "*"))
        for place in sorted((site / folder).glob(pattern))
        if place.name != "index.html"
    ]
    ingest(data, *pages)
    return data


@pytest.fixture(scope="session")
def samples_reader(samples_data: Path) -> Iterator[str]:
    """The address of a reader over the sample portal's texts."""
    with serving(samples_data) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen. Without it the test is skipped, in CI it fails."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "needs Chromium (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()
