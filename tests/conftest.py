"""Fixtures shared by all rooms."""

import gc
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real documents in {SHARED.name}/ beside the repository")
    return SHARED


@pytest.fixture(scope="module", autouse=True)
def _heap_at_rest() -> None:
    """What earlier modules keep is not walked by the collector while a test measures growth."""
    gc.collect()
    gc.freeze()
