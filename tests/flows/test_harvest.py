"""Two harvests of the sample portal through the real flow, as ``make demo`` runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.flows.running import Ran, danchieu, stock
from tests.samples.build import build
from tests.samples.demo import portal_at
from tests.samples.server import PortalServer, serving

TRAPS = {
    "/van-ban/kh-2290-ubnd.html": ("fetch", "missing"),
    "/van-ban/cv-911-sgddt.html": ("fetch", "challenge"),
    "/tep/qd-377-ubnd.pdf": ("read", "broken_pdf"),
}


def harvest(server: PortalServer, folder: Path) -> Ran:
    portals = portal_at(server, folder / "portals")["DANCHIEU_PORTALS"]
    server.answers.clear()
    return danchieu(folder / "data", "harvest", "mau", "--json", DANCHIEU_PORTALS=portals)


def sent(server: PortalServer) -> set[str]:
    """The paths whose content was sent."""
    return {path for path, status in server.answers if status == 200}


def failures(folder: Path) -> dict[str, tuple[str, str]]:
    told = danchieu(folder / "data", "status", "--json").told["failures"]
    assert all(item["url"] in item["message"] for item in told)
    return {urlsplit(item["url"]).path: (item["stage"], item["reason"]) for item in told}


@pytest.mark.timeout(1800)
def test_the_second_harvest_brings_only_what_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, 1)
    with serving(site) as server:
        first = harvest(server, tmp_path)
        assert first.code == 1, first.complaints  # the traps
        assert not [path for path in sent(server) if path.startswith("/quan-tri/")]
        known = failures(tmp_path)
        assert known.items() >= TRAPS.items()
        documents = first.told["documents"]
        assert documents >= 15
        assert first.told["references"] >= 40
        assert first.told["deadlines"] >= 15
        before = stock(tmp_path / "data")

        shutil.rmtree(site)
        build(site, 2)
        second = harvest(server, tmp_path)
        changed = "/van-ban/tb-1120-sgddt.html"
        counters = "/tin-tuc/tu-ky-nhiem-vu-nam-hoc.html"
        challenge = "/van-ban/cv-911-sgddt.html"
        assert sent(server) == {"/robots.txt", changed, counters, challenge}
        assert second.told["captures"] == 2
        assert second.told["documents"] == 1  # a counter that moved makes no new version
        assert failures(tmp_path) == known
        after = stock(tmp_path / "data")
    ids = before["documents"].keys()
    assert after["documents"].keys() == ids
    versions = {key: len(value[3]) for key, value in after["documents"].items()}
    assert sorted(versions.values()) == [1] * (len(ids) - 1) + [2]


def test_reading_needs_no_prefect(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom search_ui.command_line import app\n"
        "try: app(['status', '--json'])\nexcept SystemExit: pass\n"
        "print('prefect' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DANCHIEU_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    told, imported = done.stdout.splitlines()
    assert json.loads(told)["counts"]["document"] == 0
    assert imported == "False"
