"""What stands in deploy/ must fit the program that it deploys."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.metrics import Figures
from bot.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
READABLE = {file.relative_to(DEPLOY).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
SETTINGS = {f"MINGCE_{name.upper()}" for name in Settings.model_fields}
ONLY_COMPOSE = {"MINGCE_VERSION"}


def commands() -> set[str]:
    help_text = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    return set(re.findall(r"^  ([a-z][a-z-]+) ", help_text.split("Commands:")[1], flags=re.MULTILINE))


def test_every_command_that_is_deployed_exists() -> None:
    known = commands()
    called = {
        word for text in READABLE.values() for word in re.findall(r"(?<![\w/-])(?:[\w./]*bin/)?mingce (\w[\w-]*)", text)
    } & {"backup", "chat", "health", "restore", "telegram", "serve"}
    called |= set(json.loads(re.search(r"^CMD (\[.*\])$", READABLE["Dockerfile"], re.MULTILINE).group(1)))  # type: ignore[union-attr]
    assert {"telegram", "backup", "health", "restore"} <= called <= known


@pytest.mark.parametrize("name", READABLE)
def test_every_setting_that_is_deployed_exists(name: str) -> None:
    assert set(re.findall(r"\bMINGCE_[A-Z_]+\b", READABLE[name])) <= SETTINGS | ONLY_COMPOSE


@pytest.mark.parametrize("name", [name for name in READABLE if name.endswith((".service", ".timer"))])
def test_units_can_be_read(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(READABLE[name])
    kind = name.rsplit(".", 1)[1].capitalize()
    assert {"Unit", kind} <= set(unit.sections())
    if kind == "Service":
        assert unit["Service"]["NoNewPrivileges"] == "yes" and unit["Service"]["ProtectSystem"] == "strict"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for name, text in READABLE.items():
        if name.startswith("systemd/"):
            # The program is not installed in /opt here, and systemd asks whether it is.
            (tmp_path / Path(name).name).write_text(text.replace("/opt/mingce/.venv/bin/mingce", "/bin/true"))
    units = [str(file) for file in sorted(tmp_path.iterdir())]
    run = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert not [line for line in run.stderr.splitlines() if "mingce" in line and "Unknown" in line], run.stderr


def test_the_image_runs_as_an_ordinary_user_and_says_how_it_is() -> None:
    last = READABLE["Dockerfile"].split("FROM ")[-1]
    assert re.search(r"^USER 10001", last, re.MULTILINE) and "HEALTHCHECK" in last and "STOPSIGNAL SIGTERM" in last


def test_every_figure_that_alarms_exists() -> None:
    """Counters end in `_total` and histograms in `_bucket` when they are scraped."""
    alarmed = set(re.findall(r"\bmingce_[a-z_]+\b", READABLE["prometheus/alerts.yml"]))
    kept = {metric.name for metric in Figures().registry.collect()}
    assert alarmed and {re.sub(r"_(total|bucket)$", "", name) for name in alarmed} <= kept


def test_no_secret_is_deployed() -> None:
    for name, text in READABLE.items():
        assert not re.search(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b", text), name
