"""``compose.yaml`` and the program mean the same names; the containers themselves are not run."""

from __future__ import annotations

import re
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import FlowSettings
from index.settings import Settings

FILE = Path(__file__).resolve().parents[2] / "compose.yaml"
COMPOSED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSED["services"]
DOCKERFILE = FILE.with_name("Dockerfile").read_text(encoding="utf-8")
OURS = [name for name, service in SERVICES.items() if "build" in service]


@pytest.mark.parametrize("name", OURS)
def test_settings_are_those_of_the_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        key: value
        for key, value in SERVICES[name]["environment"].items()
        if key.startswith("DANCHIEU_")
    }
    known = {
        f"DANCHIEU_{field.upper()}"
        for field in (*Settings.model_fields, *FlowSettings.model_fields)
    }
    assert set(given) <= known
    for key, value in given.items():
        monkeypatch.setenv(key, value.replace("${POSTGRES_PASSWORD}", "chi-de-thu"))
    settings = Settings()
    assert settings.engine == "elasticsearch"
    host, port = settings.elasticsearch.removeprefix("http://").split(":")
    assert (host in SERVICES, port) == (True, "9200")
    assert settings.ledger_address.startswith("postgresql+psycopg://danchieu:chi-de-thu@postgres/")


@pytest.mark.parametrize("name", OURS)
def test_commands_are_those_of_the_program(name: str) -> None:
    program, command = SERVICES[name]["command"].split()[:2]
    assert program == "danchieu"
    assert command in entry_points(group="danchieu.commands").names


def test_services_wait_for_services_that_say_when_they_are_well() -> None:
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            assert wait["condition"] in ("service_healthy", "service_started")
            assert wait["condition"] == "service_started" or "healthcheck" in SERVICES[name]


def test_volumes_are_declared_and_images_pinned() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSED["volumes"]
        assert "build" in service or re.search(r":\d+\.\d+(\.\d+)?(-[\w.]+)?$", service["image"])


def test_the_program_owns_the_folders_that_volumes_cover() -> None:
    user = re.search(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE)
    assert user
    for name in OURS:
        for volume in SERVICES[name]["volumes"]:
            folder = volume.split(":")[1]
            assert f"--owner={user[1]} {folder}\n" in DOCKERFILE
            assert SERVICES[name]["environment"]["DANCHIEU_DATA"] == folder


def test_servers_are_of_the_versions_that_our_clients_are_made_for() -> None:
    for name in ("elasticsearch", "prefect"):
        assert re.search(rf":{re.escape(version(name))}(-|$)", SERVICES[name]["image"]), name
    assert "\nFROM python:3.11." in DOCKERFILE


def test_only_the_reader_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["reader"]


def test_no_password_is_written_down() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "${POSTGRES_PASSWORD:?" in text
    assert not re.search(r"danchieu:(?!\$\{POSTGRES_PASSWORD\}@)\w*@", text)
